"""Fetching from real servers: what comes back, where redirects may lead, and what is never asked."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import ReadError
from assistant.reports.loading.fetching import fetch

PAGE = "<!DOCTYPE html><html><body><p>全区办理案件6件。</p></body></html>"
LOCAL = {"here.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"], "both.example": ["1.1.1.1", "127.0.0.1"]}


def names(host: str, port: int) -> list[str]:
    """Resolve the names of these tests, none of which leads out of this machine."""
    if host not in LOCAL:
        raise OSError(-2, "Name or service not known")
    return LOCAL[host]


def told(address: str, **options: object) -> str:
    """Give the one line that fetching complains with."""
    with pytest.raises(ReadError) as error:
        fetch(address, **{"resolver": names, "seconds": 2, **options})  # type: ignore[arg-type]
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_page_comes_back_with_its_name_and_charset(serve: Callable, write_answer: Callable) -> None:
    """And the server was asked politely, by name, without cookies."""
    server = serve(write_answer(PAGE.encode("gbk"), Content_Type="text/html; charset=GBK"))
    found = fetch(server.url("/报告/content_1.shtml#top", "here.example"), resolver=names)
    assert found.data.decode("gbk") == PAGE
    assert (found.name, found.suffix, found.charset) == ("content_1.html", ".html", "gbk")
    assert found.address == server.url("/%E6%8A%A5%E5%91%8A/content_1.shtml", "here.example")
    assert found.typed == server.url("/报告/content_1.shtml#top", "here.example")
    head = server.asked[0]
    assert head.startswith("GET /%E6%8A%A5%E5%91%8A/content_1.shtml HTTP/1.1\r\n")
    assert f"Host: here.example:{server.port}\r\n" in head
    assert "User-Agent: government-report-assistant/0.1\r\n" in head
    assert "cookie" not in head.lower()
    assert "authorization" not in head.lower()


def test_proxies_of_the_environment_are_ignored(
    serve: Callable, write_answer: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would resolve the name a second time."""
    proxy = serve(write_answer(b"from the proxy"))
    server = serve(write_answer(PAGE.encode()))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url())
    assert fetch(server.url(), resolver=names).data == PAGE.encode()
    assert proxy.asked == []


def test_what_is_inside_is_fetched_only_when_typed(serve: Callable, write_answer: Callable) -> None:
    """An address of our web page's form is not typed on a command line."""
    server = serve(write_answer(PAGE.encode()))
    assert fetch(server.url(), resolver=names).data == PAGE.encode()
    for host in ("127.0.0.1", "here.example"):
        line = told(server.url(host=host), typed=False)
        assert "不是公网上的地址" in line
        assert "请把网页另存为 .html 再添加" in line
    assert len(server.asked) == 1


def test_a_redirect_may_not_lead_inside(serve: Callable, write_answer: Callable) -> None:
    """Neither to another name, nor another port of the typed host, nor a name that is public and inside."""
    other = serve(write_answer(b"secret"))
    for place in ("http://inside.example/", other.url(), other.url(host="both.example"), "http://[::1]/"):
        server = serve(write_answer(status="302 Found", Location=place))
        assert "不是公网上的地址" in told(server.url())
    assert other.asked == []


def test_a_redirect_to_the_typed_host_and_port_is_followed(serve: Callable, write_answer: Callable) -> None:
    """Relative and absolute, and with a path in raw bytes."""

    def reply(connection: socket.socket, path: str) -> None:
        places = {"/a": "../b", "/b": server.url("/c"), "/c": "/报告.html"}
        place = places.get(path)
        connection.sendall(write_answer(status="301 Moved", Location=place) if place else write_answer(PAGE.encode()))

    server = serve(reply)
    found = fetch(server.url("/a"), resolver=names)
    assert found.address == server.url("/%E6%8A%A5%E5%91%8A.html")
    assert found.name == "报告.html"
    assert len(server.asked) == 4


