"""Read a prompt file: a short head (`version: 1` between two `---` lines), then text with {placeholders}."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import PromptError

FOLDER = Path(__file__).parent
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

    def fill(self, **values: str) -> str:
        """Put `values` in, as they are: braces inside a value stay text.

        Raises PromptError naming the placeholder that nobody fills or the value that nobody asks for.
        """
        unfilled, unasked = self.placeholders - set(values), set(values) - self.placeholders
        for names, told in ((unfilled, "提示词里的占位符没有值可填"), (unasked, "提示词里缺少占位符")):
            if names:
                listed = "、".join(f"{{{name}}}" for name in sorted(names))
                raise PromptError(f"{told}：{listed}", where=_file(self.name), fix="请改正这个文件")
        return PLACEHOLDER.sub(lambda match: values[match[1]], self.text)


def load(name: str, folder: Path = FOLDER) -> Prompt:
    """Read the prompt `name` (answer: answer.md); raises PromptError: it is missing or has no version."""
    path = folder / f"{name}.md"
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
    return Prompt(name, version[1], parts["text"].strip())


def _file(name: str) -> str:
    return f"prompts/{name}.md"
