"""What no report tells, and what sounds like it but is told."""

from __future__ import annotations

import pytest

from assistant.question.offtopic import off_topic


@pytest.mark.parametrize(
    "asked", ["衡阳明天会下雨吗", "给我写一首关于秋天的诗", "推荐一只股票", "红烧肉怎么做才香", "你是谁"]
)
def test_matters_of_no_report(asked: str) -> None:
    """Weather, writing, advice and talk, with or without a place."""
    assert off_topic(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "优良天数多少天",
        "高温天气持续了多少天",
        "股票发行多少只",
        "上市公司有几家",
        "写了多少份法律意见书",
        "翻译人员多少名",
    ],
)
def test_matters_of_reports(asked: str) -> None:
    """Words that reports use too."""
    assert not off_topic(asked)
