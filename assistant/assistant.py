"""The chain, wired once: understand → retrieve → answer → check. Pages, commands and batches all call `ask`."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answering import answer as answer_from
from assistant.answering import check, merged
from assistant.answering.cite import recognised
from assistant.answering.everywhere.evidence import Evidence, best_of
from assistant.answering.everywhere.scan import Lookup, Scan
from assistant.answering.everywhere.stored import Telling, recipe
from assistant.answering.everywhere.uncollected import uncollected
from assistant.answering.inside import asked_of_above, naming
from assistant.errors import LibraryError
from assistant.index import AddResult, Library
from assistant.index.result import Progress
from assistant.lexicon.fold import fold
from assistant.model import Answer, Filter, Hit, Question, Report
from assistant.narrow import admitted, leaves_none, narrowed, no_passage, no_report, of_part
from assistant.question import asked_parts, names_in, respelled, understand
from assistant.retrieval import Searcher
from assistant.retrieval.rerank import CrossReranker
from assistant.settings import settings
from embeddings import Embedding, configured_embedding

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from assistant.answering.writing.writer import Writer

# Passages read per report: all of a report's likely places for one report, fewer where there are many
ONE_REPORT, MANY_REPORTS, LOOSE_SEARCH = 24, 20, 12
# … of more reports than these, only the sentences that can answer are read
FEW_REPORTS = 8
EVERYTHING = Filter()


class Assistant:
    """Answers questions over one library, as it was when it was opened."""

    def __init__(self, library: Library, embedding: Embedding) -> None:
        """Wire a library with the model that made its vectors; use `Assistant.open`."""
        self.library, self.embedding = library, embedding
        name = settings().reranker
        self.searcher = Searcher(library, embedding, reranker=CrossReranker(name) if name else None)
        self._cards = {card.report: card for card in library.cards}
        self._report = lru_cache(maxsize=256)(library.report)

    @classmethod
    def open(cls, folder: Path | str | None = None, embedding: Embedding | None = None) -> Assistant:
        """Open a library folder (None: the setting); raises LibraryError or EmbeddingError with what to do."""
        model = embedding or configured_embedding()
        return cls(Library.open(folder or settings().library, model), model)

    @property
    def cards(self) -> tuple[Report, ...]:
        """The identity of every report, without text."""
        return self.library.cards

    @property
    def passage_count(self) -> int:
        """How many passages the library holds."""
        return self.library.passage_count

    def report(self, name: str) -> Report:
        """Give a report with its text and outline; raises LibraryError for an unknown name."""
        return self._report(name)

    def _cited(self, answer: Answer) -> Callable[[str], Report]:
        """Give what gives the reports that an answer cites, with the sections that it cites: there may be thousands."""
        if len(answer.citations) <= FEW_REPORTS or answer.status == "refused":
            return self.report
        starts: dict[str, list[int]] = {}
        for one in answer.citations:
            starts.setdefault(one.report, []).append(one.start)
        some = lru_cache(maxsize=256)(lambda name: self.library.report_at(name, starts[name]))
        return lambda name: some(name) if name in starts else self.report(name)

    def original(self, name: str) -> Path:
        """Give the path of the original file that was kept."""
        return self.library.original(name)

    def understand(
        self, question: str, history: Sequence[Mapping[str, str]] = (), *, only: Filter | None = None
    ) -> Question:
        """Read a question against this library; what `only` asks for stands in place of what its words say."""
        return narrowed(understand(question, history, self.cards), only or EVERYTHING, self.cards)

    def ask(
        self,
        question: str,
        history: Sequence[Mapping[str, str]] = (),
        *,
        only: Filter | None = None,
        on_text: Callable[[str], None] | None = None,
        on_step: Callable[[int, int], None] | None = None,
    ) -> Answer:
        """Answer one question, with the conversation before it, of the reports that `only` admits.

        While a language model writes, `on_text` gets the text so far, of which every sentence has passed the check;
        while it reads many reports, `on_step` gets how many of how many are done.
        Raises QuestionError for a question that can't be asked, LibraryError for a report that isn't there.
        """
        began = time.perf_counter()
        wanted, writer = only or EVERYTHING, self._writer(on_text, on_step)
        with uncollected():
            answer = self._asked(question, history, wanted, writer)
            if writer and history and answer.reason in ("not_stated", "unclear") and answer.understood:
                answer = self._again(question, history, wanted, writer, answer, answer.understood)
        if writer:
            answer = replace(answer, notes=tuple(dict.fromkeys((*answer.notes, *writer.notes))), written=writer.record)
        return replace(answer, question=question, elapsed_ms=(time.perf_counter() - began) * 1000)

    def _again(
        self,
        question: str,
        history: Sequence[Mapping[str, str]],
        only: Filter,
        writer: Writer,
        refused: Answer,
        read: Question,
    ) -> Answer:
        """Answer a follow-up that was refused as the model completes it, else as the rules did (`read`)."""
        again = writer.again(question, history, refused)
        second = self._asked(again or read.text, (), only, writer)
        if second.status == "refused":
            return replace(refused, notes=tuple(dict.fromkeys((*refused.notes, *second.notes))))
        return replace(second, notes=(f"按“{again or read.text}”理解。", *second.notes))

    def _asked(
        self, question: str, history: Sequence[Mapping[str, str]], only: Filter, writer: Writer | None
    ) -> Answer:
        """Answer a question; one that holds several is answered part by part."""
        read = self.understand(question, history, only=only)
        parts = asked_parts(read.text) if read.scope == "one" else (question,)
        if len(parts) < 2:
            return self._one(read, history, only, writer)
        # the markers of all parts are held against their quotes again
        return check(merged(question, self._each(parts, only, writer)), self.report, self._cards)

    def _each(self, parts: Sequence[str], only: Filter, writer: Writer | None) -> list[Answer]:
        """Answer the parts of a question one after the other, each with those before it as its conversation."""
        turns: list[dict[str, str]] = []
        answers: list[Answer] = []
        for part in parts:
            before = merged("", answers) if answers else None
            answers.append(self._one(self.understand(part, turns, only=only), turns, only, writer, before))
            turns.append({"role": "user", "content": part})
        return answers

    def _one(
        self,
        read: Question,
        history: Sequence[Mapping[str, str]],
        only: Filter,
        writer: Writer | None,
        before: Answer | None = None,
    ) -> Answer:
        """Answer what was understood; a misspelt term is read again, a language model may write, the check runs.

        `before` are the answers to the parts of the question that come before this one.
        """
        if only and not read.reports:
            unfiltered = understand(read.asked, history, self.cards)
            if leaves_none(only, unfiltered):
                return no_report(read, only, unfiltered, self.cards)
        found, hits = self._answered(read, only)
        if found.reason == "no_such_region" and read.above:
            second, its_hits = self._of_above(read)
            if second.status != "refused":
                found, hits = second, its_hits
        if found.reason == "not_stated" and read.scope == "unnamed" and (only_one := self._bound(read)):
            second, its_hits = self._answered(only_one, only)
            if second.status != "refused":
                found, hits = second, its_hits
        if found.reason == "not_stated" and (spelt := respelled(read.indicator)):
            again = self.understand(read.text.replace(*spelt), only=only)
            second, its_hits = self._answered(replace(again, asked=read.asked), only)
            if second.status != "refused":
                found, hits = replace(second, answer=f"{second.answer}（按“{spelt[1]}”理解。）"), its_hits
        told = found
        # a follow-up that is refused is first completed: `_again`
        if writer and (found.status != "refused" or not history or before):
            told = writer.write(found.understood or read, hits, found, self._cards, self.report, before)
        best = best_of(hits, 20)
        plain = found.status == "refused" or told.coverage is not None or told.answer == found.answer
        checked = check(told, self._cited(told), self._cards, verbatim=plain)
        if not plain and checked.status == "refused":
            # what was found without the model is still there
            from assistant.answering.writing.write import NOTE

            own = replace(found, notes=(*found.notes, NOTE.format(reason="它写的内容大多未通过与原文的核对")))
            checked = check(own, self._cited(own), self._cards, verbatim=True)
        notes = (*checked.notes, *recognised(checked.citations))
        return replace(checked, hits=tuple(best) or checked.hits, notes=notes)

    def _answered(self, read: Question, only: Filter) -> tuple[Answer, Mapping[str, Sequence[Hit]]]:
        """Answer what was understood without a language model; give the hits it rests on too."""
        hits, fallback = self.evidence(read, only)
        if only.part and read.reports and not any(hits.values()):
            return no_passage(read, only), hits
        return replace(answer_from(read, hits, self._cards, self.report, fallback=fallback), hits=fallback), hits

    def _bound(self, read: Question) -> Question | None:
        """Ask the one report that says a name of the question, which names no place; None where several or none do."""
        if len(read.reports) < 2:
            return None
        for name in names_in(read.indicator):
            near = self.nearest(name, reports=read.reports)
            its = {hit.passage.report for hit in near if name in fold(hit.passage.text)}
            if len(its) == 1:
                card = self._cards[its.pop()]
                return replace(read, scope="one", reports=(card.report,), regions=(card.region,) if card.region else ())
        return None

    def _of_above(self, read: Question) -> tuple[Answer, Mapping[str, Sequence[Hit]]]:
        """Answer from the sentences that name the place asked of, in the reports of the place around it."""
        asked = asked_of_above(read)
        found = self.searcher.retrieve(asked, per_report=self.passage_count)
        hits = {name: naming(some, asked.inside, self._cards[name], ONE_REPORT) for name, some in found.items()}
        return answer_from(asked, hits, self._cards, self.report), hits

    def evidence(
        self, question: Question, only: Filter | None = None
    ) -> tuple[Mapping[str, Sequence[Hit]], tuple[Hit, ...]]:
        """Give the best passages of every admitted report, and of the library where none is admitted."""
        wanted = only or EVERYTHING
        k = MANY_REPORTS if len(question.reports) > 1 else ONE_REPORT
        if len(question.reports) > FEW_REPORTS and self._lookup is not None and self.searcher.reranker is None:
            return self._looked_up(question, self._lookup, wanted), ()
        hits = self.searcher.retrieve(question, per_report=self.passage_count if wanted.part else k)
        hits = {name: of_part(some, wanted)[:k] for name, some in hits.items()}
        beside = question.below or question.above
        return hits, () if question.reports else self.nearest(question.text, only=wanted, reports=beside)

    @cached_property
    def _lookup(self) -> Lookup | None:
        """What the library knows of its sentences; None where the rules of another version told it."""
        told = self.library.sentences
        return Lookup(self.library, told) if told is not None and told.recipe == recipe() else None

    def _looked_up(self, question: Question, lookup: Lookup, only: Filter) -> Evidence:
        """Give what many reports say, without a look at the text of each."""
        admitted = self.library.positions(question.reports)
        scored = self.searcher.score(question.indicator or question.text, admitted=admitted, whole=question.text)
        scan = Scan(lookup, question.reports, scored.fused, MANY_REPORTS, only.part)
        return Evidence(scan, question.reports, partial(self.searcher.hit, scored=scored))

    def nearest(
        self, text: str, *, only: Filter = EVERYTHING, reports: Sequence[str] = (), k: int = LOOSE_SEARCH
    ) -> tuple[Hit, ...]:
        """Give the best passages for a text over the named reports, else over all that `only` admits."""
        names = reports or ([card.report for card in admitted(only, self.cards)] if only else None)
        return of_part(self.searcher.search(text, k=self.passage_count if only.part else k, reports=names), only)[:k]

    def _writer(
        self, on_text: Callable[[str], None] | None, on_step: Callable[[int, int], None] | None
    ) -> Writer | None:
        """Give what writes with a language model, when one is set; its replies are kept beside the library."""
        if not settings().model:
            return None
        from assistant.answering.writing.writer import Writer

        return Writer(self.library.folder, on_text, on_step)

    def as_retriever(self, k: int = 8, *, only: Filter | None = None) -> BaseRetriever:
        """Give a LangChain retriever over what `only` admits.

        Its Documents have report, region, year, heading, start and end.
        """
        from assistant.chains import PassageRetriever

        return PassageRetriever(search=partial(self.nearest, only=only or EVERYTHING), cards=self._cards, k=k)

    def as_runnable(self) -> Runnable[Any, Answer]:
        """Give a LangChain runnable from a question (or {"question", "history"}) to an Answer."""
        from assistant.chains import runnable

        return runnable(self.ask)


def add_files(
    folder: Path | str,
    paths: Sequence[Path | str],
    *,
    sample: bool = False,
    typed: bool = True,
    embedding: Embedding | None = None,
    on_progress: Progress | None = None,
) -> AddResult:
    """Read files, folders, zips and addresses into a library; what can't be read is told, the rest is added.

    Unchanged files are not read again, unless the rules of reading changed. `typed` says that a person at this machine
    typed the addresses, which may then be this machine's own.
    """
    from assistant.reports.reading import Reading
    from assistant.reports.structure.split import split

    model = embedding or configured_embedding()
    reading = Reading(paths, known=_read_before(Path(folder)), typed=typed)
    return Library.add(
        folder, reading, split=split, embedding=model, telling=Telling(), original=reading.original, sample=sample,
        on_progress=on_progress,
    )  # fmt: skip


def _read_before(folder: Path) -> frozenset[str]:
    """Give the digests of what the library holds as the rules of today would read it."""
    from assistant.reports.recipe import recipe

    try:
        cards = Library.open(folder).cards
    except LibraryError:
        # None yet, or a damaged one, of which the add itself will tell.
        return frozenset()
    return frozenset(card.digest for card in cards if card.reader == recipe())
