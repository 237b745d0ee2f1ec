"""The grammar of the commands, with its help in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from assistant.cli import answering, library, measuring
from assistant.cli.output import complain

Command = Callable[[argparse.Namespace], int]

LIBRARY = "资料库，默认 ASSISTANT_LIBRARY 或 ./library"
TOLD = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少 \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识 \1"),
    (re.compile(r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)"), r"\1 不能是 \2，可以是 \3"),
    (re.compile(r"argument (.*?): invalid int value: (.*)"), r"\1 要写整数，不能是 \2"),
    (re.compile(r"argument (.*?): expected (?:one|at least one) argument"), r"\1 后面缺少内容"),
    (re.compile(r"argument (.*?): not allowed with argument (.*)"), r"\1 和 \2 不能一起用"),
    (re.compile(r"one of the arguments (.*) is required"), r"缺少 \1 其中之一"),
    (re.compile(r"ambiguous option: (.*?) could match (.*)"), r"\1 不明确，可能是 \2"),
)


class Formatter(argparse.HelpFormatter):
    """Help whose usage line says 用法."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Put the Chinese word before the usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that helps in Chinese and ends with code 1 and one line on bad input."""

    def __init__(self, **options: object) -> None:
        """Make a parser with -h in Chinese."""
        super().__init__(**options, add_help=False, formatter_class=Formatter, allow_abbrev=False)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "内容", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong in one line and how to get help; exit code 1."""
        for pattern, told in TOLD:
            message = pattern.sub(told, message)
        complain(f"{message}。写法见 {self.prog} --help")
        self.exit(1)


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
    add.add_argument("paths", nargs="+", metavar="路径", help="文件、文件夹或 .zip，可以多个")
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
    batch = command("batch", answering.batch, "回答一个问题文件")
    batch.add_argument("source", type=Path, metavar="问题文件", help=".jsonl、.csv 或 .xlsx，有 question 一列")
    batch.add_argument("--out", type=Path, required=True, metavar="答案文件", help=".jsonl、.csv、.xlsx、.md 或 .docx")
    batch.add_argument("--no-timing", action="store_true", help="不写 elapsed_ms：同样的输入得到同样的文件")


def _eval_command(command: Callable[[str, Command, str], Parser]) -> None:
    evaluate = command("eval", measuring.evaluate, "用题集评测回答")
    evaluate.add_argument("set", nargs="?", type=Path, metavar="题集", help="默认是自带样例的题集，现建一个样例资料库")
    evaluate.add_argument("--out", type=Path, default=Path("out/eval"), metavar="文件夹", help="默认 out/eval")
    evaluate.add_argument("--split", choices=("tune", "test"), help="只用这一部分题目")
    evaluate.add_argument("--markdown", action="store_true", help="表格写成 Markdown")
