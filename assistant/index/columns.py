"""The columns of a BM25 index: which passages have a token, and what it scores there, built in bounded memory.

bm25s builds the same numbers in Python loops, over all passages at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.pieces import Piece, Spool, array_file, blocks

# How soon a repeated token counts no more, and how much a long text loses: fitted for passages, and for whole reports
# (eval/search/fit.py).
K1, B = 0.5, 0.5
REPORT_B = 0.75
# Tokens sorted at a time; some forty bytes of memory each.
BLOCK = 2**20

Run = tuple[Piece, Piece, NDArray[np.int64]]


def write_columns(
    folder: Path, ids: Piece, lengths: NDArray[np.int64], vocabulary: int, block: int = BLOCK, b: float = B
) -> None:
    """Write Lucene's BM25 score of each token in each passage that has it, as the arrays that bm25s reads.

    `ids` has the tokens of all passages in a row, `lengths` how many of them each passage has. Cells (a token in a
    passage) are sorted in runs of passages, put aside, and merged for one stretch of the vocabulary after the other.
    """
    stretches = blocks(_occurrences(ids, lengths, vocabulary, block), block)
    with closing(Spool(folder)) as spool:
        runs = list(_runs(ids, lengths, stretches, spool, block))
        cells = sum(cell.count for cell, _, _ in runs)
        norms = K1 * (1 - b + b * lengths / lengths.mean())
        starts = [np.zeros(1, np.int64)]
        with (
            array_file(folder / "data.csc.index.npy", np.float32, cells) as data,
            array_file(folder / "indices.csc.index.npy", np.int32, cells) as indices,
        ):
            for number, (first, end) in enumerate(stretches):
                found, counts = _merged(runs, number)
                columns, rows = np.divmod(found, len(lengths))
                frequencies = np.bincount(columns - first, minlength=end - first)
                weights = rarity(frequencies, len(lengths))
                scores = weights[columns - first] * counts / (counts + norms[rows])
                data.write(scores.astype(np.float32).data)
                indices.write(rows.astype(np.int32).data)
                starts.append(starts[-1][-1] + np.cumsum(frequencies))
    np.save(folder / "indptr.csc.index.npy", np.concatenate(starts).astype(np.int64), allow_pickle=False)


def rarity(frequency: NDArray[np.int64] | int, passages: int) -> NDArray[np.float64]:
    """Give the weight of a token that so many of the passages have."""
    return np.log(1 + (passages - frequency + 0.5) / (np.asarray(frequency) + 0.5))


def _parts(ids: Piece, lengths: NDArray[np.int64], block: int) -> Iterator[tuple[int, int, NDArray[np.int64]]]:
    """Read the tokens of some passages (first, end) after the others."""
    ends = np.concatenate(([0], np.cumsum(lengths)))
    for first, end in blocks(lengths, block):
        yield first, end, ids.part(int(ends[first]), int(ends[end])).read().astype(np.int64)


def _occurrences(ids: Piece, lengths: NDArray[np.int64], vocabulary: int, block: int) -> NDArray[np.int64]:
    """Count how often each token occurs."""
    counts = np.zeros(vocabulary, np.int64)
    for _, _, tokens in _parts(ids, lengths, block):
        counts += np.bincount(tokens, minlength=vocabulary)
    return counts


def _runs(
    ids: Piece, lengths: NDArray[np.int64], stretches: list[tuple[int, int]], spool: Spool, block: int
) -> Iterator[Run]:
    """Put aside the cells of each block of passages, ascending, their counts, and where each stretch begins in them."""
    edges = np.array([first for first, _ in stretches] + [stretches[-1][1]]) * len(lengths)
    for first, end, tokens in _parts(ids, lengths, block):
        rows = np.repeat(np.arange(first, end, dtype=np.int64), lengths[first:end])
        tokens *= len(lengths)
        tokens += rows
        cells, counts = np.unique(tokens, return_counts=True)
        yield spool.put(cells), spool.put(counts.astype(np.int32)), np.searchsorted(cells, edges)


def _merged(runs: list[Run], stretch: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Give the cells of a stretch of the vocabulary in all runs, ascending, and their counts."""
    places = [(int(edges[stretch]), int(edges[stretch + 1])) for _, _, edges in runs]
    cells = np.concatenate([run[0].part(*place).read() for run, place in zip(runs, places, strict=True)])
    counts = np.concatenate([run[1].part(*place).read() for run, place in zip(runs, places, strict=True)])
    order = np.argsort(cells, kind="stable")
    return cells[order], counts[order]
