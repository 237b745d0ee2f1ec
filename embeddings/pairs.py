"""Make the training pairs: two texts that should lie close, drawn from passages by a seeded generator."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

from embeddings.corpus import TextPassage, sentences
from embeddings.paraphrase import reworded

Pair = tuple[str, str]

REWORDED = 0.5
_CLAUSE = re.compile(r"[^，,。；;！？、：:\n]+")
QUESTION_FORMS = (
    "{}是多少", "{}有多少", "{}有哪些", "{}是什么", "什么是{}", "如何{}", "怎么{}", "{}怎么办", "{}吗",
    "为什么{}", "{}的情况", "{}如何规定", "请问{}", "{}需要什么条件", "谁{}", "哪些{}", "{}多少钱",
    "{}什么时候", "各地{}", "{}怎么样", "可以{}吗", "关于{}的规定", "{}可以吗", "{}开展了哪些工作",
    "{}达到多少", "{}完成了多少", "{}采取了哪些措施",
)  # fmt: skip


def pairs_of(passage: TextPassage, random_: random.Random, title_share: float) -> Iterator[Pair]:
    """Give the pairs of one passage: heading, halves or two sentences, a question-like clause."""
    parts = sentences(passage.text)
    if passage.heading and random_.random() < 0.3:
        yield f"{passage.title} {passage.heading}", passage.text
    elif passage.title and random_.random() < title_share:
        yield passage.title, passage.text
    if len(parts) >= 2:
        yield _split(parts, random_)
    yield from question_like(passage.text, random_)


def _split(parts: list[str], random_: random.Random) -> Pair:
    """Give one of: first sentence against the rest, two different sentences, the two halves."""
    kind = random_.randrange(3)
    if kind == 0:
        return parts[0], "".join(parts[1:])
    if kind == 1:
        first, second = random_.sample(parts, 2)
        return first, second
    middle = len(parts) // 2
    return "".join(parts[:middle]), "".join(parts[middle:])


def question_like(text: str, random_: random.Random) -> Iterator[Pair]:
    """Give a clause as one might ask for it, against the passage, half of the time without that clause."""
    clauses = [c.strip() for c in _CLAUSE.findall(text) if 4 <= len(c.strip()) <= 28]
    if len(clauses) < 2:
        return
    clause = random_.choice(clauses)
    if random_.random() < 0.3:
        clause = f"{clause}{random_.choice(clauses)}"
    rest = text.replace(clause, "", 1) if random_.random() < 0.5 else text
    if random_.random() < 0.5:
        clause = random_.choice(QUESTION_FORMS).format(re.sub(r"\d[\d.,]*(%|万|亿)?", "", clause))
    if random_.random() < REWORDED:
        clause = reworded(clause, random_)
    yield clause, rest


def make_pairs(passages: Iterable[TextPassage], seed: int, title_share: float = 0.1) -> list[Pair]:
    """Give all pairs of the passages, the same for the same seed and order."""
    random_ = random.Random(seed)
    return [pair for passage in passages for pair in pairs_of(passage, random_, title_share)]
