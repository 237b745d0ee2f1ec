"""Calls: tries with back-off, limits of a run, the record, replies on disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from pathlib import Path

import pytest

from assistant.answering.writing import limits, talk
from assistant.answering.writing.cache import FILE
from assistant.answering.writing.failures import retry_after
from assistant.answering.writing.limits import Breaker
from assistant.answering.writing.talk import talk_of
from assistant.errors import ModelServerError
from assistant.model import Written
from prompts import Prompt
from tests.answering.writing.serving import KEY, Serve
from tests.support.model_server import Script, fails, hangs, says, sends_json

ASK = Prompt("answer", "7", "{question}")


def said(question: str = "几件？", folder: Path | None = None) -> str:
    """Say one question."""
    return talk_of(folder).say(ASK, {"question": question}).words


def refused(question: str = "几件？") -> str:
    """Say one question that gets no reply; give the reason."""
    with pytest.raises(ModelServerError) as error:
        said(question)
    assert KEY not in str(error.value)
    return error.value.what


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Keep how long it would have slept between tries, and don't sleep."""
    slept: list[float] = []
    monkeypatch.setattr(talk.time, "sleep", slept.append)
    return slept


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
def test_what_may_pass_is_tried_again(serve: Serve, naps: list[float], status: int) -> None:
    """Twice it fails, the third try succeeds; the wait doubles."""
    server = serve(fails(status), fails(status), says("6件"), retries=2)
    assert said() == "6件"
    assert len(server.bodies) == 3
    assert 0.37 <= naps[0] <= 0.5 and 0.75 <= naps[1] <= 1.0


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 422])
def test_what_will_not_pass_is_not(serve: Serve, naps: list[float], status: int) -> None:
    """A wrong key stays wrong."""
    server = serve(fails(status), says("6件"), retries=2)
    assert f"状态码 {status}" in refused()
    assert (len(server.bodies), naps) == (1, [])


def test_a_used_up_quota_is_not_waited_for(serve: Serve, naps: list[float]) -> None:
    """It is a 429 too, by its code another one."""

    def script(exchange: object) -> None:
        exchange.send_json({"error": {"message": KEY, "code": "insufficient_quota"}}, 429)  # type: ignore[attr-defined]

    server = serve(script, retries=2)
    assert refused() == "请求过多或额度已用完，状态码 429"
    assert (len(server.bodies), naps) == (1, [])


def test_retry_after_is_honoured_and_bounded(serve: Serve, naps: list[float]) -> None:
    """As long as the server says, but not for minutes: then the answer comes without a model, now."""
    serve(fails(429, {"Retry-After": "7"}), says("6件"), retries=1)
    assert said() == "6件"
    assert naps == [7.0]
    server = serve(fails(429, {"Retry-After": "3600"}), says("6件"), retries=1)
    assert refused() == "请求过多或额度已用完，状态码 429"
    assert (len(server.bodies), naps) == (1, [7.0])


def test_forms_of_retry_after() -> None:
    """Seconds, milliseconds, a date, nonsense."""
    assert retry_after({"retry-after": "2.5"}) == 2.5
    assert retry_after({"retry-after-ms": "300", "retry-after": "9"}) == 0.3
    assert retry_after({"retry-after": "-1"}) == 0.0
    assert 8 < (retry_after({"retry-after": formatdate(time.time() + 10, usegmt=True)}) or 0) <= 10
    for other in ({}, None, {"retry-after": "soon"}, {"retry-after": "nan"}):
        assert retry_after(other) is None


def test_the_record_counts_as_the_server_does(serve: Serve) -> None:
    """Prompt and version, calls, tokens of its usage."""
    serve(says("共有6件"))
    talking = talk_of(None)
    talking.say(ASK, {"question": "有几件？"})
    talking.say(ASK, {"question": "几件？"})
    assert talking.record == Written("test-model", ("answer 7",), calls=2, tokens_in=7, tokens_out=8)


def test_tokens_are_estimated_where_the_server_does_not_count(serve: Serve) -> None:
    """And it is said."""
    serve(sends_json({"choices": [{"index": 0, "message": {"role": "assistant", "content": "共有6件"}}]}))
    talking = talk_of(None)
    talking.say(ASK, {"question": "有几件？"})
    assert talking.record == Written("test-model", ("answer 7",), calls=1, tokens_in=3, tokens_out=3, estimated=True)


def test_an_unusable_reply_is_counted_too(serve: Serve) -> None:
    """What was thought has its price."""
    serve(says("<think>想来想去"))
    talking = talk_of(None)
    with pytest.raises(ModelServerError, match="它的回复是空的"):
        talking.say(ASK, {"question": "几件？"})
    assert (talking.record.calls, talking.record.tokens_out) == (1, 11)


def test_a_budget_ends_the_calling(serve: Serve) -> None:
    """What a reply may need is set aside before the call: 23 of 320 are spent, and 297 are too few."""
    server = serve(says("6" * 20), model_tokens=320)
    assert said() == "6" * 20
    assert refused() == "本次运行的词元预算已用完"
    assert len(server.bodies) == 1


def test_calls_under_way_are_counted_to_the_budget(serve: Serve) -> None:
    """Eight at once don't spend it eight times."""
    server = serve(says("6件"), latency=0.2, model_tokens=650, model_parallel=8)

    def one(number: int) -> bool:
        try:
            return bool(said(f"{number}？"))
        except ModelServerError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 2
    assert len(server.bodies) == 2


