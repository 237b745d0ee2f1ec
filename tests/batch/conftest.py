"""A small assistant that answers from a table, so that formats are tested without a library."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.errors import LibraryError
from assistant.model import Answer, Citation, Coverage, Filter, Row, Silent

QUOTE = "行政审批事项共2189项。"


def citation(marker: int | None = 1, quote: str = QUOTE) -> Citation:
    """Make a citation with every field filled."""
    where = ("puyang.docx", "濮阳县报告", "河南省濮阳市濮阳县", 2023, None, ("一、简政", "(一)事项"), 3)
    return Citation(marker, *where, quote, 12, 12 + len(quote))


FIGURE = Answer(
    "多少项", "answered", "2189项[1]", citations=(citation(),),
    rows=(Row("puyang.docx", "河南省濮阳市濮阳县", 2023, None, True, "2189项", 2189, "项", False, False, 1),),
    elapsed_ms=12.34,
)  # fmt: skip
ACROSS = Answer(
    "各地", "answered", "两份报告写明。\n\n| 地区 | 数值 |\n| --- | --- |\n| 濮阳县 | 100%[1] |\n",
    citations=(citation(quote="=出庭应诉率100%"),),
    rows=(
        Row("puyang.docx", "濮阳县", 2023, None, True, "100%", 100, "%", False, False, 1),
        Row("lvtang.pdf", "绿塘乡", 2023),
    ),
    coverage=Coverage(2, 1, (Silent("lvtang.pdf", "绿塘乡", 2023, citation(None)),)),
    elapsed_ms=5.0,
)  # fmt: skip
REFUSED = Answer("没有的", "refused", "报告中未找到。", "not_stated", nearest=(citation(None),), elapsed_ms=3.0)


class Stand:
    """Answers what it knows, fails on 坏, and keeps what it was asked."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[tuple[str, list[dict[str, str]]]] = []
        self.only: list[Filter | None] = []

    def ask(self, question: str, history: Sequence[dict[str, str]] = (), *, only: Filter | None = None) -> Answer:
        """Give the answer of the table, REFUSED for what is not in it."""
        self.asked.append((question, list(history)))
        self.only.append(only)
        if question == "坏":
            raise LibraryError("读不出这一段", where="library", fix="请重新建库")
        return {"多少项": FIGURE, "各地": ACROSS}.get(question, REFUSED)


@pytest.fixture
def stand() -> Stand:
    """Give a fresh stand-in."""
    return Stand()
