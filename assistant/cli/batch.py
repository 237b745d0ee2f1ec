"""The command that answers a question file."""

from __future__ import annotations

import argparse
import sys

from assistant.batch import Summary, answer_file, check_out, count_lines, journal_of, read_lines
from assistant.batch.wording import REASONS, STATUSES
from assistant.cli.answering import filter_of
from assistant.cli.library import folder
from assistant.cli.output import complain, progress, say
from assistant.errors import QuestionError


def batch(arguments: argparse.Namespace) -> int:
    """Answer a question file; 2 when some lines failed, 130 after Ctrl-C."""
    if arguments.form and not arguments.each_report:
        raise QuestionError("--form 要和 --each-report 一起用", fix="请加上 --each-report，或去掉 --form")
    check_out(arguments.out, arguments.source)
    next(read_lines(arguments.source, arguments.column), None)
    from assistant.assistant import Assistant
    from assistant.narrow import admitted

    assistant, only = Assistant.open(folder(arguments)), filter_of(arguments)
    total = count_lines(arguments.source, arguments.column) if sys.stderr.isatty() else None
    if total and arguments.each_report:
        total *= len(admitted(only, assistant.cards))
    done = 0
    with progress("回答", total) as advance:

        def count(number: int) -> None:
            nonlocal done
            done = number
            advance()

        try:
            summary = answer_file(
                assistant,
                arguments.source,
                arguments.out,
                only=only,
                column=arguments.column,
                each_report=arguments.each_report,
                form=arguments.form,
                workers=arguments.workers,
                timing=not arguments.no_timing,
                on_progress=count,
            )
        except KeyboardInterrupt:
            complain(f"已中断：答好的 {done} 个记在 {journal_of(arguments.out)}。再运行同样的命令就接着做")
            return 130
    what = "回答" if arguments.each_report else "问题"
    say(f"{summary.total} 个{what}：{_told(summary)}。写在 {arguments.out}")
    kept = f"；其中 {summary.kept} 个上次已经答好" if summary.kept else ""
    say(f"用时 {summary.seconds:.1f} 秒{kept}")
    if summary.failed:
        again = "改好后再运行同样的命令，只问这些"
        complain(f"{arguments.source}：{summary.failed} 行出错，原因写在 {arguments.out} 的 reason 里；{again}")
    return 2 if summary.failed else 0


def _told(summary: Summary) -> str:
    """Tell how many ended with which status, and the refused ones with their reasons."""
    reasons = "、".join(f"{REASONS.get(name, name)} {count}" for name, count in _most_first(summary.reasons))
    return "，".join(
        f"{told} {summary.statuses[status]}{f'（{reasons}）' if status == 'refused' and reasons else ''}"
        for status, told in STATUSES.items()
        if status in summary.statuses
    )


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
