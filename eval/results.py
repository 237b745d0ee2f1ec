"""Write docs/results.md: python -m eval.results. Every figure in it comes from this run."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from eval import answers, bench, understanding, unseen
from eval.batch import measure as batch
from eval.reading import soak
from eval.reading.results import sections as reading_sections
from eval.reading.throughput import FILES
from eval.refusal import results as refusal
from eval.runner import DEFAULT_SET, ROOT, SAMPLES
from eval.search import results as search
from eval.size import measure as size
from eval.writing import results as writing

OUT = ROOT / "docs" / "results.md"
QUESTIONS = DEFAULT_SET.parent
HEAD = """# Measured results

Written by `python -m eval.results` on {day} (Python {python}, {machine}).
Times differ from machine to machine; where
something can be compared, the ratio stands beside it. Without the real reports beside the repository the sections
about them are left out.

Each question set has a half that rules were fitted on (`tune`) and a half that was not (`test`); figures with their
counts. `right`: every expected figure or name is in the answer and nothing forbidden, or it declines where nothing
states it. `figures`: figures of an answer that stand in the quotes it cites, or in a computation that it shows.
"""
SETS = (
    ("The samples", DEFAULT_SET, SAMPLES),
    ("Five real reports", QUESTIONS / "reports.jsonl", ROOT.parent / "shared" / "reports"),
    ("31 provincial reports of January 2025", QUESTIONS / "provinces.jsonl", ROOT.parent / "shared" / "reports-2025"),
)
NOTES = ROOT / "eval" / "notes.md"


def main() -> int:
    """Measure everything and write the page."""
    parser = argparse.ArgumentParser(prog="python -m eval.results", description=__doc__)
    parser.add_argument("--no-page", action="store_true", help="leave out the time to the first page")
    parser.add_argument("--files", type=int, default=FILES, help="throughput of reading over so many files; 0: none")
    parser.add_argument("--no-scans", action="store_true", help="leave out text recognition, which takes minutes")
    arguments = parser.parse_args()
    machine = f"{platform.machine()}, {bench.cores()} cores"
    day = datetime.now(UTC).date().isoformat()
    head = HEAD.format(day=day, python=platform.python_version(), machine=machine)
    reading = ["## Reading\n", *reading_sections(arguments.files, scans=not arguments.no_scans), soak.section()]
    found = [understanding.section(), search.section(), refusal.section(), size.section()]
    found += [writing.section(), batch.section()]
    parts = [head, *_sections(arguments.no_page), *found, *reading]
    OUT.write_text("\n".join([*parts, NOTES.read_text("utf-8")]), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{OUT.relative_to(ROOT)}\n")
    return 0


def _sections(no_page: bool) -> Iterator[str]:
    there = [one for one in SETS if one[2].exists()]
    yield answers.section([answers.measured(*one) for one in there])
    yield unseen.section()
    for name, questions, reports in (there[0], *there[2:]):
        yield f"## {name}: times\n\n{_times(questions, reports, no_page or questions != DEFAULT_SET)}"


def _times(questions: Path, reports: Path, no_page: bool) -> str:
    arguments = argparse.Namespace(reports=reports, set=questions, no_page=no_page)
    with TemporaryDirectory(prefix="bench-") as folder:
        return bench.table(arguments, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
