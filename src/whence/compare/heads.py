"""heads: the words that name events, as they are compared: one head for all forms of a word, and how near two heads are in meaning.

Words of one family (lang/en/event_families.txt) are near; else the nearness is the cosine of two short vectors (lang/en/event_words.npz, made from MiniLM's by training/event_words.py): a table, not a
network; so it is the same everywhere. Words that the table does not have are near to nothing but themselves.
"""

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from whence.lang import lexicon
from whence.lang.inflections import inflections
from whence.ledger.words import tokens

_NEAREST = 1_000_000  # pairs whose nearness is remembered


@cache
def head(word: str, language: str | None = "en") -> str:
    """What all forms of a word have in common: 'fled', 'fleeing' → 'flee'; 'killings' → 'kill'."""
    lower = word.lower().replace("’", "'")
    bases = inflections(language).irregular(lower)
    return "".join(tokens(min(bases) if bases else lower, language)) or lower


@cache
def _nouns() -> dict[str, str]:
    """Nouns that name the same → one of them. Rows that share a word are one group."""
    groups: list[set[str]] = []
    for row in lexicon("en").table("words")["counts"]["alike"]:
        words = set(row.split())
        joined = [g for g in groups if g & words]
        groups = [g for g in groups if g not in joined] + [words.union(*joined)]
    return {word: min(group) for group in groups for word in group}


@cache
def noun(word: str, language: str | None = "en") -> str:
    """What all forms of a noun, and of nouns that name the same, have in common: 'vessels', 'galleys' → 'ship'."""
    return head(_nouns().get(word.lower(), word), language)


_FAMILY = 0.85  # how near words of one family are, at least


@cache
def families() -> dict[str, frozenset[int]]:
    """Head → the families (by number) that have it."""
    return _families(of_any=False)


@cache
def _families_of_any() -> dict[str, frozenset[int]]:
    return _families(of_any=True)


def _families(of_any: bool) -> dict[str, frozenset[int]]:
    """Head → families (by number), with ``of_any`` also those that it names only in company ('take?')."""
    found: dict[str, set[int]] = {}
    for n, row in enumerate(lexicon("en").rows("event_families")):
        for word in row[0].split():
            if of_any or not word.endswith("?"):
                found.setdefault(head(word.rstrip("?")), set()).add(n)
    return {h: frozenset(n) for h, n in found.items()}


def can_name_one(a: str, b: str) -> bool:
    """Whether two heads can name one thing that happens, where the company says so: 'took', 'arrested'."""
    known = _families_of_any()
    return not known.get(a, frozenset()).isdisjoint(known.get(b, frozenset()))


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in lexicon("en").table("words")["events"]["opposites"]:
        one, other = ({head(w) for w in side.split()} for side in row.split("|"))
        for side, against in ((one, other), (other, one)):
            for word in side:
                found.setdefault(word, set()).update(against)
    return {word: frozenset(against) for word, against in found.items()}


def opposed(a: str, b: str) -> bool:
    """Whether two heads name what is never one event: an arrest and a release."""
    return b in _opposites().get(a, ())


class Nearness:
    """How near two heads are in meaning, from -1 to 1; None where one of them is not in the table."""

    def __init__(self) -> None:
        table = files("whence.lang").joinpath("en", "event_words.npz")
        with table.open("rb") as file, np.load(file, allow_pickle=False) as held:
            vectors: NDArray[np.float64] = held["vectors"].astype(np.float64)
            self._places: dict[str, int] = {
                w: n for n, w in enumerate(json.loads(held["heads"].tobytes().decode()))
            }
        self._vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        self._known: dict[tuple[str, str], float | None] = {}

    def __call__(self, a: str, b: str) -> float | None:
        """How near two heads are: their cosine, rounded, so that no processor makes another of it, or their family."""
        if a == b:
            return 1.0
        pair = (a, b) if a < b else (b, a)
        if pair not in self._known:
            if len(self._known) > _NEAREST:
                self._known.clear()
            self._known[pair] = self._measured(a, b)
        return self._known[pair]

    def _measured(self, a: str, b: str) -> float | None:
        i, j = self._places.get(a), self._places.get(b)
        near = None if i is None or j is None else round(float(self._vectors[i] @ self._vectors[j]), 3)
        if families().get(a, frozenset()) & families().get(b, frozenset()):
            return max(near or 0.0, _FAMILY)
        return near


@cache
def nearness() -> Nearness:
    """The table that is installed with Whence."""
    return Nearness()
