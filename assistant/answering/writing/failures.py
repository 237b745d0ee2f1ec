"""What went wrong with a call, in words of our own, and whether another try or call is worth it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus

REASONS = {
    400: "服务器不接受这个请求",
    401: "密钥不被接受",
    402: "账户余额不足",
    403: "没有使用权限",
    404: "服务器上没有这个模型或地址",
    413: "材料超过了它能读的长度",
    429: "请求过多或额度已用完",
}
# Another try may do better; of these a server that is up may send one now and then
AGAIN = frozenset({408, 409, 425, 429})
# What is wrong with one request only: the next may be fine
OF_ONE = frozenset({400, 413, 422})
SETTINGS = "请检查 ASSISTANT_MODEL、ASSISTANT_BASE_URL、ASSISTANT_API_KEY"
QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached"})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call failed; `wait` is what the server asks for, in seconds; `down` means that it answers nobody now."""

    reason: str
    fix: str = SETTINGS
    again: bool = False
    wait: float | None = None
    down: bool = False


MALFORMED = Failure("它的回复格式不对", fix="请确认地址是 OpenAI 兼容接口")


def failure_of(error: Exception, timeout: float) -> Failure:
    """Tell what an error of a client library means, by its kind and status alone: its words may hold the key."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= HTTPStatus.BAD_REQUEST:
        return _of_status(status, error)
    names = {kind.__name__ for kind in type(error).__mro__}
    if "APIResponseValidationError" in names:
        return MALFORMED
    if any("Timeout" in name for name in names):
        return Failure(f"{timeout:g} 秒内没有答复", again=True, down=True)
    if "TransportError" in names or any("Connect" in name for name in names):
        return Failure("连接不上服务器", again=True, down=True)
    if "APIError" in names:
        return Failure("服务器中途报错", again=True, down=True)
    return MALFORMED


def _of_status(status: int, error: Exception) -> Failure:
    used_up = getattr(error, "code", None) in QUOTA
    return Failure(
        f"{REASONS.get(status, '服务器出错')}，状态码 {status}",
        again=(status in AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR) and not used_up,
        wait=retry_after(getattr(getattr(error, "response", None), "headers", None)),
        down=status not in OF_ONE,
    )


def retry_after(headers: Mapping[str, str] | None) -> float | None:
    """Read how many seconds a server asks to wait, given in (milli)seconds or as a date; None where it says nothing."""
    if not headers:
        return None
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        return max(0.0, seconds) if seconds == seconds else None
    try:
        return max(0.0, parsedate_to_datetime(headers.get("retry-after", "")).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
