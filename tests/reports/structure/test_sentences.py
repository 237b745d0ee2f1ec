"""Sentences of a text."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.structure.sentences import sentences


def cut(text: str) -> list[str]:
    """Give the sentences as text."""
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_at_full_stops_and_line_ends() -> None:
    """Not at commas, semicolons or decimal points."""
    assert cut("增长5.1%,全省第四;二是提速。成效好!\n下一段") == ["增长5.1%,全省第四;二是提速。", "成效好!", "下一段"]


def test_closing_quotes_stay_with_their_sentence() -> None:
    """So a quote never begins with the end of another."""
    assert cut("他说：“办好了。”群众满意。") == ["他说：“办好了。”", "群众满意。"]


@pytest.mark.parametrize(
    "parts",
    [
        ("全市办结6件。", "结案率98%。"),
        ("群众问：“办好了吗？”", "答复是肯定的。"),
        ("办结6件；其中调解3件；结案率98%。",),
        ("会议要求：“先办急事。再办难事。”", "各单位照办。"),
        ("推行“先办后补。容缺受理。”改革12项。",),
        ("打造“零跑腿。”、“零材料。”等品牌6个。",),
        ("办结6件（含调解3件。撤回1件。），增长5%。",),
        ("办结6件(含调解3件。)占比50%。", "下一步继续。"),
        ("办结6件。", "（其中调解3件。）", "下一步继续。"),
        ("办结6件（调解3件）。", "下一步继续。"),
        ("依据《条例》第3.5条办理。", "编号为No.12的案件办结。"),
        ("增长3.5%，达到12.6亿元。", "排名第4。"),
        ("全年开展检查、培训……取得成效。", "下一步继续。"),
        ("真的办成了？！", "是的！！", "好。"),
        ("网址为http://a.example.cn/?id=3&x=!1，可以查询。", "欢迎。"),
        ('推行"一网通办"。', '"一件事"上线12项。'),
        ('他说:"办好了。"', "群众满意。"),
        ("未闭合的“引号。", "后面的句子。", "还有一句。"),
        ("多余的”括号）。", "后面的句子。"),
        ("【经验。】", "全市推广。"),
        ("办结6件。”", "群众满意。"),
        ("落实“三项制度”。", "“放管服”改革推进。"),
        ("半角句号｡", "也是句末｡"),
    ],
    ids=lambda parts: parts[0][:16],
)
def test_what_ends_a_sentence(parts: tuple[str, ...]) -> None:
    """A full stop inside quotes or brackets ends nothing unless they close the sentence; they stay whole."""
    assert cut("".join(parts)) == list(parts)


def test_a_long_quotation_is_cut_at_its_sentences() -> None:
    """Else a letter that is quoted whole would be one sentence; a quote never reaches beyond its line."""
    inner = "全市办结行政复议案件6件,审结6件,各项工作都有新的进展和成效。" * 12
    assert len(cut(f"信中说：“{inner}”")) == 12
    assert cut("“甲。\n乙。”") == ["“甲。", "乙。”"]


def test_a_part_of_a_text_can_be_cut() -> None:
    """Offsets are those of the whole text."""
    assert sentences("甲。乙。丙。", 2, 6) == [(2, 4), (4, 6)]


@given(st.text(alphabet='甲乙1.,;。！？”“"()（）《》…\n ', max_size=80))
def test_every_character_is_in_one_sentence(text: str) -> None:
    """White space aside; in order, none empty."""
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize("part", ["甲。", "（", "“甲。", '"甲。"', "（甲。）", "!", "。”", "《" * 5 + "。"])
def test_a_long_line_takes_linear_time(part: str) -> None:
    """200,000 characters in under a second, whatever they are."""
    text = part * (200_000 // len(part))
    start = time.process_time()
    sentences(text)
    assert time.process_time() - start < 1


def test_the_sign_that_closes_bold_words_stays_with_their_sentence() -> None:
    """One that opens the next sentence goes with that."""
    text = "**健全机制。** 办结案件三件。**二是**抓好落实。**完**。"
    assert [text[start:end] for start, end in sentences(text)] == [
        "**健全机制。**", "办结案件三件。", "**二是**抓好落实。", "**完**。",
    ]  # fmt: skip
