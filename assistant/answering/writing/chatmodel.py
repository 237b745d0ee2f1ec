"""One call of a chat model behind an OpenAI-compatible address; whatever goes wrong is one ModelServerError.

No error here carries words of the server: some servers repeat the key in theirs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.answering.writing.statements import spoken
from assistant.errors import ModelServerError
from assistant.settings import Settings, settings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI
    from openai import OpenAIError

# An answer is a few sentences; what is much longer has lost its way
LONGEST = 6000
# Servers on one's own machine ask for no key, the client library does
NO_KEY = SecretStr("none")
ADDRESS_FIX = "地址应如 http://127.0.0.1:11434/v1"
STATUS = {
    400: "服务器不接受这个请求",
    401: "密钥不被接受",
    402: "账户余额不足",
    403: "没有使用权限",
    404: "服务器上没有这个模型或地址",
    429: "请求过多或额度已用完",
}


def reply(prompt: str) -> str:
    """Send one prompt to the model that the settings name and give its words, without what it thought aloud.

    Raises ModelServerError with the reason: server out of reach, slow, refusing, or nothing usable said.
    """
    from openai import OpenAIError

    try:
        text = spoken(_content(prompt))
    except OpenAIError as error:
        _tell(error)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        # what the client library raises over replies that aren't JSON or lack choices or a message
        raise ModelServerError("它的回复格式不对", fix="请确认地址是 OpenAI 兼容接口") from None
    if not text:
        raise ModelServerError("它的回复是空的")
    if len(text) > LONGEST:
        raise ModelServerError("它的回复过长")
    return text


def _content(prompt: str) -> str:
    now = settings()
    return str(_client(*_arguments(now)).invoke(prompt).text)


def _arguments(now: Settings) -> tuple[str, str | None, SecretStr | None, float, float, int]:
    base_url = (now.base_url or "").strip() or None
    if base_url and not _is_address(base_url):
        raise ModelServerError("地址写得不对", where="ASSISTANT_BASE_URL", fix=ADDRESS_FIX)
    secret = now.api_key.get_secret_value().strip() if now.api_key else ""
    if not (secret.isascii() and secret.isprintable()):
        raise ModelServerError("密钥里有不能用的字符", where="ASSISTANT_API_KEY", fix="请重新复制密钥")
    key = SecretStr(secret) if secret else NO_KEY if base_url else None
    return now.model or "", base_url, key, now.temperature, now.timeout, now.retries


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return bool(named) and parts.scheme in ("http", "https") and not any(char.isspace() for char in url)


@lru_cache(maxsize=2)
def _client(
    model: str, base_url: str | None, key: SecretStr | None, temperature: float, timeout: float, retries: int
) -> ChatOpenAI:
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model=model,
        base_url=base_url,
        api_key=key,
        temperature=temperature,
        timeout=timeout,
        max_retries=retries,
        use_responses_api=False,
    )


def _tell(error: OpenAIError) -> NoReturn:
    """Raise the ModelServerError of a client error, with a reason of our own words."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, APITimeoutError):
        reason = f"{settings().timeout:g} 秒内没有答复"
    elif isinstance(error, APIConnectionError):
        reason = "连接不上服务器"
    elif isinstance(error, APIStatusError):
        reason = f"{STATUS.get(error.status_code, '服务器出错')}，状态码 {error.status_code}"
    else:
        reason = "它的回复格式不对或缺少密钥"
    raise ModelServerError(reason, fix="请检查 ASSISTANT_MODEL、ASSISTANT_BASE_URL、ASSISTANT_API_KEY") from None
