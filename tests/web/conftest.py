"""A running app and a real Chromium for the tests of the page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
OFFLINE = ROOT / "tests" / "support" / "offline"
CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HERE = {"127.0.0.1", "data", "blob"}
Start = Callable[[Path], AbstractContextManager[str]]
Visit = Callable[..., AbstractContextManager["Page"]]


@contextmanager
def running(library: Path) -> Iterator[str]:
    """Start `python app.py` on a free port, shut in to loopback; give its address; stop it afterwards."""
    outside = library.parent / "outside.log"
    env = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    paths = [str(OFFLINE), str(ROOT), os.environ.get("PYTHONPATH", "")]
    env |= {"PYTHONPATH": os.pathsep.join(path for path in paths if path), "OFFLINE_LOG": str(outside)}
    env |= {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "app.py", "--library", str(library), "--port", "0"]
    with (library.parent / "stderr.log").open("w+", encoding="utf-8") as errors:
        app = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8")
        try:
            yield _address(app) or pytest.fail(f"app.py ended at once: {Path(errors.name).read_text('utf-8')}")
        finally:
            app.terminate()
            app.communicate(timeout=20)
    assert not outside.exists(), outside.read_text("utf-8")


def _address(app: subprocess.Popen[str]) -> str | None:
    """Read the app's lines until the one that says where the page is."""
    for line in app.stdout or ():
        if found := re.search(r"http://\S+", line):
            return found[0]
    return None


@pytest.fixture(scope="session")
def start() -> Start:
    """Give the function that starts the app over a library."""
    return running


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over the samples, started the way a newcomer starts it."""
    with running(tmp_path_factory.mktemp("page") / "library") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, or a plain skip where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install -y chromium fonts-noto-cjk")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Visit:
    """Give the function that opens the page; it fails when another host was asked or a script failed."""

    @contextmanager
    def opened(address: str, width: int = 1440, height: int = 900, dark: bool = False) -> Iterator[Page]:
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light")
        page = context.new_page()
        asked: set[str] = set()
        errors: list[str] = []
        page.on("request", lambda one: asked.add(urlsplit(one.url).hostname or urlsplit(one.url).scheme))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.goto(address)
        page.get_by_label("问题", exact=True).wait_for()
        try:
            yield page
        finally:
            context.close()
        assert asked <= HERE, f"the page asked other hosts: {asked - HERE}"
        assert errors == []

    return opened
