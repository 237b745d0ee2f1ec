"""What eval check finds: each kind of broken item, and that sound ones pass."""

from __future__ import annotations

from typing import Any

import pytest

from eval.evidence import digest
from eval.making.checking import asked_twice, findings
from eval.sets import Evidence, Expected, Item

TEXTS = {"甲.txt": "甲县接收申请51件，办结50件。\n办结率98%。", "乙.txt": "乙县接收申请60件。"}
SENTENCE = "甲县接收申请51件，办结50件。"


def item(name: str = "1", must: tuple[tuple[str, ...], ...] = (("51件",),), **more: Any) -> Item:  # noqa: ANN401
    """Make a sound item, but for what is given."""
    fields: dict[str, Any] = {
        "type": "fact_number", "question": f"几件{name}", "reports": ("甲.txt",),
        "evidence": (Evidence("甲.txt", SENTENCE),), **more,
    }  # fmt: skip
    return Item(name, fields.pop("type"), "tune", fields.pop("question"), must, **fields)


def told(*items: Item) -> list[tuple[str, str]]:
    """Give what is found of some items."""
    return [(one.what, one.detail) for one in findings(items, TEXTS.get)]


@pytest.mark.parametrize(
    "sound",
    [
        item(answer="51件。"),
        item(evidence=(Evidence("甲.txt", sha256=digest(SENTENCE)),)),
        item(must=(("51件", "五十一件"),)),
        item(must=(("98%", "98.0%"),), evidence=(Evidence("甲.txt", "办结率98%"),)),
        item(must=(), note="not_stated：报告没有写", evidence=()),
        item(type="reasoning", must=(("1件",),)),
        item(type="followup", must=(("1件",),), answer="51件 − 50件 = 1件。"),
        item(type="across", rows=(Expected("甲.txt", "51件"), Expected("乙.txt", "60件")), must=(("51件",), ("60件",)),
             evidence=(Evidence("甲.txt", SENTENCE), Evidence("乙.txt", TEXTS["乙.txt"]))),
        item(must=(("51件", "50件"),), note="接收、办结都可以"),
        item(must=(("51件", "50件"),), answer="接收51件，办结50件。"),
        item(must=(("98%", "98.0%", "0.98"),), evidence=()),
    ],
)  # fmt: skip
def test_a_sound_item_passes(sound: Item) -> None:
    """Roundings, computations that are shown, explained alternatives and Chinese numerals are sound."""
    assert told(sound) == []


@pytest.mark.parametrize(
    ("broken", "what", "detail"),
    [
        (item(reports=("丙.txt",)), "资料库里没有这份报告", "丙.txt"),
        (item(evidence=(Evidence("甲.txt", "接收申请52件"),)), "证据不在报告里", "甲.txt：接收申请52件"),
        (item(evidence=(Evidence("甲.txt", sha256="0" * 64),)), "证据不在报告里", f"甲.txt：{'0' * 64}"),
        (item(must=(("52件",),)), "数字不在证据里", "52件"),
        (item(must=(("5件",),)), "数字不在证据里", "5件"),
        (item(rows=(Expected("甲.txt", "52件"),)), "行里的数字不在这份报告的证据里", "甲.txt：52件"),
        (item(must_not=("51件",)), "must 里有 must_not 的内容，怎样答都不对", "51件：51件"),
        (item(must=(("51件", "50件"),)), "同一组里有不同的数字，两个答案都算对，note 没有说明", "51件、50件"),
        (item(answer="60件。"), "参考答案自己就不算对", "60件。"),
        (item(must=(), evidence=()), "应当拒答（must 是空的），却没有 note 说明原因", ""),
        (item(type="followup", must=(("2件",),), answer="51件 − 50件 = 2件。"), "数字不在证据里", "2件"),
    ],
)
def test_a_broken_item_is_found(broken: Item, what: str, detail: str) -> None:
    """Each with what is wrong and the words that show it, once."""
    assert told(broken) == [(what, detail)]


def test_questions_that_are_asked_twice() -> None:
    """White space and the question mark make no other question; a conversation does."""
    turns = ({"role": "user", "content": "甲县"},)
    items = [
        item("1", question="几件？"),
        item("2", question=" 几件"),
        item("3", question="几件", must=(("50件",),)),
        item("4", question="几件", history=turns),
    ]
    assert [(one.item, one.what, one.detail) for one in asked_twice(items)] == [
        ("2", "与另一题重复", "1"),
        ("3", "同一个问题在另一题里另有答案", "1"),
    ]


def test_findings_come_in_the_order_of_the_set() -> None:
    """An item's own and those beside others stand together."""
    items = [item("1", question="几件", answer="无"), item("2", must=(("52件",),)), item("3", question="几件")]
    assert [one.item for one in findings(items, TEXTS.get)] == ["1", "2", "3"]
