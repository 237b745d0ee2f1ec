"""A question-answering assistant over Chinese government reports: every figure checked against its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant

__all__ = ["Assistant"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the module protocol gives any attribute
    """Load `Assistant` when it is first asked for, so that `import assistant` stays cheap."""
    if name == "Assistant":
        from assistant.assistant import Assistant

        return Assistant
    raise AttributeError(name)
