"""Read the training corpora: from gzipped JSON lines to documents, and from documents to passages.

Source: `corpora/government_texts.jsonl.gz` (statutes and work reports, Markdown-like) and
`corpora/news.jsonl.gz` (one article a line, no line breaks) of the shared material. Nothing of their wording
is kept, only weights are.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GOVERNMENT = "corpora/government_texts.jsonl.gz"
NEWS = "corpora/news.jsonl.gz"
PASSAGE_CHARACTERS = 300

_NEWS_PREFIX = re.compile(r"^.{0,30}?正文：(原标题：)?")
_LAW_HEADER = re.compile(r"^.*<!-- INFO END -->", re.DOTALL)
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇\d]+条[\s　]*")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]*\n*")
_BREAK = re.compile(r"\n+|　　+")


@dataclass(frozen=True)
class Document:
    """A text of the corpus with its title ("" when it has none) and its kind (law, report or news)."""

    title: str
    text: str
    kind: str


@dataclass(frozen=True)
class TextPassage:
    """A passage of about 20-400 characters with the title and heading it stands under ("" when unknown)."""

    title: str
    heading: str
    text: str


def read_lines(path: Path) -> Iterator[dict]:
    """Give the objects of a .jsonl or .jsonl.gz file, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_documents(shared: Path, news_share: float = 1.0) -> Iterator[Document]:
    """Give every government text, then the first `news_share` (0-1) of every hundred news articles."""
    for record in read_lines(shared / GOVERNMENT):
        kind = "law" if "<!-- INFO END -->" in record["text"] else "report"
        yield Document(record["title"], _LAW_HEADER.sub("", record["text"]), kind)
    for number, record in enumerate(read_lines(shared / NEWS)):
        if number % 100 < news_share * 100:
            yield Document("", _NEWS_PREFIX.sub("", record["text"]), "news")


def sentences(text: str) -> list[str]:
    """Split after 。！？； and line breaks; empty pieces are left out."""
    return [piece.strip() for piece in _SENTENCE.findall(text) if piece.strip()]


def pack(text: str, limit: int = PASSAGE_CHARACTERS) -> list[str]:
    """Join sentences into passages of about `limit` characters; a longer single sentence stays whole."""
    passages: list[str] = []
    current = ""
    for sentence in _SENTENCE.findall(text):
        if current and len(current) + len(sentence) > limit:
            passages.append(current.strip())
            current = ""
        current += sentence
    passages.append(current.strip())
    return [passage for passage in passages if passage]


def passages_of(document: Document) -> Iterator[TextPassage]:
    """Cut a document into passages: an article of a law, or about 300 characters of a report or of news."""
    heading, block = "", ""
    for line in _BREAK.split(document.text):
        line = line.strip()
        starts_article = bool(_ARTICLE.match(line))
        is_heading = line.startswith("#")
        if is_heading or starts_article or len(block) + len(line) > PASSAGE_CHARACTERS:
            yield from _flush(document.title, heading, block)
            block = ""
        if is_heading:
            heading = re.sub(r"^#+\s*(第\S+[章节编]\s*)?", "", line)
        else:
            block = f"{block}\n{_ARTICLE.sub('', line)}".strip()
    yield from _flush(document.title, heading, block)


def _flush(title: str, heading: str, block: str) -> Iterator[TextPassage]:
    """Give the block as passages of a useful length."""
    for text in pack(block):
        if len(text) >= 20:
            yield TextPassage(title, heading, text)
