"""From words to a Question: regions, years, scope, what is asked for, the indicator; follow-ups completed."""

from assistant.question.spelling import respelled
from assistant.question.understand import understand

__all__ = ["respelled", "understand"]
