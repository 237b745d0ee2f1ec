"""One text in many formats: how likeness is measured, and that passages are the same whatever the format."""

from __future__ import annotations

import io
import zipfile

import pytest

from eval.reading import formats, writers
from eval.reading.formats import Likeness, same, similarity, words

BLOCKS = [
    ("title", "甲县2023年工作报告"),
    ("h2", "一、工作情况"),
    ("text", "办结十件。"),
    ("row", "项\t数"),
    ("row", "甲\t1"),
]


def test_words_are_what_markdown_marks_leave() -> None:
    """White space, heading marks, bars and the rule of a table are no words."""
    assert words("## 一、情况\n\n| 甲 | 1 |\n| --- | --- |\n> 注") == "一、情况甲1注"
    assert words("2021-2023年") == "2021-2023年"


def test_same_passages_count_once_each() -> None:
    """A passage that stands twice in one reading and once in the other is the same once."""
    assert same(["甲", "甲", "乙"], ["甲", "乙", "丙"]) == 2
    assert same([], ["甲"]) == 0


def test_similarity_is_the_likeness_of_the_likeest_passage() -> None:
    """Two letters of four that match in order are 2·2/(4+4), a passage that is missing is nothing."""
    assert similarity(["甲乙丙丁"], ["甲乙丙丁", "甲"]) == 1.0
    assert similarity(["甲乙丙丁"], ["甲乙戊己"]) == 0.5
    assert similarity(["甲乙"], ["丙丁"]) == 0.0
    assert similarity(["甲乙"], []) == 0.0


def test_markdown_has_headings_and_a_table() -> None:
    """The reference format: marks for headings, a rule below the head of the table."""
    expected = "# 甲县2023年工作报告\n\n## 一、工作情况\n\n办结十件。\n\n| 项 | 数 |\n| --- | --- |\n| 甲 | 1 |\n"
    assert writers.markdown(BLOCKS).decode() == expected


def test_an_encoding_that_lacks_characters_is_skipped_with_a_word() -> None:
    """Big5 holds no simplified characters: that is told, nothing is replaced."""
    with pytest.raises(writers.SkippedError, match=r"characters are not in big5"):
        writers.plain("big5")(BLOCKS)
    assert "办结十件".encode("gb18030") in writers.plain("gb18030")(BLOCKS)


def test_the_archive_holds_the_markdown() -> None:
    """A zip of one file in a folder with a Chinese name."""
    with zipfile.ZipFile(io.BytesIO(writers.packed(BLOCKS))) as archive:
        assert archive.read("报告/digest.md") == writers.markdown(BLOCKS)


def test_merged_cells_repeat_their_words() -> None:
    """The table of the digest has 12 rows below its head, each with its period written out."""
    rows = [text.split("\t") for kind, text in writers.blocks_of("puyang") if kind == "row"]
    assert {len(row) for row in rows} == {4}
    assert all(row[0] not in ("^", "<", "") for row in rows)
    assert rows[2][0] == rows[1][0] == "2021年以来"


@pytest.fixture(scope="module")
def measured() -> dict[str, Likeness]:
    """Read the digests in the formats that need nothing installed."""
    names = ["md", "txt, UTF-8", "txt, GB18030", "txt, UTF-16", "txt, Big5", "docx", "zip of md", "html (a saved page)"]
    return formats.measure(names)


def test_the_reference_is_like_itself(measured: dict[str, Likeness]) -> None:
    """Markdown beside Markdown, and beside an archive of it: every passage the same."""
    for name in ("md", "zip of md"):
        one = measured[name]
        assert (one.digests, one.same, one.same_heading) == (5, one.passages, one.passages)
        assert one.similar == one.passages


def test_every_format_gives_the_same_passages(measured: dict[str, Likeness]) -> None:
    """At most three passages differ: rows packed into others, and a date behind a mark of Markdown."""
    for name in ("txt, UTF-8", "txt, GB18030", "txt, UTF-16", "docx", "html (a saved page)"):
        one = measured[name]
        assert one.digests == 5, name
        assert one.passages - one.same <= 3, name
        assert one.passages - one.same_heading <= 3, name
        assert one.same_rows == one.rows > 0, name


def test_what_is_skipped_is_told(measured: dict[str, Likeness]) -> None:
    """No digest in Big5, and why."""
    assert measured["txt, Big5"].digests == 0
    assert all("big5" in told for told in measured["txt, Big5"].told)
