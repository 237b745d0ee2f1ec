"""The section on refusing of docs/results.md: what is answered and declined, risk over coverage, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from embeddings.benchmarks import FOLDS
from eval.metrics.risk import aurc, risk_coverage
from eval.refusal.cases import ALL
from eval.refusal.curve import drawn
from eval.refusal.fit import HELD, fit, fitting
from eval.refusal.measure import Judged, brier, calibration_error, judged
from eval.refusal.samples import Sample, sampled
from eval.runner import ROOT
from eval.search.collections import SHARED

NOTES = Path(__file__).with_name("notes.md")
PICTURE = ROOT / "docs" / "images" / "risk-coverage.svg"
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
TUNED = "tune, five folds"


def section() -> str:
    """Give the section, and draw the curve; without the shared material there is none."""
    if not SHARED.is_dir():
        return ""
    found = measured([sample for cases in ALL.values() for sample in sampled(cases())])
    PICTURE.write_text(drawn(curves(found)), encoding="utf-8")
    head = "## Refusing\n\n`python -m eval.refusal` measures it.\n"
    picture = f"![Share of wrong answers over the share of questions answered](images/{PICTURE.name})\n"
    return "\n".join([head, decisions(found), calibration(found), picture, NOTES.read_text("utf-8")])


def measured(samples: Sequence[Sample]) -> dict[str, list[Judged]]:
    """Judge by weights that the questions did not fit: those to tune on in five folds, else the fold held back."""
    fits = fitting(samples)
    found: dict[str, list[Judged]] = {TUNED: []}
    for fold in range(FOLDS):
        own = [one for one in fits if one.case.set == "tune" and one.case.fold == fold]
        found[TUNED] += judged(own, fit([one for one in fits if one not in own]))
    whole = fit(fits)
    for name in sorted({one.case.set for one in samples} - {"tune"}):
        held = [one for one in samples if one.case.set == name and one.case.fold == HELD]
        found[f"{name}, held back"] = judged(held, whole)
    return found


def decisions(found: dict[str, list[Judged]]) -> str:
    """Tell what the rules alone do, and what is done with the probability."""
    lines = [
        "| questions | | right | wrong | declined | with the probability: right | wrong | declined |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, every in found.items():
        for label, some in _parted(every).items():
            before, after = Counter(one.before for one in some), Counter(one.after for one in some)
            cells = [
                _share(count[what], len(some)) for count in (before, after) for what in ("right", "wrong", "declined")
            ]
            lines.append(f"| {name}: {label} | {len(some)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def calibration(found: dict[str, list[Judged]]) -> str:
    """Tell risk by coverage and calibration, before (the score that the rules cut) and after (the probability)."""
    lines = [
        "| questions | confidence | AURC | "
        + " | ".join(f"risk at {share:.0%}" for share in SHARES)
        + " | ECE | Brier |",
        "| --- | --- |" + " ---: |" * (len(SHARES) + 3),
    ]
    for name, every in found.items():
        for label, (values, right) in _both(every).items():
            risk = risk_coverage(values, right)[1]
            risks = [f"{risk[int(share * len(risk))]:.3f}" for share in SHARES]
            ends = f"{calibration_error(values, right):.3f} | {brier(values, right):.3f}"
            lines.append(f"| {name} | {label} | {aurc(values, right):.3f} | {' | '.join(risks)} | {ends} |")
    return "\n".join(lines) + "\n"


def curves(found: dict[str, list[Judged]]) -> dict[str, list[tuple[float, float]]]:
    """Give the curves of all sets together, before and after."""
    both = _both([one for every in found.values() for one in every])
    return {
        label: [(float(a), float(b)) for a, b in zip(*risk_coverage(values, right), strict=True)]
        for label, (values, right) in both.items()
    }


def _both(some: Sequence[Judged]) -> dict[str, tuple[list[float], list[bool]]]:
    return {
        "score of the rules": ([one.cut for one in some], [one.cut_right for one in some]),
        "probability": ([one.probability for one in some], [one.right for one in some]),
    }


def _parted(some: Sequence[Judged]) -> dict[str, list[Judged]]:
    labels = {"with an answer": True, "answer taken out": False, "without an answer": False}
    found: dict[str, list[Judged]] = {label: [] for label in labels}
    for one in some:
        case = one.sample.case
        label = "with an answer" if case.must else "answer taken out" if case.taken_out else "without an answer"
        found[label].append(one)
    return {label: every for label, every in found.items() if every}


def _share(count: int, total: int) -> str:
    return f"{count / total:.3f}"
