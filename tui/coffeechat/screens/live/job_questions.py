"""The questions that come up when the host turns a talk into a job interview."""

from __future__ import annotations

from coffeechat.packs import all_packs
from coffeechat.store.plans import NewItem

JOB_INTERVIEW = "job_interview"


def job_questions() -> list[NewItem]:
    """Those of the packs for job interviews, as they would stand in a plan."""
    return [
        NewItem(asked.text, asked.topic, asked.phase, asked.probe, asked.minutes, pack.question_key(number))
        for pack in all_packs()
        if JOB_INTERVIEW in pack.file.kinds
        for number, asked in enumerate(pack.questions, start=1)
    ]
