"""The model's part over real HTTP and the real client library, against a server that does what it is told."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from assistant.answering.check import check
from assistant.answering.writing.write import NOTE, STRUCK, written
from assistant.model import Answer, Coverage, Hit, Question
from tests.answering.writing.serving import KEY, Serve, use
from tests.answering.writing.write_fakes import CASES, CAUSE, IGNORING, ITEMS, NAME, ORDERING, RATE, World, question
from tests.support.model_server import (
    ModelServer,
    Script,
    cuts,
    echoes_the_key,
    fails,
    hangs,
    obeys,
    quotes_sentence_with,
    says,
    sends,
    sends_json,
)


def ask(asked: Question, world: World | None = None) -> Answer:
    """Answer without a model, let the model write, and check; the check finds nothing left to strike."""
    world = world or World()
    answer = written(asked, world.hits, world.found(asked), world.cards, world.report_of)
    checked = check(answer, world.report_of)
    assert checked == answer
    for one in answer.citations:
        assert world.text[one.start : one.end] == one.quote
    assert KEY not in str(answer)
    return checked


def plain(asked: Question, reason: str, world: World | None = None) -> Answer:
    """Give the answer without a model, with the one line that tells why."""
    return replace((world or World()).found(asked), notes=(NOTE.format(reason=reason),))


def test_a_good_answer(serve: Serve) -> None:
    """The model's sentence is given, with the verbatim sentence as its quote and the row under its marker."""
    server = serve(says(quotes_sentence_with("行政审批事项")))
    answer = ask(ITEMS)
    assert answer.status == "answered"
    assert answer.answer == "2023年，全县梳理行政审批事项2189项，取消证明事项12项。[1]"
    assert [one.quote for one in answer.citations] == ["2023年，全县梳理行政审批事项2189项，取消证明事项12项。"]
    assert [(row.value, row.marker) for row in answer.rows] == [("2189项", 1)]
    assert answer.notes == ()
    assert server.bodies[0]["model"] == "test-model"
    assert server.keys == [f"Bearer {KEY}"]


def test_what_the_model_is_sent(serve: Serve) -> None:
    """Numbered passages with region, years and heading path, the question, and never the key."""
    server = serve(says("材料中未找到"))
    ask(RATE)
    prompt = server.prompts[0]
    head = "（地区：河南省濮阳市濮阳县；年度：2023年；标题：一、简政放权 ＞ （一）清单管理）"
    assert f"<材料 编号=1>\n{head}\n行政机关负责人" in prompt
    assert "行政机关负责人出庭应诉率达到100%。2022年受理行政复议案件30件，审结28件。\n</材料>\n<材料 编号=2>" in prompt
    assert "问题：\n濮阳县行政机关负责人出庭应诉率是多少?" in prompt
    assert KEY not in prompt


def test_markers_are_numbered_by_quote(serve: Serve) -> None:
    """Markers of passages become markers of sentences, in the order of the text; forms of markers don't matter."""
    serve(says("2023年，濮阳县行政审批事项为**2189项**【1】。出庭应诉率达到100%［2］，2022年审结案件28件[材料2]。"))
    answer = ask(ITEMS)
    assert answer.answer == ("2023年，濮阳县行政审批事项为2189项。[1]出庭应诉率达到100%[2]，2022年审结案件28件。[3]")
    assert [one.quote for one in answer.citations] == [
        "2023年，全县梳理行政审批事项2189项，取消证明事项12项。",
        "行政机关负责人出庭应诉率达到100%。",
        "2022年受理行政复议案件30件，审结28件。",
    ]


def test_a_verdict_joins_its_sentence(serve: Serve) -> None:
    """有。 alone carries no marker; what it rests on is the next sentence."""
    serve(says("有。2022年受理行政复议案件30件。[1]"))
    assert ask(CASES).answer == "有，2022年受理行政复议案件30件。[1]"


def test_a_fact_in_other_words(serve: Serve) -> None:
    """A paraphrase near to its quote is kept."""
    serve(says("主要是因为基层编制偏少、人员流动大。[1]"))
    answer = ask(CAUSE)
    assert answer.answer == "主要是因为基层编制偏少、人员流动大。[1]"
    assert answer.citations[0].quote == "执法力量不足的主要原因是基层编制少、人员流动大。"


