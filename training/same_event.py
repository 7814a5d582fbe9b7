"""Trains the weights of compare/same_event.py: ``python -m training.same_event FOLDER_OF_ECBPLUS``; prints them, to be written there.

Logistic regression (Newton's method, an L2 penalty, no chance in it) over the pairs of the topics that train. How alike two tellings
must be to stand together is chosen on the same topics, each fifth of them grouped by the weights of the other four.
"""

import pathlib
import sys
from collections import defaultdict

import numpy as np
from evaluation.coreference import conll
from evaluation.ecbplus import TUNED, read
from evaluation.event_pool import read_all
from numpy.typing import NDArray

from whence.compare.linkage import linked
from whence.compare.same_event import WEIGHTS, features

_PENALTY = 1.0
_FOLDS = 5


def fitted(x: NDArray[np.float64], y: NDArray[np.float64], penalty: float = _PENALTY) -> NDArray[np.float64]:
    """The weights of a logistic regression."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - penalty * w
        curved = (x.T * (p * (1 - p))) @ x + penalty * np.eye(len(w))
        step = np.linalg.solve(curved, gradient)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w


def main(folder: pathlib.Path) -> None:
    """Prints the weights and the figures by which the limits are chosen."""
    pool = read_all(read(folder, TUNED))
    numbered = [t for _, _, t in pool.tellings]
    gold = [pool.chain(n) for n in range(len(numbered))]
    fold = [int(t.path.split("_")[0]) % _FOLDS for t in numbered]
    pairs = list(pool.candidates())
    x = np.array([features(numbered[a], numbered[b], c) for a, b, c in pairs])
    y = np.array([float(gold[a] == gold[b]) for a, b, _ in pairs])
    at = np.array([[fold[a], fold[b]] for a, b, _ in pairs])
    print(f"{len(pairs)} pairs, {int(y.sum())} of one event")
    for least in range(250, 601, 50):
        figures = []
        for f in range(_FOLDS):
            w = fitted(x[(at != f).all(1)], y[(at != f).all(1)])
            inside = np.flatnonzero((at == f).all(1))
            p = np.round(1000 / (1 + np.exp(-x[inside] @ w))).astype(int)
            scores = {pairs[i][:2]: int(s) for i, s in zip(inside, p, strict=True) if s >= 20}
            mine = [n for n in range(len(numbered)) if fold[n] == f]
            key = defaultdict(list)
            for n in mine:
                key[gold[n]].append(n)
            ours = [g for g in linked(len(numbered), scores, least) if fold[g[0]] == f]
            figures.append(float(conll(key.values(), ours)["CoNLL"]))  # type: ignore[arg-type]
        print(least, [round(v, 1) for v in figures], round(sum(figures) / _FOLDS, 2), flush=True)
    for name, weight in zip(WEIGHTS, fitted(x, y), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
