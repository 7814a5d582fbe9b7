"""coreference: how well groups agree with those of a key, as the CoNLL scorer counts it: MUC (Vilain et al. 1995), B³ (Bagga and
Baldwin 1998), CEAF-e (Luo 2005), and their mean. Numpy only, so that it runs on a plain install."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Groups = Sequence[frozenset[Hashable]]
Figures = tuple[float, float, float]  # precision, recall, F1


def conll(key: Iterable[Iterable[Hashable]], found: Iterable[Iterable[Hashable]]) -> dict[str, object]:
    """Precision, recall and F1 of each measure in per cent, and the mean of the three F1."""
    a, b = [frozenset(g) for g in key], [frozenset(g) for g in found]
    measured = {"MUC": muc(a, b), "B3": b_cubed(a, b), "CEAF-e": ceaf_e(a, b)}
    shown: dict[str, object] = {k: [round(100 * x, 2) for x in v] for k, v in measured.items()}
    shown["CoNLL"] = round(100 * sum(v[2] for v in measured.values()) / 3, 2)
    return shown


def muc(key: Groups, found: Groups) -> Figures:
    """Links: how many of the joins that make a group are made on the other side too."""
    return _figures(_links(found, key), _links(key, found))


def _links(groups: Groups, others: Groups) -> float:
    where = {m: n for n, g in enumerate(others) for m in g}
    kept = asked = 0
    for g in groups:
        parts = {where.get(m, m) if m in where else ("alone", m) for m in g}
        kept += len(g) - len(parts)
        asked += len(g) - 1
    return kept / asked if asked else 0.0


def b_cubed(key: Groups, found: Groups) -> Figures:
    """Mentions: which share of a mention's group stands in its group on the other side."""
    return _figures(_shares(found, key), _shares(key, found))


def _shares(groups: Groups, others: Groups) -> float:
    where = {m: g for g in others for m in g}
    shares = [len(g & where.get(m, frozenset([m]))) / len(g) for g in groups for m in g]
    return sum(shares) / len(shares) if shares else 0.0


def ceaf_e(key: Groups, found: Groups) -> Figures:
    """Groups: the best pairing of groups, two of which are alike by twice what they share over their sizes (phi 4)."""
    if not key or not found:
        return (0.0, 0.0, 0.0)
    where = {m: n for n, g in enumerate(found) for m in g}
    alike = np.zeros((len(key), len(found)))
    for n, g in enumerate(key):
        for other, shared in Counter(where[m] for m in g if m in where).items():
            alike[n, other] = 2 * shared / (len(g) + len(found[other]))
    total = _best(alike if len(key) <= len(found) else alike.T)
    return _figures(total / len(found), total / len(key))


def _best(worth: NDArray[np.float64]) -> float:
    """The most that a pairing of rows with columns is worth; no more rows than columns (Kuhn 1955, with potentials)."""
    rows, columns = worth.shape
    cost = -worth
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    row_at, back = np.zeros(columns + 1, dtype=int), np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        row_at[0], column = row, 0
        least, used = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=bool)
        while True:
            used[column] = True
            at = row_at[column]
            left = cost[at - 1] - of_row[at] - of_column[1:]
            better = ~used[1:] & (left < least[1:])
            least[1:][better], back[1:][better] = left[better], column
            following = int(np.argmin(np.where(used[1:], np.inf, least[1:]))) + 1
            step = least[following]
            of_row[row_at[used]] += step
            of_column[used] -= step
            least[1:][~used[1:]] -= step
            column = following
            if not row_at[column]:
                break
        while column:
            row_at[column] = row_at[back[column]]
            column = back[column]
    return float(sum(worth[row_at[c] - 1, c - 1] for c in range(1, columns + 1) if row_at[c]))


def _figures(precision: float, recall: float) -> Figures:
    both = precision + recall
    return (precision, recall, 2 * precision * recall / both if both else 0.0)
