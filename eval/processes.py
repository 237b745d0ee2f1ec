"""Times of whole processes: a command from cold, and the chat until its first page."""

from __future__ import annotations

import filecmp
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from assistant.errors import AssistantError

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 180.0


def command_seconds(command: Sequence[str], repeat: int = 5) -> float:
    """Give the median wall-clock seconds of a command, started anew each time."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        times.append(time.perf_counter() - began)
        if done.returncode:
            raise AssistantError(f"命令以 {done.returncode} 结束（{done.stderr.strip()}）", where=" ".join(command))
    return sorted(times)[len(times) // 2]


def first_page_seconds(library: Path) -> float:
    """Give the seconds from starting the chat, over a library that is there, to its first page."""
    port = _free_port()
    settings = {**os.environ, "ASSISTANT_LIBRARY": str(library), "PORT": str(port)}
    command = ["make", "run", f"PORT={port}"] if _set_up() else [sys.executable, "app.py"]
    began = time.perf_counter()
    with _started(command, settings) as chat:
        try:
            _wait_for(f"http://127.0.0.1:{port}/", chat, began + LONGEST)
            return time.perf_counter() - began
        finally:
            _end(chat)


def _set_up() -> bool:
    """Tell whether make would install nothing, so that only the start is measured."""
    lock = ROOT / "requirements.lock"
    kept = ROOT / ".venv" / lock.name
    return bool(shutil.which("make")) and lock.exists() and kept.exists() and filecmp.cmp(lock, kept, shallow=False)


def _started(command: Sequence[str], settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    group = {"start_new_session": True} if os.name == "posix" else {}
    return subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **group
    )  # type: ignore[call-overload,no-any-return]


def _wait_for(address: str, chat: subprocess.Popen[bytes], until: float) -> None:
    while time.perf_counter() < until:
        if chat.poll() is not None:
            raise AssistantError(f"没有打开就以 {chat.returncode} 结束了", where="app.py")
        try:
            with urlopen(address, timeout=LONGEST) as page:
                page.read()
            return
        except (URLError, ConnectionError):
            time.sleep(0.02)
    raise AssistantError(f"{LONGEST:.0f} 秒内没有打开", where="app.py")


def _end(chat: subprocess.Popen[bytes]) -> None:
    """End the chat, and the make that started it."""
    if chat.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(chat.pid, signal.SIGTERM)
    else:
        chat.terminate()
    chat.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
