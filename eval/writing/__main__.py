"""Measure answering with a language model against a scripted server: python -m eval.writing."""

from __future__ import annotations

import argparse
import json
import sys

from eval.writing import results


def main() -> int:
    """Measure, keep the result, print the section."""
    parser = argparse.ArgumentParser(prog="python -m eval.writing", description=__doc__)
    parser.add_argument("--answers", type=int, default=results.TEXTS, help="wrong answers in words")
    parser.add_argument("--rows", type=int, default=results.ROWS, help="wrong figures in tables")
    arguments = parser.parse_args()
    result = results.measure(arguments.answers, arguments.rows)
    told = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    results.RESULT.write_text(told, encoding="utf-8", newline="\n")
    sys.stdout.write(results.section())
    return 0


if __name__ == "__main__":
    sys.exit(main())
