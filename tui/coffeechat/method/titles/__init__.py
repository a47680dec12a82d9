"""Reading job titles: how senior, in personnel or not, and in what kind of work.

`en.tsv` to `it.tsv` hold the phrases that tell the level, `functions.tsv` those that tell the kind of work,
`link_words.txt` the words between. Each says in its head how a line is written. To correct how a title is
read, correct or add a line there and a case in `tests/method/title_cases.tsv`.
"""

from coffeechat.method.titles.reading import Title, read

__all__ = ["Title", "read"]
