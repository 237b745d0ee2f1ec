"""The one Assistant that all visitors of the page share, opened when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.explain import Explanation, explain
from assistant.model import Answer, Filter

if TYPE_CHECKING:
    from assistant.assistant import Assistant

WARM_UP = "各地的主要工作是什么"


class Desk:
    """Opens the library on first use, and again when reports were added meanwhile."""

    def __init__(self, folder: Path) -> None:
        """Keep where the library is; nothing is read yet."""
        self.folder = folder
        self._lock = Lock()
        self._assistant: Assistant | None = None

    def assistant(self) -> Assistant:
        """Give the opened assistant; raise LibraryError when the library cannot be opened."""
        from assistant import Assistant

        with self._lock:
            if self._assistant is None or self._assistant.library.stale:
                self._assistant = Assistant.open(self.folder)
            return self._assistant

    def ask(
        self,
        question: str,
        history: Sequence[dict[str, str]] = (),
        only: Filter | None = None,
        *,
        on_text: Callable[[str], None] | None = None,
        on_step: Callable[[int, int], None] | None = None,
    ) -> tuple[Answer, Explanation | None]:
        """Ask, and explain the answer; an error meant for a person is a failed answer that says it.

        `on_text` and `on_step` hear of a language model at work, as `Assistant.ask` tells it.
        """
        try:
            assistant = self.assistant()
            answer = assistant.ask(question, history=list(history), only=only, on_text=on_text, on_step=on_step)
        except AssistantError as error:
            return Answer(question=question, status="failed", reason=str(error)), None
        return answer, explain(answer, {card.report: card for card in assistant.cards}, only)

    def warm(self) -> Answer:
        """Read library and model ahead of the first question; a failed answer says why it cannot be."""
        return self.ask(WARM_UP)[0]
