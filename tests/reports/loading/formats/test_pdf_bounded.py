"""PDF files that would never end: references in a circle, forms within forms, streams that unpack without end."""

from __future__ import annotations

import time

import pytest

from assistant.errors import ReadError
from assistant.reports.loading.formats.pdf import parse
from tests.reports.bad_files import SENTENCE, looping_pages, recursive_forms, reference_loop, stream_bomb
from tests.reports.fuzz.pdfs import objects, page, pdf, stream

PACKED = "里面有一处内容解开后超过 64.0 MB（像是压缩炸弹），没有读。请用别的软件打开检查，另存后再试"


def told(data: bytes) -> str:
    """Give the line that a file is refused with, within five seconds of the processor."""
    began = time.process_time()
    with pytest.raises(ReadError) as error:
        parse(data, "a.pdf")
    assert time.process_time() - began < 5
    return str(error.value)


def test_a_reference_to_itself() -> None:
    """It is nothing, as a missing object is."""
    assert told(reference_loop()).startswith("a.pdf：PDF 里没有文字")


def test_a_font_that_is_a_circle_of_references() -> None:
    """The text is read as far as it can be without the font, and told to be unreadable."""
    found = objects([page([SENTENCE])]) | {4: b"5 0 R", 5: b"4 0 R"}
    assert parse(pdf(found), "a.pdf").warnings != ()


def test_pages_that_hold_themselves() -> None:
    """Each page is read once."""
    assert parse(looping_pages(), "a.pdf").text == SENTENCE


def test_forms_that_draw_each_other() -> None:
    """The page ends after so many, what stands before them is read, and the page is told."""
    read = parse(recursive_forms(), "a.pdf")
    assert read.text == SENTENCE
    assert any("第 1 页" in warning for warning in read.warnings)


def test_content_that_unpacks_without_end() -> None:
    """It is refused by its length, before it is held."""
    assert told(stream_bomb(100)) == f"a.pdf：{PACKED}"


def test_a_large_image_is_no_bomb() -> None:
    """Images are not unpacked here: their length is no reason to refuse."""
    form = b"/Type/XObject/Subtype/Image/Width 10000/Height 10000/BitsPerComponent 8/ColorSpace/DeviceGray"
    found = objects([page([SENTENCE]) + b" q 1 0 0 1 0 0 cm /X0 Do Q"], b"/XObject<</X0 7 0 R>>")
    found[7] = stream(bytes(100_000_000), form)
    assert parse(pdf(found), "a.pdf").text == SENTENCE
