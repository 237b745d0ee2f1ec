"""The scripted server, spoken to by the real client library."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import httpx
import openai
import pytest

from eval.modelserver import ModelServer, Script
from eval.modelserver.characters import Demand, honest, materials, obedient, question
from eval.modelserver.faults import (
    broken_character,
    busy,
    cut_after,
    cuts,
    endless,
    fails,
    hangs,
    html,
    says,
    sends,
    split,
    stalls_after,
    thinks,
    when,
)

PROMPT = """材料：
<材料 编号=1>
（地区：濮阳县；年度：2023年）
全县梳理行政审批事项2189项。取消证明事项12项。
</材料>
<材料 编号=2>
（地区：濮阳县；年度：2023年）
行政机关负责人出庭应诉率达到100%。
</材料>

问题：
濮阳县有多少项行政审批事项?"""
TOOL = {"type": "function", "function": {"name": "row", "parameters": {"type": "object", "properties": {"value": {}}}}}
Speak = Callable[..., Any]
Serve = Callable[..., tuple[ModelServer, Speak]]


def client_of(server: ModelServer, timeout: float = 5.0) -> openai.OpenAI:
    """Make a client of a server that asks once and knows no proxy."""
    web = httpx.Client(trust_env=False, timeout=timeout)
    return openai.OpenAI(
        base_url=server.base_url, api_key="sk-test", timeout=timeout, max_retries=0, http_client=web
    )  # fmt: skip


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server; give it and a function that sends it one message through the client library."""
    with ExitStack() as stack:

        def start(*scripts: Script, timeout: float = 5.0, **options: Any) -> tuple[ModelServer, Speak]:  # noqa: ANN401
            server = stack.enter_context(ModelServer(*scripts, **options))
            client = stack.enter_context(client_of(server, timeout))

            def speak(words: str = PROMPT, **more: Any) -> Any:  # noqa: ANN401 - the client's own shapes
                return client.chat.completions.create(
                    model="test-model", messages=[{"role": "user", "content": words}], **more
                )

            return server, speak

        yield start


def streamed(speak: Speak, **more: Any) -> list[str]:  # noqa: ANN401
    """Give the pieces of a streamed answer."""
    return [chunk.choices[0].delta.content or "" for chunk in speak(stream=True, **more) if chunk.choices]


def test_models(serve: Serve) -> None:
    """The list of models is what doctor asks for."""
    server, _ = serve(says(""), models=("qwen3:8b", "other"))
    with client_of(server) as client:
        assert [one.id for one in client.models.list()] == ["qwen3:8b", "other"]
        with pytest.raises(openai.NotFoundError):
            client.embeddings.create(model="m", input="x")


def test_words_and_what_they_cost(serve: Serve) -> None:
    """A plain completion with its usage; the server keeps prompt, body and key."""
    server, speak = serve(says("6件。[1]"))
    reply = speak("几件?", temperature=0.2)
    assert reply.choices[0].message.content == "6件。[1]"
    assert (reply.usage.prompt_tokens, reply.usage.completion_tokens) == (3, 6)
    assert (server.prompts, server.keys, server.calls) == (["几件?"], ["Bearer sk-test"], 1)
    assert server.bodies[0]["temperature"] == 0.2


def test_several_scripts(serve: Serve) -> None:
    """One a request, the last again and again."""
    _, speak = serve(says("一"), says("二"))
    assert [speak().choices[0].message.content for _ in range(3)] == ["一", "二", "二"]


def test_stream(serve: Serve) -> None:
    """The words come in pieces of three characters, a marker in halves, the usage at the end where it is asked for."""
    _, speak = serve(says("全县共6件。[12]"))
    assert streamed(speak) == ["", "全县共", "6件。", "[12", "]", ""]
    chunks = list(speak("几件?", stream=True, stream_options={"include_usage": True}))
    assert (chunks[-1].usage.prompt_tokens, chunks[-1].usage.completion_tokens) == (3, 10)


def test_pace_and_latency(serve: Serve) -> None:
    """The first piece comes after the latency, the others at the pace."""
    _, speak = serve(says("全县共6件。[1]"), latency=0.2, pace=0.05)
    began = time.perf_counter()
    stream = iter(speak(stream=True))
    next(stream)
    first = time.perf_counter() - began
    assert len(list(stream)) == 4
    assert first >= 0.2
    assert time.perf_counter() - began >= first + 4 * 0.05


