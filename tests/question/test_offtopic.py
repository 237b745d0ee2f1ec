"""What no report tells, and what sounds like it but is told."""

from __future__ import annotations

import pytest

from assistant.question.offtopic import off_topic


@pytest.mark.parametrize(
    "asked",
    [
        "衡阳明天会下雨吗",
        "给我写一首关于秋天的诗",
        "推荐一只股票",
        "红烧肉怎么做才香",
        "你是谁",
        "讲个笑话听听",
        "用Python怎么读文件",
        "唐朝的皇帝是谁",
        "英语怎么说谢谢",
        "帮我订一张去北京的机票",
        "what is your name?",
        "狮子座今年运势",
    ],
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
        "新建乡村公路多少公里",
        "看病的钱由谁出",
        "办成了哪几场大型运动会",
        "报告是几月几号作的",
        "简化了部分手续吗",
        "化肥减肥减药怎么样",
        "千帆星座发射了多少颗卫星",
        "以上分别是多少",
        "公开奖励了多少名举报人",
        "福利彩票卖了多少钱",
        "生态系统怎么修复的",
        "预制菜怎么做监管",
        "追究了多少人责任",
        "股票市场融资多少亿元",
        "恐龙博物馆接待了多少游客",
    ],
)
def test_matters_of_reports(asked: str) -> None:
    """Words that reports use too."""
    assert not off_topic(asked)
