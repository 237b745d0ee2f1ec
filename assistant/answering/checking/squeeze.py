"""Words of an answer and of a quote compare without white space and differences of type."""

from __future__ import annotations

import re

from assistant.lexicon.fold import fold

SPACE = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """Fold a text and drop its white space, so that words of an answer and of a quote compare."""
    return SPACE.sub("", fold(text))
