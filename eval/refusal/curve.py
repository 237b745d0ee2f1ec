"""Draw risk over coverage as a small SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, TOP = 480, 300, 48, 16
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - 16, HEIGHT - TOP - 44
COLOURS = ("#9aa0a6", "#1a6fb5", "#b5541a")
POINTS = 120
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def drawn(curves: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Draw each curve, points (coverage, risk) from 0 to 1, with its name."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *(_tick(value) for value in TICKS),
        f'<text x="{LEFT + PLOT_WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">share of questions answered</text>',
        f'<text x="{LEFT}" y="{TOP - 4}">share of answers that are wrong</text>',
        *(_curve(number, name, points) for number, (name, points) in enumerate(curves.items())),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _place(coverage: float, risk: float) -> str:
    return f"{LEFT + coverage * PLOT_WIDTH:.1f},{TOP + (1 - risk) * PLOT_HEIGHT:.1f}"


def _tick(value: float) -> str:
    x, y = _place(value, value).split(",")
    return (
        f'<path d="M{LEFT},{y}h{PLOT_WIDTH}M{x},{TOP}v{PLOT_HEIGHT}" stroke="#e0e0e0"/>'
        f'<text x="{LEFT - 6}" y="{float(y) + 4:.1f}" text-anchor="end">{value:g}</text>'
        f'<text x="{x}" y="{TOP + PLOT_HEIGHT + 14}" text-anchor="middle">{value:g}</text>'
    )


def _curve(number: int, name: str, points: Sequence[tuple[float, float]]) -> str:
    step = max(1, len(points) // POINTS)
    line = " ".join(_place(*point) for point in [*points[::step], *points[-1:]])
    colour = COLOURS[number % len(COLOURS)]
    return (
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
        f'<text x="{LEFT + 12}" y="{TOP + 18 + 14 * number}" fill="{colour}">{name}</text>'
    )
