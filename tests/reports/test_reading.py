"""Reading many sources in worker processes."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
import zipfile
from pathlib import Path

import pytest

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports.reading import Reading, Seen
from assistant.reports.recipe import recipe
from assistant.reports.workers import Workers
from tests.support.servers import served

BODY = "某区2023年法治政府建设情况报告\n全区审结行政复议案件{}件，行政机关负责人出庭应诉率100%。\n"


def told(reading: Reading) -> list[str]:
    """Give the name of each report, or the line of each error."""
    return [item.report if isinstance(item, Report) else str(item) for item in reading]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of twelve small reports."""
    for number in range(12):
        (tmp_path / f"{number:02d}.txt").write_text(BODY.format(number), encoding="utf-8")
    return tmp_path


def test_reports_come_in_order_with_their_bytes(folder: Path) -> None:
    """However many processes read; each is marked with the rules that read it."""
    reading = Reading([folder], workers=Workers(2))
    names = []
    for report in reading:
        assert isinstance(report, Report)
        assert reading.original(report) == (folder / report.report).read_bytes()
        assert report.reader == recipe()
        names.append(report.report)
    assert names == [f"{number:02d}.txt" for number in range(12)]
    assert reading.original(Report("other", "", digest="0")) is None


def test_what_was_read_before_is_not_read_again(folder: Path) -> None:
    """Known by its bytes; the others are read."""
    digest = hashlib.sha256((folder / "03.txt").read_bytes()).hexdigest()
    items = list(Reading([folder], known={digest}))
    assert items[3] == Seen(str(folder / "03.txt"), digest)
    assert sum(isinstance(item, Report) for item in items) == 11


def test_a_broken_item_is_one_line_among_the_others(folder: Path) -> None:
    """A cut archive, a missing path, a cut Word file."""
    (folder / "04.docx").write_bytes(b"PK\x03\x04 cut")
    (folder / "05.zip").write_bytes(b"PK\x03\x04 cut")
    found = told(Reading([folder, "nowhere.txt"]))
    assert len(found) == 15
    assert found[4] == f"{folder}/04.docx：不是完整的 Word 文件（可能没有下载完或已损坏）。请重新下载或另存后再试"
    assert found[7] == f"{folder}/05.zip：不是完整的 ZIP（可能没有下载完或已损坏）。请重新下载后再试"
    assert found[-1] == "nowhere.txt：没有这个文件或文件夹。请检查路径"


def slow_page(path: Path, megabytes: int) -> None:
    """Write a page whose reading takes seconds and hundreds of megabytes."""
    row = "<div><p><b>全区</b>办结<i>案件</i><a href='a'>若干</a>件，群众满意。</p></div>\n"
    path.write_text(f"<html><body>{row * (megabytes * 2**20 // len(row.encode()))}</body></html>", encoding="utf-8")


def test_a_file_that_takes_too_long_is_given_up(folder: Path) -> None:
    """The others are read; what was being read beside it too."""
    slow_page(folder / "06.html", 15)
    workers = Workers(2, limit=lambda size, _: 0.6 if size > 2**20 else 60)
    began = time.monotonic()
    found = told(Reading([folder], workers=workers))
    assert found[6] == f"{folder}/06.html：读了 1 秒还没有读完，已放弃。请拆成较小的文件，或另存后再试"
    assert [name for name in found if name.endswith(".txt")] == [f"{number:02d}.txt" for number in range(12)]
    assert time.monotonic() - began < 20


@pytest.mark.skipif(os.name == "nt", reason="Windows has no bound on the memory of a process")
def test_a_file_that_needs_too_much_memory_is_given_up(folder: Path) -> None:
    """The bound is the process's own; the others are read."""
    slow_page(folder / "06.html", 15)
    found = told(Reading([folder], workers=Workers(1, memory=150 * 2**20)))
    assert found[6] in (
        f"{folder}/06.html：读它要用的内存太多。请拆成较小的文件",
        f"{folder}/06.html：读它的进程中途退出（多半是内存不够）。请拆成较小的文件",
    )
    assert len([name for name in found if name.endswith(".txt")]) == 12


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_a_killed_process_loses_nothing(folder: Path) -> None:
    """What it was reading is read again."""
    slow_page(folder / "06.html", 1)
    workers = Workers(2)
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            pool = workers._pool
            processes = list(pool._processes) if pool is not None and pool._processes else []
            if processes and len(found) >= 2:
                killed.append(processes[0])
                os.kill(processes[0], signal.SIGKILL)
            time.sleep(0.005)

    found: list[object] = []
    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    for item in Reading([folder], workers=workers):
        found.append(item)
        time.sleep(0.05)
    assert killed
    assert [item.report for item in found if isinstance(item, Report)] == [
        *(f"{number:02d}.txt" for number in range(6)), "06.html", *(f"{number:02d}.txt" for number in range(6, 12)),
    ]  # fmt: skip


def test_a_script_needs_no_guard(folder: Path, offline_env: dict[str, str]) -> None:
    """Somebody's own script may read at its top level: it is not run again in the workers."""
    import subprocess
    import sys

    script = folder / "mine.py"
    script.write_text(
        "from assistant.reports.reading import Reading\n"
        f"print(len(list(Reading([{str(folder)!r} + '/01.txt', {str(folder)!r} + '/02.txt']))))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], env=offline_env, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("2", 0), done.stderr


def test_a_page_and_an_archive_at_an_address(folder: Path) -> None:
    """Its name is the address; a .zip gives its members."""
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.write(folder / "01.txt", "区/01.txt")
    page = f"<html><head><title>某区报告</title></head><body><p>{BODY.format(7)}</p></body></html>".encode()
    with served({"/a.html": page, "/b.zip": (folder / "all.zip").read_bytes()}) as address:
        reading = Reading([f"{address}/a.html", f"{address}/b.zip", f"{address}/none.html"])
        page_read, member, missing = list(reading)
    assert isinstance(page_read, Report)
    assert (page_read.report, page_read.source) == (f"{address}/a.html", f"{address}/a.html")
    assert isinstance(member, Report)
    assert (member.report, member.source) == ("01.txt", f"{address}/b.zip!/区/01.txt")
    assert isinstance(missing, ReadError)
    assert "404" in str(missing)


def test_another_person_s_address_may_not_be_this_machine(folder: Path) -> None:
    """What was not typed here is not fetched from loopback."""
    with served({"/a.html": b"<p>x</p>"}) as address:
        (found,) = list(Reading([f"{address}/a.html"], typed=False))
    assert isinstance(found, ReadError)
    assert "127.0.0.1" in str(found)
