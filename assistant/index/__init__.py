"""From passages to a searchable library on disk."""

from assistant.index.library import Library
from assistant.index.result import Added, AddResult

__all__ = ["AddResult", "Added", "Library"]
