"""Renew the committed run over the samples, on purpose: python -m eval.baseline (make baseline).

Asks the samples' set, shows the comparison with the run that was committed, and writes samples.jsonl (what each
question counts, no answers), metrics.json (without times, which differ from run to run), and the READMEs' tables.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from assistant.assistant import Assistant
from eval import runner
from eval.baseline import readme
from eval.compare import paired, runs, told
from eval.sets import load_set

FOLDER = Path(__file__).parent
RUN, METRICS = FOLDER / "samples.jsonl", FOLDER / "metrics.json"
TIMES = ("p50_ms", "p95_ms")


def main() -> int:
    """Run, compare, write."""
    with TemporaryDirectory(prefix="baseline-") as place, runner.sample_library() as library:
        records = runner.ask_all(Assistant.open(library), load_set(runner.DEFAULT_SET))
        metrics = runner.measure(records)
        runner.save(Path(place), records, metrics)
        found = paired.compared(runs.load(RUN), runs.load(Path(place))) if RUN.exists() else None
        lines = [json.loads(line) for line in (Path(place) / "answers.jsonl").read_text("utf-8").splitlines()]
    _write(RUN, "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in runs.reduced(lines)))
    _write(METRICS, json.dumps(timeless(metrics), ensure_ascii=False, indent=1) + "\n")
    for name in readme.HEADS:
        page = readme.ROOT / name
        _write(page, readme.renewed(page.read_text("utf-8"), metrics, name))
    if found is not None:
        console = Console(markup=False, highlight=False, emoji=False)
        console.print(told.table(found), *told.lines(found, unseen=False), sep="\n")
    return 0


def timeless(metrics: dict[str, Any]) -> dict[str, Any]:
    """Give metrics without what differs from run to run."""
    return {
        name: timeless(value) if isinstance(value, dict) else value
        for name, value in metrics.items()
        if name not in TIMES
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
