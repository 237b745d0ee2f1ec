"""The commands with their options, and their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.cli import answering, batch, evaluating, library, measuring
from assistant.cli.grammar import Parser, positive

Command = Callable[[argparse.Namespace], int]

LIBRARY = "资料库，默认 ASSISTANT_LIBRARY 或 ./library"


def build() -> Parser:
    """Build the parser of all commands; each sets `command`, a function from arguments to exit code."""
    parser = Parser(prog="python -m assistant", description="政府报告问答：每个数字都对照原文核对。")
    parser.add_argument("--library", type=Path, metavar="文件夹", help=LIBRARY)
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, dest="name", parser_class=Parser)

    def command(name: str, run: Command, told: str) -> Parser:
        one: Parser = commands.add_parser(name, help=told, description=f"{told}。")
        one.add_argument("--library", type=Path, metavar="文件夹", help=LIBRARY, default=argparse.SUPPRESS)
        one.set_defaults(command=run)
        return one

    _library_commands(command)
    _answer_commands(command)
    _eval_command(command)
    return parser


def _library_commands(command: Callable[[str, Command, str], Parser]) -> None:
    add = command("add", library.add, "读入文件、文件夹、压缩包或网页")
    add.add_argument("paths", nargs="+", metavar="路径", help="文件、文件夹、.zip 或网址，可以多个")
    add.add_argument("--report", type=Path, metavar="文件.csv", help="把每个文件的情况另存成表格")
    add.add_argument("--samples", action="store_true", help=argparse.SUPPRESS)
    listing = command("list", library.listing, "列出资料库里的报告")
    listing.add_argument("--json", action="store_true", help="每份报告一行 JSON")
    show = command("show", library.show, "显示一份报告：身份、提纲和正文")
    show.add_argument("report", metavar="报告", help="list 里的报告名")
    show.add_argument("--dropped", action="store_true", help="只显示读入时去掉的网页杂项，和去掉的规则")
    remove = command("remove", library.remove, "从资料库移除报告")
    what = remove.add_mutually_exclusive_group(required=True)
    what.add_argument("reports", nargs="*", default=[], metavar="报告", help="list 里的报告名，可以多个")
    what.add_argument("--samples", action="store_true", help="移除所有自带样例")
    edit = command("edit", library.edit, "更正一份报告的身份；写空引号 '' 表示不知道")
    edit.add_argument("report", metavar="报告", help="list 里的报告名")
    for name, told in library.EDITABLE.items():
        edit.add_argument(f"--{name}", metavar="值", help=told)
    command("doctor", measuring.doctor, "检查环境、设置和资料库")


def _answer_commands(command: Callable[[str, Command, str], Parser]) -> None:
    ask = command("ask", answering.ask, "回答一个问题，附出处")
    ask.add_argument("question", metavar="问题", help="例如：各地行政机关负责人出庭应诉率是多少")
    ask.add_argument("--json", action="store_true", help="一行 JSON")
    ask.add_argument("--history", type=Path, metavar="文件", help='之前的对话：JSON 列表，每项 {"role", "content"}')
    ask.add_argument("--explain", action="store_true", help="再说明怎样理解、怎样筛选、找到了哪些段落")
    _filters(ask)
    _batch_command(command)


def _batch_command(command: Callable[[str, Command, str], Parser]) -> None:
    one = command("batch", batch.batch, "回答一个问题文件；中断后再运行同样的命令就接着做")
    one.add_argument(
        "source",
        type=Path,
        metavar="问题文件",
        help=".jsonl、.csv、.tsv、.xlsx，有 question 或 问题 一列；或 .txt，一行一个问题",
    )
    one.add_argument("--out", type=Path, required=True, metavar="答案文件", help=".jsonl、.csv、.xlsx、.md 或 .docx")
    one.add_argument("--column", metavar="列", help="问题在哪一列：列名、第几列或字母")
    one.add_argument(
        "--each-report",
        action="store_true",
        help="每个问题分别问每份报告，得到问题乘报告的表；可以用下面的选项筛选报告",
    )
    told = "--each-report 的样子：wide 一行一个问题、一列一份报告，long 一行一个答案；.jsonl 默认 long，其他默认 wide"
    one.add_argument("--form", choices=("wide", "long"), help=told)
    one.add_argument("--workers", type=positive, default=1, metavar="个数", help="几个进程同时回答，默认 1")
    one.add_argument("--no-timing", action="store_true", help="不写 elapsed_ms：同样的输入得到同样的文件")
    _filters(one)


def _filters(one: Parser) -> None:
    """Add what narrows the reports; each may be given several times, and stands in place of the question's words."""
    several: dict[str, Any] = {"action": "append", "default": []}
    one.add_argument("--region", **several, dest="regions", metavar="地区", help="只看这个地区和它下面的地区，可以多个")
    one.add_argument("--year", **several, dest="years", type=int, metavar="年份", help="只看涵盖这一年的报告，可以多个")
    one.add_argument("--report", **several, dest="reports", metavar="报告", help="只看这份报告，可以多个")
    one.add_argument("--part", choices=("review", "plan"), help="只看回顾（review）或打算（plan）的部分")


def _eval_command(command: Callable[[str, Command, str], Parser]) -> None:
    evaluate = command("eval", measuring.evaluate, "用题集评测回答")
    evaluating.branches(evaluate, LIBRARY)
    evaluate.add_argument("set", nargs="?", type=Path, metavar="题集", help="默认是自带样例的题集，现建一个样例资料库")
    evaluate.add_argument("--out", type=Path, default=Path("out/eval"), metavar="文件夹", help="默认 out/eval")
    evaluate.add_argument("--split", choices=("tune", "test"), help="只用这一部分题目")
    evaluate.add_argument("--markdown", action="store_true", help="表格写成 Markdown")
    who = "none 不用语言模型（默认），model 用 ASSISTANT_MODEL，both 两者并列"
    evaluate.add_argument("--answerer", choices=("none", "model", "both"), default="none", help=who)
    evaluate.add_argument("--price-in", type=float, metavar="价格", help="模型读入一百万词元的价格，用来算费用")
    evaluate.add_argument("--price-out", type=float, metavar="价格", help="模型写出一百万词元的价格")
    evaluate.add_argument("--judge", action="store_true", help="再请语言模型评判文字答案，列在不用模型的评判旁边")
