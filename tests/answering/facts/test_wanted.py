"""What kind of answer is wanted: several things by name, or figures."""

from __future__ import annotations

import pytest

from assistant.answering.facts.wanted import wants_several
from assistant.model import Report
from assistant.question import understand

CARDS = tuple(
    Report(f"{name}.txt", "", region=name, level="省", year=2024, years=(2024,)) for name in ("湖南省", "江西省")
)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("湖南省有哪些优化营商环境的举措", True),
        ("湖南省开展了什么专项行动，分别是哪些", True),
        ("哪些省地区生产总值增长超过5%", False),
        ("地区生产总值增长在5.5%以上的有哪些", False),
        ("地区生产总值增长前三名是哪些省", False),
        ("湖南省粮食产量是江西省的几倍", False),
        ("湖南省有没有优化营商环境的举措", False),
    ],
)
def test_a_bound_or_a_rank_asks_for_figures(question: str, wanted: bool) -> None:
    """哪些 asks for a list, unless what is listed is told by a figure."""
    assert wants_several(understand(question, cards=CARDS)) is wanted
