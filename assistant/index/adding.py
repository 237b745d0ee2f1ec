"""Adding reports: what each item means for the library, and the switch at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import ReadError
from assistant.index.bodies import read_original, store_body, store_original
from assistant.index.corrections import told
from assistant.index.draft import Draft
from assistant.index.generation import PassageEmbedding
from assistant.index.layout import Layout, writing
from assistant.index.naming import source_of, unique_name
from assistant.index.records import card_of
from assistant.index.result import Added, AddResult, AddStatus, Progress
from assistant.index.writer import current_generation, locked, sweep
from assistant.model import Passage, Report

Split = Callable[[Report], Sequence[Passage]]
Original = Callable[[Report], bytes | None]


def add(
    folder: Path,
    reports: Iterable[Report | ReadError],
    *,
    split: Split,
    embedding: PassageEmbedding,
    original: Original = read_original,
    sample: bool = False,
    on_progress: Progress | None = None,
) -> AddResult:
    """Add reports to a library; `Library.add` tells the contract."""
    with locked(folder) as layout:
        old = current_generation(layout)
        adding = _Adding(layout, Draft(layout, old, embedding), split, original, sample)
        items = []
        for item in reports:
            for done in adding.take(item):
                items.append(done)
                if on_progress:
                    on_progress(done)
        draft = adding.draft
        if draft.changed:
            with writing(folder):
                draft.write()
                sweep(layout)
        passages = sum(len(entry.lines) for entry in draft.entries.values())
        return AddResult(tuple(items), len(draft.entries), passages, draft.changed, draft.embedded_anew)


class _Adding:
    """Decides for one item after the other, against the library and the items before it."""

    def __init__(self, layout: Layout, draft: Draft, split: Split, original: Original, sample: bool) -> None:
        self.draft = draft
        self._layout, self._split, self._original, self._sample = layout, split, original, sample
        self._by_digest = {entry.card.digest: name for name, entry in draft.entries.items()}
        self._by_source = {entry.card.source: name for name, entry in draft.entries.items()}

    def take(self, item: Report | ReadError) -> Iterator[Added]:
        """Put one item where it belongs and tell what became of it."""
        if isinstance(item, ReadError):
            yield Added("failed", "", item.where, message=str(item))
            return
        try:
            item.text.encode("utf-8")
        except UnicodeEncodeError:
            yield Added("failed", "", item.source, message=f"{item.source}：文字里有无效字符，没有加入")
            return
        digest = item.digest or hashlib.sha256(item.text.encode("utf-8")).hexdigest()
        report = replace(item, source=source_of(item), digest=digest, sample=self._sample)
        yield self._placed(report)

    def _placed(self, report: Report) -> Added:
        same, here = self._by_digest.get(report.digest), self._by_source.get(report.source)
        if same is None:
            return self._replaced(report, here, "内容已更新") if here else self._added(report)
        if same == here:
            return self._read_again(report, same)
        if _moved(self.draft.entries[same].card, report):
            return self._replaced(report, same, "文件换了位置")
        return self._duplicate(report, same, here)

    def _added(self, report: Report) -> Added:
        name = unique_name(report, self.draft.entries)
        message = f"已有另一份 {report.report}，这份记作 {name}" if name != report.report else ""
        return self._put(replace(report, report=name), "added", message)

    def _replaced(self, report: Report, name: str, message: str) -> Added:
        kept = told(self.draft.corrections, name)
        message = f"{message}，{kept}" if kept else message
        return self._put(replace(report, report=name), "replaced", message)

    def _read_again(self, report: Report, name: str) -> Added:
        """Leave a report as it is, unless the rules that read it give something else today."""
        entry = self.draft.entries[name]
        again = replace(report, report=name, sample=entry.card.sample)
        with writing(self._layout.root):
            body = store_body(self._layout, again)
        if card_of(again) == entry.card and body == entry.body:
            return Added("unchanged", name, report.source, len(entry.lines), warnings=report.warnings)
        return self._put(again, "replaced", "文件没有变，按现在的规则重新读取")

    def _duplicate(self, report: Report, same: str, here: str | None) -> Added:
        message = f"内容与 {same} 相同，只保留一份"
        if here:
            self._forget(here)
            self.draft.drop(here)
            message += f"；{here} 原来的内容已移除"
        return Added("duplicate", same, report.source, message=message)

    def _put(self, report: Report, status: AddStatus, message: str) -> Added:
        try:
            passages = tuple(self._split(report))
        except ReadError as error:
            return Added("failed", "", report.source, message=str(error))
        data = self._original(report)
        with writing(self._layout.root):
            body = store_body(self._layout, report)
            original = store_original(self._layout, report, data)
        if not original:
            message = f"{message}；没有留存原文件" if message else "没有留存原文件"
        self._forget(report.report)
        entry = self.draft.put(card_of(report), body, original, passages)
        self._by_digest[report.digest] = self._by_source[report.source] = report.report
        count = len(entry.lines)
        return Added(status, report.report, report.source, count, message, report.warnings)

    def _forget(self, name: str) -> None:
        old = self.draft.entries.get(name)
        if old:
            del self._by_digest[old.card.digest], self._by_source[old.card.source]


def _moved(old: Report, new: Report) -> bool:
    """Tell whether a file of the same name and content is the old one at another place."""
    if "://" in new.source or Path(old.source).name != Path(new.source).name:
        return False
    return Path(new.source).is_file() and not Path(old.source).exists()
