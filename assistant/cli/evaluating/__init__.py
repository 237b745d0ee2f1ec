"""The commands of eval: compare, baselines, check, import and add, each with its options."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.evaluating import adding, making, running

if TYPE_CHECKING:
    from assistant.cli.grammar import Parser

__all__ = ["branches"]

SPLITS = ("tune", "test")


def branches(evaluate: Parser, library: str) -> None:
    """Add the commands to `eval`; `library` is the help of --library."""
    _compare(evaluate)
    for add in (_baselines, _check, _import, _add):
        one = add(evaluate)
        one.add_argument("--library", type=Path, metavar="文件夹", help=library, default=argparse.SUPPRESS)


def _compare(evaluate: Parser) -> Parser:
    one = evaluate.branch("compare", "比较两次评测，有显著变差的指标时退出码为 1")
    one.add_argument("first", type=Path, metavar="先", help="eval --out 写的文件夹")
    one.add_argument("second", type=Path, metavar="后", help="eval --out 写的文件夹")
    one.add_argument("--test", action="store_true", help="测试部分变了的题也逐题列出")
    one.set_defaults(command=running.compare)
    return one


def _baselines(evaluate: Parser) -> Parser:
    one = evaluate.branch("baselines", "同一题集，助手与两种普通做法并列")
    one.add_argument("set", nargs="?", type=Path, metavar="题集", help="默认是自带样例的题集，现建一个样例资料库")
    one.add_argument("--out", type=Path, default=Path("out/baselines"), metavar="文件夹", help="默认 out/baselines")
    one.add_argument("--split", choices=SPLITS, help="只用这一部分题目")
    one.set_defaults(command=running.baselines)
    return one


def _check(evaluate: Parser) -> Parser:
    one = evaluate.branch("check", "检查题集，有不妥的题时退出码为 1")
    one.add_argument("set", type=Path, metavar="题集", help=".jsonl")
    one.add_argument("--split", choices=SPLITS, help="只查这一部分题目")
    one.set_defaults(command=making.check)
    return one


def _import(evaluate: Parser) -> Parser:
    one = evaluate.branch("import", "把别人的问答文件变成题集")
    one.add_argument("source", type=Path, metavar="文件", help="SQuAD 或 CMRC 式的 .json，或有问题、答案两列的 .csv")
    one.add_argument("--out", type=Path, required=True, metavar="题集", help="要写的 .jsonl")
    one.add_argument("--reports", type=Path, metavar="文件夹", help="把文件里的文章写成报告，供 add 读入")
    one.add_argument("--split", choices=SPLITS, help="都归这一部分，默认按编号的 CRC-32 分两半")
    one.set_defaults(command=making.convert)
    return one


def _add(evaluate: Parser) -> Parser:
    one = evaluate.branch("add", "提一个问题，看过回答后写进题集；或从 👎 记录写进去")
    one.add_argument("question", nargs="?", metavar="问题", help="省略时用 --feedback")
    one.add_argument("--set", type=Path, required=True, metavar="题集", help="写进这个 .jsonl，没有就新建")
    one.add_argument("--feedback", type=Path, metavar="文件", help="👍👎 记录，.jsonl，每行一条")
    one.add_argument("--history", type=Path, metavar="文件", help='之前的对话：JSON 列表，每项 {"role", "content"}')
    verdict = one.add_mutually_exclusive_group()
    verdict.add_argument("--right", action="store_true", help="回答是对的，照它写")
    verdict.add_argument(
        "--answer", action="append", metavar="答案", help="必须有的数字或词，| 隔开不同写法；几样都要有就多写几次"
    )
    verdict.add_argument("--decline", metavar="原因", help="应当拒答，例如 not_stated")
    one.add_argument("--quote", action="append", metavar="原文", help="证据：报告里的原句，可以多个")
    one.add_argument("--report", metavar="报告", help="证据所在的报告，默认找原句所在的那份")
    one.add_argument("--not", action="append", dest="must_not", metavar="词", help="对的回答不该有的，可以多个")
    one.add_argument("--id", metavar="编号", help="默认按题集的名字往下编")
    one.add_argument("--type", metavar="题型", help="默认看答案")
    one.add_argument("--split", choices=SPLITS, help="默认按编号的 CRC-32 分")
    one.add_argument("--note", default="", metavar="备注", help="要留意什么")
    one.set_defaults(command=adding.add)
    return one
