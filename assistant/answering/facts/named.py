"""Whether a sentence names what is asked for by name or date: a count (1家), a kind (一家公司) and an office do not."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.answering.facts.asking import Asking, asking, listed, titles
from assistant.answering.facts.spans import people, tokens
from assistant.lexicon.fold import fold
from assistant.lexicon.words import cut, is_light, is_noun
from assistant.model import Question

DAY = re.compile(r"哪一?[天日]|几号|几月几[号日]|什么日子|日期")
DATE = re.compile(r"\d{1,2}[日号]")
# 3名选手叫什么, 哪些选手: people are asked for by name
SO_MANY_PEOPLE = re.compile(r"\d+[名位].*(?:叫什么|叫啥|是谁|有谁|名字|姓名|哪些人|哪几[个位])")
WHICH = re.compile("哪(?:些|几|一)?[个位名]?(?:选手|运动员|律师|调解员|局长|所长|校长|院长)")
NAMED = re.compile(r"叫(?:做)?(?:什么|啥)|名[字称]|哪(?:一|[两二三四五六七八九十\d]+|几)?(?:家|所|份|件|部)")
# 一家网络公司, 2件文件: told as one of a kind
ONE_OF_A_KIND = re.compile(r"(?:\d+|[一两几某数多])(?:家|个|件|份|名|位|所|项|座|部)[^,;。]*$")
DOCUMENTS = ("文件", "办法", "方案", "条例", "规定", "意见")
MARKS = "\"'《》“”"
WINDOW = 14


def names_none(question: Question, sentence: str) -> bool:
    """Tell whether a sentence certainly holds no name, or no day, of the kind that is asked for."""
    text, told = fold(question.left or question.text), fold(sentence)
    asked = asking(fold(question.text))
    if DAY.search(text):
        return not DATE.search(told)
    if SO_MANY_PEOPLE.search(text) or WHICH.search(text) or (asked.kind == "person" and _of_people(text)):
        return not people(told, tokens(told))
    if asked.kind not in ("organisation", "title") or len(asked.head) < 2 or not NAMED.search(text):
        return False
    if asked.head.endswith(DOCUMENTS):
        return not any(mark in told for mark in '《"')
    return asked.head in told and not any(_names(asked, told, one.start()) for one in _places(asked.head, told))


def _of_people(text: str) -> bool:
    """Tell whether a question speaks of people by what they are (调解员是谁); a head of a group may be an office."""
    return any(title in text for title in titles() if len(title) > 1 and title not in listed("asking", "offices"))


def _places(head: str, told: str) -> list[re.Match[str]]:
    return list(re.finditer(re.escape(head), told))


def _names(asked: Asking, told: str, at: int) -> bool:
    """Tell whether the head at a place has a name before it (竹乡律师事务所), or one in marks beside it."""
    end = at + len(asked.head)
    before, behind = re.split("[,;:。、]", told[max(0, at - WINDOW) : at])[-1], told[end : end + 2]
    if behind[:1].isdigit() or ONE_OF_A_KIND.search(before):
        return False
    if before[-1:] in MARKS or behind[:1] in MARKS:
        return bool(before[-1:] or behind[:1])
    own = takewhile(_in_a_name, reversed(cut(before)))
    return any(word not in asked.text for word in own)


def _in_a_name(word: str) -> bool:
    """Tell whether a word may be part of a name: a noun, or a character that no word of the dictionary holds."""
    return is_noun(word) or (word.isalpha() and not is_light(word))
