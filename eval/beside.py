"""The same set through the assistant and through plain pipelines, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from eval.metrics import METRICS, interval, latency, right
from eval.pipelines import Pipeline, TopPassages, TopSentence
from eval.records import Record
from eval.report.names import NAMES
from eval.sets import TYPES
from eval.table import TYPES as CHINESE

if TYPE_CHECKING:
    from rich.table import Table

OWN, SENTENCE, PASSAGES = "助手", "BM25 一句", "LangChain 四段"
FOLDERS = {OWN: "assistant", SENTENCE: "bm25", PASSAGES: "langchain"}
SHOWN = ("right", "citation_precision", "citation_recall", "refused", "recall_at_1", "recall_at_5", "mrr", "ndcg")


def ways(assistant: Assistant) -> dict[str, Pipeline]:
    """Give the ways to answer by name, over the reports of one library; one whose package is missing is left out."""
    reports = [assistant.report(card.report) for card in assistant.cards]
    found: dict[str, Pipeline] = {OWN: assistant, PASSAGES: TopPassages(reports, assistant.embedding)}
    if not missing():
        found[SENTENCE] = TopSentence(reports)
    return {name: found[name] for name in FOLDERS if name in found}


def missing() -> str:
    """Name the package, a tool of testing, without which the plain BM25 does not run; empty where it is there."""
    return "" if find_spec("rank_bm25") else "rank-bm25"


def table(runs: Mapping[str, Sequence[Record]]) -> Table:
    """Give the share that is right by type, then the other metrics over all, with counts and intervals."""
    from rich.table import Table

    built = Table(title="同一题集，几种做法")
    for name in ("", "题数", *runs):
        built.add_column(name, justify="right" if name else "left")
    own = next(iter(runs.values()))
    for kind in TYPES:
        ids = {one.item.id for one in own if one.item.type == kind}
        if ids:
            some = [[one for one in records if one.item.id in ids] for records in runs.values()]
            built.add_row(CHINESE[kind], str(len(ids)), *(_cell("right", records) for records in some))
    for metric in SHOWN:
        name = "全部正确" if metric == right.__name__ else NAMES[metric]
        built.add_row(name, str(len(own)), *(_cell(metric, records) for records in runs.values()))
    times = (latency(records, 0.5) for records in runs.values())
    built.add_row("一半在…毫秒内", str(len(own)), *("—" if time is None else f"{time:.1f}" for time in times))
    return built


def _cell(metric: str, records: Sequence[Record]) -> str:
    score = METRICS[metric](records)
    if score.score is None:
        return "—"
    low, high = interval(list(score.individual.values())) or (score.score, score.score)
    return f"{score.score:.1%} ({score.hits:.4g}/{score.total:g})\n{low:.1%} – {high:.1%}"
