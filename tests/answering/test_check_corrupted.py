"""Nothing wrong gets through the check: real answers over the samples, falsified in every way, by the thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from assistant.answering.check import check
from assistant.assistant import Assistant, add_files
from assistant.model import Answer
from tests.answering.corrupting import shapes, texts
from tests.answering.corrupting.wrong import Wrong

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "reports"
LEAST = 2000
OWN = """# 岳阳县2023年法治政府建设工作报告

## 一、2023年工作

2023年，岳阳县受理行政复议案件42件，审结39件，其中调解结案17件。制定《岳阳县重大行政决策程序规定》等3部制度。
法治宣传公众号“岳阳说法”由司法局主办，关注人数2.3万人。县政府法律顾问由岳阳律师事务所担任。
行政机关负责人出庭应诉率98.08%，比2022年提高3.2个百分点。全年无行政赔偿案件。
涉企行政检查减少1200余次，为企业挽回损失4.77亿元。

## 二、2024年工作安排

2024年，力争行政复议案件按期办结率达到100%，新建法律服务站15个。
"""
QUESTIONS = """
濮阳县2022年接收行政复议多少件
濮阳县行政审批事项有多少项
衡阳市2023年各级行政机关负责人出庭应诉率是多少
衡阳市各级调解组织的调解成功率是多少
衡阳的12345好打通吗
绿塘乡配备了几名法律顾问
海州区现有多少名应急救援人员
阳泉市城区行政许可集中度是多少
濮阳县2023年前8个月行政机关败诉率是多少
在衡阳开个公司要多久能办下来
阳泉市城区办的食品经营许可证里，餐饮占多大比例
海州区执法事项清单调整不及时，主要原因是什么
请问绿塘乡政府的公众号叫什么名字
衡阳市哪一个“一件事”的办件量是全省第一
海州区7个分中心分别是哪些领域的
衡阳市2024年法治政府建设的主要思路有哪几条
阳泉市城区法治政府建设存在哪些困难和问题
各地行政机关负责人出庭应诉率是多少
各地行政复议案件分别有多少件
各地调解了多少件矛盾纠纷
哪个地方调解的矛盾纠纷最多
各地调解矛盾纠纷合计多少件
各地调解矛盾纠纷平均多少件
濮阳县和衡阳市哪个调解的矛盾纠纷多
调解矛盾纠纷超过1000件的有哪些地方
岳阳县2023年受理行政复议案件多少件
岳阳县出庭应诉率是多少
岳阳县2024年行政复议按期办结率的目标是多少
岳阳县挽回损失多少
岳阳县公众号叫什么
岳阳县制定了什么规定
岳阳县法律顾问由谁担任
岳阳县有没有行政赔偿案件
岳阳县受理行政复议案件是42件吗
岳阳县受理行政复议案件是45件吗
岳阳县减少涉企行政检查多少次
岳阳县调解结案占行政复议案件的多少
岳阳县2024年新建法律服务站多少个
濮阳县2022年接收行政复议多少件，办结多少件
"""


@pytest.fixture(scope="module")
def assistant() -> Iterator[Assistant]:
    """Open a library of the samples and one report of our own, with goals, names and bounds."""
    with TemporaryDirectory() as folder:
        own = Path(folder) / "岳阳县2023年法治政府建设工作报告.md"
        own.write_text(OWN, encoding="utf-8")
        add_files(Path(folder) / "library", [SAMPLES, own], sample=True)
        yield Assistant.open(Path(folder) / "library")


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    """Answer the questions, without those that it declines."""
    found = [assistant.ask(question) for question in QUESTIONS.split()]
    return [one for one in found if one.status in ("answered", "partial")]


@pytest.fixture(scope="module")
def wrong(assistant: Assistant, answers: list[Answer]) -> list[Wrong]:
    """Falsify every answer in every way."""
    reports = [assistant.report(card.report) for card in assistant.cards]
    rng = Random(20241124)
    return [one for answer in answers for way in (*texts.WAYS, *shapes.WAYS) for one in way(answer, reports, rng)]


def test_true_answers_pass_untouched(assistant: Assistant, answers: list[Answer]) -> None:
    """What the check lets through once it lets through again, of every kind; most questions are answered."""
    assert len(answers) >= 34
    for answer in answers:
        assert check(answer, assistant.report, verbatim=True) == answer, answer.answer


def test_nothing_wrong_gets_through(assistant: Assistant, wrong: list[Wrong]) -> None:
    """Of some thousand falsified answers none keeps what was falsified, nor passes as fully answered."""
    through = []
    for one in wrong:
        out = check(one.answer, assistant.report, verbatim=True)
        if not one.gone(out) or out.status == "answered":
            through.append(f"{one.way}: {one.told}")
    ways = Counter(one.way for one in wrong)
    assert not through, f"{len(through)} of {len(wrong)} ({len(ways)} ways):\n" + "\n".join(through[:40])
    assert len(wrong) >= LEAST
    assert len(ways) >= 40


# What a model may say that the forms may not: another figure of the quote it cites, in words of its own
ONLY_FORMS = {"a figure of a quote", "a word of a fact changed", "不 put into a fact", "marker lost"}


def test_no_wrong_figure_gets_through_in_a_models_words(assistant: Assistant, wrong: list[Wrong]) -> None:
    """The same answers, held as if a language model had written them."""
    through = []
    for one in wrong:
        if one.way not in ONLY_FORMS and not one.of_quote:
            out = check(one.answer, assistant.report)
            if not one.gone(out):
                through.append(f"{one.way}: {one.told}")
    assert not through, f"{len(through)} of {len(wrong)}:\n" + "\n".join(through[:60])
