"""Answers for a question file: read its lines, ask each, write one line for each in the same order.

`answer_file` is what the command does. `run` is the same for anything that has an `ask`; `read_lines` alone reads a
question file.
"""

from assistant.batch.files import answer_file
from assistant.batch.journal import journal_of
from assistant.batch.lines import Line
from assistant.batch.reading import count_lines, read_lines
from assistant.batch.runner import Summary, run
from assistant.batch.shape import Shape
from assistant.batch.state import state_of
from assistant.batch.writing import check_out

__all__ = [
    "Line", "Shape", "Summary", "answer_file", "check_out", "count_lines", "journal_of", "read_lines", "run",
    "state_of",
]  # fmt: skip
