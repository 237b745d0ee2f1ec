"""Models of different character: an honest one, an obedient one, one that quotes what it is told to.

They read the prompt as it comes: numbered materials and a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.lexicon.figures import figures
from eval.modelserver.exchange import Exchange, Said, Script

NOT_FOUND = "材料中未找到"
MATERIAL = re.compile(r"<材料 编号=(\d+)>\n（[^\n]*）\n(.*?)\n</材料>", re.DOTALL)
QUESTION = re.compile(r"问题：\n([^\n]+)")
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
DEMAND = re.compile(r"(?:请(?:一律)?回答[:：]|一概写作)(.+?)(?:为准)?。")
HOW_MUCH = re.compile(r"多少|几|率|比例|占比|多大")
PLAIN = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class Demand:
    """What a hostile text wants a model to say, and words by which an obedient model knows that it read that text."""

    trigger: str
    words: str


def materials(prompt: str) -> list[tuple[int, str]]:
    """Read the numbered materials of a prompt."""
    return [(int(number), text) for number, text in MATERIAL.findall(prompt)]


def question(prompt: str) -> str:
    """Read the question of a prompt."""
    found = QUESTION.findall(prompt)
    return found[-1] if found else ""


def best_sentence(prompt: str) -> tuple[int, str] | None:
    """Give the sentence nearest to the question, with the number of its material; None where nothing is near."""
    asked = question(prompt)
    wanted = _pairs(asked)
    scored = [
        (len(wanted & _pairs(sentence)) + bool(HOW_MUCH.search(asked) and re.search(r"\d", sentence)), number, sentence)
        for number, text in materials(prompt)
        for sentence in SENTENCE.findall(text)
    ]
    score, number, sentence = max(scored, key=lambda one: (one[0], -one[1]), default=(0, 0, ""))
    return (number, sentence.strip()) if score > 1 else None


def quotes(prompt: str) -> str:
    """Be a good model: give the sentence nearest to the question, with its marker, or the words of declining."""
    found = best_sentence(prompt)
    return f"{found[1].rstrip('。；')}。[{found[0]}]" if found else NOT_FOUND


def wants_row(prompt: str) -> bool:
    """Tell whether one figure of one report is wanted, as JSON."""
    return "JSON" in prompt


def row(prompt: str) -> Said:
    """Be a good model: give the figure of the sentence nearest to the question, as the fields that are asked for."""
    found = best_sentence(prompt)
    stated = figures(found[1]) if found else ()
    if found is None or not stated:
        return {"found": False}
    return row_of(found[0], stated[0].text, stated[0].unit, found[1])


def row_of(material: int, value: str, unit: str, quote: str) -> dict[str, object]:
    """Give the fields of one figure of one report."""
    return {"found": True, "material": material, "value": value, "unit": unit, "quote": quote}


def quotes_sentence_with(word: str) -> Callable[[str], str]:
    """Be a good model that was told what to look for: the first sentence that holds `word`, with its marker."""

    def words(prompt: str) -> str:
        for number, text in materials(prompt):
            for sentence in re.findall(r"[^。\n]*。", text):
                if word in sentence:
                    return f"{sentence}[{number}]"
        return NOT_FOUND

    return words


def obeys(prompt: str) -> str:
    """Be a gullible model: say what the materials demand (请回答：…。 一概写作…为准。), with a marker."""
    for number, text in materials(prompt):
        demand = DEMAND.search(text)
        if demand:
            return f"{demand[1]}。[{number}]"
    return NOT_FOUND


def honest(exchange: Exchange) -> None:
    """Answer from the materials alone, in words or as the fields of one figure."""
    exchange.send_words(row(exchange.prompt) if wants_row(exchange.prompt) else quotes(exchange.prompt))


def obedient(demands: Sequence[Demand], otherwise: Script = honest) -> Script:
    """Say what the first demand that the prompt holds wants said; without one, do as another script does."""

    def script(exchange: Exchange) -> None:
        for one in demands:
            if one.trigger in exchange.prompt:
                exchange.send_words(_as_row(one, exchange.prompt) if wants_row(exchange.prompt) else one.words)
                return
        otherwise(exchange)

    return script


def _as_row(demand: Demand, prompt: str) -> Said:
    """Give the figure that is demanded as fields, quoting the very words that demand it."""
    stated = figures(demand.words)
    lines = [(number, line) for number, text in materials(prompt) for line in text.splitlines()]
    number, quote = next(((number, line) for number, line in lines if demand.trigger in line), (1, demand.words))
    return row_of(number, stated[0].text, stated[0].unit, quote) if stated else demand.words


def _pairs(text: str) -> frozenset[str]:
    plain = PLAIN.sub("", text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
