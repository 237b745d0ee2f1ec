"""What kind of answer a question in words wants: several things, how many of them, what something means."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from assistant.lexicon.figures import figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import DATA, canonical
from assistant.model import Question

NUMBER = r"(?:[0-9]{1,2}|[两二三四五六七八九十]{1,2})"
# operations over figures are no lists, whatever words they use (分别 …)
WORKED_OUT = frozenset(
    {"max", "min", "mean", "sum", "rank", "difference", "compare", "share", "rest", "without", "times"}
)
QUANTITY = re.compile("多少|几成|百分之几|率")


@cache
def tables() -> dict[str, Any]:
    """Read asked.toml, its placeholder filled in."""
    return tomllib.loads((DATA / "asked.toml").read_text(encoding="utf-8").replace("<number>", NUMBER))


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile("|".join(tables()[section]["patterns"]))


def wants_several(question: Question) -> bool:
    """Tell whether several things are asked for, named and not counted; a bound (超过5%) or 前三名 asks for figures."""
    if question.bound or question.top:
        return False
    if question.kind == "yes_no" or question.operation in WORKED_OUT or QUANTITY.search(question.left):
        return False
    counted = re.search(tables()["counted"]["name"], question.left)
    return question.kind == "list" or bool(counted or _pattern("several").search(question.left))


def wants_names(question: Question) -> bool:
    """Tell whether so many things are to be named (3名调解员叫什么): their number alone is no answer."""
    return how_many(question) is not None and bool(re.search(tables()["several"]["named"], question.left))


def wants_meaning(question: Question) -> bool:
    """Tell whether a question asks what a name means or holds (一网通办是什么)."""
    return bool(_pattern("meaning").search(question.left))


def wants_only_meaning(question: Question) -> bool:
    """Tell whether only a sentence answers that tells what a name means (是指什么, 什么意思)."""
    return bool(re.search(tables()["meaning"]["strict"], question.left))


def how_many(question: Question) -> int | None:
    """Give how many things are asked for (哪两个: 2); None where the question does not say."""
    match = re.search(tables()["several"]["count"], question.left)
    written = next((one for one in match.groups() if one), None) if match else None
    found = figures(f"{written}个") if written else []
    return int(found[0].number) if found else None


def asked_head(question: Question) -> str:
    """Give the words right behind the word of asking: what the answer is one of (哪家律师事务所: 律师事务所)."""
    match = re.search(tables()["head"]["behind"], question.left)
    return match[1] if match else ""


def defines(question: Question, text: str) -> bool:
    """Tell whether a sentence says what the thing asked for is or holds (“一网通办”：…, …是指…)."""
    names = {"".join(question.terms), *question.terms}
    named = "|".join(re.escape(name) for name in names if len(name) > 1)
    return bool(named) and bool(re.search(f"(?:{named})" + tables()["meaning"]["told"], canonical(fold(text))))
