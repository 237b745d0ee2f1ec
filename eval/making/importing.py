"""Others' question-answer files as items of a set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import QuestionError
from eval.figures import figures
from eval.making.sources import FIX, Asked, articles, table, text_of
from eval.making.writing import half, sort_of
from eval.normalise import normalise
from eval.sets import Evidence, Item

# A reference answer longer than this is a sentence: what must be in an answer is its figures.
SENTENCE = 20
NOT_STATED = "not_stated：导入时没有答案"


@dataclass(slots=True)
class Imported:
    """The items of a file, its articles by report name, what was not taken over, and the ids of long answers."""

    items: list[Item] = field(default_factory=list)
    articles: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    long: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def imported(path: Path, split: str | None = None) -> Imported:
    """Read a file by its ending; raise QuestionError where it is none of these or holds no question."""
    readers = {".json": articles, ".csv": table}
    if path.suffix.lower() not in readers:
        raise QuestionError("不认识这种问答文件", where=str(path), fix=f"可以用 {'、'.join(readers)}")
    found = Imported()
    for one in readers[path.suffix.lower()](text_of(path), path):
        _take(one, split, found)
    if not found.items and not found.broken:
        raise QuestionError("文件里没有问题", where=str(path), fix=FIX)
    return found


def _take(one: Asked, split: str | None, found: Imported) -> None:
    """Make an item of a question, or tell why it can't be one."""
    if one.context and one.context not in (before := found.articles.get(one.report, "")):
        found.articles[one.report] = f"{before}{one.context}\n"
    if wrong := _wrong(one, found):
        found.broken.append(f"{one.id or one.question}：{wrong}")
        return
    found.ids.add(one.id)
    must = tuple(_groups(one.answers))
    if one.answers and all(map(_long, one.answers)):
        found.long.append(one.id)
    found.items.append(
        Item(
            id=one.id, type=sort_of(must, history=False, reports=1), split=split or half(one.id), question=one.question,
            must=must, answer=one.answers[0] if one.answers else "", reports=(one.report,) if one.report else (),
            evidence=tuple(Evidence(one.report, quote) for quote in one.quotes if one.report),
            note=one.note or ("" if must else NOT_STATED),
        )
    )  # fmt: skip


def _wrong(one: Asked, found: Imported) -> str:
    """Tell why a question can't be an item; empty where it can."""
    if not one.id or not one.question:
        return "没有编号" if one.question else "没有问题"
    if one.id in found.ids:
        return "编号用了两次"
    if one.answers and one.context and not one.quotes:
        return "答案不在文章里"
    return "有原文，没有写是哪份报告" if one.quotes and not one.report else ""


def _long(answer: str) -> bool:
    return len(normalise(answer)) > SENTENCE


def _groups(answers: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Give what must be in an answer: the answers as alternatives; where all are sentences the figures of the first."""
    told = tuple(dict.fromkeys(stripped for one in answers if (stripped := one.strip().rstrip("。.；;，,"))))
    if not told or not all(map(_long, told)):
        yield from (told,) if told else ()
        return
    text = normalise(told[0])
    found = tuple((text[one.start : one.end],) for one in figures(text))
    yield from found or (told,)
