"""Undoing compression in bounded parts."""

from __future__ import annotations

import gzip
import zlib

import pytest

from assistant.reports.loading.fetching.unpack import BrokenTransferError, unpacked

TEXT = "全市办理行政复议案件。".encode() * 20_000


def split(data: bytes, at: int) -> list[bytes]:
    """Cut data into parts as a network would."""
    return [data[begin : begin + at] for begin in range(0, len(data), at)]


@pytest.mark.parametrize("at", [1, 7, 5000, 10**9])
def test_what_was_packed_comes_out_as_it_was(at: int) -> None:
    """However the network cuts it: gzip, two gzip members, deflate with and without its header, none."""
    raw = zlib.compressobj(wbits=-15)
    bare = raw.compress(TEXT) + raw.flush()
    assert b"".join(unpacked(split(gzip.compress(TEXT), at), "gzip")) == TEXT
    assert b"".join(unpacked(split(zlib.compress(TEXT), at), "deflate")) == TEXT
    assert b"".join(unpacked(split(bare, at), "deflate")) == TEXT
    assert b"".join(unpacked(split(TEXT, max(at, 1000)), "identity")) == TEXT


def test_two_members_follow_each_other() -> None:
    """A gzip file may be several; zeros behind it are no data."""
    assert b"".join(unpacked([gzip.compress(b"ab") + gzip.compress(b"cd") + b"\0\0"], "gzip")) == b"abcd"


def test_a_bomb_comes_out_in_small_parts() -> None:
    """So that a caller can stop: 100 MB from 100 KB."""
    bomb = gzip.compress(b"\0" * 100_000_000)
    assert len(bomb) < 200_000
    first = next(unpacked([bomb], "gzip"))
    assert 0 < len(first) <= 65536


@pytest.mark.parametrize("data", [gzip.compress(TEXT)[:-10], gzip.compress(TEXT)[:20], b"no gzip at all"])
def test_data_cut_short_are_told(data: bytes) -> None:
    """Also at a place where all text is there already."""
    with pytest.raises(BrokenTransferError):
        list(unpacked([data], "gzip"))
