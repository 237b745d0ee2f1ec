"""The main job, end to end, over the samples and over the real reports: `Assistant.ask` without a language model."""

from __future__ import annotations

from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from assistant import Assistant
from assistant.assistant import add_files
from assistant.model import Answer

FIGURES = "各地行政机关负责人出庭应诉率是多少"


@pytest.fixture(scope="module")
def samples_assistant(sample_library: Path) -> Assistant:
    """Open the samples."""
    return Assistant.open(sample_library)


@pytest.fixture(scope="module")
def real_assistant(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Open a library of the five real reports."""
    folder = tmp_path_factory.mktemp("real") / "library"
    result = add_files(folder, [shared / "reports"])
    assert (result.count("added"), result.count("failed")) == (5, 0)
    return Assistant.open(folder)


@pytest.fixture(params=["samples", "real"])
def assistant(request: pytest.FixtureRequest) -> Assistant:
    """Ask the same of the samples and of the real reports."""
    return request.getfixturevalue(f"{request.param}_assistant")


def verbatim(assistant: Assistant, answer: Answer) -> bool:
    """Tell whether every quote is the stored text at its offsets."""
    quotes = (*answer.citations, *answer.nearest)
    return all(assistant.report(one.report).text[one.start : one.end] == one.quote for one in quotes)


def test_every_report_is_looked_into(assistant: Assistant) -> None:
    """Three reports state the rate in three wordings, two are named as silent; each row has its own quote."""
    answer = assistant.ask(FIGURES)
    stated = {row.region: row.value for row in answer.rows if row.stated}
    assert stated == {"辽宁省阜新市海州区": "100%", "河南省濮阳市濮阳县": "100%", "湖南省衡阳市": "100%"}
    assert answer.coverage is not None
    assert (answer.coverage.reports, answer.coverage.stating) == (5, 3)
    assert {one.region for one in answer.coverage.silent} == {"山西省阳泉市城区", "绿塘乡"}
    assert "未找到" in answer.answer
    assert "阳泉市城区" in answer.answer
    assert "绿塘乡" in answer.answer
    wordings = {one.region: one.quote for one in answer.citations}
    assert "行政负责人出庭应诉率100%" in wordings["辽宁省阜新市海州区"]
    assert "行政机关负责人出庭率达100%" in wordings["河南省濮阳市濮阳县"]
    assert "各级行政机关负责人出庭应诉率达100%" in wordings["湖南省衡阳市"]
    assert verbatim(assistant, answer)


@pytest.mark.parametrize(
    ("question", "value", "heading"),
    [
        ("濮阳县有多少项行政审批事项?", "2189项", "二、高效落实"),
        ("海州区行政复议案件几件？", "6件", "一、"),
        ("濮阳县2022年行政复议多少件", "51件", "五、高质服务"),
        ("衡阳市调解成功率是多少", "98.08%", "一、2023年法治政府建设情况"),
        ("绿塘乡调解矛盾纠纷的成功率", "97%", "一、2022年工作情况"),
    ],
)
def test_one_figure_with_its_sentence(assistant: Assistant, question: str, value: str, heading: str) -> None:
    """The figure stands in the answer, in its row, and in the quote under its heading."""
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert value in answer.answer
    assert [row.value for row in answer.rows] == [value]
    assert value in answer.citations[0].quote
    assert answer.citations[0].heading[0].startswith(heading)
    assert verbatim(assistant, answer)


@pytest.mark.parametrize(
    ("question", "reason", "said"),
    [
        ("绿塘乡的出庭应诉率？", "not_stated", "出庭应诉率"),
        ("阳泉市城区的出庭应诉率是多少", "not_stated", "出庭应诉率"),
        ("连云港市海州区的政务服务事项？", "no_such_region", "连云港市海州区"),
        ("台前县有多少项行政审批事项", "no_such_region", "台前县"),
        ("海州区2022年行政复议案件有多少件", "no_such_year", "2022年"),
    ],
)
def test_it_declines_and_says_what_is_missing(assistant: Assistant, question: str, reason: str, said: str) -> None:
    """Indicator, region or year is named; the nearest evidence is handed over apart from the answer."""
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("refused", reason)
    assert said in answer.answer
    assert answer.nearest
    assert all(one.marker is None for one in answer.nearest)
    assert (answer.citations, answer.rows) == ((), ())
    assert verbatim(assistant, answer)


def test_silence_about_all_reports_is_told_with_coverage(assistant: Assistant) -> None:
    """None of five states it: the refusal counts them, and no row is stated."""
    answer = assistant.ask("各地公务员有多少人")
    assert (answer.status, answer.reason) == ("refused", "not_stated")
    assert answer.coverage is not None
    assert (answer.coverage.reports, answer.coverage.stating, len(answer.coverage.silent)) == (5, 0, 5)
    assert len(answer.rows) == 5


def test_no_cases_is_an_answer(assistant: Assistant) -> None:
    """无行政复议案件 is zero, not silence."""
    answer = assistant.ask("阳泉市城区行政复议案件多少件")
    assert (answer.status, answer.rows[0].number, answer.rows[0].unit) == ("answered", 0, "件")


def test_a_named_place_without_a_report_makes_the_answer_partial(assistant: Assistant) -> None:
    """What is there is answered, what is not is told."""
    answer = assistant.ask("台前县和濮阳县的行政审批事项有多少")
    assert answer.status == "partial"
    assert "2189项" in answer.answer
    assert "没有台前县的报告" in answer.answer


def test_a_conversation_goes_on(assistant: Assistant) -> None:
    """A follow-up takes the matter from the question before."""
    turns = [{"role": "user", "content": "海州区行政复议案件几件？"}, {"role": "assistant", "content": "6件。"}]
    assert "130件" in assistant.ask("那衡阳呢？", turns).answer


def test_what_is_not_in_a_report_at_all(assistant: Assistant) -> None:
    """Small talk is off topic and gets no evidence."""
    answer = assistant.ask("今天天气怎么样")
    assert (answer.status, answer.reason, answer.nearest) == ("refused", "off_topic", ())


def test_the_provinces_answer_with_31_rows(shared: Path, tmp_path: Path) -> None:
    """A question over 31 Word files looks into all of them; results of 2024 and goals of 2025 stay apart."""
    folder = tmp_path / "library"
    add_files(folder, [shared / "reports-2025"])
    assistant = Assistant.open(folder)
    results = {r.region: r.value for r in assistant.ask("各省2024年地区生产总值增长多少").rows if r.stated}
    goals = assistant.ask("各省2025年地区生产总值增长目标是多少")
    assert results["宁夏回族自治区"] == "5.4%"
    assert "湖南省" not in {region for region, value in results.items() if value == "5.5%左右"}
    assert goals.coverage is not None
    assert goals.coverage.reports == 31
    assert all(row.goal for row in goals.rows if row.stated)
    assert {r.region: r.value for r in goals.rows}["湖南省"] == "5.5%左右"


def test_as_retriever_gives_documents(samples_assistant: Assistant) -> None:
    """LangChain Documents with what a chain needs to cite; offsets are those of the stored text."""
    found = samples_assistant.as_retriever(k=3).invoke("行政审批事项")
    assert len(found) == 3
    assert all(isinstance(one, Document) for one in found)
    first = found[0]
    assert {"report", "region", "year", "heading", "start", "end"} <= set(first.metadata)
    assert "2189项" in first.page_content
    text = samples_assistant.report(first.metadata["report"]).text
    assert text[first.metadata["start"] : first.metadata["end"]] == first.page_content


def test_both_drop_into_a_plain_chain(samples_assistant: Assistant) -> None:
    """The retriever and the runnable are links of somebody's own chain."""
    regions = RunnableLambda(lambda found: [one.metadata["region"] for one in found])
    chain = samples_assistant.as_retriever(k=2) | regions
    assert "河南省濮阳市濮阳县" in chain.invoke("行政审批事项")
    answers = samples_assistant.as_runnable() | RunnableLambda(lambda answer: answer.answer)
    assert "2189项" in answers.invoke("濮阳县有多少项行政审批事项？")
    history = [{"role": "user", "content": "海州区行政复议案件几件？"}]
    assert "130件" in answers.invoke({"question": "那衡阳呢？", "history": history})


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("海州区评查案卷多少本，发现多少问题", ("64本", "26项")),
        ("海州区人大建议和政协提案各多少件", ("17件", "28件")),
        ("濮阳县2022年接收行政复议多少件，办结多少件", ("51件", "50件")),
    ],
)
def test_two_questions_in_one_get_both_answers(assistant: Assistant, question: str, figures: tuple[str, str]) -> None:
    """Each part is answered by itself, with its own marker and row."""
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert all(one in answer.answer for one in figures)
    assert [row.value for row in answer.rows] == list(figures)
    assert [row.marker for row in answer.rows] == [1, 2]
    assert [one.marker for one in answer.citations] == [1, 2]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("海州区行政复议案件是10件吗", "不是。"), ("海州区行政复议案件是6件吗", "是的。")],
)
def test_a_figure_in_the_question_is_confirmed_or_denied(assistant: Assistant, question: str, verdict: str) -> None:
    """The report's own figure follows the verdict."""
    answer = assistant.ask(question)
    assert answer.answer.startswith(verdict)
    assert "6件" in answer.answer


