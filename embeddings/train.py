"""Train the static embedding model that ships, from the shared corpora, on a laptop's processor.

    python -m embeddings.train --shared ../shared --out embeddings/model

Steps: count words, choose pieces, make pairs, start vectors (TF-IDF, SVD), contrastive training; then, in a second
stage, the questions about statutes; the directions that matter most; float16. `--start FOLDER` takes what the first
stage wrote and does the rest.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings.benchmarks import (
    HELD_FOLD,
    READING,
    STATUTES,
    reading_questions,
    training_passages,
    training_questions,
)
from embeddings.corpus import GOVERNMENT, NEWS, TextPassage, passages_of, read_documents
from embeddings.fit import Bags, FitSettings, fit, start_vectors
from embeddings.pairs import make_pairs, question_like
from embeddings.paraphrase import vocabulary
from embeddings.project import project
from embeddings.refine import Pairs, Questions, RefineSettings, refine
from embeddings.save import save_static
from embeddings.vocabulary import build_tokenizer, choose_pieces, count_words

log = logging.getLogger(__name__)

NEWS_SHARE = 0.4
PIECES = 28_000


def train(
    passages: Sequence[TextPassage],
    questions: Sequence[tuple[str, str]],
    counts: Counter[str],
    out: Path,
    *,
    pieces: int = PIECES,
    settings: FitSettings | None = None,
) -> int:
    """Train on passages and (question, passage) pairs, write to `out`, and give the size in bytes."""
    settings = settings or FitSettings()
    shuffled = list(passages)
    random.Random(settings.seed).shuffle(shuffled)
    pairs = make_pairs(shuffled, settings.seed)
    log.info("%d passages, %d pairs, %d questions with passages", len(shuffled), len(pairs), len(questions))
    tokenizer = build_tokenizer(choose_pieces(counts, pieces, vocabulary()))

    def bags(texts: Iterable[str]) -> Bags:
        return Bags(tokenizer, list(texts), settings.max_pieces)

    sample = shuffled[: settings.start_passages]
    vectors = start_vectors(bags(p.text for p in sample), tokenizer.get_vocab_size(), settings)
    log.info("start vectors made, %d pieces of %d numbers", *vectors.shape)
    general = bags(a for a, _ in pairs), bags(b for _, b in pairs)
    asked = bags(a for a, _ in questions), bags(b for _, b in questions)
    size = save_static(out, tokenizer, fit(vectors, general, asked, settings))
    log.info("written to %s, %d bytes", out, size)
    return size


def train_from_shared(shared: Path, out: Path, *, pieces: int, held: frozenset[int], settings: FitSettings) -> int:
    """Train from the shared corpora and the questions that are not held back; give the size in bytes."""
    counts = count_words(f"{d.title}\n{d.text}" for d in read_documents(shared, NEWS_SHARE))
    log.info("%d different words counted", len(counts))
    passages = [passage for document in read_documents(shared, NEWS_SHARE) for passage in passages_of(document)]
    passages += [TextPassage(title, "", text) for title, text in training_passages(shared, held)]
    questions = list(reading_questions(shared, held))
    return train(passages, questions, counts, out, pieces=pieces, settings=settings)


def refine_from_shared(
    shared: Path, start: Path, out: Path, *, held: frozenset[int], max_pieces: int, kept: int
) -> int:
    """Refine a model that the first stage wrote, on the questions that are not held back; give the size in bytes.

    `kept` numbers a piece are written.
    """
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    part = start / "0_StaticEmbedding"
    tokenizer = Tokenizer.from_file(str(part / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    vectors = load_file(part / "model.safetensors")["embedding.weight"].astype(np.float32)

    def bags(texts: Iterable[str]) -> Bags:
        return Bags(tokenizer, list(texts), max_pieces)

    asked, articles, relevant = training_questions(shared, held)
    reading = list(reading_questions(shared, held))
    log.info("%d questions about statutes, %d of reading", len(asked), len(reading))
    settings = RefineSettings()
    random_ = random.Random(settings.seed)
    clauses = [pair for text in articles * 2 for pair in question_like(text.partition("\n")[2], random_)]
    beside = [
        Pairs(bags(a for a, _ in some), bags(b for _, b in some), size, temperature)
        for some, size, temperature in (
            (reading, settings.reading, settings.reading_temperature),
            (clauses, settings.clauses, settings.temperature),
        )
    ]
    refined = refine(vectors, Questions(bags(asked), bags(articles), relevant), beside, settings)
    texts = bags(text for _, text in training_passages(shared, held)) if kept < refined.shape[1] else None
    return save_static(out, tokenizer, refined if texts is None else project(refined, texts, kept))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, train, and log the time it took."""
    defaults = FitSettings()
    parser = argparse.ArgumentParser(prog="python -m embeddings.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with corpora/ and benchmarks/")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "model", help="folder to write")
    parser.add_argument("--pieces", type=int, default=PIECES, help="size of the vocabulary")
    parser.add_argument("--dimension", type=int, default=defaults.dimension, help="numbers a piece in training")
    parser.add_argument("--kept", type=int, default=defaults.dimension, help="numbers in what is written")
    parser.add_argument("--epochs", type=int, default=defaults.epochs)
    parser.add_argument("--steps", type=int, default=None, help="stop after so many batches")
    parser.add_argument("--learning-rate", type=float, default=defaults.learning_rate)
    parser.add_argument("--batch-size", type=int, default=defaults.batch_size)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    parser.add_argument("--start", type=Path, help="folder that the first stage wrote: do the second stage only")
    parser.add_argument("--held-folds", type=int, nargs="*", default=[HELD_FOLD], help="folds 0-4 kept from training")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    needed = [options.shared / name for name in (GOVERNMENT, NEWS, READING, STATUTES)]
    missing = [path for path in needed if not path.exists()]
    if missing:
        sys.stderr.write(f"没有训练语料：{missing[0]}。请用 --shared 指出语料所在的文件夹\n")
        return 1
    settings = replace(
        defaults,
        dimension=options.dimension,
        epochs=options.epochs,
        steps=options.steps,
        learning_rate=options.learning_rate,
        batch_size=options.batch_size,
        seed=options.seed,
    )
    begun = time.monotonic()
    held = frozenset(options.held_folds)
    if options.start is None:
        train_from_shared(options.shared, options.out, pieces=options.pieces, held=held, settings=settings)
    start = options.start or options.out
    refine_from_shared(options.shared, start, options.out, held=held, max_pieces=settings.max_pieces, kept=options.kept)
    log.info("took %.0f seconds", time.monotonic() - begun)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
