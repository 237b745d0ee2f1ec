"""Fetch one page or file over http or https, with every address on the way checked and everything bounded."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.errors import ReadError
from assistant.reports.loading.fetching import failures, naming
from assistant.reports.loading.fetching.guard import Resolver, Target, checked, system_resolver, target, without_user
from assistant.reports.loading.fetching.unpack import BrokenTransferError, unpacked
from assistant.reports.loading.limits import FILE_BYTES, size

if TYPE_CHECKING:
    import httpcore

    from assistant.reports.loading.fetching.wire import Clock

_AGENT = "government-report-assistant/0.1"
_REDIRECTS = 5
_CONNECT = 10.0
_MOVED = (301, 302, 303, 307, 308)
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: `address` after all redirects, `typed` as it was asked for, a file name and true suffix.

    `charset` is what the server's header names, None when it names none; `suffix` is "" when nothing tells the format.
    """

    address: str
    typed: str
    name: str
    suffix: str
    data: bytes
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of a server: where a redirect leads, or the whole content."""

    moved: bytes | None
    headers: dict[str, bytes]
    data: bytes = b""


def fetch(
    address: str,
    *,
    typed: bool = True,
    resolver: Resolver = system_resolver,
    seconds: float = 60,
    most: int = FILE_BYTES,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """Fetch what an address names; raise ReadError with one line for whatever prevents it.

    Only public addresses are asked. With `typed` (the user wrote the address on the command line himself) the host
    and port in it may be inside, and only these. `seconds` bounds everything together, `most` the bytes of the
    content after decompression; `trust` replaces the usual certificates.
    """
    import httpcore

    from assistant.reports.loading.fetching.wire import Clock

    clock = Clock(seconds)
    one = target(address)
    own = one.place if typed else None
    context = trust or _trust()
    for _ in range(_REDIRECTS + 1):
        try:
            one = checked(one, resolver, own, clock.left())
            answer = _ask(one, clock, most, context)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise failures.told(error, str(one.url), seconds) from error
        except BrokenTransferError as error:
            raise failures.cut_short(str(one.url)) from error
        if answer.moved is None:
            name, suffix = naming.named(one.url.raw_path, one.host, answer.headers, answer.data)
            charset = naming.charset_of(answer.headers.get("content-type", b""))
            return Fetched(str(one.url), address, name, suffix, answer.data, charset)
        one = _follow(one, answer.moved)
    raise ReadError(f"转了 {_REDIRECTS} 次还没有到", where=address, fix="请在浏览器里打开，复制最后的网址")


def _trust() -> ssl.SSLContext:
    import httpx

    return httpx.create_ssl_context(trust_env=False)


def _follow(one: Target, location: bytes) -> Target:
    """Give the target of a redirect; it is checked like any other."""
    import httpx

    where = str(one.url)
    try:
        url = one.url.join(quote(location.strip(), safe="%/:?#[]@!$&'()*+,;=-._~"))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise ReadError("网站转到了一个不能用的网址", where=where, fix="请在浏览器里打开，复制最后的网址") from error
    if one.url.scheme == "https" and url.scheme == "http":
        fix = f"信得过的话，请直接添加 {without_user(url)[:200]}"
        raise ReadError("网站从 https 转到了不加密的 http", where=where, fix=fix)
    return target(str(url))


def _ask(one: Target, clock: Clock, most: int, context: ssl.SSLContext) -> _Answer:
    """Send one request and read its answer whole; no proxy, no cookie, no kept connection."""
    import httpcore

    from assistant.reports.loading.fetching.wire import CheckedBackend

    connect = min(_CONNECT, clock.seconds)
    timeout = {"connect": connect, "read": clock.seconds, "write": clock.seconds, "pool": clock.seconds}
    headers: dict[bytes | str, bytes | str] = {
        "Host": one.url.netloc.decode("ascii"),
        "User-Agent": _AGENT,
        "Accept": "text/html,application/pdf,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    asked = httpcore.URL(scheme=one.url.raw_scheme, host=one.url.raw_host, port=one.url.port, target=one.url.raw_path)
    with (
        httpcore.ConnectionPool(ssl_context=context, network_backend=CheckedBackend(one.ips, clock)) as pool,
        pool.stream("GET", asked, headers=headers, extensions={"timeout": timeout}) as response,
    ):
        return _read(response, str(one.url), most)


def _read(response: httpcore.Response, where: str, most: int) -> _Answer:
    headers = {name.decode("latin-1").lower(): value for name, value in response.headers}
    if response.status in _MOVED and headers.get("location"):
        return _Answer(headers["location"], headers)
    if not 200 <= response.status < 300:
        raise failures.refused(response.status, where)
    encoding = headers.get("content-encoding", b"").decode("latin-1").strip().lower()
    if encoding not in _ENCODINGS:
        raise ReadError(
            f"网站用了读不了的压缩方式 {encoding[:40]}", where=where, fix="请在浏览器里打开，存成文件再添加"
        )
    length = headers.get("content-length", b"")
    if length.isdigit() and int(length[:20]) > most:
        raise _too_large(int(length[:20]), most, where)
    data = bytearray()
    for part in unpacked(_parts(response), encoding):
        data += part
        if len(data) > most:
            raise _too_large(None, most, where)
    if not data:
        raise ReadError("网站给的是空的内容", where=where, fix="请在浏览器里看一看")
    return _Answer(None, headers, bytes(data))


def _parts(response: httpcore.Response) -> Iterator[bytes]:
    yield from response.iter_stream()


def _too_large(count: int | None, most: int, where: str) -> ReadError:
    told = f"有 {size(count)}，" if count else ""
    return ReadError(f"{told}超过 {size(most)}", where=where, fix="请拆成较小的文件")
