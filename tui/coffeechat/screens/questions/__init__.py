"""The view Questions, and what other screens show of a question: its review, and the list of rules."""

from coffeechat.screens.questions.view import QuestionsView

__all__ = ["QuestionsView"]
