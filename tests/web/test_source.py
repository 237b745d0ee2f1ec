"""The source pane: the quote highlighted exactly, everything of a report shown as text."""

from __future__ import annotations

from html.parser import HTMLParser

from assistant.model import Report, Section
from assistant.web.source import covering, missing_source, source_html, text_html

TEXT = (
    "海州区报告\n一、主要成效\n审结行政复议案件共6件,化解率为100%。出庭应诉率100%。\n\n二、下一步\n一是<b>学法</b>。\n"
)
QUOTE = "出庭应诉率100%。"


class Reader(HTMLParser):
    """Reads HTML the way a browser does: all text, the marked text, the tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marked, self.tags, self._marks = "", "", [], 0
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._marks += tag == "mark"
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        self._marks -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._marks else ""


def report(text: str = TEXT) -> Report:
    """A report with a title, a heading and a paragraph below it."""
    start = text.index("一、") if "一、" in text else 0
    sections = (
        Section("title", 0, 5),
        Section("heading", start, start + 6, level=1),
        Section("paragraph", start + 7, len(text), heading=("一、主要成效",), page=3),
    )
    return Report(report="海州区.txt", text=text, title="海州区报告", region="海州区", year=2023, sections=sections)


def test_the_quote_is_highlighted_at_its_offsets() -> None:
    """The marked characters are text[start:end], neither more nor less."""
    start = TEXT.index(QUOTE)
    page = Reader(source_html(report(), start, start + len(QUOTE)))
    assert page.marked == "出庭应诉率100%。"
    assert page.ids == ["cited"]


def test_the_text_on_the_page_is_the_stored_text() -> None:
    """Only tags are put between slices: no character is lost, added or changed."""
    start = TEXT.index(QUOTE)
    assert Reader(text_html(report(), start, start + len(QUOTE))).text == TEXT
    assert Reader(text_html(report(), 0, 0)).text == TEXT


def test_every_quote_of_a_text_with_hard_characters_is_exact() -> None:
    """Astral characters, entities, templates and Windows line ends: every slice comes back as it is."""
    text = "𠮷&amp;<a>\r\n${x}{{y}}`\\ \u3000“引”\n尾"
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            html = text_html(report(text), start, end)
            assert Reader(html).marked.replace("\r", "") == text[start:end].replace("\r", "")
            assert "${" not in html and "{{" not in html


def test_a_quote_over_several_lines_has_one_place_to_scroll_to() -> None:
    """Each line has its own mark, the first one carries the id."""
    start, end = TEXT.index("化解率"), TEXT.index("下一步")
    page = Reader(text_html(report(), start, end))
    assert page.marked == TEXT[start:end]
    assert page.ids == ["cited"]
    assert page.tags.count("mark") == 3


def test_markup_in_a_report_is_shown_as_text() -> None:
    """Script, images and attributes of a report, its name and its title stay characters."""
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    html = source_html(Report(report=evil, text=evil, title=evil, region=evil), 0, 8)
    page = Reader(html)
    assert "script" not in page.tags and "img" not in page.tags
    assert page.text.count("alert(1)") == 4
    assert page.marked == "<script>"


def test_impossible_offsets_mark_nothing() -> None:
    """A wrong highlight is worse than none."""
    for start, end in [(5, 5), (9, 3), (-4, 3), (0, 10_000), (None, 4)]:
        assert Reader(source_html(report(), start, end)).marked == ""


def test_heading_path_and_page_of_the_quote_are_told() -> None:
    """The head of the pane says where in the report the quote stands."""
    start = TEXT.index(QUOTE)
    html = source_html(report(), start, start + len(QUOTE))
    assert "一、主要成效 › 第 3 页" in html
    assert 'class="heading level-1">一、主要成效' in html
    assert "海州区 · 2023年 · 海州区.txt" in html


def test_covering_gives_the_innermost_section() -> None:
    """Of two sections that hold an offset the smaller one tells the place."""
    sections = (Section("paragraph", 0, 100), Section("item", 10, 20))
    assert covering(sections, 12) == sections[1]
    assert covering(sections, 20) == sections[0]
    assert covering(sections, 100) is None


def test_a_missing_report_is_a_sentence() -> None:
    """What went wrong stands in the pane, escaped."""
    assert "没有这份报告&lt;x&gt;" in missing_source("没有这份报告<x>")
