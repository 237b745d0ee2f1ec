"""Inverted lists (IVF): the vectors of a large library in groups, so that a question meets only the groups near it.

Below `EXACT` numbers there are none: comparing a question with everything is fast enough there. On one core, 256
numbers a vector: all of 57 thousand passages take 5 ms, of 100 thousand 10, of 200 thousand 23, of 400 thousand 42;
six of a hundred lists take 0.5, 1.8, 4 and 8 ms and hold 99 % of the nearest twenty and 95-98 % of the nearest hundred;
making them takes 1.4, 2.8, 6 and 13 seconds. Beyond 57 thousand the vectors were statute articles with noise added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.index.layout import reading

# Numbers (passages times dimension) up to which a question is compared with every passage.
EXACT = 100_000 * 256
# Lists per square root of the passages, passages a list learns from, rounds of k-means, share of lists that are read.
LISTS, TAUGHT, ROUNDS, READ = 4, 40, 5, 0.06
_BLOCK, _SEED = 4096, 7

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lists:
    """The centres of the lists, (lists, dimension), and the passages, list after list, with where each list ends."""

    centres: Vectors
    passages: NDArray[np.int32]
    ends: NDArray[np.int64]

    @staticmethod
    def path(vectors: Path) -> Path:
        """Give the file that lies beside the vectors."""
        return vectors.with_name(f"{vectors.stem}.lists.npz")

    @staticmethod
    def build(path: Path, vectors: Vectors) -> None:
        """Group the vectors, (passages, dimension), which may lie on disk; the same ones give the same lists."""
        import faiss

        passages, dimension = vectors.shape
        count = max(1, min(int(LISTS * passages**0.5), passages))
        taught = min(passages, count * TAUGHT)
        chosen = np.sort(np.random.default_rng(_SEED).choice(passages, taught, replace=False))
        groups = faiss.Kmeans(
            dimension, count, niter=ROUNDS, spherical=True, seed=_SEED, min_points_per_centroid=1,
            max_points_per_centroid=TAUGHT,
        )  # fmt: skip
        groups.train(np.ascontiguousarray(vectors[chosen]))
        centres = np.asarray(groups.centroids, np.float32).reshape(count, dimension)
        own = np.concatenate([(block @ centres.T).argmax(axis=1) for block in _blocks(vectors)])
        ends = np.cumsum(np.bincount(own, minlength=count))
        with path.open("wb") as file:
            members = np.argsort(own, kind="stable").astype(np.int32)
            np.savez(file, allow_pickle=False, centres=centres, passages=members, ends=ends)

    @staticmethod
    def read(path: Path, passages: int, dimension: int) -> Lists:
        """Read the lists of so many passages; raises LibraryError when the file is damaged or of other ones."""
        with reading(path):
            found = _stored(path)
            if (len(found.passages), found.centres.shape) != (passages, (len(found.ends), dimension)):
                raise ValueError(found.centres.shape)
            return found

    def near(self, vector: Vectors) -> NDArray[np.int64]:
        """Give the positions of the passages in the lists nearest to a vector, ascending."""
        read = max(1, round(READ * len(self.ends)))
        nearest = np.argpartition(-(self.centres @ vector), read - 1)[:read]
        starts = np.concatenate([[0], self.ends])
        found = np.concatenate([self.passages[starts[one] : starts[one + 1]] for one in nearest])
        return np.sort(found).astype(np.int64)


def _stored(path: Path) -> Lists:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return Lists(stored["centres"], stored["passages"], stored["ends"])
    except BadZipFile as error:
        raise ValueError(path) from error


def _blocks(vectors: Vectors) -> Iterator[Vectors]:
    for first in range(0, len(vectors), _BLOCK):
        yield np.asarray(vectors[first : first + _BLOCK])
