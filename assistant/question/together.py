"""A follow-up that works something out of what was asked before: 加起来呢, 占多少, 差几个点, 没成功的呢."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.model import Question
from assistant.question.patterns import single
from assistant.question.years import DIGITS

Read = Callable[[str], Question]
# operations over several places, as they are asked in full
OF_PLACES = {"sum": "一共多少", "difference": "相差多少", "compare": "谁更高"}


def worked_from(asked: str, turns: Sequence[str], past: Sequence[str], read: Read) -> str | None:
    """Give the question in full: what the earlier ones asked for, with what is to be done; None where it is none.

    `turns` are the earlier questions as typed, `past` the same completed.
    """
    said = asked.strip().rstrip("?？。!")
    earlier = [read(one) for one in past]
    names = [""]
    for turn, whole in zip(turns, earlier, strict=True):
        names.append(_name(read(turn), whole, names[-1]))
    if read(said).regions or not names[-1] or earlier[-1].scope == "all" or len(earlier[-1].regions) > 1:
        return None
    names = names[1:]
    where = _where(earlier[-1])
    for how in ("sum", "share", "rest", "times", "difference", "compare"):
        match = single("together", how).search(said)
        if match:
            return _of_places(how, said, earlier) or _of_things(how, said, where, names, earlier)
    for how in ("of", "against", "multiple", "part", "lacking", "lacks"):
        match = single("together", how).search(said)
        if match and (named := _named(how, match["x"], where, names)):
            return named
    return None


def _name(typed: Question, whole: Question, before: str) -> str:
    """Give what a question asked for: its own words where it has some and they were only added to `before`."""
    own, full = typed.indicator.replace(" ", ""), whole.indicator.replace(" ", "")
    instead = own != full and not (before and before in full)
    return full if not typed.terms or instead else own


def _where(question: Question) -> str:
    """Give place and years, a region whose parts were asked about for none."""
    years = "、".join(f"{year}年" for year in question.years)
    return "" if question.scope == "all" else "和".join(question.regions) + years


def _count(said: str) -> int:
    """Give how many of the earlier questions are meant (三个加起来: 3)."""
    match = single("together", "count").search(said)
    return DIGITS[match[1]] if match else 2


def _of_places(how: str, said: str, earlier: Sequence[Question]) -> str | None:
    """Do it over the places of the last questions, which asked the same of one place each."""
    last = earlier[-_count(said) :]
    places = list(dict.fromkeys(one.regions[0] for one in last if len(one.regions) == 1))
    if len(places) < 2 or len(places) < len(last) or len({one.terms for one in last}) > 1 or how not in OF_PLACES:
        return None
    years = "、".join(f"{year}年" for year in last[0].years)
    return f"{'和'.join(places)}{years}{last[0].indicator.replace(' ', '')}{OF_PLACES[how]}"


def _of_things(how: str, said: str, where: str, names: Sequence[str], earlier: Sequence[Question]) -> str | None:
    """Do it over what the last questions asked of one place."""
    last = list(dict.fromkeys(names[-_count(said) :]))
    if len(last) < 2 or len({one.regions for one in earlier[-len(last) :]}) > 1:
        return None
    whole, part = last[-2:]
    asked = {
        "sum": f"{'、'.join(last)}加起来多少",
        "share": f"{whole}里{part}占多少",
        "rest": f"{whole}里除去{part}还有多少",
        "times": f"{part}是{whole}的几倍",
        "difference": f"{whole}和{part}相差多少",
        "compare": f"{whole}和{part}哪个多",
    }
    return where + asked[how]


def _named(how: str, thing: str, where: str, names: Sequence[str]) -> str | None:
    """Do it with a thing that the follow-up names: 比人大的多几件, 企业占几成, 没成功的呢."""
    beside = {"of": f"占{thing}的多少", "against": f"比{thing}多多少", "multiple": f"是{thing}的几倍"}
    if how in beside:
        return where + names[-1] + beside[how]
    # 其中企业 was asked before 企业占几成: the whole is what was asked before that
    whole = next((name for name in reversed(names) if thing not in name and name not in thing), None)
    if whole is None:
        return None
    return where + (f"{whole}里{thing}占多少" if how == "part" else f"{whole}里没{thing}的有多少")
