"""What a language model costs in time, measured with a scripted server: in parallel, to the first words, from disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from assistant.assistant import Assistant, add_files
from assistant.settings import settings
from eval.environment import no_model
from eval.modelserver import ModelServer
from eval.modelserver.characters import honest
from eval.modelserver.using import in_use
from eval.runner import ROOT, SAMPLES
from eval.writing.planted import listed

SHARED = ROOT.parent / "shared"
FOLDERS = (SHARED / "reports", SHARED / "reports-2025")
EVERYWHERE = "各地地区生产总值增长多少？"
SAMPLES_EVERYWHERE = "各地行政机关负责人出庭应诉率是多少？"
LATENCIES = (0.0, 0.3)
MANY = 16
# Seconds between the pieces (three characters) of a stream: some 75 tokens a second
PACE = 0.02
ONE_REPORT = 12
# Times a question is asked to see what it takes where nothing else runs
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Seconds of one question over all reports at one latency: without a model, one by one, in parallel, again."""

    latency: float
    reports: int
    calls: int
    plain: float
    single: float
    parallel: float
    most: float
    at_once: int
    cached: float
    cached_calls: int


@dataclass(frozen=True, slots=True)
class First:
    """Milliseconds of questions about one report at one latency, the middle one: to the first words, to the whole."""

    latency: float
    questions: int
    first: float
    whole: float


@dataclass(frozen=True, slots=True)
class Overhead:
    """Milliseconds of questions about one report, medians: without a model, with a reply from disk, the difference."""

    questions: int
    plain: float
    kept: float
    more: float


def library(folder: Path) -> Path:
    """Build a library of the real reports that lie beside the repository, else of the samples."""
    there = [one for one in FOLDERS if one.is_dir()] or [SAMPLES]
    add_files(folder, there)
    return folder


def everywhere(folder: Path, latency: float) -> Everywhere:
    """Ask one question of all reports, each read by the model too, one by one and in parallel."""
    assistant = Assistant.open(folder)
    question = EVERYWHERE if len(assistant.cards) > len(list(SAMPLES.iterdir())) else SAMPLES_EVERYWHERE
    with no_model():
        assistant.ask(question)
        plain = _seconds(lambda: assistant.ask(question))
    every = {"model_rows": "all", "model_reports": "0", "timeout": "20"}
    with ModelServer(honest, latency=latency) as server:
        single, calls, _ = _run(server, assistant, question, every | {"model_parallel": "1"})
        parallel, _, at_once = _run(server, assistant, question, every)
        most, _, _ = _run(server, assistant, question, every | {"model_parallel": str(MANY)})
        kept = every | {"model_cache": "on"}
        _run(server, assistant, question, kept)
        cached, again, _ = _run(server, assistant, question, kept)
    return Everywhere(
        latency, len(assistant.cards), calls, plain, single, parallel, most, at_once, cached, again
    )  # fmt: skip


def _run(server: ModelServer, assistant: Assistant, question: str, values: dict[str, str]) -> tuple[float, int, int]:
    """Give seconds, calls, and the most of them at once."""
    before, server.at_once = server.calls, 0
    with in_use(server, **values):
        seconds = _seconds(lambda: assistant.ask(question))
    return seconds, server.calls - before, server.at_once


def first_words(folder: Path, latency: float) -> First:
    """Ask questions about one report with a server that streams; give the times to the first words and to the end."""
    assistant = Assistant.open(folder)
    firsts, wholes = [], []
    with ModelServer(honest, latency=latency, pace=PACE) as server, in_use(server, timeout="20"):
        for question in _written(assistant, server, latency):
            clock = _Clock()
            assistant.ask(question, on_text=clock)
            wholes.append(clock.now())
            firsts += clock.heard[:1]
    return First(latency, len(wholes), _middle(firsts), _middle(wholes))


def overhead(folder: Path) -> Overhead:
    """Ask questions about one report without a model, and with one whose replies lie on disk: no server in between."""
    assistant = Assistant.open(folder)
    plain, kept = [], []
    with ModelServer(honest) as server, in_use(server, model_cache="on", timeout="20"):
        for question in _written(assistant, server, 0.0):
            ask = partial(assistant.ask, question)
            calls = server.calls
            kept.append(min(_seconds(ask) for _ in range(ROUNDS)))
            if server.calls > calls:
                raise AssertionError("a reply that was kept was asked for again")
            with no_model():
                plain.append(min(_seconds(ask) for _ in range(ROUNDS)))
    more = [one - other for one, other in zip(kept, plain, strict=True)]
    return Overhead(len(kept), _middle(plain), _middle(kept), _middle(more))


class _Clock:
    """Keeps when words were heard, in seconds from its making."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.heard: list[float] = []

    def now(self) -> float:
        return time.perf_counter() - self.began

    def __call__(self, text: str) -> None:
        self.heard.append(self.now())


def default_parallel() -> int:
    """Give how many calls run at once where nothing is set."""
    return int(type(settings()).model_fields["model_parallel"].default)


def _written(assistant: Assistant, server: ModelServer, latency: float) -> list[str]:
    """Give the first questions whose answers the model writes, with its words used; each was asked once."""
    found: list[str] = []
    server.latency, server.pace, pace = 0.0, 0.0, server.pace
    for question in listed():
        answer = assistant.ask(question)
        if answer.written is not None and not answer.notes and answer.status == "answered":
            found.append(question)
        if len(found) == ONE_REPORT:
            break
    server.latency, server.pace = latency, pace
    return found


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _middle(seconds: Sequence[float]) -> float:
    """Give the median in milliseconds; 0 where nothing was measured."""
    return median(seconds) * 1000 if seconds else 0.0
