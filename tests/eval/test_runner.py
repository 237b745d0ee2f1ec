"""The runner: every question is asked with its history, kept, and measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import LibraryError, ModelServerError
from assistant.model import Answer, Citation, Report
from eval.runner import ask_all, measure, save
from eval.sets import Evidence, Item

TEXT = "接收申请51件。"
TURNS = ({"role": "user", "content": "濮阳县"},)


class Stand:
    """Knows one report and one answer."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[tuple[str, list[dict[str, str]]]] = []

    def ask(self, question: str, history: Sequence[dict[str, str]] = ()) -> Answer:
        """Answer, or fail on 坏."""
        self.asked.append((question, list(history)))
        if question == "坏":
            raise ModelServerError("没有回答")
        quote = Citation(1, "a.txt", None, None, 2022, None, (), None, TEXT, 0, len(TEXT))
        return Answer(question, "answered", "51件[1]。", citations=(quote,), elapsed_ms=1.0)

    def report(self, name: str) -> Report:
        """Give a.txt; nothing else is there."""
        if name != "a.txt":
            raise LibraryError("没有这份报告", where=name)
        return Report("a.txt", TEXT)


def test_ask_measure_save(tmp_path: Path) -> None:
    """One question fails, the others go on; both files can be read again."""
    items = [
        Item("1", "followup", "tune", "几件", (("51件",),), history=TURNS, evidence=(Evidence("a.txt", "51件"),)),
        Item("2", "fact_number", "test", "坏", (("51件",),), evidence=(Evidence("none.txt", "51件"),)),
    ]
    stand = Stand()
    done: list[int] = []
    records = ask_all(stand, items, on_progress=done.append)
    assert done == [1, 2]
    assert stand.asked[-2:] == [("几件", list(TURNS)), ("坏", [])]
    metrics = measure(records)
    assert (metrics["all"]["questions"], metrics["all"]["failed"]) == (2, 1)
    save(tmp_path / "out", records, metrics)
    first, second = map(json.loads, (tmp_path / "out" / "answers.jsonl").read_text(encoding="utf-8").splitlines())
    assert (first["id"], first["right"], first["answer"], first["unsupported"]) == ("1", True, "51件[1]。", [])
    assert (second["status"], second["reason"], second["missing"]) == ("failed", "没有回答", [["51件"]])
    assert json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8")) == metrics
