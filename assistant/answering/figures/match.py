"""How well a claim's figure is the one that is asked for: where the terms stand, aspects, narrower things; 0…1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.figures.claims import Claim
from assistant.answering.figures.cover import (
    RELATED,
    aspects_in,
    cover,
    pairs_of,
    parts,
    weight,
    without,
)
from assistant.answering.figures.measures import kind_fits, unit_factor
from assistant.answering.figures.siblings import asked_words
from assistant.lexicon.figures import figures
from assistant.lexicon.tables import (
    aspects,
    fillers,
    generic_words,
    known_indicators,
    related_words,
    sibling_words,
)
from assistant.lexicon.words import cut, is_noun
from assistant.model import Question

# Credit of a term by where it stands: the figure's own words, the clauses before, the sentence and headings around
BEFORE, AFTER, INHERITED, ANCHORED, EARLIER, AROUND, FAR = 1.0, 0.95, 0.9, 0.6, 0.35, 0.45, 0.25
# 21个政务服务部门: a figure with its noun right behind it counts that noun, not what stands before
NOUN_BEHIND = 0.6
# Below this no factor is worth working out: they only lower a score
HOPELESS = 0.5
NARROWER, NARROWER_VALUE = 0.85, 0.55
# What each further word in a figure's own words costs: enough to choose between two that fit
EXTRA_WORD = 0.015
VALUE_HEADS = (
    "总值",
    "总额",
    "收入",
    "增加值",
    "投资",
    "产量",
    "率",
    "支出",
    "强度",
    "比重",
    "比例",
    "浓度",
    "价格",
    "面积",
)
# a rate with a noun before it is often the same rate said in full (行政复议行政争议化解率)
LOOSE_HEADS = ("率",)
# What growth costs where a goal, or a bound in per cent, makes it likely that growth is meant
GROWTH_MEANT = 0.9
# A member of a series, and the verbs that make it a statement of its own
SERIES, OWN_VERB = re.compile(r"[、和及]"), re.compile(r"达|累计|总[数量]|[增升降]至|突破|超过|占|为")
# 由…上升至: what a value was, and what it reached
FROM, FROM_FACTOR = re.compile(r"(?:由|从)(?:(?:19|20)\d\d年|上年|去年)?的?$"), 0.9
REACHED = re.compile(r"(?:上升|提高|提升|增长|增加|扩大|下降|降低|减少|压缩|压减|回落|缩短|增|升|降|减)(?:至|到)约?$")
ADDED = re.compile(r"(?:新增|净增)[^,;:]*$")
QUOTES = '"“‘《 '
FIGURELIKE = re.compile(r"[\d.,%、第\s]+|居|位|全国|全省|连续|创|历史|新高")


@dataclass(frozen=True, slots=True)
class Match:
    """How a claim meets a question: the score, and the terms that it does not meet at all."""

    score: float
    unmet: tuple[str, ...] = ()


@lru_cache(maxsize=100_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(cut(text))


@lru_cache(maxsize=100_000)
def _bare(text: str) -> bool:
    """Tell whether words name no thing of their own (增长, 其中成功, 达, 居全国第三 …)."""
    for word, _aspect, _hard in aspects():
        text = text.replace(word, "")
    for figure in reversed(figures(text)):
        text = text[: figure.start] + text[figure.end :]
    left = [word for word in cut(FIGURELIKE.sub("", text)) if word not in fillers() and word not in generic_words()]
    return len("".join(left)) < 2


def _credit(term: str, claim: Claim, own: float, bare: bool, anchored: bool) -> float:
    """Credit of a term; of a compound, one word must stand with the figure, the other may be inherited."""
    whole = own if own >= INHERITED else max(own, _inherited(term, claim, bare, anchored))
    split = parts(term) if whole < INHERITED else None
    if split is None:
        return whole
    first, last = (_own(part, claim) for part in split)
    if last >= first and _modified(split[1], claim.before, question_words=term):
        return whole
    if last >= first:
        return (
            max(whole, 0.5 * last + 0.5 * max(first, _inherited(split[0], claim, True, anchored)))
            if last > 0.6
            else whole
        )
    # 行政 of 行政许可 says nothing
    if first <= 0.6 or split[0] in generic_words():
        return whole
    return max(whole, 0.5 * first + 0.5 * max(last, _inherited(split[1], claim, True, anchored)))


def _in_a_name(claim: Claim) -> bool:
    """百人 of "百人计划" is no figure: it stands right behind a mark that opens a name, other words before its end."""
    opens = claim.before[-1:] == '"' and claim.before.count('"') % 2 == 1
    return opens and claim.after[:1] not in ('"', "")


@lru_cache(maxsize=50_000)
def _noun_first(words: str) -> bool:
    first = next(iter(cut(words.lstrip(QUOTES))), "")
    return is_noun(first)


def _modified(word: str, label: str, question_words: str) -> bool:
    """行政应诉案件 has a modifier of its own: it is no 信访案件, whatever the clause before speaks of."""
    named = next((one for one in (word, *related_words().get(word, ())) if one in label), word)
    at = label.rfind(named)
    before = _words(label[:at])[-1:] if at > 0 else ()
    return any(is_noun(one) and not _harmless(one, question_words) for one in before)


def _own(term: str, claim: Claim) -> float:
    if claim.figure.kind not in ("count", "people") or not _noun_first(claim.after):
        return max(BEFORE * cover(term, claim.before), AFTER * cover(term, claim.after))
    # 17个博士点、45个硕士点: what the figure before counts stands before this one
    before = claim.before[claim.before.rfind("、") + 1 :] if claim.earlier else claim.before
    return max(NOUN_BEHIND * cover(term, before), AFTER * cover(term, claim.after))


def _inherited(term: str, claim: Claim, bare: bool, anchored: bool) -> float:
    """Credit from the clauses before: whole down to the first that names a thing of its own, little beyond."""
    best = 0.0
    beyond = ANCHORED if anchored else EARLIER
    place = INHERITED if bare else beyond
    for clause in claim.earlier:
        best = max(best, place * cover(term, clause))
        place = place - 0.03 if place > beyond and _bare(clause) else min(place, beyond) - 0.02
    return max(best, (AROUND if anchored or place > beyond else FAR) * cover(term, claim.around))


@lru_cache(maxsize=20_000)
def signs(term: str) -> tuple[str, ...]:
    """Give what a text must have one of to say anything of a term."""
    return (term[-2:], *related_words().get(term, ()), *(parts(term) or ()))


@lru_cache(maxsize=20_000)
def hints(term: str) -> tuple[str, ...]:
    """Give what a figure's own words must have one of for a term, or a word of it, to stand there."""
    return tuple(dict.fromkeys(sign for word in (term, *(parts(term) or ())) for sign in signs(word)))


