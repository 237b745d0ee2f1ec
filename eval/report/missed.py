"""Each miss of a run: what was asked, expected and got, the evidence, and the passages that were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eval import misses
from eval.evidence import overlaps
from eval.metrics import rows_of
from eval.records import Record
from eval.report.markup import element, text
from eval.report.names import CAUSES, STATUSES
from eval.support import unsupported
from eval.table import TYPES

HITS, EXCERPT = 5, 160
SPEAKERS = {"user": "用户", "assistant": "助手"}


def missed(records: Sequence[Record]) -> list[Record]:
    """Give the records that are wrong, or whose rows or reason are."""
    return [one for one in records if causes(one)]


def causes(one: Record) -> list[str]:
    """Name what is amiss, in the page's words; the cause of a wrong answer comes first."""
    cause = misses.cause(one)
    return [CAUSES[name] for name in [*([cause] if cause else []), *misses.beside(one)]]


def shown(one: Record) -> str:
    """Give a miss, folded: its question in one line, the rest below it."""
    kind = "wrong" if not one.verdict.right else "beside"
    told = f"{one.item.id} · {TYPES[one.item.type]} · {'、'.join(causes(one))}"
    head = element("summary", text("b", one.item.question), " ", text("span", told, class_=kind))
    parts = (*_asked(one), *_expected(one), *_got(one), *_evidence(one), *_hits(one))
    lines = (text("dt", name) + element("dd", inner) for name, inner in parts)
    return element("details", head, element("dl", *lines), id=one.item.id)


def _asked(one: Record) -> Iterator[tuple[str, str]]:
    for turn in one.item.history:
        yield f"之前的{SPEAKERS[turn['role']]}", text("p", turn["content"])


def _expected(one: Record) -> Iterator[tuple[str, str]]:
    groups = "；".join(" 或 ".join(group) for group in one.item.must) or "应当拒答"
    yield "应有", text("p", groups)
    if one.item.answer:
        yield "参考答案", text("p", one.item.answer)
    if one.item.must_not:
        yield "不应有", text("p", "、".join(one.item.must_not))
    if one.item.note:
        yield "备注", text("p", one.item.note)


def _got(one: Record) -> Iterator[tuple[str, str]]:
    entry = one.entry
    status = STATUSES[entry["status"]] + (f"（{entry['reason']}）" if entry["reason"] else "")
    yield "得到", text("p", status) + text("pre", entry["answer"])
    if one.verdict.missing:
        yield "缺", text("p", "；".join(" 或 ".join(group) for group in one.verdict.missing))
    if one.verdict.forbidden:
        yield "多", text("p", "、".join(one.verdict.forbidden))
    wanted, given = rows_of(one)
    if one.item.rows is not None and wanted != given:
        yield "缺的行", _rows(wanted - given)
        yield "多的行", _rows(given - wanted)
    if lines := unsupported(entry):
        yield "没有依据的数字", text("pre", "\n".join(lines))
    for quote in entry["citations"]:
        yield f"引文 [{quote['marker']}]", _quote(quote["report"], quote["heading"], quote["quote"])


def _rows(rows: set[tuple[str, object]]) -> str:
    return "".join(text("p", f"{report}：{_value(value)}") for report, value in sorted(rows, key=str)) or "—"


def _value(value: object) -> str:
    if not isinstance(value, frozenset):
        return str(value)
    return "、".join(sorted(f"{number.normalize():f}{unit}" for number, unit in value))


def _evidence(one: Record) -> Iterator[tuple[str, str]]:
    for report, start, end in one.places:
        yield "证据", _quote(report, (), (one.text_of(report) or "")[start:end])
    found = {report for report, _, _ in one.places}
    for other in one.item.evidence:
        if other.report not in found:
            yield "证据", text("p", f"资料库里找不到：{other.report}")


def _hits(one: Record) -> Iterator[tuple[str, str]]:
    for rank, hit in enumerate(one.entry.get("hits", ())[:HITS], 1):
        words = (one.text_of(hit["report"]) or "")[hit["start"] : hit["end"]]
        cut = words if len(words) <= EXCERPT else f"{words[:EXCERPT]}…"
        shows = "，覆盖证据" if overlaps(hit, list(one.places)) else ""
        yield f"检索第 {rank}", _quote(hit["report"], hit["heading"], cut, f"{hit['score']:.3f}{shows}")


def _quote(report: str, heading: Sequence[Any], words: str, more: str = "") -> str:
    place = " › ".join([report, *map(str, heading)]) + (f"（{more}）" if more else "")
    return text("blockquote", words) + text("cite", place)
