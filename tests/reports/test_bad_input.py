"""Broken, hostile and too large input, by workers and by the command: one line each, in time, the rest read."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports.loading.load import load
from assistant.reports.reading import Reading
from assistant.reports.workers import Workers
from tests.reports.bad_files import BAD, BODY, MEGABYTE, READ, sparse, zipped

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60.0
MEMORY = 500
# Between the tests and the command: what a process held before it began another program counts as that one's too.
_MEASURED = """import pathlib, resource, subprocess, sys
done = subprocess.run(sys.argv[2:])
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(done.returncode)
"""
NAMES = (
    "换行\n名.txt",
    "引'号\"名.txt",
    "-rf.txt",
    "🏛️政府.txt",
    "长" * 83 + "ab.txt",
    "$(touch x);`x`.txt",
    "a\u202eb.txt",
)


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: its code, its lines, the seconds, and the most megabytes that one of its processes held."""

    code: int
    out: str
    lines: list[str]
    seconds: float
    megabytes: int


def command(*arguments: object, folder: Path) -> Done:
    """Run a command as a real process from a folder that is not the repository."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    known |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    began = time.monotonic()
    given = [sys.executable, "-m", "assistant", *map(str, arguments)]
    if os.name != "nt":
        given = [sys.executable, "-c", _MEASURED, str(folder / "most"), *given]
    with (folder / "out").open("w+b") as out, (folder / "err").open("w+b") as err:
        code = subprocess.run(given, cwd=folder, env=known, stdout=out, stderr=err, check=False).returncode
    megabytes = int((folder / "most").read_text("utf-8")) // 1024 if os.name != "nt" else 0
    told, complained = (folder / "out").read_text("utf-8"), (folder / "err").read_text("utf-8")
    assert "Traceback" not in told + complained, complained
    return Done(code, told, complained.splitlines(), time.monotonic() - began, megabytes)


def listed(library: Path, folder: Path) -> list[str]:
    """Give the names of the reports of a library."""
    done = command("list", "--json", "--library", library, folder=folder)
    assert done.code == 0, done.lines
    return [json.loads(line)["report"] for line in done.out.splitlines()]


def fingerprint(library: Path) -> dict[str, str]:
    """Give the digest of every file of a library but its lock."""
    files = (path for path in sorted(library.rglob("*")) if path.is_file() and path.name != "write.lock")
    return {str(path.relative_to(library)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with every bad file, and a good one before, between and behind them."""
    folder = tmp_path_factory.mktemp("hostile") / "reports"
    folder.mkdir()
    for path, (make, _) in BAD.items():
        (folder / path.split("!/")[0]).write_bytes(make())
    sparse(folder / "huge.txt")
    for number, name in enumerate(("000.txt", "good.txt", "zzz.txt")):
        (folder / name).write_text(BODY.format(number), encoding="utf-8")
    return folder


def expected(folder: Path) -> list[str]:
    """Give the line for each bad file."""
    lines = [f"{folder}/{path}：{told}" for path, (_, told) in BAD.items()]
    return sorted([*lines, f"{folder}/huge.txt：有 1024.0 MB，超过 200.0 MB。请拆成较小的文件"])


def test_worker_processes_tell_each_in_one_line(hostile: Path) -> None:
    """In order, the good ones among them read, and all in a minute."""
    began = time.monotonic()
    items = list(Reading([hostile]))
    assert sorted(str(item) for item in items if isinstance(item, ReadError)) == expected(hostile)
    assert [item.report for item in items if isinstance(item, Report)] == ["000.txt", "good.txt", "zzz.txt"]
    assert time.monotonic() - began < SECONDS


def test_the_command_tells_each_in_one_line(hostile: Path, tmp_path: Path) -> None:
    """The code is 2 and the good ones are indexed; no process needed much memory; a second time nothing changes."""
    library = tmp_path / "library"
    done = command("add", hostile, "--library", library, folder=tmp_path)
    assert done.code == 2
    assert sorted(done.lines) == expected(hostile)
    assert done.seconds < SECONDS
    assert done.megabytes < MEMORY
    assert listed(library, tmp_path) == ["000.txt", "good.txt", "zzz.txt"]
    before = fingerprint(library)
    done = command(
        "add",
        *(hostile / path for path in ("zeros.txt", "bomb.zip", "cut-50.docx")),
        "--library",
        library,
        folder=tmp_path,
    )
    assert (done.code, len(done.lines)) == (1, 3)
    assert fingerprint(library) == before


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_but_has_a_text(tmp_path: Path, name: str) -> None:
    """Deep nesting, loops and many objects end in time, with a report or one line; nothing is raised."""
    (tmp_path / name).write_bytes(READ[name]())
    (tmp_path / "good.txt").write_text(BODY.format(1), encoding="utf-8")
    began = time.monotonic()
    items = list(Reading([tmp_path], workers=Workers(1)))
    assert "good.txt" in [item.report for item in items if isinstance(item, Report)]
    assert time.monotonic() - began < 30
    for item in items:
        assert isinstance(item, Report) or "\n" not in str(item)
    if name.startswith(("nested", "attribute")):
        text = next(item.text for item in items if isinstance(item, Report) and item.report == name)
        assert "".join(text.split()) == "".join(BODY.format(6).split())


