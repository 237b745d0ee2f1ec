"""eval with a language model: the real command against a real server."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eval.modelserver import ModelServer
from eval.modelserver.characters import honest
from eval.modelserver.faults import fails, says, when

Run = Callable[..., subprocess.CompletedProcess[str]]
QUESTIONS = [
    {"id": "1", "type": "fact_number", "question": "濮阳县有多少个行政村？", "must": [["980个"]]},
    {
        "id": "2",
        "type": "fact_text",
        "question": "海州区执法事项清单调整不及时的主要原因是什么？",
        "must": [["重视不够"]],
    },
    {"id": "3", "type": "unanswerable", "question": "濮阳县有几个火星基地？", "must": []},
]
KEY = "sk-secret-4711"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Write a set of three questions."""
    path = tmp_path / "set.jsonl"
    lines = [json.dumps({**one, "split": "tune"}, ensure_ascii=False) for one in QUESTIONS]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Start an honest model that calls every answer right when it is to judge."""
    with ModelServer(when("待评的回答", says("对"), honest)) as one:
        yield one


def settings(server: ModelServer) -> dict[str, str]:
    """Give the settings that name a server."""
    return {"ASSISTANT_MODEL": "m", "ASSISTANT_BASE_URL": server.base_url, "ASSISTANT_API_KEY": KEY,
            "ASSISTANT_RETRIES": "0", "NO_PROXY": "127.0.0.1"}  # fmt: skip


def table(done: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    """Read the Markdown table that a command printed."""
    lines = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if line.startswith("|")]
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[2:]]


def test_both_side_by_side(run: Run, samples: Path, questions: Path, server: ModelServer, tmp_path: Path) -> None:
    """One table, a line an answerer, with tokens, cost and opinions; answers of both in folders of their own."""
    done = run(
        "eval", questions, "--answerer", "both", "--judge", "--price-in", "2", "--price-out", "8", "--markdown",
        "--out", "out", library=samples, settings=settings(server),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = {(one["type"], one["answerer"]): one for one in table(done)}
    assert list(rows)[:2] == [("fact_number", "none"), ("fact_number", "model")]
    assert rows["fact_number", "none"]["right"] == rows["fact_number", "model"]["right"] == "100.0% (1/1)"
    assert rows["all", "none"]["tokens in"] == "—"
    assert rows["all", "model"]["used"] == "100.0% (3/3)"
    assert int(rows["all", "model"]["tokens in"].replace(",", "")) > 500
    assert float(rows["all", "model"]["cost"]) > 0
    assert rows["fact_text", "none"]["judge"] == rows["fact_text", "model"]["judge"] == "100.0% (1/1)"
    assert rows["fact_number", "model"]["judge"] == "—"
    metrics = json.loads((tmp_path / "out" / "model" / "metrics.json").read_text("utf-8"))
    assert metrics["all"]["model"]["calls"] == 3
    assert metrics["judging"]["opinions"] == {"2": True}
    lines = (tmp_path / "out" / "model" / "answers.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0])["written"]["prompts"][0].startswith("answer ")
    assert "written" not in json.loads((tmp_path / "out" / "none" / "answers.jsonl").read_text("utf-8").splitlines()[0])
    everything = "".join(path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.json*"))
    assert KEY not in done.stdout + done.stderr + everything


def test_without_a_model_nothing_is_sent(run: Run, samples: Path, questions: Path, server: ModelServer) -> None:
    """The default measures the assistant without a model, also where one is set."""
    done = run("eval", questions, "--markdown", library=samples, settings=settings(server))
    assert done.returncode == 0, done.stderr
    assert (server.calls, "answerer" in done.stdout) == (0, False)


def test_in_a_terminal_table(run: Run, samples: Path, questions: Path, server: ModelServer) -> None:
    """The table for people is in Chinese, without columns that hold nothing."""
    done = run("eval", questions, "--answerer", "model", library=samples, settings=settings(server))
    assert done.returncode == 0, done.stderr
    assert all(word in done.stdout for word in ("用模型", "用上模型", "读入词元", "单个事实"))
    assert "行准" not in done.stdout
    assert "…" not in done.stdout


def test_a_model_that_is_down(run: Run, samples: Path, questions: Path) -> None:
    """The answers are those without a model, none of them with its words, no opinion; the table tells it."""
    with ModelServer(fails(500)) as server:
        done = run(
            "eval", questions, "--answerer", "both", "--judge", "--markdown", library=samples, settings=settings(server)
        )
    assert done.returncode == 0, done.stderr
    rows = {(one["type"], one["answerer"]): one for one in table(done)}
    assert rows["all", "model"]["right"] == rows["all", "none"]["right"] == "100.0% (3/3)"
    assert (rows["all", "model"]["used"], rows["all", "model"]["judge"]) == ("—", "—")


@pytest.mark.parametrize("option", [("--answerer", "model"), ("--answerer", "both"), ("--judge",)])
def test_no_model_is_set(option: tuple[str, ...], complains: Callable[..., str], questions: Path) -> None:
    """One line names the setting and the page that tells of it."""
    told = complains("eval", questions, *option)
    assert told == "ASSISTANT_MODEL：没有设置语言模型。做法见 docs/how-to-language-model.md"


def test_a_price_that_is_none(complains: Callable[..., str]) -> None:
    """A price is a number."""
    assert complains("eval", "--price-in", "贵").startswith("--price-in 要写数字，不能是")
