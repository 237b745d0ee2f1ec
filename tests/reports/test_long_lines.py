"""Lines, titles and names that are a hundred thousand characters of what a rule repeats: none takes seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from assistant.reports.loading.load import parse
from assistant.reports.loading.loaded import Head, Loaded
from assistant.reports.read import report_of
from tests.reports.bad_files import BODY, SENTENCE
from tests.reports.fuzz.pdfs import objects, page, pdf
from tests.reports.loading.formats.word_files import docx, p

MANY = 100_000
SPACES = " " * MANY
LIMIT = 5.0
LINES = {
    "date": f"甲{SPACES}乙",
    "site code": f"网站标识码{SPACES}乙",
    "year": f"2023{SPACES}乙",
    "span of years": f"2023年{SPACES}乙",
    "source": f"来源:{SPACES}乙",
    "number": f"一[1900]{SPACES}乙",
    "dashes": "-" * MANY,
    "numbers": "一、" * (MANY // 2),
    "digits": "9" * MANY,
    "items": "一是" * (MANY // 2),
    "brackets": "报告" + "(甲)" * (MANY // 3),
    "leaders": "…" * MANY + "x",
    "quotes": "《" * MANY + "报告",
}


@pytest.fixture
def quick() -> Callable[[Callable[[], object]], None]:
    """Give a function that runs another, which must not take five seconds of the processor."""

    def run(work: Callable[[], object]) -> None:
        began = time.process_time()
        work()
        assert time.process_time() - began < LIMIT

    return run


def loaded(text: str, suffix: str = ".txt", **more: object) -> Loaded:
    """Give a loaded text."""
    given: dict[str, object] = {"name": f"a{suffix}", "source": "a", "suffix": suffix, "text": text, "digest": "0"}
    return Loaded(**(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("suffix", [".txt", ".pdf"])
def test_a_line(quick: Callable, name: str, suffix: str) -> None:
    """Before the title, behind it and as the last one."""
    text = f"{LINES[name]}\n{BODY.format(6)}{LINES[name]}\n{SENTENCE * 3}\n{LINES[name]}"
    quick(lambda: report_of(loaded(text, suffix)))


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("level", [0, 1])
def test_a_line_that_the_format_marks(quick: Callable, name: str, level: int) -> None:
    """As a title and as a heading, however long it is."""
    quick(lambda: report_of(loaded(f"{LINES[name]}\n{SENTENCE * 3}", ".docx", heads=(Head(0, level),))))


@pytest.mark.parametrize("title", [*LINES.values(), "2023年度" * 30 + "甲濮阳县法治政府", "年度" * 100 + "濮阳县"])
def test_a_title_of_a_page(quick: Callable, title: str) -> None:
    """What the format gives as a title is read for its place; the years in it can be taken apart in many ways."""
    quick(lambda: report_of(loaded(f"工作情况\n{SENTENCE * 3}", title_hint=title)))
    quick(lambda: report_of(loaded(f"工作情况\n{SENTENCE * 3}", name=f"{title[:200]}.txt")))


@pytest.mark.parametrize("name", LINES)
def test_in_a_file(quick: Callable, name: str) -> None:
    """As the title of a page, a paragraph of a Word file, and a line on a page of a PDF."""
    line = LINES[name]
    web = f"<html><head><title>{line}</title></head><body><p>{BODY.format(1)}</p></body></html>"
    quick(lambda: parse(web.encode(), ".html", "a"))
    quick(lambda: parse(docx(p(line) + p(SENTENCE)), ".docx", "a"))
    quick(lambda: parse(pdf(objects([page([SENTENCE, line[: MANY // 5], SENTENCE], size=1)])), ".pdf", "a"))
