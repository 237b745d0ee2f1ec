"""The pages for people are true: their commands, links, sessions and snippets are tried."""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from assistant.cli import main
from assistant.cli.parser import build

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
EMBEDDING = "docs/how-to-embedding-model.md"
EVALUATE = "docs/how-to-evaluate.md"
SESSIONS = (*READMES, "docs/how-to-add-reports.md", "docs/how-to-ask.md", "docs/how-to-batch.md", EVALUATE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"python -m assistant ([a-z]+)")
SHOWN = re.compile(r"^print\(.*\)  # (.*)$", re.MULTILINE)
OMITTED = "…"


def text_of(page: str) -> str:
    """Read a page of the repository."""
    return (ROOT / page).read_text("utf-8")


def blocks(page: str, language: str) -> list[str]:
    """List the fenced blocks of a page that are marked with a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)


def pages() -> list[str]:
    """List the repository's own Markdown pages: nothing below a hidden folder or a user's library."""
    found = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*.md")))
    return [
        path.as_posix()
        for path in found
        if not path.parts[0].startswith(".")
        and path.parts[0] not in ("library", "out")
        and path.parts[:2] != ("samples", "reports")
    ]


def commands() -> set[str]:
    """Give the names of the commands from the parser itself."""
    (subparsers,) = [one for one in build()._actions if isinstance(one, argparse._SubParsersAction)]
    return set(subparsers.choices)


def sessions(page: str) -> list[tuple[str, list[str]]]:
    """List the commands of a page's ```console blocks, each with the output that is shown."""
    found: list[tuple[str, list[str]]] = []
    for line in "".join(blocks(page, "console")).splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def lay_out(page: str, desk: Path) -> None:
    """Write the files that a page shows, each under the name that the words before it give last."""
    text = text_of(page)
    for match in re.finditer(r"^```(jsonl|csv)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        names = re.findall(rf"`([\w-]+\.{match[1]})`", text[: match.start()])
        (desk / (names[-1] if names else f"questions.{match[1]}")).write_text(match[2], "utf-8")


def as_shown(shown: list[str], told: list[str]) -> bool:
    """Compare an output with what a page shows of it, line by line; a line `…` stands for any lines."""
    parts = [re.escape(line) + "\n" if line != OMITTED else "(?:.*\n)*" for line in shown]
    return re.fullmatch("".join(parts), "".join(f"{line}\n" for line in told)) is not None


def run(code: str, names: dict[str, object]) -> list[str]:
    """Run a snippet and give the lines that it printed."""
    with contextlib.redirect_stdout(io.StringIO()) as written:
        exec(compile(code, "<snippet>", "exec"), names)
    return written.getvalue().splitlines()


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a library of the samples, once; tests work on copies."""
    from assistant.assistant import add_files
    from embeddings import load_embedding

    folder = tmp_path_factory.mktemp("docs") / "library"
    add_files(folder, [ROOT / "samples" / "reports"], sample=True, embedding=load_embedding())
    return folder


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in a folder that holds only samples/; no setting of the user reaches it."""
    from assistant.settings import settings

    for name in ("LIBRARY", "EMBEDDING", "MODEL", "BASE_URL", "API_KEY"):
        monkeypatch.delenv(f"ASSISTANT_{name}", raising=False)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.mark.parametrize("page", READMES)
def test_readme_names_every_command(page: str) -> None:
    """Every command of the parser has its row in the table of both READMEs, and no other has one."""
    rows = re.findall(r"^\| `python -m assistant ([a-z]+)[ `]", text_of(page), re.MULTILINE)
    assert sorted(rows) == sorted(commands())


@pytest.mark.parametrize("page", pages())
def test_commands_of_a_page_exist(page: str) -> None:
    """No page tells of a command that is not there."""
    assert set(COMMAND.findall(text_of(page))) - commands() == set()


@pytest.mark.parametrize("page", READMES)
def test_readme_names_every_verb_of_make(page: str) -> None:
    """Both READMEs name the verbs of the Makefile, and no other."""
    verbs = set(re.findall(r"^([a-z]+):.*## ", text_of("Makefile"), re.MULTILINE)) - {"help"}
    assert set(re.findall(r"(?:`|    )make ([a-z]+)", text_of(page))) == verbs


@pytest.mark.parametrize("page", pages())
def test_links_and_images_exist(page: str) -> None:
    """Every relative link and image leads to a file of the repository."""
    targets = [unquote(target.split("#")[0]) for target in LINK.findall(text_of(page)) if "://" not in target]
    assert [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()] == []


def test_both_readmes_show_the_same_code() -> None:
    """The Chinese README is as new as the English one: the same snippets, sessions and sections."""
    for language in ("python", "console", "powershell"):
        assert blocks(READMES[0], language) == blocks(READMES[1], language)
    heads = [re.findall(r"^#+ ", text_of(page), re.MULTILINE) for page in READMES]
    assert heads[0] == heads[1]


@pytest.mark.parametrize("page", SESSIONS)
def test_sessions_give_what_is_shown(
    page: str, desk: Path, sample_library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command of a ```console block gives the output below it; a README starts with the samples indexed."""
    if page in READMES:
        shutil.copytree(sample_library, desk / "library")
    lay_out(page, desk)
    assert sessions(page)
    for command, shown in sessions(page):
        python, module, name, *arguments = shlex.split(command)
        assert (python, module, name) == ("python", "-m", "assistant")
        assert main(arguments) in (0, 2)
        told = capsys.readouterr().out.splitlines()
        assert as_shown(shown, told), f"{page}: {command}\n" + "\n".join(told)


@pytest.mark.parametrize("page", READMES)
def test_snippets_print_what_they_say(page: str, desk: Path, sample_library: Path) -> None:
    """The README's Python snippets, one after the other over the samples, print what stands behind each print."""
    shutil.copytree(sample_library, desk / "library")
    names: dict[str, object] = {}
    for snippet in blocks(page, "python"):
        assert run(snippet, names) == SHOWN.findall(snippet)


def test_snippet_of_the_embedding_page(desk: Path) -> None:
    """The snippet with a model of one's own runs, here with a copy of the model that ships."""
    shutil.copytree(ROOT / "embeddings" / "model", desk / "models" / "some-model")
    (snippet,) = blocks(EMBEDDING, "python")
    assert run(snippet, {}) == SHOWN.findall(snippet)


def test_omitted_lines_match_anything() -> None:
    """The comparison above takes `…` for any lines, and sees a line that differs."""
    assert as_shown(["a", OMITTED, "c"], ["a", "b", "b", "c"])
    assert as_shown([OMITTED], [])
    assert not as_shown(["a", OMITTED], ["b", "a"])
    assert not as_shown(["a"], ["a", "b"])
