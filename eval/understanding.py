"""Measure how questions are understood, field by field: python -m eval.understanding."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import place_with_code
from assistant.lexicon.tables import canonical, generic_words, lines, official
from assistant.model import Question, Report
from assistant.question import asked_parts, understand

LABELS = Path(__file__).parent / "labels" / "questions.jsonl"
CARDS = 10_000
SPLITS = ("tune", "test")


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled question: the reports that it is asked of, the day it is asked on, and what is to be understood."""

    question: str
    history: tuple[str, ...]
    cards: tuple[Report, ...]
    today: date
    split: str
    wanted: Mapping[str, Any]

    @property
    def turns(self) -> list[dict[str, str]]:
        """Give the earlier questions as a conversation."""
        return [{"role": "user", "content": one} for one in self.history]

    def read(self) -> Question:
        """Understand it."""
        return understand(self.question, self.turns, self.cards, today=self.today)


@cache
def cases() -> tuple[Case, ...]:
    """Read the labels; a line with cards opens a set, the questions after it are asked of these."""
    sets: dict[str, tuple[tuple[Report, ...], date]] = {}
    found: list[Case] = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if "cards" in entry:
            sets[entry["set"]] = tuple(map(_card, entry["cards"])), date.fromisoformat(entry["today"])
            continue
        cards, today = sets[entry["set"]]
        history = tuple(entry.get("history", ()))
        found.append(Case(entry["question"], history, cards, today, entry["split"], entry))
    return tuple(found)


def _card(entry: Mapping[str, Any]) -> Report:
    years = tuple(entry["years"])
    return Report(
        entry["report"], "", region=entry["region"], level=entry["level"], year=max(years), years=years,
        delivered=entry["delivered"], title=entry["title"],
    )  # fmt: skip


def _joined(terms: tuple[str, ...] | list[str]) -> str:
    """Make terms comparable: one wording of each, without the words that say little, however they are cut."""
    words = [canonical(official(fold(term))) for term in terms]
    return "".join(word for word in words if word not in generic_words()).replace(" ", "") or "".join(words)


def _same_words(one: str, other: str) -> bool:
    return [char for char in fold(one) if char.isalnum()] == [char for char in fold(other) if char.isalnum()]


def _reports(case: Case) -> set[str]:
    every = {card.report for card in case.cards}
    return every if case.wanted["reports"] == "all" else set(case.wanted["reports"])


FIELDS: dict[str, Callable[[Case, Question], bool]] = {
    "regions": lambda case, found: set(found.regions) == set(case.wanted["regions"]),
    "missing_regions": lambda case, found: set(found.missing_regions) == set(case.wanted["missing_regions"]),
    "years": lambda case, found: list(found.years) == case.wanted["years"],
    "scope": lambda case, found: found.scope == case.wanted["scope"],
    "reports": lambda case, found: set(found.reports) == _reports(case),
    "asks": lambda case, found: getattr(found, "asks", None) == case.wanted["asks"],
    "unit": lambda case, found: found.unit == case.wanted["unit"],
    "operation": lambda case, found: found.operation == case.wanted["operation"],
    "bound": lambda case, found: getattr(found, "bound", None) == case.wanted["bound"],
    "top": lambda case, found: getattr(found, "top", None) == case.wanted["top"],
    "terms": lambda case, found: _joined(found.terms) == _joined(case.wanted["terms"]),
    "goal": lambda case, found: found.goal == case.wanted["goal"],
    "claimed": lambda case, found: found.claimed == case.wanted["claimed"],
    "parts": lambda case, found: len(asked_parts(found.text)) == case.wanted["parts"],
    "text": lambda case, found: _same_words(found.text, case.wanted["text"]),
}


def scores(case: Case) -> dict[str, bool]:
    """Tell for each field that is labelled whether it was understood."""
    found = case.read()
    return {name: right(case, found) for name, right in FIELDS.items() if name in case.wanted}


def measured() -> dict[str, dict[str, tuple[int, int]]]:
    """Count (right, labelled) per half and field; "all fields" counts the questions without any mistake."""
    counts: dict[str, dict[str, tuple[int, int]]] = {split: {} for split in SPLITS}
    for case in cases():
        found = scores(case)
        for name, right in {**found, "all fields": all(found.values())}.items():
            good, total = counts[case.split].get(name, (0, 0))
            counts[case.split][name] = good + right, total + 1
    return counts


def speed(cards: int = CARDS) -> tuple[float, float]:
    """Give the median and 95th percentile in milliseconds of understanding one question over so many reports."""
    every = tuple({card.report: card for case in cases() for card in case.cards}.values())
    places = _places(cards - len(every))
    library = (
        *every,
        *(Report(f"{at}.txt", "", region=one, year=2023, years=(2023,)) for at, one in enumerate(places)),
    )
    taken: list[float] = []
    for case in cases():
        began = perf_counter()
        understand(case.question, case.turns, library, today=case.today)
        taken.append((perf_counter() - began) * 1000)
    # the first question builds what the library's cards are looked up in
    taken = sorted(taken[1:])
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)]


def _places(count: int) -> list[str]:
    """Give so many full names of places: those that are listed, then towns in them."""
    codes = (line.split("\t")[0] for line in lines("places.tsv"))
    listed = [place.full for place in map(place_with_code, codes) if place]
    towns = [f"{place}{name}镇" for name in ("城关", "河口", "新安") for place in listed if place[-1] in "县区市"]
    return [*listed, *towns][:count]


def section() -> str:
    """Give the results as a section of docs/results.md."""
    counts = measured()
    median, slow = speed()
    return "\n".join(
        [
            "## Understanding questions\n",
            f"{len(cases())} labelled questions over three sets of reports (`eval/labels/questions.jsonl`), each field",
            "scored; rules were fitted on the half `tune`.\n",
            "| field | tune | test |",
            "|---|---|---|",
            *(f"| {name} | {' | '.join(_cells(counts, name))} |" for name in (*FIELDS, "all fields")),
            "",
            f"One question over {CARDS:,} reports: median {median:.1f} ms, 95th percentile {slow:.1f} ms.\n",
        ]
    )


def _cells(counts: Mapping[str, Mapping[str, tuple[int, int]]], name: str) -> Iterator[str]:
    for split in SPLITS:
        good, total = counts[split].get(name, (0, 0))
        yield f"{good / total:.1%} ({good}/{total})" if total else "–"


def mistakes(split: str) -> Iterator[str]:
    """Tell for each question of a half which fields were misunderstood, and how."""
    for case in cases():
        wrong = [name for name, right in scores(case).items() if not right] if case.split == split else []
        if wrong:
            found = case.read()
            yield " => ".join([*case.history, case.question])
            yield from (f"    {one}: {getattr(found, one, '?')!r}, not {case.wanted[one]!r}" for one in wrong)


def main() -> int:
    """Print the table, or the mistakes of the half that may be looked at."""
    parser = argparse.ArgumentParser(prog="python -m eval.understanding", description=__doc__)
    parser.add_argument("--mistakes", action="store_true", help="list what was misunderstood on the half for tuning")
    arguments = parser.parse_args()
    sys.stdout.write("\n".join(mistakes("tune")) + "\n" if arguments.mistakes else section())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
