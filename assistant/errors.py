"""Errors meant for a person: what went wrong, where, and what to do about it.

Every error that a user can cause is one of these; `str(error)` is one line.
"""

from __future__ import annotations

import errno

_SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ELOOP: "链接绕成了圈",
    errno.EINVAL: "系统不接受这个路径或操作",
}


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


def system_reason(error: OSError) -> str:
    """Tell in Chinese why the system refused."""
    unknown = f"系统错误 {error.errno}" if error.errno else type(error).__name__
    return _SYSTEM.get(error.errno or 0, unknown)


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
