"""Write the locks from requirements.in, requirements-dev.in and requirements-ocr.in, each in a fresh environment.

Run it with Python 3.11:  python3.11 scripts/lock.py

Lines are plain `name==version`: no local versions (`+cpu`), links or options, and none of the CUDA packages
that torch brings on some machines, so that one lock serves machines with and without a GPU.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"torch", "sentence-transformers", "scipy", "scikit-learn"}
SKIP = re.compile(r"(nvidia|cuda|triton|pip$|wheel$)", re.IGNORECASE)
HEADER = "# {what}\n# Written by: python3.11 scripts/lock.py\n"
WHAT = {
    "requirements.lock": "What the assistant runs with, every package exact.",
    "requirements-light.lock": "The same without torch and what needs it: small machines, closed networks.",
    "requirements-dev.lock": "What testing and linting add to requirements.lock.",
    "requirements-ocr.lock": "What text recognition adds to requirements.lock.",
}


def name_of(line: str) -> str:
    """Give the normalised package name of a requirement line."""
    return re.sub(r"[-_.]+", "-", re.split(r"[=<>!~ ;\[]", line, maxsplit=1)[0]).lower()


def requirements(file: str) -> list[str]:
    """Read the requirement lines of a file in the repository's root, comments left out."""
    lines = (line.split("#")[0].strip() for line in (ROOT / file).read_text("utf-8").splitlines())
    return [line for line in lines if line]


def resolve(lines: list[str], pinned: list[str], *freeze: str) -> list[str]:
    """Install requirement lines into a fresh environment, held to the pins, and freeze what is there."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, pins, home = Path(folder, "in.txt"), Path(folder, "pins.txt"), Path(folder, "venv")
        wanted.write_text("\n".join(lines), "utf-8")
        pins.write_text("\n".join(pinned), "utf-8")
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        pip = [str(home / "bin" / "python"), "-m", "pip"]
        subprocess.run([*pip, "install", "--quiet", "-r", wanted, "-c", pins], check=True)
        frozen = subprocess.run([*pip, "freeze", *freeze], check=True, capture_output=True, text=True).stdout
    kept = (line.split("+")[0] for line in frozen.splitlines() if not SKIP.match(line.split("==")[0]))
    return sorted(kept, key=name_of)


def write(file: str, lines: list[str]) -> None:
    """Write one lock under its header."""
    (ROOT / file).write_text(HEADER.format(what=WHAT[file]) + "\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Resolve the runtime first; the other locks are held to its versions."""
    wanted = requirements("requirements.in")
    full = resolve(wanted, [], "--all")
    light = resolve([line for line in wanted if name_of(line) not in HEAVY], full)
    tools = resolve(requirements("requirements-dev.in"), full)
    scans = resolve(requirements("requirements-ocr.in"), full)
    write("requirements.lock", full)
    write("requirements-light.lock", light)
    write("requirements-dev.lock", [line for line in tools if line not in full])
    write("requirements-ocr.lock", [line for line in scans if line not in full])


if __name__ == "__main__":
    main()
