"""Words and character bigrams: what the lexical index is made of, and what a question is cut into."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import combinations
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.lexicon.fold import fold

if TYPE_CHECKING:
    from jieba import Tokenizer
    from rjieba import Jieba

_DATA = Path(__file__).parent / "data"
_HAN = "〇㐀-䶿一-鿿\U00020000-\U0003134f"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?[%‰]?|[0-9]+(?:\.[0-9]+)?[%‰]?"
_RUN = re.compile(rf"(?P<number>{_NUMBER})|(?P<latin>[a-z][a-z0-9]*)|(?P<han>[{_HAN}]+)")


def cut(text: str) -> list[str]:
    """Cut the folded text into words side by side, the longest that are known; punctuation left out.

    A number keeps its decimals and % and loses its thousands separators: "1,234.5%" gives "1234.5%".
    """
    cutter = _cutter()
    found: list[str] = []
    for run in _RUN.finditer(fold(text)):
        if run.lastgroup == "han":
            # Names that no dictionary has are left to the bigrams: the hidden Markov model would cut one
            # name in two ways, depending on its neighbours.
            found.extend(cutter.cut(run.group(), hmm=False))
        else:
            found.append(run.group().replace(",", ""))
    return found


def words(text: str) -> list[str]:
    """Cut for searching: each word, the words that it is made of before it; stop words left out."""
    stop = stopwords()
    return [part for word in cut(text) for part in _inside(word) if part not in stop]


def query_terms(text: str) -> list[str]:
    """Cut a question into words without the words of asking (请问, 多少, 哪些 …), each once, in order."""
    asking = questionwords()
    return list(dict.fromkeys(word for word in words(text) if word not in asking))


@cache
def _parts_of_speech() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Read which words jieba's dictionary marks as nouns (names, attributes, verbal nouns), and which as others."""
    import jieba

    fields = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").split()
    kinds = [(word, kind) for word, kind in zip(fields[0::3], fields[2::3], strict=True) if len(word) > 1]
    found = frozenset(word for word, kind in kinds if kind[0] in "nbj")
    light = frozenset(word for word, kind in kinds if kind[0] in "vadrcpmqtfuzy" and kind != "vn")
    return found, light, frozenset(word for word, kind in kinds if kind == "ns")


def nouns() -> frozenset[str]:
    """Give the words that jieba's dictionary marks as nouns, names or attributes."""
    return _parts_of_speech()[0]


def is_noun(word: str) -> bool:
    """Tell whether a word names a thing: a noun of the dictionary, or a term of the field."""
    return word in nouns() or word in _domain_set()


def is_place_name(word: str) -> bool:
    """Tell whether jieba's dictionary marks a word as the name of a place, be it administrative or not (塔克拉玛干)."""
    return word in _parts_of_speech()[2]


@cache
def _domain_set() -> frozenset[str]:
    return frozenset(domain_words())


def is_light(word: str) -> bool:
    """Tell whether a word only says what is done, when or how: verb, adjective, adverb, pronoun, time."""
    return word in _parts_of_speech()[1]


def boundaries(text: str) -> frozenset[int]:
    """Give the places between the words of a text, its ends too; whatever is no Chinese run has one everywhere."""
    places = {0, len(text)}
    for run in _RUN.finditer(fold(text)):
        at = run.start()
        places |= {at, run.end()}
        for word in _cutter().cut(run.group(), hmm=False) if run.lastgroup == "han" else ():
            at += len(word)
            places.add(at)
    return frozenset(places) | {at for at, char in enumerate(text) if not char.isalnum()}


def at_words(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str) -> str:
    """Replace the matches that begin and end between words (地铁 is not in 各地铁路).

    From three characters on a match speaks for itself: the cut may be wrong there (公众|号叫|什么).
    """
    places = boundaries(text)

    def one(match: re.Match[str]) -> str:
        between = match.start() in places and match.end() in places
        return replace(match) if between or len(match.group()) > 2 else match.group()

    return pattern.sub(one, text)


