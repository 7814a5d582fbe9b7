"""Trains the weights of compare/contradicting.py: ``python -m training.contradicting FILES_OF_FIXTURES``; prints them, to be written there.

Each pair of tellings in a fixture of accounts (tests/compare/cases, evaluation/accounts) that contradict one another is of one event where the fixture
says that they conflict, else of two. Logistic regression with an L2 penalty; what it does on fixtures that it has not seen is printed too: each file
judged by the weights of all the others.
"""

import pathlib
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from tests.compare.fixtures import Expected, Fixture, fixtures, is_met
from training.same_event import fitted

import whence
from whence.compare.contexts import alike
from whence.compare.contradicting import LIKELY, UNLIKELY, WEIGHTS, contradict, contradictions, features
from whence.compare.same_event import SAME, by_itself, worth_comparing
from whence.compare.told import told

_PENALTY = 8.0


class _Pair(Struct):
    """A pair that contradicts: its set, its fixture, its features, whether it is of one event, whether same_event alone takes it so."""

    set: str
    fixture: str
    features: tuple[float, ...]
    same: bool
    taken: bool


def _pairs(given: tuple[str, Fixture]) -> list[_Pair]:
    return list(_found(*given))


def _found(name: str, fixture: Fixture) -> Iterator[_Pair]:
    read = [
        (label, whence.annotate(text, name=label, author=author, date=date))
        for label, author, date, text in fixture.documents
    ]
    held = {label: told(label, document) for label, document in read}
    tellings = [t for said in held.values() for t in said.tellings]
    for n, a in enumerate(tellings):
        for b in tellings[n + 1 :]:
            if not contradict(a, b):
                continue
            one, other = held[a.path].contexts[a.context], held[b.path].contexts[b.context]
            around = alike(one.words, other.words), alike(one.names, other.names)
            cells = [Expected(x.row, x.words, y.words) for x, y in contradictions(a, b)]
            yield _Pair(
                name,
                fixture.title,
                features(a, b),
                any(is_met(e, cells) for e in fixture.conflicts),
                worth_comparing(a, b, around) and by_itself(a, b, around) >= SAME,
            )


def _set(path: pathlib.Path) -> str:
    """What both files of one writer are called: 'conflicts-3', 'quiet-3' → '3'."""
    return path.stem.rpartition("-")[2]


def _told(pairs: list[_Pair], odds: NDArray[np.float64]) -> tuple[int, int, int]:
    """In how many fixtures of how many a conflict is taken for one, and in how many what is none."""
    best: dict[tuple[str, str], bool] = {}
    false = set()
    for p, o in zip(pairs, odds, strict=True):
        taken = bool(o >= LIKELY or (p.taken and o >= UNLIKELY))
        key = (p.set, p.fixture)
        if p.same:
            best[key] = best.get(key, False) or taken
        elif taken:
            false.add(key)
    return sum(best.values()), len(best), len(false)


def main(paths: list[pathlib.Path]) -> None:
    """Prints the weights, and how they do on sets that they have not seen."""
    given = [(_set(path), f) for path in paths for f in fixtures(path)]
    with ProcessPoolExecutor() as pool:
        pairs = [p for found in pool.map(_pairs, given, chunksize=20) for p in found]
    x = np.array([p.features for p in pairs])
    y = np.array([float(p.same) for p in pairs])
    sets = np.array([p.set for p in pairs])
    print(f"{len(pairs)} pairs, {int(y.sum())} of one event")
    odds = np.zeros(len(y))
    for name in sorted(set(sets)):
        odds[sets == name] = x[sets == name] @ fitted(x[sets != name], y[sets != name], _PENALTY)
        inside = np.flatnonzero(sets == name)
        print(name, *_told([pairs[i] for i in inside], odds[inside]))
    print("unseen: found, of, made up in", *_told(pairs, odds))
    for name, weight in zip(WEIGHTS, fitted(x, y, _PENALTY), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main([pathlib.Path(p) for p in sys.argv[1:]])
