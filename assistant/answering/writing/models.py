"""The chat model that the settings name: any OpenAI-compatible server, or any provider that LangChain knows.

No error here carries words of a server or library: some repeat the key in theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.errors import ModelServerError, system_reason
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

OPENAI = "openai"
# Servers on one's own machine ask for no key, the client library does
NO_KEY = SecretStr("none")
ADDRESS_FIX = "地址应如 http://127.0.0.1:11434/v1"
# What the client library raises over replies that aren't JSON or lack choices or a message
MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat model, and what calling it may raise."""

    model: BaseChatModel
    errors: tuple[type[Exception], ...]


def chat_of(now: Settings) -> Chat:
    """Make the model; raises ModelServerError for an address, key or provider that cannot be used."""
    key = key_of(now)
    base_url = (now.base_url or "").strip() or None
    if base_url and not _is_address(base_url):
        raise ModelServerError("地址写得不对", where="ASSISTANT_BASE_URL", fix=ADDRESS_FIX)
    if now.model_provider.strip().lower() in (OPENAI, ""):
        return _compatible(now, base_url, key or (NO_KEY if base_url else None))
    return _provided(now, base_url, key)


def key_of(now: Settings) -> SecretStr | None:
    """Give the key from the environment, else from the file that the settings name; None where there is none."""
    where, secret = "ASSISTANT_API_KEY", now.api_key.get_secret_value().strip() if now.api_key else ""
    if not secret and now.api_key_file is not None:
        where = "ASSISTANT_API_KEY_FILE"
        try:
            secret = now.api_key_file.expanduser().read_text(encoding="utf-8-sig").strip()
        except OSError as error:
            raise ModelServerError(f"密钥文件读不出来：{system_reason(error)}", where=where, fix="请检查路径") from None
        except UnicodeDecodeError:
            raise ModelServerError("密钥文件不是文字", where=where, fix="文件里只写密钥一行") from None
        if not secret:
            raise ModelServerError("密钥文件是空的", where=where, fix="文件里只写密钥一行")
    if not (secret.isascii() and secret.isprintable()) or " " in secret:
        raise ModelServerError("密钥里有不能用的字符", where=where, fix="请重新复制密钥")
    return SecretStr(secret) if secret else None


def address_shown(now: Settings) -> str:
    """Give the server's address as it may be shown: without a user, password or query in it."""
    parts = urlsplit((now.base_url or "").strip()) if _is_address(now.base_url or "") else None
    if parts is None:
        return f"{now.model_provider} 的默认地址"
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
        named = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return bool(named) and parts.scheme in ("http", "https") and not any(char.isspace() for char in url.strip())


def _compatible(now: Settings, base_url: str | None, key: SecretStr | None) -> Chat:
    import httpx2
    from langchain_openai import ChatOpenAI
    from openai import OpenAIError

    from assistant.answering.writing.bounded import bounded_client

    try:
        model = ChatOpenAI(
            model=now.model or "", base_url=base_url, api_key=key, temperature=now.temperature, timeout=now.timeout,
            max_retries=0, use_responses_api=False, stream_usage=True, http_client=bounded_client(now.timeout),
        )  # fmt: skip
    except OpenAIError:
        raise ModelServerError("缺少密钥", where="ASSISTANT_API_KEY", fix="请设置密钥，或写明服务器地址") from None
    return Chat(model, (OpenAIError, httpx2.HTTPError, *MALFORMED))


def _provided(now: Settings, base_url: str | None, key: SecretStr | None) -> Chat:
    from langchain.chat_models import init_chat_model

    given: dict[str, Any] = {"base_url": base_url, "api_key": key}
    given = {name: value for name, value in given.items() if value is not None}
    provider, where = now.model_provider.strip().lower(), "ASSISTANT_MODEL_PROVIDER"
    try:
        model = init_chat_model(
            now.model or "", model_provider=provider, temperature=now.temperature, timeout=now.timeout,
            max_retries=0, **given,
        )  # fmt: skip
    except ImportError as error:
        package = _package(error)
        raise ModelServerError(
            f"没有安装 {provider} 的接口包", where=where, fix=f"请运行 pip install {package}"
        ) from None
    except ValueError:
        # no such provider; or one that needs more settings, whose own words may repeat the key
        raise ModelServerError(
            "LangChain 不认识这个提供方，或它还缺设置（例如密钥）", where=where,
            fix="可写 openai（任何 OpenAI 兼容的服务器）、anthropic、ollama、deepseek 等",
        ) from None  # fmt: skip
    # each provider's package has errors of its own, with no base in common
    return Chat(model, (Exception,))


def _package(error: ImportError) -> str:
    """Read the name that pip knows out of LangChain's own message, else of the module that is missing."""
    words = str(error).split("pip install ")[-1]
    name = words.strip("`. ").split()[0] if "pip install " in str(error) else (error.name or "")
    return name.split(".")[0].replace("_", "-")
