"""The two charts of the page as SVG in the page's own colours: times, and risk over coverage."""

from __future__ import annotations

import math
from collections.abc import Sequence

from eval.metrics.risk import risk_coverage
from eval.report.markup import element, text

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 480, 240, 52, 24, 24, 40
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
BARS = 24
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def histogram(times: Sequence[float], name: str) -> str:
    """Draw how many questions took how long, in milliseconds, in bars of equal ratio of times."""
    low, high = max(min(times), 0.1), max(*times, 0.2)
    step = math.log(high / low) / BARS or 1.0
    counts = [0] * BARS
    for time in times:
        counts[min(BARS - 1, int(math.log(max(time, low) / low) / step))] += 1
    most, wide = -(-max(counts) // 4) * 4, PLOT_WIDTH / BARS  # a multiple of four: every tick is a whole number
    bars = [
        element(
            "rect",
            text("title", f"{low * math.exp(step * at):.1f} – {low * math.exp(step * (at + 1)):.1f} 毫秒：{count} 题"),
            x=f"{LEFT + at * wide:.1f}", y=f"{TOP + PLOT_HEIGHT * (1 - count / most):.1f}", width=f"{wide - 1:.1f}",
            height=f"{PLOT_HEIGHT * count / most:.1f}", class_="bar",
        )
        for at, count in enumerate(counts)
        if count
    ]  # fmt: skip
    ends = [f"{low * (high / low) ** part:.3g}" for part in TICKS]
    return _chart(name, "毫秒（对数刻度）", "题数", [*_grid(ends, [f"{most * part:g}" for part in TICKS]), *bars])


def risk(confidence: Sequence[float], right: Sequence[bool], asked: int, name: str) -> str:
    """Draw the share that is wrong over the share of `asked` questions answered, the surest answers first."""
    coverage, risks = risk_coverage(confidence, right)
    share = len(right) / asked
    points = " ".join(
        f"{LEFT + PLOT_WIDTH * share * one:.1f},{TOP + PLOT_HEIGHT * (1 - other):.1f}"
        for one, other in zip(coverage, risks, strict=True)
    )
    told = [f"{part:.0%}" for part in TICKS]
    curve = element("polyline", points=points, class_="curve")
    return _chart(name, "回答了的题（占全部）", "其中答错的", [*_grid(told, told), curve])


def _grid(across: Sequence[str], up: Sequence[str]) -> list[str]:
    found = []
    for part, below, beside in zip(TICKS, across, up, strict=True):
        x, y = LEFT + PLOT_WIDTH * part, TOP + PLOT_HEIGHT * (1 - part)
        found += [
            element("path", d=f"M{LEFT},{y:.1f}h{PLOT_WIDTH}", class_="grid"),
            text("text", beside, x=LEFT - 6, y=f"{y + 4:.1f}", text_anchor="end"),
            text("text", below, x=f"{x:.1f}", y=TOP + PLOT_HEIGHT + 14, text_anchor="middle"),
        ]
    return found


def _chart(name: str, across: str, up: str, parts: Sequence[str]) -> str:
    axes = (
        text("text", across, x=LEFT + PLOT_WIDTH / 2, y=HEIGHT - 6, text_anchor="middle"),
        text("text", up, x=6, y=14),
    )
    drawing = element("svg", *parts, *axes, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=name)
    return element("figure", drawing, text("figcaption", name))
