"""Answers that are no single figure: a fact with its sentence, yes or no, a list complete and in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answering.cite import Markers
from assistant.answering.facts.choosing import chosen
from assistant.answering.facts.factual import fact_first
from assistant.answering.facts.items import listed, member_of
from assistant.answering.facts.listing import series_answer, text_of
from assistant.answering.facts.members import items_of_name, named_series, said_of_name
from assistant.answering.facts.sentences import Said, covered_by, said_in, snippet
from assistant.answering.facts.whole import told_of_all
from assistant.answering.figures.claims import claims
from assistant.answering.figures.cover import cover, weight
from assistant.answering.figures.measures import kind_fits, units_fit
from assistant.answering.figures.periods import period_before, years_of
from assistant.answering.names import short_region
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical
from assistant.model import Hit, Question, Report

# Least share of the question's terms that a sentence must say to be given as an answer
COVER = 0.62
# … and of one that is given where a figure was asked for and none could be told apart
FIGURE_COVER = 0.85
# How far a term must be covered for a yes or no: a part of it, its last two characters among it
PARTLY = 0.3
# Most reports whose sentences are looked at for the form that is asked for
CLOSELY = 40


def best_said(question: Question, hits: Sequence[Hit], card: Report, *, closely: bool = True) -> Said | None:
    """Give the sentence that answers, or None where none says enough of what is asked, of the years asked for."""
    if closely and (named := said_of_name(question, hits)):
        return named
    ranked = (one for one in said_in(question, hits, COVER) if _answers(question, one, card))
    return chosen(question, ranked, hits, closely=closely)


def _answers(question: Question, one: Said, card: Report) -> bool:
    if not of_years(question, one, card):
        return False
    if question.kind == "yes_no":
        return all(_says(term, one) for term in question.terms)
    if question.kind in ("figure", "rate"):
        ahead = bool(question.years) and card.year is not None and min(question.years) > card.year
        planned = question.goal or ahead
        return (one.passage.part == "plan") == planned and one.cover >= FIGURE_COVER and _counts(question, one)
    return True


def _counts(question: Question, said: Said) -> bool:
    """Tell whether the figure whose own words say most of what is asked may be of the kind asked for."""
    own = (one for one in claims(said.passage) if one.sentence == (said.start, said.end))
    inside = [one for one in own if units_fit(question.unit, one.figure.unit)]
    shares = [covered_by(question.terms, f"{one.before}|{one.after}") for one in inside]
    return any(
        kind_fits(question, one) and (one.figure.unit != "个" or question.unit in (None, "个"))
        for one, share in zip(inside, shares, strict=True)
        if share == max(shares)
    )


def _says(term: str, said: Said) -> bool:
    """A yes or no must be of the very thing: every telling term stands in the sentence, what is done to it too."""
    return weight(term) < 0.5 or cover(term, canonical(fold(_text(said)))) > PARTLY


def of_years(question: Question, said: Said, card: Report) -> bool:
    """A sentence is of the year that it names, else of those that its report covers, a plan of the next one."""
    if not question.years:
        return True
    covered = [card.delivered or 0] if said.passage.part == "plan" else card.years
    return bool(set(question.years) & set(years_of(period_before(fold(_text(said))), covered)))


def _text(said: Said) -> str:
    return said.passage.text[said.start - said.passage.start : said.end - said.passage.start]


def told(question: Question, said: Said, markers: Markers) -> tuple[str, int]:
    """Give the clauses of a sentence that say it, in the report's own words, and the marker of its quote."""
    span = snippet(question, said)
    words = said.passage.text[span[0] - said.passage.start : span[1] - said.passage.start]
    return " ".join(words.split()).strip("，,；;：:。 "), markers.add(said.passage, (said.start, said.end))


def said_answer(question: Question, said: Said, card: Report, markers: Markers) -> str:
    """State a fact in the report's own words, for yes or no with the verdict first."""
    if members := series_answer(question, said, card, markers):
        return members
    words, marker = told(question, said, markers)
    return fact_first(question, said, words, short_region(card), marker)


def list_answer(
    question: Question, report: Report, hits: Sequence[Hit], said: Said | None, markers: Markers
) -> str | None:
    """State a list whose members stand under one heading or after one lead, each with its quote, or in a sentence."""
    where = short_region(report)
    if said and named_series(question, text_of(said)):
        return series_answer(question, said, report, markers)
    named = [member_of(report, one) for one in items_of_name(question, report)]
    members = named or told_of_all(question, report) or listed(question, report, hits)
    if members:
        lines = [
            f"{number}. {member.words}。[{markers.add(member.passage, (member.start, member.end))}]"
            for number, member in enumerate(members, 1)
        ]
        return f"{where}：\n" + "\n".join(lines)
    return series_answer(question, said, report, markers) if said else None


def fact_rows(
    question: Question, hits: Mapping[str, Sequence[Hit]], cards: Mapping[str, Report], markers: Markers
) -> dict[str, tuple[str, int]]:
    """Give for each report that says it the words and the marker."""
    closely = len(question.reports) <= CLOSELY
    found = {name: best_said(question, hits.get(name, ()), cards[name], closely=closely) for name in question.reports}
    return {name: told(question, said, markers) for name, said in found.items() if said}
