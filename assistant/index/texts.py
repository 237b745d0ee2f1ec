"""What of a passage is searched: the words that find it, and the text that its vector stands for."""

from __future__ import annotations

from assistant.lexicon import words as lexicon
from assistant.model import Passage, Report

# Raise one when its function changes, the first also when what is stored beside the tokens does: stored tokens, stored
# vectors are then made anew by the next add.
_SEARCHABLE, _EMBEDDED = 2, 2


def searchable(card: Report, passage: Passage) -> tuple[str, ...]:
    """Give the texts whose words and bigrams find a passage: its report's identity, its headings, itself."""
    years = " ".join(f"{year}年" for year in card.years)
    about = (card.region, years, card.title, *passage.heading, passage.header, passage.text)
    return tuple(part for part in about if part)


def embedded(card: Report, passage: Passage) -> str:
    """Give the text of a passage's vector: the title as it was read, the nearest heading, the table header, itself."""
    about = (card.title, *passage.heading[-1:], passage.header, passage.text)
    return "\n".join(part for part in about if part)


def token_recipe() -> str:
    """Give what stored tokens depend on beside the passages."""
    return f"{_SEARCHABLE}-{lexicon.fingerprint()}"


def vector_recipe() -> str:
    """Give what stored vectors depend on beside the passages and the model."""
    return str(_EMBEDDED)
