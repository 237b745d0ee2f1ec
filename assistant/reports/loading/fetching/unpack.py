"""Undo a transfer's compression without ever holding more than the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_PART = 2**16
_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


class BrokenTransferError(Exception):
    """The compressed data are cut short or no such data."""


def unpacked(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the data behind gzip or deflate, in parts of at most 64 KB; anything else as it is."""
    if encoding in ("gzip", "x-gzip"):
        return _inflate(parts, _GZIP)
    if encoding == "deflate":
        return _inflate(parts, _ZLIB)
    return iter(parts)


def _inflate(parts: Iterable[bytes], bits: int) -> Iterator[bytes]:
    engine = zlib.decompressobj(bits)
    begun = False
    for part in parts:
        # Some servers send deflate without its two bytes of header.
        if not begun and part and bits == _ZLIB and part[0] & 0x0F != 8:
            engine = zlib.decompressobj(_RAW)
        begun = begun or bool(part)
        waiting = part
        while waiting:
            if engine.eof:
                # A gzip file may have several members; whatever else follows is no part of the data.
                if bits != _GZIP or not waiting.startswith(b"\x1f\x8b"):
                    break
                engine = zlib.decompressobj(bits)
            try:
                yield engine.decompress(waiting, _PART)
            except zlib.error as error:
                raise BrokenTransferError from error
            waiting = engine.unconsumed_tail or engine.unused_data
    if begun and not engine.eof:
        raise BrokenTransferError
