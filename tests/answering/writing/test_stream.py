"""A reply as it comes: only whole sentences that hold are shown; whatever breaks ends in the answer without a model."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from assistant.answering.writing import bounded, talk
from assistant.answering.writing.statements import up_to_an_end
from assistant.answering.writing.write import NOTE, STRUCK, written
from assistant.model import Answer, Question
from eval.modelserver.faults import broken_character, cut_after, endless, html, split, stalls_after, thinks
from tests.answering.writing.serving import Serve
from tests.answering.writing.write_fakes import CAUSE, ITEMS, World
from tests.support.model_server import Exchange, Script, fails, says, sends, sends_json

GOOD = (
    "2023年，濮阳县行政审批事项2189项。[1]出庭应诉率达到100%［2］，2022年审结案件28件[材料2]。"
    "政务服务大厅进驻单位46家【1】。"
)
FIRST = "2023年，濮阳县行政审批事项2189项。[1]"
SECOND = FIRST + "出庭应诉率达到100%[2]，2022年审结案件28件。[3]"
THIRD = SECOND + "政务服务大厅进驻单位46家。[4]"


def stream(asked: Question = ITEMS) -> tuple[list[str], Answer]:
    """Let the model write; give what was shown meanwhile, and the answer."""
    world, shown = World(), []
    answer = written(asked, world.hits, world.found(asked), world.cards, world.report_of, on_text=shown.append)
    assert not any(re.search(r"\[(?!\d+\])|think|<", text) for text in shown)
    return shown, answer


def plain(reason: str) -> Answer:
    """Give the answer without a model, with the line that tells why."""
    return replace(World().found(ITEMS), notes=(NOTE.format(reason=reason),))


def test_sentences_come_as_they_end(serve: Serve) -> None:
    """In pieces of three characters: each state is whole, with our markers, and the last is the answer."""
    server = serve(says(GOOD))
    shown, answer = stream()
    assert shown == [FIRST, SECOND, THIRD]
    assert (answer.status, answer.answer) == ("answered", THIRD)
    assert server.bodies[0]["stream"] is True


@pytest.mark.parametrize("size", [1, 2, 5, 7])
def test_characters_in_halves(serve: Serve, size: int) -> None:
    """A character cut between two reads is one character."""
    serve(split(GOOD, size))
    shown, answer = stream()
    assert shown == [FIRST, SECOND, THIRD]
    assert answer.answer == THIRD


def test_the_first_sentence_does_not_wait_for_the_last(serve: Serve) -> None:
    """It is shown while the model still writes."""
    serve(says(GOOD), pace=0.02)
    world, times = World(), []
    began = time.perf_counter()
    written(
        ITEMS, world.hits, world.found(ITEMS), world.cards, world.report_of,
        on_text=lambda _: times.append(time.perf_counter() - began),
    )  # fmt: skip
    assert times[0] < 0.6 * times[-1]


@pytest.mark.parametrize(
    "thought",
    ["行政审批事项2189项。[1]所以先写这句。", "大概9999项。[1]", "\n\n", "2023年，濮阳县行政审批事项2189项。[1]" * 50],
)
def test_thoughts_are_not_shown(serve: Serve, thought: str) -> None:
    """Not even true ones."""
    serve(thinks("2023年，濮阳县行政审批事项2189项。[1]", thought))
    shown, answer = stream()
    assert shown == [FIRST]
    assert answer.answer == FIRST


WRONG = [
    ("行政审批事项9999项。[1]2023年，濮阳县行政审批事项2189项。[1]取消证明事项12项。[1]", 2),
    ("2023年，濮阳县行政审批事项2189项。[9]2023年，濮阳县行政审批事项2189项。[1]取消证明事项12项。[1]", 2),
    ("县长为张三。[1]2023年，濮阳县行政审批事项2189项。[1]取消证明事项12项。[1]", 2),
]


@pytest.mark.parametrize(("reply", "states"), WRONG)
def test_what_does_not_hold_is_never_shown(serve: Serve, reply: str, states: int) -> None:
    """It is left out from the start, and the answer says that something was struck."""
    serve(says(reply))
    shown, answer = stream()
    assert len(shown) == states
    assert shown[0] == FIRST
    assert "9999" not in "".join(shown) and "张三" not in "".join(shown)
    assert answer.answer == f"{shown[-1]}\n\n{STRUCK}"


def test_what_is_true_but_not_asked_is_not_shown_alone(serve: Serve) -> None:
    """Nothing is shown before the asked figure is told."""
    serve(says("取消证明事项12项。[1]行政审批事项2189项。[1]"), says("取消证明事项12项。[1]"))
    assert stream()[0] == ["取消证明事项12项。[1]行政审批事项2189项。[1]"]
    shown, answer = stream()
    assert shown == []
    assert answer == plain("它写的数据与从原文读出的不一致")


def test_a_fact_in_words(serve: Serve) -> None:
    """A question without a figure is shown once it is spoken of."""
    serve(says("政务服务大厅进驻单位46家。[2]主要是因为基层编制偏少、人员流动大。[1]"))
    shown, _answer = stream(CAUSE)
    assert shown == ["政务服务大厅进驻单位46家。[1]主要是因为基层编制偏少、人员流动大。[2]"]


BROKEN: list[tuple[Script, str]] = [
    (cut_after(GOOD), "连接不上服务器"),
    (cut_after(""), "连接不上服务器"),
    (html, "它的回复格式不对"),
    (sends(b"data: {broken\n\n", "text/event-stream"), "它的回复格式不对"),
    (sends(b"", "text/event-stream"), "它的回复格式不对"),
    (sends(b"data: [DONE]\n\n", "text/event-stream"), "它的回复格式不对"),
    (sends(b'data: {"choices": null}\n\n', "text/event-stream"), "它的回复是空的"),
    (sends(b'data: {"error": {"message": "out of memory"}}\n\n', "text/event-stream"), "服务器中途报错"),
    (sends_json({"choices": []}), "它的回复格式不对"),
    (fails(500), "服务器出错，状态码 500"),
    (fails(429), "请求过多或额度已用完，状态码 429"),
    (says(""), "它的回复是空的"),
    (says("<think>想个没完"), "它的回复是空的"),
    (endless("行政审批事项2189项。[1]"), "它的回复过长"),
    (endless("<think>嗯"), "它的回复是空的"),
]


@pytest.mark.parametrize(("script", "reason"), BROKEN)
def test_a_broken_stream_falls_back(serve: Serve, script: Script, reason: str) -> None:
    """Whatever was shown, the answer is the one without a model, with the line that tells why."""
    serve(script)
    assert stream()[1] == plain(reason)


def test_a_stream_that_stalls(serve: Serve) -> None:
    """The time-out ends it; what was shown had passed."""
    serve(stalls_after(GOOD), timeout=0.3)
    shown, answer = stream()
    assert shown == [FIRST, SECOND, THIRD]
    assert answer == plain("0.3 秒内没有答复")


def test_a_stream_of_nothing_but_comments(serve: Serve) -> None:
    """A server that keeps the connection alive and says nothing is left after a while: a client alone would stay."""

    def script(exchange: Exchange) -> None:
        exchange.stream((b": alive\n\n" for _ in iter(lambda: exchange.closing.wait(0.02), True)), whole=False)

    serve(script, timeout=0.1)
    began = time.perf_counter()
    assert stream()[1] == plain("0.1 秒内没有答复")
    assert time.perf_counter() - began < 3


def test_a_flood_ends(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """More bytes than any reply has are not read."""
    monkeypatch.setattr(bounded, "LONGEST", 10_000)
    serve(sends(b": " + b"x" * 50_000 + b"\n\n", "text/event-stream"))
    assert stream()[1] == plain("连接不上服务器")


def test_half_a_character_in_a_stream(serve: Serve) -> None:
    """What isn't UTF-8 isn't quoted."""
    serve(broken_character("行政审批事项2189项。[1]"))
    shown, answer = stream()
    assert answer.answer == "濮阳县2023年行政审批事项为2189项。[1]" or "�" not in answer.answer
    assert not any("�" in text for text in shown)


def test_a_retried_stream_begins_anew(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cut stream is asked for again; what is shown then starts over."""
    monkeypatch.setattr(talk, "FIRST_WAIT", 0.0)
    server = serve(cut_after("2023年，濮阳县行政审批事项2189项。[1]出庭"), says(GOOD), retries=1)
    shown, answer = stream()
    assert answer.answer == THIRD
    assert shown == [FIRST, SECOND, THIRD]
    assert len(server.bodies) == 2


def test_tokens_of_a_stream_are_counted(serve: Serve) -> None:
    """The usage comes with the last event."""
    serve(says(FIRST))
    talking = talk.talk_of(None)
    world = World()
    written(ITEMS, world.hits, world.found(ITEMS), world.cards, world.report_of, talking, lambda _: None)
    assert (talking.record.tokens_out, talking.record.estimated) == (len(FIRST), False)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", ""),
        ("行政审批", ""),
        ("行政审批6项。", "行政审批6项。"),
        ("行政审批6项。[", "行政审批6项。"),
        ("行政审批6项。[1", "行政审批6项。"),
        ("行政审批6项。[1]", "行政审批6项。[1]"),
        ("行政审批6项。[1] 【2】另", "行政审批6项。[1] 【2】"),
        ("行政审批6项[1]，另", ""),
        ("- 行政审批6项[1]\n- 另", "- 行政审批6项[1]\n"),
        ("他说“是的。”[1]接", "他说“是的。”[1]"),
        ("占3.5%，", ""),
    ],
)
def test_where_a_text_has_ended(text: str, whole: str) -> None:
    """Behind a sentence with its markers, never within a marker."""
    assert up_to_an_end(text) == whole
