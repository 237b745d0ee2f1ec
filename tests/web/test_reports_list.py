"""The list of the reports in the library."""

from __future__ import annotations

from assistant.model import Report
from assistant.web.reports_list import reports_html


def test_each_report_is_a_row_that_opens_it() -> None:
    """Title, file, region, level, years, date and warnings of one report."""
    card = Report(
        report="濮阳县.docx", text="", title="濮阳县2021年报告", region="河南省濮阳市濮阳县", level="县",
        year=2021, years=(2020, 2021), published="2022-01-05", warnings=("原文疑有缺字",), sample=True,
    )  # fmt: skip
    html = reports_html([card], {"濮阳县.docx": 96})
    assert "共 1 份报告，96 个段落；其中 1 份是试用样例" in html
    assert 'class="report" data-report="濮阳县.docx">濮阳县2021年报告</button>' in html
    for cell in ("河南省濮阳市濮阳县", "<td>县</td>", "2020–2021", "2022-01-05", "<td>96</td>", "原文疑有缺字"):
        assert cell in html


def test_unknown_fields_are_told_as_unknown() -> None:
    """No guess is shown in the place of what is not known."""
    assert reports_html([Report(report="a.txt", text="")], {}).count("不详") == 4


def test_an_empty_library_says_what_to_do() -> None:
    """The empty state names the command."""
    assert "python -m assistant add" in reports_html([], {})


def test_a_hostile_file_name_is_text() -> None:
    """Quotes and tags in a name stay inside the attribute and the cell."""
    html = reports_html([Report(report='"><img src=x onerror=alert(1)>.txt', text="")], {})
    assert "<img" not in html
    assert 'data-report="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;.txt"' in html
