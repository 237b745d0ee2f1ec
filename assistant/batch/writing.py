"""Write entries of the batch contract; the file's ending gives the format. It appears only when complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from assistant.batch.document import write_docx
from assistant.batch.markdown import write_markdown
from assistant.batch.matrix import Row, WriteRow, matrix_csv, matrix_docx, matrix_jsonl, matrix_markdown, matrix_xlsx
from assistant.batch.plain import write_csv, write_jsonl
from assistant.batch.shape import Shape
from assistant.batch.spreadsheet import write_workbook
from assistant.errors import QuestionError, system_reason
from assistant.index.layout import sync_file, sync_folder

Write = Callable[[dict[str, Any]], None]
Writer = Callable[[Path, Shape], AbstractContextManager[Write]]

WRITERS: dict[str, Writer] = {
    ".jsonl": write_jsonl,
    ".csv": write_csv,
    ".xlsx": write_workbook,
    ".md": write_markdown,
    ".docx": write_docx,
}
MATRICES: dict[str, Callable[[Path, Shape], AbstractContextManager[WriteRow]]] = {
    ".jsonl": matrix_jsonl,
    ".csv": matrix_csv,
    ".xlsx": matrix_xlsx,
    ".md": matrix_markdown,
    ".docx": matrix_docx,
}


def check_out(out: Path, source: Path | None = None) -> None:
    """Raise QuestionError, before any work, when no answers could be written to `out`."""
    if out.suffix.lower() not in WRITERS:
        raise QuestionError("不认识这种输出文件", where=str(out), fix=f"可以用 {'、'.join(WRITERS)}")
    if out.is_dir():
        raise QuestionError("这是一个文件夹", where=str(out), fix="请给出文件名")
    if not out.absolute().parent.is_dir():
        raise QuestionError("输出文件的文件夹不存在", where=str(out), fix="请先建好文件夹")
    if source is not None and out.exists() and source.exists() and out.samefile(source):
        raise QuestionError("输出文件就是问题文件", where=str(out), fix="请换一个输出文件名")


@contextmanager
def writing(out: Path, shape: Shape) -> Iterator[Write]:
    """Open `out` for entries; they go to `out`.part first, which takes its place at the end or is removed.

    Raises QuestionError when the system refuses to write; an OSError of the caller's own goes through as it is.
    """
    check_out(out)
    part = out.with_name(out.name + ".part")
    others: OSError | None = None
    try:
        with _open(part, out.suffix.lower(), shape) as write:
            try:
                yield lambda entry: _written(write, entry, out)
            except OSError as error:
                others = error
                raise
        sync_file(part)
        part.replace(out)
        sync_folder(out.absolute().parent)
    except OSError as error:
        if error is others:
            raise
        raise _refused(out, error) from error
    finally:
        part.unlink(missing_ok=True)


def _written(write: Write, entry: dict[str, Any], out: Path) -> None:
    try:
        write(entry)
    except OSError as error:
        raise _refused(out, error) from error


@contextmanager
def _open(part: Path, suffix: str, shape: Shape) -> Iterator[Write]:
    if not shape.wide:
        with WRITERS[suffix](part, shape) as write:
            yield write
        return
    row: Row = []
    with MATRICES[suffix](part, shape) as write_row:

        def gather(entry: dict[str, Any]) -> None:
            row.append(entry)
            if len(row) == len(shape.each):
                write_row(row)
                row.clear()

        yield gather


def _refused(out: Path, error: OSError) -> QuestionError:
    return QuestionError(f"写不了输出文件（{system_reason(error)}）", where=str(out), fix="请换一个位置")
