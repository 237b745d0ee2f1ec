"""The fold-out under an answer: what was understood in full, the filter, and the best passages with their scores."""

from __future__ import annotations

from assistant.explain import COLUMNS, Explanation, Found, details, understood
from assistant.web.markup import attributes, escape

CAPTION = "找到的段落，得分高的在前。得分由“词”（字词匹配，最好的是 1）和“义”（意思相近）合成；点报告名看原文。"


def explanation_html(explanation: Explanation | None) -> str:
    """Give the fold-out, "" where nothing was understood; each passage is a button that opens its place."""
    if explanation is None or explanation.question is None:
        return ""
    spent = f"（用时 {explanation.elapsed_ms:.0f} 毫秒）" if explanation.elapsed_ms else ""
    lines = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in (*understood(explanation), *details(explanation))
    )
    return (
        f'<details class="explain"><summary>检索说明{spent}</summary><dl>{lines}</dl>'
        f"{_table(explanation.found)}</details>"
    )


def _table(found: tuple[Found, ...]) -> str:
    if not found:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "".join(f"<tr>{_row(one)}</tr>" for one in found)
    return (
        '<div class="table-scroll" tabindex="0" role="region" aria-label="找到的段落"><table>'
        f"<caption>{CAPTION}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(one: Found) -> str:
    where = attributes({"data-report": one.report, "data-start": one.start, "data-end": one.end})
    name, *rest = one.cells()
    button = f'<button type="button" class="passage"{where}>{escape(name)}</button>'
    return f"<td>{button}</td>" + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
