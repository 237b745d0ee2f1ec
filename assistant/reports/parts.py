"""Tell review from plan by the words and years of headings, else by how the text under them begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lexicon.fold import fold
from assistant.model import Part
from assistant.reports.headings import Heading
from assistant.reports.rules import heading_rules

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")
_RANGE_END = re.compile(r"[—–~至-]\s*(?:19|20)[0-9]{2}\s*年")
_REVIEW_OF = re.compile(r"((?:19|20)[0-9]{2})\s*年(?:度)?[^0-9。]{0,16}?(?:回顾|总结|情况|成效)")
_LOOK_AT = 1500
_PLAN_WORDS = re.compile(
    r"今年(?!以来)|(?:19|20)[0-9]{2}年(?:经济社会发展)?(?:的)?(?:主要)?(?:预期)?目标|预期目标|力争|新增|将(?:继续|进一步|坚持)"
)


class Parts:
    """Decides for each path of headings, and remembers the decision of the outermost ones."""

    def __init__(self, text: str, covered: int | None) -> None:
        """Keep the text and the last year covered; without it, a heading like 2024年工作回顾 tells it."""
        self._folded = fold(text)
        match = _REVIEW_OF.search(self._folded)
        self._covered = covered or (int(match[1]) if match else None)
        self._known: dict[tuple[str, ...], Part | None] = {}
        self._before: Part | None = None

    def of(self, path: Sequence[Heading], at: int) -> Part | None:
        """Give the part of a leaf at `at` under `path`."""
        if not path:
            return None
        key = tuple(one.text for one in path)
        if key not in self._known:
            self._known[key] = self._decide(path, key, at)
            if len(path) == 1:
                self._before = self._known[key]
        return self._known[key]

    def _decide(self, path: Sequence[Heading], key: tuple[str, ...], at: int) -> Part | None:
        rules = heading_rules()
        own = fold(path[-1].text)
        if rules.neither.search(own):
            return None
        upper = self.of(path[:-1], at) if len(path) > 1 else None
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
        if self._before == "review" and len(_PLAN_WORDS.findall(under)) >= 2:
            return "plan"
        return "review"

    def _year(self, heading: str) -> int | None:
        if _RANGE_END.search(heading):
            return None
        years = [int(year) for year in _YEAR.findall(heading)]
        return max(years) if years else None
