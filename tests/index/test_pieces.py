"""Arrays in files: put aside, read in parts, and gone with the process that put them there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.index.layout import reading
from assistant.index.pieces import Spool, array_file, blocks, stored_array

KILLED = """
import sys, numpy
from pathlib import Path
from assistant.index.pieces import Spool
spool = Spool(Path(sys.argv[1]))
spool.put(numpy.zeros(1 << 20))
print("put", flush=True)
sys.stdin.read()
"""


def test_what_was_put_aside_comes_back(tmp_path: Path) -> None:
    """Arrays of several kinds and axes, whole and in parts, while others are put beside them."""
    with closing(Spool(tmp_path)) as spool:
        ids = spool.put(np.array([3, 1, 4, 1, 5], np.int32))
        vectors = spool.put(np.array([[0.5, 1], [2, 4]], np.float32))
        assert ids.read().tolist() == [3, 1, 4, 1, 5]
        nothing = spool.put(np.zeros(0, np.int64))
        assert ids.part(1, 4).read().tolist() == [1, 4, 1]
        assert vectors.read().tolist() == [0.5, 1, 2, 4]
        assert vectors.read().dtype == np.float32
        assert nothing.read().tolist() == []
        assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_nothing_is_left_of_a_killed_process(tmp_path: Path) -> None:
    """What a killed process had put aside is gone at once."""
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "put\n"
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []


def test_an_array_written_in_blocks_is_an_npy_file(tmp_path: Path) -> None:
    """NumPy reads it as a whole, we in parts."""
    with array_file(tmp_path / "a.npy", np.int32, 5) as file:
        file.write(np.array([3, 1], np.int32).data)
        file.write(np.array([4, 1, 5], np.int32).data)
    assert np.load(tmp_path / "a.npy", allow_pickle=False).tolist() == [3, 1, 4, 1, 5]
    assert stored_array(tmp_path / "a.npy").part(2, 5).read().tolist() == [4, 1, 5]


def test_a_file_cut_short_is_damage(tmp_path: Path) -> None:
    """Fewer bytes than the header promises are never taken for an array; nor is an array of another shape."""
    path = tmp_path / "a.npy"
    np.save(path, np.arange(100))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(LibraryError, match="缺失或已损坏"):
        stored_array(path).read()
    np.save(path, np.zeros((2, 2)))
    with pytest.raises(LibraryError, match="缺失或已损坏"), reading(path):
        stored_array(path)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """No space for what is put aside: one line, as for every other file of a library."""
    pytest.importorskip("resource", reason="this system bounds no file size")
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    told = subprocess.run(
        [sys.executable, "-c", limit + KILLED, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert "写不进资料库" in told.stderr.splitlines()[-1]


def test_blocks_hold_whole_runs() -> None:
    """Runs are never cut: a block takes runs until it has enough, and one that is too large alone."""
    assert blocks(np.array([2, 2, 2, 2]), 4) == [(0, 2), (2, 4)]
    assert blocks(np.array([1, 9, 1, 0, 1]), 3) == [(0, 2), (2, 5)]
    assert blocks(np.array([0, 0, 5]), 100) == [(0, 3)]
