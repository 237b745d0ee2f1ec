"""The chat in a browser: python app.py."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from assistant.cli.grammar import Parser
from assistant.errors import AssistantError

SAMPLES = Path(__file__).parent / "samples" / "reports"


def main(arguments: list[str] | None = None) -> int:
    """Open the page; give the exit code (1 for bad input, told in one line)."""
    try:
        return _run(_options(arguments))
    except AssistantError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0


def ensure_samples(folder: Path) -> None:
    """Index the samples into `folder` when it holds no report, so that a first question finds an answer."""
    from assistant.index import Library
    from assistant.index.layout import Layout

    if Layout(folder).is_there() and Library.open(folder).cards:
        return
    from assistant.assistant import add_files

    _say(f"报告库 {folder} 是空的，正在放入试用样例（移除：python -m assistant remove --samples）…")
    for item in add_files(folder, [SAMPLES], sample=True).items:
        if item.status == "failed":
            sys.stderr.write(f"{item.source}：{item.message}\n")


def _run(options: argparse.Namespace) -> int:
    from assistant.settings import settings
    from assistant.web.desk import Desk
    from assistant.web.server import listen, serve

    folder = options.library or settings().library
    with listen(options.host, options.port) as listener:
        ensure_samples(folder)
        serve(Desk(folder), listener, lambda address: _say(f"请在浏览器打开 {address}   （Ctrl+C 结束）"))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = Parser(prog="python app.py", description="在浏览器里向报告提问。")
    parser.add_argument(
        "--library", type=Path, metavar="文件夹", help="报告库（默认 ASSISTANT_LIBRARY，否则 ./library）"
    )
    port = os.environ.get("PORT", "7860")
    parser.add_argument("--port", type=int, default=port, metavar="端口", help="端口（默认 PORT，否则 7860）")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="监听的地址（默认 127.0.0.1，只有本机能打开）"
    )
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
