"""Measure refusing: python -m eval.refusal."""

from __future__ import annotations

import argparse
import sys

from eval.refusal.results import section


def main() -> int:
    """Print the section of docs/results.md, and draw its picture."""
    argparse.ArgumentParser(prog="python -m eval.refusal", description=__doc__).parse_args()
    sys.stdout.write(section() or "no shared material beside the repository\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
