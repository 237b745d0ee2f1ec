"""Wrong figures served for reports that state none: what of them becomes a row of the table."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from zlib import crc32

from assistant.assistant import Assistant
from assistant.lexicon.figures import Figure, figures
from assistant.model import Row
from eval.environment import no_model
from eval.modelserver import Exchange, ModelServer
from eval.modelserver.characters import SENTENCE, materials, question, row_of
from eval.modelserver.using import in_use
from eval.writing.planted import SEED, listed

TABLES = Path(__file__).parent / "tables.txt"
ABOUT = re.compile(r"报告：([^，\n]+)")
UNITS = ("件", "项", "个", "人", "次", "家", "户", "%")
INVENTED = "全年共有相关事项{value}，位居全省第一。"


@dataclass(frozen=True, slots=True)
class PlantedRow:
    """What the server said of a report, how it is wrong, and whether it became a row."""

    question: str
    region: str
    kind: str
    value: str
    quote: str
    through: bool = False


Change = Callable[[Figure, str, random.Random], tuple[str, str]]


def _digit(figure: Figure, sentence: str, rng: random.Random) -> tuple[str, str]:
    """A figure that its quote does not hold."""
    return _changed(figure, rng), sentence


def _quote(figure: Figure, sentence: str, rng: random.Random) -> tuple[str, str]:
    """A figure and a quote changed alike: it stands nowhere."""
    value = _changed(figure, rng)
    return value, sentence[: figure.start] + value + sentence[figure.end :]


def _unit(figure: Figure, sentence: str, rng: random.Random) -> tuple[str, str]:
    """A figure with another unit."""
    other = rng.choice([unit for unit in UNITS if unit != figure.unit])
    return (figure.text.replace(figure.unit, other) if figure.unit else f"{figure.text}{other}"), sentence


def _invented(figure: Figure, sentence: str, rng: random.Random) -> tuple[str, str]:
    """A quote out of nothing."""
    return figure.text, INVENTED.format(value=figure.text)


def _true(figure: Figure, sentence: str, rng: random.Random) -> tuple[str, str]:
    """A true figure of something else, with its true quote."""
    return figure.text, sentence


CHANGES: dict[str, Change] = {
    "row: figure not in its quote": _digit, "row: quote changed": _quote, "row: unit exchanged": _unit,
    "row: quote invented": _invented, "row: true figure of another indicator": _true,
}  # fmt: skip


class RowLiar:
    """A server's script that gives a wrong figure for each report."""

    def __init__(self, seed: int) -> None:
        """Keep the seed; what is planted depends on it, the turn and the report, not on the order of the calls."""
        self.seed, self.turn = seed, 0
        self.planted: list[PlantedRow] = []
        self._lock = Lock()

    def __call__(self, exchange: Exchange) -> None:
        """Answer with the next wrong figure; with none where the materials hold no figure."""
        with self._lock:
            said = self._said(exchange.prompt)
        exchange.send_words(said or {"found": False})

    def _said(self, prompt: str) -> dict[str, object] | None:
        stating = [(number, one) for number, text in materials(prompt) for one in SENTENCE.findall(text)]
        found = [(number, one, figure) for number, one in stating for figure in figures(one)]
        about = ABOUT.search(prompt)
        if not found or about is None:
            return None
        region = about[1].strip()
        rng = random.Random(f"{self.seed} {self.turn} {region}")
        number, sentence, figure = rng.choice(found)
        kind = list(CHANGES)[(self.turn + crc32(region.encode())) % len(CHANGES)]
        value, quote = CHANGES[kind](figure, sentence, rng)
        self.planted.append(PlantedRow(question(prompt), region, kind, value, quote))
        return row_of(number, value, "", quote)


def planted_rows(
    assistant: Assistant, count: int, seed: int = SEED, on_progress: Callable[[], None] | None = None
) -> Iterator[PlantedRow]:
    """Plant so many wrong figures into answers over all reports, one for each report that states none."""
    liar, done = RowLiar(seed), 0
    asked = listed(TABLES)
    with ModelServer(liar) as server, in_use(server, timeout="20", model_rows="silent"):
        while done < count:
            one = asked[liar.turn % len(asked)]
            liar.turn += 1
            with no_model():
                before = {row.report for row in assistant.ask(one).rows if row.stated}
            liar.planted.clear()
            added = [row for row in assistant.ask(one).rows if row.stated and row.report not in before]
            for planted in sorted(liar.planted, key=lambda planted: planted.region)[: count - done]:
                yield _held(planted, added)
                done += 1
                if on_progress:
                    on_progress()


def _held(planted: PlantedRow, added: list[Row]) -> PlantedRow:
    through = any(planted.region in (row.region or "") or (row.region or "") in planted.region for row in added)
    return replace(planted, through=through)


def _changed(figure: Figure, rng: random.Random) -> str:
    places = [at for at, char in enumerate(figure.text) if char.isdigit()]
    if not places:
        return f"9{figure.text}"
    at = rng.choice(places)
    other = rng.choice([digit for digit in "123456789" if digit != figure.text[at]])
    return figure.text[:at] + other + figure.text[at + 1 :]
