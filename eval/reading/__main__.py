"""Measure reading: python -m eval.reading [--files 2000]. Sections that need the real reports are left out without."""

from __future__ import annotations

import argparse
import sys

from eval.reading.results import sections


def main() -> int:
    """Measure what can be measured here and write it to the terminal as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading", description=__doc__)
    parser.add_argument(
        "--files", type=int, default=0, help="measure throughput over that many files (0: leave it out)"
    )
    parser.add_argument("--no-scans", action="store_true", help="leave out text recognition, which takes minutes")
    given = parser.parse_args()
    for section in sections(files=given.files, scans=not given.no_scans):
        sys.stdout.write(section + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
