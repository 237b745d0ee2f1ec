"""Fit the piece vectors: a start from TF-IDF and SVD, then InfoNCE with in-batch negatives."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FitSettings:
    """How to fit: vector length, batch, learning rate, passes over the pairs, seed of everything random."""

    dimension: int = 256
    batch_size: int = 2048
    learning_rate: float = 3e-2
    temperature: float = 0.05
    epochs: int = 2
    dropout: float = 0.15
    questions_per_batch: int = 64
    start_power: float = 0.0
    start_passages: int = 50_000
    max_pieces: int = 256
    seed: int = 7
    steps: int | None = field(default=None)


class Bags:
    """Texts as piece ids, one after another: `ids` (total,) int32 and `starts` (n + 1,) int64."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str], max_pieces: int) -> None:
        """Cut each text into at most `max_pieces` pieces."""
        rows: list[np.ndarray] = []
        for begin in range(0, len(texts), 10_000):
            chunk = tokenizer.encode_batch_fast(list(texts[begin : begin + 10_000]), add_special_tokens=False)
            rows += [np.asarray(encoding.ids[:max_pieces], dtype=np.int32) for encoding in chunk]
        self.starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        self.ids = np.concatenate([*rows, np.empty(0, dtype=np.int32)])

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.starts) - 1

    def take(self, rows: np.ndarray, dropout: float, random_: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Give (ids, offsets) of some texts with a share of the pieces dropped."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        positions = np.arange(offsets[-1]) - np.repeat(offsets[:-1] - self.starts[rows], lengths)
        kept = random_.random(len(positions)) >= dropout
        counts = np.add.reduceat(np.append(kept, 0), offsets[:-1]) * (lengths > 0)
        return self.ids[positions[kept]], np.concatenate([[0], np.cumsum(counts)[:-1]])


def start_vectors(passages: Bags, pieces: int, settings: FitSettings) -> np.ndarray:
    """Give (pieces, dimension) float32 to start from.

    Directions come from an SVD of TF-IDF over the passages, lengths from smooth inverse frequency (SIF).
    """
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    ones = np.ones(len(passages.ids), dtype=np.float32)
    counts = csr_matrix((ones, passages.ids, passages.starts), shape=(len(passages), pieces))
    counts.sum_duplicates()
    documents = np.bincount(counts.indices, minlength=pieces)
    inverse = np.log((1 + len(passages)) / (1 + documents)).astype(np.float32)
    weighted = counts.copy()
    weighted.data = (1 + np.log(weighted.data)) * inverse[weighted.indices]
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    weighted.data /= np.repeat(np.maximum(lengths, 1e-6), np.diff(weighted.indptr))
    rank = min(settings.dimension, min(len(passages), settings.start_passages, pieces) - 1)
    sample = np.random.default_rng(settings.seed).permutation(len(passages))[: settings.start_passages]
    _, values, right = randomized_svd(weighted[sample], rank, n_oversamples=8, n_iter=2, random_state=settings.seed)
    vectors = np.zeros((pieces, settings.dimension), dtype=np.float32)
    vectors[:, :rank] = right.T * values**settings.start_power
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    noise = np.random.default_rng(settings.seed).normal(size=vectors.shape) / np.sqrt(settings.dimension)
    vectors = np.where(norms > 1e-8, vectors / np.maximum(norms, 1e-8), noise)
    share = np.bincount(passages.ids, minlength=pieces) / max(len(passages.ids), 1)
    vectors *= (1e-3 / (1e-3 + share))[:, None]
    vectors[0] = 0.0
    return vectors.astype(np.float32)


def fit(vectors: np.ndarray, pairs: tuple[Bags, Bags], asked: tuple[Bags, Bags], settings: FitSettings) -> np.ndarray:
    """Train the vectors (pieces, dimension) on pairs, with some question-passage pairs in every batch.

    Each text must be nearer to its partner than to the partners of all others in the batch, both ways.
    The same seed, thread count and machine give the same vectors.
    """
    import torch
    from torch.nn.functional import cross_entropy

    torch.manual_seed(settings.seed)
    random_ = np.random.default_rng(settings.seed)
    weight = torch.nn.Parameter(torch.from_numpy(vectors.copy()))
    optimiser = torch.optim.Adam([weight], lr=settings.learning_rate, betas=(0.9, 0.99))
    asked_size = min(settings.questions_per_batch, len(asked[0]))
    batch = min(settings.batch_size - asked_size, len(pairs[0]))
    steps = settings.steps or settings.epochs * (len(pairs[0]) // batch)
    order = np.concatenate([random_.permutation(len(pairs[0])) for _ in range(steps * batch // len(pairs[0]) + 1)])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1, (step + 1) / 50) * (1 - step / steps))
    for step in range(steps):
        rows = order[step * batch : (step + 1) * batch]
        extra = random_.choice(len(asked[0]), asked_size, replace=False) if asked_size else np.empty(0, dtype=int)
        left, right = (
            embed(weight, [(pairs[side], rows), (asked[side], extra)], settings.dropout, random_) for side in (0, 1)
        )
        scores = left @ right.T / settings.temperature
        target = torch.arange(len(scores))
        loss = (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 50 == 0 or step == steps - 1:
            log.info("step %d of %d, loss %.4f", step + 1, steps, loss.item())
    return weight.detach().numpy()


def embed(
    weight: Tensor, texts: Sequence[tuple[Bags, np.ndarray]], dropout: float, random_: np.random.Generator
) -> Tensor:
    """Give the normalised mean vectors (batch, dimension) of rows of some collections, one below the other."""
    import torch
    from torch.nn.functional import embedding_bag, normalize

    parts = [
        embedding_bag(
            torch.from_numpy(ids.astype(np.int64)),
            weight,
            torch.from_numpy(offsets),
            mode="mean",
            padding_idx=0,
        )
        for ids, offsets in (bags.take(rows, dropout, random_) for bags, rows in texts if len(rows))
    ]
    return normalize(torch.cat(parts), dim=1)
