"""Tell review from plan: by the words and years of headings, and by what the text under them says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.lexicon.tables import DATA
from assistant.model import Part
from assistant.reports.cleaning.rules import heading_rules
from assistant.reports.structure.headings import Heading
from assistant.reports.structure.sentences import sentences

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")
_RANGE_END = re.compile(r"[—–~至-]\s*(?:19|20)[0-9]{2}\s*年")
_LOOK_AT = 6000
_BEGINNING = 500
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _TextRules:
    """What the text itself says about its part, where headings do not."""

    review_of: re.Pattern[str]
    done: re.Pattern[str]
    ahead: re.Pattern[str]
    opening: re.Pattern[str]
    opening_year: re.Pattern[str]
    thanks: re.Pattern[str]
    turn_year: re.Pattern[str]


@cache
def _text_rules() -> _TextRules:
    part = tomllib.loads((DATA / "headings.toml").read_text(encoding="utf-8"))["part"]
    return _TextRules(*(re.compile(part[name]) for name in _TextRules.__slots__))


class Parts:
    """Decides for each path of headings, and remembers the decision of the outermost ones."""

    def __init__(
        self, folded: str, covered: int | None, leaves: Iterable[tuple[Sequence[Heading], int, int]] = ()
    ) -> None:
        """Keep the folded text, the last year covered (else 2024年工作回顾 tells it), and how far each chapter goes.

        `leaves` are the path, start and end of each leaf in order.
        """
        self._folded = folded
        match = _text_rules().review_of.search(self._folded)
        self._covered = covered or (int(match[1]) if match else None)
        self._ends = {path[0]: end for path, _, end in leaves if path}
        self._known: dict[tuple[str, ...], Part | None] = {}
        self._before: Part | None = None
        # A line of many items is read once.
        self._line_part: tuple[int, Part | None] = (-1, None)

    def of(self, path: Sequence[Heading], at: int) -> Part | None:
        """Give the part of a leaf under `path` whose line begins at `at`; a line that mostly thanks is neither."""
        if self._line_part[0] != at:
            part = self._under(path) if path else self._opening(at)
            self._line_part = (at, None if path and part == "review" and self._thanks(at) else part)
        return self._line_part[1]

    def mixed(self, path: Sequence[Heading]) -> bool:
        """Tell a heading of both (存在问题及下一步打算): review, until a sentence in it turns to plans."""
        return any(heading_rules().lacking.search(one.text) and self._plans(one.text) for one in path)

    def turns(self, at: int, *, chapter: bool) -> bool:
        """Tell whether a sentence that begins at `at` turns to plans: by its words or, in a chapter, a year to come."""
        while self._folded[at : at + 1].isspace():
            at += 1
        if heading_rules().turn.match(self._folded, at):
            return True
        year = _text_rules().turn_year.match(self._folded, at) if chapter else None
        return bool(year and self._covered is not None and int(year[1]) > self._covered)

    def _plans(self, heading: str) -> bool:
        year = self._year(heading)
        if year is not None and self._covered is not None and year > self._covered:
            return True
        return bool(heading_rules().plan.search(heading))

    def _under(self, path: Sequence[Heading]) -> Part | None:
        """Give the part of a path of headings."""
        key = tuple(one.text for one in path)
        if key not in self._known:
            self._known[key] = self._decide(path)
            if len(path) == 1:
                self._before = self._known[key]
        return self._known[key]

    def _decide(self, path: Sequence[Heading]) -> Part | None:
        rules = heading_rules()
        own = path[-1].text
        if rules.neither.search(own):
            return None
        upper = self._under(path[:-1]) if len(path) > 1 else None
        year = self._year(own)
        if year is not None and self._covered is not None and year > self._covered:
            return "review" if rules.lacking.search(own) or rules.told.search(own) else "plan"
        if len(path) > 1:
            if any(rules.neither.search(one.text) for one in path[:-1]):
                return None
            if upper == "review" and rules.next.search(own) and not rules.review.search(own):
                return "plan"
            return upper
        if (year is not None and self._covered is not None) or rules.review.search(own):
            return "review"
        return self._by_text(path[0], said=bool(rules.plan.search(own)))

    def _by_text(self, chapter: Heading, *, said: bool) -> Part | None:
        """Read the text under an outermost heading that tells no year; `said` is whether its words are of a plan."""
        end = self._ends.get(chapter, len(self._folded))
        if chapter.text.startswith("附"):
            years = self._years(self._folded[chapter.end : chapter.end + _BEGINNING])
            return "plan" if said or (self._covered and years and min(years) > self._covered) else "review"
        under = self._folded[chapter.end : min(end, chapter.end + _LOOK_AT)]
        if self._covered is not None and re.search(rf"{self._covered + 1}年.{{0,20}}目标", under):
            return "plan"
        done, ahead = self._leaning(under)
        if said or self._before == "plan":
            return "review" if done >= _ENOUGH and done > 2 * ahead else "plan"
        return "plan" if self._before == "review" and ahead >= 2 and ahead > done else "review"

    def _leaning(self, under: str) -> tuple[int, int]:
        """Weigh the sentences that tell what was done, and those that tell what is to come; each at most twice."""
        rules = _text_rules()
        done = ahead = 0
        for start, end in sentences(under):
            sentence = under[start:end]
            later = len(rules.ahead.findall(sentence)) + self._later(sentence)
            if later:
                ahead += min(later, 2)
            else:
                done += min(len(rules.done.findall(sentence)), 2)
        return done, ahead

    def _later(self, sentence: str) -> bool:
        return bool(self._covered and max(self._years(sentence), default=0) > self._covered)

    def _opening(self, at: int) -> Part | None:
        """Tell a paragraph before the first heading that sums the report up from a salutation."""
        rules = _text_rules()
        line = self._line(at).strip()
        if rules.opening.search(line):
            return "review"
        year = rules.opening_year.match(line)
        if year is not None:
            return "review" if not (year[1] and self._covered and int(year[1]) > self._covered) else None
        done, ahead = self._leaning(line)
        return "review" if done and not ahead and self._covered in self._years(line) else None

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
        return max(self._years(heading), default=None)

    @staticmethod
    def _years(words: str) -> list[int]:
        return [int(year) for year in _YEAR.findall(words)]
