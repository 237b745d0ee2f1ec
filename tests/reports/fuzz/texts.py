"""Texts of reports made by a grammar from a seeded source of chance, well formed or not, and bytes that may be text."""

from __future__ import annotations

from random import Random

PLACES = ("测试县", "某区", "濮阳县", "绿塘乡", "衡阳市", "湖南省", "东区", "呼和浩特市", "合肥经济技术开发区", "")
_TITLES = (
    "{place}{year}年法治政府建设情况报告", "关于{place}{year}年度法治政府建设工作情况的报告", "政府工作报告",
    "# {place}人民政府{year}年工作总结", "{place}关于印发《{year}年工作要点》的通知", "《{place}法治政府建设情况》",
    "二〇二三年{place}政府工作报告（摘编）",
)  # fmt: skip
_META = (
    "来源：{place}人民政府　发布时间：{year}-02-30 25:61", "【字体：大 中 小】 打印 关闭", "首页 > 政务公开 > 报告",
    "——{year}年1月18日在{place}第十届人民代表大会第三次会议上", "{place}人民政府 {year}年13月40日", "索引号：",
    "二〇二三年十二月三十二日", "（{year}年1月1日）", "版权所有：{place}人民政府  网站标识码：4306000001",
    "上一篇：没有了 下一篇：没有了", "扫一扫在手机打开当前页", "附件：1.名单.docx", "{place}长　张 三",
    "[大 [中] 小]",
)  # fmt: skip
_MARKERS = (
    "一、", "二、", "（一）", "(二)", "1.", "2、", "（3）", "①", "第一章", "第二节 ", "## ", "一是", "—", "㈠",
    "⒈", "1.1.1 ",
    "附件1", "百、", "（）", "0.", "",
)  # fmt: skip
_WORDS = (
    "工作回顾", "存在的问题和不足", "下一步工作打算", "目标任务", "名词解释", "主要成效", "目录",
    "加强政府自身建设", "展望",
    "{year}年十件民生实事", "组织领导", "",
)  # fmt: skip
_SENTENCES = (
    "全{unit}审结行政复议案件{n}件，同比下降{m}%，出庭应诉率100%。",
    "一是办结{n}项；二是培训{m}人次；三是走访{n}户。",
    "各位代表：", "培训分别为{n}人、{m}人和{n}.{m}万人。", "下一步，我们将新增{n}个窗口！",
    "{year}年以来，{place}坚持依法办事，",
    "他说：“办得快。”她说：‘{n}件。’（见附表{m}）", "首先，开会{n}次。其次，检查{m}次。最后，整改。",
    "现将{year}年情况报告如下：",
    "向大家表示感谢！", "{n}:{m}；{n}；；。。！？…", "地区\t件数\t比例", "甲乡\t{n}\t{m}%", "| 地区 | 件数 |",
    "|---|---|", "| 乙镇 | {n} |",
    "一、工作情况……………………{m}", "（一）组织........{n}", "第一，第二，第三，第一，",
)  # fmt: skip
_ODD = (
    "\u200b", "\ufeff", "\u202e", "🏛️", "\U00020000", "\x0c", "\u2028", "\x85", "\x1c", "\x0b", "\r", "\u3000",
    "\xa0", "\t", "é́",
    "\ufffd", "\ue000", "|", "《", "“", "（", "-", "一", "一是", "0", "2023年", "、", "：", "。", " ", "\n",
    "第一，", ">", "<", "&#", "\\",
)  # fmt: skip
_CODECS = (
    "utf-8",
    "utf-8",
    "gb18030",
    "gb18030",
    "big5hkscs",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-8-sig",
    "utf-32",
)


def report(chance: Random) -> str:
    """Give a text with what reports have, in an order that may be a report's, mutated more often than not."""
    lines = [line(chance, _TITLES)] if chance.random() < 0.8 else []
    lines += [line(chance, _META) for _ in range(chance.randrange(5))]
    for _ in range(chance.choice((0, 3, 12, 40, 120))):
        kind = chance.random()
        if kind < 0.2:
            lines.append(chance.choice(_MARKERS) + line(chance, _WORDS))
        elif kind < 0.25:
            lines.append(line(chance, (*_META, *_TITLES)))
        else:
            lines.append(chance.choice(("", "　　", *_MARKERS)) + sentences(chance))
    lines += [line(chance, _META) for _ in range(chance.randrange(6))]
    text = chance.choice(("\n", "\n", "\n\n", "\r\n")).join(lines)
    for _ in range(chance.choice((0, 0, 1, 2, 5, 20))):
        text = mutated(chance, text)
    return text


def line(chance: Random, templates: tuple[str, ...]) -> str:
    """Fill one of the templates."""
    return chance.choice(templates).format(
    place=chance.choice(PLACES), year=chance.choice((2019, 2023, 2024, 1949, 2099, "20 23")),
    unit=chance.choice("省市县"),
        n=chance.randrange(10 ** chance.randrange(1, 12)), m=chance.randrange(200),
    )  # fmt: skip


def sentences(chance: Random) -> str:
    """Give some sentences on one line."""
    return "".join(line(chance, _SENTENCES) for _ in range(chance.choice((1, 1, 2, 5, 30))))


def mutated(chance: Random, text: str) -> str:
    """Change one thing: cut, double, move or take out a stretch, put something odd in, once or many times."""
    one, two = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    kind = chance.randrange(6)
    if kind == 0:
        return text[:one] + text[min(two, one + 50) :]
    if kind == 1:
        return text[:two] + text[one : min(two, one + 2000)] + text[two:]
    if kind == 2:
        return text[two:] + text[:two]
    if kind == 3:
        return text[:one] + text[one:two].replace("\n", "") + text[two:]
    odd = chance.choice(_ODD)
    if kind == 4:
        return text[:one] + odd * chance.choice((1, 2, 20, 500, 5000)) + text[one:]
    return text[:one] + text[one:two].replace(chance.choice("，。、\n：0一"), odd) + text[two:]


def encoded(chance: Random, text: str) -> bytes:
    """Encode a text one way or another, sometimes with bytes changed, sometimes only chance."""
    if chance.random() < 0.04:
        return chance.randbytes(chance.randrange(3000))
    data = text.encode(chance.choice(_CODECS), errors="replace")
    return bytes_mutated(chance, data) if chance.random() < 0.4 else data


def bytes_mutated(chance: Random, data: bytes) -> bytes:
    """Change, take out or double a few bytes, or cut the end off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 30))):
        at = chance.randrange(len(changed) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            del changed[at : at + chance.choice((1, 1, 7, 100))]
        elif kind == 1:
            changed[at:at] = chance.randbytes(chance.choice((1, 1, 7, 100)))
        elif kind == 2:
            changed[at : at + 1] = chance.choice((b"\0", b"\xff", b"\x80", b"\r", b"<", b"0"))
        elif kind == 3:
            changed[at:at] = changed[at : at + chance.randrange(60)]
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)
