"""How a plain LangChain pipeline reads files: the loaders' few lines, the recursive splitter, a vector store.

langchain-community, where the loaders live, is archived; what TextLoader, BSHTMLLoader and Docx2txtLoader do with a
file is written out here, each in its own way of reading.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from embeddings import Embedding
from eval.plain import OVERLAP, SIZE

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_of(path: Path) -> str:
    """Load a file as the loader for its suffix does; raise KeyError for a suffix that has none here."""
    return {".txt": _text, ".html": _html, ".docx": _docx}[path.suffix](path)


def pieces(path: Path) -> list[str]:
    """Load a file and cut it with the recursive splitter, its separators as they come."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP).split_text(text_of(path))


def index(paths: Iterator[Path], embedding: Embedding) -> int:
    """Put the pieces of files into LangChain's vector store, file by file; give how many."""
    from langchain_core.vectorstores import InMemoryVectorStore

    store = InMemoryVectorStore(embedding)
    return sum(len(store.add_texts(pieces(path))) for path in paths)


def _text(path: Path) -> str:
    """TextLoader: open and read."""
    with path.open(encoding="utf-8") as stream:
        return stream.read()


def _html(path: Path) -> str:
    """BSHTMLLoader: BeautifulSoup's get_text."""
    from bs4 import BeautifulSoup

    with path.open(encoding="utf-8") as stream:
        return BeautifulSoup(stream, "lxml").get_text()


def _docx(path: Path) -> str:
    """Docx2txtLoader: the words of document.xml, paragraphs apart, tabs and breaks kept."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    told = {_WORD + "tab": "\t", _WORD + "br": "\n", _WORD + "cr": "\n", _WORD + "p": "\n\n"}
    return "".join((node.text or "") if node.tag == _WORD + "t" else told.get(node.tag, "") for node in root.iter())
