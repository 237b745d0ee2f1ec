"""What a language model wrote, cut into statements with their markers."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKER = re.compile(r"\[(\d{1,3})\]")
# [1] as models write it: 【1】 ［1］ [1, 2] [材料1] [^1]
WRITTEN_MARKER = re.compile(r"[\[［【]\s*(?:材料|\^)?\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]］】]")
SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[”’」』）)]*(?:\s*\[\d{1,3}\])*")
PART = re.compile(r"(?P<words>[^\[]*(?:\[(?!\d{1,3}\])[^\[]*)*)(?P<markers>(?:\[\d{1,3}\]\s*)*)")
ENDED = re.compile(rf"[。！？!?][”’」』）)]*(?:\s*{WRITTEN_MARKER.pattern})*|\n")
BULLET = re.compile(r"\s*(?:[-*•·]\s+|\d{1,2}[.、]\s*(?!\d)|[(（]\d{1,2}[)）]\s*)?")
VERDICT = re.compile(r"(?:是的?|有的?|没有|不是|否|无|未)")
ENDS = "。！？!? \t　"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words and the markers right behind it."""

    words: str
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a model: the line it stands in, the bullet before it, its parts."""

    line: int
    bullet: str
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """Give the sentence without its markers."""
        return "".join(part.words for part in self.parts)

    @property
    def marked(self) -> bool:
        """Tell whether the sentence cites anything."""
        return any(part.markers for part in self.parts)


def statements(text: str) -> tuple[Statement, ...]:
    """Cut a text into statements; a bare verdict (有。) joins the sentence behind it."""
    found: list[Statement] = []
    for number, line in enumerate(text.replace("**", "").replace("`", "").splitlines()):
        bullet = BULLET.match(line)
        start = bullet.end() if bullet else 0
        lead = line[:start].strip()
        verdict = ""
        for match in SENTENCE.finditer(WRITTEN_MARKER.sub(_plain, line[start:])):
            sentence = verdict + match[0].strip()
            verdict = ""
            if VERDICT.fullmatch(sentence.rstrip(ENDS)):
                verdict = sentence.rstrip(ENDS) + "，"
                continue
            parts = _parts(sentence)
            if parts:
                found.append(Statement(number, f"{lead} " if lead else "", parts))
                lead = ""
    return tuple(found)


def up_to_an_end(text: str) -> str:
    """Give what of a text under way ends with a sentence, its markers whole; "" before the first has ended."""
    last = 0
    for match in ENDED.finditer(text):
        last = match.end()
    return text[:last]


def _plain(match: re.Match[str]) -> str:
    return "".join(f"[{int(number)}]" for number in re.findall(r"\d+", match[1]))


def _parts(sentence: str) -> tuple[Part, ...]:
    """Cut a sentence behind each run of markers; words behind the last run belong to that run."""
    parts: list[Part] = []
    for match in PART.finditer(sentence):
        words, markers = match["words"], tuple(int(one) for one in MARKER.findall(match["markers"]))
        if parts and not markers:
            words = words.rstrip(ENDS)
            parts += [Part(words, parts[-1].markers)] if words else []
        elif words.strip(ENDS) or (markers and parts):
            parts.append(Part(words, markers))
    if parts:
        parts[-1] = Part(parts[-1].words.rstrip(ENDS), parts[-1].markers)
    return tuple(parts)
