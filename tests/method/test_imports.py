"""What the method loads: nothing of the screen or the database, and heavy libraries only when they are needed."""

import subprocess
import sys

PROGRAM = """
import sys
from coffeechat.method.identity import Index, known_of
from coffeechat.method.ranking import candidate_of
candidate_of("Head of Data")
Index([known_of(b"1", "Ada Berg", contacts=[("email", "ada@x.example")])]).match(
    known_of(b"2", "Ada Berg", contacts=[("email", "ada@x.example")])
)
print(*{"textual", "apsw", "sqlite3", "pluggy", "click", "rapidfuzz", "phonenumbers"} & set(sys.modules))
"""


def test_ranking_and_matching_by_address_load_nothing_heavy() -> None:
    answer = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
