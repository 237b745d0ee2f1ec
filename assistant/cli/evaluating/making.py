"""eval check, import and add: question sets made and looked after."""

from __future__ import annotations

import argparse
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.library import folder
from assistant.cli.output import complain, say
from assistant.errors import LibraryError, QuestionError, system_reason

if TYPE_CHECKING:
    from assistant.index import Library
    from eval.evidence import Text

SHOWN = 5


def check(arguments: argparse.Namespace) -> int:
    """Tell what is wrong with a set, one line each; 1 when something is."""
    from assistant.index import Library
    from eval.making.checking import findings
    from eval.sets import load_set

    items = load_set(arguments.set, arguments.split)
    found = findings(items, _texts(Library.open(folder(arguments))))
    for one in found:
        say(f"{one.item}：{one.what}" + (f"（{one.detail}）" if one.detail else ""))
    say(f"{len(items)} 题，{len({one.item for one in found})} 题有不妥" if found else f"{len(items)} 题，没有发现不妥")
    return 1 if found else 0


def _texts(library: Library) -> Text:
    @cache
    def text_of(name: str) -> str | None:
        try:
            return library.report(name).text
        except LibraryError:
            return None

    return text_of


def convert(arguments: argparse.Namespace) -> int:
    """Make a set of others' questions; 2 when some could not be taken over."""
    from eval.making.importing import imported
    from eval.making.writing import write

    if arguments.out.exists():
        raise QuestionError("已经有这个文件", where=str(arguments.out), fix="请换一个名字")
    found = imported(arguments.source, arguments.split)
    if arguments.reports:
        _articles(found.articles, arguments.reports)
    write(arguments.out, found.items)
    say(f"{len(found.items)} 题写在 {arguments.out}")
    if found.long:
        told = f"{len(found.long)} 题的答案是整句，只要求其中的数字；没有数字的要照抄整句才算对，请改 must"
        say(f"{told}：{_some(found.long)}")
    if found.broken:
        complain(f"{len(found.broken)} 处没有照样导入：{_some(found.broken)}")
    return 2 if found.broken else 0


def _articles(articles: dict[str, str], place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, text in articles.items():
            (place / name).write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise QuestionError(f"写不了（{system_reason(error)}）", where=str(place), fix="请换一个位置") from error
    say(f"{len(articles)} 篇文章写在 {place}，可以用 add 读入资料库")


def _some(names: list[str]) -> str:
    return "、".join(names[:SHOWN]) + ("……" if len(names) > SHOWN else "")
