"""A parser that speaks Chinese: its help, and one line for bad input."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from assistant.cli.output import complain

TOLD = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少 \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识 \1"),
    (re.compile(r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)"), r"\1 不能是 \2，可以是 \3"),
    (re.compile(r"argument (.*?): invalid int value: (.*)"), r"\1 要写整数，不能是 \2"),
    (re.compile(r"argument (.*?): invalid float value: (.*)"), r"\1 要写数字，不能是 \2"),
    (re.compile(r"argument (.*?): invalid positive value: (.*)"), r"\1 要写 1 或更大的整数，不能是 \2"),
    (re.compile(r"argument (.*?): expected (?:one|at least one) argument"), r"\1 后面缺少内容"),
    (re.compile(r"argument (.*?): not allowed with argument (.*)"), r"\1 和 \2 不能一起用"),
    (re.compile(r"one of the arguments (.*) is required"), r"缺少 \1 其中之一"),
    (re.compile(r"ambiguous option: (.*?) could match (.*)"), r"\1 不明确，可能是 \2"),
)


def positive(text: str) -> int:
    """Give a whole number from 1 on; raise ValueError for anything else."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


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
        self.branches: dict[str, Parser] = {}

    def branch(self, name: str, told: str) -> Parser:
        """Add a command of this command: its name, as the first word, takes everything after it."""
        one = Parser(prog=f"{self.prog.partition(' [')[0]} {name}", description=f"{told}。")
        self.branches[name] = one
        self.epilog = f"另有 {'、'.join(self.branches)}，写法见 {self.prog} {name} --help 等。"
        return one

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Parse, by the branch that the first word names if it names one."""
        if args and args[0] in self.branches:
            return self.branches[args[0]].parse_known_args(args[1:], namespace)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong in one line and how to get help; exit code 1."""
        for pattern, told in TOLD:
            message = pattern.sub(told, message)
        complain(f"{message}。写法见 {self.prog} --help")
        self.exit(1)
