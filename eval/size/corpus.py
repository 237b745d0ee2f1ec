"""Thousands of short reports out of the 36 real ones: a county, a year, a stretch of a real text with other figures."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from assistant.lexicon.gazetteer import Place, place_with_code
from assistant.lexicon.tables import lines
from eval.reading.corpus import paragraphs, varied
from eval.reading.labels import FOLDERS, SHARED

SHORTEST, LONGEST = 3000, 6000
LAST_YEAR = 2024
SEED = 10_000
# One clause in so many is left out of a copy, so that no two copies hold the same sentences
LEFT_OUT = 6
_CLAUSE = re.compile(r"(?<=[，；])[^，；。\n]*[，；]")
_WHERE = re.compile("全省|全市|全区|我省|我市")


def write(folder: Path, files: int, shared: Path = SHARED) -> int:
    """Write that many .txt files into a folder; the same number gives the same texts. Give their characters."""
    texts = list(_originals(shared))
    places = _counties()
    folder.mkdir(parents=True, exist_ok=True)
    characters = 0
    for number in range(files):
        place, year = places[number % len(places)], LAST_YEAR - number // len(places)
        text = one_of(texts[number % len(texts)], place, year, number)
        characters += len(text)
        (folder / f"{place.full}{year}年报告.txt").write_text(text, encoding="utf-8", newline="\n")
    return characters


def one_of(original: str, place: Place, year: int, number: int) -> str:
    """Give a report of a place and a year: 3,000-6,000 characters of an original, its figures and clauses varied."""
    chance = random.Random(SEED + number)
    lines = [line for line in original.splitlines() if line.strip()]
    wanted, first = chance.randint(SHORTEST, LONGEST), chance.randrange(len(lines))
    kept, size = [], 0
    for line in lines[first:] + lines[:first]:
        if size + len(line) > LONGEST:
            continue
        kept.append(line)
        size += len(line)
        if size >= wanted:
            break
    text = varied("\n".join(kept), number + 1)
    text = _CLAUSE.sub(lambda match: "" if not chance.randrange(LEFT_OUT) else match.group(), text)
    text = _WHERE.sub(lambda match: match.group() if chance.randrange(3) else place.name, text)
    return f"{place.full}{year}年政府工作报告\n{year}年，{place.name}人民政府报告如下。\n{text}\n"


def _originals(shared: Path) -> Iterator[str]:
    for path in (path for name in FOLDERS for path in sorted((shared / name).iterdir())):
        data = path.read_bytes()
        yield "\n".join(paragraphs(data)) if path.suffix == ".docx" else data.decode("utf-8")


def _counties() -> list[Place]:
    places = (place_with_code(line.split("\t")[0]) for line in lines("places.tsv"))
    return [place for place in places if place and place.level == "县"]