def test_members_of_one_name(tmp_path: Path) -> None:
    """Two members of one name are one file to a system that unpacks them: the last one is read, and it is told."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        import io
        import zipfile

        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("a.txt", BODY.format(1))
            archive.writestr("a.txt", BODY.format(2))
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    told, read = list(Reading([tmp_path / "a.zip"]))
    assert str(told) == f"{tmp_path}/a.zip!/a.txt：压缩包里有两个同名的文件，只读最后一个。请改名后重新打包"
    assert isinstance(read, Report)
    assert read.text == BODY.format(2).rstrip("\n")


def test_a_report_that_became_unreadable_stays_as_it_was(tmp_path: Path) -> None:
    """What failed changes nothing in the library, also when what it replaces is there; the others are added."""
    reports, library = tmp_path / "reports", tmp_path / "library"
    reports.mkdir()
    (reports / "a.txt").write_text(BODY.format(12), encoding="utf-8")
    assert command("add", reports, "--library", library, folder=tmp_path).code == 0
    before = fingerprint(library)
    (reports / "a.txt").write_bytes(bytes(100))
    done = command("add", reports, "--library", library, folder=tmp_path)
    assert (done.code, done.lines) == (1, [f"{reports}/a.txt：文件是空的。请换一个有内容的文件"])
    assert fingerprint(library) == before
    (reports / "b.txt").write_text(BODY.format(34), encoding="utf-8")
    assert command("add", reports, "--library", library, folder=tmp_path).code == 2
    assert listed(library, tmp_path) == ["a.txt", "b.txt"]
    assert "行政复议案件12件" in command("show", "a.txt", "--library", library, folder=tmp_path).out


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses these names itself")
def test_names_of_every_kind(tmp_path: Path) -> None:
    """Files are added whatever they are called, and told on one line."""
    reports, library = tmp_path / "reports", tmp_path / "library"
    reports.mkdir()
    for number, name in enumerate(NAMES):
        (reports / name).write_text(BODY.format(number), encoding="utf-8")
    (reports / "bad\nname.txt").write_bytes(b"")
    done = command("add", reports, "--library", library, folder=tmp_path)
    assert done.code == 2
    assert f"{reports}/bad name.txt：文件是空的。请换一个有内容的文件" in done.lines
    assert set(NAMES) <= set(listed(library, tmp_path))
    assert len(listed(library, tmp_path)) == len(NAMES)
    assert len(done.lines) == 1
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses these names itself")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A name in GBK, as old archives leave it on Linux, is told in one line; the file beside it is added."""
    reports, library = tmp_path / "reports", tmp_path / "library"
    reports.mkdir()
    (reports / "good.txt").write_text(BODY.format(1), encoding="utf-8")
    Path(os.fsdecode(os.fsencode(reports) + "/总结.txt".encode("gbk"))).write_text(BODY.format(2), encoding="utf-8")
    done = command("add", reports, "--library", library, "--report", tmp_path / "table.csv", folder=tmp_path)
    assert (done.code, len(done.lines)) == (2, 1)
    assert "文件名" in done.lines[0]
    assert listed(library, tmp_path) == ["good.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links")
def test_links(tmp_path: Path) -> None:
    """A circle and a link to the parent end, each file is read once, and a link to nothing is told."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(BODY.format(1), encoding="utf-8")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in")
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    items = list(Reading([tmp_path]))
    assert [item.report for item in items if isinstance(item, Report)] == ["good.txt"]
    told = [str(item) for item in items if isinstance(item, ReadError)]
    assert [line.removeprefix(f"{tmp_path}/").split("：")[0] for line in told] == ["a.txt", "b.txt", "gone.txt"]
    (given,) = list(Reading([tmp_path / "gone.txt"]))
    assert str(given) == f"{tmp_path}/gone.txt：没有这个文件或文件夹。请检查路径"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files on this system")
def test_what_is_no_file(tmp_path: Path) -> None:
    """A pipe and a device are not opened: nothing waits for them, each is told."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "good.txt").write_text(BODY.format(1), encoding="utf-8")
    began = time.monotonic()
    for path in ("pipe.txt", "zero.txt"):
        (given,) = list(Reading([tmp_path / path]))
        assert str(given) == f"{tmp_path}/{path}：不是普通文件。请换一个文件"
    items = list(Reading([tmp_path]))
    assert [item.report for item in items if isinstance(item, Report)] == ["good.txt"]
    assert sum("不是普通文件" in str(item) for item in items if isinstance(item, ReadError)) == 2
    assert time.monotonic() - began < 30


def test_an_empty_folder(tmp_path: Path) -> None:
    """It is told, with what could be read; the code is 1."""
    (tmp_path / "empty").mkdir()
    done = command("add", tmp_path / "empty", "--library", tmp_path / "library", folder=tmp_path)
    assert done.code == 1
    assert len(done.lines) == 1
    assert done.lines[0].startswith(f"{tmp_path}/empty：文件夹里没有能读的文件（.txt、")


