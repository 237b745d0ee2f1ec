"""From text to HTML that holds nothing but what this package put there.

Reports, file names, questions and answers are other people's words. They reach the page only through `escape`
and `answer_body`: no tag, link or image of theirs survives, they show as the characters they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Gradio's HTML component reads ${…}, {{…}} and back quotes as templates, so these are entities as well.
TEMPLATE_SIGNS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "\\": "&#92;"})
MARKER = re.compile(r"\[(\d{1,3})\]")
# What an answer may use of Markdown. Links, images, raw HTML, headings and code are left out on purpose.
RULES = ("table", "list", "newline", "escape", "emphasis")


def escape(text: object) -> str:
    """Give `text` as HTML that shows exactly these characters, also inside a quoted attribute."""
    return html.escape(str(text), quote=True).translate(TEMPLATE_SIGNS)


def attributes(values: Mapping[str, object]) -> str:
    """Give `values` as HTML attributes, with a leading space; None is left out."""
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value is not None)


def answer_body(markdown: str, markers: Sequence[int]) -> str:
    """Render an answer's Markdown (paragraphs, emphasis, lists, tables) with its [1] markers as buttons.

    Only numbers in `markers` become buttons; any other [n] stays the text that it is.
    """
    html: str = _markdown().render(markdown, {"markers": frozenset(markers)})
    return html.replace("<table>", '<div class="table-scroll"><table>').replace("</table>", "</table></div>")


def marker_button(marker: int) -> str:
    """Give the button that leads from a marker in the text to the quote it stands for."""
    name = attributes({"data-marker": marker, "aria-label": f"打开引用 {marker}"})
    return f'<button type="button" class="marker"{name}>[{marker}]</button>'


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable(RULES)
    parser.renderer.rules["text"] = _text  # type: ignore[attr-defined]
    return parser


def _text(tokens: Sequence[Token], index: int, options: object, env: Mapping[str, Any]) -> str:
    """Render a run of text: escaped, with the known markers as buttons."""
    parts: list[str] = []
    text, at = tokens[index].content, 0
    for match in MARKER.finditer(text):
        if int(match[1]) in env["markers"]:
            parts += [escape(text[at : match.start()]), marker_button(int(match[1]))]
            at = match.end()
    return "".join(parts) + escape(text[at:])