def bigrams(text: str) -> list[str]:
    """Give each two neighbouring Chinese characters; a number, a Latin run, a lone character is one token."""
    found: list[str] = []
    for run in _RUN.finditer(fold(text)):
        piece = run.group()
        if run.lastgroup != "han" or len(piece) == 1:
            found.append(piece.replace(",", ""))
        else:
            found.extend(piece[at : at + 2] for at in range(len(piece) - 1))
    return found


@cache
def stopwords() -> frozenset[str]:
    """Give the function words that are never indexed."""
    return frozenset(_terms("stopwords.txt"))


@cache
def questionwords() -> frozenset[str]:
    """Give the words of asking that are never searched for."""
    return frozenset(_terms("questionwords.txt"))


@cache
def domain_words() -> tuple[str, ...]:
    """Give the terms of government reports that are added to the general dictionary."""
    return tuple(dict.fromkeys(fold(term) for term in _terms("words.txt")))


@cache
def fingerprint() -> str:
    """Give a digest of the data that decides how a text is cut, so that stored tokens can be told old."""
    data = (_DATA / "words.txt").read_bytes() + b"\0" + (_DATA / "stopwords.txt").read_bytes() + b"\0rjieba"
    return hashlib.sha256(data).hexdigest()[:16]


@lru_cache(maxsize=50_000)
def _inside(word: str) -> tuple[str, ...]:
    """Give the known words that begin and end where parts of a word do, shorter ones first, and the word.

    jieba's own search mode takes every known run of characters, 议案 in 复议案件 among them.
    """
    bounds = [0]
    for atom in _atoms(word):
        bounds.append(bounds[-1] + len(atom))
    frequency = _tokenizer().FREQ
    spans = [(end - start, start) for start, end in combinations(bounds, 2) if 1 < end - start < len(word)]
    parts = (word[start : start + size] for size, start in sorted(spans))
    return (*(part for part in parts if frequency.get(part)), word)


def _atoms(word: str) -> tuple[str, ...]:
    """Split a word into its likeliest shorter words, these too, down to two characters."""
    if len(word) < 3 or word.isascii():
        return (word,)
    tokenizer = _tokenizer()
    frequency, total = tokenizer.FREQ, log(tokenizer.total)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(word) + 1):
        starts = range(0 if end < len(word) else 1, end)
        known = [at for at in starts if at == end - 1 or frequency.get(word[at:end])]
        best.append(max((best[at][0] + log(frequency.get(word[at:end]) or 1) - total, at) for at in known))
    parts: list[str] = []
    end = len(word)
    while end:
        parts.insert(0, word[best[end][1] : end])
        end = best[end][1]
    return tuple(atom for part in parts for atom in _atoms(part))


@cache
def _cutter() -> Jieba:
    """Load the same dictionary into the cutter in Rust: it cuts alike, eight times as fast."""
    from rjieba import Jieba

    cutter, frequency = Jieba(), _tokenizer().FREQ
    for word in domain_words():
        cutter.add_word(word, frequency[word], "n")
    return cutter


@cache
def _tokenizer() -> Tokenizer:
    """Load jieba with its dictionary and ours, once a process."""
    import jieba

    # jieba would read `jieba.cache` (marshal) from the temporary folder, which every user of the machine can
    # write, and log to stderr. Reading the dictionary itself takes as long as the cache, and is safe.
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = _frequencies(Path(jieba.__file__).with_name("dict.txt"))
    tokenizer.initialized = True
    for word in domain_words():
        tokenizer.add_word(word)
    return tokenizer


def _frequencies(path: Path) -> tuple[dict[str, int], int]:
    """Read jieba's dictionary: the frequency of each word, 0 for each beginning of a word, and their sum."""
    fields = path.read_text(encoding="utf-8").split()
    counts = list(map(int, fields[1::3]))
    frequency = dict(zip(fields[0::3], counts, strict=True))
    for word in tuple(frequency):
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in frequency:
                break
            frequency[word[:end]] = 0
    return frequency, sum(counts)


def _terms(name: str) -> list[str]:
    """Read a data file: terms between white space, lines that begin with # left out."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [term for line in lines if not line.startswith("#") for term in line.split()]
