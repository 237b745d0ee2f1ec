"""Years that a question names: 2023年, 2021—2023年, 2021年以来, 去年, 近三年, 十四五期间."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from assistant.question.patterns import single, tables

RELATIVE = {"this": 0, "last": -1, "three_back": -3, "before_last": -2}
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"〇": 0, "○": 0, "两": 2}


def years_asked(
    text: str, *, covered: Collection[int] = (), known: Collection[int] = (), today: date | None = None
) -> tuple[tuple[int, ...], str]:
    """Give the years (ascending) and the text without them.

    `covered` are the years of the reports that the question is asked of: 近三年 and 2021年以来 reach to the newest of
    them. 今年, 去年 and 前年 count from `today`; where no report of the library covers that year (`known`), 今年 and
    去年 are read as a report's own, which asks for no year in particular.
    """
    this_year = (today or date.today()).year
    newest = max(covered, default=this_year)
    found: set[int] = set()

    def take(name: str) -> list[re.Match[str]]:
        nonlocal text
        pattern = single("years", name)
        matches = list(pattern.finditer(text))
        text = pattern.sub("", text)
        return matches

    text = single("years", "chinese").sub(lambda match: "".join(str(DIGITS[char]) for char in match.group()), text)
    for match in take("plan"):
        found.update(_of_plan(match, newest))
    for match in take("span"):
        begin, end = (one for one in match.groups() if one)
        found.update(range(int(begin), int(begin[: 4 - len(end)] + end) + 1))
    found.update(year for match in take("span_short") for year in range(2000 + int(match[1]), 2001 + int(match[2])))
    text = _said_again(text, found)
    for match in take("since"):
        found.update(range(int(match[1]), max(int(match[1]), newest) + 1))
    for match in take("recent"):
        count = _number(match["count"] or match["since"])
        found.update(range(newest - count + 1, newest + 1))
    found.update(int(match[1]) for match in take("single"))
    found.update(2000 + int(match[1]) for match in take("short"))
    for name in ("some", "base"):
        take(name)
    for name, offset in RELATIVE.items():
        if take(name) and (name in ("before_last", "three_back") or this_year + offset in known):
            found.add(this_year + offset)
    return tuple(sorted(found)), text


def report_named(text: str) -> tuple[int | None, str, str]:
    """Give the year of a report that is called by it (2020年的政府工作报告, 22年报告讲的).

    Also give the text without the report, and that with its year alone in its place.
    """
    match = single("years", "report").search(text)
    if match is None:
        return None, text, text
    written = int(match[1])
    year = written + 2000 * (written < 100)
    head, tail = text[: match.start()], text[match.end() :]
    return year, head + tail, f"{head}{year}年{tail}"


def without_recent(text: str) -> str:
    """Take 这五年, 过去三年 … out: in words about one report they count from its own end."""
    return single("years", "recent").sub("", text)


def _said_again(text: str, found: Collection[int]) -> str:
    """Take 这三年 out where three years are named: they are the same."""
    named = {int(match[1]) for match in single("years", "single").finditer(text)}
    named |= {2000 + int(match[1]) for match in single("years", "short").finditer(text)}
    count = len(named | set(found))
    return single("years", "again").sub(lambda match: "" if DIGITS[match[1]] == count > 1 else match.group(), text)


def _of_plan(match: re.Match[str], newest: int) -> range:
    """Give the years of a five-year plan; 十四五以来 ends with the newest year, 十四五末 is its last one."""
    begin, end = tables()["plans"][match["plan"]]
    if match["part"] == "以来":
        end = max(begin, min(end, newest))
    return range(end if match["part"] in ("末", "期末") else begin, end + 1)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else DIGITS[written]