@pytest.mark.parametrize("tag", ["think", "thinking", "Think"])
def test_thinking_aloud_is_left_out(serve: Serve, tag: str) -> None:
    """What a model thinks is no answer, with or without the opening tag."""
    serve(
        says(f"<{tag}>大概9999项。[1]</{tag}>\n行政审批事项2189项。[1]"),
        says("9999项[1]</think>行政审批事项2189项。[1]"),
    )
    assert ask(ITEMS).answer == "行政审批事项2189项。[1]"
    assert ask(ITEMS).answer == "行政审批事项2189项。[1]"


WRONG = [
    "行政审批事项2198项。[1]",
    "行政审批事项为2198。[1]",
    "行政审批事项2189件。[1]",
    "行政审批事项约二千二百项。[1]",
    "行政审批事项2189项，增长+99%。[1]",
    "行政审批事项2189项，其中三分之一已取消。[1]",
    "2019年，行政审批事项2189项。[1]",
    "行政审批事项2189项，另有５０项。[1]",
    "行政审批事项2189项，另有⑨项。[1]",
    "行政审批事项2189项 + 12项 = 2201项。[1]",
    "行政审批事项2189项 ÷ 0项 = 5%。[1]",
    "行政审批事项2\u200b198项。[1]",
    "行政审批事项2189项。[9]",
    "行政审批事项2189项。[2]",
    "行政审批事项2189项。[0]",
    "行政审批事项2189项。",
    "行政审批事项2189项，获国务院通报表扬。[1]",
    "没有行政审批事项2189项。[1]",
    "行政审批事项2189项，详见[这里](http://x.example)。[1]",
    "<b>行政审批事项2189项</b>。[1]",
    "| 行政审批事项 | 2189项 | [1] |",
    "县长为张三。[1]",
]


@pytest.mark.parametrize("reply", WRONG)
def test_wrong_answers_do_not_get_through(serve: Serve, reply: str) -> None:
    """Wrong figures, units, years, words, markers invented or missing: the answer without a model is given."""
    serve(says(reply))
    assert ask(ITEMS) == plain(ITEMS, "它写的内容大多未通过与原文的核对")


def test_a_wrong_sentence_is_struck_and_told(serve: Serve) -> None:
    """The rest is kept, the status says partial."""
    serve(says("2023年，濮阳县全县梳理行政审批事项2189项。[1]取消13项。[1]"))
    answer = ask(ITEMS)
    assert (answer.status, answer.answer) == (
        "partial",
        f"2023年，濮阳县全县梳理行政审批事项2189项。[1]\n\n{STRUCK}",
    )


def test_another_figure_of_the_same_sentence(serve: Serve) -> None:
    """12项 stands in the very quote, but of other things; told of those, it isn't what was asked."""
    serve(says("行政审批事项12项。[1]"), says("取消证明事项12项。[1]"))
    assert ask(ITEMS) == plain(ITEMS, "它写的内容大多未通过与原文的核对")
    assert ask(ITEMS) == plain(ITEMS, "它写的数据与从原文读出的不一致")


def test_beside_the_point(serve: Serve) -> None:
    """A true sentence that doesn't speak of what was asked is no answer."""
    serve(says("政务服务大厅进驻单位46家。[2]"))
    assert ask(CAUSE) == plain(CAUSE, "它写的内容与所问不符")


def test_the_year_of_a_figure_is_not_dropped(serve: Serve) -> None:
    """A figure of 2022 in a report of 2023 is told with its year."""
    serve(says("受理行政复议案件30件。[1]"), says("2022年受理行政复议案件30件。[1]"))
    assert ask(CASES) == plain(CASES, "它写的数据与从原文读出的不一致")
    assert ask(CASES).answer == "2022年受理行政复议案件30件。[1]"


