"""A language model's opinion on free-text answers, beside the judge that needs none and never instead of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assistant.answering.writing.evidence import inert
from assistant.answering.writing.talk import talk_of
from assistant.errors import ModelServerError
from assistant.model import Written
from eval.metrics import Score
from eval.normalise import without_markup
from eval.records import Record
from eval.sets import Item
from prompts import load

# Questions whose answers are words: of figures the judge without a model knows better
FREE = ("fact_text", "list")
VERDICT = re.compile(r"^\W*(?P<right>对|正确|错|不对|不正确)(?!不起|于)")
# True is right, False is wrong, None is a reply that says neither
Opinions = Mapping[str, bool | None]


def is_judged(one: Record) -> bool:
    """Tell whether a model may judge an answer: one in words to a question that has an answer."""
    return one.item.type in FREE and not one.item.declines and one.entry["status"] in ("answered", "partial")


def opinions(
    records: Sequence[Record], folder: Path, on_progress: Callable[[], None] | None = None
) -> tuple[Opinions, Written]:
    """Ask the model of the settings about each free-text answer; give its opinions by id, and what they took.

    Replies are kept in `folder`. A call that fails gives no opinion. Raises PromptError where prompts/judge.md is bad.
    """
    talk = talk_of(folder)
    prompt = load("judge")

    def opinion(one: Record) -> bool | None:
        values = {
            "question": inert(one.item.question),
            "expected": inert(expected(one.item)),
            "answer": inert(without_markup(one.entry["answer"])),
        }
        try:
            said = verdict(talk.say(prompt, values).words)
        except ModelServerError:
            said = None
        if on_progress:
            on_progress()
        return said

    chosen = [one for one in records if is_judged(one)]
    with ThreadPoolExecutor(talk.now.model_parallel) as pool:
        said = dict(zip((one.item.id for one in chosen), pool.map(opinion, chosen), strict=True))
    return said, talk.record


def expected(item: Item) -> str:
    """Give what a right answer must hold: one line a point, alternatives beside one another."""
    return "\n".join(f"- {' 或 '.join(group)}" for group in item.must)


def verdict(words: str) -> bool | None:
    """Read a judge's reply; None where it begins with neither word."""
    found = VERDICT.match(words)
    return found["right"] in ("对", "正确") if found else None


def score(records: Sequence[Record], said: Opinions) -> Score:
    """Of the answers that the model gave an opinion on: called right."""
    counted = {one.item.id: (int(bool(said[one.item.id])), 1) for one in records if said.get(one.item.id) is not None}
    return Score(sum(hits for hits, _ in counted.values()), len(counted), counted)


def agreement(records: Sequence[Record], said: Opinions) -> Score:
    """Of the same answers: both judges say the same."""
    counted = {
        one.item.id: (int(said[one.item.id] == one.verdict.right), 1)
        for one in records
        if said.get(one.item.id) is not None
    }
    return Score(sum(hits for hits, _ in counted.values()), len(counted), counted)
