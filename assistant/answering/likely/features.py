"""What speaks for and against a candidate, as numbers with names: the features of a probability."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answering.facts.sentences import covered_by
from assistant.answering.figures.claims import Claim
from assistant.answering.figures.cover import cover, weight
from assistant.answering.figures.match import match_claim
from assistant.answering.figures.measures import usual_units
from assistant.answering.likely.candidates import Candidate
from assistant.lexicon.figures import figures
from assistant.lexicon.tables import canonical
from assistant.model import Question

Features = Mapping[str, float]
NAMED = re.compile(r"[《“\"‘]")
CAUSE = re.compile(r"原因|因为|由于|因此|主要是|为了|以便|导致|造成")
WHEN = re.compile(r"\d{1,2}月|\d{4}年|以来|工作日|小时|期间")
HOW = re.compile(r"通过|采取|以.{1,12}为|一是|按照|坚持|建立|实行|制定")


def of_sentence(question: Question, one: Candidate) -> Features:
    """Give the features of a sentence for a question that is answered in words."""
    return {
        **_shared(question, one),
        "length": min(len(one.words), 200) / 200,
        "short": float(len(one.words) < 12),
        "fits": _fits(question, one.text),
        "named": float(bool(NAMED.search(one.text))),
        "figure": float(bool(figures(one.text))),
    }


def of_figure(question: Question, one: Candidate) -> Features:
    """Give the features of a figure with its words; the candidate must have a claim."""
    if one.claim is None or one.own is None or one.label is None:
        raise ValueError("no figure in this candidate")
    claim, match = one.claim, match_claim(question, one.claim)
    inside = figures(one.text)
    alike = sum(other.unit == claim.figure.unit for other in inside)
    return {
        **_shared(question, one),
        "own said": one.own.said,
        "own worded": one.own.worded,
        "own meant": one.own.meant,
        "own characters": one.own.characters,
        "own rarest": one.own.rarest,
        "own meaning": one.own_meaning,
        "label worded": one.label.worded,
        "label meant": one.label.meant,
        "label characters": one.label.characters,
        "label asked": one.label_asked,
        "match": match.score,
        "said but no match": one.own.said * (1.0 - min(match.score, 1.0)),
        "unmet": float(bool(match.unmet)),
        "unit asked": float(question.unit is not None),
        "unit same": float(question.unit is not None and claim.figure.unit == question.unit),
        "unit usual": _usual(question, claim),
        "unit rare": 1.0 / max(1, one.same_unit),
        "unit rare asked": float(question.unit is not None) / max(1, one.same_unit),
        "percent unasked": float(claim.figure.kind == "percent" and question.kind != "rate"),
        "rate": float(question.kind == "rate"),
        "alone": 1.0 / max(1, alike),
        "only": 1.0 / max(1, len(inside)),
        "dated": float(bool(question.years and one.period)),
        "table": float(bool(one.hit.passage.header)),
        "denied": float(claim.denied),
    }


def _shared(question: Question, one: Candidate) -> dict[str, float]:
    return {
        "said": one.near.said,
        "worded": one.near.worded,
        "meant": one.near.meant,
        "characters": one.near.characters,
        "rarest": one.near.rarest,
        "beside": one.beside.meant,
        "meaning": one.meaning,
        "cover": covered_by(question.terms, one.words, one.around),
        "terms unmet": _unmet(question.terms, one.words, one.around),
        "terms": min(len(question.terms), 6) / 6,
        "by words": min(one.hit.lexical, 1.0),
        "by meaning": max(one.hit.dense, 0.0),
        "rank": 1.0 / (1 + one.rank),
    }


def _unmet(terms: Sequence[str], words: str, around: str) -> float:
    """Weight of the telling terms that neither a sentence nor what stands around it says, of all terms."""
    total = sum(weight(term) for term in terms)
    unmet = (
        weight(term) for term in terms if weight(term) >= 1.0 and max(cover(term, words), cover(term, around)) < 0.3
    )
    return sum(unmet) / total if total else 1.0


def _usual(question: Question, claim: Claim) -> float:
    """1 where such a thing is counted in the figure's measure word, -1 where it is not, 0 where it may be any."""
    terms = (canonical(question.indicator), *question.terms[-1:])
    usual = next((found for found in map(usual_units, terms) if found), None)
    if question.unit or not usual:
        return 0.0
    return 1.0 if claim.figure.unit in usual else -1.0


def _fits(question: Question, text: str) -> float:
    """Tell whether a sentence is of the form that is asked for (a reason, a time, a name, a way)."""
    asked = question.text
    if question.asks == "reason" or re.search("为什么|为何|为啥|原因", asked):
        return float(bool(CAUSE.search(text)))
    if re.search("什么时候|何时|哪年|哪天|多久|时间", asked):
        return float(bool(WHEN.search(text)))
    if question.asks == "procedure" or re.search("怎么|怎样|如何", asked):
        return float(bool(HOW.search(text)))
    return 0.5
