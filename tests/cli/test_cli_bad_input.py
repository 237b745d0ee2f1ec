"""Bad input: one line on stderr that names it and what to do, the exit code, everything else still done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

Complains = Callable[..., str]
LONG = "长" * 10_000


def make_pdf(path: Path) -> None:
    """Write a PDF of one page without text."""
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.write(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.txt", None),
        ("empty.txt", b""),
        ("broken.docx", b"this is no Word file"),
        ("broken.pdf", b"%PDF-1.7 broken"),
        ("picture.xyz", b"something"),
        ("scan.pdf", make_pdf),
    ],
)
def test_add_what_cannot_be_read(complains: Complains, tmp_path: Path, name: str, content: object) -> None:
    """When nothing could be read, the code is 1."""
    path = tmp_path / name
    if callable(content):
        content(path)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    assert name in complains("add", path, "--library", tmp_path / "library")


def test_add_goes_on_after_a_failure(run: Callable[..., object], tmp_path: Path) -> None:
    """A good file beside a bad one is added; the code is 2."""
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("测试县2023年报告\n\n测试县办结行政复议案件12件。\n", encoding="utf-8")
    done = run("add", tmp_path / "bad.txt", tmp_path / "good.txt", "--library", tmp_path / "library")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "bad.txt" in done.stderr
    assert "good.txt" in done.stdout
    listed = run("list", "--json", "--library", tmp_path / "library")
    assert [json.loads(line)["report"] for line in listed.stdout.splitlines()] == ["good.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",), ("show", "x"), ("remove", "x"), ("remove", "--samples"), ("edit", "x", "--year", "2023"),
        ("ask", "几件"),
    ],
)  # fmt: skip
def test_no_library(complains: Complains, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Each command says that there is no library, where, and how to make one."""
    told = complains(*arguments, library=tmp_path / "none")
    assert told.startswith(f"{tmp_path / 'none'}：")
    assert "python -m assistant add" in told


def test_batch_without_library(complains: Complains, tmp_path: Path) -> None:
    """A library error ends the batch and leaves no output."""
    (tmp_path / "in.jsonl").write_text('{"question": "几件"}', encoding="utf-8")
    complains("batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", library=tmp_path / "none")
    assert not (tmp_path / "out.jsonl").exists()


