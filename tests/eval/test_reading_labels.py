"""The labels of reading: their form, their split, and that they fit the real files where these are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from eval.reading.labels import digest, halves, labels, path_of, share, squeezed, table


def test_cleaning_labels_are_lines_in_order() -> None:
    """157 lines of five reports, each with a label, none overlapping the one before."""
    rows = labels("cleaning")
    assert len(rows) == 157
    assert {row["label"] for row in rows} == {"about", "body", "chrome"}
    ends = {row["report"]: 0 for row in rows}
    assert len(ends) == 5
    for row in rows:
        assert ends[row["report"]] <= row["start"] < row["end"]
        ends[row["report"]] = row["end"]


def test_identity_labels_tell_every_field_of_36_reports() -> None:
    """Each object has every field, null where the text does not say."""
    rows = labels("identity")
    fields = {
        "report", "sha256", "title", "region", "level", "issuer", "year", "years", "delivered", "published", "dated",
    }  # fmt: skip
    assert len(rows) == 36
    assert all(set(row) == fields for row in rows)
    assert sum(row["dated"] is None for row in rows) == 3


def test_part_labels_cover_their_texts_in_order() -> None:
    """Spans do not overlap and say review, plan or neither; every report has both."""
    rows = labels("parts")
    assert len(rows) == 36
    for row in rows:
        bounds = [bound for span in row["spans"] for bound in span[:2]]
        assert bounds == sorted(bounds)
        assert {"review", "plan"} <= {span[2] for span in row["spans"]} <= {"review", "plan", None}


def test_part_labels_of_the_written_reports_have_one_form() -> None:
    """Eight reports: before the body neither, then review, then plan."""
    rows = labels("parts-own")
    assert len(rows) == 8
    for row in rows:
        assert [span[2] for span in row["spans"]][:3] == [None, "review", "plan"]
        assert [span[0] for span in row["spans"]] == [0, *(span[1] for span in row["spans"][:-1])]


def test_no_label_holds_a_sentence() -> None:
    """Offsets, hashes, names and dates: nothing that ends like a sentence."""
    for name in ("cleaning", "identity", "parts", "parts-own"):
        texts = [value for row in labels(name) for value in row.values() if isinstance(value, str)]
        assert [text for text in texts if "。" in text or "，" in text or len(text) > 75] == []


def test_halves_are_fixed_by_the_names() -> None:
    """The first 16 names by their SHA-256 are the tuning half, whatever their order."""
    names = [row["report"] for row in labels("parts") if row["report"].endswith(".docx")]
    found = halves(names)
    assert sorted(found.values()).count("tune") == 16
    assert sorted(found.values()).count("test") == 15
    assert found["2025年湖南省政府工作报告.docx"] == "tune"
    assert found["2025年北京市政府工作报告.docx"] == "test"
    assert halves(names[::-1]) == found


def test_a_changed_file_has_no_labels(tmp_path: Path) -> None:
    """A label holds for the bytes that it was made of."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"one")
    label = {"report": "a.txt", "sha256": hashlib.sha256(b"one").hexdigest()}
    assert path_of(label, tmp_path) == folder / "a.txt"
    (folder / "a.txt").write_bytes(b"two")
    assert path_of(label, tmp_path) is None
    assert path_of({"report": "b.txt", "sha256": ""}, tmp_path) is None


@pytest.mark.parametrize("name", ["cleaning", "identity", "parts"])
def test_every_label_has_its_file(shared: Path, name: str) -> None:
    """The real reports are the ones that were read."""
    assert [row["report"] for row in labels(name) if path_of(row, shared) is None] == []


def test_helpers() -> None:
    """Shares with counts, tables, text without white space, and its hash."""
    assert (share(62, 64), share(0, 0)) == ("0.969 (62/64)", "—")
    assert table(["a", "b"], [["c", "1"]]) == "| a | b |\n| --- | ---: |\n| c | 1 |\n"
    assert squeezed(" 一　二\n三\u00a0") == "一二三"
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
