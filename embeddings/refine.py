"""The second stage: questions in everyday words against the articles that settle them, among all other articles.

It starts from the vectors of the first stage, which saw no question of the statutes, and takes few steps: there are
a thousand questions, and more steps learn them by heart.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from embeddings.fit import Bags, embed

if TYPE_CHECKING:
    from torch import Tensor

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RefineSettings:
    """How to refine; chosen with the second fifth held back as well.

    `others` are articles beside those that settle the questions of a batch; `reading` and `clauses` say how many
    pairs of the two other kinds a batch has.
    """

    steps: int = 120
    batch_size: int = 384
    others: int = 2048
    reading: int = 64
    clauses: int = 1024
    learning_rate: float = 3e-3
    temperature: float = 0.1
    reading_temperature: float = 0.05
    dropout: float = 0.3
    seed: int = 7


@dataclass(frozen=True)
class Questions:
    """Questions as pieces, and for each the places of its articles in `articles`."""

    asked: Bags
    articles: Bags
    relevant: Sequence[Sequence[int]]


@dataclass(frozen=True)
class Pairs:
    """Two sides of pairs, as pieces, and how they are trained beside the questions."""

    left: Bags
    right: Bags
    size: int
    temperature: float


def refine(
    vectors: np.ndarray, questions: Questions, beside: Sequence[Pairs], settings: RefineSettings | None = None
) -> np.ndarray:
    """Train the vectors (pieces, dimension) on questions, and on pairs beside them; give the new ones."""
    import torch

    settings = settings or RefineSettings()
    torch.manual_seed(settings.seed)
    random_ = np.random.default_rng(settings.seed)
    weight = torch.nn.Parameter(torch.from_numpy(vectors.copy()))
    optimiser = torch.optim.Adam([weight], lr=settings.learning_rate, betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / 20) * (1 - step / settings.steps)
    )
    for step in range(settings.steps):
        loss = _asked(weight, questions, settings, random_)
        for pairs in beside:
            loss = loss + _paired(weight, pairs, settings.dropout, random_) / 2
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 40 == 0 or step == settings.steps - 1:
            log.info("refining, step %d of %d, loss %.4f", step + 1, settings.steps, loss.item())
    return weight.detach().numpy()


def _asked(weight: Tensor, questions: Questions, settings: RefineSettings, random_: np.random.Generator) -> Tensor:
    """Give the loss of a batch of questions against their articles and others."""
    import torch
    from torch.nn.functional import cross_entropy

    rows = random_.choice(len(questions.asked), min(settings.batch_size, len(questions.asked)), replace=False)
    own = [questions.relevant[row] for row in rows.tolist()]
    chosen = np.array([one[int(random_.integers(len(one)))] for one in own])
    others = random_.choice(len(questions.articles), min(settings.others, len(questions.articles)), replace=False)
    columns = np.concatenate([chosen, others])
    left = embed(weight, [(questions.asked, rows)], settings.dropout, random_)
    right = embed(weight, [(questions.articles, columns)], settings.dropout, random_)
    # another article that settles the same question is no wrong answer
    also = np.stack([np.isin(columns, one) for one in own])
    also[np.arange(len(rows)), np.arange(len(rows))] = False
    scores = (left @ right.T / settings.temperature).masked_fill(torch.from_numpy(also), -1e4)
    return cross_entropy(scores, torch.arange(len(rows)))


def _paired(weight: Tensor, pairs: Pairs, dropout: float, random_: np.random.Generator) -> Tensor:
    """Give the loss of a batch of pairs, both ways."""
    import torch
    from torch.nn.functional import cross_entropy

    rows = random_.choice(len(pairs.left), min(pairs.size, len(pairs.left)), replace=False)
    left, right = (embed(weight, [(side, rows)], dropout, random_) for side in (pairs.left, pairs.right))
    scores, target = left @ right.T / pairs.temperature, torch.arange(len(rows))
    return (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2
