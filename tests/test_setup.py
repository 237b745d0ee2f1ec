"""`make setup` installs once, again when a lock changed, and tells of an old Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
PIP = """#!/bin/sh
case "$*" in *"pip install"*) echo "pip: $*" >> pip.log;; esac
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(folder: Path, *words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run make in a folder as a person would, even when make runs these tests."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "LOCK"))}
    tool = shutil.which("make")
    assert tool is not None
    env["PATH"] = path or env["PATH"]
    return subprocess.run([tool, *words], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)


def script(path: Path, text: str) -> None:
    """Write an executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the Makefile and locks with an environment whose pip only writes down what it was asked."""
    for name in ("Makefile", "requirements.lock", "requirements-light.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    script(tmp_path / ".venv/bin/python", PIP)
    script(tmp_path / ".venv/bin/pip", PIP)
    return tmp_path


def asked(project: Path) -> list[str]:
    """Give what pip was asked since the last look."""
    log = project / "pip.log"
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return lines


def test_second_setup_installs_nothing_here() -> None:
    """In this repository, once set up, `make setup` is quick and silent."""
    kept = ROOT / ".venv" / "requirements.lock"
    if not kept.exists() or kept.read_bytes() != (ROOT / "requirements.lock").read_bytes():
        pytest.skip("this repository was not set up by make")
    start = time.monotonic()
    run = make(ROOT, "setup")
    assert (run.returncode, run.stderr) == (0, "")
    assert "nstall" not in run.stdout
    assert time.monotonic() - start < 5


def test_lock_is_installed_when_it_changed(project: Path) -> None:
    """The first set-up installs, the second does not, and a changed lock is installed again."""
    make(project, "setup")
    assert asked(project) == ["pip: -m pip install -r requirements.lock"]
    make(project, "setup")
    assert asked(project) == []
    with (project / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    make(project, "setup")
    assert asked(project) == ["pip: -m pip install -r requirements.lock"]


def test_tests_add_the_second_lock(project: Path) -> None:
    """`make lint` and `make test` need both locks; `make run` only the first; LOCK= chooses the light one."""
    make(project, "lint")
    assert asked(project) == [
        f"pip: -m pip install -r {name}" for name in ("requirements.lock", "requirements-dev.lock")
    ]
    make(project, "setup", "LOCK=requirements-light.lock")
    assert asked(project) == ["pip: -m pip install -r requirements-light.lock"]


def test_failed_install_is_tried_again(project: Path) -> None:
    """An install that breaks off leaves no trace of having been done."""
    script(project / ".venv/bin/python", PIP + 'case "$*" in *"pip install"*) exit 1;; esac\n')
    run = make(project, "setup")
    assert run.returncode == 2
    assert "requirements.lock could not be installed" in run.stderr
    assert not (project / ".venv" / "requirements.lock").exists()


def test_old_python_is_told_in_one_line(project: Path) -> None:
    """Without Python 3.11 make says so and what to do, and makes nothing."""
    shutil.rmtree(project / ".venv")
    tools = project / "tools"
    for name in ("python3.11", "python3", "python"):
        script(tools / name, "#!/bin/sh\nexit 1\n")
    run = make(project, "setup", path=str(tools))
    assert run.returncode == 2
    assert run.stderr.startswith("Python 3.11 or newer with venv is needed")
    assert not (project / ".venv").exists()


def test_help_names_the_verbs(project: Path) -> None:
    """`make` alone tells what there is."""
    run = make(project)
    verbs = [line.split()[1] for line in run.stdout.splitlines()]
    assert verbs == ["help", "setup", "run", "test", "soak", "lint", "eval", "baseline", "bench"]


def test_every_pinned_package_runs_on_an_old_3_11() -> None:
    """Debian 12 has Python 3.11.2: no installed package may ask for a newer patch release."""
    admits = {
        one.metadata["Name"]: one.metadata.get("Requires-Python") or ""
        for one in distributions()
        if re.search(r"3\.11\.\d", one.metadata.get("Requires-Python") or "")
    }
    assert [name for name, spec in admits.items() if "3.11.2" not in SpecifierSet(spec)] == []
