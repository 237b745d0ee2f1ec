"""The collections in which passages are sought: reports, cut into passages, and questions with what must be found."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.index.adding import Split
from assistant.model import Passage, Report, Section
from embeddings.benchmarks import POLICY, STATUTES, fold
from embeddings.corpus import read_lines
from eval.evidence import spans
from eval.runner import DEFAULT_SET, ROOT, SAMPLES
from eval.sets import load_set

SHARED = ROOT.parent / "shared"
REPORTS = (
    (DEFAULT_SET.parent / "reports.jsonl", SHARED / "reports"),
    (DEFAULT_SET.parent / "provinces.jsonl", SHARED / "reports-2025"),
)
# more questions over the same reports, which only fit
FITTING = (
    (DEFAULT_SET.parent / "tuning-reports.jsonl", SHARED / "reports"),
    (DEFAULT_SET.parent / "tuning-provinces.jsonl", SHARED / "reports-2025"),
)
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?$")


@dataclass(frozen=True, slots=True)
class Place:
    """Something that settles a question: any passage of `report` that shares a character with start..end."""

    report: str
    start: int
    end: int

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage shows it."""
        return passage.report == self.report and passage.start < self.end and self.start < passage.end


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its part (a fold 0-4, or tune and test) and the pieces it needs, each in one place or another."""

    id: str
    text: str
    part: str
    pieces: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """Reports with their splitter, and the questions asked of them."""

    name: str
    reports: tuple[Report, ...]
    split: Split
    questions: tuple[Asked, ...]


def samples() -> Collection:
    """Give the samples and their questions."""
    return _of_sets("samples", [(DEFAULT_SET, SAMPLES)])


def reports() -> Collection:
    """Give the real reports, all in one library, and their questions; those of the part `fitting` only fit."""
    found, more = _of_sets("reports", REPORTS), _of_sets("reports", FITTING)
    fitting = tuple(replace(one, id=f"fitting-{one.id}", part="fitting") for one in more.questions)
    return replace(found, questions=found.questions + fitting)


def policy_qa() -> Collection:
    """Give 313 policy documents and 661 questions; what must be found is a passage that holds the answer.

    Documents with the same text, white space aside, are one: a library keeps one of them.
    """
    from assistant.reports.loading.loaded import Loaded
    from assistant.reports.read import report_of
    from assistant.reports.structure.split import split

    found: dict[str, Report] = {}
    texts: dict[str, Report] = {}
    for record in read_lines(SHARED / POLICY / "documents.jsonl"):
        name, digest = f"{record['docid']}.txt", hashlib.sha256(record["text"].encode()).hexdigest()
        read = report_of(Loaded(record["text"], name=name, source=name, suffix=".txt", digest=digest))
        found[record["docid"]] = texts.setdefault("".join(read.text.split()), read)
    asked = []
    for question in read_lines(SHARED / POLICY / "questions.jsonl"):
        report = found[question["docid"]]
        places = tuple(_places(report, question["answer"]))
        asked.append(Asked(question["id"], question["question"], str(fold(question["docid"])), (places,)))
    return Collection("policy-qa", tuple(texts.values()), split, tuple(asked))


def statutes() -> Collection:
    """Give 56,871 articles, one passage each under the name of their law, and 1,235 questions in everyday words."""
    laws: dict[str, list[tuple[str, str, str]]] = {}
    for record in read_lines(SHARED / STATUTES / "articles.jsonl.gz"):
        number = _ARTICLE.search(record["name"])
        law = record["name"][: number.start()] if number else record["name"]
        laws.setdefault(law, []).append((str(record["id"]), number.group() if number else "", record["text"].strip()))
    places: dict[str, Place] = {}
    found = tuple(_law(name, articles, places) for name, articles in laws.items())
    asked = []
    for question in read_lines(SHARED / STATUTES / "questions.jsonl"):
        pieces = tuple((places[str(one)],) for one in question["relevant"])
        part = str(fold(str(min(question["relevant"]))))
        asked.append(Asked(str(question["id"]), question["question"], part, pieces))
    return Collection("statutes", found, _articles, tuple(asked))


ALL = {"samples": samples, "reports": reports, "policy-qa": policy_qa, "statutes": statutes}


def _of_sets(name: str, sets: Sequence[tuple[Path, Path]]) -> Collection:
    from assistant.errors import ReadError
    from assistant.reports.read import read
    from assistant.reports.structure.split import split

    found: dict[str, Report] = {}
    asked = []
    for questions, folder in sets:
        found |= {one.report: one for one in read(folder) if not isinstance(one, ReadError)}
        texts = {name: one.text for name, one in found.items()}
        for item in load_set(questions):
            if item.evidence and not item.history and item.type != "across":
                pieces = tuple((Place(*place),) for place in spans(item, texts.get))
                asked.append(Asked(item.id, item.question, item.split, pieces))
    return Collection(name, tuple(found.values()), split, tuple(asked))


def _places(report: Report, answer: str) -> Iterator[Place]:
    """Give where an answer stands, white space aside."""
    pattern = r"\s*".join(re.escape(character) for character in "".join(answer.split()))
    for match in re.finditer(pattern, report.text):
        yield Place(report.report, *match.span())


def _law(name: str, articles: list[tuple[str, str, str]], places: dict[str, Place]) -> Report:
    """Make a report of a law; note where each article stands."""
    sections, text = [], ""
    for identifier, number, body in articles:
        places[identifier] = Place(name, len(text), len(text) + len(body))
        sections.append(Section("paragraph", len(text), len(text) + len(body), (number,) if number else ()))
        text += body + "\n"
    digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
    return Report(name, text, source=name, digest=digest, title=name, sections=tuple(sections))


def _articles(report: Report) -> tuple[Passage, ...]:
    """Make one passage of each article."""
    passages = (
        Passage(report.report, 0, one.start, one.end, report.text[one.start : one.end], one.heading)
        for one in report.sections
    )
    return tuple(replace(one, number=number) for number, one in enumerate(passages))
