"""Made reports of counties, and the table of times over them."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.lexicon.gazetteer import place_of
from eval.size import corpus, measure

ORIGINAL = "一、工作情况\n" + "全省办理行政复议案件51件，办结50件，调解成功率98%，均比上年提高。\n" * 400


def test_a_made_report_is_of_a_place_and_a_year() -> None:
    """Its title names both, its size is bounded, the same number gives the same text, another one another."""
    place = place_of("辽宁省阜新市海州区")
    assert place is not None
    first, again, second = (corpus.one_of(ORIGINAL, place, 2023, number) for number in (1, 1, 2))
    assert first.startswith("辽宁省阜新市海州区2023年政府工作报告\n")
    assert corpus.SHORTEST * 0.6 < len(first) < corpus.LONGEST + 200
    assert first == again != second


def test_files_of_many_places(shared: Path, tmp_path: Path) -> None:
    """So many files, each of a county of its own."""
    characters = corpus.write(tmp_path / "texts", 40, shared)
    assert len(list((tmp_path / "texts").iterdir())) == 40
    assert 40 * 2000 < characters < 40 * 6300


def test_section_tells_the_last_result(tmp_path: Path) -> None:
    """One line a size, with the ratio of both p95; nothing where nothing was measured."""
    assert measure.section(tmp_path / "none.json") == ""
    size = {
        "reports": 1000, "passages": 20000, "adding": 60.4, "opening": 0.05, "p50": 40.0, "p95": 100.0,
        "processor": 90.0, "memory": 512.0, "plain_p50": 300.0, "plain_p95": 400.0,
    }  # fmt: skip
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"date": "2025-01-01", "machine": "two cores", "sizes": [size]}), encoding="utf-8")
    last = measure.section(path).splitlines()[-1]
    assert last == "| 1,000 | 20,000 | 60 | 0.05 | 40 | 100 | 90 | 300 | 400 | 0.25 | 512 |"
