"""Complete a follow-up ("那衡阳呢?", "其中成功的有多少件?") from the questions before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from assistant.lexicon.tables import generic_words, only_aspects
from assistant.model import Question
from assistant.question.ellipsis import counted_alike, in_its_place, named_again, rests_on_before, said_alone
from assistant.question.patterns import single, without_scope
from assistant.question.together import worked_from


def complete(asked: str, history: Sequence[Mapping[str, str]], read: Callable[[str], Question]) -> tuple[str, str]:
    """Give the question with what it leaves out filled in from the user's earlier ones, and the one before it.

    `read` understands one question on its own. Nothing is added to a question that stands by itself; "" stands
    for no earlier one.
    """
    read = cache(read)
    turns = [turn.get("content", "") for turn in history if turn.get("role") == "user"]
    past = [""]
    for at, said in enumerate(turns):
        past.append(_joined(said, turns[:at], past, read))
    return _joined(asked, turns, past, read), past[-1]


def _joined(asked: str, turns: Sequence[str], past: Sequence[str], read: Callable[[str], Question]) -> str:
    """Complete a question from those before it as typed (`turns`) and each complete (`past`, the last one last)."""
    before = past[-1]
    if not before or not asked.strip():
        return asked
    if single("followup", "points").search(asked) or single("followup", "year_points").search(asked):
        asked = named_again(asked, read(before))
    asked = single("followup", "change").sub("同比增长多少", asked.strip())
    if worked := worked_from(asked, turns, past[1:], read):
        return worked
    now = read(asked)
    named = bool(now.regions or now.missing_regions)
    placed = named or now.scope == "all"
    if not named and (both := _of_both(asked, now, past, read)):
        return both
    if not now.terms and not named and _asks_anew(now):
        return _with_topic(asked, now, read(before), topic=True)
    if not now.terms and named and single("followup", "beside").search(asked):
        return _with_topic(asked, now, read(before), topic=True)
    if not now.terms and now.operation == "compare" and named:
        return _beside(asked, now, read(before))
    instead = None if placed else in_its_place(asked, read(before).left)
    if not placed and not instead and (aim := _of_aim(asked, now, read(before))):
        return aim
    if instead:
        return _where(read(before)) + (_years(now) or _years(read(before))) + instead
    if not now.terms and (placed or now.years or single("followup", "ellipsis").match(asked)):
        return _with_places(now, read(before))
    asks = now.indicator or now.operation or now.unit
    if not placed and ((asks and (not now.terms or only_aspects(now.indicator))) or rests_on_before(now)):
        return _with_topic(asked, now, read(before), topic=True)
    if not placed and (single("followup", "back").match(asked) or len(now.terms) <= 3):
        earlier = read(before)
        return _with_topic(counted_alike(asked, now, earlier), now, earlier)
    return asked


def _of_both(asked: str, now: Question, past: Sequence[str], read: Callable[[str], Question]) -> str | None:
    """Compare the places of the last two questions, which asked the same of one place each; None where they did not."""
    if now.operation not in ("compare", "difference") or len(past) < 3 or not single("followup", "both").search(asked):
        return None
    one, other = read(past[-2]), read(past[-1])
    if one.terms != other.terms or len(one.regions) != 1 or len(other.regions) != 1 or one.regions == other.regions:
        return None
    if now.terms and now.terms != one.terms and not single("followup", "both").search("".join(now.terms)):
        return None

    how = "相差多少" if now.operation == "difference" else "谁更高"
    return f"{one.regions[0]}和{other.regions[0]}{_years(one)}{one.indicator.replace(' ', '')}{how}"


def _of_aim(asked: str, now: Question, before: Question) -> str | None:
    """Ask for the aim of another thing (GDP增长目标, 就业的呢); None where no aim was spoken of."""
    thing = said_alone(asked)
    if not thing or not before.goal or now.goal or now.kind != "figure":
        return None
    return f"{_where(before)}{_years(now) or _years(before)}{thing}目标是多少"


def _asks_anew(now: Question) -> bool:
    """Tell whether a follow-up without words of its own asks something else of the same matter (哪个最高, 为什么)."""
    if now.operation or now.bound or now.top or now.unit:
        return True
    return now.asks in ("name", "list", "reason", "procedure", "yes_no") or bool(
        single("followup", "bare").match(now.left)
    )


def _where(question: Question) -> str:
    """Name the places of a question; a region whose parts are asked about stays one."""
    if question.scope != "all":
        return "和".join(question.regions + question.missing_regions)
    return f"{'和'.join(question.regions)}{_areas(question)}"


def _areas(question: Question) -> str:
    """Give the words for the parts of a region as they were asked: 各市, 各地."""
    match = single("followup", "areas").search(question.left)
    return match.group() if match else "各地"


def _years(question: Question) -> str:
    return "、".join(f"{year}年" for year in question.years)


def _with_places(now: Question, before: Question) -> str:
    """Ask the earlier question of another place or year."""
    where = _where(now) if now.regions or now.missing_regions or now.scope == "all" else _where(before)
    ahead = now.goal and not before.goal and single("followup", "ahead").search(now.text)
    years = _years(now) or ("" if ahead else _years(before))
    years = years or ("上一年" if single("followup", "own_before").search(now.text) else "")
    goal = "目标" if now.goal and not before.goal else ""
    said = without_scope(before.left or before.indicator).lstrip("和与跟同、的")
    if goal and (end := len(said.rstrip("?。!呢"))):
        said = f"{before.indicator.replace(' ', '')}{goal}{'是多少' if end < len(said) or '多少' in said else ''}"
    return where + years + said


def _beside(asked: str, now: Question, before: Question) -> str:
    """Compare the place asked of before with another (跟海州比呢)."""
    own = (*now.regions, *now.missing_regions)
    places = "和".join(own if len(own) > 1 else dict.fromkeys((*before.regions, *before.missing_regions, *own)))
    return f"{places}{_years(now) or _years(before)}{before.indicator.replace(' ', '')}比较"


def _with_topic(asked: str, now: Question, before: Question, *, topic: bool = False) -> str:
    """Ask something else of the place (and, with 其中 or 占, of the matter) that was spoken of."""
    back = single("followup", "back")
    where = _where(before)
    ahead = now.goal and single("followup", "ahead").search(asked)
    years = "" if now.years or ahead else _years(before)
    inside = single("followup", "matter").match(asked)
    telling = " ".join(piece for piece in before.indicator.split() if piece not in generic_words())
    matter = (telling or before.indicator) + ("里" if topic and now.operation == "rest" else "")
    goal = "目标" if topic and before.goal and not now.goal and "目标" not in matter else ""
    rest = asked if asked.startswith("占") and not topic else back.sub("", asked)
    if single("followup", "share").match(asked):
        rest = "占比"
    return where + years + (matter + goal if topic or inside else "") + rest
