"""Many files out of the 36 real ones: copies with other figures and other names of provinces, in several formats."""

from __future__ import annotations

import html
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from string import Template

from eval.reading.labels import FOLDERS, ROOT, SHARED

# Each copy of a report is written in the next of these forms; "own" is the form of the real file.
FORMS = ("own", ".html", ".txt", "own")
SEED = 20250101
_PROVINCES = (
    "北京", "天津", "河北", "山西", "辽宁", "吉林", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
    "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海",
    "宁夏", "新疆",
)  # fmt: skip
_NUMBER = re.compile(r"(?<![0-9])(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]+")
_WORDS = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")


def varied(text: str, number: int) -> str:
    """Give a text with other figures of the same length (years stay) and provinces changed for one another.

    The same number gives the same text; number 0 gives the text itself.
    """
    if not number:
        return text
    chance = random.Random(SEED + number)
    others = dict(zip(_PROVINCES, chance.sample(_PROVINCES, len(_PROVINCES)), strict=True))
    text = re.sub("|".join(_PROVINCES), lambda match: others[match.group()], text)
    return _NUMBER.sub(lambda match: _other(match.group(), chance), text)


def write(folder: Path, files: int, shared: Path = SHARED) -> dict[str, tuple[int, int]]:
    """Write that many files into a folder; give (files, characters) of each suffix.

    Characters are those of the report's text, the page around it left out; they are what a rate counts.
    """
    originals = [path for name in FOLDERS for path in sorted((shared / name).iterdir())]
    mix: dict[str, tuple[int, int]] = {}
    for number in range(files):
        path, copy = originals[number % len(originals)], number // len(originals)
        form = FORMS[copy % len(FORMS)]
        data, suffix, characters = _file(path, form, copy)
        (folder / f"{number:05}_{varied(path.stem, copy)}{suffix}").write_bytes(data)
        before = mix.get(suffix, (0, 0))
        mix[suffix] = before[0] + 1, before[1] + characters
    return mix


def _file(path: Path, form: str, copy: int) -> tuple[bytes, str, int]:
    if path.suffix == ".docx":
        text = "\n".join(paragraphs(path.read_bytes()))
        if form == "own":
            return _docx(path.read_bytes(), lambda words: varied(words, copy)), ".docx", len(text)
    else:
        text = path.read_text("utf-8")
    text = varied(text, copy)
    if form == ".html":
        return _page(text), ".html", len(text)
    return text.encode(), ".txt", len(text)


def paragraphs(data: bytes) -> list[str]:
    """Give the words of the paragraphs of a Word file that are not empty."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    found = ("".join(match[2] for match in _WORDS.finditer(part)) for part in body.split("</w:p>"))
    return [html.unescape(one) for one in found if one.strip()]


def _docx(data: bytes, change: Callable[[str], str]) -> bytes:
    """Give a Word file with its words changed, everything else as it was."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                words = _WORDS.sub(lambda match: match[1] + change(match[2]) + match[3], part.decode("utf-8"))
                part = words.encode("utf-8")
            new.writestr(name, part)
    return stream.getvalue()


def _page(text: str) -> bytes:
    lines = [html.escape(line.strip(), quote=False) for line in text.split("\n") if line.strip()]
    page = Template((ROOT / "samples" / "source" / "page.html").read_text("utf-8"))
    return page.substitute(title=lines[0], body="\n".join(f"<p>{line}</p>" for line in lines[1:])).encode()


def _other(figure: str, chance: random.Random) -> str:
    """Give another figure of the same length, its first digit no zero."""
    return str(chance.randint(1, 9)) + "".join(str(chance.randint(0, 9)) for _ in figure[1:])
