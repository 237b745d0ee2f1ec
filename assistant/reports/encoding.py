"""Tell the encoding of Chinese text: UTF-8, UTF-16, GB18030 or Big5."""

from __future__ import annotations

import codecs
import re

from assistant.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
# The most frequent characters of Chinese, simplified and traditional: what a right reading is full of.
_FREQUENT = frozenset(
    "的一是在和有不人年了大中国工作政府法治建设行件推进加强全市县区以为上与及发展實國會務權對時來開與個們說這為發經"
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_SAME = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Decode bytes to text with plain line ends and name the encoding; raise ReadError for no text."""
    text, name = _decode(data, where)
    return text.replace("\r\n", "\n").replace("\r", "\n"), name


def _decode(data: bytes, where: str) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace"), name
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    if b"\0" in data[:_SAMPLE]:
        raise ReadError("不是文本文件（含有空字节）", where=where, fix="请确认文件没有损坏，或另存为 UTF-8 文本")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096])
    names = [_SAME.get(declared[1].decode("ascii").lower(), "")] if declared else []
    names += ["gb18030", "big5hkscs"]
    scored = [(score, name) for name in dict.fromkeys(filter(None, names)) if (score := _score(data, name)) is not None]
    if not scored:
        raise ReadError("认不出文字编码", where=where, fix="请另存为 UTF-8 文本")
    best = max(scored, key=lambda one: one[0])
    return data.decode(best[1], errors="replace"), best[1]


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes or by what it reads as."""
    head = data[: min(len(data), 4000) // 2 * 2]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if even + odd == 0 or even + odd > 0.9 * half:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    sample = head.decode(name, errors="replace")
    good = sum(1 for char in sample if "\u4e00" <= char <= "\u9fff" or char.isascii() or "\u3000" <= char <= "\u303f")
    return name if "\0" not in sample and good > 0.9 * len(sample) else None


def _score(data: bytes, name: str) -> float | None:
    """Give the share of frequent Chinese characters in this reading; None when it cannot be one."""
    sample = data[:_SAMPLE]
    text = sample.decode(name, errors="replace")
    broken = text.count("\ufffd")
    if broken > 1 + len(text) // 1000:
        return None
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    if not han:
        return None
    return sum(1 for char in han if char in _FREQUENT) / len(han)
