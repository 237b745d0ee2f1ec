"""The tokenizer: a Unigram model whose pieces are frequent jieba words and single characters.

jieba itself picks the most probable path over a word list; a Unigram with the same words and their log
frequencies does the same, in Rust and without jieba, so that plain `SentenceTransformer(path)` can load it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN = "[UNK]"
# A wanted word that the corpus does not have is cut as one that is there so often.
WANTED_COUNT = 20
_WORD = re.compile(r"[㐀-鿿]{2,8}|[a-z]{2,12}|\d{2,5}")
_ARTICLE_NUMBER = re.compile(r"第.+[条款项章节]")
_CHARACTER = re.compile(r"[㐀-鿿a-z0-9%]")


def count_words(texts: Iterable[str], processes: int = 2) -> Counter[str]:
    """Count jieba's words (dictionary only, no new-word guessing) in the normalised texts."""
    counts: Counter[str] = Counter()
    chunks = _chunks(texts, 500)
    if processes < 2:
        for chunk in chunks:
            counts.update(_count_chunk(chunk))
        return counts
    with get_context("fork").Pool(processes) as pool:
        for part in pool.imap_unordered(_count_chunk, chunks):
            counts.update(part)
    return counts


def _chunks(texts: Iterable[str], size: int) -> Iterable[list[str]]:
    """Give lists of `size` texts."""
    iterator = iter(texts)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _count_chunk(texts: list[str]) -> Counter[str]:
    """Count the words and characters of some texts; runs in a worker process."""
    import jieba

    jieba.setLogLevel("ERROR")
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(jieba.cut(unicodedata.normalize("NFKC", text).lower(), HMM=False))
    return counts


def choose_pieces(counts: Counter[str], budget: int, wanted: Collection[str] = frozenset()) -> list[tuple[str, float]]:
    """Pick the pieces with their log frequencies, at most `budget` of them, the unknown piece first.

    Every character seen at least three times is a piece, so that no word is lost as a whole; then the `wanted`
    words, which count as rare ones where the corpus has none; the rest of the budget goes to the most frequent words
    of two characters and more.
    """
    characters: Counter[str] = Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    singles = [c for c, count in characters.items() if count >= 3 and _CHARACTER.fullmatch(c)]
    singles = sorted(singles, key=lambda c: (-characters[c], c))[: budget // 2]
    always = {w for w in wanted if _WORD.fullmatch(w)}
    others = {w for w in counts if _WORD.fullmatch(w) and not _ARTICLE_NUMBER.fullmatch(w)} - always
    words = [*sorted(always), *sorted(others, key=lambda w: (-counts[w], w))]
    words = words[: budget - len(singles) - 1]
    total = sum(counts.values())
    pieces = [(UNKNOWN, math.log(0.1 / total))]
    pieces += [(c, math.log(max(counts[c], 1) / total)) for c in singles]
    return pieces + [(w, math.log(max(counts[w], WANTED_COUNT) / total)) for w in words]


def build_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """Make the tokenizer: NFKC and lower case, then the most probable pieces over the whole text.

    There is no pre-tokeniser: punctuation is no piece, so it becomes the unknown piece, whose vector is zero.
    """
    from tokenizers import Tokenizer, models, normalizers

    vocabulary = [(piece, round(score, 3)) for piece, score in pieces]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    return tokenizer
