"""Sentences that speak to a machine: no report says them, so they are neither offered, quoted nor read for figures.

Rules: data/hostile.txt.
"""

from __future__ import annotations

import re

from assistant.lexicon.tables import lines

# Characters that cannot be seen: they hide a word from a pattern, not from a model
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


class _ToAModel:
    """All patterns as one; what cannot be seen doesn't hide a word from them."""

    def __init__(self) -> None:
        self._pattern = re.compile("|".join(f"(?:{line})" for line in lines("hostile.txt")), re.IGNORECASE)

    def search(self, folded: str) -> re.Match[str] | None:
        """Find the first place of a folded text that speaks to a machine."""
        return self._pattern.search(UNSEEN.sub("", folded))


TO_A_MODEL = _ToAModel()
