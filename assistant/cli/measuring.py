"""The commands that look at the assistant itself: doctor and eval."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.checks import checks
from assistant.cli.library import folder
from assistant.cli.output import complain, console, progress, say
from assistant.errors import SettingsError
from assistant.settings import settings

if TYPE_CHECKING:
    from eval.records import Record
    from eval.sets import Item


def doctor(arguments: argparse.Namespace) -> int:
    """Check everything, one line each; 1 when something needs a person."""
    found = list(checks(arguments.library))
    for one in found:
        say(f"{'正常' if one.good else '问题'}  {one.name}：{one.told}{f'。{one.fix}' if one.fix else ''}")
    return 0 if all(one.good for one in found) else 1


def evaluate(arguments: argparse.Namespace) -> int:
    """Ask a set without a language model, with one, or both; print one table, keep metrics and answers.

    2 when some questions failed.
    """
    from eval import runner
    from eval.sets import load_set

    if (arguments.answerer != "none" or arguments.judge) and not settings().model:
        raise SettingsError("没有设置语言模型", where="ASSISTANT_MODEL", fix="做法见 docs/how-to-language-model.md")
    names = ("none", "model") if arguments.answerer == "both" else (arguments.answerer,)
    items = load_set(arguments.set or runner.DEFAULT_SET, arguments.split)
    own = arguments.set is not None or arguments.library is not None
    with nullcontext(folder(arguments)) if own else runner.sample_library() as place:
        records = {name: _asked(name, place, items) for name in names}
    told = {name: _measured(some, _place(arguments, name), arguments) for name, some in records.items()}
    _shown(told, arguments)
    for name in names:
        out = _place(arguments, name)
        say(f"逐题结果写在 {out / 'answers.jsonl'}，指标写在 {out / 'metrics.json'}")
    failed = sum(one["all"]["failed"] for one in told.values())
    if failed:
        complain(f"{failed} 题出错，原因见 {_place(arguments, names[0]) / 'answers.jsonl'} 的 reason")
    return 2 if failed else 0


def _place(arguments: argparse.Namespace, name: str) -> Path:
    """Give the folder of an answerer's files: one of its own where there are two."""
    out: Path = arguments.out
    return out / name if arguments.answerer == "both" else out


def _asked(name: str, place: Path, items: Sequence[Item]) -> list[Record]:
    from assistant.assistant import Assistant
    from eval.environment import no_model
    from eval.runner import ask_all

    with no_model() if name == "none" else nullcontext():
        assistant = Assistant.open(place)
        with progress("提问" if name == "none" else "提问（用模型）", len(items)) as advance:
            return ask_all(assistant, items, on_progress=lambda _: advance())


def _measured(records: Sequence[Record], out: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Measure, let a model judge where that is wanted, and keep metrics and answers."""
    from eval import modeljudge, runner
    from eval.metrics import summary
    from eval.spending import Prices, spent

    prices = Prices(arguments.price_in, arguments.price_out)
    said: modeljudge.Opinions = {}
    out.mkdir(parents=True, exist_ok=True)
    if arguments.judge:
        with progress("评判", sum(modeljudge.is_judged(one) for one in records)) as advance:
            said, took = modeljudge.opinions(records, out, advance)

    def tell(some: Sequence[Record]) -> dict[str, Any]:
        told = summary(some)
        if arguments.answerer != "none" or arguments.judge:
            told["model"] = spent(some, prices)
        if arguments.judge:
            told["judge"] = modeljudge.score(some, said).to_dict()
            told["agreement"] = modeljudge.agreement(some, said).to_dict()
        return told

    metrics = runner.measure(records, tell)
    if arguments.judge:
        metrics["judging"] = {
            "calls": took.calls, "cached": took.cached, "tokens_in": took.tokens_in, "tokens_out": took.tokens_out,
            "cost": prices.cost(took.tokens_in, took.tokens_out), "opinions": dict(said),
        }  # fmt: skip
    runner.save(out, records, metrics)
    return metrics


def _shown(told: dict[str, dict[str, Any]], arguments: argparse.Namespace) -> None:
    from eval import table

    first = next(iter(told.values()))
    if "model" not in first["all"]:
        if arguments.markdown:
            say(table.markdown_table(first))
        else:
            console().print(table.rich_table(first))
    elif arguments.markdown:
        say(table.markdown_sides(told))
    else:
        console().print(table.rich_sides(told))
