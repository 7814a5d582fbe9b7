"""comparison: documents beside each other: the events that several accounts tell, those with most accounts first, those that words ask for, and who
rests on whom. It reads what whence.compare.keeping keeps, in a ledger or in memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import combinations

import msgspec

from whence.compare.copying import copies
from whence.compare.dependence import Dependence, dependence
from whence.compare.dismissals import Dismissals
from whence.compare.gathered import ComparedEvent, Gathered, Rank
from whence.compare.grouping import Members, decided_pairs, members_of, scores_among
from whence.compare.neighbours import Neighbours
from whence.compare.packing import unpacked_leads
from whence.compare.tellings import Telling
from whence.compare.wanted import Wanted
from whence.follow.cited_documents import Card
from whence.ledger.compared import Compared, Node, StoredEvent
from whence.text import Span

_AT_ONCE = 200  # documents

Opened = Callable[[], AbstractContextManager[Compared]]


class Comparison:
    """What documents tell, compared. ``opened`` gives what is kept of them, for the time of one question; ``dismissed`` are the rules by which events
    were grouped."""

    def __init__(self, opened: Opened, dismissed: Dismissals | None = None) -> None:
        self._opened = opened
        self._dismissed = dismissed or Dismissals()

    def documents(self) -> tuple[str, ...]:
        """The paths of all documents, in order."""
        with self._opened() as store:
            return tuple(sorted(s.path for s in store.sides().values()))

    def counts(self) -> tuple[int, int]:
        """How many events two voices or more tell, and of how many they tell what excludes each other."""
        with self._opened() as store:
            ranks = [msgspec.json.decode(e.rank, type=Rank) for e in store.events()]
        return len(ranks), sum(r.conflicts > 0 for r in ranks)

    def events(self, most: int | None = None) -> tuple[ComparedEvent, ...]:
        """The events that two voices or more tell, or the first of them: in most documents first, then by how they are tied, by voices, by conflicts; what
        only a text and its copies tell last."""
        with self._opened() as store:
            asked = _Asked(store, self._dismissed)
            return tuple(asked.tables([e for _, e in asked.ranked(store.events())][:most]))

    def asked(self, words: str) -> ComparedEvent | None:
        """The event that words ask for ("the fire at Harrow mill"): all tellings that they fit, with those grouped with them. None where none fits."""
        wanted = Wanted(words)
        with self._opened() as store:
            return _Asked(store, self._dismissed).fitting(wanted)

    def between(self, a: str, b: str) -> tuple[ComparedEvent, ...]:
        """The events that two documents tell, by their paths: those with conflicts first."""
        with self._opened() as store:
            asked = _Asked(store, self._dismissed)
            return tuple(sorted(asked.between(a, b), key=lambda e: -len(e.table.conflicts)))

    def dependence(
        self, paths: Iterable[str] | None = None, cards: Sequence[Card] = (), decided: Mapping[str, str | None] | None = None
    ) -> Dependence:  # fmt: skip
        """Who rests on whom among all documents, or some of them. ``cards`` and ``decided``: see CitedDocuments."""
        wanted = None if paths is None else set(paths)
        with self._opened() as store:
            files = {f: s.path for f, s in store.sides().items() if wanted is None or s.path in wanted}
            leads = [unpacked_leads(kept) for kept in store.leads(files).values()]
            copied = copies(store, None if wanted is None else files, files)
            by_path = {path: file for file, path in files.items()}

            def words(path: str, span: Span) -> str:
                return store.text(by_path[path])[span.start : span.end]

            return dependence(leads, copied, words, cards, decided, self._dismissed)


class _Asked:
    """One question to what is kept."""

    def __init__(self, store: Compared, dismissed: Dismissals) -> None:
        self._store, self._dismissed = store, dismissed
        self._neighbours = Neighbours(store)
        self._paths = {f: s.path for f, s in store.sides().items()}
        self._files = {p: f for f, p in self._paths.items()}
        self._decided = decided_pairs(dismissed, self._files, self._neighbours)

    def ranked(self, events: Iterable[StoredEvent]) -> list[tuple[Rank, Members]]:
        """Events with their members, as they are shown: the most documents first, then by how they rank; of equal ones the one that is told first.
        What only a text and its copies tell, all alike, comes last."""
        rows = [(msgspec.json.decode(e.rank, type=Rank), members_of(e)) for e in events if e.shown]
        copied = self._store.copied()

        def key(row: tuple[Rank, Members]) -> tuple[bool, list[int], tuple[str, int]]:
            rank, members = row
            files = sorted({f for f, _ in members.sure})
            alike = not rank.conflicts and len(files) > 1 and set(combinations(files, 2)) <= copied
            return alike, [-n for n in msgspec.structs.astuple(rank)], self._first(members)

        return sorted(rows, key=key)

    def _first(self, members: Members) -> tuple[str, int]:
        file, telling = members.sure[0]
        return self._paths[file], telling

    def tables(self, members: Sequence[Members]) -> Iterator[ComparedEvent]:
        """Events with their tables."""
        for at in range(0, len(members), _AT_ONCE):
            some = members[at : at + _AT_ONCE]
            gathered = self._gathered({n for m in some for n in (*m.sure, *m.maybe)})
            yield from (gathered.event([m.sure], m.maybe) for m in some)

    def _gathered(self, nodes: set[Node]) -> Gathered:
        scores = scores_among(self._store, {f for f, _ in nodes}, self._decided)
        return Gathered(self._neighbours.tellings(nodes), scores, self._dismissed)

    def between(self, a: str, b: str) -> list[ComparedEvent]:
        """The events that two documents tell, as they tell them, in the order in which events are shown."""
        stored = self._store.events(self._store.events_between(self._files[a], self._files[b]))
        found = []
        for _, m in self.ranked(stored):
            gathered = self._gathered({*m.sure, *m.maybe})
            found.append(gathered.only(gathered.event([m.sure], m.maybe), (a, b)))
        return found

    def fitting(self, wanted: Wanted) -> ComparedEvent | None:
        """The event of the tellings that words fit; where none has them all, the first of those events around which they stand."""
        fitting = self._that(wanted.fits)
        if not wanted.others or not fitting:  # one word names many events: the first of them
            first = self._first_shown(fitting or self._that(wanted.nears))
            if first is not None:
                return self._gathered({*first.sure, *first.maybe}).event([first.sure], first.maybe)
        if not fitting:
            return None
        cores = self._cores(fitting)
        sure = {n for g in cores for n in g.sure}
        maybe = sorted(({n for g in cores for n in g.maybe} | fitting) - sure, key=self._place)
        return self._gathered(sure | set(maybe)).event([g.sure for g in cores], maybe)

    def _that(self, fits: Callable[[Telling], bool]) -> set[Node]:
        """All tellings that fit."""
        found: set[Node] = set()
        files = sorted(self._paths, key=lambda f: self._paths[f])
        for at in range(0, len(files), _AT_ONCE):
            for file, held in self._neighbours.held(files[at : at + _AT_ONCE]).items():
                found |= {
                    (file, n)
                    for n, t in enumerate(held.tellings)
                    if t.head not in self._dismissed.heads and fits(t)
                }
        return found

    def _cores(self, fitting: set[Node]) -> list[Members]:
        """The groups of which at least half of the tellings fit."""
        stored = self._store.events(self._store.events_of(fitting))
        groups = [members_of(e) for e in stored]
        return [g for g in sorted(groups, key=self._first) if 2 * len(fitting & set(g.sure)) >= len(g.sure)]

    def _first_shown(self, nodes: set[Node]) -> Members | None:
        """Of the events of some tellings the one that is listed first; None where none is listed."""
        ranked = self.ranked(self._store.events(self._store.events_of(nodes)))
        return ranked[0][1] if ranked else None

    def _place(self, node: Node) -> tuple[str, int]:
        return self._paths[node[0]], node[1]
