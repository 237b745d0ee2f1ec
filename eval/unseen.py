"""Questions that no rule saw, in everyday words and slang: the sets `unseen-*.jsonl`, measured on their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from eval import aims, metrics
from eval.answers import Measured, measured
from eval.national import CORPUS, national_reports
from eval.records import Record
from eval.runner import DEFAULT_SET, ROOT

QUESTIONS = DEFAULT_SET.parent
PROVINCES = ROOT.parent / "shared" / "reports-2025"
HEAD = """## Questions of strangers

{count} questions that nothing was tuned on (`eval/questions/unseen-*.jsonl`), written by readers who had not seen the
rules and were asked to avoid the words of reports wherever they could: slang, typos, no punctuation. Other questions of
the same readers over the same reports were tuned on. The plain pipelines and the judge are those above. Harder than
what people ask as a rule; it tells how far rules reach.

"""


def sets(national: Path) -> tuple[tuple[str, Path, Path], ...]:
    """Give (name, questions, reports) of each set whose reports are here; the national ones are written to a folder."""
    found = [("law", QUESTIONS / "unseen-law.jsonl", QUESTIONS / "law")]
    if PROVINCES.exists():
        found.append(("provinces", QUESTIONS / "unseen-provinces-2.jsonl", PROVINCES))
    if CORPUS.is_file():
        national_reports(national)
        found.append(("national", QUESTIONS / "unseen-national.jsonl", national))
    return tuple(found)


def section() -> str:
    """Ask every set of the assistant and of both plain pipelines; give the section in Markdown."""
    with TemporaryDirectory(prefix="national-") as folder:
        found = [measured(*one) for one in sets(Path(folder))]
    return HEAD.format(count=sum(len(one.own) for one in found)) + _aims(found) + "\n" + _beside(found)


def _aims(found: Sequence[Measured]) -> str:
    lines = ["| | aim | measured |", "| --- | ---: | ---: |"]
    lines += [f"| {one.name} | {one.value:.2f} | {aims.told(one.measured)} |" for one in aims.aims(_all(found))]
    return "\n".join(lines) + "\n"


def _all(found: Sequence[Measured]) -> list[Record]:
    return [record for one in found for record in one.own]


def _beside(found: Sequence[Measured]) -> str:
    """Compare the share that is right, set by set."""
    lines = ["| set | questions | assistant | BM25 sentence | LangChain top 4 |", "| --- | ---: | ---: | ---: | ---: |"]
    for one in found:
        shares = [metrics.right(way).score or 0.0 for way in (one.own, *one.plain)]
        lines.append(f"| {one.name} | {len(one.own)} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")
    return "\n".join(lines) + "\n"