def test_a_district_of_another_city_is_no_place(assistant: Assistant) -> None:
    """衡阳市 has no 海州区, though the library has reports of both names."""
    assert assistant.ask("衡阳市海州区行政复议案件多少件").reason == "no_such_region"


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("海州区的信访案件有多少件", "10件"),
        ("海州区依申请政务服务事项有多少项", "21个"),
        ("濮阳县面积多大", "128.7万亩"),
    ],
)
def test_a_sibling_figure_is_not_taken(real_assistant: Assistant, question: str, wrong: str) -> None:
    """Another indicator of the same sentence or the same unit is not the answer."""
    assert wrong not in [row.value for row in real_assistant.ask(question).rows]


@pytest.mark.parametrize(
    "question",
    ["台前县和濮阳县聘请了哪家律师事务所", "台前县、濮阳县和衡阳市的法律顾问制度怎么样", "台前县和濮阳县的败诉率"],
)
def test_whatever_the_answer_a_place_without_a_report_is_told(assistant: Assistant, question: str) -> None:
    """A partial answer says which part is not covered: figures, sentences and tables alike."""
    answer = assistant.ask(question)
    assert answer.status in ("partial", "refused")
    if answer.status == "partial":
        assert "没有台前县的报告" in answer.answer


def test_one_part_of_a_sum_is_no_sum(tmp_path: Path) -> None:
    """Where one of two things to be added up is not stated, the other is not given in its place."""
    text = (
        "2023年湘潭市法治政府建设情况报告\n湖南省湘潭市人民政府\n行政处罚案件办结320件。机场旅客吞吐量507.7万人次。\n"
    )
    (tmp_path / "湘潭市2023年法治政府建设情况报告.txt").write_text(text, encoding="utf-8")
    add_files(tmp_path / "library", [tmp_path / "湘潭市2023年法治政府建设情况报告.txt"])
    answer = Assistant.open(tmp_path / "library").ask("湘潭市机场旅客吞吐量和铁路旅客发送量加起来是多少")
    assert (answer.status, answer.reason) == ("refused", "not_stated")
    assert answer.rows == ()
    assert "507.7" in answer.nearest[0].quote