def test_no_more_at_once_than_allowed(serve: Serve) -> None:
    """Whoever asks: pages and tables share the turns."""
    server = serve(says("6件"), latency=0.05, model_parallel=3)
    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(lambda number: said(f"{number}？"), range(12))) == ["6件"] * 12
    assert server.at_once == 3


@pytest.mark.parametrize("script", [fails(500), fails(401), fails(429)])
def test_a_server_that_answers_nobody_is_left_alone(serve: Serve, script: Script) -> None:
    """After three failures in a row calls stop, so that a batch goes on at speed."""
    server = serve(script)
    for _ in range(3):
        assert "状态码" in refused()
    assert refused() == "连续 3 次没有成功，暂停调用"
    assert len(server.bodies) == 3


def test_a_wrong_request_stops_nothing(serve: Serve) -> None:
    """400 is about one prompt, the server is fine."""
    server = serve(fails(400), fails(400), fails(400), fails(400), says("6件"))
    for _ in range(4):
        refused()
    assert said() == "6件"
    assert len(server.bodies) == 5


def test_the_breaker_lets_one_through_after_its_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """If that one succeeds all may call again, else the pause begins anew."""
    now = [100.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    breaker = Breaker(failures=2, pause=60)
    breaker.tell(down=True)
    breaker.admit()
    breaker.tell(down=True)
    _stopped(breaker.admit)
    now[0] += 61
    breaker.admit()
    _stopped(breaker.admit)
    breaker.tell(down=True)
    now[0] += 59
    _stopped(breaker.admit)
    now[0] += 2
    breaker.admit()
    breaker.tell(down=False)
    breaker.admit()
    breaker.admit()


def _stopped(call: Callable[[], None]) -> None:
    with pytest.raises(ModelServerError, match="暂停调用"):
        call()


def test_a_second_time_costs_nothing(serve: Serve, tmp_path: Path) -> None:
    """The same prompt is answered from disk, by another run too; the record tells it."""
    server = serve(says("6件"))
    assert said(folder=tmp_path) == "6件"
    again = talk_of(tmp_path)
    assert again.say(ASK, {"question": "几件？"}).words == "6件"
    assert again.record == Written("test-model", ("answer 7",), cached=1)
    assert said("几份？", tmp_path) == "6件"
    assert len(server.bodies) == 2


def test_what_a_reply_depends_on(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another prompt version, text, model, temperature: another reply."""
    server = serve(says("6件"))
    said(folder=tmp_path)
    for prompt in (
        Prompt("answer", "8", "{question}"),
        Prompt("answer", "7", "{question} "),
        Prompt("row", "7", "{question}"),
    ):
        talk_of(tmp_path).say(prompt, {"question": "几件？"})
    assert len(server.bodies) == 4
    for name, value in (("MODEL", "other"), ("TEMPERATURE", "0.3"), ("BASE_URL", server.base_url + "/")):
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
        talk.settings.cache_clear()
        said(folder=tmp_path)
    assert len(server.bodies) == 7


def test_nothing_is_kept_where_that_is_switched_off(serve: Serve, tmp_path: Path) -> None:
    """ASSISTANT_MODEL_CACHE=off."""
    server = serve(says("6件"), model_cache="off")
    said(folder=tmp_path)
    said(folder=tmp_path)
    assert len(server.bodies) == 2
    assert list(tmp_path.iterdir()) == []


def test_neither_key_nor_prompt_is_on_disk(serve: Serve, tmp_path: Path) -> None:
    """Only a digest and the reply are."""
    serve(says("共6件"))
    said("濮阳县几件？", tmp_path)
    kept = (tmp_path / FILE).read_bytes()
    assert "共6件".encode() in kept
    assert KEY.encode() not in kept
    assert "濮阳县".encode() not in kept


def test_an_empty_reply_is_not_kept(serve: Serve, tmp_path: Path) -> None:
    """The next time it may do better."""
    serve(says(""), says("6件"))
    with pytest.raises(ModelServerError):
        said(folder=tmp_path)
    assert said(folder=tmp_path) == "6件"


def test_a_form_is_asked_for_where_the_settings_say_so(serve: Serve) -> None:
    """Off by default: not every server knows it."""
    schema = {"type": "object"}
    server = serve(says("{}"))
    talk_of(None).say(ASK, {"question": "几件？"}, form=schema)
    assert "response_format" not in server.bodies[0]
    server = serve(says("{}"), model_json="json_schema")
    talk_of(None).say(ASK, {"question": "几件？"}, form=schema)
    assert server.bodies[0]["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "row", "schema": schema},
    }
    server = serve(says("{}"), model_json="json_object")
    talk_of(None).say(ASK, {"question": "几件？"}, form=schema)
    assert server.bodies[0]["response_format"] == {"type": "json_object"}


def test_a_server_that_hangs_is_left_after_the_time_out(serve: Serve) -> None:
    """And tried again as often as the settings say, no more."""
    server = serve(hangs, timeout=0.2, retries=1)
    began = time.perf_counter()
    assert refused() == "0.2 秒内没有答复"
    assert len(server.bodies) == 2
    assert time.perf_counter() - began < 3
