"""The thesaurus: every line parses, no fact that stands against another is let in, wordings are found in a question."""

from __future__ import annotations

import pytest

from assistant.lexicon.tables import DATA
from assistant.lexicon.thesaurus import near_wordings, worded, wordings_in

# Words of reports that state different facts: one never stands for the other
APART = (
    ("受理", "办结"), ("城镇", "农村"), ("收入", "支出"), ("行政复议", "行政诉讼"), ("出口", "进口"),
    ("一审", "二审"), ("增长", "下降"), ("胜诉", "败诉"), ("新增", "注销"), ("立案", "结案"), ("赔偿", "罚款"),
)  # fmt: skip


def lines() -> list[str]:
    """Give every line of every file that is no comment."""
    files = sorted((DATA / "thesaurus").glob("*.txt"))
    return [line for path in files for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]


def test_every_line_is_a_word_of_reports_and_how_people_say_it() -> None:
    """One colon between spaces, something on both sides, the word of reports in one piece."""
    assert len(lines()) >= 3000
    odd = [line for line in lines() if line.count(" : ") != 1 or not all(side.strip() for side in line.split(" : "))]
    assert odd == []
    assert [line for line in lines() if " " in line.split(" : ")[0].strip()] == []


@pytest.mark.parametrize(("one", "other"), APART)
def test_facts_that_stand_against_each_other_never_meet(one: str, other: str) -> None:
    """Neither stands in a line of the other."""
    assert other not in near_wordings().get(one, ())
    assert one not in near_wordings().get(other, ())


def test_wordings_are_found_between_words_or_when_long_enough() -> None:
    """A short wording must begin and end where words do."""
    text = "交警劝走了多少辆车"
    assert "劝走" in {text[a:b] for a, b in wordings_in(text)}
    assert worded("劝走", "劝离违法停放车辆")
    assert not worded("劝走", "查处违法停放车辆")
