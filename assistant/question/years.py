"""Years that a question names: 2023年, 2021—2023年, 2021年以来, 去年, 近三年."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from assistant.question.patterns import single

# a year needs 年 only where a measure word would make it a count (2071项)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?|财年|(?![\d.%项件个人名次家户份条万亿元]))")
SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)年?\s*(?:-|—|–|~|至|到)+\s*((?:19|20)\d\d)年?")
SINCE = re.compile(r"((?:19|20)\d\d)年以来")
SHORT = re.compile(r"(?<!\d)([12]\d|3[0-5])年(?!来|级|代|内|多|前|后)")
RELATIVE = {"this": 0, "last": -1, "before_last": -2}


def years_asked(text: str, *, covered: Collection[int] = ()) -> tuple[tuple[int, ...], str]:
    """Give the years (ascending) and the text without them; `covered` are the years of the library's reports.

    今年 and 去年 count from today; where no report covers that year they are read as the reports' own 今年,
    which asks for no year in particular.
    """
    today = date.today().year
    newest = max(covered, default=today)
    found: set[int] = set()
    for match in SPAN.finditer(text):
        found.update(range(int(match[1]), int(match[2]) + 1))
    text = SPAN.sub("", text)
    for match in SINCE.finditer(text):
        found.update(range(int(match[1]), max(int(match[1]), newest) + 1))
    text = SINCE.sub("", text)
    found.update(int(match[1]) for match in YEAR.finditer(text))
    text = YEAR.sub("", text)
    found.update(2000 + int(match[1]) for match in SHORT.finditer(text))
    text = SHORT.sub("", text)
    for name, offset in RELATIVE.items():
        pattern = single("years", name)
        if pattern.search(text):
            found.update({today + offset} & set(covered))
            text = pattern.sub("", text)
    return tuple(sorted(found)), text
