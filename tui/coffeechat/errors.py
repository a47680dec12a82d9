"""The one base of every error a person can meet: each carries its own sentence and what to do next."""


class CoffeechatError(Exception):
    """What happened, to what, and what to do next, in `str(error)`; the command line exits with 1."""
