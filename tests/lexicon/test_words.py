"""Words, bigrams and the terms of a question."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.lexicon import words as lexicon
from assistant.lexicon.words import bigrams, cut, query_terms, words

ROOT = Path(__file__).resolve().parents[2]


def test_domain_terms_are_words() -> None:
    """Terms that a general dictionary cuts apart stay whole."""
    assert cut("行政机关负责人出庭应诉率达到100%") == ["行政机关负责人", "出庭应诉率", "达到", "100%"]
    assert cut("培养法律明白人120名") == ["培养", "法律明白人", "120", "名"]
    assert cut("推行一件事一次办和双随机一公开") == ["推行", "一件事一次办", "和", "双随机一公开"]


def test_searching_also_finds_the_words_inside() -> None:
    """A longer term is found by its parts; stop words and punctuation are not indexed."""
    assert words("出庭应诉率的情况") == ["出庭", "应诉", "应诉率", "出庭应诉", "出庭应诉率", "情况"]
    assert words("的，和。") == []
    assert words("") == []


def test_no_word_across_the_parts_of_another() -> None:
    """复议案件 is 复议 and 案件: 议案 (a bill) is not in it, 责人 not in 负责人."""
    assert words("复议案件") == ["复议", "案件"]
    assert words("行政机关负责人") == ["行政", "机关", "负责", "负责人", "行政机关", "行政机关负责人"]


def test_numbers_keep_decimals_and_lose_separators() -> None:
    """One number is one token, however it is typeset."""
    assert words("增长１，２３４.５％") == ["增长", "1234.5%"]
    assert bigrams("收入1,234,567元") == ["收入", "1234567", "元"]
    assert words("5G、12345热线") == ["5", "g", "12345", "热线"]


def test_bigrams_stay_inside_a_run() -> None:
    """Two neighbouring characters, never across punctuation or a number."""
    assert bigrams("绿塘乡，63件调解") == ["绿塘", "塘乡", "63", "件调", "调解"]
    assert bigrams("。！") == []


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("请问濮阳县有多少项行政审批事项?", "濮阳 濮阳县 项 行政 审批 事项 行政审批 行政审批事项"),
        ("海州区行政复议案件几件？", "海州 海州区 行政 复议 案件 行政复议 行政复议案件"),
        ("法律明白人有哪些吗", "法律 明白 明白人 法律明白人"),
        ("请问是多少呢", ""),
    ],
)
def test_words_of_asking_are_not_searched(question: str, terms: str) -> None:
    """请问, 多少, 几, 哪些, 吗 belong to the question, not to what is asked for."""
    assert query_terms(question) == terms.split()


def test_data_is_sound() -> None:
    """Enough terms, each once, of Chinese characters, letters and digits; no question word is a term."""
    terms = lexicon.domain_words()
    assert len(terms) >= 300
    assert not set(terms) & (lexicon.questionwords() | lexicon.stopwords())
    assert [term for term in terms if len(term) < 2] == []
    assert len(lexicon.fingerprint()) == 16


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    """No text fails, and nothing but its own folded characters comes out."""
    for token in [*words(text), *bigrams(text), *cut(text)]:
        assert token
        assert not token.isspace()


def test_the_dictionary_loads_silently_and_without_a_cache(tmp_path: Path) -> None:
    """Nothing on stderr, and nothing read from or written to the shared temporary folder."""
    (tmp_path / "jieba.cache").write_bytes(b"not a cache")
    script = "from assistant.lexicon.words import cut; print(cut('行政复议'))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env={"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode().strip() == "['行政复议']"
    assert done.stderr == b""
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
    assert (tmp_path / "jieba.cache").read_bytes() == b"not a cache"
