"""Measure questions over large libraries: python -m eval.size --folder DIR [--sizes 36 1000 10000]."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from eval.size import measure


def main() -> int:
    """Measure, keep the result, print the section."""
    parser = argparse.ArgumentParser(prog="python -m eval.size", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="keeps texts and libraries; built where missing")
    parser.add_argument("--sizes", type=int, nargs="+", default=measure.SIZES, help="numbers of reports")
    arguments = parser.parse_args()
    result = measure.measure(arguments.folder, arguments.sizes)
    measure.RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(measure.section())
    return 0


if __name__ == "__main__":
    sys.exit(main())