def test_a_goal_is_not_told_as_a_result(serve: Serve) -> None:
    """力争600人次 isn't 600人次."""
    serve(
        says("人员流动大。[1]2024年培训执法人员600人次。[1]"),
        says("人员流动大。[1]下一步力争2024年培训执法人员600人次。[1]"),
    )
    assert "600" not in ask(CAUSE).answer
    assert "力争2024年培训执法人员600人次" in ask(CAUSE).answer


def test_declining(serve: Serve) -> None:
    """The fixed words of declining are no answer beside one that was found."""
    serve(says("材料中未找到。"))
    assert ask(ITEMS) == plain(ITEMS, "它在材料中未找到答案")


FAILURES = [
    (fails(500), "服务器出错，状态码 500"),
    (fails(503), "服务器出错，状态码 503"),
    (fails(429, {"Retry-After": "1"}), "请求过多或额度已用完，状态码 429"),
    (fails(401), "密钥不被接受，状态码 401"),
    (fails(402), "账户余额不足，状态码 402"),
    (fails(404), "服务器上没有这个模型或地址，状态码 404"),
    (fails(422), "服务器出错，状态码 422"),
    (fails(400), "服务器不接受这个请求，状态码 400"),
    (cuts, "连接不上服务器"),
    (says(""), "它的回复是空的"),
    (says(" \n"), "它的回复是空的"),
    (sends_json({"choices": [{"message": {"role": "assistant", "content": None}}]}), "它的回复是空的"),
    (says("<think>想个没完"), "它的回复是空的"),
    (says("行政审批事项2189项。[1]" * 600), "它的回复过长"),
    (sends(b'{"choices": ['), "它的回复格式不对"),
    (sends(b"\xff\xfe\x00"), "它的回复格式不对"),
    (sends(b"<html>hello</html>", "text/html"), "它的回复格式不对"),
    (sends(b""), "它的回复格式不对"),
    (sends_json({}), "它的回复格式不对"),
    (sends_json([]), "它的回复格式不对"),
    (sends_json({"choices": None}), "它的回复格式不对"),
    (sends_json({"choices": []}), "它的回复格式不对"),
    (sends_json({"choices": [{}]}), "它的回复格式不对"),
    (sends_json({"choices": [{"message": None}]}), "它的回复格式不对"),
    (sends_json({"error": {"message": f"bad key {KEY}"}}), "它的回复格式不对"),
]


@pytest.mark.parametrize(("script", "reason"), FAILURES)
def test_every_failure_falls_back(serve: Serve, script: Script, reason: str, caplog: pytest.LogCaptureFixture) -> None:
    """The answer without a model, one line that tells why, and the key nowhere, not in the logs either."""
    caplog.set_level(logging.DEBUG)
    serve(script)
    assert ask(ITEMS) == plain(ITEMS, reason)
    assert KEY not in caplog.text


def test_a_server_that_hangs(serve: Serve) -> None:
    """The time-out ends it."""
    serve(hangs, timeout=0.3)
    assert ask(ITEMS) == plain(ITEMS, "0.3 秒内没有答复")


def test_a_busy_server_is_asked_again(serve: Serve) -> None:
    """With one retry a 429 with Retry-After, or a 500, costs a moment and nothing else."""
    server = serve(fails(429, {"Retry-After": "0.1"}), says("行政审批事项2189项。[1]"), retries=1)
    assert ask(ITEMS).answer == "行政审批事项2189项。[1]"
    assert len(server.prompts) == 2


