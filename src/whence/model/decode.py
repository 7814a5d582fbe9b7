"""Decoding: from the heads' numbers to attributions, mentions and speakers, in numpy, always in the same order."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

OTHER, SOURCE, CUE, CONTENT = range(4)


class Marked(Struct, frozen=True):
    """An attribution in a window: its anchor, for each piece its part, and two log probabilities.

    ``anchor_log`` is that there is one here, ``path_log`` that its parts are these, given that there is.
    """

    anchor: int
    parts: Ints
    anchor_log: float
    path_log: float


def attributions(
    anchors: Floats, at: Ints, emissions: Floats, moves: Floats, begins: Floats, words: Ints, least: float
) -> list[Marked]:
    """The attributions of one window whose anchor is at least so likely, in the order of their anchors.

    anchors [L], at [K], emissions [K, L, 4], words [L]: the pieces of one word get the part of its first.
    """
    size = len(words)
    logs = -np.logaddexp(0.0, -anchors[:size].astype(np.float64))
    chosen = [n for n, a in enumerate(at) if a < size and logs[a] >= np.log(least)]
    if not chosen:
        return []
    places = at[chosen]
    paths, path_logs = viterbi(emissions[chosen][:, :size].astype(np.float64), places, moves, begins)
    heads = np.concatenate([[True], words[1:] != words[:-1]])
    first = np.maximum.accumulate(np.where(heads, np.arange(size), 0))
    made = [
        Marked(int(a), path[first], float(logs[a]), float(p))
        for a, path, p in zip(places, paths, path_logs, strict=True)
    ]
    return sorted(made, key=lambda m: m.anchor)


def viterbi(
    e: NDArray[np.float64], anchors: Ints, moves: Floats, begins: Floats
) -> tuple[Ints, NDArray[np.float64]]:
    """The best parts of each sequence (Viterbi 1967) in which the anchor is a cue, and their log probability.

    e [N, L, 4] → [N, L], [N].
    """
    number, size, _ = e.shape
    e = e.copy()
    rows = np.arange(number)
    for part in (OTHER, SOURCE, CONTENT):
        e[rows, anchors, part] = -1e4
    best = begins + e[:, 0]
    total = best.copy()
    back = np.zeros((number, size, e.shape[2]), dtype=np.int64)
    for n in range(1, size):
        through = best[:, :, None] + moves
        back[:, n] = through.argmax(1)
        best = through.max(1) + e[:, n]
        summed = total[:, :, None] + moves
        top = summed.max(1)
        total = top + np.log(np.exp(summed - top[:, None]).sum(1)) + e[:, n]
    top = total.max(1)
    whole = top + np.log(np.exp(total - top[:, None]).sum(1))
    paths = np.zeros((number, size), dtype=np.int64)
    paths[:, -1] = best.argmax(1)
    for n in range(size - 1, 0, -1):
        paths[:, n - 1] = back[rows, n, paths[:, n]]
    return paths, best.max(1) - whole


def features(m: Marked) -> tuple[float, float, float, float]:
    """What its probability is made from: a constant, the anchor's log odds, the path's log, whether no source is named."""
    a = np.exp(m.anchor_log)
    lift = float(np.log(max(a, 1e-6) / max(1 - a, 1e-6)))
    return 1.0, lift, max(m.path_log, -12.0), float(not (m.parts == SOURCE).any())


def calibrated(weights: list[float] | None, m: Marked) -> float:
    """The probability that an attribution is right, by logistic regression (Platt 1999) on its two log probabilities."""
    if not weights:
        return round(float(np.exp(m.anchor_log)), 3)
    score = sum(w * f for w, f in zip(weights, features(m), strict=True))
    return round(float(1 / (1 + np.exp(-score))), 3)
