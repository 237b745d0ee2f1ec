"""Errors meant for a person: what went wrong, where, and what to do about it.

Every error that a user can cause is one of these; `str(error)` is one line.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of all errors that are told to the user instead of shown as a traceback."""

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        """Keep the three parts: `what` happened, `where` (file, line, setting), and the `fix`."""
        self.what, self.where, self.fix = what, where, fix
        super().__init__(str(self))

    def __str__(self) -> str:
        """Give the message in one line: where: what（fix）."""
        line = f"{self.where}：{self.what}" if self.where else self.what
        line = f"{line}。{self.fix}" if self.fix else line
        return " ".join(line.split())


class SettingsError(AssistantError):
    """A setting has a value that cannot be used."""


class ReadError(AssistantError):
    """A file, folder or page cannot be read as a report."""


class LibraryError(AssistantError):
    """A library is missing, damaged, or was built with another model."""


class EmbeddingError(AssistantError):
    """An embedding model cannot be loaded or used."""


class QuestionError(AssistantError):
    """A question cannot be asked: it is empty, too long, or its line in a file is broken."""


class ModelServerError(AssistantError):
    """A language model did not give a usable answer."""


class PromptError(AssistantError):
    """A prompt file is missing or has a placeholder that nobody fills."""
