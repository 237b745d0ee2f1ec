"""Questions with a sentence that holds their answer, and its runs of words: the material of fitting and measuring.

From `reading` (encyclopedia, court decisions) and `policy-qa`: answers of at most 30 characters that stand word for
word in a sentence. A fifth is held back: by context, the fold of its id.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.facts.asking import Asking, asking
from assistant.answering.facts.span_features import Features, features
from assistant.answering.facts.spans import fitting, tokens
from assistant.lexicon.fold import fold
from assistant.reports.structure.sentences import sentences
from embeddings.benchmarks import HELD_FOLD
from embeddings.benchmarks import fold as fold_of
from embeddings.corpus import read_lines
from eval.runner import ROOT

SHARED = ROOT.parent / "shared" / "benchmarks"
LONGEST_ANSWER, LONGEST_SENTENCE = 30, 300
# questions taken of each set, at most
MOST = {"cmrc2018": 3200, "cjrc": 1200, "policy-qa": 700}


@dataclass(frozen=True, slots=True)
class Case:
    """A question, its answers (folded), the runs of the sentence with their features, and the run's places."""

    set: str
    held: bool
    question: str
    asked: Asking
    answers: frozenset[str]
    texts: tuple[str, ...]
    runs: tuple[tuple[int, int], ...]
    features: tuple[Features, ...]

    @property
    def right(self) -> list[bool]:
        """Tell for each run whether it is an answer, word for word."""
        return [text in self.answers for text in self.texts]


def bare(text: str) -> str:
    """Give an answer without marks, white space and full stops."""
    return fold(text).strip('。,;: "《》').replace(" ", "")


def cases() -> list[Case]:
    """Give the questions whose answer is a run of words; [] where the material is not there."""
    found = []
    for name, asked in _asked():
        random.Random(name).shuffle(asked)
        made = (_case(name, *one) for one in asked[: MOST[name]])
        found += [one for one in made if one is not None]
    return found


def _asked() -> Iterator[tuple[str, list[tuple[str, str, str, list[str]]]]]:
    """Yield each set with (context id, context, question, answers)."""
    reading, policy = SHARED / "reading", SHARED / "policy-qa"
    if reading.exists():
        contexts = {one["id"]: one["text"] for one in read_lines(reading / "contexts.jsonl.gz")}
        questions = [one for one in read_lines(reading / "questions.jsonl.gz") if one["answerable"]]
        for name in ("cmrc2018", "cjrc"):
            own = [one for one in questions if one["set"] == name]
            yield name, [(one["context"], contexts[one["context"]], one["question"], one["answers"]) for one in own]
    if policy.exists():
        texts = {one["docid"]: one["text"] for one in read_lines(policy / "documents.jsonl")}
        own = list(read_lines(policy / "questions.jsonl"))
        yield "policy-qa", [(one["docid"], texts[one["docid"]], one["question"], [one["answer"]]) for one in own]


def _case(name: str, context: str, text: str, question: str, answers: Sequence[str]) -> Case | None:
    wanted = frozenset(bare(one) for one in answers if 0 < len(bare(one)) <= LONGEST_ANSWER)
    asked = asking(fold(question))
    holding = [
        part
        for left, right in sentences(text, 0, len(text))
        if any(one in (part := fold(text[left:right])).replace(" ", "") for one in wanted)
    ]
    if not wanted or not holding:
        return None
    sentence = max(holding, key=lambda part: sum(word in part for word in asked.words))
    if len(sentence) > LONGEST_SENTENCE:
        return None
    words = tokens(sentence)
    runs = fitting(asked, sentence, words)
    texts = tuple(bare(sentence[words[first].start : words[last].end]) for first, last in runs)
    if not any(one in wanted for one in texts):
        return None
    own = tuple(features(asked, sentence, words, run) for run in runs)
    return Case(name, fold_of(context) == HELD_FOLD, question, asked, wanted, texts, tuple(runs), own)
