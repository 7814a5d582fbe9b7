"""Compared: what was reckoned of documents to set them beside each other, kept so that a new one is compared with its neighbours alone.

Here are rows and bytes only; what they mean whence.compare knows. Documents go by the number of their file. The same tables hold
a few documents outside any ledger, in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from msgspec import Struct
from sqlalchemy import (
    Column,
    Connection,
    Table,
    and_,
    bindparam,
    create_engine,
    delete,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.pool import StaticPool

from whence.ledger import tables as t
from whence.ledger.reading import text_of

_CHUNK = 400  # values in one question
Node = tuple[int, int]  # a file, and the place of a telling among those of its document


class Side(Struct, frozen=True, order=True):
    """A document that can be compared: its path, the number of its file, and a stamp that changes when anything of it does."""

    path: str
    file: int
    stamp: str


class Stored(Struct, frozen=True):
    """What is kept of one document. ``stretches``: the words and the names of each, as bytes, and its keys; ``marks``: of its wording."""

    side: Side
    told: bytes
    leads: bytes
    wording: bytes
    stretches: tuple[tuple[bytes, bytes, tuple[int, ...]], ...]
    marks: tuple[int, ...]


class StoredEvent(Struct, frozen=True):
    """An event of which several tellings are: what it is ranked by, whether it is shown, its members as they were given."""

    n: int
    part: int
    shown: bool
    rank: str
    members: str


class Compared:
    """The tables, over one connection. ``text`` gives the text of a file."""

    def __init__(self, connection: Connection, text: Callable[[int], str]) -> None:
        self._connection = connection
        self.text = text

    # -- documents -----------------------------------------------------------------------------------------------

    def by(self) -> tuple[str, str]:
        """The form of what is kept, and the rules by which events were grouped; both empty before anything is."""
        row = self._connection.execute(select(t.compared_by)).first()
        return (row.form, row.rules) if row else ("", "")

    def set_by(self, form: str, rules: str) -> None:
        """Notes both."""
        self._connection.execute(delete(t.compared_by))
        self._connection.execute(insert(t.compared_by), [{"id": 1, "form": form, "rules": rules}])

    def sides(self) -> dict[int, Side]:
        """What is kept, by file."""
        c = t.compared.c
        rows = self._connection.execute(select(c.path, c.file, c.stamp))
        return {row.file: Side(row.path, row.file, row.stamp) for row in rows}

    def count(self) -> int:
        """Of how many documents something is kept."""
        return int(self._connection.execute(select(func.count()).select_from(t.compared)).scalar_one())

    def keep(self, documents: Sequence[Stored]) -> None:
        """Writes what is kept of documents of which nothing is kept yet."""
        last = self._connection.execute(select(func.max(t.stretches.c.n))).scalar() or 0
        rows: dict[Table, list[dict[str, object]]] = {
            k: [] for k in (t.compared, t.stretches, t.stretch_keys, t.marks)
        }
        for d in documents:
            file = d.side.file
            rows[t.compared].append(
                {"file": file, "path": d.side.path, "stamp": d.side.stamp, "told": d.told, "leads": d.leads, "wording": d.wording}
            )  # fmt: skip
            for at, (words, names, keys) in enumerate(d.stretches):
                last += 1
                rows[t.stretches].append({"n": last, "file": file, "at": at, "words": words, "names": names})
                rows[t.stretch_keys] += [{"key": k, "stretch": last} for k in sorted(set(keys))]
            rows[t.marks] += [{"mark": m, "file": file} for m in sorted(set(d.marks))]
        for table, values in rows.items():
            if values:
                self._connection.execute(insert(table), values)

    def forget(self, files: Sequence[int]) -> None:
        """Deletes all that is kept of documents, but not the events of which they tell."""
        for some in _chunks(sorted(files)):
            own = select(t.stretches.c.n).where(t.stretches.c.file.in_(some))
            for table, where in (
                (t.stretch_keys, t.stretch_keys.c.stretch.in_(own)),
                (t.stretches, t.stretches.c.file.in_(some)),
                (t.marks, t.marks.c.file.in_(some)),
                (t.scored, or_(t.scored.c.one.in_(some), t.scored.c.other.in_(some))),
                (t.copies, or_(t.copies.c.one.in_(some), t.copies.c.other.in_(some))),
                (t.compared, t.compared.c.file.in_(some)),
            ):
                self._connection.execute(delete(table).where(where))

    def clear(self) -> None:
        """Deletes everything."""
        for table in t.beside.sorted_tables:
            self._connection.execute(delete(table))

    def told(self, files: Iterable[int]) -> dict[int, bytes]:
        """What documents tell, as it was kept."""
        return self._held(t.compared.c.told, files)

    def leads(self, files: Iterable[int]) -> dict[int, bytes]:
        """Their leads, as they were kept."""
        return self._held(t.compared.c.leads, files)

    def wordings(self, files: Iterable[int]) -> dict[int, bytes]:
        """The wording of their texts, as it was kept."""
        return self._held(t.compared.c.wording, files)

    def _held(self, column: Column[bytes], files: Iterable[int]) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        for some in _chunks(sorted(files)):
            rows = self._connection.execute(
                select(t.compared.c.file, column).where(t.compared.c.file.in_(some))
            )
            found |= dict(map(tuple, rows))
        return found

    # -- neighbours ----------------------------------------------------------------------------------------------

    def meetings(self, files: Sequence[int]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """The stretches of some files that share two keys or more with others, each with these others and how many keys; each pair once."""
        a, b = t.stretch_keys.alias(), t.stretch_keys.alias()
        numbers = self.stretches_of(files)
        if not numbers:
            return
        own = select(t.stretches.c.n).where(t.stretches.c.file.in_(files))
        newer = select(func.count()).select_from(t.stretches).where(t.stretches.c.n >= numbers[0])
        if self._connection.execute(newer).scalar_one() == len(numbers):  # the last that came, as mostly
            among = and_(a.c.stretch >= numbers[0], b.c.stretch < a.c.stretch)
        else:
            among = and_(
                a.c.stretch.in_(own),
                or_(b.c.stretch < a.c.stretch, b.c.stretch.not_in(own)),
                b.c.stretch != a.c.stretch,
            )
        query = (
            select(a.c.stretch, b.c.stretch, func.count())
            .select_from(a.join(b, a.c.key == b.c.key))
            .where(among)
            .group_by(a.c.stretch, b.c.stretch)
            .having(func.count() > 1)
            .order_by(a.c.stretch, b.c.stretch)
        )
        rows = self._connection.execute(query).all()
        for stretch, others in groupby(rows, itemgetter(0)):
            yield stretch, [(other, keys) for _, other, keys in others]

    def stretches(self, numbers: Iterable[int]) -> dict[int, tuple[int, int, bytes, bytes]]:
        """Stretches by number: file, place in it, words, names."""
        found = {}
        for some in _chunks(sorted(numbers)):
            for row in self._connection.execute(select(t.stretches).where(t.stretches.c.n.in_(some))):
                found[row.n] = (row.file, row.at, row.words, row.names)
        return found

    def stretches_of(self, files: Sequence[int]) -> list[int]:
        """The numbers of all stretches of some files."""
        found: list[int] = []
        for some in _chunks(sorted(files)):
            query = select(t.stretches.c.n).where(t.stretches.c.file.in_(some))
            found += self._connection.execute(query).scalars()
        return sorted(found)

    def postings(self, files: Sequence[int]) -> dict[int, list[int]]:
        """The marks of some files, each with all files that have it, where there are several."""
        a, b = t.marks.alias(), t.marks.alias()
        found: dict[int, list[int]] = {}
        for some in _chunks(sorted(files)):
            theirs = select(a.c.mark).where(a.c.file.in_(some)).distinct()
            shared = select(b.c.mark).where(b.c.mark.in_(theirs)).group_by(b.c.mark).having(func.count() > 1)
            for mark, file in self._connection.execute(
                select(t.marks.c.mark, t.marks.c.file).where(t.marks.c.mark.in_(shared))
            ):
                found.setdefault(mark, []).append(file)
        return {m: sorted(set(files)) for m, files in sorted(found.items())}

    def having(self, marks: Sequence[int]) -> dict[int, list[int]]:
        """The files that have marks, by mark."""
        found: dict[int, list[int]] = {}
        for some in _chunks(marks):
            for mark, file in self._connection.execute(
                select(t.marks.c.mark, t.marks.c.file).where(t.marks.c.mark.in_(some))
            ):
                found.setdefault(mark, []).append(file)
        return found

    def marks(self, file: int) -> set[int]:
        """The marks of a file."""
        return set(self._connection.execute(select(t.marks.c.mark).where(t.marks.c.file == file)).scalars())

    # -- pairs ---------------------------------------------------------------------------------------------------

    def put_scores(self, rows: Mapping[tuple[int, int], bytes]) -> None:
        """Keeps the scores of tellings of pairs of files, the smaller number first."""
        self._put(t.scored, "scores", rows)

    def scores(self, files: Iterable[int], among: bool = False) -> dict[tuple[int, int], bytes]:
        """The scores of pairs that have one of some files; with ``among`` only those between them."""
        return self._pairs(t.scored, "scores", files, among)

    def put_copies(self, rows: Mapping[tuple[int, int], bytes | None]) -> None:
        """Keeps what pairs of files have in the same words; None: nothing any more."""
        gone = delete(t.copies).where(t.copies.c.one == bindparam("a"), t.copies.c.other == bindparam("b"))
        if rows:
            self._connection.execute(gone, [{"a": one, "b": other} for one, other in sorted(rows)])
        self._put(t.copies, "passages", {k: v for k, v in rows.items() if v is not None})

    def copies(self, files: Iterable[int] | None = None) -> dict[tuple[int, int], bytes]:
        """What pairs of some files, or of all, have in the same words."""
        if files is None:
            rows = self._connection.execute(select(t.copies))
            return {(r.one, r.other): r.passages for r in rows}
        return self._pairs(t.copies, "passages", files, True)

    def copied(self) -> set[tuple[int, int]]:
        """The pairs of files that have something in the same words, the smaller number first."""
        return {(r.one, r.other) for r in self._connection.execute(select(t.copies.c.one, t.copies.c.other))}

    def _put(self, table: Table, name: str, rows: Mapping[tuple[int, int], bytes]) -> None:
        values = [{"one": one, "other": other, name: held} for (one, other), held in sorted(rows.items())]
        if values:
            self._connection.execute(insert(table), values)

    def _pairs(
        self, table: Table, name: str, files: Iterable[int], among: bool
    ) -> dict[tuple[int, int], bytes]:
        wanted = set(files)
        found = {}
        for some in _chunks(sorted(wanted)):
            for side in (table.c.one, table.c.other) if not among else (table.c.one,):
                for row in self._connection.execute(select(table).where(side.in_(some))):
                    if not among or row.other in wanted:
                        found[(row.one, row.other)] = getattr(row, name)
        return found

    # -- events --------------------------------------------------------------------------------------------------

    def parts_of(self, nodes: Iterable[Node]) -> set[int]:
        """The parts in which tellings stand."""
        return self._grouped_as(t.grouped.c.part, nodes)

    def nodes_of(self, files: Iterable[int]) -> set[Node]:
        """All tellings of some files that stand in a part."""
        c = t.grouped.c
        found: set[Node] = set()
        for some in _chunks(sorted(files)):
            rows = self._connection.execute(select(c.file, c.telling).where(c.file.in_(some)))
            found |= {(row.file, row.telling) for row in rows}
        return found

    def take_parts(self, parts: Iterable[int]) -> tuple[set[Node], list[StoredEvent]]:
        """Deletes parts, and gives back their tellings and their events."""
        c = t.grouped.c
        found: set[Node] = set()
        events: list[StoredEvent] = []
        for some in _chunks(sorted(parts)):
            rows = self._connection.execute(select(c.file, c.telling).where(c.part.in_(some)))
            found |= {(row.file, row.telling) for row in rows}
            held = self._connection.execute(select(t.events).where(t.events.c.part.in_(some)))
            events += (StoredEvent(*row) for row in held)
            self._connection.execute(delete(t.grouped).where(c.part.in_(some)))
            self._connection.execute(delete(t.events).where(t.events.c.part.in_(some)))
        return found, events

    def next_numbers(self) -> tuple[int, int]:
        """Numbers for the next part and the next event."""
        part = self._connection.execute(select(func.max(t.grouped.c.part))).scalar() or 0
        event = self._connection.execute(select(func.max(t.events.c.n))).scalar() or 0
        return part + 1, event + 1

    def put_events(self, nodes: Mapping[Node, tuple[int, int | None]], events: Sequence[StoredEvent]) -> None:
        """Writes tellings, each with its part and its event, and events."""
        rows = [{"file": f, "telling": n, "part": p, "event": e} for (f, n), (p, e) in sorted(nodes.items())]
        if rows:
            self._connection.execute(insert(t.grouped), rows)
        if events:
            made = [{k: getattr(e, k) for k in e.__struct_fields__} for e in events]
            self._connection.execute(insert(t.events), made)

    def events(self, numbers: Iterable[int] | None = None) -> list[StoredEvent]:
        """Events by their numbers; without numbers all that are shown."""
        if numbers is None:
            rows = self._connection.execute(select(t.events).where(t.events.c.shown)).all()
        else:
            rows = [
                row
                for some in _chunks(sorted(numbers))
                for row in self._connection.execute(select(t.events).where(t.events.c.n.in_(some)))
            ]
        return sorted((StoredEvent(*row) for row in rows), key=lambda e: e.n)

    def events_of(self, nodes: Iterable[Node]) -> set[int]:
        """The events of which tellings are."""
        return self._grouped_as(t.grouped.c.event, nodes)

    def _grouped_as(self, column: Column[int], nodes: Iterable[Node]) -> set[int]:
        wanted = set(nodes)
        c = t.grouped.c
        found: set[int] = set()
        for some in _chunks(sorted({f for f, _ in wanted})):
            query = select(c.file, c.telling, column).where(c.file.in_(some), column.is_not(None))
            found |= {n for file, telling, n in self._connection.execute(query) if (file, telling) in wanted}
        return found

    def events_between(self, one: int, other: int) -> set[int]:
        """The events of which both of two files tell."""
        a, b = t.grouped.alias(), t.grouped.alias()
        query = select(a.c.event).select_from(a.join(b, a.c.event == b.c.event))
        return set(
            self._connection.execute(query.where(a.c.file == one, b.c.file == other).distinct()).scalars()
        )


def current_sides(connection: Connection) -> list[Side]:
    """The documents of a ledger that can be compared, by path."""
    rows = connection.execute(
        select(t.files.c.path, t.files.c.n, t.documents.c.n.label("document"), t.documents.c.first_line)
        .join(t.documents, t.documents.c.n == t.files.c.document)
        .where(and_(t.files.c.current, t.files.c.status == "read"))
    )
    return sorted(Side(row.path, row.n, f"{row.document}.{row.first_line}") for row in rows)


def of_ledger(connection: Connection) -> Compared:
    """The tables of a ledger."""

    def text(file: int) -> str:
        query = select(t.documents.c.text).join(t.files, t.files.c.document == t.documents.c.n)
        return text_of(connection.execute(query.where(t.files.c.n == file)).scalar_one())

    return Compared(connection, text)


def in_memory(text: Callable[[int], str]) -> Compared:
    """The tables for documents outside a ledger."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    t.beside.create_all(engine)
    return Compared(engine.connect(), text)


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]