def test_the_connection_goes_to_the_address_that_was_checked(serve: Callable, write_answer: Callable) -> None:
    """A name that resolves to something else the second time is not asked a second time."""
    server = serve(write_answer(PAGE.encode()))
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    assert fetch(server.url(host="rebind.example"), resolver=rebinding).data == PAGE.encode()
    assert asked == ["rebind.example"]


def test_the_next_address_is_tried_when_one_does_not_answer(serve: Callable, write_answer: Callable) -> None:
    """127.0.0.9 has no server at this port."""
    server = serve(write_answer(PAGE.encode()))
    found = fetch(server.url(host="two.example"), resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"])
    assert found.data == PAGE.encode()


@pytest.mark.parametrize("place", ["http://user:secret@here.example/", "ftp://here.example/", "http://[bad/"])
def test_a_redirect_to_what_is_no_web_address(serve: Callable, write_answer: Callable, place: str) -> None:
    """The same rules hold for every address on the way, and no password is repeated."""
    server = serve(write_answer(status="302 Found", Location=place))
    line = told(server.url())
    assert "网址" in line
    assert "secret" not in line


def test_endless_redirects(serve: Callable, write_answer: Callable) -> None:
    """Five are followed."""
    server = serve(write_answer(status="302 Found", Location="/again"))
    assert "转了 5 次还没有到" in told(server.url())
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("status", "line"),
    [
        ("404 Not Found", "没有这个网页（404）"),
        ("403 Forbidden", "网站不让读（403）"),
        ("500 Oops", "网站出错（500）"),
        ("503 Busy", "网站出错（503）"),
        ("412 Precondition Failed", "网站只让浏览器读（412）"),
        ("302 Found", "网站没有给出内容（302）"),
        ("304 Not Modified", "网站没有给出内容（304）"),
    ],
)
def test_a_status_that_is_no_success(serve: Callable, write_answer: Callable, status: str, line: str) -> None:
    """Told with its number."""
    server = serve(write_answer(b"" if status.startswith("304") else b"<html>sorry</html>", status))
    assert line in told(server.url())


def test_a_port_where_nobody_listens() -> None:
    """Told at once."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert "连不上网站" in told(f"http://127.0.0.1:{port}/")


def certificate(folder: Path, host: str, *, days: int = 1) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate signed by itself; give the server's side and a client that trusts it."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.2"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


def test_an_encrypted_page_is_asked_by_its_name(serve: Callable, write_answer: Callable, tmp_path: Path) -> None:
    """The connection goes to the checked address, the certificate is checked for the name."""
    side, trust = certificate(tmp_path, "here.example")
    asked: list[str | None] = []
    side.sni_callback = lambda _, name, __: asked.append(name)  # type: ignore[assignment]
    server = serve(write_answer(PAGE.encode()), side)
    found = fetch(server.url(host="here.example", scheme="https"), resolver=names, trust=trust)
    assert found.data == PAGE.encode()
    assert asked == ["here.example"]


def test_bad_certificates_are_told(serve: Callable, write_answer: Callable, tmp_path: Path) -> None:
    """Signed by nobody known, of another name, out of date; and a server that speaks no TLS."""
    side, trust = certificate(tmp_path, "here.example")
    server = serve(write_answer(PAGE.encode()), side)
    assert "证书是自己签的" in told(server.url(host="here.example", scheme="https"))
    assert "证书不是这个网站的" in told(server.url(scheme="https"), trust=trust)
    side, trust = certificate(tmp_path, "here.example", days=-1)
    server = serve(write_answer(PAGE.encode()), side)
    assert "证书已经过期" in told(server.url(host="here.example", scheme="https"), trust=trust)
    server = serve(None)
    assert "不能和网站建立加密连接" in told(server.url(scheme="https"))


def test_from_https_to_http_is_refused(serve: Callable, write_answer: Callable, tmp_path: Path) -> None:
    """The line names the address that could be asked for instead."""
    side, trust = certificate(tmp_path, "here.example")
    server = serve(write_answer(status="302 Found", Location="http://here.example/a"), side)
    line = told(server.url(host="here.example", scheme="https"), trust=trust)
    assert "从 https 转到了不加密的 http" in line
    assert "http://here.example/a" in line
