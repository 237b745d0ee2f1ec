"""The commands: python -m assistant …. Exit code 0, 1 bad input, 2 when some failed; errors in one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from assistant.cli.output import complain, tolerant
from assistant.cli.parser import build
from assistant.errors import AssistantError, system_reason

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; what a user can cause is told in one line, no traceback."""
    tolerant()
    try:
        arguments = build().parse_args(argv)
        code: int = arguments.command(arguments)
        sys.stdout.flush()
    except AssistantError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("已中断")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        complain(f"{error.filename or '系统'}：{system_reason(error)}")
        return 1
    return code
