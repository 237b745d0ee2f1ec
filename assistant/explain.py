"""How an answer came about: what was understood, the filter, and the best passages with both scores.

The page and the commands tell the same of it; nothing here searches again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.model import Answer, Filter, Part, Question, Report
from assistant.narrow import PARTS, told

ASKS = {
    "figure": "数值", "rate": "比率", "yes_no": "是否", "name": "名称", "list": "列举", "reason": "原因",
    "procedure": "办法", "comparison": "比较", "extreme": "最值", "sum": "合计", "share": "占比", "difference": "相差",
    "mean": "平均", "rank": "排序", "threshold": "达到条件的", "text": "内容",
}  # fmt: skip
SCOPE = {"one": "单份报告", "several": "多份报告", "all": "各地汇总", "unnamed": "未指定地区"}
OPERATION = {
    "sum": "合计", "mean": "平均", "max": "最高", "min": "最低", "rank": "排序", "difference": "相差",
    "compare": "比较", "share": "占比", "rest": "其余", "without": "除外后的其余", "times": "倍数",
}  # fmt: skip
COLUMNS = ("报告", "章节", "部分", "得分", "词", "义", "匹配的词")
BEST = 10


@dataclass(frozen=True, slots=True)
class Found:
    """One passage that was found, without its text: place, fused score, score by words and by meaning."""

    report: str
    region: str | None
    year: int | None
    heading: tuple[str, ...]
    part: Part | None
    start: int
    end: int
    score: float
    lexical: float
    dense: float
    matched: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """Give what `COLUMNS` name."""
        scores = (f"{score:.3f}" for score in (self.score, self.lexical, self.dense))
        part = PARTS[self.part] if self.part else "—"
        return (self.report, " › ".join(self.heading) or "—", part, *scores, "、".join(self.matched) or "—")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was understood, what the user asked for besides, how many reports there are, and what was found."""

    question: Question | None
    only: Filter
    reports: int
    total: int
    found: tuple[Found, ...]
    elapsed_ms: float

    def to_dict(self) -> dict[str, Any]:
        """Give it for a program: `understood`, `filter`, `hits`."""
        return {
            "understood": _fields(self.question) | {"reports": self.reports, "of": self.total},
            "filter": asdict(self.only),
            "hits": [{name: _rounded(value) for name, value in asdict(one).items()} for one in self.found],
        }


def explain(
    answer: Answer, cards: Mapping[str, Report], only: Filter | None = None, *, best: int = BEST
) -> Explanation:
    """Explain an answer of the library with these cards; `only` is the filter that it was asked with."""
    question = answer.understood
    reports = answer.coverage.reports if answer.coverage else len(question.reports) if question else 0
    found = tuple(
        Found(
            hit.passage.report, cards[hit.passage.report].region, cards[hit.passage.report].year,
            hit.passage.heading, hit.passage.part, hit.passage.start, hit.passage.end,
            hit.score, hit.lexical, hit.dense, hit.matched,
        )
        for hit in answer.hits[:best]
    )  # fmt: skip
    return Explanation(question, only or Filter(), reports, len(cards), found, answer.elapsed_ms)


def understood(explanation: Explanation) -> tuple[tuple[str, str], ...]:
    """Give the name and the value of each thing that was understood, in the user's language."""
    question = explanation.question
    if question is None:
        return ()
    fields = (
        ("地区", _some(question.regions + question.missing_regions)),
        ("年份", _some([f"{year}年" for year in question.years])),
        ("问什么", question.indicator),
        ("问法", asked(question)),
        ("口径", "目标" if question.goal else ""),
        ("报告", f"{explanation.reports}/{explanation.total} 份"),
    )
    return tuple((name, value) for name, value in fields if value)


def details(explanation: Explanation) -> tuple[tuple[str, str], ...]:
    """Give the rest of what was understood, and the filter."""
    question = explanation.question
    if question is None:
        return ()
    only = "；".join(f"{name} {value}" for name, value in told(explanation.only))
    fields = (
        ("补全后的问题", question.text if question.text != question.asked else ""),
        ("指标词", "、".join(question.terms)),
        ("单位", question.unit or ""),
        ("没有报告的地区", "、".join(question.missing_regions)),
        ("没有报告的年份", "、".join(f"{year}年" for year in question.missing_years)),
        ("筛选", only or "无"),
    )
    return tuple((name, value) for name, value in fields if value)


def asked(question: Question) -> str:
    """Tell in a few words over what the question asks, for what, and what is to be worked out."""
    operation = OPERATION.get(question.operation or "", question.operation)
    told = (
        SCOPE[question.scope],
        ASKS[question.asks],
        operation,
        question.bound,
        question.top and f"前 {question.top}",
    )
    return " · ".join(dict.fromkeys(part for part in told if part))


def _some(names: Sequence[str]) -> str:
    return "、".join(names) or "不限"


def _fields(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {}
    return {
        "text": question.text, "regions": list(question.regions), "years": list(question.years),
        "scope": question.scope, "kind": question.kind, "operation": question.operation,
        "indicator": question.indicator, "terms": list(question.terms), "unit": question.unit,
        "asks": question.asks, "bound": question.bound, "top": question.top, "goal": question.goal,
        "missing_regions": list(question.missing_regions),
        "missing_years": list(question.missing_years),
    }  # fmt: skip


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
