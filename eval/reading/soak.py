"""What `make soak` found: thousands of broken files and odd texts, as a table for docs/results.md."""

from __future__ import annotations

import json
from pathlib import Path

from eval.reading.labels import ROOT

RESULT = ROOT / "eval" / "soak.json"
COLUMNS = ("cases", "reports", "refused", "crashes", "hangs", "seconds", "slowest")


def section(path: Path = RESULT) -> str:
    """Give the section in Markdown; the figures are those of the last `make soak`, "" when there was none."""
    if not path.is_file():
        return ""
    result = json.loads(path.read_text("utf-8"))
    versions = ", ".join(f"{name} {number}" for name, number in result["versions"].items())
    lines = [
        "### Broken and odd files",
        "",
        f"`make soak` on {result['date']}, {result['seconds']} s in two processes ({versions}). A case is a file or "
        "text made by chance and changed where its structure is; it must give reports whose outline and passages are "
        "exactly its text, no line of it lost, or one line of error. `refused`: such lines. `crashes`: anything else. "
        f"`hangs`: more than {result['limit']:g} s of the processor. A case of `archive` holds several files.",
        "",
        f"| reader | {' | '.join(COLUMNS)} |",
        "| --- |" + " ---: |" * len(COLUMNS),
    ]
    readers = result["readers"]
    lines += [f"| {name} | {' | '.join(str(one[column]) for column in COLUMNS)} |" for name, one in readers.items()]
    total = [round(sum(one[column] for one in readers.values()), 1) for column in COLUMNS[:-1]]
    slowest = max(one["slowest"] for one in readers.values())
    lines.append(f"| all | {' | '.join(f'{one:g}' if one < 1e6 else str(one) for one in total)} | {slowest} |")
    return "\n".join(lines) + "\n"
