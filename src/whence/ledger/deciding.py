"""deciding: which of people's Entries are about which document of a ledger, and the documents as they are decided.

Earlier versions of a file, and files of the same name with another ending, are one document to a decision: its words are looked for in
each, and it holds wherever they stand (see whence.text.Placer).
"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Connection, func, select

from whence.decisions.applied import Decided, about, decided
from whence.decisions.entries import AnyEntry, Comment, Mark, Withdraw
from whence.decisions.fold import State
from whence.decisions.linked_names import linked_names
from whence.layers.document import Document
from whence.ledger import log
from whence.ledger import tables as t


class Decisions(Struct, frozen=True):
    """What stands of a log at one position: the Entries, by the document that they are about, which documents are kin, and which names one person's."""

    state: State
    standing: tuple[AnyEntry, ...]
    by_document: dict[str, tuple[int, ...]]
    kin: dict[str, tuple[str, ...]]
    names: dict[tuple[str, ...], frozenset[str]]  # names of one person in several documents

    def about(self, document: str) -> tuple[AnyEntry, ...]:
        """The Entries about a document, by its SHA-256, in their order."""
        found = {n for d in (document, *self.kin.get(document, ())) for n in self.by_document.get(d, ())}
        return tuple(self.standing[n] for n in sorted(found))

    def of(self, document: Document) -> Decided:
        """The document as it is decided."""
        sha = document.document.id
        return decided(document, self.about(sha), self.kin.get(sha, ()))


class DecisionLog:
    """The log of one ledger, folded; what was folded before is kept, for the log only grows."""

    def __init__(self) -> None:
        self._entries: list[AnyEntry] = []
        self._head = log.BEGINNING
        self._stamp: tuple[int, int, int] | None = None
        self._made = Decisions(State(), (), {}, {}, {})

    def at(self, connection: Connection, position: int) -> Decisions:
        """What stands at a position of the log, as a connection sees it."""
        files = connection.execute(select(func.max(t.files.c.n))).scalar() or 0
        lines = connection.execute(select(t.ledger.c.lines_made)).scalar() or 0
        stamp = (position, lines, files)
        if stamp != self._stamp:
            self._made = self.inside(connection, position)
            self._stamp = stamp
        return self._made

    def inside(self, connection: Connection, position: int) -> Decisions:
        """What stands as a transaction sees it that has not been committed, and may never be: nothing is taken from before."""
        if not self._continues(connection, position):
            self._entries, self._head = [], log.BEGINNING
        for logged in log.entries(connection, position, after=len(self._entries)):
            self._entries.append(logged.entry)
            self._head = logged.hash
        state = State(tuple(self._entries))
        standing = state.standing()
        by_document: dict[str, list[int]] = defaultdict(list)
        for n, entry in enumerate(standing):
            for document in sorted({a.document for a in about(entry)}):
                by_document[document].append(n)
        kin = kinship(connection) if by_document else {}
        numbers = {d: tuple(ns) for d, ns in by_document.items()}
        return Decisions(state, standing, numbers, kin, linked_names(standing))

    def _continues(self, connection: Connection, position: int) -> bool:
        """Whether what was folded is the beginning of this log."""
        folded = len(self._entries)
        if folded == 0 or folded > position:
            return False
        there = connection.execute(select(t.log.c.hash).where(t.log.c.position == folded)).scalar()
        return there == self._head


def kinship(connection: Connection) -> dict[str, tuple[str, ...]]:
    """For each document of a current file the others that were, or are, the same file in another version or format."""
    of_stem: dict[str, set[str]] = defaultdict(set)
    stems: dict[str, set[str]] = defaultdict(set)
    for path, sha, current in connection.execute(
        select(t.files.c.path, t.files.c.sha256, t.files.c.current).where(t.files.c.sha256.is_not(None))
    ):
        stem = _stem(path)
        of_stem[stem].add(sha)
        if current:
            stems[sha].add(stem)
    found = {}
    for sha, own in stems.items():
        others = {o for stem in own for o in of_stem[stem]} - {sha}
        if others:
            found[sha] = tuple(sorted(others))
    return found


def _stem(path: str) -> str:
    """A path without the ending of its file's name."""
    folder, slash, name = path.rpartition("/")
    stem, _, _ = name.rpartition(".")
    return f"{folder}{slash}{stem}" if stem else path


def touched(connection: Connection, entries: Sequence[AnyEntry], decisions: Decisions) -> tuple[int, ...]:
    """The numbers of the current documents of which Entries change what can be found; those of the Entries that they take back, where they do that."""
    known: dict[UUID, AnyEntry] = {}
    if any(isinstance(e, Withdraw) for e in entries):
        known = {e.id: e for e in decisions.state.entries}
    ids = {d for e in entries for d in _documents(e, known)}
    if not ids:
        return ()
    kin = decisions.kin if decisions.by_document else kinship(connection)
    wanted = {d for d in (*kin, *ids) if d in ids or ids & set(kin.get(d, ()))}
    rows = connection.execute(
        select(t.files.c.document)
        .where(t.files.c.current, t.files.c.document.is_not(None), t.files.c.sha256.in_(sorted(wanted)))
        .distinct()
        .order_by(t.files.c.document)
    )
    return tuple(rows.scalars())


def _documents(entry: AnyEntry, known: dict[UUID, AnyEntry]) -> set[str]:
    seen: set[UUID] = set()
    while isinstance(entry, Withdraw) and entry.entry in known and entry.entry not in seen:
        seen.add(entry.entry)
        entry = known[entry.entry]
    if isinstance(entry, Mark | Comment):
        return set()  # nothing that is found follows from what a person notes beside a place
    return {a.document for a in about(entry)}
