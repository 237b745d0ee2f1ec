"""The whole chain with a model: library, question, server, answer, and what it cost."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import pytest

from assistant.answering.writing.cache import FILE
from assistant.assistant import Assistant
from assistant.batch import run
from assistant.model import Written
from tests.answering.writing.serving import KEY, Serve
from tests.support.model_server import Exchange, ModelServer, Script, fails, hangs, quotes_sentence_with, says

CASES = "海州区行政复议案件有多少件？"
FOLLOW_UP = "那个数够不够高"
HISTORY = [{"role": "user", "content": CASES}, {"role": "assistant", "content": "6件"}]


@pytest.fixture
def assistant(sample_library: Path, tmp_path: Path) -> Assistant:
    """Open a copy of the samples: replies are kept in it."""
    shutil.copytree(sample_library, tmp_path / "library")
    return Assistant.open(tmp_path / "library")


def test_one_report(serve: Serve, assistant: Assistant) -> None:
    """The model's sentence, shown while it comes; model, prompt and tokens in the record, none in the contract."""
    serve(says(quotes_sentence_with("行政复议案件")))
    shown: list[str] = []
    answer = assistant.ask(CASES, on_text=shown.append)
    assert answer.status == "answered"
    assert "6件" in answer.answer and shown == [answer.answer]
    assert answer.written is not None
    assert (answer.written.model, answer.written.prompts, answer.written.calls) == ("test-model", ("answer 1",), 1)
    assert answer.written.tokens_in > 100 and not answer.written.estimated
    assert "written" not in answer.to_dict()


def test_without_a_model_there_is_no_record(assistant: Assistant) -> None:
    """And nothing is called."""
    answer = assistant.ask(CASES, on_text=lambda _: pytest.fail("nothing is written"))
    assert (answer.status, answer.written, answer.notes) == ("answered", None, ())


def test_a_second_batch_costs_nothing(serve: Serve, assistant: Assistant, tmp_path: Path) -> None:
    """The same file again: the same answers, not one call; no key in the library."""
    server = serve(says(quotes_sentence_with("行政复议案件")))
    source = tmp_path / "in.jsonl"
    asked = [CASES, "各地行政复议案件分别有多少件？", "海州区有几名火星居民"]
    source.write_text("\n".join(json.dumps({"question": one}, ensure_ascii=False) for one in asked), "utf-8")
    run(assistant, source, tmp_path / "a.jsonl", timing=False)
    calls = len(server.bodies)
    assert calls >= 1
    run(assistant, source, tmp_path / "b.jsonl", timing=False)
    assert len(server.bodies) == calls
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert (tmp_path / "library" / FILE).is_file()
    held = [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert held == []
    assert assistant.ask(CASES).written == Written("test-model", ("answer 1",), cached=1)
    Assistant.open(tmp_path / "library")


@pytest.mark.parametrize("script", [fails(500), hangs])
def test_a_batch_goes_on_at_speed_without_its_server(
    serve: Serve, assistant: Assistant, tmp_path: Path, script: Script
) -> None:
    """Thirty questions, three calls, every answer given; each tells that no model was used."""
    server = serve(script, timeout=0.2, model_parallel=1)
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(json.dumps({"question": CASES}, ensure_ascii=False) for _ in range(30)), "utf-8")
    began = time.perf_counter()
    summary = run(assistant, source, tmp_path / "out.jsonl")
    assert summary.statuses == {"answered": 30}
    assert len(server.bodies) == 3
    assert time.perf_counter() - began < 15
    answer = assistant.ask(CASES)
    assert "6件" in answer.answer
    assert answer.notes == ("语言模型未能使用（连续 3 次没有成功，暂停调用），以下为不用模型的回答",)


def test_lines_of_a_batch_wait_together(serve: Serve, assistant: Assistant, tmp_path: Path) -> None:
    """Eight questions at half a second each, eight at once, take little more than one; their order is kept."""
    server = serve(says(quotes_sentence_with("行政复议案件")), latency=0.5, model_parallel=8)
    source = tmp_path / "in.jsonl"
    asked = [CASES.replace("有", "有" + "的确" * number) for number in range(8)]
    source.write_text("\n".join(json.dumps({"question": one}, ensure_ascii=False) for one in asked), "utf-8")
    assistant.ask(CASES)
    began = time.perf_counter()
    run(assistant, source, tmp_path / "out.jsonl")
    assert time.perf_counter() - began < 3
    assert server.at_once > 4
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [line["question"] for line in lines] == asked
    assert {line["status"] for line in lines} == {"answered"}


