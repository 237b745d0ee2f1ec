"""The national work reports of 2014 to 2024 as files, for tuning-national.jsonl: python -m eval.national FOLDER.

They lie in ../shared/corpora/government_texts.jsonl.gz, which is no part of the project.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import QuestionError

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "government_texts.jsonl.gz"
TITLE = "国务院政府工作报告"
YEARS = range(2014, 2025)


def national_reports(folder: Path, corpus: Path = CORPUS) -> list[Path]:
    """Write each year's report as a UTF-8 text file into `folder`, made where missing; give the files by year.

    Raises QuestionError where the corpus is absent or lacks a year.
    """
    if not corpus.is_file():
        raise QuestionError("找不到国务院报告的语料", where=str(corpus), fix="请把 shared 文件夹放在项目旁边")
    texts = dict(_texts(corpus))
    missing = [str(year) for year in YEARS if year not in texts]
    if missing:
        raise QuestionError(f"语料缺少这些年份的报告：{'、'.join(missing)}", where=str(corpus), fix="请检查语料")
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{year}年{TITLE}.txt" for year in YEARS]
    for year, path in zip(YEARS, paths, strict=True):
        path.write_text(texts[year], encoding="utf-8", newline="\n")
    return paths


def main() -> int:
    """Write the reports, tell how many."""
    parser = argparse.ArgumentParser(prog="python -m eval.national", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the files go")
    paths = national_reports(parser.parse_args().folder)
    sys.stdout.write(f"{len(paths)} reports\n")
    return 0


def _texts(corpus: Path) -> Iterator[tuple[int, str]]:
    """Give (year, text) of each report of the years, told by how its title ends."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            if fields["title"].endswith(TITLE) and fields["year"] in YEARS:
                yield fields["year"], fields["text"]


if __name__ == "__main__":
    sys.exit(main())
