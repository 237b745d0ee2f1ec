"""The section of docs/results.md on answering with a language model: what gets through, and what it costs in time."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.assistant import Assistant
from eval.bench import cores
from eval.runner import ROOT, sample_library
from eval.writing import timing
from eval.writing.planted import Outcome, outcomes
from eval.writing.planted_rows import PlantedRow, planted_rows
from eval.writing.planting import KINDS

RESULT = ROOT / "eval" / "writing" / "result.json"
TEXTS, ROWS = 1500, 500
BECAME = ("replaced", "struck", "declined", "through")
HEAD = """## With a language model

`python -m eval.writing` on {date} ({machine}), against a scripted server on loopback: no model's wit is
measured here, only what is done with what a model says.

### Wrong answers

Into {total:,} answers to {questions} questions over the samples one wrong statement each was planted, seeded, half of
them behind a true one. `replaced`: the answer without a model was given and says so; `struck`: the wrong statement was
taken out; `declined`: nothing was answered, though there is an answer without a model; `through`: the wrong statement,
or any figure that its quotes don't bear out, is in the answer; `shown`: it was to be seen while the answer was written.

"""


def measure(texts: int = TEXTS, rows: int = ROWS, on_progress: Callable[[], None] | None = None) -> dict[str, Any]:
    """Measure everything; give what RESULT holds."""
    with sample_library() as folder:
        assistant = Assistant.open(folder)
        said = list(outcomes(assistant, texts, on_progress=on_progress))
        tabled = list(planted_rows(assistant, rows, on_progress=on_progress))
        first = [asdict(timing.first_words(folder, latency)) for latency in timing.LATENCIES]
        kept = asdict(timing.overhead(folder))
    with TemporaryDirectory(prefix="writing-") as place:
        folder = timing.library(Path(place) / "library")
        every = [asdict(timing.everywhere(folder, latency)) for latency in timing.LATENCIES]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"Python {platform.python_version()}, {platform.machine()}, {cores()} cores",
        "questions": len({one.question for one in said} | {one.question for one in tabled}),
        "texts": _counted(said), "rows": _counted_rows(tabled), "parallel": timing.default_parallel(),
        "everywhere": every, "first": first, "overhead": kept,
    }  # fmt: skip


def _counted(said: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    counts = {kind: Counter(one.became for one in said if one.planted.kind == kind) for kind in KINDS}
    shown = Counter(one.planted.kind for one in said if one.shown)
    return {
        kind: {"answers": sum(some.values()), **{name: some[name] for name in BECAME}, "shown": shown[kind]}
        for kind, some in counts.items()
    }


def _counted_rows(tabled: Sequence[PlantedRow]) -> dict[str, dict[str, int]]:
    kinds = dict.fromkeys(one.kind for one in tabled)
    return {
        kind: {
            "answers": sum(one.kind == kind for one in tabled),
            "through": sum(one.kind == kind and one.through for one in tabled),
        }
        for kind in sorted(kinds)
    }


def section(path: Path = RESULT) -> str:
    """Give the section in Markdown; the figures are those of the last `python -m eval.writing`, "" without one."""
    if not path.is_file():
        return ""
    result = json.loads(path.read_text("utf-8"))
    planted = [*result["texts"].values(), *result["rows"].values()]
    head = HEAD.format(
        **{name: result[name] for name in ("date", "machine", "questions")}, total=_sum(planted, "answers")
    )
    return head + "".join(f"{line}\n" for line in (*_planted(result), "", *_times(result)))


def _planted(result: dict[str, Any]) -> Iterator[str]:
    yield "| planted | answers | replaced | struck | declined | through | shown |"
    yield "| --- |" + " ---: |" * 6
    columns = ("answers", *BECAME, "shown")
    for kind, one in result["texts"].items():
        yield f"| {kind} | {' | '.join(str(one[name]) for name in columns)} |"
    texts = list(result["texts"].values())
    yield f"| in words | {' | '.join(str(_sum(texts, name)) for name in columns)} |"
    for kind, one in result["rows"].items():
        yield f"| {kind} | {one['answers']} | — | {one['answers'] - one['through']} | — | {one['through']} | — |"
    rows = list(result["rows"].values())
    through = _sum(rows, "through")
    yield f"| in rows | {_sum(rows, 'answers')} | — | {_sum(rows, 'answers') - through} | — | {through} | — |"


def _times(result: dict[str, Any]) -> Iterator[str]:
    yield from ("### Times", "", *_everywhere(result), "", *_first(result["first"]), "")
    kept = result["overhead"]
    yield (
        f"The check takes {kept['more']:.1f} ms more than an answer without a model: {kept['plain']:.1f} ms without "
        f"one, {kept['kept']:.1f} ms with a reply from disk, cut into sentences, grounded and checked; medians of "
        f"{kept['questions']} questions, each the best of {timing.ROUNDS}."
    )


def _everywhere(result: dict[str, Any]) -> Iterator[str]:
    several, one = result["parallel"], result["everywhere"][0]
    yield (
        f"One question over {one['reports']} reports; the model reads {one['calls']} (ASSISTANT_MODEL_ROWS=all; "
        "as a rule it reads only those in which the rules find nothing). Seconds; `again`: from the replies on disk."
    )
    yield ""
    yield (
        f"| latency, ms | without a model | one by one | {several} at once | {timing.MANY} at once "
        f"| one by one / {several} at once | again | calls again |"
    )
    yield "| ---: |" + " ---: |" * 7
    for one in result["everywhere"]:
        times = [one[name] for name in ("plain", "single", "parallel", "most")]
        ratio = one["single"] / one["parallel"]
        cells = [f"{one['latency'] * 1000:.0f}", *(f"{seconds:.2f}" for seconds in times), f"{ratio:.1f}"]
        yield "| " + " | ".join([*cells, f"{one['cached']:.2f}", str(one["cached_calls"])]) + " |"


def _first(first: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield (
        f"Questions about one report, medians of {first[0]['questions']}, streamed with {timing.PACE * 1000:.0f} ms "
        "between pieces of three characters. What is shown has passed the check, sentence by sentence."
    )
    yield ""
    yield "| latency, ms | to the first words, ms | whole answer, ms |"
    yield "| ---: | ---: | ---: |"
    for one in first:
        yield f"| {one['latency'] * 1000:.0f} | {one['first']:.0f} | {one['whole']:.0f} |"


def _sum(some: Sequence[dict[str, int]], name: str) -> int:
    return sum(one[name] for one in some)
