"""Adding reports: what each item means for the library, and the switch at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from assistant.errors import ReadError
from assistant.index import corrections
from assistant.index.bodies import load_body, read_original, store_body, store_original
from assistant.index.draft import Draft
from assistant.index.generation import PassageEmbedding
from assistant.index.layout import Layout, sync_files, writing
from assistant.index.likeness import Likeness, of_one_year, sketch
from assistant.index.naming import source_of, unique_name
from assistant.index.records import card_of, passage_lines
from assistant.index.result import Added, AddResult, AddStatus, Progress
from assistant.index.sentences import Telling
from assistant.index.writer import current_generation, locked, sweep
from assistant.model import Passage, Report
from assistant.reports.reading import Seen

Split = Callable[[Report], Sequence[Passage]]
Original = Callable[[Report], bytes | None]


def add(
    folder: Path,
    reports: Iterable[Report | ReadError | Seen],
    *,
    split: Split,
    embedding: PassageEmbedding,
    telling: Telling | None = None,
    original: Original = read_original,
    sample: bool = False,
    on_progress: Progress | None = None,
) -> AddResult:
    """Add reports to a library; `Library.add` tells the contract."""
    with locked(folder) as layout, closing(Draft(layout, current_generation(layout), embedding, telling)) as draft:
        adding = _Adding(layout, draft, split, original, sample)
        items = []
        for item in reports:
            done = adding.take(item)
            items.append(done)
            if on_progress:
                on_progress(done)
        items = list(_described(items, draft))
        with writing(folder):
            sync_files(adding.written)
            if draft.changed:
                draft.write()
                sweep(layout)
        passages = sum(entry.count for entry in draft.entries.values())
        return AddResult(tuple(items), len(draft.entries), passages, draft.changed, draft.embedded_anew)


def _described(items: Iterable[Added], draft: Draft) -> Iterator[Added]:
    """Add the identity of each report, and to the new ones which others of their kind, place and year there are."""
    cards = [corrections.correct(entry.card, draft.corrections) for entry in draft.entries.values()]
    known, others = {card.report: card for card in cards}, of_one_year(cards)
    for item in items:
        told = others.get(item.report, ()) if item.status in ("added", "replaced") else ()
        warnings = (*item.warnings, *(f"同一地区同一年份还有 {name}" for name in told))
        yield replace(item, card=known.get(item.report), warnings=warnings)


class _Adding:
    """Decides for one item after the other, against the library and the items before it."""

    def __init__(self, layout: Layout, draft: Draft, split: Split, original: Original, sample: bool) -> None:
        self.draft = draft
        self.written: set[Path] = set()
        self._layout, self._split, self._original, self._sample = layout, split, original, sample
        entries = draft.entries
        self._by_digest = {entry.card.digest: name for name, entry in entries.items()}
        self._by_source = {entry.card.source: name for name, entry in entries.items()}
        self._likeness = Likeness({name: entry.sketch for name, entry in entries.items()})

    def take(self, item: Report | ReadError | Seen) -> Added:
        """Put one item where it belongs and tell what became of it."""
        if isinstance(item, ReadError):
            return Added("failed", "", item.where, message=str(item))
        if isinstance(item, Seen):
            return self._seen(item)
        try:
            item.text.encode("utf-8")
        except UnicodeEncodeError:
            return Added("failed", "", item.source, message=f"{item.source}：文字里有无效字符，没有加入")
        digest = item.digest or hashlib.sha256(item.text.encode("utf-8")).hexdigest()
        return self._placed(
            replace(item, source=source_of(item.source, item.report), digest=digest, sample=self._sample)
        )

    def _seen(self, item: Seen) -> Added:
        """Place a source whose content is there, read by the rules of today."""
        source = source_of(item.source)
        same, here = self._by_digest.get(item.digest), self._by_source.get(source)
        if same is None:
            message = f"{item.source}：资料库刚被另一个进程改动，这份没有读入。请再运行一次"
            return Added("failed", "", item.source, message=message)
        entry = self.draft.entries[same]
        if same == here:
            return Added("unchanged", same, source, entry.count, warnings=entry.card.warnings)
        if not _moved(entry.card.source, source):
            return self._duplicate(source, same, here)
        self._forget(same)
        self.draft.renew(same, replace(entry.card, source=source))
        self._remember(same)
        return Added("replaced", same, source, entry.count, "文件换了位置", entry.card.warnings)

    def _placed(self, report: Report) -> Added:
        same, here = self._by_digest.get(report.digest), self._by_source.get(report.source)
        if same is None:
            return self._replaced(report, here, "内容已更新") if here else self._added(report)
        if same == here:
            return self._read_again(report, same)
        if _moved(self.draft.entries[same].card.source, report.source):
            return self._replaced(report, same, "文件换了位置")
        return self._duplicate(report.source, same, here)

    def _added(self, report: Report) -> Added:
        name = unique_name(report, self.draft.entries)
        message = f"已有另一份 {report.report}，这份记作 {name}" if name != report.report else ""
        return self._put(replace(report, report=name), "added", message)

    def _replaced(self, report: Report, name: str, message: str) -> Added:
        kept = corrections.told(self.draft.corrections, name)
        message = f"{message}，{kept}" if kept else message
        return self._put(replace(report, report=name), "replaced", message)

    def _read_again(self, report: Report, name: str) -> Added:
        """Leave a report as it is, unless the rules that read it give something else today."""
        entry = self.draft.entries[name]
        again = replace(report, report=name, sample=entry.card.sample)
        with writing(self._layout.root):
            body = store_body(self._layout, again, self.written)
        card = card_of(again)
        same = body == entry.body and replace(card, reader="") == replace(entry.card, reader="")
        if same and passage_lines(self._split(again)) == entry.lines.read().tobytes():
            self.draft.renew(name, card)
            return Added("unchanged", name, report.source, entry.count, warnings=report.warnings)
        return self._put(again, "replaced", "文件没有变，按现在的规则重新读取")

    def _duplicate(self, source: str, same: str, here: str | None, how: str = "") -> Added:
        message = f"内容与 {same} 相同{how}，只保留一份"
        if here:
            self._forget(here)
            self.draft.drop(here)
            message += f"；{here} 原来的内容已移除"
        return Added("duplicate", same, source, message=message)

    def _put(self, report: Report, status: AddStatus, message: str) -> Added:
        try:
            passages = tuple(self._split(report))
        except ReadError as error:
            return Added("failed", "", report.source, message=str(error))
        found = sketch(one.text for one in passages)
        alike = self._likeness.nearest(found, without=report.report)
        if status == "added" and alike and self._same_text(report, alike[0]):
            return self._duplicate(report.source, alike[0], None, "（只是文件不同）")
        data = self._original(report)
        with writing(self._layout.root):
            body = store_body(self._layout, report, self.written)
            original = store_original(self._layout, report, data, self.written)
        if not original:
            message = f"{message}；没有留存原文件" if message else "没有留存原文件"
        self._forget(report.report)
        entry = self.draft.put(card_of(report), body, original, passages, found)
        self._remember(report.report)
        warnings = report.warnings
        if alike:
            warnings = (*warnings, f"与 {alike[0]} 约 {alike[1]:.0%} 的句子相同")
        return Added(status, report.report, report.source, entry.count, message, warnings)

    def _same_text(self, report: Report, other: str) -> bool:
        """Tell whether two reports have the same text, white space aside."""
        entry = self.draft.entries[other]
        stored = load_body(self._layout, entry.body, entry.card).text
        return "".join(report.text.split()) == "".join(stored.split())

    def _remember(self, name: str) -> None:
        entry = self.draft.entries[name]
        self._by_digest[entry.card.digest] = self._by_source[entry.card.source] = name
        self._likeness.put(name, entry.sketch)

    def _forget(self, name: str) -> None:
        old = self.draft.entries.get(name)
        if old:
            del self._by_digest[old.card.digest], self._by_source[old.card.source]
            self._likeness.drop(name)


def _moved(old: str, new: str) -> bool:
    """Tell whether a file of the same name and content is the old one at another place."""
    if "://" in new or Path(old).name != Path(new).name:
        return False
    return Path(new).is_file() and not Path(old).exists()
