"""Times of questions over libraries of 36 to 10,000 reports, beside a plain pipeline's: a table for docs/results."""

from __future__ import annotations

import json
import platform
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.assistant import Assistant, add_files
from assistant.reports import read
from embeddings import Embedding, load_embedding
from eval import plain
from eval.bench import cores, rank, readable
from eval.reading.labels import ROOT
from eval.size import corpus

SIZES = (36, 1000, 10_000)
RESULT = ROOT / "eval" / "size" / "result.json"
ROUNDS, PLAIN_ROUNDS = 3, 1
# Of each kind: common and rare indicators, extremes, bounds, means, facts, yes or no, goals, one place, nothing
QUESTIONS = (
    "各地地区生产总值增长多少", "各地一般公共预算收入是多少", "各地城镇新增就业多少人", "粮食产量是多少",
    "各地行政机关负责人出庭应诉率是多少", "各地行政复议案件多少件", "各地2023年粮食产量是多少",
    "哪个县粮食产量最高", "地区生产总值增长超过5%的有哪些", "各县城镇居民人均可支配收入增长率平均多少",
    "各地2025年地区生产总值增长目标是多少", "各地有什么优化营商环境的举措", "各地法治政府建设存在什么问题",
    "各地为什么要优化产业结构", "各地有没有提到低空经济", "各地是否建立了重大行政决策制度",
    "海淀区2024年城镇新增就业多少人", "海淀区有什么优化营商环境的举措", "海淀区有几个火星基地",
    "各地火星基地有多少个", "火星基地有几个", "火星县有多少个乡镇",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """What a library of some size takes: seconds to build and open, milliseconds of questions, MiB of memory."""

    reports: int
    passages: int
    adding: float | None
    opening: float
    p50: float
    p95: float
    processor: float
    memory: float
    plain_p50: float
    plain_p95: float


def measure(folder: Path, sizes: Sequence[int] = SIZES) -> dict[str, object]:
    """Measure each size over texts and libraries that are kept in a folder; give what RESULT holds."""
    embedding = load_embedding()
    found = [asdict(_size(folder / str(size), size, embedding)) for size in sorted(sizes)]
    machine = f"Python {platform.python_version()}, {platform.machine()}, {cores()} cores"
    return {"date": datetime.now(UTC).date().isoformat(), "machine": machine, "sizes": found}


def _size(folder: Path, size: int, embedding: Embedding) -> Size:
    library, texts = folder / "library", folder / "texts"
    adding = None
    if not library.exists():
        corpus.write(texts, size)
        adding = _clock(lambda: add_files(library, [texts], embedding=embedding), time.perf_counter)
    Assistant.open(library, embedding)
    opening = _clock(lambda: Assistant.open(library, embedding), time.perf_counter)
    assistant = Assistant.open(library, embedding)
    for question in QUESTIONS:
        assistant.ask(question)
    asked = [question for _ in range(ROUNDS) for question in QUESTIONS]
    walls = [_clock(lambda: assistant.ask(question), time.perf_counter) * 1000 for question in asked]  # noqa: B023
    processor = [_clock(lambda: assistant.ask(question), time.process_time) * 1000 for question in QUESTIONS]  # noqa: B023
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    store = plain.build(readable(read(texts)), embedding)
    plain.search(store, QUESTIONS[0])
    asked = [question for _ in range(PLAIN_ROUNDS) for question in QUESTIONS]
    theirs = [_clock(lambda: plain.search(store, question), time.perf_counter) * 1000 for question in asked]  # noqa: B023
    return Size(
        len(assistant.cards), assistant.passage_count, adding, opening, rank(walls, 50), rank(walls, 95),
        rank(processor, 95), memory, rank(theirs, 50), rank(theirs, 95),
    )  # fmt: skip


def _clock(work: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    work()
    return clock() - began


def section(path: Path = RESULT) -> str:
    """Give the section in Markdown; the figures are those of the last `python -m eval.size`, "" when there was none."""
    if not path.is_file():
        return ""
    result = json.loads(path.read_text("utf-8"))
    lines = [
        "## Thousands of reports",
        "",
        f"`python -m eval.size` on {result['date']} ({result['machine']}): {len(QUESTIONS)} questions of all kinds, "
        "warm, over made reports of a county and a year, 3,000-6,000 characters each. `processor`: the same as p95, in "
        "processor time. `plain`: the four nearest passages out of LangChain's store, which answer nothing yet.",
        "",
        "| reports | passages | adding, s | opening, s | p50, ms | p95, ms | processor, ms | plain p50, ms "
        "| plain p95, ms | p95 ratio | memory, MiB |",
        "| ---: |" + " ---: |" * 10,
    ]
    for values in result["sizes"]:
        one = Size(**values)
        adding = "—" if one.adding is None else f"{one.adding:,.0f}"
        lines.append(
            f"| {one.reports:,} | {one.passages:,} | {adding} | {one.opening:.2f} | {one.p50:.0f} | {one.p95:.0f} "
            f"| {one.processor:.0f} | {one.plain_p50:.0f} | {one.plain_p95:.0f} | {one.p95 / one.plain_p95:.2f} "
            f"| {one.memory:,.0f} |"
        )
    return "\n".join(lines) + "\n"
