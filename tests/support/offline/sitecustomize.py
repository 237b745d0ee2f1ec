"""Close every way out of the machine for one Python process: only loopback and Unix sockets stay open.

With this folder first on PYTHONPATH a child Python imports it by itself at its start; tests/conftest.py loads
it for the tests' own process. Each attempt raises, and is also written to the file that OFFLINE_LOG names, so
that a test sees an attempt which the program swallowed.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

CONNECTING = [name for name in ("connect", "connect_ex", "sendto", "sendmsg") if hasattr(socket.socket, name)]
RESOLVING = ("getaddrinfo", "gethostbyname", "gethostbyname_ex")
HERE = {"", "localhost", "ip6-localhost"}


class OutsideNetworkError(RuntimeError):
    """Something tried to leave the machine. Not an OSError, so that no retry or fallback hides it."""


def is_here(host: str | bytes | None) -> bool:
    """Tell whether a host is this machine's loopback; no host at all means any address of this machine."""
    name = host.decode() if isinstance(host, bytes) else host or ""
    if name in HERE:
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def refuse(what: str, target: object) -> None:
    """Write the attempt down and raise."""
    line = f"{what}({target!r}): the tests allow no network but loopback"
    log = os.environ.get("OFFLINE_LOG")
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    raise OutsideNetworkError(line)


def _guarded(name: str) -> Callable[..., Any]:
    """Wrap one method of socket.socket: its address is the last argument that is a tuple."""
    original = getattr(socket.socket.__mro__[1], name)

    def method(self: socket.socket, *args: Any) -> Any:  # noqa: ANN401 - as socket's own
        address = next((arg for arg in reversed(args) if isinstance(arg, tuple)), None)
        if self.family in (socket.AF_INET, socket.AF_INET6) and address and not is_here(address[0]):
            refuse(name, address)
        return original(self, *args)

    return method


def _resolver(name: str) -> Callable[..., Any]:
    """Wrap one name look-up of the socket module."""
    original = _originals[name]

    def look_up(host: str | bytes | None, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as socket's own
        if not is_here(host) and host != socket.gethostname():
            refuse(name, host)
        return original(host, *args, **options)

    return look_up


_originals = {name: getattr(socket, name) for name in RESOLVING}


def install() -> None:
    """Close the ways out."""
    for name in CONNECTING:
        setattr(socket.socket, name, _guarded(name))
    for name in RESOLVING:
        setattr(socket, name, _resolver(name))


def remove() -> None:
    """Open them again."""
    for name in CONNECTING:
        if name in vars(socket.socket):
            delattr(socket.socket, name)
    for name, original in _originals.items():
        setattr(socket, name, original)


if __name__ == "sitecustomize":
    install()
