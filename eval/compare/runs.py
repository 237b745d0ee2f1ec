"""A run as comparing reads it: what each question counts in each metric, from answers.jsonl or a committed baseline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import QuestionError, system_reason

FIELDS = ("id", "type", "split", "item", "right", "status", "scores")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a run; `item` is the fingerprint of question and expectation, `scores` [hits, total] by metric."""

    id: str
    type: str
    split: str
    item: str
    right: bool
    status: str
    scores: dict[str, tuple[float, float]]


def load(place: Path) -> dict[str, Asked]:
    """Load a run, by question id: a folder with answers.jsonl, or such a file; QuestionError where there is none."""
    path = place / "answers.jsonl" if place.is_dir() else place
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        fix = "请给出 eval --out 写的文件夹"
        raise QuestionError(f"读不了评测结果（{system_reason(error)}）", where=str(path), fix=fix) from error
    except UnicodeDecodeError as error:
        raise QuestionError("不是 UTF-8 文字", where=str(path), fix="请给出 eval --out 写的文件夹") from error
    found = [_asked(line, f"{path} 第 {number} 行") for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise QuestionError("评测结果是空的", where=str(path), fix="请重新运行 eval")
    return {one.id: one for one in found}


def reduced(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give of the lines of answers.jsonl only what comparing reads: no question, no answer."""
    return [{name: line[name] for name in FIELDS} for line in lines]


def _asked(line: str, where: str) -> Asked:
    try:
        fields = {name: json.loads(line)[name] for name in FIELDS}
        scores = {name: (float(hits), float(total)) for name, (hits, total) in fields.pop("scores").items()}
        return Asked(**fields, scores=scores)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        fix = "请用现在的版本重新运行 eval"
        raise QuestionError("不是评测结果的一行", where=where, fix=fix) from error