def test_library_of_another_model(complains: Complains, samples: Path, tmp_path: Path) -> None:
    """A folder of something else is no library."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_text("x")
    assert str(tmp_path / "other") in complains("list", library=tmp_path / "other")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "问题是空的。请写下要问的内容"),
        ("  \n", "问题是空的。请写下要问的内容"),
        (LONG, "问题有10000个字，最多2000个。请缩短问题，一次问一件事"),
    ],
)
def test_ask_what_cannot_be_asked(complains: Complains, samples: Path, question: str, told: str) -> None:
    """An empty or too long question, in the words of `assistant.question.understand`."""
    assert complains("ask", question, library=samples) == told


def test_batch_with_broken_lines(complains: Complains, samples: Path, tmp_path: Path) -> None:
    """Broken lines are failed, the others answered, and the code is 2."""
    rows = ['{"question": "濮阳县有多少项行政审批事项？"}', "{broken", '{"id": "e", "question": ""}',
            json.dumps({"id": "l", "question": LONG}), '{"question": "今天天气怎么样"}']  # fmt: skip
    (tmp_path / "in.jsonl").write_text("\n".join(rows), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    told = complains("batch", tmp_path / "in.jsonl", "--out", out, library=samples, code=2)
    assert "3 行出错" in told
    got = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in got] == ["1", "2", "e", "l", "5"]
    assert [one["status"] for one in got] == ["answered", "failed", "failed", "failed", "refused"]
    assert [one["answer"] for one in got[1:4]] == ["", "", ""]


@pytest.mark.parametrize(
    ("source", "out", "told"),
    [
        ("in.jsonl", "out.pdf", "out.pdf：不认识这种输出文件"),
        ("in.jsonl", "none/out.csv", "out.csv：输出文件的文件夹不存在"),
        ("in.jsonl", "in.jsonl", "in.jsonl：输出文件就是问题文件"),
        ("in.xls", "out.csv", "in.xls：不认识这种问题文件"),
        ("none.csv", "out.csv", "none.csv：找不到问题文件"),
        ("empty.csv", "out.csv", "empty.csv：问题文件是空的"),
    ],
)
def test_batch_files(complains: Complains, tmp_path: Path, source: str, out: str, told: str) -> None:
    """Told before the library is even opened."""
    (tmp_path / "in.jsonl").write_text('{"question": "几件"}', encoding="utf-8")
    (tmp_path / "in.xls").write_text("几件", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    assert told in complains("batch", tmp_path / source, "--out", tmp_path / out, library=tmp_path / "none")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "缺少 命令。写法见 python -m assistant --help"),
        (("nonsense",), "命令 不能是 'nonsense'，可以是 "),
        (("ask",), "缺少 问题。写法见 python -m assistant ask --help"),
        (("batch", "x.csv"), "缺少 --out。"),
        (("list", "--what"), "不认识 --what。"),
        (("remove",), "缺少 "),
        (("edit", "x"), "x：没有说要更正什么。"),
        (("edit", "x", "--year", "去年"), "--year 要写年份，不能是 去年。例如 2023"),
        (("eval", "none.jsonl"), "none.jsonl：找不到题集。"),
        (("ask", "几件", "--history", "none.json"), "none.json：找不到对话文件。"),
    ],
)
def test_grammar(complains: Complains, arguments: tuple[str, ...], told: str) -> None:
    """What is wrong with the command line is bad input too: code 1."""
    assert complains(*arguments).startswith(told)


def test_unknown_report(complains: Complains, samples: Path) -> None:
    """The line names the report and how to list them."""
    for arguments in (("show", "none.txt"), ("remove", "none.txt"), ("edit", "none.txt", "--year", "2023")):
        told = complains(*arguments, library=samples)
        assert told == "none.txt：资料库里没有这份报告。python -m assistant list 列出所有报告"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ASSISTANT_QUESTION_LIMIT=many", "ASSISTANT_QUESTION_LIMIT：设置的值不能用：要写整数，不能是 many。"),
        ("ASSISTANT_TIMEOUT=long", "ASSISTANT_TIMEOUT：设置的值不能用：要写数字，不能是 long。"),
    ],
)
def test_bad_setting(complains: Complains, tmp_path: Path, line: str, told: str) -> None:
    """A setting that cannot be used is named, and what it must be, in Chinese."""
    (tmp_path / ".env").write_text(f"{line}\n", encoding="utf-8")
    assert complains("list") == f"{told}请检查环境变量或 .env 文件"


def test_system_errors_are_told_in_chinese(complains: Complains, samples: Path, tmp_path: Path) -> None:
    """What the system refuses is told without its English words."""
    (tmp_path / "folder.json").mkdir()
    told = complains("ask", "几件", "--history", tmp_path / "folder.json", library=samples)
    assert told == f"{tmp_path / 'folder.json'}：这是文件夹，不是文件"


def test_remove_takes_what_is_there(run: Callable[..., object], samples: Path, tmp_path: Path) -> None:
    """An unknown name costs nothing else: one line each on stderr, 2 when some were removed, 1 when none."""
    library = tmp_path / "library"
    shutil.copytree(samples, library)
    name = "濮阳县法治政府建设示范县创建情况说明摘编.docx"
    unknown = "：资料库里没有这份报告。python -m assistant list 列出所有报告"
    done = run("remove", "nope", name, "none", name, library=library)
    assert (done.returncode, done.stdout) == (2, f"已移除 {name}\n")
    assert done.stderr.splitlines() == [f"nope{unknown}", f"none{unknown}"]
    done = run("remove", name, "nope", library=library)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [f"{name}{unknown}", f"nope{unknown}"]
    assert len(run("list", "--json", library=library).stdout.splitlines()) == 4


def test_a_failed_first_add_leaves_no_folder(complains: Complains, tmp_path: Path) -> None:
    """A wrong path makes no library."""
    complains("add", tmp_path / "none.pdf", "--library", tmp_path / "library")
    assert list(tmp_path.iterdir()) == []


def test_region_that_is_no_place(complains: Complains, samples: Path, tmp_path: Path) -> None:
    """It is refused, with the way to write one, and changes nothing."""
    library = tmp_path / "library"
    shutil.copytree(samples, library)
    name = "濮阳县法治政府建设示范县创建情况说明摘编.docx"
    told = complains("edit", name, "--region", "火星", library=library)
    assert told == "不认识地区 火星。请从省写起，例如 辽宁省阜新市海州区；乡镇写到 …县…乡"


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--report", "没有.txt", "没有.txt：资料库里没有这份报告。python -m assistant list 列出所有报告"),
        ("--year", "去年", "--year 要写整数，不能是 '去年'。写法见 python -m assistant ask --help"),
        ("--part", "中间", "--part 不能是 '中间'，可以是 'review', 'plan'。写法见 python -m assistant ask --help"),
        ("--region", " ", "--region 或 --report 后面是空的。请写上名称，或去掉这个选项"),
    ],
)
def test_a_filter_that_cannot_be(complains: Complains, samples: Path, option: str, value: str, told: str) -> None:
    """What no report, year or part can be is one line."""
    assert complains("ask", "行政复议案件几件", option, value, library=samples) == told


def test_batch_of_a_filter_that_leaves_nothing(complains: Complains, samples: Path, tmp_path: Path) -> None:
    """It is told before any question is asked, and nothing is written."""
    (tmp_path / "in.jsonl").write_text('{"question": "几件"}', encoding="utf-8")
    told = complains("batch", "in.jsonl", "--out", "out.jsonl", "--region", "台前县", "--year", "2023", library=samples)
    assert told == "筛选后没有报告：地区 台前县；年份 2023年。python -m assistant list 列出所有报告"
    assert not (tmp_path / "out.jsonl").exists()
