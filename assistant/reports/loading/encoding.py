"""Tell the encoding of Chinese text: UTF-8, UTF-16, GB18030 or Big5."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

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
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "gb_2312-80", "x-gbk", "windows-936", "ms936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "x-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
# A declared encoding is believed unless another one reads this much better.
_BELIEVED = 0.5


def decode(data: bytes, where: str, declared: str | None = None) -> tuple[str, str]:
    """Decode bytes to text with plain line ends and name the encoding; raise ReadError for no text.

    `declared` is what a server's header says; a byte order mark goes before it, a <meta> comes after. Nobody is
    believed against what the bytes can be read as, since servers often say a default.
    """
    text, name = _decode(data, where, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n"), name


def _decode(data: bytes, where: str, declared: str | None) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace"), name
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    if b"\0" in data[:_SAMPLE]:
        raise ReadError("不是文本文件（含有空字节）", where=where, fix="请确认文件没有损坏，或另存为 UTF-8 文本")
    said = list(_said(data, declared))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if _believe_utf8(data, text, said):
            return text, "utf-8"
    scored = {name: score for name in (*said, "gb18030", "big5hkscs") if (score := _score(data, name)) is not None}
    if not scored:
        raise ReadError("认不出文字编码", where=where, fix="请另存为 UTF-8 文本")
    best = max(scored, key=lambda name: scored[name])
    name = next((one for one in said if scored.get(one, -1) > _BELIEVED * scored[best]), best)
    return data.decode(name, errors="replace"), name


def _said(data: bytes, declared: str | None) -> Iterator[str]:
    """Yield the encodings that header and <meta> name, as far as they are ones of Chinese."""
    meta = _DECLARED.search(data[:4096])
    for given in (declared, meta[1].decode("ascii") if meta else None):
        if given and (name := _SAME.get(given.strip().lower())):
            yield name


def _believe_utf8(data: bytes, text: str, said: Sequence[str]) -> bool:
    """Valid UTF-8 is hardly ever anything else: only a few bytes that another declared encoding reads better."""
    if text.isascii() or not said or said[0] == "utf-8":
        return True
    other, own = _score(data, said[0]), _score(data, "utf-8")
    return other is None or (own is not None and own >= other)


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
