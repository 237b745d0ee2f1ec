"""Answers for a question file: read its lines, ask each, write one line for each in the same order."""

from assistant.batch.lines import Line
from assistant.batch.reading import count_lines, read_lines
from assistant.batch.runner import Summary, run
from assistant.batch.writing import check_out

__all__ = ["Line", "Summary", "check_out", "count_lines", "read_lines", "run"]
