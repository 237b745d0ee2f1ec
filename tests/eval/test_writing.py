"""Wrong answers planted over the samples, their counts, and the section that tells of them."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.model import Answer
from eval.modelserver import ModelServer
from eval.modelserver.faults import says
from eval.modelserver.using import in_use
from eval.writing import results, timing
from eval.writing.planted import Liar, _became, listed, outcomes
from eval.writing.planted_rows import CHANGES, planted_rows
from eval.writing.planting import KINDS, plant

PROMPT = """材料：
<材料 编号=1>
（地区：濮阳县；年度：2023年）
全县梳理行政审批事项2189项，取消证明事项12项。
</材料>
<材料 编号=2>
（地区：濮阳县；年度：2023年）
2023年，行政机关负责人出庭应诉率达到100%。全县公开事项21项。
</材料>

问题：
濮阳县有多少项行政审批事项?"""
ASKED = "濮阳县有多少项行政审批事项?"
TRUE = "全县梳理行政审批事项2189项，取消证明事项12项"


@pytest.fixture(scope="module")
def assistant(sample_library: Path) -> Assistant:
    """Open the samples."""
    return Assistant.open(sample_library)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_wrong(kind: str) -> None:
    """A planted answer differs from what is true in its words or in its marker, and says where it is wrong."""
    made = [one for seed in range(60) if (one := plant(PROMPT, ASKED, kind, random.Random(seed)))]
    assert made
    assert {one.kind for one in made} == {kind}
    assert all(one.wrong in one.words for one in made)
    if kind in ("no marker", "marker of nothing", "marker of another passage"):
        assert not any(one.words.endswith(f"{one.wrong}。[1]") for one in made if one.wrong == TRUE)
    else:
        assert not any(f"{one.wrong}。" in PROMPT for one in made)


def test_the_same_seed_plants_the_same() -> None:
    """What is reported can be measured again."""
    first, second = ([plant(PROMPT, ASKED, kind, random.Random(7)) for kind in KINDS] for _ in range(2))
    assert first == second


def test_nothing_wrong_gets_through(assistant: Assistant) -> None:
    """A sample of what `python -m eval.writing` plants: no wrong statement in an answer, none shown under way."""
    found = list(outcomes(assistant, 120))
    assert len(found) == 120
    assert len({one.planted.kind for one in found}) == len(KINDS)
    assert [(one.planted.words, one.answer) for one in found if one.became == "through" or one.shown] == []
    assert Counter(one.became for one in found)["replaced"] > 60


def test_a_wrong_answer_would_be_seen(assistant: Assistant) -> None:
    """The count is one that can fail: an answer that does say the wrong thing is told as through."""
    plain = Answer(ASKED, "answered", "行政审批事项2189项。[1]")
    wrong = "行政审批事项2198项"
    assert _became(wrong, Answer(ASKED, "answered", "行政审批事项2198项。[1]"), plain) == "through"
    assert _became(wrong, Answer(ASKED, "answered", "行政审批事项2199项。[1]"), plain) == "through"
    assert _became(wrong, Answer(ASKED, "refused", "未能确认"), plain) == "declined"
    note = ("语言模型未能使用（…），以下为不用模型的回答",)
    assert _became(wrong, Answer(ASKED, "answered", plain.answer, notes=note), plain) == "replaced"
    assert _became(wrong, Answer(ASKED, "answered", "事项2198项", notes=note), plain) == "through"


def test_no_wrong_row(assistant: Assistant) -> None:
    """No report that states no figure gets one, whatever a model says of it."""
    found = list(planted_rows(assistant, 60))
    assert len(found) == 60
    assert {one.kind for one in found} == set(CHANGES)
    assert [one for one in found if one.through] == []


def test_the_liar_is_asked(assistant: Assistant) -> None:
    """Each question of the list is one that a model is asked about, or most of what is measured is not."""
    liar = Liar(1)
    asked = 0
    with ModelServer(liar) as server, in_use(server):
        for liar.question in listed()[::6]:
            assistant.ask(liar.question)
            asked += liar.taken() is not None
    assert asked >= len(listed()[::6]) - 1


def test_times(sample_library: Path, tmp_path: Path) -> None:
    """In parallel it takes less than one by one, and again nothing is asked; first words come before the last."""
    from assistant.assistant import add_files

    add_files(tmp_path / "library", [sample_library.parents[0] / "none", timing.SAMPLES])
    every = timing.everywhere(tmp_path / "library", 0.2)
    assert (every.reports, every.calls, every.cached_calls) == (5, 5, 0)
    assert every.at_once >= 2
    assert every.single >= 5 * 0.2 > every.parallel >= 0.2 > every.cached
    first = timing.first_words(tmp_path / "library", 0.1)
    assert 100 <= first.first <= first.whole


def test_the_section(tmp_path: Path) -> None:
    """Counts by kind with their sums, and the times; nothing where nothing was measured."""
    assert results.section(tmp_path / "none.json") == ""
    counts = {"answers": 10, "replaced": 6, "struck": 3, "declined": 1, "through": 0, "shown": 0}
    every = {
        "latency": 0.3, "reports": 36, "calls": 30, "plain": 0.05, "single": 9.0, "parallel": 3.0, "most": 1.0,
        "at_once": 4, "cached": 0.2, "cached_calls": 0,
    }  # fmt: skip
    result = {
        "date": "2026-01-01", "machine": "two cores", "questions": 7, "texts": {"digit changed": counts},
        "rows": {"row: quote invented": {"answers": 5, "through": 1}}, "parallel": 4, "everywhere": [every],
        "first": [{"latency": 0.3, "questions": 3, "first": 400.0, "whole": 500.0}],
        "overhead": {"questions": 3, "plain": 20.0, "kept": 25.0, "more": 5.0},
    }  # fmt: skip
    path = tmp_path / "result.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    lines = results.section(path).splitlines()
    assert "Into 15 answers to 7 questions" in results.section(path)
    assert "| in words | 10 | 6 | 3 | 1 | 0 | 0 |" in lines
    assert "| in rows | 5 | — | 4 | — | 1 | — |" in lines
    assert "| 300 | 0.05 | 9.00 | 3.00 | 1.00 | 3.0 | 0.20 | 0 |" in lines
    assert "| 300 | 400 | 500 |" in lines


def test_in_use_puts_the_settings_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are those of the server while it is used, and the old ones after it."""
    from assistant.settings import settings

    monkeypatch.setenv("ASSISTANT_MODEL", "mine")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    settings.cache_clear()
    with ModelServer(says("")) as server, in_use(server, timeout="7"):
        assert (settings().model, settings().timeout, settings().base_url) == ("test-model", 7.0, server.base_url)
    assert settings().model == "mine"
    settings.cache_clear()
