"""Review or plan: by headings, by how the text begins, before the first heading, and thanks."""

from __future__ import annotations

from assistant.model import Part
from assistant.reports import outline

DONE = "全年新修道路三十公里，改造老旧小区十二个，办结群众诉求八百件，各项工作有了新的进展。"
AIMS = "今年力争新增岗位五千个，将继续改造老旧小区十个，把各项工作抓细抓实，让群众看得见摸得着。"
THANKS = "在此，我代表市人民政府，向全市人民，向各位代表和委员，向所有关心支持我市发展的朋友们，表示衷心的感谢！"


def parts(*lines: str, covered: int | None = 2024) -> list[Part | None]:
    """Give the part of each leaf of a text."""
    return [section.part for section in outline("\n".join(lines), covered=covered)]


def test_headings_with_years_tell_review_from_plan() -> None:
    """The year covered is a review, a later one a plan; what stands under them is the same."""
    assert parts("一、2024年工作回顾", DONE, "二、2025年工作安排", AIMS) == ["review", "review", "plan", "plan"]


def test_a_heading_tells_the_year_covered_where_nothing_else_does() -> None:
    """2024年工作回顾 is enough to know that 2025年 lies ahead."""
    assert parts("一、2024年工作回顾", DONE, "二、2025年主要任务", AIMS, covered=None)[2:] == ["plan", "plan"]


def test_a_heading_that_says_nothing_is_read_by_its_text() -> None:
    """Behind a review, two words of plans in the text make a plan; what follows a plan is one."""
    lines = ("一、在接续奋斗中取得新成绩", DONE, "二、在新的征程上奋勇争先", AIMS, "三、建设服务型政府", DONE)
    assert parts(*lines) == ["review", "review", "plan", "plan", "plan", "plan"]


def test_a_glossary_is_neither() -> None:
    """名词解释 explains words of both."""
    assert parts("二、2025年工作安排", AIMS, "名词解释", "1.一网通办：在一个网站办好所有的事。")[2:] == [None, None]


def test_the_paragraph_that_sums_a_report_up_is_review() -> None:
    """Before the first heading: a paragraph that begins with the year covered or ends with 现将 … 报告如下."""
    assert parts(f"2024年，{DONE}", "一、工作情况", DONE) == ["review"] * 3
    assert parts(f"{DONE}现将我县有关情况报告如下：", "一、工作情况", DONE) == ["review"] * 3


def test_a_salutation_is_neither() -> None:
    """What opens a report in a session tells of no year; neither does a paragraph of the year to come."""
    assert parts("各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。", "一、2024年工作回顾")[:2] == [
        None,
        None,
    ]
    assert parts(f"2025年，{AIMS}", "一、2024年工作回顾")[:1] == [None]


def test_thanks_are_neither() -> None:
    """A paragraph that mostly thanks, under a review; one that thanks in passing stays what it is."""
    lines = ("一、2024年工作回顾", f"成绩来之不易。{THANKS}", f"{DONE}{DONE}{THANKS}", "二、2025年工作安排", THANKS)
    assert parts(*lines) == ["review", None, "review", "plan", "plan"]


def test_results_under_a_heading_of_no_words_are_review() -> None:
    """Behind a review, 新增 and a year's figures are no plan; 目标 alone turns nothing."""
    lines = (
        "一、强化组织保障",
        DONE,
        "二、激发市场活力",
        "截至12月底，新增经营主体九百户，累计新增专利六十件。",
        "三、守牢底线",
        DONE,
    )
    assert parts(*lines) == ["review"] * 6


def test_key_work_says_nothing_by_itself() -> None:
    """重点工作落实情况 tells results, 2025年重点工作 plans, 重点工作 what stands under it."""
    assert parts("第一部分 重点工作落实情况", DONE) == ["review", "review"]
    assert parts("一、工作回顾", DONE, "二、2025年重点工作", DONE)[2:] == ["plan", "plan"]
    assert parts("一、工作回顾", DONE, "二、重点工作", DONE, "三、重点工作", AIMS)[2:] == ["review"] * 2 + ["plan"] * 2


def test_a_heading_of_plans_over_results_is_review() -> None:
    """工作任务 over many sentences of what was done, none of what is to come."""
    done = "全年办结案件八百件，同比增长一成。累计培训骨干九百人次。截至年底，整改率达到百分之百。"
    assert parts("一、工作回顾", DONE, "二、重点任务", done)[2:] == ["review", "review"]
    assert parts("一、工作回顾", DONE, "二、重点任务", AIMS)[2:] == ["plan", "plan"]


def test_what_is_wrong_stays_review_until_a_sentence_turns() -> None:
    """Whatever the heading says of the next year; what follows the turn stays plan up to the next heading."""
    wrong = "执法力量不足，人员少，装备老化，难以满足监管需要，亟待解决。"
    for turn in ("下一步（2025年）：新建站点三个。", "2025年，我局将新建站点三个。"):
        lines = (
            "一、工作情况",
            DONE,
            "二、存在问题和2025年打算",
            wrong,
            turn,
            "新聘人员三十名，全部到岗。",
            "三、附则",
            DONE,
        )
        assert parts(*lines)[2:] == ["review", "review", "plan", "plan", "review", "review"]


def test_a_heading_below_a_review_may_plan() -> None:
    """（二）下一步打算 under 存在问题及打算."""
    lines = (
        "一、存在问题及打算",
        "（一）存在问题",
        DONE,
        "（二）下一步打算",
        "新建站点三个，招聘人员三十名，培训骨干。",
    )
    assert parts(*lines) == ["review", "review", "review", "plan", "plan"]


def test_a_paragraph_of_results_before_the_first_heading_is_review() -> None:
    """It names the year covered and what was done in it."""
    assert parts("我镇有二十个村。2024年，我镇被评为示范镇，全年无重大事故。", "一、工作情况", DONE)[0] == "review"
    assert parts("我镇有二十个村，风景优美，四季分明，欢迎各地朋友前来观光。", "一、工作情况", DONE)[0] is None
