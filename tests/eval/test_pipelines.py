"""The plain pipelines beside the assistant, over two reports of our own; the section that tells of all three."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.model import Report
from embeddings import load_embedding
from eval.answers import Measured, measured, section
from eval.pipelines import TopPassages, TopSentence, spoken
from eval.runner import DEFAULT_SET, SAMPLES
from eval.sets import load_set

REPORTS = [
    Report("甲.txt", "甲县接收行政复议申请51件。公众号由司法局主办。", region="甲县", year=2022),
    Report("乙.txt", "乙县新建法律服务站15个。调解矛盾纠纷302件。", region="乙县", year=2023),
]


def test_the_top_sentence() -> None:
    """The one sentence with most of the question's words, cited at its place."""
    answer = TopSentence(REPORTS).ask("乙县调解矛盾纠纷多少件")
    assert answer.answer == "调解矛盾纠纷302件。[1]"
    one = answer.citations[0]
    assert (one.report, REPORTS[1].text[one.start : one.end]) == ("乙.txt", one.quote)
    assert answer.elapsed_ms > 0
    assert [hit.passage.text for hit in answer.hits][:1] == [one.quote]
    assert (len(answer.hits), answer.hits[1].score) == (4, 0.5)


def test_the_top_passages() -> None:
    """Each report is one passage here, both are given."""
    pipeline = TopPassages(REPORTS, load_embedding())
    answer = pipeline.ask("新建法律服务站多少个")
    assert sorted(one.report for one in answer.citations) == ["乙.txt", "甲.txt"]
    assert "15个" in answer.answer
    assert pipeline.report("甲.txt") is REPORTS[0]


def test_a_follow_up_has_the_users_turns_before_it() -> None:
    """What the assistant said is left out."""
    turns = [{"role": "user", "content": "甲县复议多少件"}, {"role": "assistant", "content": "51件"}]
    assert spoken("乙县呢", turns) == "甲县复议多少件 乙县呢"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Measure eight questions over the samples, of both halves."""
    lines = DEFAULT_SET.read_text("utf-8").splitlines()
    chosen = {one.id for split in ("tune", "test") for one in load_set(DEFAULT_SET, split)[:4]}
    few = tmp_path_factory.mktemp("set") / "few.jsonl"
    few.write_text("\n".join(line for line in lines if any(f'"{name}"' in line for name in chosen)), encoding="utf-8")
    return measured("The samples", few, SAMPLES)


def test_the_section_has_aims_halves_pipelines_and_causes(found: Measured) -> None:
    """All ways answer the same questions; every table is there for both halves."""
    assert [one.item.id for one in found.own] == [one.item.id for one in found.plain[0]]
    assert len(found.plain) == 2
    text = section([found])
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "## Answers without a language model",
        "### Aims",
        "### The samples: answers",
        "### The samples: beside plain pipelines",
        "### The samples: misses by cause",
    ]
    assert "the samples, 4 questions" in text
    assert Path(found.questions).name in text
    for half in ("tune", "test"):
        assert text.count(f"| {half} | all | 4 |") == 1
        assert f"`{half}`:" in text
    assert "| cause | tune | test |" in text
