"""From words to a Question: regions, years, scope, what is asked for, the indicator; follow-ups completed."""

from assistant.question.spelling import respelled
from assistant.question.split import asked_parts
from assistant.question.terms import names_in
from assistant.question.understand import understand

__all__ = ["asked_parts", "names_in", "respelled", "understand"]
