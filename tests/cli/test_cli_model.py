"""Doctor tries the language model and tells in words what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.writing.talk import forget
from assistant.cli.checks import Check, checks
from assistant.settings import settings
from tests.support.model_server import ModelServer, Script, fails, hangs, says, sends

KEY = "sk-secret-4711"
SETTINGS = "请检查 ASSISTANT_MODEL、ASSISTANT_BASE_URL、ASSISTANT_API_KEY"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Read the settings anew."""
    settings.cache_clear()
    forget()
    yield
    settings.cache_clear()
    forget()


def doctor(monkeypatch: pytest.MonkeyPatch, library: Path, **values: str) -> dict[str, Check]:
    """Run the checks with settings; the key is in none of them."""
    known = {"model": "qwen3:8b", "api_key": KEY, "retries": "0", "timeout": "0.3", **values}
    for name, value in known.items():
        monkeypatch.setenv(f"ASSISTANT_{name.upper()}", value)
    settings.cache_clear()
    found = {one.name: one for one in checks(library)}
    assert KEY not in str(found)
    return found


def test_a_model_that_answers(monkeypatch: pytest.MonkeyPatch, sample_library: Path) -> None:
    """One tiny question; name, address and seconds are told, and the prompts with their versions."""
    with ModelServer(says("你好")) as server:
        found = doctor(monkeypatch, sample_library, base_url=server.base_url)
        told = found["语言模型"].told
        assert found["语言模型"].good and told.startswith(f"qwen3:8b，{server.base_url}，") and told.endswith(" 秒答复")
        assert found["提示词"].told == "answer 第 1 版、row 第 1 版、condense 第 1 版、judge 第 1 版"
        assert len(server.bodies) == 1 and len(server.prompts[0]) < 20


@pytest.mark.parametrize(
    ("script", "told", "fix"),
    [
        (fails(401), "密钥不被接受，状态码 401", SETTINGS),
        (fails(404), "服务器上没有这个模型或地址，状态码 404", SETTINGS),
        (fails(429), "请求过多或额度已用完，状态码 429", SETTINGS),
        (hangs, "0.3 秒内没有答复", SETTINGS),
        (says(""), "它的回复是空的", ""),
        (sends(b"<html></html>", "text/html"), "它的回复格式不对", "请确认地址是 OpenAI 兼容接口"),
    ],
)
def test_what_is_wrong_is_told(
    script: Script, told: str, fix: str, monkeypatch: pytest.MonkeyPatch, sample_library: Path
) -> None:
    """In words, with what to do; everything else goes on without it."""
    with ModelServer(script) as server:
        one = doctor(monkeypatch, sample_library, base_url=server.base_url)["语言模型"]
        assert (one.good, one.told) == (False, f"qwen3:8b，{server.base_url}：{told}")
        assert one.fix == f"{fix}；修好之前照常按不用模型回答".lstrip("；")


def test_no_server(monkeypatch: pytest.MonkeyPatch, sample_library: Path) -> None:
    """A closed port, and an address that is none."""
    with ModelServer(says("")) as server:
        address = server.base_url
    assert doctor(monkeypatch, sample_library, base_url=address)["语言模型"].told.endswith("：连接不上服务器")
    one = doctor(monkeypatch, sample_library, base_url="localhost:11434")["语言模型"]
    assert one.told == "qwen3:8b，openai 的默认地址：ASSISTANT_BASE_URL：地址写得不对"


def test_a_provider_without_its_package(monkeypatch: pytest.MonkeyPatch, sample_library: Path) -> None:
    """The pip package is named."""
    one = doctor(monkeypatch, sample_library, model_provider="anthropic")["语言模型"]
    assert one.fix.startswith("请运行 pip install langchain-anthropic")


def test_no_model_is_no_problem(monkeypatch: pytest.MonkeyPatch, sample_library: Path) -> None:
    """Nothing is tried."""
    found = doctor(monkeypatch, sample_library, model="")
    assert found["语言模型"] == Check("语言模型", True, "没有设置，不用也能完整回答")
    assert "提示词" not in found


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MODEL_CACHE", "maybe", "要写on、off，不能是 maybe"),
        ("MODEL_ROWS", "some", "要写none、silent、all，不能是 some"),
        ("MODEL_PARALLEL", "0", "要写更大的数，不能是 0"),
        ("RETRIES", "-1", "要写更大的数，不能是 -1"),
        ("MODEL_TOKENS", "many", "要写整数，不能是 many"),
    ],
)
def test_a_setting_that_cannot_be_used(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch, sample_library: Path
) -> None:
    """Its name and what it must be."""
    monkeypatch.setenv(f"ASSISTANT_{name}", value)
    one = next(iter(checks(sample_library)))
    assert (one.name, one.good) == ("设置", False)
    assert f"ASSISTANT_{name}" in one.told and told in one.told
