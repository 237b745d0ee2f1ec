"""One case of a reader: bytes or a loaded text made from its number, read to passages, and what must hold then."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import FrameType

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports import split
from assistant.reports.loading.load import load, load_source
from assistant.reports.loading.loaded import Head, Loaded, TableRow
from assistant.reports.loading.sources import Source
from assistant.reports.read import report_of
from tests.reports.fuzz.files import MAKERS
from tests.reports.fuzz.texts import report as report_text

READERS = {"plain": ".txt", "web": ".html", "word": ".docx", "pdf": ".pdf", "archive": ".zip", "chain": ""}
LIMIT = 5.0


class HangError(BaseException):
    """A case took more seconds of the processor than it may; no `except Exception` on the way can hide it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: how many reports and refusals, seconds of the processor, and a fault or ""."""

    reader: str
    number: int
    reports: int
    refused: int
    seconds: float
    fault: str = ""

    @property
    def hung(self) -> bool:
        """Tell that the case took too long."""
        return self.seconds > LIMIT


def run(reader: str, number: int) -> Outcome:
    """Make a case from its number, read it, and tell what came of it; nothing but a ReadError may be raised."""
    chance = Random(f"{reader} {number}")
    reports = refused = 0
    fault = ""
    began = time.process_time()
    try:
        items = _items(reader, chance)
        began = time.process_time()
        with _bounded():
            for item in items:
                if isinstance(item, ReadError):
                    _check_line(str(item))
                    refused += 1
                else:
                    _check(*item)
                    reports += 1
    except HangError:
        fault = "hang"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault to be told with its case
        fault = _told(error)
    return Outcome(reader, number, reports, refused, time.process_time() - began, fault)


def case(reader: str, number: int) -> bytes | Loaded:
    """Give what a case reads."""
    chance = Random(f"{reader} {number}")
    suffix = READERS[reader]
    return MAKERS[suffix](chance) if suffix else _loaded(chance)


def _items(reader: str, chance: Random) -> Iterator[tuple[Loaded, Report] | ReadError]:
    suffix = READERS[reader]
    data = MAKERS[suffix](chance) if suffix else _loaded(chance)
    return _read(data, suffix)


def _read(data: bytes | Loaded, suffix: str) -> Iterator[tuple[Loaded, Report] | ReadError]:
    for loaded in _load(data, suffix):
        if isinstance(loaded, ReadError):
            yield loaded
            continue
        try:
            yield loaded, report_of(loaded)
        except ReadError as error:
            yield error


def _load(data: bytes | Loaded, suffix: str) -> Iterator[Loaded | ReadError]:
    if isinstance(data, Loaded):
        yield data
    elif suffix == ".zip":
        with TemporaryDirectory(prefix="fuzz-") as folder:
            path = Path(folder) / "a.zip"
            path.write_bytes(data)
            yield from load(path)
    else:
        try:
            yield load_source(Source(f"a{suffix}", f"a{suffix}", suffix, data), data)
        except ReadError as error:
            yield error


def _loaded(chance: Random) -> Loaded:
    """Give a loaded text with rows, headings, pages and links at lines of it."""
    text = report_text(chance).replace("\r", "\n") or "空"
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    rows = sorted(chance.sample(spans, min(len(spans), chance.choice((0, 0, 3, 20)))))
    heads = sorted(chance.sample(spans, min(len(spans), chance.choice((0, 0, 5)))))
    recognised = sorted(chance.sample(spans, min(len(spans), chance.choice((0, 0, 2)))))
    header = chance.choice((None, "地区\t件数", "地区\t件数\n甲"))
    return Loaded(
        name=chance.choice(("a", "区/2023年报告", "..", "")) + ".txt",
        source="a",
        suffix=chance.choice((".txt", ".html", ".docx", ".pdf")),
        text=text,
        digest="0",
        title_hint=chance.choice((None, "", "某县2023年报告", "-" * 500)),
        pages=tuple(sorted({0, *(start for start, _ in chance.sample(spans, min(len(spans), 3)))}))
        * chance.randrange(2),
        tables=tuple(TableRow(start, end, header) for start, end in rows),
        heads=tuple(
            Head(start, chance.choice((None, 0, 1, 9)), chance.choice(("", "一、", "1."))) for start, _ in heads
        ),
        linked=frozenset(chance.sample(range(text.count("\n") + 1), min(text.count("\n"), 5))),
        recognised=tuple(recognised),
    )


def _check(loaded: Loaded, report: Report) -> None:
    """Raise AssertionError when a line was lost or changed, or an outline or a passage is not what the text says."""
    own = report.dropped[len(loaded.dropped) :]
    after = [*report.text.split("\n"), *(one.line for one in own)]
    lost = Counter(filled(loaded.text.split("\n"))) - Counter(filled(after))
    new = Counter(filled(after)) - Counter(filled(loaded.text.split("\n")))
    assert not lost, f"lines lost: {list(lost)[:3]}"
    assert not new, f"lines that were not there: {list(new)[:3]}"
    text, at = report.text, 0
    told = []
    for one in report.sections:
        assert at <= one.start < one.end <= len(text), f"a section out of order: {one}"
        assert not text[at : one.start].strip(), f"no section has {text[at : one.start]!r}"
        told += [one] if one.kind != "meta" else []
        at = one.end
    assert not text[at:].strip(), f"no section has {text[at:]!r}"
    passages = split(report)
    at = 0
    for number, passage in enumerate(passages):
        assert passage.number == number, "passages are not numbered in order"
        assert passage.text == text[passage.start : passage.end], "a passage is not what the text says"
        assert at <= passage.start < passage.end, "passages overlap"
        at = passage.end
    inside = sum(sum(not char.isspace() for char in one.text) for one in passages)
    assert inside == sum(sum(not char.isspace() for char in text[one.start : one.end]) for one in told), (
        "text in no passage"
    )
    for warning in report.warnings:
        _check_line(warning)


def _check_line(told: str) -> None:
    assert told.strip(), "an empty message"
    assert "\n" not in told, f"a message of several lines: {told!r}"


def filled(lines: list[str]) -> list[str]:
    """Give the lines that are not blank, without the white space around them."""
    return [line.strip() for line in lines if line.strip()]


def _told(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__} at {where}: {str(error)[:160]}"


@contextmanager
def _bounded() -> Iterator[None]:
    """Raise HangError when what is inside takes too many seconds of the processor; on Windows it is only measured."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
