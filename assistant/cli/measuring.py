"""The commands that look at the assistant itself: doctor and eval."""

from __future__ import annotations

import argparse
from contextlib import nullcontext

from assistant.cli.checks import checks
from assistant.cli.library import folder
from assistant.cli.output import complain, console, progress, say


def doctor(arguments: argparse.Namespace) -> int:
    """Check everything, one line each; 1 when something needs a person."""
    found = list(checks(arguments.library))
    for one in found:
        say(f"{'正常' if one.good else '问题'}  {one.name}：{one.told}{f'。{one.fix}' if one.fix else ''}")
    return 0 if all(one.good for one in found) else 1


def evaluate(arguments: argparse.Namespace) -> int:
    """Ask a set, print the table, keep metrics and answers; 2 when some questions failed."""
    from assistant.assistant import Assistant
    from eval import runner, table
    from eval.sets import load_set

    items = load_set(arguments.set or runner.DEFAULT_SET, arguments.split)
    own = arguments.set is not None or arguments.library is not None
    with nullcontext(folder(arguments)) if own else runner.sample_library() as place:
        assistant = Assistant.open(place)
        with progress("提问", len(items)) as advance:
            records = runner.ask_all(assistant, items, on_progress=lambda _: advance())
    metrics = runner.measure(records)
    runner.save(arguments.out, records, metrics)
    if arguments.markdown:
        say(table.markdown_table(metrics))
    else:
        console().print(table.rich_table(metrics))
    say(f"逐题结果写在 {arguments.out / 'answers.jsonl'}，指标写在 {arguments.out / 'metrics.json'}")
    failed = metrics["all"]["failed"]
    if failed:
        complain(f"{failed} 题出错，原因见 {arguments.out / 'answers.jsonl'} 的 reason")
    return 2 if failed else 0
