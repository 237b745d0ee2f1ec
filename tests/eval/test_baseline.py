"""The committed run over the samples: a change that makes it worse does not pass; the READMEs quote it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eval.baseline import readme
from eval.baseline.__main__ import METRICS, RUN, timeless
from eval.compare import runs
from eval.compare.paired import compared
from eval.sets import load_set

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with no setting of the user's."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    known |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    line = [sys.executable, "-m", "assistant", *map(str, arguments)]
    return subprocess.run(line, cwd=cwd, env=known, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Evaluate the samples' set as CI does."""
    folder = tmp_path_factory.mktemp("baseline")
    done = command("eval", "--out", "now", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "now"


def test_no_answer_became_worse(run: Path) -> None:
    """The answers of this state beside the committed run: make baseline renews it when a loss is meant."""
    done = command("eval", "compare", RUN, run, cwd=run.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_worse_state_does_not_pass(run: Path, tmp_path: Path) -> None:
    """Were every eighth right answer wrong, the comparison would fail."""
    lines = [json.loads(line) for line in (run / "answers.jsonl").read_text("utf-8").splitlines()]
    for line in [one for one in lines if one["right"]][::8]:
        line["right"], line["scores"]["right"] = False, [0, 1]
    (tmp_path / "answers.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = command("eval", "compare", RUN, tmp_path, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "变差：正确\n")


def test_the_committed_run_is_over_the_set_as_it_is() -> None:
    """No question of the set changed since; its half and its fingerprint are those of the file."""
    asked = {item.id: (item.split, item.fingerprint) for item in load_set(ROOT / "eval/questions/samples.jsonl")}
    assert {name: (one.split, one.item) for name, one in runs.load(RUN).items()} == asked


def test_the_committed_metrics_are_those_of_the_committed_run(run: Path) -> None:
    """Where no question counts otherwise, the metrics of this state are the committed ones, interval by interval."""
    committed = json.loads(METRICS.read_text("utf-8"))
    counted = [one.scores["right"] for one in runs.load(RUN).values()]
    assert committed["all"]["right"]["hits"] == sum(hits for hits, _ in counted)
    assert committed["all"]["questions"] == len(counted)
    if not compared(runs.load(RUN), runs.load(run)).changed:
        assert timeless(json.loads((run / "metrics.json").read_text("utf-8"))) == committed


@pytest.mark.parametrize("page", list(readme.HEADS))
def test_the_readme_quotes_the_committed_metrics(page: str) -> None:
    """The table between the marks is the one that make baseline writes."""
    text = (ROOT / page).read_text("utf-8")
    metrics = json.loads(METRICS.read_text("utf-8"))
    assert readme.BLOCK.findall(text) == [readme.table(metrics, page)]
    assert readme.renewed(text, metrics, page) == text


def test_another_number_is_seen() -> None:
    """A README whose number was typed differs from what is written; everything around the marks stays."""
    metrics = json.loads(METRICS.read_text("utf-8"))
    old = f"before\n{readme.BEGIN}\n| typed |\n{readme.END}\nafter\n"
    new = readme.renewed(old, metrics, "README.md")
    assert new == f"before\n{readme.BEGIN}\n{readme.table(metrics, 'README.md')}{readme.END}\nafter\n"