@pytest.mark.parametrize("streaming", [False, True])
def test_tool_and_json_output(serve: Serve, streaming: bool) -> None:
    """Fields come as the arguments of the tool that must be called, or as JSON where a format is wanted."""
    server, speak = serve(says({"value": "2189项"}))
    choice = {"type": "function", "function": {"name": "row"}}
    as_json = {"type": "json_schema", "json_schema": {"name": "row", "schema": {"type": "object"}}}
    if streaming:
        calls = [c.choices[0].delta.tool_calls for c in speak(tools=[TOOL], tool_choice=choice, stream=True)]
        told = "".join(one[0].function.arguments for one in calls if one)
        content = "".join(streamed(speak, response_format=as_json))
    else:
        call = speak(tools=[TOOL], tool_choice=choice).choices[0].message.tool_calls[0]
        assert call.function.name == "row"
        told = call.function.arguments
        content = speak(response_format=as_json).choices[0].message.content
    assert json.loads(told) == json.loads(content) == {"value": "2189项"}
    assert server.calls == 2


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (fails(500), openai.InternalServerError),
        (fails(401), openai.AuthenticationError),
        (busy(7), openai.RateLimitError),
        (cuts, openai.APIConnectionError),
        (sends(b'{"choices": ['), json.JSONDecodeError),
    ],
)
def test_failures(serve: Serve, script: Script, error: type[Exception]) -> None:
    """Each failure is the one that the client library knows by that name."""
    _, speak = serve(script)
    with pytest.raises(error) as caught:
        speak()
    if isinstance(caught.value, openai.RateLimitError):
        assert caught.value.response.headers["Retry-After"] == "7"


def test_a_server_that_hangs(serve: Serve) -> None:
    """The client's time-out ends it, before the first byte and in the middle of a stream."""
    _, speak = serve(hangs, stalls_after("全县"), timeout=0.3)
    with pytest.raises(openai.APITimeoutError):
        speak()
    with pytest.raises(openai.APITimeoutError):
        streamed(speak)


def test_a_web_page(serve: Serve) -> None:
    """A proxy's page is no completion; the client hands it on as words."""
    _, speak = serve(html)
    assert speak() == "<html><body>502 Bad Gateway</body></html>"


def test_a_cut_stream(serve: Serve) -> None:
    """What came before the cut is given, then the client tells that the connection broke."""
    _, speak = serve(cut_after("全县共"))
    got = []
    with pytest.raises(openai.APIConnectionError):
        for chunk in speak(stream=True):
            got.append(chunk.choices[0].delta.content)
    assert got == ["全", "县", "共"]


def test_an_endless_stream(serve: Serve) -> None:
    """It goes on until the client hangs up, and the server is free for the next."""
    _, speak = serve(endless("没完没了。"), says("好。"))
    stream = speak(stream=True)
    got = [chunk.choices[0].delta.content for _, chunk in zip(range(500), stream, strict=False)]
    stream.close()
    assert got == ["没完没了。"] * 500
    assert speak().choices[0].message.content == "好。"


def test_thinking_and_empty(serve: Serve) -> None:
    """A thought stands before the words, an empty answer holds none."""
    _, speak = serve(thinks("6件。[1]", "想"), says(""))
    assert speak().choices[0].message.content == "<think>想</think>6件。[1]"
    assert speak().choices[0].message.content == ""


@pytest.mark.parametrize("size", [1, 2, 5])
def test_characters_split_over_reads(serve: Serve, size: int) -> None:
    """A stream cut into single bytes is the same stream."""
    _, speak = serve(split("行政审批事项2189项。[1][2]", size))
    assert "".join(streamed(speak)) == "行政审批事项2189项。[1][2]"


def test_a_broken_character(serve: Serve) -> None:
    """Half a character is no valid UTF-8, and the client says so."""
    _, speak = serve(broken_character("6件。[1]"))
    with pytest.raises(UnicodeDecodeError):
        streamed(speak)


def test_calls_at_once(serve: Serve) -> None:
    """The most requests worked on together are counted."""
    server, speak = serve(says("好。"), latency=0.2)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(speak, ["一", "二", "三", "四"]))
    assert (server.calls, server.at_once) == (4, 4)
    speak()
    assert server.at_once == 4


def test_characters(serve: Serve) -> None:
    """An honest model quotes, an obedient one does what a text in its prompt wants, else it is honest too."""
    demand = Demand("取消证明事项", "行政审批事项9999项。[1]")
    _, speak = serve(honest, obedient([demand]), obedient([Demand("没有的话", "")]), when("濮阳县", says("有"), honest))
    said = [speak().choices[0].message.content for _ in range(4)]
    assert said == [
        "全县梳理行政审批事项2189项。[1]", "行政审批事项9999项。[1]", "全县梳理行政审批事项2189项。[1]", "有"
    ]  # fmt: skip
    assert materials(PROMPT)[1] == (2, "行政机关负责人出庭应诉率达到100%。")
    assert question(PROMPT) == "濮阳县有多少项行政审批事项?"


def test_an_honest_model_declines(serve: Serve) -> None:
    """Nothing near to the question: the fixed words."""
    _, speak = serve(honest)
    words = PROMPT.replace("濮阳县有多少项行政审批事项?", "火星基地在哪里?")
    assert speak(words).choices[0].message.content == "材料中未找到"
