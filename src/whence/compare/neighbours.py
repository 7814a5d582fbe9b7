"""neighbours: what new documents may share with all others: pairs of stretches that speak of like things, and the scores of the tellings in them.

Two stretches meet that share two of their most telling words; those that share few must be the more alike as a whole. Which they are depends on the
two alone, so that another document changes nothing between them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from msgspec import Struct

from whence.compare.at_hand import AtHand
from whence.compare.packing import Vector, likenesses, unpacked_told, vector
from whence.compare.same_event import most_shared, score, worth_comparing
from whence.compare.tellings import Telling
from whence.ledger.compared import Compared, Node

# how alike two stretches must be to tell of one event, by how many of their most telling words they share
_ALIKE = {2: 0.2, 3: 0.17}
_ALIKE_WITH_MORE = 0.1
_SHORT, _ALIKE_SHORT = 100, 0.16  # stems of short stretches, which need be less alike
_ALIKE_NAMED, _ALIKE_NAMES = 0.12, 0.4  # or, where their names are so alike
_DOCUMENTS, _STRETCHES = 10_000, 60_000  # at hand, at most

Around = tuple[float, float]


class Held(Struct, frozen=True, eq=False, gc=False):
    """The tellings of a document, their places by stretch, and the most that each can share with any other."""

    tellings: tuple[Telling, ...]
    by_stretch: Mapping[int, Sequence[int]]
    most: tuple[float, ...]


def _held(kept: bytes) -> Held:
    tellings = unpacked_told(kept)
    by_stretch: dict[int, list[int]] = defaultdict(list)
    for n, t in enumerate(tellings):
        by_stretch[t.context].append(n)
    return Held(tellings, by_stretch, tuple(map(most_shared, tellings)))


class _Stretch(Struct, frozen=True, eq=False, gc=False):
    file: int
    at: int
    words: Vector
    names: Vector


def _least(keys: int, one: _Stretch, other: _Stretch) -> float:
    """How alike two stretches must be that share so many keys."""
    least = _ALIKE.get(keys, _ALIKE_WITH_MORE)
    return min(least, _ALIKE_SHORT) if _are_short(one, other) else least


def _are_short(one: _Stretch, other: _Stretch) -> bool:
    return max(one.words.ids.size, other.words.ids.size) <= _SHORT


class Neighbours:
    """Compares the tellings of documents of a store. What it has at hand lasts as long as it does."""

    def __init__(self, store: Compared) -> None:
        self._store = store
        self.held: AtHand[int, Held] = AtHand(
            lambda files: {f: _held(kept) for f, kept in self._store.told(files).items()}, _DOCUMENTS
        )
        self._stretches: AtHand[int, _Stretch] = AtHand(self._read, _STRETCHES)

    def _read(self, numbers: Sequence[int]) -> dict[int, _Stretch]:
        return {
            n: _Stretch(file, at, vector(words), vector(names))
            for n, (file, at, words, names) in self._store.stretches(numbers).items()
        }

    def moved_to(self, store: Compared) -> None:
        """Goes on with another connection to the same store."""
        self._store = store

    def forget(self, files: Sequence[int]) -> None:
        """Lets go of documents that are kept no longer, or otherwise."""
        self.held.forget(files)
        gone = set(files)
        self._stretches.forget([n for n, s in self._stretches.items() if s.file in gone])

    def tellings(self, nodes: Iterable[Node]) -> dict[Node, Telling]:
        """Tellings by their nodes."""
        wanted = set(nodes)
        held = self.held(sorted({f for f, _ in wanted}))
        return {(f, n): held[f].tellings[n] for f, n in wanted}

    def scores(self, files: Sequence[int]) -> dict[tuple[int, int], list[tuple[int, int, int]]]:
        """The scores of tellings in these documents with those in all, by pair of files (the smaller first): (telling, other telling, thousandths)."""
        found: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
        for (f, i), (g, j), one, other, around in self._worth_comparing(files):
            scored = score(one.tellings[i], other.tellings[j], around, min(one.most[i], other.most[j]))
            if scored is not None:
                found[(f, g)].append((i, j, scored))
        return {pair: sorted(rows) for pair, rows in sorted(found.items())}

    def candidates(self, files: Sequence[int]) -> Iterator[tuple[Node, Node, Around]]:
        """The pairs of tellings that are worth comparing, one at least of each in these documents, with how alike their stretches are."""
        yield from ((a, b, around) for a, b, _, _, around in self._worth_comparing(files))

    def _worth_comparing(self, files: Sequence[int]) -> Iterator[tuple[Node, Node, Held, Held, Around]]:
        """The same, the smaller node first, with all that the two documents tell."""
        for one, other, around in self._alike(files):
            held = self.held([one.file, other.file])
            mine, theirs = held[one.file], held[other.file]
            inside, others = mine.by_stretch.get(one.at, ()), theirs.by_stretch.get(other.at, ())
            for i, j in combinations(inside, 2) if one is other else product(inside, others):
                if worth_comparing(mine.tellings[i], theirs.tellings[j], around):
                    a, b = (one.file, i), (other.file, j)
                    yield (a, b, mine, theirs, around) if a < b else (b, a, theirs, mine, around)

    def _alike(self, files: Sequence[int]) -> Iterator[tuple[_Stretch, _Stretch, Around]]:
        """The pairs of stretches that speak of like things, and each of these documents' with itself."""
        own = self._store.stretches_of(files)
        for s in self._stretches(own).values():
            yield s, s, (likenesses(s.words, [s.words])[0], likenesses(s.names, [s.names])[0])
        for n, others in self._store.meetings(files):
            held = self._stretches([n, *(o for o, _ in others)])
            one, met = held[n], [(held[o], keys) for o, keys in others]
            words = likenesses(one.words, [o.words for o, _ in met])
            names = likenesses(one.names, [o.names for o, _ in met])
            for (o, keys), w, x in zip(met, words, names, strict=True):
                named = w >= _ALIKE_NAMED and x >= _ALIKE_NAMES and _are_short(one, o)
                if named or w >= _least(keys, one, o):
                    yield one, o, (w, x)
