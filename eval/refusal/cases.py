"""Questions with the evidence they are answered from, and what is right: the material of fitting and measuring.

Every question that has an answer is asked twice: as it is, and with each sentence that holds the answer taken out of
its evidence; then the only right thing is to decline. policy-qa and the court decisions of `reading` have questions of
their own that must be declined. Of `reading` only the contexts that trained no embedding are used, since the weights
would trust meaning too much otherwise; the encyclopedia in traditional characters is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.assistant import Assistant, add_files
from assistant.index import Library
from assistant.model import Filter, Hit, Question, Report
from assistant.reports.structure.sentences import sentences
from assistant.reports.structure.split import split
from embeddings import load_embedding
from embeddings.benchmarks import HELD_FOLD, READING, fold
from embeddings.corpus import read_lines
from eval.judge import contains
from eval.national import national_reports
from eval.runner import DEFAULT_SET, SAMPLES
from eval.search.collections import REPORTS, SHARED, policy_qa
from eval.sets import load_set

LAW, NATIONAL, NEAR = (DEFAULT_SET.with_name(f"tuning-{name}.jsonl") for name in ("law", "national", "near"))
LAW_REPORTS = DEFAULT_SET.parent / "law"

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A question as understood, its hits and cards, what an answer must hold (() to decline), its set and fold 0-4.

    `taken_out` tells that the answer was taken out of its evidence.
    """

    id: str
    set: str
    fold: int
    question: Question
    hits: tuple[Hit, ...]
    cards: dict[str, Report]
    must: Groups
    taken_out: bool = False

    def right(self, text: str) -> bool:
        """Tell whether a text holds one of every group."""
        return bool(self.must) and all(any(contains(text, one) for one in group) for group in self.must)


def without_answer(case: Case) -> Case:
    """Take every sentence that holds a part of the answer out of the evidence."""
    hits = []
    for hit in case.hits:
        text = hit.passage.text
        kept = [text[a:b] for a, b in sentences(text, 0, len(text)) if not _holds(text[a:b], case.must)]
        if kept:
            hits.append(replace(hit, passage=replace(hit.passage, text="".join(kept))))
    return replace(case, id=f"{case.id}, answer taken out", hits=tuple(hits), must=(), taken_out=True)


def _holds(text: str, must: Groups) -> bool:
    return any(contains(text, one) for group in must for one in group)


def tuning() -> Iterator[Case]:
    """Give the questions to tune on of all sets that are asked of one report, five folds by their id."""
    for path, reports in ((DEFAULT_SET, SAMPLES), (LAW, LAW_REPORTS), *REPORTS):
        if reports.exists():
            more = sorted(path.parent.glob(f"tuning-{path.stem.removeprefix('tuning-')}*.jsonl"))
            yield from _asked(path.stem, dict.fromkeys((path, *more)), [reports])
    if SHARED.exists():
        yield from _asked(NEAR.stem, (NEAR,), [LAW_REPORTS, SHARED / "reports-2025"])
        with TemporaryDirectory(prefix="national-") as folder:
            national_reports(Path(folder))
            yield from _asked(NATIONAL.stem, (NATIONAL,), [Path(folder)])


def _asked(name: str, sets: Iterable[Path], reports: Sequence[Path]) -> Iterator[Case]:
    """Give the questions to tune on of some sets over some folders of reports."""
    with TemporaryDirectory(prefix="refusal-") as folder:
        add_files(Path(folder) / "library", reports)
        assistant = Assistant.open(Path(folder) / "library")
        cards = {card.report: card for card in assistant.cards}
        for item in (one for file in sets for one in load_set(file, "tune")):
            read = assistant.understand(item.question, item.history)
            if len(read.reports) == 1:
                hits = tuple(assistant.evidence(read)[0][read.reports[0]])
                yield Case(f"{name} {item.id}", "tune", fold(f"{name} {item.id}"), read, hits, cards, item.must)


def policy() -> Iterator[Case]:
    """Give the questions of policy-qa, and those whose document is not there, over the document found first."""
    collection = policy_qa()
    asked = [(one["id"], one["question"], fold(one["docid"]), one["answer"])
             for one in read_lines(SHARED / "benchmarks/policy-qa/questions.jsonl")]  # fmt: skip
    asked += [(one["id"], one["question"], fold(one["id"]), "")
              for one in read_lines(SHARED / "benchmarks/policy-qa/questions_without_document.jsonl")]  # fmt: skip
    with _library(collection.reports) as assistant:
        cards = {card.report: card for card in assistant.cards}
        for name, text, part, answer in asked:
            best = assistant.nearest(text, k=1)[0].passage.report
            read = assistant.understand(text, only=Filter(reports=(best,)))
            must = ((answer.strip(),),) if answer else ()
            yield Case(name, "policy-qa", part, read, tuple(assistant.evidence(read)[0].get(best, ())), cards, must)


def reading() -> Iterator[Case]:
    """Give the questions of encyclopedia and court decisions over their own context, five folds by context."""
    lines = [one for one in read_lines(SHARED / READING / "questions.jsonl.gz")
             if one["set"] != "drcd" and fold(one["context"]) == HELD_FOLD and one["question"].strip()]  # fmt: skip
    wanted = {one["context"] for one in lines}
    texts = {one["id"]: one["text"] for one in read_lines(SHARED / READING / "contexts.jsonl.gz")}
    reports = [_report(name, texts[name]) for name in sorted(wanted)]
    with _library(reports) as assistant:
        cards = {card.report: card for card in assistant.cards}
        for number, one in enumerate(lines):
            read = assistant.understand(one["question"], only=Filter(reports=(one["context"],)))
            hits = tuple(assistant.evidence(read)[0].get(one["context"], ()))
            must = (tuple(one["answers"]),) if one["answerable"] else ()
            # the folds of `fold` are taken: another hash
            part = fold(f"refusal {one['context']}")
            yield Case(f"{one['set']} {number}", f"reading ({one['set']})", part, read, hits, cards, must)


ALL = {"tune": tuning, "policy-qa": policy, "reading": reading}


@contextmanager
def _library(reports: Sequence[Report]) -> Iterator[Assistant]:
    embedding = load_embedding(None)
    with TemporaryDirectory(prefix="refusal-") as folder:
        place = Path(folder) / "library"
        Library.add(place, reports, split=split, embedding=embedding, original=lambda _one: None)
        yield Assistant.open(place, embedding)


def _report(name: str, text: str) -> Report:
    from assistant.reports.loading.loaded import Loaded
    from assistant.reports.read import report_of

    digest = hashlib.sha256(text.encode()).hexdigest()
    return report_of(Loaded(text, name=name, source=name, suffix=".txt", digest=digest))
