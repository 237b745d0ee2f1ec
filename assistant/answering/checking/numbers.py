"""Numbers that are no figures: years, dates, numbers in names (12345热线), numerals in words (五十一项, 三成)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from assistant.lexicon.figures import figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import unit_kinds

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
SPACED = re.compile(r"(?<=\d) +(?=[^\s\d])")
DIGITS = "零〇一二三四五六七八九"
CHINESE = f"{DIGITS}两十百千万亿"


@cache
def _in_words() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(unit_kinds(), key=len, reverse=True) if unit[0] not in CHINESE)
    return re.compile(
        rf"[{CHINESE}]{{2,}}(?:点[{DIGITS}]+)?(?:{units})?|[{CHINESE}](?:点[{DIGITS}]+)?(?:{units}|[成倍番])"
        rf"|[{CHINESE}]+分之[{CHINESE}]+|[过近]?半数|[一过近]半"
    )


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Blank spans of a text out, its length kept."""
    rest = list(text)
    for start, end in spans:
        rest[start:end] = "\0" * (end - start)
    return "".join(rest)


def _rest(text: str) -> str:
    return blanked(fold(text), [(one.start, one.end) for one in figures(text)])


def numerals(text: str) -> Iterator[tuple[int, str, str]]:
    """Give place, number and the character behind it ("" where that is none of a word) of what is no figure."""
    rest = _rest(text)
    for match in NUMERAL.finditer(rest):
        behind = SPACED.sub("", rest[match.start() : match.end() + 3])[len(match[0]) :][:1]
        yield match.start(), match[0], behind if behind.isalpha() or behind in "%‰" else ""


def numeral_tokens(*texts: str) -> frozenset[str]:
    """Give the numbers of texts, figures left out, alone and with the character behind them (2023, 2023年)."""
    found = {token for text in texts for _at, number, behind in numerals(text) for token in (number, number + behind)}
    return frozenset(found)


def words_of_number(text: str) -> list[str]:
    """Give the numerals in words and the odd ones (①, ５⃣, ½) of a text, figures and years left out."""
    rest = _rest(text)
    found = [match[0] for match in _in_words().finditer(rest)]
    return found + [char for char in rest if unicodedata.category(char) in ("No", "Nl") and char != "〇"]
