"""python -m training.calibrate CORPORA OUT: how far the network's probabilities can be believed; fits them (Platt 1999) on the dev split.

The fit has four numbers. Each half of the texts is measured with a fit on the other half; what is kept is fitted on all.
"""

import argparse
import json
import pathlib

import numpy as np
from training import measure
from training.corpora import polnear
from training.taught import Corpus
from training.weights import kept_network

from whence.model.pieces import Cutter

_ALL = 0.02  # anchors looked at


def fitted(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        g = x.T @ (p - y) + ridge * w
        h = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w -= np.linalg.solve(h, g)
    return w


def error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs((p[at == b] - y[at == b]).sum()) for b in range(bins)) / len(p))


def main() -> None:
    """Reads the arguments, fits, prints and keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    args = parser.parse_args()
    network, kept = kept_network(args.out / "network.pt")
    cutter = Cutter(kept["vocabulary"])
    corpus = Corpus(polnear.texts(args.corpora / "polnear" / "dev"), cutter, kept["length"])
    found = measure.attributions(network, corpus.texts, corpus.cuts, corpus.windows, _ALL)
    measure.nested(found)
    x, y, of = measure.judged(found, corpus.texts)
    p = np.zeros(len(y))
    for half in (0, 1):
        p[of % 2 == half] = 1 / (
            1 + np.exp(-x[of % 2 == half] @ fitted(x[of % 2 != half], y[of % 2 != half]))
        )
    print(
        f"{len(y)} found, {y.mean():.1%} right; expected calibration error {error(p, y):.3f}, Brier {((p - y) ** 2).mean():.3f}"
    )
    for least in (0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4, 0.3):
        shown = p >= least
        print(
            f"  from {least}: {shown.sum()} found, {y[shown].mean():.1%} right, {y[shown].sum() / corpus_gold(corpus):.1%} of the gold"
        )
    (args.out / "calibration.json").write_text(
        json.dumps({"attribution": [round(float(v), 4) for v in fitted(x, y)]}), encoding="utf-8"
    )


def corpus_gold(corpus) -> int:  # type: ignore[no-untyped-def]
    """All attributions of a corpus."""
    return sum(len(t.attributions) for t in corpus.texts)


if __name__ == "__main__":
    main()
