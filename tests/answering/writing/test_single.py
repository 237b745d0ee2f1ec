"""A figure that the rules decline in one report, found by the model and held like a row."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.answering.check import check
from assistant.answering.writing import reading
from assistant.answering.writing.single import looked_for
from assistant.answering.writing.talk import talk_of
from assistant.model import Answer
from tests.answering.writing.rows_fakes import LIKELY, OTHER_WORDS, Worlds
from tests.answering.writing.serving import Serve
from tests.support.model_server import fails, says

ASKED = "海州区行政机关负责人出庭应诉率是多少"
FOUND = json.dumps({"found": True, "material": 1, "value": "95.6%", "unit": "%", "quote": OTHER_WORDS})


@pytest.fixture(autouse=True)
def likely(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the least probability, so that a new fit changes no test."""
    monkeypatch.setattr(reading, "LIKELY", LIKELY)


def ask(text: str = ASKED) -> tuple[Answer, Answer]:
    """Give the answer without a model and the one with it, checked as what no model wrote."""
    worlds = Worlds()
    question = worlds.question(text)
    found = worlds.found(question)
    answer = looked_for(question, worlds.hits, found, worlds.cards, worlds.report_of, talk_of(None))
    assert check(answer, worlds.report_of, worlds.cards, verbatim=True) == answer
    return found, answer


def test_it_is_found(serve: Serve) -> None:
    """Code says the sentence, with the quote and the row; a note tells who found it."""
    serve(says(FOUND))
    before, answer = ask()
    assert (before.status, before.reason) == ("refused", "not_stated")
    assert (answer.status, answer.reason) == ("answered", None)
    assert answer.answer == "阜新市海州区2023年行政机关负责人出庭应诉率为95.6%。[1]"
    assert [one.quote for one in answer.citations] == [OTHER_WORDS]
    assert [(row.value, row.marker) for row in answer.rows] == [("95.6%", 1)]
    assert answer.notes == ("由语言模型在原文中找到，已与原文核对，说法可能与问题不同。",)


@pytest.mark.parametrize(
    "reply", ['{"found": false}', FOUND.replace("95.6%", "95.7%"), FOUND.replace('"95.6%"', '"42件"')]
)
def test_a_refusal_stays(serve: Serve, reply: str) -> None:
    """Not found, or not borne out: the very refusal of before."""
    serve(says(reply))
    before, answer = ask()
    assert answer == before


def test_a_server_that_is_down(serve: Serve) -> None:
    """The refusal, and one line that tells it."""
    serve(fails(500))
    before, answer = ask()
    assert answer == replace(before, notes=("语言模型未能使用（服务器出错，状态码 500），以下为不用模型的回答",))


@pytest.mark.parametrize(
    "text",
    [
        "沈河区负责人学法多少次",
        "和平区行政机关负责人出庭应诉率是多少",
        "海州区2019年行政机关负责人出庭应诉率是多少",
        "海州区为什么负责人不出庭",
        "张家港市行政机关负责人出庭应诉率是多少",
    ],
)
def test_what_is_not_looked_for(serve: Serve, text: str) -> None:
    """What is answered, holds no such figure, is of no year or place there is, or asks for words: nothing is sent."""
    server = serve(says(FOUND))
    before, answer = ask(text)
    assert answer is before
    assert server.bodies == []


def test_it_can_be_switched_off(serve: Serve) -> None:
    """ASSISTANT_MODEL_ROWS=none."""
    server = serve(says(FOUND), model_rows="none")
    before, answer = ask()
    assert answer is before
    assert server.bodies == []
