"""The table of measured numbers in both READMEs, made of the committed metrics."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- measured: make baseline -->", "<!-- /measured -->"
BLOCK = re.compile(rf"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)
HEADS = {
    "README.md": {
        "half": "half", "questions": "questions", "right": "right", "refused": "declined where it must",
        "figures": "figures supported", "verbatim": "quotes verbatim", "recall_at_5": "evidence in the best 5 passages",
        "tune": "`tune`: rules were fitted on it", "test": "`test`: kept apart",
    },
    "README.zh-CN.md": {
        "half": "部分", "questions": "题数", "right": "正确", "refused": "该拒已拒", "figures": "数字有据",
        "verbatim": "引文逐字", "recall_at_5": "前 5 段含证据",
        "tune": "`tune`：规则据此调试", "test": "`test`：不据此调试",
    },
}  # fmt: skip
METRICS = ("right", "refused", "figures", "verbatim", "recall_at_5")


def table(metrics: Mapping[str, Any], page: str) -> str:
    """Give the table of a README: a line for each half, shares with counts and the interval of what is right."""
    heads = HEADS[page]
    lines = [[heads[name] for name in ("half", "questions", *METRICS)], ["---", *["---:"] * (len(METRICS) + 1)]]
    for half, one in metrics["splits"].items():
        lines.append([heads[half], str(one["questions"]), *(_cell(one[name], name) for name in METRICS)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def renewed(text: str, metrics: Mapping[str, Any], page: str) -> str:
    """Give a README with the table of these metrics in its place."""
    return BLOCK.sub(lambda _: table(metrics, page), text)


def _cell(score: Mapping[str, Any], name: str) -> str:
    between = f", {score['low']:.0%}–{score['high']:.0%}" if name == "right" else ""
    return f"{score['score']:.1%} ({score['hits']}/{score['total']}{between})"
