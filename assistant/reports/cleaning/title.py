"""Find the line of a text that is the report's title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lexicon.fold import fold

_KIND = r"(?:报告|情况说明|情况汇报|汇报|总结|情况|说明|公报|要点|白皮书|述职|讲话)"
_TITLE = re.compile(rf'.*{_KIND}[》"]?(?:\s*[(《\[].{{1,30}}[)》\]])*')
_NOTICE = re.compile(
    rf'.{{0,40}}(?:印发|公布|公开|发布|转发)[《"].{{4,60}}{_KIND}(?:\(.{{1,20}}\))?[》"]的?(?:通知|公告|函)'
)
_TOPIC = re.compile(r"法治|政府工作|工作|建设|年度|关于|情况|20[0-9]{2}|19[0-9]{2}")
_META = re.compile(
    r"(?:来源|日期|时间|作者|发布|主办|当前位置|位置|上一?[篇条页]|下一?[篇条页]|浏览)[^:]{0,4}:|^[—–-]|^\(|首页|[>»›]"
)
_LONGEST = 80
_LOOK_AT = 40
_BODY = 90


def title_line(lines: Sequence[str]) -> int | None:
    """Give the number of the title's line among the first lines; None when there is no title.

    A notice that publishes a report is the title only where the report's own does not follow.
    """
    looked = 0
    notice: int | None = None
    for number, line in enumerate(lines):
        text = re.sub(r"^#+\s*", "", fold(line).strip())
        if not text:
            continue
        looked += 1
        if looked > _LOOK_AT or len(text) > _BODY or text.startswith(("各位代表", "现在")):
            return notice
        if 6 <= len(text) <= _LONGEST and is_title(text):
            return number
        if notice is None and len(text) <= _LONGEST and _NOTICE.fullmatch(text):
            notice = number
    return notice


def is_title(text: str) -> bool:
    """Tell whether a folded line reads like a report's title."""
    if (
        re.search(r"[。;!?]", text)
        or _META.search(text)
        or re.match(r"第?[一二三四五六七八九十]+(?:、|部分|章)|\([一二三四五六七八九十]+\)|附件", text)
    ):
        return False
    return bool(_TITLE.fullmatch(text) and _TOPIC.search(text))