def test_a_folder_that_vanishes_while_it_is_read(tmp_path: Path) -> None:
    """What was not read yet is told file by file; nothing is raised."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:02d}.txt").write_text(BODY.format(number), encoding="utf-8")
    items = []
    for item in Reading([folder], workers=Workers(1)):
        if not items:
            shutil.rmtree(folder)
        items.append(item)
    reports = [item.report for item in items if isinstance(item, Report)]
    told = [str(item) for item in items if isinstance(item, ReadError)]
    assert reports == [f"{number:02d}.txt" for number in range(len(reports))]
    assert 0 < len(reports) < 300
    assert all(line.startswith(str(folder)) for line in told)


@contextmanager
def another_user() -> Iterator[Path]:
    """Give a folder that everybody may enter, and be a user for whom permissions hold while in it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has other permissions")
def test_without_permission() -> None:
    """A folder and a file that may not be read are told; what lies beside them is read."""
    with another_user() as folder:
        for name in ("closed", "open"):
            (folder / name).mkdir()
            (folder / name / "a.txt").write_text(BODY.format(1), encoding="utf-8")
        (folder / "open" / "b.txt").write_text(BODY.format(2), encoding="utf-8")
        (folder / "open" / "b.txt").chmod(0)
        (folder / "closed").chmod(0)
        list(load(folder / "open" / "a.txt"))  # everything is imported while all may be read
        gc.collect()  # semaphores of earlier tests are not another user's to take away
        if os.geteuid() == 0:
            os.seteuid(65534)
        told = [str(item) if isinstance(item, ReadError) else item.name for item in load(folder)]
        assert told == [
            f"{folder}/closed：没有读取权限。请检查文件权限",
            "open/a.txt",
            f"{folder}/open/b.txt：没有读取权限。请检查文件权限",
        ]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5368709120\r\n\r\n" + b"a" * 1000, "有 5120.0 MB，超过 200.0 MB"),
        (
            b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/a\r\nContent-Length: 0\r\n\r\n",
            "10.0.0.1 不是公网上的地址",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf", "内容没有传完"),
        (None, "网站的回答不合 HTTP 规则"),
    ],
    ids=["5 GB", "redirect inside", "cut", "says nothing"],
)
def test_addresses(tmp_path: Path, reply: bytes | None, told: str) -> None:
    """A page that is too large, leads inside, ends early or hangs up is one line; the file beside it is added."""
    (tmp_path / "good.txt").write_text(BODY.format(1), encoding="utf-8")
    with answering(reply) as address:
        done = command(
            "add", f"{address}/a.html", tmp_path / "good.txt", "--library", tmp_path / "library", folder=tmp_path
        )
    assert (done.code, len(done.lines)) == (2, 1)
    assert told in done.lines[0]
    assert done.seconds < 30
    assert listed(tmp_path / "library", tmp_path) == ["good.txt"]


@contextmanager
def answering(reply: bytes | None) -> Iterator[str]:
    """Answer every connection with these bytes; None says nothing for two seconds and hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(4096)
                if reply is None:
                    time.sleep(2)
                else:
                    connection.sendall(reply)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.skipif("SOAK" not in os.environ, reason="make soak runs the long tests")
def test_the_longest_text_that_is_read(tmp_path: Path) -> None:
    """Just below the limit it is read in three minutes and 700 MB; just above it is refused at once."""
    line = "（一）全区审结行政复议案件{}件，行政机关负责人出庭应诉率100%。一是培训{}人次；二是检查{}次。\n"
    text = BODY.format(1) + "".join(line.format(at, at, at) for at in range(200_000))
    data = text.encode()[: 20 * MEGABYTE - 1].decode(errors="ignore")
    (tmp_path / "below.txt").write_text(data, encoding="utf-8")
    (tmp_path / "above.txt").write_text(data + "再加一行。" * 10, encoding="utf-8")
    done = command(
        "add", tmp_path / "above.txt", tmp_path / "below.txt", "--library", tmp_path / "library", folder=tmp_path
    )
    assert (done.code, len(done.lines)) == (2, 1)
    assert done.lines[0] == f"{tmp_path}/above.txt：有 20.0 MB，超过 20.0 MB。请拆成较小的文件"
    assert done.seconds < 300


def test_archives_hold_good_files_too(tmp_path: Path) -> None:
    """What leads outside or is encrypted costs the other members nothing."""
    members = {"../out.txt": BODY.format(1), "in/good.txt": BODY.format(2), "C:\\a.txt": BODY.format(3), "b.rar": "x"}
    (tmp_path / "a.zip").write_bytes(zipped(members))
    items = list(Reading([tmp_path / "a.zip"]))
    assert [item.source for item in items if isinstance(item, Report)] == [f"{tmp_path}/a.zip!/in/good.txt"]
    assert len([item for item in items if isinstance(item, ReadError)]) == 3
    assert not (tmp_path.parent / "out.txt").exists()
