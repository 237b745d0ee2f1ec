"""Measure batches over the real reports: python -m eval.batch [--questions 10000] [--kills 200]."""

from __future__ import annotations

import argparse
import json
import sys

from eval.batch import measure


def main() -> int:
    """Measure, keep the result, print the section."""
    parser = argparse.ArgumentParser(prog="python -m eval.batch", description=__doc__)
    parser.add_argument("--questions", type=int, default=measure.QUESTIONS, help="of the batches that are timed")
    parser.add_argument("--kills", type=int, default=measure.KILLS, help="of the batches that are killed")
    arguments = parser.parse_args()
    result = measure.measure(arguments.questions, arguments.kills)
    measure.RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(measure.section())
    return 0


if __name__ == "__main__":
    sys.exit(main())