def _traces(term: str, claim: Claim) -> bool:
    """Tell in a moment that a claim has nothing to do with a term: most have not."""
    words = claim.words
    for sign in signs(term):  # noqa: SIM110 - this is asked of every claim, and any() takes twice the time
        if sign in words:
            return True
    return False


@lru_cache(maxsize=1000)
def _weighed(terms: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], float, bool], ...]:
    return tuple((hints(term), weight(term), _bare(term)) for term in terms)


@lru_cache(maxsize=100_000)
def most(terms: tuple[str, ...], before: str, after: str) -> float:
    """Give a score that no claim with these own words surpasses, whatever stands before and around it."""
    own = f"{before}|{after}"
    missing = total = 0.0
    anchored = False
    for marks, weighs, bare in _weighed(terms):
        total += weighs
        for mark in marks:
            if mark in own:
                anchored = anchored or not bare
                break
        else:
            missing += weighs
    if not missing:
        return 1.0
    beyond = ANCHORED if anchored else EARLIER
    inherited = INHERITED if _bare(without(terms, before or after)) else beyond
    return 1.0 - (1.0 - inherited) * missing / total


def match_claim(question: Question, claim: Claim, least: float = 0.0) -> Match:
    """Score how well a claim's figure is the one asked for; 0 when its kind or aspect rules it out.

    A score below `least` may be given too high, but never as high as that: what lowers it is not worked out.
    """
    terms = question.terms
    if not terms or _in_a_name(claim) or not kind_fits(question, claim):
        return Match(0.0, terms)
    for term in terms:
        if weight(term) >= 1.0 and not _traces(term, claim):
            return Match(0.0, (term,))
    counts_behind = claim.figure.kind in ("count", "people") and _noun_first(claim.after)
    bare = not counts_behind and _bare(without(terms, claim.before or claim.after))
    owns = [_own(term, claim) for term in terms]
    # anchored: the figure's own words name a thing that is asked for, so the rest may stand around it
    anchored = any(own >= RELATED and not _bare(term) for term, own in zip(terms, owns, strict=True))
    score = total = 0.0
    unmet: list[str] = []
    for term, own in zip(terms, owns, strict=True):
        credit, weighs = _credit(term, claim, own, bare, anchored), weight(term)
        score += weighs * credit
        total += weighs
        if credit < 0.3 and weighs >= 1.0:
            unmet.append(term)
    score /= total
    if unmet or score < max(HOPELESS, least):
        return Match(score, tuple(unmet))
    said = f"{claim.before}|{claim.after}"
    score *= _narrower(question, said) * _aspect_factor(question, said, claim) * unit_factor(question, claim)
    return Match(score if score < least else score * _precision(question, claim), ())


