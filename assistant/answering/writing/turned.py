"""Whether a statement turns its quote round: a denial put in or left out, another year, a sum, a clause moved.

All words of such a statement may stand in the quote; what is wrong is what they stand beside.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.lexicon.figures import figures

DENIAL = re.compile(r"没有|未|无|没|非|不|否")
MARKS = re.compile(r"[\s\"“”'‘’《》「」『』()（）,，、:：;；。]")
CLAUSES = re.compile(r"[,，;；。:：]")
YEAR = re.compile(r"(?<!\d)(\d{4})年")
SUM = re.compile(r"(?:合计|共计|总计|总共|一共|总数)[为是达有]{0,2}$")
SUMMED = re.compile(r"(?:合计|共|总|计)[^,，;；。]{0,4}$")
# Clauses that say nothing without the one before them
LEANING = re.compile(r"(?:居|列|位|排|名列|同比|较|比上|增长|下降|占|超|高于|低于|其中)")
BARE = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(?![\d.,]*\d)(?![^\W\d]|[%‰.,]?\d|[%‰])")
# The number of an item of a list is no number that is told
ITEM = re.compile(r"(?:^|(?<=[\s。;]))\d{1,2}[、.](?!\d)")
# Characters that follow a year and tell which one it is; pairs of a clause that its source must hold
BEHIND, ALIKE, SHORT = 4, 0.5, 4


def turned(words: str, quotes: str, heard: str) -> bool:
    """Tell whether folded words turn round what the folded quotes say; `heard` are quotes, headings, the question."""
    return (
        _denies(words, heard)
        or _leaves_out(words, quotes)
        or _other_year(words, quotes)
        or _sums(words, quotes)
        or _moved(words, quotes)
        or _bare(words, heard)
        or any(_alone(clause, heard) for clause in CLAUSES.split(words))
    )


def _denies(words: str, heard: str) -> bool:
    """Tell whether something is denied that is denied nowhere: no denial stands before the same character."""
    plain, source = MARKS.sub("", words), MARKS.sub("", heard)
    denied = {source[match.end() : match.end() + 1] for match in DENIAL.finditer(source)}
    return any(plain[match.end() : match.end() + 1] not in denied for match in DENIAL.finditer(plain))


def _leaves_out(words: str, quotes: str) -> bool:
    """Tell whether a denial of the quotes is left out: what it denies, or what stood on both its sides, is told."""
    plain, source = MARKS.sub("", words), MARKS.sub("", quotes)
    for match in DENIAL.finditer(source):
        denied, seam = source[match.end() : match.end() + 2], source[match.start() - 1 : match.start()]
        seam += source[match.end() : match.end() + 1]
        if len(denied) == 2 and _undenied(denied, plain) and not _undenied(denied, source):
            return True
        if len(seam) == 2 and seam in plain and seam not in source:
            return True
    return False


def _undenied(text: str, source: str) -> bool:
    """Tell whether a text stands somewhere without a denial right before it."""
    places = [match.start() for match in re.finditer(re.escape(text), source)]
    return any(not DENIAL.search(source[max(0, at - 2) : at]) for at in places)


def _other_year(words: str, quotes: str) -> bool:
    """Tell whether the quotes give another year to what follows a year."""
    plain, source = MARKS.sub("", words), MARKS.sub("", quotes)
    for match in YEAR.finditer(plain):
        tail = plain[match.end() : match.end() + BEHIND]
        years = {found[1] for found in YEAR.finditer(source) if source.startswith(tail, found.end())}
        if tail and years and match[1] not in years:
            return True
    return False


def _sums(words: str, quotes: str) -> bool:
    """Tell whether a figure is told as a sum that no quote tells as one."""
    for one in figures(words):
        if SUM.search(words[: one.start]):
            same = [other for other in figures(quotes) if one.same(other)]
            if not any(SUMMED.search(quotes[: other.start]) for other in same):
                return True
    return False


def _moved(words: str, quotes: str) -> bool:
    """Tell whether a clause that leans on the one before it stands behind another than in the quotes."""
    own, theirs = _clauses(words), _clauses(quotes)
    for before, clause in pairwise(own):
        if LEANING.match(clause) and clause in theirs:
            befores = [theirs[place - 1] for place, one in enumerate(theirs) if one == clause and place]
            if not any(_share(before, one) >= ALIKE for one in befores):
                return True
    return False


def _bare(words: str, heard: str) -> bool:
    """Tell whether a number without a measure word has one wherever it is heard."""
    return not set(BARE.findall(ITEM.sub("", words))) <= set(BARE.findall(ITEM.sub("", heard)))


def _alone(clause: str, heard: str) -> bool:
    """Tell whether a clause says what is heard nowhere."""
    plain = MARKS.sub("", clause)
    return len(plain) > SHORT and _share(plain, MARKS.sub("", heard)) < ALIKE


def _clauses(text: str) -> list[str]:
    return [plain for one in CLAUSES.split(text) if (plain := MARKS.sub("", one))]


def _share(text: str, source: str) -> float:
    """Give the share of the character pairs of a text that another holds."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return sum(pair in source for pair in pairs) / len(pairs) if pairs else 1.0
