"""A follow-up that the rules could not complete, rewritten by a language model into a question that stands alone.

The model chooses what is asked, never what is answered: the rewritten question goes through the whole chain and is
shown. Places and numbers that nobody spoke of are not taken over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answering.writing.evidence import inert
from assistant.answering.writing.statements import MARKER
from assistant.answering.writing.talk import Talk
from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import mentions
from assistant.lexicon.hostile import TO_A_MODEL
from prompts import load

# How much of the conversation is sent: turns, and characters of each
TURNS, CHARACTERS = 8, 400
LONGEST = 200
SPEAKERS = {"user": "用户", "assistant": "回答"}
LABEL = re.compile(r"^(?:改写后的?|完整的?)?问题(?:是|为)?\s*[:：]\s*")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
YEAR = re.compile(r"(?:19|20)\d\d")
UNSAFE = re.compile(r"[<>\[\]{}|]|https?:")


def condensed(question: str, history: Sequence[Mapping[str, str]], talk: Talk) -> str | None:
    """Give the question as it stands without the conversation; None where the model gives none that may be asked.

    Raises ModelServerError or PromptError where the model can't be used.
    """
    told = _told(history)
    if not told:
        return None
    words = talk.say(load("condense"), {"history": told, "question": inert(question)}).words
    line = next((line.strip() for line in words.splitlines() if line.strip()), "")
    line = LABEL.sub("", line).strip("“”\"'「」 ")
    heard = fold(f"{told}\n{question}")
    if not 2 <= len(line) <= LONGEST or UNSAFE.search(line) or TO_A_MODEL.search(fold(line)):
        return None
    return line if _is_heard(fold(line), heard) and fold(line) != fold(question) else None


def _told(history: Sequence[Mapping[str, str]]) -> str:
    """Write the last turns for the prompt, one a line, without sentences that speak to a machine."""
    lines = []
    spoken = [turn for turn in history if turn.get("role") in SPEAKERS]
    for turn in spoken[-TURNS:]:
        said = " ".join(MARKER.sub("", turn.get("content", "")).split())[:CHARACTERS]
        if said and not TO_A_MODEL.search(fold(said)):
            lines.append(f"{SPEAKERS[turn['role']]}：{inert(said)}")
    return "\n".join(lines)


def _is_heard(words: str, heard: str) -> bool:
    """Tell whether every place and number of a question was spoken of; a year may be the one before or after."""
    years = {int(year) for year in YEAR.findall(heard)}
    near = {str(year + step) for year in years for step in (-1, 0, 1)}
    known = set(NUMBER.findall(heard)) | near
    if not set(NUMBER.findall(words)) <= known:
        return False
    return all(words[one.start : one.end] in heard for one in mentions(words))
