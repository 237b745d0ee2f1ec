"""What the tests of reading share: files made on the spot, and the real reports where they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports import Loaded, load, read

SHARED = Path(__file__).parents[2].parent / "shared"
PARAGRAPH = "全区共办理行政复议案件6件,审结6件,行政机关负责人出庭应诉率100%,整改率也是100%,各项工作都有进展。"


@pytest.fixture
def page() -> Callable[..., Loaded]:
    """Make a loaded page from lines."""

    def make(*lines: str, suffix: str = ".txt", name: str = "") -> Loaded:
        return Loaded("\n".join(lines), name=name or f"a{suffix}", source=f"a{suffix}", suffix=suffix, digest="0")

    return make


@pytest.fixture
def one() -> Callable[[Path], Loaded]:
    """Load a path that gives exactly one item."""

    def get(path: Path) -> Loaded:
        items = list(load(path))
        assert len(items) == 1
        assert isinstance(items[0], Loaded), items[0]
        return items[0]

    return get


@pytest.fixture
def error() -> Callable[[Path | str], str]:
    """Give the one line that loading a path complains with."""

    def get(path: Path | str) -> str:
        items = list(load(path))
        assert len(items) == 1
        assert isinstance(items[0], ReadError)
        assert "\n" not in str(items[0])
        return str(items[0])

    return get


@pytest.fixture(scope="session")
def real() -> dict[str, Report]:
    """Read the real reports, by the head of their file names; skip where they are not."""
    if not (SHARED / "reports").is_dir():
        pytest.skip(f"the real reports are not here: {SHARED} is absent")
    reports = [one for folder in ("reports", "reports-2025") for one in read(SHARED / folder)]
    return {one.report.split("_")[0].split(".")[0]: one for one in reports if isinstance(one, Report)}
