"""What a language model does for one question; without one there is no Writer, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assistant.answering.writing.condense import condensed
from assistant.answering.writing.rows import completed
from assistant.answering.writing.single import looked_for
from assistant.answering.writing.statements import MARKER
from assistant.answering.writing.talk import Talk, talk_of
from assistant.answering.writing.write import NOTE, written
from assistant.errors import ModelServerError, PromptError
from assistant.model import Answer, Hit, Question, Report, Written

Step = Callable[[int, int], None]
Text = Callable[[str], None]


class Writer:
    """Writes the answer of one report, reads on where a table has gaps, completes a follow-up; keeps the record.

    `notes` tell why a follow-up could not be completed.
    """

    def __init__(self, folder: Path | None, on_text: Text | None = None, on_step: Step | None = None) -> None:
        """Take where replies are kept, who hears the text so far, and who hears how many reports are done."""
        self._talk: Talk = talk_of(folder)
        self._on_text, self._on_step = on_text, on_step
        self.notes: tuple[str, ...] = ()

    @property
    def record(self) -> Written | None:
        """What the model had to do with the answer; None where it was not asked."""
        record = self._talk.record
        return record if record.calls or record.cached else None

    def write(
        self,
        question: Question,
        hits: Mapping[str, Sequence[Hit]],
        found: Answer,
        cards: Mapping[str, Report],
        report_of: Callable[[str], Report],
        before: Answer | None = None,
    ) -> Answer:
        """Give `found` in the model's words, with the rows that it adds, or the figure that it finds where none was.

        Text under way is shown behind that of `before`, with markers that go on from there.
        """
        if found.coverage is not None:
            return completed(question, hits, found, cards, report_of, self._talk, self._on_step)
        if found.status == "refused":
            return looked_for(question, hits, found, cards, report_of, self._talk)
        return written(question, hits, found, cards, report_of, self._talk, _behind(before, self._on_text))

    def again(self, question: str, history: Sequence[Mapping[str, str]], found: Answer) -> str | None:
        """Give a follow-up that was refused as a question that stands alone; None where that is no other question."""
        try:
            text = condensed(question, history, self._talk)
        except (ModelServerError, PromptError) as error:
            self.notes = (NOTE.format(reason=error.what),)
            return None
        return text if found.understood is None or text != found.understood.text else None


def _behind(before: Answer | None, heard: Text | None) -> Text | None:
    """Show a text behind that of the answer before it, its markers counted on as `merged` will count them."""
    if heard is None or before is None:
        return heard
    offset = len(before.citations)
    return lambda text: heard(f"{before.answer}\n" + MARKER.sub(lambda match: f"[{int(match[1]) + offset}]", text))
