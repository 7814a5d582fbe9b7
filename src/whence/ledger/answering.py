"""answering: lines that meet a question, from the index: in their order, each with its words, its voice and what it leans on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, select

from whence.ledger import tables as t
from whence.ledger.lines import CLAIM, KINDS, QUOTATION, TEXT
from whence.ledger.question import Asks
from whence.ledger.reading import text_of
from whence.ledger.records import Found, Results, Voiced

SHORT = 8  # characters of a document's SHA-256 that name it
_COUNTED = 2_000
_TEXTS_KEPT = 2_000_000  # characters
_ORDER = {CLAIM: 0, QUOTATION: 1, TEXT: 2}


class Answers:
    """Answers questions on one connection; what is asked for again is kept while it lives."""

    def __init__(self, connection: Connection, backend: ModuleType) -> None:
        self._connection, self._backend = connection, backend
        self._names: dict[int, str] = {}
        self._works: dict[int, str] = {}
        self._texts: dict[int, str] = {}

    def called(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """What names are, in the order of the alphabet."""
        self._know_names(numbers)
        return tuple(sorted({self._names[n] for n in numbers}))

    def lines(
        self, wanted: Asks, limit: int, without: frozenset[str] | set[str] = frozenset()
    ) -> Results[Found]:
        """The lines, by document and place; ``without`` those that have any of these keys."""
        if wanted.nothing:
            return Results((), Found)
        rows: list[Row[Any]] = []
        for row in self._picked(wanted, limit):
            if not without.isdisjoint(row.terms.split()):
                continue
            rows.append(row)
            if len(rows) > limit:
                break
        more = len(rows) > limit
        return Results([self._found(row) for row in rows[:limit]], Found, more)

    def _picked(self, wanted: Asks, limit: int) -> Iterator[Row[Any]]:
        """The lines in their order; of those that say the same in the same place, the most exact one."""
        held: list[Row[Any]] = []
        for row in self._pages(wanted, limit):
            start, _ = _extent(row.spans)
            if held and (held[0].document != row.document or all(_extent(h.spans)[1] <= start for h in held)):
                yield from held
                held = []
            if any(_holds(row, h) for h in held):
                continue
            held = [h for h in held if not _holds(h, row)] + [row]
        yield from held

    def _pages(self, wanted: Asks, limit: int) -> Iterator[Row[Any]]:
        after, size = 0, 2 * limit + 10
        while True:
            rows = self._connection.execute(self._query(wanted, after, size)).all()
            yield from rows
            if len(rows) < size:
                return
            after, size = rows[-1].n, min(2 * size, 2_000)

    def _query(self, wanted: Asks, after: int, size: int) -> Select[Any]:
        index, condition, number = self._backend.matching(wanted.asked, wanted.keys)
        joined = t.lines if index is t.lines else index.join(t.lines, t.lines.c.n == number)
        joined = joined.join(t.documents, t.documents.c.n == t.lines.c.document)
        joined = joined.join(t.passages, t.passages.c.n == t.lines.c.passage)
        joined = joined.outerjoin(t.voices, t.voices.c.n == t.lines.c.voice)
        query = (
            select(
                t.lines, t.documents.c.sha256, t.documents.c.name, t.documents.c.title, t.passages.c.place,
                t.passages.c.page, t.voices.c.name.label("voice_name"),
            )
            .select_from(joined)
            .where(condition, number > after)
            .order_by(number)
            .limit(size)
        )  # fmt: skip
        if wanted.period:
            query = query.where(_overlaps(wanted.period))
        if wanted.documents is not None:
            query = query.where(t.lines.c.document.in_(wanted.documents))
        return query

    def by(self, wanted: Asks, mine: set[str]) -> tuple[Voiced, ...]:
        """By whom lines are said, the most frequent first."""
        index, condition, number = self._backend.matching(wanted.asked, wanted.keys)
        joined = t.lines if index is t.lines else index.join(t.lines, t.lines.c.n == number)
        joined = joined.outerjoin(t.voices, t.voices.c.n == t.lines.c.voice)
        query = (
            select(t.lines.c.terms, t.voices.c.name.label("voice"))
            .select_from(joined)
            .where(condition)
            .order_by(number)
            .limit(_COUNTED)
        )
        counted = Counter(
            row.voice or "nobody named"
            for row in self._connection.execute(query)
            if mine.isdisjoint(row.terms.split())
        )
        return tuple(Voiced(v, n) for v, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))

    def _found(self, row: Row[Any]) -> Found:
        keys = row.terms.split()
        about, works = [int(k[1:]) for k in keys if k[0] == "a"], [int(k[1:]) for k in keys if k[0] == "w"]
        self._know_names(about)
        self._know_works(works)
        times = self._connection.execute(
            select(t.times.c.edtf).where(t.times.c.line == row.n).order_by(t.times.c.at)
        ).scalars()
        start, end = _extent(row.spans)
        return Found(
            id=f"{row.sha256[:SHORT]}:{row.record}",
            document=row.sha256[:SHORT],
            name=row.name,
            title=row.title,
            place=row.place,
            page=row.page,
            kind=KINDS[row.kind],
            voice=row.voice_name or "speaker not told",
            words=self._words(row),
            sources=tuple(self._works[w] for w in works),
            times=tuple(dict.fromkeys(times)),
            about=tuple(self._names[n] for n in about),
            start=start,
            end=end,
        )

    def _words(self, row: Row[Any]) -> str:
        """The words of a line's spans, each on one line."""
        text = self._text(row.document)
        return " … ".join(" ".join(text[a:b].split()) for a, b in _spans(row.spans))

    def _text(self, document: int) -> str:
        """The text of a document; those of the last few questions' documents are kept."""
        if document not in self._texts:
            packed = self._connection.execute(
                select(t.documents.c.text).where(t.documents.c.n == document)
            ).scalar_one()
            while self._texts and sum(map(len, self._texts.values())) > _TEXTS_KEPT:
                self._texts.pop(next(iter(self._texts)))
            self._texts[document] = text_of(packed)
        return self._texts[document]

    def _know_names(self, numbers: Sequence[int]) -> None:
        missing = [n for n in numbers if n not in self._names]
        if missing:
            rows = self._connection.execute(select(t.names).where(t.names.c.n.in_(missing)))
            self._names.update({row.n: row.name for row in rows})

    def _know_works(self, numbers: Sequence[int]) -> None:
        missing = [n for n in numbers if n not in self._works]
        if missing:
            rows = self._connection.execute(
                select(t.works.c.n, t.works.c.label).where(t.works.c.n.in_(missing))
            )
            self._works.update({row.n: row.label for row in rows})


def _overlaps(period: tuple[int | None, int | None]) -> Any:
    first, last = period
    conditions = [t.times.c.line == t.lines.c.n]
    if last is not None:
        conditions.append(t.times.c.earliest <= last)
    if first is not None:
        conditions.append(t.times.c.latest >= first)
    return exists().where(*conditions)


def _spans(written: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in (span.split("-") for span in written.split())]


def _extent(written: str) -> tuple[int, int]:
    spans = _spans(written)
    return min(a for a, _ in spans), max(b for _, b in spans)


def _holds(outer: Row[Any], inner: Row[Any]) -> bool:
    """Whether a line is only the surroundings of a more exact one: the sentence or quotation in which a claim stands."""
    if _ORDER[outer.kind] <= _ORDER[inner.kind] or outer.document != inner.document:
        return False
    a, b = _extent(outer.spans), _extent(inner.spans)
    return a[0] < b[1] and b[0] < a[1]
