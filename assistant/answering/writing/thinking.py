"""What a language model says, without what it thinks aloud (<think>…</think>); read once, however it comes."""

from __future__ import annotations

import re
import unicodedata

TAG = re.compile(r"<(?P<end>/?)(?:think|thinking|reasoning)>", re.IGNORECASE)
# What may become a tag with the next piece
PART_OF_A_TAG = re.compile(r"</?[a-z]{0,9}$", re.IGNORECASE)


class Speech:
    """Takes a reply piece by piece: a thought that is never closed hides all behind it, one never opened all before."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._said: list[str] = []
        self._held, self._thinking = "", False

    def hear(self, piece: str) -> None:
        """Take the next piece; half a tag at its end waits for the other half."""
        text, at = self._held + piece, 0
        for tag in TAG.finditer(text):
            if not self._thinking:
                self._said.append(text[at : tag.start()])
            if tag["end"] and not self._thinking:
                self._said.clear()
            self._thinking, at = not tag["end"], tag.end()
        part = PART_OF_A_TAG.search(text, max(at, len(text) - 12))
        end = part.start() if part else len(text)
        if not self._thinking:
            self._said.append(text[at:end])
        self._held = text[end:]

    @property
    def words(self) -> str:
        """Give what was said so far, without characters that cannot be seen."""
        text = "".join(self._said)
        self._said = [text]
        return "".join(char for char in text if unicodedata.category(char) != "Cf").strip()


def spoken(reply: str) -> str:
    """Give what a whole reply says."""
    speech = Speech()
    speech.hear(f"{reply}\n")
    return speech.words
