"""Tell review from plan by the words and years of headings, else by how the text under them begins."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.lexicon.fold import fold
from assistant.lexicon.tables import DATA
from assistant.model import Part
from assistant.reports.cleaning.rules import heading_rules
from assistant.reports.structure.headings import Heading
from assistant.reports.structure.sentences import sentences

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")
_RANGE_END = re.compile(r"[—–~至-]\s*(?:19|20)[0-9]{2}\s*年")
_LOOK_AT = 1500


@dataclass(frozen=True, slots=True)
class _TextRules:
    """What the text itself says about its part, where headings do not."""

    review_of: re.Pattern[str]
    plan_words: re.Pattern[str]
    opening: re.Pattern[str]
    opening_year: re.Pattern[str]
    thanks: re.Pattern[str]


@cache
def _text_rules() -> _TextRules:
    part = tomllib.loads((DATA / "headings.toml").read_text(encoding="utf-8"))["part"]
    names = ("review_of", "plan_words", "opening", "opening_year", "thanks")
    return _TextRules(*(re.compile(part[name]) for name in names))


class Parts:
    """Decides for each path of headings, and remembers the decision of the outermost ones."""

    def __init__(self, text: str, covered: int | None) -> None:
        """Keep the text and the last year covered; without it, a heading like 2024年工作回顾 tells it."""
        self._folded = fold(text)
        match = _text_rules().review_of.search(self._folded)
        self._covered = covered or (int(match[1]) if match else None)
        self._known: dict[tuple[str, ...], Part | None] = {}
        self._before: Part | None = None

    def of(self, path: Sequence[Heading], at: int) -> Part | None:
        """Give the part of a leaf at `at` under `path`; a paragraph that mostly thanks is neither."""
        if not path:
            return self._opening(at)
        part = self._under(path, at)
        return None if part == "review" and self._thanks(at) else part

    def _under(self, path: Sequence[Heading], at: int) -> Part | None:
        """Give the part of a path of headings; `at` is where the text under it begins."""
        key = tuple(one.text for one in path)
        if key not in self._known:
            self._known[key] = self._decide(path, at)
            if len(path) == 1:
                self._before = self._known[key]
        return self._known[key]

    def _decide(self, path: Sequence[Heading], at: int) -> Part | None:
        rules = heading_rules()
        own = fold(path[-1].text)
        if rules.neither.search(own):
            return None
        upper = self._under(path[:-1], at) if len(path) > 1 else None
        year = self._year(own)
        if year is not None and self._covered is not None and year > self._covered:
            return "plan"
        if len(path) > 1:
            if any(rules.neither.search(one.text) for one in path[:-1]):
                return None
            if upper is not None:
                return upper
        if year is not None and self._covered is not None and year <= self._covered:
            return "review"
        # 存在问题及下一步打算: review, until a sentence in it turns to plans.
        if rules.review.search(own):
            return "review"
        if rules.plan.search(own):
            return "plan"
        if len(path) > 1:
            return None
        return self._by_text(at, attached=own.startswith("附"))

    def _by_text(self, at: int, *, attached: bool) -> Part | None:
        """Read the beginning under an outermost heading that says nothing itself."""
        if attached:
            years = [int(year) for year in _YEAR.findall(self._folded[at : at + _LOOK_AT // 3])]
            return "plan" if self._covered and years and min(years) > self._covered else "review"
        if self._before == "plan":
            return "plan"
        under = self._folded[at : at + _LOOK_AT]
        if self._covered is not None and re.search(rf"{self._covered + 1}年.{{0,20}}目标", under):
            return "plan"
        if self._before == "review" and len(_text_rules().plan_words.findall(under)) >= 2:
            return "plan"
        return "review"

    def _opening(self, at: int) -> Part | None:
        """Tell a paragraph before the first heading that sums the report up from a salutation."""
        rules = _text_rules()
        line = self._line(at)
        if rules.opening.search(line):
            return "review"
        year = rules.opening_year.match(line)
        if year is None or (year[1] and self._covered is not None and int(year[1]) > self._covered):
            return None
        return "review"

    def _thanks(self, at: int) -> bool:
        """Tell whether sentences of thanks make up more than half of a paragraph."""
        line = self._line(at)
        thanks = _text_rules().thanks
        thanked = sum(end - start for start, end in sentences(line) if thanks.search(line, start, end))
        return 2 * thanked > len(line.strip())

    def _line(self, at: int) -> str:
        end = self._folded.find("\n", at)
        return self._folded[at : end if end >= 0 else len(self._folded)]

    def _year(self, heading: str) -> int | None:
        if _RANGE_END.search(heading):
            return None
        years = [int(year) for year in _YEAR.findall(heading)]
        return max(years) if years else None
