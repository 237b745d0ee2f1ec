"""What words, character pairs and meaning each find, and together: recall of the evidence among the best passages."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.assistant import Assistant
from eval.evidence import spans
from eval.search.collections import Asked, Place
from eval.search.measure import MEASURES, measured, targets
from eval.search.ways import ways
from eval.sets import Item

DEPTHS = (1, 5, 10)


def recall(assistant: Assistant, items: Sequence[Item]) -> list[tuple[str, int, list[float]]]:
    """Give (way, pieces of evidence, recall at each of DEPTHS) over the questions of one report."""
    asked = [
        Asked(item.id, item.question, item.split, ((Place(*place),),))
        for item in items
        if item.evidence and not item.history and item.type != "across"
        for place in spans(item, lambda name: assistant.report(name).text)
    ]
    library = assistant.library
    sought = targets(library, asked)
    places = [MEASURES.index(f"R@{depth}") for depth in DEPTHS]
    return [
        (name, len(sought), measured(way, sought, library.owners).mean(axis=0)[places].tolist())
        for name, way in ways(library, assistant.embedding).items()
    ]
