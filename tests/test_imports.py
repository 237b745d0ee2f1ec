"""Imports flow one way, in the order of docs/architecture.md, and heavy ones wait until they are needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("assistant", "embeddings", "prompts", "eval")
HEAVY = ("torch", "gradio", "sentence_transformers", "transformers", "jieba", "faiss", "pandas")


def order() -> list[str]:
    """Read the rooms in their order from the last indented line of docs/architecture.md that starts it."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    line = re.findall(r"^ {4}(errors · .*)$", text, re.MULTILINE)[-1]
    return [name.strip() for name in re.split(r"[·|]", line)]


def sources() -> list[Path]:
    """List the Python files whose imports are held to the order."""
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    app = ROOT / "app.py"
    return [*files, app] if app.exists() else files


def module_of(path: Path) -> str:
    """Give the dotted module name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str, rooms: list[str]) -> str | None:
    """Name the room that a module belongs to; None for `assistant` itself and for others' packages."""
    first, *rest = module.split(".")
    if first == "app":
        return "app.py"
    if first in ("embeddings", "prompts", "eval"):
        return first
    if first != "assistant" or not rest:
        return None
    name = {"assistant": "Assistant", "Assistant": "Assistant", "__main__": "cli"}.get(rest[0], rest[0])
    return name if name in rooms else f"no room of docs/architecture.md: {name}"


def imported(tree: ast.Module, module: str, *, package: bool) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of each import: top level, in functions and for type checking alike."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = module.split(".")[: None if package and node.level == 1 else -node.level + package]
                base = ".".join([*above, base]).rstrip(".")
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "assistant" else [base]
            yield from ((node.lineno, name) for name in names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module") and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield node.lineno, name.value


def imports_of(path: Path) -> list[tuple[int, str]]:
    """List the imports of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    return list(imported(tree, module_of(path), package=path.name == "__init__.py"))


def against(path: Path, rooms: list[str]) -> list[str]:
    """List the imports of a file that go from left to right."""
    own = room_of(module_of(path), rooms)
    if own is None:  # assistant/__init__.py: its one import is the lazy public name
        return []
    found = []
    for line, name in imports_of(path):
        room = room_of(name, rooms)
        if room is not None and (not {room, own} <= set(rooms) or rooms.index(room) > rooms.index(own)):
            found.append(f"{path.relative_to(ROOT)}:{line} ({own}) imports {name} ({room})")
    return found


def declared(file: str = "requirements.in") -> set[str]:
    """Read the names that a file of requirements declares, normalised."""
    lines = (ROOT / file).read_text("utf-8").splitlines()
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def test_order_keeps_the_one_of_the_design() -> None:
    """The page says the order in words this test can read; a room may be added, none may change sides."""
    rooms = iter(order())
    design = [
        "errors",
        "model",
        "settings",
        "lexicon",
        "embeddings",
        "prompts",
        "reports",
        "index",
        "question",
    ]
    design += ["retrieval", "answering", "Assistant", "batch", "eval", "web", "cli", "app.py"]
    assert [name for name in design if name not in rooms] == []


def test_imports_flow_one_way() -> None:
    """No module imports one from a room to its right, not even for type checking or inside a function."""
    rooms = order()
    assert [line for path in sources() for line in against(path, rooms)] == []


def test_package_init_imports_only_its_public_name() -> None:
    """`import assistant` itself brings in nothing but, when asked, Assistant."""
    names = {name for _, name in imports_of(ROOT / "assistant" / "__init__.py") if name.startswith("assistant")}
    assert names <= {"assistant.assistant"}


def test_a_wrong_import_is_seen() -> None:
    """Every form of import is read, relative ones and ones inside functions among them."""
    code = "from ..question import years\nfrom . import x\ndef f():\n    from assistant import Assistant, web\n"
    found = list(imported(ast.parse(code), "assistant.reports.read", package=False))
    assert found == [
        (1, "assistant.question"),
        (2, "assistant.reports"),
        (4, "assistant.Assistant"),
        (4, "assistant.web"),
    ]
    assert room_of("assistant.web.page", order()) == "web"
    assert room_of("assistant.helpers", order()) == "no room of docs/architecture.md: helpers"


def test_every_package_imported_is_declared() -> None:
    """What the code imports from others is declared; that another package has it won't do.

    Measuring may use what testing does, and text recognition has an extra of its own.
    """
    distributions, missing = packages_distributions(), []
    for path in sources():
        known = declared() | declared("requirements-ocr.in")
        known |= declared("requirements-dev.in") if path.is_relative_to(ROOT / "eval") else set()
        for line, name in imports_of(path):
            top = name.split(".")[0]
            if not top or top in {*PACKAGES, "app"} or top in sys.stdlib_module_names:
                continue
            owners = {re.sub(r"[-_.]+", "-", owner).lower() for owner in distributions.get(top, [top])}
            if not owners & known:
                missing.append(f"{path.relative_to(ROOT)}:{line} imports {top}")
    assert missing == []


@pytest.mark.parametrize("package", ["assistant", "embeddings", "assistant.model", "assistant.settings"])
def test_import_stays_light(package: str, offline_env: dict[str, str]) -> None:
    """Importing a package loads none of the libraries that take seconds."""
    code = f"import sys, {package}; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], env=offline_env, capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")
