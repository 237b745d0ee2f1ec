"""Questions a second and memory of batches over the 36 real reports, beside a plain pipeline; and what kills cost."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.assistant import add_files
from assistant.index import Library
from assistant.reports import read
from embeddings import load_embedding
from eval import plain
from eval.batch import kills, questions, running
from eval.bench import cores, readable
from eval.reading.labels import FOLDERS, ROOT, SHARED

RESULT = ROOT / "eval" / "batch" / "result.json"
QUESTIONS, KILLS, SEED = 10_000, 200, 36
# Questions of a batch that is killed: so few that a kill meets its start, its middle and its end.
KILLED = 120
# Beside all of them, so many: memory that grows with the questions would show.
PART = 10


@dataclass(frozen=True, slots=True)
class Run:
    """A batch of so many questions in so many processes: seconds with the start, and MiB of all processes together."""

    questions: int
    workers: int
    seconds: float
    memory: float


def measure(count: int = QUESTIONS, kill: int = KILLS) -> dict[str, object]:
    """Measure, over a library made for it; give what RESULT holds."""
    with TemporaryDirectory(prefix="batch-") as name:
        folder = Path(name)
        library, reports = folder / "library", [SHARED / one for one in FOLDERS]
        add_files(library, reports, embedding=load_embedding())
        asked = questions.made(Library.open(library).cards, count)
        runs = [_run(library, folder, asked[: count // PART], 1), *(_run(library, folder, asked, n) for n in (1, 2))]
        source = _written(folder / "killed.txt", asked[:KILLED])
        machine = f"Python {platform.python_version()}, {platform.machine()}, {cores()} cores"
        return {
            "date": datetime.now(UTC).date().isoformat(),
            "machine": machine,
            "runs": [asdict(one) for one in runs],
            "plain": _plain(reports, asked, folder / "plain.jsonl"),
            "kills": asdict(kills.soak(library, source, folder, kill, SEED)),
        }


def _run(library: Path, folder: Path, asked: Sequence[str], workers: int) -> Run:
    source = _written(folder / f"{len(asked)}.txt", asked)
    took = running.ran(running.command(library, source, folder / "out.jsonl", workers))
    return Run(len(asked), workers, round(took.seconds, 1), round(took.memory))


def _written(path: Path, asked: Sequence[str]) -> Path:
    path.write_text("\n".join(asked), encoding="utf-8", newline="\n")
    return path


def _plain(reports: Sequence[Path], asked: Sequence[str], out: Path) -> dict[str, float]:
    """Ask a plain pipeline in a loop for its passages, written one line each; its start isn't counted."""
    store = plain.build(readable(one for path in reports for one in read(path)), load_embedding())
    began = time.perf_counter()
    with out.open("w", encoding="utf-8") as file:
        for question in asked:
            file.write(json.dumps({"question": question, "passages": plain.search(store, question)}) + "\n")
    return {"questions": len(asked), "seconds": round(time.perf_counter() - began, 1)}


def section(path: Path = RESULT) -> str:
    """Give the section in Markdown; the figures are those of the last `python -m eval.batch`, "" without one."""
    if not path.is_file():
        return ""
    result = json.loads(path.read_text("utf-8"))
    theirs = result["plain"]["questions"] / result["plain"]["seconds"]
    lines = [
        "## Batches",
        "",
        f"`python -m eval.batch` on {result['date']} ({result['machine']}): made questions of all kinds over the 36 "
        f"real reports, one in {questions.ACROSS} over all of them, from the start of the command to its end; memory "
        "of all its processes together, without what they share with files. `plain`: a loop over LangChain's store "
        "for four passages a question, which answers nothing yet, without its start: "
        f"{theirs:.0f} questions a second.",
        "",
        "| questions | workers | seconds | questions a second | of plain | memory, MiB |",
        "| ---: |" + " ---: |" * 5,
    ]
    for values in result["runs"]:
        one = Run(**values)
        speed = one.questions / one.seconds
        cells = (f"{one.questions:,}", one.workers, f"{one.seconds:,.0f}", f"{speed:.1f}", f"{speed / theirs:.2f}")
        lines.append(f"| {' | '.join(map(str, cells))} | {one.memory:,.0f} |")
    told = kills.Kills(**result["kills"])
    lines += [
        "",
        f"Killed (SIGKILL) at {told.kills} random points, {told.answering} of them after an answer was kept, in "
        f"batches of {KILLED} questions into five formats with one process and with two, each run again until it "
        f"ended: of {told.batches} outputs {told.differing} differed from those of batches that nobody killed, "
        f"{told.doubled} kept answers were asked again, {told.orphans} processes were left behind.",
    ]
    return "\n".join(lines) + "\n"
