"""Which addresses may be fetched: http and https on the public internet, checked after the name was resolved."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import ReadError

if TYPE_CHECKING:
    import httpx

Resolver = Callable[[str, int], list[str]]
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"http": 80, "https": 443}
_LONGEST = 4000
# Addresses of version 6 that stand for one of version 4, given in their last 32 bits (6to4: behind the first 16).
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_SHARED = ipaddress.IPv4Network("100.64.0.0/10")


@dataclass(frozen=True, slots=True)
class Target:
    """One address to ask: the URL, its host and port, and the IP addresses that were checked for them."""

    url: httpx.URL
    host: str
    port: int
    ips: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int]:
        """Give host and port, by which the user's own choice is told from where a redirect leads."""
        return self.host.lower().rstrip("."), self.port


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def target(address: str) -> Target:
    """Take an address apart; raise ReadError when it is none that can be fetched."""
    import httpx

    try:
        url = httpx.URL(address.strip()[: _LONGEST + 1])
        host, port = url.raw_host.decode("ascii"), url.port or _PORTS.get(url.scheme, 0)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise ReadError("不是能用的网址", where=address[:200], fix="请检查网址是否完整") from error
    if url.scheme not in _PORTS:
        raise ReadError("只能读 http:// 或 https:// 开头的网址", where=address[:200], fix="其他来源请先存成文件再添加")
    if url.userinfo:
        raise ReadError("网址里带有用户名或密码", where=without_user(url), fix="请去掉 @ 之前的部分")
    if len(address) > _LONGEST:
        raise ReadError(f"网址超过 {_LONGEST} 个字符", where=address[:80] + "…", fix="请检查网址")
    if not host or not 0 < port < 65536 or any(char in host for char in "%\\ \t"):
        raise ReadError("不是能用的网址", where=address[:200], fix="请检查网址是否完整")
    return Target(url.copy_with(fragment=None), host, port)


def without_user(url: httpx.URL) -> str:
    """Write an address without user name and password, so that no message tells them."""
    return str(url.copy_with(userinfo=b""))


def checked(one: Target, resolver: Resolver, own: tuple[str, int] | None, seconds: float) -> Target:
    """Resolve a target's name and check every address; `own` is the host and port that the user typed himself."""
    where = str(one.url)
    ips = _resolve(one, resolver, seconds)
    for ip in ips:
        if one.place != own and is_internal(ip):
            told = one.host if one.host == ip else f"{one.host}（{ip}）"
            raise ReadError(f"{told} 不是公网上的地址，不读", where=where, fix="请把网页另存为 .html 再添加")
    return Target(one.url, one.host, one.port, tuple(ips))


def is_internal(ip: str) -> bool:
    """Tell whether an address is not one of the public internet, also where another address stands for it."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return True
    return any(_internal(one) for one in _meant(address))


def _internal(address: _IP) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.is_site_local:
        return True
    if isinstance(address, ipaddress.IPv4Address) and address in _SHARED:
        return True
    return (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def _meant(address: _IP) -> list[_IP]:
    """Give the address that is really reached; several where the form leaves it open."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if any(address in network for network in _NAT64):
        return [last]
    if address.sixtofour is not None:
        return [address.sixtofour]
    if address.teredo is not None:
        return [address, *address.teredo]
    if address in _COMPATIBLE and int(address) > 0xFFFF:
        return [address, last]
    return [address]


def _resolve(one: Target, resolver: Resolver, seconds: float) -> list[str]:
    try:
        return [str(ipaddress.ip_address(one.host))]
    except ValueError:
        pass
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(resolver(one.host, one.port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    # The system's resolver cannot be told a time limit; a thread that hangs in it is left behind.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    if asking.is_alive():
        raise ReadError(f"查找网站 {one.host} 超时", where=str(one.url), fix="请检查网络，或稍后再试")
    if failed or not found:
        fix = "请检查网址和网络；内网的网页请另存为 .html 再添加"
        raise ReadError(f"找不到网站 {one.host}", where=str(one.url), fix=fix)
    return list(dict.fromkeys(found))
