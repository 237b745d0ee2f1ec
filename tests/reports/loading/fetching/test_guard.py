"""Which addresses may be fetched."""

from __future__ import annotations

import threading

import pytest

from assistant.errors import ReadError
from assistant.reports.loading.fetching.guard import checked, is_internal, system_resolver, target


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.127.255.255", "0.0.0.0", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255", "192.0.2.1",
        "198.18.0.1", "::1", "::", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:100.64.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2002:6440:1::", "::127.0.0.1", "::10.0.0.1",
        "2001:db8::1", "2001:0:7f00:1::", "no address", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(ip: str) -> None:
    """Loopback, private, shared, link-local, multicast, reserved, and what stands for one of these."""
    assert is_internal(ip)


@pytest.mark.parametrize(
    "ip",
    [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2400:3200::1", "::ffff:8.8.8.8",
        "64:ff9b::808:808", "2002:808:808::1",
    ],
)  # fmt: skip
def test_addresses_that_are_public(ip: str) -> None:
    """Also where an address of version 6 stands for a public one of version 4."""
    assert not is_internal(ip)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://example.com/a", "只能读 http:// 或 https:// 开头的网址"),
        ("file:///etc/passwd", "只能读 http:// 或 https:// 开头的网址"),
        ("javascript:alert(1)", "只能读 http:// 或 https:// 开头的网址"),
        ("example.com/a", "只能读 http:// 或 https:// 开头的网址"),
        ("http://user:secret@example.com/a", "网址里带有用户名或密码"),
        ("https://user@example.com/", "网址里带有用户名或密码"),
        ("http:///a", "不是能用的网址"),
        ("http://exa mple.com/", "不是能用的网址"),
        ("http://example.com:99999/", "不是能用的网址"),
        ("http://example.com:abc/", "不是能用的网址"),
        ("http://[::1/", "不是能用的网址"),
        ("http://[fe80::1%25eth0]/", "不是能用的网址"),
        ("http://a\x00b/", "不是能用的网址"),
        ("", "只能读 http:// 或 https:// 开头的网址"),
        ("http://example.com/" + "a" * 5000, "网址超过 4000 个字符"),
    ],
)
def test_addresses_that_are_refused_before_anything_is_asked(address: str, told: str) -> None:
    """Each with one line."""
    with pytest.raises(ReadError) as error:
        target(address)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_password_is_never_repeated() -> None:
    """The message names the address without it."""
    with pytest.raises(ReadError) as error:
        target("http://user:secret@example.com/a")
    assert "secret" not in str(error.value)


def test_chinese_names_and_paths_are_written_as_servers_want_them() -> None:
    """Punycode for the host, UTF-8 with percent signs for the path, no fragment."""
    one = target("http://例子.中国/报告/年 度.html?q=法#前言")
    assert one.host == "xn--fsqu00a.xn--fiqs8s"
    assert one.url.raw_path == b"/%E6%8A%A5%E5%91%8A/%E5%B9%B4%20%E5%BA%A6.html?q=%E6%B3%95"
    assert "#" not in str(one.url)


def test_one_forbidden_address_among_several_refuses_all() -> None:
    """A name that is public and internal at once is a trick."""
    with pytest.raises(ReadError, match="不是公网上的地址"):
        checked(target("http://a.example/"), lambda host, port: ["1.1.1.1", "10.0.0.1"], None, 1)


def test_numbers_for_a_host_are_checked_without_asking_anybody() -> None:
    """An IP address is no name."""

    def never(host: str, port: int) -> list[str]:
        raise AssertionError

    with pytest.raises(ReadError, match=r"10\.0\.0\.1 不是公网上的地址"):
        checked(target("http://10.0.0.1/"), never, None, 1)
    assert checked(target("http://1.1.1.1/"), never, None, 1).ips == ("1.1.1.1",)


def test_the_name_of_this_machine_is_what_the_system_makes_of_it() -> None:
    """With the system's own resolver, in any case."""
    for host in ("localhost", "LOCALHOST"):
        with pytest.raises(ReadError, match="不是公网上的地址"):
            checked(target(f"http://{host}/"), system_resolver, None, 2)


def test_only_the_typed_host_and_port_may_be_inside() -> None:
    """Another port of the same host is refused."""
    own = target("http://intranet.example:8080/a").place

    def inside(host: str, port: int) -> list[str]:
        return ["10.1.1.1"]

    assert checked(target("http://Intranet.example.:8080/b"), inside, own, 1).ips == ("10.1.1.1",)
    for other in ("http://intranet.example/", "https://intranet.example/", "http://other.example:8080/"):
        with pytest.raises(ReadError, match="不是公网上的地址"):
            checked(target(other), inside, own, 1)


def test_a_name_that_nobody_knows() -> None:
    """Told with the name."""

    def unknown(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(ReadError, match=r"找不到网站 nobody\.example"):
        checked(target("http://nobody.example/"), unknown, None, 1)
    with pytest.raises(ReadError, match=r"找不到网站 nobody\.example"):
        checked(target("http://nobody.example/"), lambda host, port: [], None, 1)


def test_a_resolver_that_hangs_is_left() -> None:
    """The system's resolver knows no time limit."""
    end = threading.Event()

    def hang(host: str, port: int) -> list[str]:
        end.wait(5)
        return []

    with pytest.raises(ReadError, match="超时"):
        checked(target("http://slow.example/"), hang, None, 0.1)
    end.set()
