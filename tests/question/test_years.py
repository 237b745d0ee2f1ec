"""Years and spans, counted from a day and from what the reports cover."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.question.years import years_asked

TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("text", "years", "left"),
    [
        ("2023年信访", (2023,), "信访"),
        ("二〇二二年信访", (2022,), "信访"),
        ("2021-23年信访", (2021, 2022, 2023), "信访"),
        ("2021年到2023年这三年当中信访", (2021, 2022, 2023), "信访"),
        ("2022年以来信访", (2022, 2023), "信访"),
        ("2022和2023年信访", (2022, 2023), "和信访"),
        ("近三年信访", (2021, 2022, 2023), "信访"),
        ("过去2年信访", (2022, 2023), "信访"),
        ("两年来信访", (2022, 2023), "信访"),
        ("近年来信访", (), "信访"),
        ("连续三年信访", (), "连续三年信访"),
        ("十四五期间信访", (2021, 2022, 2023, 2024, 2025), "信访"),
        ('"十四五"以来信访', (2021, 2022, 2023), "信访"),
        ("十四五末信访", (2025,), "信访"),
        ("十四五规划", (), "十四五规划"),
        ("去年信访", (2023,), "信访"),
        ("前年信访", (2022,), "信访"),
        ("今年信访", (), "信访"),
        ("2020年信访比上一年", (2020,), "信访比"),
    ],
)
def test_years_of_a_text(text: str, years: tuple[int, ...], left: str) -> None:
    """The newest report is of 2023: 近三年 and 以来 end there; 今年 of no report asks for no year."""
    assert years_asked(text, covered={2021, 2022, 2023}, known={2021, 2022, 2023}, today=TODAY) == (years, left)
