"""The benchmark questions: which may train, which are held back, and the passages they are sought in.

A fifth is held back by a stable hash (sha256) of the document or of a question's first article; a training
question that shares an article with a held-back one is dropped, so that no held-back answer is trained on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings.corpus import pack, read_lines

POLICY = "benchmarks/policy-qa"
STATUTES = "benchmarks/statutes"
READING = "benchmarks/reading"
FOLDS = 5
HELD_FOLD = 0


@dataclass(frozen=True)
class Benchmark:
    """Passages, the held-back questions, and for each question the keys that must be found.

    `keys[i]` is the document (policy-qa) or article (statutes) of `passages[i]`.
    """

    name: str
    passages: list[str]
    keys: list[str]
    questions: list[str]
    relevant: list[frozenset[str]]


def fold(key: str) -> int:
    """Give the fold 0-4 of a document or article, the same on every machine."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % FOLDS


def _policy(shared: Path) -> tuple[dict[str, str], list[dict]]:
    folder = shared / POLICY
    texts = {record["docid"]: record["text"] for record in read_lines(folder / "documents.jsonl")}
    return texts, list(read_lines(folder / "questions.jsonl"))


def _statutes(shared: Path) -> tuple[dict[str, dict], list[dict]]:
    folder = shared / STATUTES
    articles = {str(record["id"]): record for record in read_lines(folder / "articles.jsonl.gz")}
    return articles, list(read_lines(folder / "questions.jsonl"))


def article_text(article: dict) -> str:
    """Give an article as it is sought: its name, then its text."""
    return f"{article['name']}\n{article['text'].strip()}"


def _is_held(question: dict, held: frozenset[int]) -> bool:
    return fold(str(min(question["relevant"]))) in held


def held_back(shared: Path, held: frozenset[int] = frozenset({HELD_FOLD})) -> list[Benchmark]:
    """Give both benchmarks with the questions of the held-back folds and all passages."""
    texts, questions = _policy(shared)
    cut = [(docid, passage) for docid, text in texts.items() for passage in pack(text)]
    asked = [q for q in questions if fold(q["docid"]) in held]
    policy = Benchmark(
        "policy-qa",
        [passage for _, passage in cut],
        [docid for docid, _ in cut],
        [q["question"] for q in asked],
        [frozenset({q["docid"]}) for q in asked],
    )
    articles, questions = _statutes(shared)
    asked = [q for q in questions if _is_held(q, held)]
    statutes = Benchmark(
        "statutes",
        [article_text(article) for article in articles.values()],
        list(articles),
        [q["question"] for q in asked],
        [frozenset(map(str, q["relevant"])) for q in asked],
    )
    return [policy, statutes]


def training_questions(
    shared: Path, held: frozenset[int] = frozenset({HELD_FOLD})
) -> tuple[list[str], list[str], list[list[int]]]:
    """Give the statute questions that may train, the text of every article, and the articles of each question.

    policy-qa trains nothing: all of it can measure.
    """
    articles, questions = _statutes(shared)
    places = {identifier: place for place, identifier in enumerate(articles)}
    kept_back = {article for q in questions if _is_held(q, held) for article in q["relevant"]}
    chosen = [q for q in questions if not _is_held(q, held) and not kept_back.intersection(q["relevant"])]
    relevant = [[places[str(article)] for article in q["relevant"]] for q in chosen]
    return [q["question"] for q in chosen], [article_text(one) for one in articles.values()], relevant


def reading_questions(shared: Path, held: frozenset[int] = frozenset({HELD_FOLD})) -> Iterator[tuple[str, str]]:
    """Give (question, passage that holds the answer) of the reading benchmark's contexts that may train.

    Those in traditional characters are left out: nothing here folds them into simplified ones.
    """
    contexts = {record["id"]: record["text"] for record in read_lines(shared / READING / "contexts.jsonl.gz")}
    for question in read_lines(shared / READING / "questions.jsonl.gz"):
        if question["answerable"] and question["set"] != "drcd" and fold(question["context"]) not in held:
            for passage in pack(contexts[question["context"]]):
                if question["answers"][0] in passage:
                    yield question["question"], passage
                    break


def training_passages(shared: Path, held: frozenset[int] = frozenset({HELD_FOLD})) -> Iterator[tuple[str, str]]:
    """Give (law, text) of the articles that may train without their questions."""
    for identifier, article in _statutes(shared)[0].items():
        if fold(identifier) not in held:
            yield article["name"].split("第")[0], article["text"].strip()