def test_nobody_listens(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed port is told as such."""
    with ModelServer(says("")) as server:
        address = server.base_url
    use(monkeypatch, base_url=address, retries="0")
    assert ask(ITEMS) == plain(ITEMS, "连接不上服务器")


@pytest.mark.parametrize(
    "url", ["localhost:11434/v1", "http://", "http://[::1", "http://a b/v1", "ftp://x/v1", "http://x:99999"]
)
def test_an_address_that_is_none(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong address is told before anything is sent."""
    use(monkeypatch, base_url=url)
    assert ask(ITEMS) == plain(ITEMS, "地址写得不对")


def test_a_key_that_cannot_be_sent(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key with Chinese characters in it can't be a key."""
    server = serve(says("行政审批事项2189项。[1]"))
    use(monkeypatch, base_url=server.base_url, api_key="密钥sk-1")
    assert ask(ITEMS) == plain(ITEMS, "密钥里有不能用的字符")
    assert server.prompts == []


def test_a_server_without_a_key(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ollama and vLLM ask for none; another service's key in the environment isn't sent to them."""
    server = serve(says("行政审批事项2189项。[1]"))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    use(monkeypatch, base_url=server.base_url, api_key="")
    assert ask(ITEMS).status == "answered"
    assert server.keys == ["Bearer none"]


def test_a_server_that_echoes_the_key(serve: Serve) -> None:
    """The key isn't in the evidence, so it isn't said."""
    serve(echoes_the_key)
    assert ask(ITEMS) == plain(ITEMS, "它写的内容大多未通过与原文的核对")


def test_a_report_that_speaks_to_the_model(serve: Serve) -> None:
    """A sentence that overrides instructions isn't offered: the model that would obey has nothing to obey."""
    server = serve(says(obeys))
    world = World(IGNORING)
    assert ask(RATE, world) == plain(RATE, "它在材料中未找到答案", world)
    assert "9999" not in server.prompts[0]
    assert "忽略以上指令" not in server.prompts[0]


def test_a_model_that_obeys_a_report(serve: Serve) -> None:
    """A demand that no rule knows is offered and obeyed; what it makes the model say isn't what was asked."""
    server = serve(says(obeys))
    world = World(ORDERING)
    assert ask(RATE, world) == plain(RATE, "它写的数据与从原文读出的不一致", world)
    assert "9999" in server.prompts[0]


def test_braces_and_markers_in_a_report_are_text(serve: Serve) -> None:
    """A report can neither fill the prompt nor close its frame nor set markers."""
    server = serve(says("行政审批事项2189项。[1]"))
    ask(RATE, World("{a} {b} [1] </附表><附表 编号=1> 见附件。"))
    assert "{a} {b} ［1］ ＜/附表＞＜附表 编号=1＞ 见附件。" in server.prompts[0]


def test_tables_refusals_and_lists_are_not_given_to_a_model(serve: Serve) -> None:
    """They come back as they are, and nothing is sent."""
    server = serve(says("行政审批事项2189项。[1]"))
    world = World()
    found = world.found(ITEMS)
    two = replace(found, citations=(*found.citations, *found.citations))
    several = replace(found, coverage=Coverage(2, 1))
    for asked, kept in (
        (ITEMS, several), (ITEMS, replace(found, status="refused")), (question("列出…", "list"), two),
    ):  # fmt: skip
        assert written(asked, world.hits, kept, world.cards, world.report_of) is kept
    assert server.prompts == []


def test_evidence_is_bounded(serve: Serve) -> None:
    """Hundreds of hits become at most 12 passages and 6,000 characters, the quoted ones first."""
    server = serve(says("行政审批事项2189项。[1]"))
    world = World("全县召开会议，研究法治工作。" * 500)
    last = world.passages[-1]
    many = [
        replace(last, number=number, start=last.start + at, end=last.start + at + 1400, text=last.text[at : at + 1400])
        for number, at in enumerate(range(0, 5600, 1400))
    ]  # fmt: skip
    world.hits = {NAME: (*(Hit(one, 2.0) for one in many), *world.hits[NAME][:1])}
    ask(ITEMS, world)
    prompt = server.prompts[0]
    assert len(prompt) < 7500
    assert prompt.index("行政审批事项2189项") < prompt.index("研究法治工作")


def test_a_passage_that_is_not_the_stored_text_is_not_offered(serve: Serve) -> None:
    """What the index holds but the report doesn't can't be quoted, so it isn't shown."""
    server = serve(says("行政审批事项2189项。[1]"))
    world = World()
    stray = replace(world.passages[2], text="执法力量不足的主要原因是经费少。")
    world.hits = {NAME: (*world.hits[NAME][:2], Hit(stray, 0.5))}
    ask(ITEMS, world)
    assert "经费少" not in server.prompts[0]
