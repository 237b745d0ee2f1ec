"""Measure how well passages are found: python -m eval.search [--set samples|reports|policy-qa|statutes]."""

from __future__ import annotations

import argparse
import sys

from eval.search.collections import ALL, SHARED
from eval.search.results import table


def main() -> int:
    """Measure and print a table for each set."""
    parser = argparse.ArgumentParser(prog="python -m eval.search", description=__doc__)
    parser.add_argument("--set", choices=[*ALL], action="append", help="only this one; may be given again")
    parser.add_argument("--no-plain", action="store_true", help="leave out the plain LangChain pipeline")
    parser.add_argument("--model", default=None, help="model name or folder; the shipped one when left out")
    parser.add_argument("--part", action="append", help="only the questions of these parts (tune, test, folds 0-4)")
    arguments = parser.parse_args()
    for name in arguments.set or ALL:
        if name != "samples" and not SHARED.is_dir():
            sys.stderr.write(f"{name}: no shared material beside the repository, left out\n")
            continue
        sys.stdout.write(f"## {name}\n\n")
        sys.stdout.write(table(name, plain=not arguments.no_plain, model=arguments.model, parts=arguments.part))
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
