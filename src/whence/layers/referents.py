"""referents: for whom a pronoun stands ('he', 'her'), as far as the model hears it.

The model says of each word in place of a name where the same person stands, which may be another such word. Followed from
word to word, these chances end at names, or at a word before which nobody is named: an absorbing Markov chain (Kemeny &
Snell 1960), solved stretch by stretch, since nothing leads out of a window.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from whence.layers.sources import Sources
from whence.model.heard import Heard, HeardReferent
from whence.text import Span

Shares = Mapping[str | int, float]  # of entities by id, of persons without a name by the place of a word

_STEPS = 24  # from word to word; what is not at its end by then is nobody's
_LEAST = 0.0005
_AHEAD = 200  # code points behind a pronoun in which somebody may be named for the first time


class Referents:
    """Answers for one document."""

    def __init__(self, heard: Heard, sources: Sources) -> None:
        self._words, self._names = sources.words, sources.names
        self._shares: dict[int, Shares] = {}
        self._first: dict[str, int] = {}
        for m in sources.names.from_(0):
            self._first.setdefault(m.entity, m.start)
        for group in _groups(heard.referents):
            self._shares.update(self._solved(group))

    def of(self, span: Span) -> Shares:
        """The shares of those for whom the first word of a stretch stands; nothing where the model was not asked."""
        shares = self._shares.get(self._words.starts[self._words.first_from(span.start)], {})
        return {
            who: share
            for who, share in shares.items()
            if not isinstance(who, str) or self._first[who] < span.end + _AHEAD
        }

    def _solved(self, group: Sequence[HeardReferent]) -> dict[int, Shares]:
        """The shares of some words: each takes its part of those it leads to, until nothing moves."""
        asked = {r.start for r in group}
        ends: dict[int, dict[str | int, float]] = {}
        leads: dict[int, list[tuple[int, float]]] = {}
        for r in group:
            mine: dict[str | int, float] = defaultdict(float)
            leads[r.start] = [(at, weight) for at, weight in r.places if at is not None and at in asked]
            for place, weight in r.places:
                if place is None:
                    mine[r.start] += weight
                elif place not in asked:
                    for m in self._names.around(place, place + 1):
                        mine[m.entity] += weight
            ends[r.start] = mine
        return _absorbed(ends, leads)


def _groups(heard: Sequence[HeardReferent]) -> Iterator[list[HeardReferent]]:
    """The words that lead to each other: those whose stretches, from the first to the last place, touch."""
    stretches = []
    for n, r in enumerate(heard):
        places = [r.start, *(at for at, _ in r.places if at is not None)]
        stretches.append((min(places), max(places), n))
    group: list[int] = []
    reach = -1
    for low, high, n in sorted(stretches):
        if group and low > reach:
            yield [heard[k] for k in sorted(group)]
            group = []
        group.append(n)
        reach = max(reach, high)
    if group:
        yield [heard[k] for k in sorted(group)]


def _absorbed(
    ends: Mapping[int, Shares], leads: Mapping[int, Sequence[tuple[int, float]]]
) -> dict[int, Shares]:
    import numpy as np

    words = sorted(ends)
    people = sorted({who for mine in ends.values() for who in mine}, key=str)
    row, column = {w: n for n, w in enumerate(words)}, {who: n for n, who in enumerate(people)}
    straight, moves = np.zeros((len(words), len(people))), np.zeros((len(words), len(words)))
    for w in words:
        for who, weight in ends[w].items():
            straight[row[w], column[who]] = weight
        for to, weight in leads[w]:
            moves[row[w], row[to]] += weight
    shares = straight
    for _ in range(_STEPS):
        shares = straight + np.einsum("ij,jk->ik", moves, shares)
    rounded = np.round(shares, 3)
    return {
        w: {
            who: float(rounded[row[w], column[who]]) for who in people if shares[row[w], column[who]] > _LEAST
        }
        for w in words
    }
