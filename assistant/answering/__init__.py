"""From Hits to a checked Answer, without a language model."""

from assistant.answering.answer import answer
from assistant.answering.check import check
from assistant.answering.merge import merged

__all__ = ["answer", "check", "merged"]
