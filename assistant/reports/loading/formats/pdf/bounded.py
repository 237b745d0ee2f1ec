"""A PDF's objects within bounds: a reference to itself ends, a stream that unpacks to too much is refused."""

from __future__ import annotations

import io
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdftypes import PDFStream

_FLATE = ("FlateDecode", "Fl")
_STEP = 2**20
STREAM_BYTES = 64 * 2**20


class StreamTooLargeError(Exception):
    """A stream of a PDF unpacks to more than may be read."""


def open_document(data: bytes) -> PDFDocument:
    """Open a PDF; what pdfminer raises comes through, and StreamTooLargeError, later as well."""
    from pdfminer.pdfparser import PDFParser

    document: PDFDocument = _bounded()(PDFParser(io.BytesIO(data)))
    return document


@cache
def _bounded() -> Any:  # noqa: ANN401 - a class that is made here, so that pdfminer is imported only when needed
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef, PDFStream

    class Bounded(PDFDocument):
        """Looks at each object that is asked for before pdfminer goes on with it."""

        def getobj(self, objid: int) -> object:
            """Give an object, never a reference: pdfminer follows one to itself for ever."""
            seen = {objid}
            found = super().getobj(objid)
            while isinstance(found, PDFObjRef):
                if found.objid in seen:
                    raise PDFObjectNotFound(objid)
                seen.add(found.objid)
                found = super().getobj(found.objid)
            if isinstance(found, PDFStream) and found.rawdata is not None:
                _measure(found)
            return found

    return Bounded


def _measure(stream: PDFStream) -> None:
    """Raise StreamTooLargeError when a packed stream that is no image unpacks to too much; nothing is kept."""
    from pdfminer.pdftypes import resolve1

    names = [getattr(name, "name", "") for name, _ in stream.get_filters()]
    if not names or names[0] not in _FLATE or getattr(resolve1(stream.get("Subtype")), "name", "") == "Image":
        return
    unpacker, rest, total = zlib.decompressobj(), stream.rawdata or b"", 0
    try:
        while rest and not unpacker.eof:
            total += len(unpacker.decompress(rest, _STEP))
            rest = unpacker.unconsumed_tail
            if total > STREAM_BYTES:
                raise StreamTooLargeError
    except zlib.error:
        # A damaged stream is pdfminer's to repair or to refuse.
        return
