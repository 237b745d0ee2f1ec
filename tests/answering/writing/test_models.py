"""Which model the settings name: address, key, provider; what is wrong is told in one line that never holds the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.writing.models import address_shown, chat_of, key_of
from assistant.answering.writing.talk import talk_of
from assistant.errors import ModelServerError
from assistant.settings import settings
from prompts import Prompt
from tests.answering.writing.serving import KEY, Serve, use
from tests.support.model_server import says

HELLO = Prompt("hello", "1", "你好")
# A provider's package as LangChain looks for one, with errors of its own
PACKAGE = """
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult

class GroqError(Exception):
    status_code = 503

class ChatGroq(BaseChatModel):
    model: str
    temperature: float
    api_key: object = None
    def __init__(self, **given):
        super().__init__(**given)
    @property
    def _llm_type(self):
        return "fake"
    def _generate(self, messages, stop=None, run_manager=None, **more):
        if self.model == "down":
            raise GroqError(f"key {self.api_key.get_secret_value()} refused")
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=f"{self.model}，{self.temperature}"))])
"""


def test_a_key_from_a_file(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """White space around it doesn't count; the key in the environment goes first."""
    file = tmp_path / "key"
    file.write_text("\ufeffsk-from-a-file\n", encoding="utf-8")
    server = serve(says("好"), api_key="", api_key_file=file)
    talk_of(None).say(HELLO, {})
    use(monkeypatch, base_url=server.base_url, api_key_file=str(file))
    talk_of(None).say(HELLO, {})
    assert server.keys == ["Bearer sk-from-a-file", f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "ASSISTANT_API_KEY_FILE：密钥文件读不出来：没有这个文件或文件夹。请检查路径"),
        (b"\n", "ASSISTANT_API_KEY_FILE：密钥文件是空的。文件里只写密钥一行"),
        (b"\xff\xfe\x00\x01", "ASSISTANT_API_KEY_FILE：密钥文件不是文字。文件里只写密钥一行"),
        ("密钥：sk-1".encode(), "ASSISTANT_API_KEY_FILE：密钥里有不能用的字符。请重新复制密钥"),
        (b"sk-1\nsk-2", "ASSISTANT_API_KEY_FILE：密钥里有不能用的字符。请重新复制密钥"),
    ],
)
def test_a_key_file_that_cannot_be_used(
    content: bytes | None, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each way is told, none with what the file holds."""
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    use(monkeypatch, api_key="", api_key_file=str(tmp_path / "key"))
    with pytest.raises(ModelServerError) as error:
        key_of(settings())
    assert str(error.value) == told


def test_openai_itself_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without address and key nothing is sent."""
    use(monkeypatch, api_key="")
    with pytest.raises(ModelServerError, match="ASSISTANT_API_KEY：缺少密钥"):
        chat_of(settings())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://user:pass@127.0.0.1:8000/v1?key=sk-1", "http://127.0.0.1:8000/v1"),
        ("https://api.example.com/v1", "https://api.example.com/v1"),
        ("", "openai 的默认地址"),
        ("nonsense", "openai 的默认地址"),
    ],
)
def test_an_address_is_shown_without_secrets(url: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password or key in it stays out of sight."""
    use(monkeypatch, base_url=url)
    assert address_shown(settings()) == shown


def test_another_provider(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its package is found by LangChain and gets model, temperature and key."""
    (tmp_path / "langchain_groq.py").write_text(PACKAGE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    use(monkeypatch, model="llama", model_provider="groq", temperature="0.5")
    assert talk_of(None).say(HELLO, {}).words == "llama，0.5"
    use(monkeypatch, model="down", model_provider="groq", retries="0")
    with pytest.raises(ModelServerError) as error:
        talk_of(None).say(HELLO, {})
    assert error.value.what == "服务器出错，状态码 503"
    assert KEY not in str(error.value)


@pytest.mark.parametrize(
    ("provider", "told"),
    [
        ("anthropic", "没有安装 anthropic 的接口包。请运行 pip install langchain-anthropic"),
        ("mistralai", "没有安装 mistralai 的接口包。请运行 pip install langchain-mistralai"),
        ("google_vertexai", "没有安装 google_vertexai 的接口包。请运行 pip install langchain-google-vertexai"),
        ("nobody", "LangChain 不认识这个提供方，或它还缺设置（例如密钥）"),
    ],
)
def test_a_provider_that_is_not_there(provider: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very pip package is named; an unknown provider is told as such."""
    use(monkeypatch, model_provider=provider)
    with pytest.raises(ModelServerError) as error:
        chat_of(settings())
    assert str(error.value).startswith(f"ASSISTANT_MODEL_PROVIDER：{told}")
