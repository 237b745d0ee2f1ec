"""A known term typed by its sound, or with one slip, is read as that term, when nothing else was found."""

from __future__ import annotations

import pytest

from assistant.question import respelled


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("办理检察建义", ("检察建义", "检察建议")),
        ("行政审皮事项", ("行政审皮事项", "行政审批事项")),
        ("调节成功率", ("调节成功率", "调解成功率")),
        ("检查建议", ("检查建议", "检察建议")),
        ("热线接通绿", ("接通绿", "接通率")),
        ("行政复议案建", ("行政复议案建", "行政复议案件")),
        ("行政审批项", ("行政审批项", "行政审批事项")),
        ("行政审审批事项", ("行政审审批事项", "行政审批事项")),
        ("行政批审事项", ("行政批审事项", "行政审批事项")),
        ("行政审批事项", None),
        ("城镇登记就业率", None),
        ("城镇失业人员", None),
        ("12345热线接通率", None),
        ("粮食产量", None),
        ("今天天气", None),
        ("信仿", None),
    ],
)
def test_a_known_term_mistyped(words: str, read: tuple[str, str] | None) -> None:
    """By sound, or one character wrong, left out, doubled or turned; what cuts into known words is no slip."""
    assert respelled(words) == read
