"""Rules of the house that no linter knows: short files, no pickle, plain locks, nothing from outside."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-light.lock", "requirements-dev.lock", "requirements-ocr.lock")
MISSION = {"sentence-transformers", "faiss-cpu", "langchain", "gradio", "jieba"}
PICKLING = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
OURS_OR_EXAMPLE = re.compile(
    r"(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|\{|([\w-]+\.)*example(\.com|\.org|\.net|\.cn)?|www\.w3\.org)"
)


def python_files() -> list[Path]:
    """List the repository's own Python files: nothing below a hidden folder or a user's library."""
    files = sorted(ROOT.rglob("*.py"))
    inner = ((path, path.relative_to(ROOT).parts) for path in files)
    return [path for path, parts in inner if not parts[0].startswith(".") and parts[0] not in ("library", "out")]


def pins(lock: str) -> dict[str, str]:
    """Read a lock: normalised name to version."""
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def pickling(tree: ast.AST) -> list[int]:
    """List the lines that import a module which unpickles, or allow it in numpy or torch."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.keyword):
            unsafe = {"allow_pickle": True, "weights_only": False, "allow_dangerous_deserialization": True}
            bad = node.arg in unsafe and ast.unparse(node.value) == str(unsafe[node.arg])
            names = ["pickle"] if bad else []
        else:
            continue
        found += [node.lineno for name in names if name.split(".")[0] in PICKLING]
    return found


def outside(text: str) -> list[str]:
    """List what a source text would load from another host."""
    hosts = (match[1] for match in re.finditer(r"""(?:https?|wss?)://([^\s"'`/)<>,;:]+)""", text))
    return [host for host in hosts if not OURS_OR_EXAMPLE.fullmatch(host) and "{" not in host] + re.findall(
        r"GoogleFont|(?:src|href)=[\"']//[^\"']+|url\(\s*[\"']?//[^)]+", text
    )


def test_no_python_file_is_longer_than_400_lines() -> None:
    """A file that outgrows 400 lines is two files."""
    sizes = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {name: lines for name, lines in sizes.items() if lines > 400} == {}


def test_nothing_pickles() -> None:
    """A library from elsewhere must not be able to run code."""
    found = {str(path.relative_to(ROOT)): pickling(ast.parse(path.read_text("utf-8"))) for path in python_files()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_pickling_is_seen() -> None:
    """The rule above sees an import, and numpy told to unpickle."""
    assert pickling(ast.parse("import json\nfrom pickle import load\nnp.load(f, allow_pickle=True)")) == [
        2,
        3,
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_lines_are_plain(lock: str) -> None:
    """Every line is a comment or name==version: no local version, link, option or CUDA package."""
    text = (ROOT / lock).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []
    assert re.findall(r"nvidia\S*|cuda\S*|triton\S*|https?:\S*|file:\S*", text) == []
    assert len(lines) == len(pins(lock))


def test_runtime_lock_is_complete() -> None:
    """The lock holds every package of requirements.in at a version of its range, torch at 2.13.0."""
    lock = pins("requirements.lock")
    lines = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert [str(one) for one in wanted if lock.get(canonicalize_name(one.name), "0") not in one.specifier] == []
    assert lock["torch"] == "2.13.0"
    assert set(lock) >= MISSION


def test_light_lock_is_the_runtime_lock_without_torch() -> None:
    """Where torch is absent the same versions run."""
    full, light = pins("requirements.lock"), pins("requirements-light.lock")
    assert {name: version for name, version in light.items() if full.get(name) != version} == {}
    assert not {"torch", "transformers", "sentence-transformers"} & set(light)
    assert set(light) >= MISSION - {"sentence-transformers"}


def test_test_tools_stay_out_of_the_runtime_lock() -> None:
    """The second lock only adds to the first."""
    assert set(pins("requirements-dev.lock")) & set(pins("requirements.lock")) == set()
    assert set(pins("requirements-dev.lock")) >= {
        "pytest",
        "hypothesis",
        "playwright",
        "ruff",
        "mypy",
        "pre-commit",
    }


def test_page_asks_no_other_host() -> None:
    """Neither the page nor app.py names another host, font service or CDN: it works in a closed network."""
    kinds = {".py", ".css", ".js", ".html", ".svg", ".json"}
    files = [path for path in (ROOT / "assistant" / "web").rglob("*") if path.suffix in kinds]
    found = {path.name: outside(path.read_text("utf-8")) for path in [*files, ROOT / "app.py"] if path.exists()}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_other_hosts_are_seen() -> None:
    """The rule above lets loopback and examples pass, and nothing else."""
    assert outside("http://127.0.0.1:7860 http://{host}:{port} https://gov.example/a http://www.w3.org/2000/svg") == []
    assert outside('https://cdn.test/x.js <link href="//fonts.test/css">') == [
        "cdn.test",
        'href="//fonts.test/css',
    ]


def test_tests_reach_nothing_but_loopback(offline: ModuleType) -> None:
    """In this process a connection to another host raises before anything is sent; loopback works."""
    with pytest.raises(offline.OutsideNetworkError, match="no network but loopback"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(offline.OutsideNetworkError):
        socket.getaddrinfo("hub.example", 443)
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_child_processes_reach_nothing_but_loopback(offline_env: dict[str, str]) -> None:
    """A child Python under offline_env is held to the same, and leaves word of what it tried."""
    code = "import socket; socket.socket().connect(('192.0.2.1', 80))"
    run = subprocess.run([sys.executable, "-c", code], env=offline_env, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "OutsideNetworkError: connect(('192.0.2.1', 80))" in run.stderr
    assert "192.0.2.1" in Path(offline_env["OFFLINE_LOG"]).read_text("utf-8")
