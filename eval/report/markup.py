"""HTML from Python: everything that comes from outside is escaped where it enters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any


def element(name: str, *inner: str, **attributes: object) -> str:
    """Give an element around markup that is ready; attributes are escaped, `class_` names the class."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name}{told}>{''.join(inner)}</{name}>"


def text(name: str, words: object, **attributes: object) -> str:
    """Give an element around words, which are escaped."""
    return element(name, escape(str(words)), **attributes)


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Give a table that scrolls on a narrow page; head and cells are markup, the first of each line names it."""
    rows = (element("th", line[0], scope="row") + "".join(element("td", one) for one in line[1:]) for line in lines)
    top = element("thead", element("tr", *(element("th", one, scope="col") for one in head)))
    body = element("tbody", *(element("tr", row) for row in rows))
    return element("div", element("table", top, body), class_="wide")


def share(score: Mapping[str, Any]) -> str:
    """Give the cell of a score: share, counts, interval."""
    if score["score"] is None:
        return "—"
    counts = f"{score['hits']:g}/{score['total']:g}"
    between = f"{score['low']:.1%} – {score['high']:.1%}" if score["low"] is not None else ""
    return f"{score['score']:.1%}" + text("small", counts) + text("small", between)
