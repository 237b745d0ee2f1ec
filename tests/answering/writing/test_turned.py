"""A statement all of whose words stand in its quote, and that says the contrary."""

from __future__ import annotations

import pytest

from assistant.answering.writing.turned import turned

QUOTE = (
    "2023年,一线人员编制不低于全部编制的80%,审核文件1件、备案审查2件,网上可办率为95%,全年没有一例违约;"
    "新生儿办件量最多,居全省第一,共办结7件。"
)
HEARD = f"{QUOTE} 一、主要工作 濮阳县2023年网上可办率是多少?"


@pytest.mark.parametrize(
    "words",
    [
        "网上可办率不为95%",
        "未审核文件1件",
        "一线人员编制低于全部编制的80%",
        "全年一例违约",
        "2022年,一线人员编制不低于全部编制的80%",
        "审核文件1件、备案审查2件,合计1件",
        "审核文件1件、备案审查2",
        "网上可办率为95%,居全省第一",
        "网上可办率为95%,超额完成目标",
    ],
)
def test_turned(words: str) -> None:
    """Denied or not denied, another year, a sum, a unit lost, a clause behind another, a clause out of nothing."""
    assert turned(words, QUOTE, HEARD)


@pytest.mark.parametrize(
    "words",
    [
        QUOTE.rstrip("。"),
        "濮阳县网上可办率是95%",
        "2023年,全年没有一例违约",
        "全年无一例违约",
        "审核文件1件,备案审查2件",
        "一线人员编制不低于全部编制的80%",
        "共办结7件",
        "新生儿办件量最多,居全省第一",
    ],
)
def test_said_otherwise(words: str) -> None:
    """The quote itself, parts of it, and the same in other words."""
    assert not turned(words, QUOTE, HEARD)
