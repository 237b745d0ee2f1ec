"""Replies on disk: damage, other processes and a disk that refuses cost a call, never an answer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.answering.writing import cache as module
from assistant.answering.writing.cache import FILE, Cache


def test_what_is_put_is_got(tmp_path: Path) -> None:
    """Nothing is written before the first reply; the last one put counts."""
    cache = Cache(tmp_path)
    assert cache.get("a") is None
    assert list(tmp_path.iterdir()) == []
    cache.put("a", "一")
    cache.put("a", "二")
    assert (cache.get("a"), cache.get("b")) == ("二", None)
    assert Cache(tmp_path).get("a") == "二"


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_begun_anew(damage: bytes, tmp_path: Path) -> None:
    """It is taken away, and replies are kept again."""
    cache = Cache(tmp_path)
    cache.put("a", "一")
    (tmp_path / FILE).write_bytes(damage)
    assert cache.get("a") is None
    cache.put("a", "二")
    cache.put("a", "二")
    assert cache.get("a") == "二"


def test_a_page_in_the_middle_is_damaged(tmp_path: Path) -> None:
    """Of many replies, whatever is read is right or nothing."""
    cache = Cache(tmp_path)
    for number in range(300):
        cache.put(f"{number}", f"答复{number}" * 20)
    raw = bytearray((tmp_path / FILE).read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 3000] = b"\xff" * 3000
    (tmp_path / FILE).write_bytes(raw)
    for number in range(300):
        assert cache.get(f"{number}") in (None, f"答复{number}" * 20)
    cache.put("new", "新")
    cache.put("new", "新")
    assert cache.get("new") == "新"


def test_a_table_of_another_form_is_begun_anew(tmp_path: Path) -> None:
    """What another version wrote is as good as damage."""
    with sqlite3.connect(tmp_path / FILE) as file:
        file.execute("CREATE TABLE replies (other TEXT)")
    file.close()
    cache = Cache(tmp_path)
    assert cache.get("a") is None
    cache.put("a", "一")
    assert cache.get("a") == "一"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Replies are not kept, nothing is raised."""
    cache = Cache(tmp_path / "nowhere")
    cache.put("a", "一")
    assert cache.get("a") is None


def test_many_threads_at_once(tmp_path: Path) -> None:
    """Each finds what it put."""
    cache = Cache(tmp_path)

    def one(number: int) -> str | None:
        cache.put(f"{number}", f"{number}件")
        return cache.get(f"{number}")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(64))) == [f"{number}件" for number in range(64)]


def test_two_processes_at_once(tmp_path: Path, offline_env: dict[str, str]) -> None:
    """Both write and read the same file; afterwards all is there."""
    code = (
        "import sys; from pathlib import Path; from assistant.answering.writing.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for number in range(100): cache.put(f'{sys.argv[2]}{number}', 'x'); assert cache.get('a0') in (None, 'x')\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name], env=offline_env, stderr=subprocess.PIPE)
        for name in "ab"
    ]
    assert [(run.wait(60), run.communicate()[1]) for run in runs] == [(0, b""), (0, b"")]
    cache = Cache(tmp_path)
    assert all(cache.get(f"{name}{number}") == "x" for name in "ab" for number in range(100))


def test_it_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the most the oldest tenth goes."""
    monkeypatch.setattr(module, "MOST", 20)
    cache = Cache(tmp_path)
    for number in range(21):
        cache.put(f"{number:02}", "x")
    assert [number for number in range(21) if cache.get(f"{number:02}") is None] == [0, 1]