def test_a_spent_budget_is_told(serve: Serve, assistant: Assistant) -> None:
    """The answer without a model, and why."""
    server = serve(says("6件"), model_tokens=10)
    answer = assistant.ask(CASES)
    assert "6件" in answer.answer
    assert answer.notes == ("语言模型未能使用（本次运行的词元预算已用完），以下为不用模型的回答",)
    assert server.bodies == []


def rewriting(line: str) -> Script:
    """Rewrite a follow-up into a line; find no single figure, answer other prompts from the materials."""
    quotes = quotes_sentence_with("行政复议案件")

    def script(exchange: Exchange) -> None:
        rewrites, reads = "最后一个问题" in exchange.prompt, "JSON" in exchange.prompt
        exchange.send_words(line if rewrites else '{"found": false}' if reads else quotes(exchange.prompt))

    return script


def test_a_follow_up_is_rewritten_where_the_rules_refuse(serve: Serve, assistant: Assistant) -> None:
    """The answer is to the rewritten question, which is shown; the record tells both prompts."""
    serve(rewriting("海州区办理行政复议案件有多少件？"))
    answer = assistant.ask(FOLLOW_UP, HISTORY)
    assert answer.status == "answered"
    assert answer.question == FOLLOW_UP
    assert "6件" in answer.answer
    assert answer.notes[0] == "按“海州区办理行政复议案件有多少件？”理解。"
    assert answer.written is not None and answer.written.prompts == ("condense 1", "answer 1")


def test_a_rewritten_question_may_be_refused_too(serve: Serve, assistant: Assistant) -> None:
    """Then the first refusal stands."""
    serve(rewriting("海州区有几名火星居民？"))
    answer = assistant.ask(FOLLOW_UP, HISTORY)
    assert (answer.status, answer.reason, answer.notes) == ("refused", "not_stated", ())


def test_a_follow_up_that_the_rules_complete_is_not_rewritten(serve: Serve, assistant: Assistant) -> None:
    """Nor is a question that stands alone."""
    server = serve(rewriting("衡阳市行政复议案件有多少件？"))
    assistant.ask("阳泉市城区呢", HISTORY)
    assistant.ask("海州区有几名火星居民")
    assert not any("最后一个问题" in prompt for prompt in server.prompts)


def test_a_follow_up_without_its_server(serve: Serve, assistant: Assistant) -> None:
    """The refusal, and one line that tells it."""
    serve(fails(503))
    answer = assistant.ask(FOLLOW_UP, HISTORY)
    assert answer.status == "refused"
    assert answer.notes == ("语言模型未能使用（服务器出错，状态码 503），以下为不用模型的回答",)


def test_parts_are_shown_one_after_the_other(serve: Serve, assistant: Assistant) -> None:
    """Markers count on from part to part, while it is written and in the answer."""

    def script(exchange: Exchange) -> None:
        word = "行政复议案件" if "行政复议" in exchange.prompt.split("问题：")[-1] else "执法人员培训"
        exchange.send_words(quotes_sentence_with(word)(exchange.prompt))

    serve(script)
    shown: list[str] = []
    answer = assistant.ask("海州区行政复议案件有多少件？执法人员培训有多少人参加？", on_text=shown.append)
    for text in shown:
        markers = [int(one) for one in re.findall(r"\[(\d+)\]", text)]
        assert markers == sorted(markers)
    assert shown and shown[0] in answer.answer


def test_a_model_set_to_nothing_is_none(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """ASSISTANT_MODEL= switches it off."""
    with ModelServer(says("9999件。[1]")) as server:
        monkeypatch.setenv("ASSISTANT_MODEL", "")
        monkeypatch.setenv("ASSISTANT_BASE_URL", server.base_url)
        assert assistant.ask(CASES).written is None
        assert server.bodies == []
