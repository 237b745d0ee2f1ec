"""A comparison in words: the table for a terminal, and the questions that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eval.compare.paired import Change, Comparison
from eval.compare.runs import Asked
from eval.report.names import NAMES, STATUSES
from eval.table import TYPES

if TYPE_CHECKING:
    from rich.table import Table

VERDICTS = {"worse": "变差", "better": "变好", "same": "—"}
RIGHT = {True: "对", False: "错"}


def table(found: Comparison) -> Table:
    """Give a line a metric: both shares with counts, the difference with its interval, the verdict."""
    from rich.table import Table

    built = Table(title=f"{len(found.common)} 题，两次评测")
    for name in ("指标", "先", "后", "差", "95% 区间", "结论"):
        built.add_column(name, justify="left" if name == "指标" else "right")
    for one in found.changes:
        if one.by is not None:
            between = f"{one.low:+.1%} – {one.high:+.1%}" if one.low is not None else "—"
            built.add_row(NAMES[one.metric], *_shares(one), f"{one.by:+.1%}", between, VERDICTS[one.verdict])
    return built


def lines(found: Comparison, *, unseen: bool) -> Iterator[str]:
    """Tell which questions changed; those of the test half only by number unless `unseen` asks for them."""
    shown = [pair for pair in found.changed if unseen or pair[0].split != "test"]
    if shown:
        yield "变了的题："
        yield from (f"  {_changed(*pair)}" for pair in sorted(shown, key=_order))
    if hidden := len(found.changed) - len(shown):
        gained = sum(two.right > one.right for one, two in found.changed if one.split == "test")
        lost = sum(two.right < one.right for one, two in found.changed if one.split == "test")
        yield f"测试部分变了 {hidden} 题：{gained} 题由错变对，{lost} 题由对变错（不逐题列出；--test 列出）"
    if found.left_out:
        yield f"没有比的题：{len(found.left_out)} 题，只在一边有，或题目改过"


def _shares(one: Change) -> Iterator[str]:
    for hits, total in (one.first, one.second):
        yield f"{hits / total:.1%} ({hits:.4g}/{total:g})"


def _changed(one: Asked, two: Asked) -> str:
    right = f"{RIGHT[one.right]}→{RIGHT[two.right]}" if one.right != two.right else RIGHT[two.right]
    status = f"{STATUSES[one.status]}→{STATUSES[two.status]}" if one.status != two.status else STATUSES[two.status]
    names = [name for name in NAMES if one.scores.get(name) != two.scores.get(name) and name != "right"]
    others = "、".join(NAMES[name] for name in names)
    return f"{one.id}（{TYPES[one.type]}）：{right}，{status}" + (f"；{others}" if others else "")


def _order(pair: tuple[Asked, Asked]) -> tuple[int, str]:
    """Put losses first, then gains, then the rest."""
    one, two = pair
    return (0 if one.right > two.right else 1 if two.right > one.right else 2), one.id
