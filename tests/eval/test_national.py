"""The national reports are written as files that the reader reads; skips where shared/ is absent."""

from __future__ import annotations

from pathlib import Path

from assistant.model import Report
from assistant.reports import read
from eval.evidence import spans
from eval.national import national_reports
from eval.sets import load_set
from tests.samples.extract import ROOT


def test_eleven_reports_hold_the_evidence_of_their_set(shared: Path, tmp_path: Path) -> None:
    """2014 to 2024 are there by name, and each hash of the set is found in the texts as read."""
    paths = national_reports(tmp_path / "national", shared / "corpora" / "government_texts.jsonl.gz")
    assert [path.name for path in paths] == [f"{year}年国务院政府工作报告.txt" for year in range(2014, 2025)]
    texts = {one.report: one.text for path in paths for one in read(path) if isinstance(one, Report)}
    assert set(texts) == {path.name for path in paths}
    items = load_set(ROOT / "eval" / "questions" / "tuning-national.jsonl", "tune")
    assert [item.id for item in items if len(spans(item, texts.get)) != len(item.evidence)] == []
