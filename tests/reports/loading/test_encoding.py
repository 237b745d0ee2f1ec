"""Encodings of Chinese text."""

from __future__ import annotations

import pytest

from assistant.errors import ReadError
from assistant.reports.loading.encoding import decode

TEXT = "2023年法治政府建设情况报告\n全市行政机关负责人出庭应诉率100%。\n"
TRADITIONAL = "二〇二三年法治政府建設情況報告\n本市推動依法行政,實施效果良好。\n"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(written: str, told: str) -> None:
    """With and without a byte order mark."""
    assert decode(TEXT.encode(written), "a.txt") == (TEXT, told)


def test_traditional_characters_are_read_as_big5() -> None:
    """They are valid GB18030 too, but nonsense there."""
    assert decode(TRADITIONAL.replace("〇", "零").encode("big5"), "a.txt") == (
        TRADITIONAL.replace("〇", "零"),
        "big5hkscs",
    )


def test_windows_line_ends_become_plain_ones() -> None:
    """Offsets count one character a line end."""
    assert decode("甲\r\n乙\r丙".encode(), "a.txt")[0] == "甲\n乙\n丙"


def test_bytes_that_are_no_text_are_told() -> None:
    """An executable renamed to .txt."""
    with pytest.raises(ReadError, match="不是文本文件"):
        decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0" * 20, "a.txt")


@pytest.mark.parametrize(
    ("data", "declared", "told"),
    [
        (TEXT.encode("gbk"), "gb2312", "gb18030"),
        (TEXT.encode("gbk"), "GBK", "gb18030"),
        (TEXT.encode("gbk"), "iso-8859-1", "gb18030"),
        (TEXT.encode("gbk"), "utf-8", "gb18030"),
        (TEXT.encode(), "gbk", "utf-8"),
        (TEXT.encode("utf-8-sig"), "gbk", "utf-8-sig"),
        (TEXT.encode(), "no-such-charset", "utf-8"),
        ("联通".encode("gbk"), "gbk", "gb18030"),
        ("重要".encode("gbk"), "gb2312", "gb18030"),
        (TRADITIONAL.replace("〇", "零").encode("big5"), "Big5", "big5hkscs"),
    ],
)
def test_what_a_server_declares_is_believed_unless_the_bytes_say_otherwise(
    data: bytes, declared: str, told: str
) -> None:
    """Servers often send a default; 联通 in GBK happens to be valid UTF-8."""
    assert decode(data, "a.html", declared)[1] == told


def test_a_header_goes_before_a_meta() -> None:
    """Two bytes a character, which both encodings could mean."""
    data = b"<meta charset=big5>" + "复议".encode("gbk")
    assert decode(data, "a.html", "gbk") == ("<meta charset=big5>复议", "gb18030")


def test_a_page_in_utf8_with_a_broken_character_is_utf8_as_declared() -> None:
    """A character cut in two by a server's buffer; the rest is not read as something else."""
    data = (TEXT * 50).encode()
    broken = data[:1000] + b"\xe5" + data[1000:]
    text, told = decode(broken, "a.html", "utf-8")
    assert told == "utf-8"
    assert text.count("\ufffd") <= 2
    assert text.count("行政机关") >= 49
