"""What every test may rely on: no network but loopback, no hub, the samples, and shared/ where it is."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
OFFLINE = Path(__file__).parent / "support" / "offline"
QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
}
os.environ.update(QUIET)  # before a test module imports a library that reads these once


def _guard() -> ModuleType:
    """Load the socket guard from its file; a child process finds the same file as its sitecustomize."""
    spec = importlib.util.spec_from_file_location("offline_guard", OFFLINE / "sitecustomize.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session", autouse=True)
def offline() -> Iterator[ModuleType]:
    """Refuse every connection of the tests' own process that is not to loopback or a Unix socket."""
    guard = _guard()
    guard.install()
    yield guard
    guard.remove()


@pytest.fixture
def offline_env(tmp_path: Path) -> dict[str, str]:
    """Give the environment for a child Python under the same guard; it logs attempts to OFFLINE_LOG."""
    paths = [str(OFFLINE), str(ROOT), os.environ.get("PYTHONPATH", "")]
    env = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return env | {
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "OFFLINE_LOG": str(tmp_path / "outside.log"),
        "PYTHONIOENCODING": "utf-8",
    }


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """Give the folder of sample reports."""
    return ROOT / "samples" / "reports"


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a library of the samples, once; tests only read it."""
    from assistant.assistant import add_files

    folder = tmp_path_factory.mktemp("samples") / "library"
    add_files(folder, [ROOT / "samples" / "reports"], sample=True)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real reports that lies beside the repository, or skip."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("shared/ (the real reports) does not lie beside the repository")
    return folder
