"""eval compare and eval baselines: two runs beside each other, and other ways to answer beside the assistant's."""

from __future__ import annotations

import argparse
from contextlib import nullcontext

from assistant.cli.library import folder
from assistant.cli.output import complain, console, progress, say
from assistant.errors import QuestionError


def compare(arguments: argparse.Namespace) -> int:
    """Compare two runs; 1 when a metric lost more than chance explains, or a promise was broken more often."""
    from eval.compare import paired, runs, told
    from eval.report.names import NAMES

    found = paired.compared(runs.load(arguments.first), runs.load(arguments.second))
    if not found.common:
        raise QuestionError("两次评测没有相同的题", where=str(arguments.second), fix="请比较同一题集的两次评测")
    console().print(told.table(found))
    for line in told.lines(found, unseen=arguments.test):
        say(line)
    if found.worse:
        complain(f"变差：{'、'.join(NAMES[one.metric] for one in found.worse)}")
    return 1 if found.worse else 0


def baselines(arguments: argparse.Namespace) -> int:
    """Ask one set of the assistant and of plain pipelines over the same reports; 2 when one could not run."""
    from assistant.assistant import Assistant
    from eval import beside, runner
    from eval.sets import load_set

    items = load_set(arguments.set or runner.DEFAULT_SET, arguments.split)
    own = arguments.set is not None or arguments.library is not None
    with nullcontext(folder(arguments)) if own else runner.sample_library() as place:
        ways = beside.ways(Assistant.open(place))
        with progress("提问", len(items) * len(ways)) as advance:
            runs = {name: runner.ask_all(way, items, lambda _: advance()) for name, way in ways.items()}
    console().print(beside.table(runs))
    for name, records in runs.items():
        runner.save(arguments.out / beside.FOLDERS[name], records, runner.measure(records))
    say(f"每种做法的结果和报告写在 {arguments.out}")
    if missing := beside.missing():
        complain(f"{missing} 没有安装，这种做法没有跑；要跑就 pip install {missing}")
    return 2 if missing else 0
