"""The list of the reports in the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.model import Report
from assistant.web.markup import attributes, escape

COLUMNS = ("报告", "地区", "层级", "年度", "发布日期", "段落", "提醒")
UNKNOWN = '<span class="unknown">不详</span>'


def empty_list() -> str:
    """Give what to do when there is no report yet."""
    return (
        '<div class="reports reports-empty"><h3>报告库还是空的</h3>'
        "<p>在终端运行下面这一行，把报告（网页、PDF、Word、文本、压缩包或整个文件夹）放进来，然后点“刷新”：</p>"
        "<pre>python -m assistant add 报告文件夹</pre></div>"
    )


def reports_html(cards: Sequence[Report], passages: Mapping[str, int]) -> str:
    """Give the reports as a table; a click on a title opens the report in the source pane."""
    if not cards:
        return empty_list()
    samples = sum(card.sample for card in cards)
    total = f"共 {len(cards)} 份报告，{sum(passages.values())} 个段落"
    total += f"；其中 {samples} 份是试用样例" if samples else ""
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "".join(_row(card, passages.get(card.report, 0)) for card in cards)
    return (
        f'<div class="reports"><p class="total">{total}</p><div class="table-scroll"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


def _row(card: Report, passages: int) -> str:
    sample = '<span class="sample">样例</span>' if card.sample else ""
    file = escape(card.report) if card.title else ""
    below = f'<span class="file">{sample}{file}</span>' if sample or file else ""
    years = f"{card.years[0]}–{card.years[-1]}" if len(card.years) > 1 else card.year
    warnings = "".join(f"<li>{escape(one)}</li>" for one in card.warnings)
    cells = [
        f'<button type="button" class="report"{attributes({"data-report": card.report})}>'
        f"{escape(card.title or card.report)}</button>{below}",
        *(escape(value) if value else UNKNOWN for value in (card.region, card.level, years, card.published)),
        str(passages),
        f"<ul>{warnings}</ul>" if warnings else "—",
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
