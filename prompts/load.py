"""Read a prompt file: a short head (`version: 1` between two `---` lines), then text with {placeholders}."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import PromptError
from assistant.settings import settings

FOLDER = Path(__file__).parent
# What the program fills into each prompt; an edited file must ask for all of it, and for nothing else
FILLED: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"evidence", "question"}),
    "row": frozenset({"report", "evidence", "question"}),
    "condense": frozenset({"history", "question"}),
    "judge": frozenset({"question", "expected", "answer"}),
}
NAME = re.compile(r"[a-z0-9_-]+")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
HEAD = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<text>.*)", re.DOTALL)
VERSION = re.compile(r"^version:\s*(\S+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt by its name and version; any brace that isn't a {placeholder} in lower case is plain text."""

    name: str
    version: str
    text: str

    @property
    def placeholders(self) -> frozenset[str]:
        """Name the values that the text asks for."""
        return frozenset(PLACEHOLDER.findall(self.text))

    def check(self, filled: Iterable[str]) -> None:
        """Raise PromptError naming the placeholder that nobody fills or the value that nobody asks for."""
        unfilled, unasked = self.placeholders - set(filled), set(filled) - self.placeholders
        for names, told in ((unfilled, "提示词里的占位符没有值可填"), (unasked, "提示词里缺少占位符")):
            if names:
                listed = "、".join(f"{{{name}}}" for name in sorted(names))
                raise PromptError(f"{told}：{listed}", where=_file(self.name), fix="请改正这个文件")

    def fill(self, **values: str) -> str:
        """Put `values` in, as they are: braces inside a value stay text.

        Raises PromptError naming the placeholder that nobody fills or the value that nobody asks for.
        """
        self.check(set(values))
        return PLACEHOLDER.sub(lambda match: values[match[1]], self.text)


def load(name: str, folder: Path | None = None) -> Prompt:
    """Read the prompt `name` (answer: answer.md) from `folder`, else the one of the settings, else what ships.

    Raises PromptError: it is missing, has no version, or its placeholders aren't those that are filled.
    """
    path = (folder or _own(name)) / f"{name}.md"
    if not NAME.fullmatch(name) or not path.is_file():
        raise PromptError("没有这个提示词文件", where=_file(name), fix="请重新安装程序或恢复该文件")
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError("提示词文件读不出来", where=_file(name), fix="请存为 UTF-8 文本") from error
    parts = HEAD.fullmatch(raw)
    version = VERSION.search(parts["head"]) if parts else None
    if parts is None or version is None:
        raise PromptError("提示词文件开头缺少版本号", where=_file(name), fix="开头三行应为 ---、version: 1、---")
    prompt = Prompt(name, version[1], parts["text"].strip())
    if name in FILLED:
        prompt.check(FILLED[name])
    return prompt


def _own(name: str) -> Path:
    """Give the user's own folder of prompts where it holds this one."""
    own = settings().prompts
    return own if own is not None and (own / f"{name}.md").is_file() else FOLDER


def _file(name: str) -> str:
    return f"prompts/{name}.md"
