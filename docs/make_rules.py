"""Writes the page on questions from the rules as the checker has them: `make pictures`."""

from __future__ import annotations

from pathlib import Path

from coffeechat.method.questions import LIMITS, Rule, explanations, rules

HEAD = f"""\
# What to ask

In an informational interview you ask, and are judged by how well-informed and penetrating your questions are. The
checker reads each question as you type, without a model and without the network, and says what it sees:

- **open**: how, what, why and "could you tell me" 2; which and who 1; do, is and can 0; how many, when and where 0, or
  1 if they lead on.
- **penetrating**: why, what changed, surprised, goes wrong, rather than 2; if, when, differs, decide, matters,
  problem 1 each.
- **personal**: what they did, decided, saw, and whom they know 2; you, your and here 1.
- **informed**: a linked source, "I read", "you wrote" 2; a number, a year, a name, a step of their path 1.
- **clean**: 2, less the points of each fault.

The score is the sum, and never shown without it: from {LIMITS.keep} keep the question, at {LIMITS.look_again} look
again, below write it anew. What blocks is never asked: such a question has {LIMITS.most_when_blocked} at most. A closed
question gets a yes whatever it is about, so its other parts count 1 at most; so do those of a vague one, and of three
in one.

`coffeechat lint FILE` says the same of a file with one question a line; with `--minutes 20` it looks at the plan, too.

## The rules

"""

TAIL = """
## Where they are

In `tui/coffeechat/method/questions/`, `rules.tsv` says what a rule does and who says so, `limits.toml` holds the
numbers, and the folder of each language the phrases and sentences. A phrase is written as people say it:

```
Q05	how much .. {do} you .. earn/make/get	(a rewrite, if this phrase has its own)
```

`..` stands for up to four words, `*` for any one, `{do}` for a list in `words.tsv`, `/` for alternatives; a word with a
`?` may be missing, `regret*` has any ending; `^` is the beginning of a clause and `$` the end of a sentence. In a
rewrite, `{rest}` is what follows the phrase and `{gap}` what `..` stands for. A list whose name ends in `closed` counts
only where a word would answer: elsewhere the same words may belong to a good question. To mend how a question is
judged, mend a line in `phrases/` and add the question to `tests/method/questions/more.tsv`.

The checker knows words, not meanings. Of 60 questions by somebody who did not know its words, kept until the end, it
judged 55 rightly at first sight: all 30 good ones, and 25 of 30 bad ones for a reason their author had named. What is
wrong in an unusual way it finds less often: of 94 bad questions written to slip past it, it caught 52 at first sight.
"""


def text() -> str:
    return HEAD + _table() + TAIL


def _table() -> str:
    rows = (
        f"| {told.code} | {told.name} | {told.text} | {_effect(rules()[told.code])} |" for told in explanations("en")
    )
    return "\n".join(("| rule | asks for | because | what it does, and who says so |", "|---|---|---|---|", *rows, ""))


def _effect(rule: Rule) -> str:
    effects = {"blocks": "Blocks.", "hints": "A hint.", "costs": f"Costs {rule.points}." if rule.points else "Warns."}
    return f"{effects[rule.effect]} {rule.source}"


if __name__ == "__main__":
    Path(__file__).with_name("questions.md").write_text(text(), encoding="utf-8")