def _narrower(question: Question, own: str) -> float:
    told = asked_words(question.indicator, question.terms)
    return NARROWER_VALUE if any(word in own and word not in told for word in sibling_words()[1]) else 1.0


def _aspect_factor(question: Question, own: str, claim: Claim) -> float:
    asked = {aspect for aspect, _hard in aspects_in(asked_words(question.indicator, question.terms))}
    # 公交车占比 is read as the share of 公交车
    asked |= {"share"} if question.operation == "share" else set()
    stated = aspects_in(own) | _leading(claim)
    # 由78.6%上升至94.3%: the second is what was reached, no growth; the first is what it was before
    reached = REACHED.sub("", claim.before)
    if reached != claim.before:
        stated = aspects_in(f"{reached}|{claim.after}") | _leading(claim)
    factor = FROM_FACTOR if FROM.search(claim.before) else 1.0
    for aspect, hard in stated:
        if aspect == "growth" and aspect not in asked and _sets_growth(question):
            factor *= GROWTH_MEANT
        elif aspect not in asked:
            factor *= 0.5 if hard else 0.9
    # 城镇新增就业增长 asks for more than the name says: growth must be told beside it
    names = tuple(term for term in question.terms if term in known_indicators())
    beside = "|".join(term for term in question.terms if term not in names)
    told = {aspect for aspect, _hard in aspects_in(without(names, own)) | _leading(claim)}
    missing = {aspect for aspect, hard in aspects_in(beside) if hard} - told
    return factor * 0.4 ** len(missing)


def _leading(claim: Claim) -> frozenset[tuple[str, bool]]:
    """新增甲853家、乙97家: what the series begins with is said of each member that has no verb of its own."""
    own = claim.before + claim.figure.text
    # 新增6个博士点、14个硕士点: of a noun behind its figure the mark stands last
    apart = SERIES.match(claim.before) or claim.before.endswith("、")
    if not claim.earlier or not apart or OWN_VERB.search(own):
        return frozenset()
    return frozenset(
        one for one in aspects_in(claim.earlier[0]) if one[0] == "growth" and ADDED.search(claim.earlier[0])
    )


def _sets_growth(question: Question) -> bool:
    """GDP目标 and GDP超过6%的省 speak of growth, though they do not say so."""
    return question.goal or "%" in (question.bound or "") or "%" in (question.claimed or "")


def _precision(question: Question, claim: Claim) -> float:
    """Prefer labels that say little else: 调解纠纷 over 婚姻家庭纠纷; a narrower thing is another indicator."""
    label = claim.before[-16:]
    if len(label) < 2:
        return 0.97 * _narrowing(question.terms, claim)
    asked = "".join(question.terms)
    extra = sum(1 for word in _words(without(question.terms, label)) if len(word) > 1 and not _harmless(word, asked))
    return (1.0 - EXTRA_WORD * min(extra, 4)) * _narrowing(question.terms, claim) * _tail(question, label)


def _harmless(word: str, asked: str) -> bool:
    """Tell whether a word beside the indicator changes nothing of it, or is asked for itself."""
    return word in fillers() or word in generic_words() or any(pair in asked for pair in pairs_of(word))


def _narrowing(terms: tuple[str, ...], claim: Claim) -> float:
    """海洋生产总值 is not 生产总值: a noun right before the indicator that the question does not name.

    Where the figure's own words do not hold the term, the nearest clause before that does is looked at.
    """
    factor, asked = 1.0, "".join(terms)
    for term in terms:
        last = (parts(term) or (term,))[-1]
        label = next((words for words in (claim.before, *claim.earlier) if term in words), claim.before)
        at = label.rfind(term) if term in label else label.rfind(last)
        before = _words(label[max(0, at - 12) : at])[-2:] if at > 0 else ()
        if any(is_noun(word) and not _harmless(word, asked) for word in before):
            strict = term.endswith(VALUE_HEADS) and not term.endswith(LOOSE_HEADS)
            factor = min(factor, NARROWER_VALUE if strict else NARROWER)
    return factor


def _tail(question: Question, label: str) -> float:
    """GDP增长贡献率 is not GDP增长: the noun next to the figure must be one that is asked for."""
    last = next((word for word in reversed(_words(label)) if word not in fillers()), "")
    if len(last) < 2 or not is_noun(last) or not last.endswith(VALUE_HEADS):
        return 1.0
    asked = "".join(question.terms)
    return 1.0 if any(last[i : i + 2] in asked for i in range(len(last) - 1)) else NARROWER_VALUE
