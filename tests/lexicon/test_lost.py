"""Figures whose neighbours are lost: sentences of our own, as text loses characters."""

from __future__ import annotations

import pytest

from assistant.lexicon.figures import figures
from assistant.lexicon.lost import doubt, may_be_lost


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("2021年，松岭县收到行政复议申37件，审结35件。", "37件", "mark"),
        ("2021年，松岭县收到行政复议申请37件，审结35件。", "37件", None),
        ("会上重申12项要求。", "12项", None),
        ("全年受42件，办结40件。", "42件", "mark"),
        ("全年接受42人咨询。", "42人", None),
        ("办理法律援61件。", "61件", "mark"),
        ("开展应急救援61次。", "61次", None),
        ("公示制度执行率达100%审核人员占比提高。", "100%", "mark"),
        ("公示制度执行率达100%，审核人员占比提高。", "100%", None),
        ("参考率达95%的单位有3家。", "95%", None),
        ("审核人员占执法人员总数6%以上持续推进规范化建设。", "6%以上", "mark"),
        ("实现了100%网上办理。", "100%", None),
        ("其中交通类31、城建类27%、水利类12%。", "27%", "mark"),
        ("其中交通类31%、城建类27%、水利类12%。", "27%", None),
        ("开展检查、，40次，整改3处。", "40次", "mark"),
        ("查处案件18件和，罚款2万元。", "18件", "mark"),
        ("制定《》5件。", "5件", "mark"),
        ("调解纠纷□□85件。", "85件", "mark"),
        ("调解纠纷1□85件。", "85件", "decline"),
        ("全县面积900平方公里，辖9735个街道办事处。", "9735个", "decline"),
        ("全县面积900平方公里，辖5个街道办事处。", "5个", None),
        ("占的18%，其余在办。", "18%", "mark"),
    ],
)
def test_lost_neighbours(text: str, figure: str, expected: str | None) -> None:
    """A figure beside a broken word, a lost comma or a run of numbers is told as doubtful or not at all."""
    found = next(one for one in figures(text) if one.text == figure)
    assert doubt(text, found) == expected
    if expected:
        assert may_be_lost(text)
