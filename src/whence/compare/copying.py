"""copying: which pairs of documents may have passages in the same words when some come and others go, and what those pairs have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from whence.compare.at_hand import AtHand
from whence.compare.packing import unpacked_wording
from whence.compare.reuse import Reused, near_pairs, reused_by
from whence.compare.wording import Worded
from whence.ledger.compared import Compared

Pair = tuple[int, int]
Postings = Mapping[int, Sequence[int]]
_AT_HAND = 2_000_000  # words of texts
_TOGETHER = 250  # pairs whose texts are read at once


class Copying:
    """Compares the wording of documents of a store."""

    def __init__(self, store: Compared) -> None:
        self._store = store
        self._worded: AtHand[int, Worded] = AtHand(self._read, _AT_HAND, lambda text: len(text.words))

    def _read(self, files: Sequence[int]) -> dict[int, Worded]:
        return {f: unpacked_wording("", kept) for f, kept in self._store.wordings(files).items()}

    def moved_to(self, store: Compared) -> None:
        """Goes on with another connection to the same store."""
        self._store = store

    def refresh(
        self, before: Postings, gone: Sequence[int], new: Sequence[int], paths: Mapping[int, str]
    ) -> None:
        """Keeps what pairs have in the same words, after documents have come and gone. ``before``: the marks of those that are gone, with all files
        that had them; ``paths`` of all files, those that are gone too."""
        self._worded.forget([*gone, *new])
        after = self._store.postings(new)
        gained, lost = _changes(before, set(gone), after, set(new), paths)
        rows: dict[Pair, bytes | None] = {pair: None for pair in lost if not self._is_near(pair, paths)}
        ordered = sorted(gained)
        for at in range(0, len(ordered), _TOGETHER):
            rows |= dict(self._compared(ordered[at : at + _TOGETHER], paths))
        self._store.put_copies(rows)

    def _compared(
        self, pairs: Sequence[Pair], paths: Mapping[int, str]
    ) -> Iterator[tuple[Pair, bytes | None]]:
        held = self._worded(sorted({f for pair in pairs for f in pair}))
        for pair in pairs:
            one, other = sorted(pair, key=lambda f: paths[f])
            found = reused_by(held[one], held[other])
            yield pair, msgspec.msgpack.encode(found) if found else None

    def _is_near(self, pair: Pair, paths: Mapping[int, str]) -> bool:
        """Whether another mark that two documents share still makes them worth comparing."""
        shared = self._store.marks(pair[0]) & self._store.marks(pair[1])
        having = self._store.having(sorted(shared))
        return any(pair in _near(files, paths) for files in having.values())


def copies(store: Compared, files: Iterable[int] | None, paths: Mapping[int, str]) -> list[Reused]:
    """What documents have in the same words, by path: all that are kept, or some files."""
    found = []
    for pair, kept in store.copies(files).items():
        one, other = sorted(pair, key=lambda f: paths[f])
        found.append(replace(msgspec.msgpack.decode(kept, type=Reused), a=paths[one], b=paths[other]))
    return sorted(found, key=lambda r: (r.a, r.b))


def _changes(
    before: Postings, gone: set[int], after: Postings, new: set[int], paths: Mapping[int, str]
) -> tuple[set[Pair], set[Pair]]:
    """The pairs that have become worth comparing by some mark, and those that are no longer by one. A document that came anew counts as not there before."""
    rows = set()
    for mark in before.keys() | after.keys():
        old = before[mark] if mark in before else after[mark]
        now = after[mark] if mark in after else before[mark]
        rows.add((tuple(f for f in old if f not in new), tuple(f for f in now if f not in gone - new)))
    gained: set[Pair] = set()
    lost: set[Pair] = set()
    for old, now in rows:  # marks of one passage are had by the same files
        was, is_ = _near(old, paths), _near(now, paths)
        gained |= is_ - was
        lost |= {p for p in was - is_ if not gone & set(p)}
    return gained, lost - gained


def _near(files: Iterable[int], paths: Mapping[int, str]) -> set[Pair]:
    ordered = sorted(files, key=lambda f: paths[f])
    return {(min(p), max(p)) for p in near_pairs(ordered)}
