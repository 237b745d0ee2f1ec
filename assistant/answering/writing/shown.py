"""A reply under way, shown as far as it is sure."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering.check import check
from assistant.answering.writing.draft import Draft
from assistant.answering.writing.statements import up_to_an_end
from assistant.model import Report

# What is longer than any answer is no longer shown as it comes
MOST = 1500


class Shown:
    """Shows of a reply under way what is sure to be true: whole sentences that pass the same checks as an answer."""

    def __init__(self, draft: Draft, report_of: Callable[[str], Report], on_text: Callable[[str], None]) -> None:
        """Take whom to tell."""
        self._draft, self._report_of, self._on_text = draft, report_of, on_text
        self._looked_at = self._shown = ""

    def __call__(self, words: str) -> None:
        """Take all words so far; show more of them where another sentence has ended."""
        if len(words) > MOST or (whole := up_to_an_end(words)) == self._looked_at:
            return
        self._looked_at = whole
        answer = self._draft.so_far(whole)
        text = check(answer, self._report_of, self._draft.cards).answer if answer else ""
        if answer is not None and text == answer.answer and text != self._shown:
            self._shown = text
            self._on_text(text)
