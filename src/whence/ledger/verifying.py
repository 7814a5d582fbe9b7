"""Verifying: whether a ledger is as it was written: its file, its documents by their checksums, its log by its chain;
and whether what answers questions is what the stored documents give."""

import zlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Row, func, select

from whence.layers.document import Document
from whence.ledger import log
from whence.ledger import tables as t
from whence.ledger.deciding import DecisionLog, Decisions
from whence.ledger.lines import Line
from whence.ledger.reading import FileRead, checksum, facts_of, reading_of, unpacked
from whence.version import __version__


def broken(
    connection: Connection, backend: ModuleType, decisions: DecisionLog, noted: str | None = None
) -> Iterator[str]:
    """What is not as it was written, one plain sentence each."""
    yield from backend.damage(connection)
    wrong = list(log.broken(connection))
    yield from wrong
    if noted:
        found = connection.execute(select(t.log.c.position).where(t.log.c.hash == noted)).first()
        if found is None and noted != log.BEGINNING:
            yield f"No Entry of the log has the hash {noted}: the log is not the one in which it was noted."
    # where the log is damaged, what follows from it cannot be told
    made = None if wrong else decisions.at(connection, log.head(connection)[0])
    yield from _documents(connection, made)
    yield from _kept_for_comparing(connection)


def _kept_for_comparing(connection: Connection) -> Iterator[str]:
    """Whether what was kept for comparing can still be read; its bytes carry sums of their own."""
    for n in list(connection.execute(select(t.compared.c.file).order_by(t.compared.c.file)).scalars()):
        row = connection.execute(select(t.compared).where(t.compared.c.file == n)).one()
        try:
            for held in (row.told, row.leads, row.wording):
                zlib.decompress(held)
        except zlib.error:
            yield f"What is kept of {row.path} for comparing cannot be read."


def _derived(
    connection: Connection, row: Row[Any], document: Document, decisions: Decisions | None
) -> Iterator[str]:
    """Whether what questions are answered from is what the stored document gives."""
    wanted = {k: v for k, v in facts_of(document).items() if k not in ("sha256",)}
    wrong = sorted(k for k, v in wanted.items() if getattr(row, k) != v)
    if wrong:
        yield f"What is listed of the document {row.name} was changed ({', '.join(wrong)}): the stored document says otherwise."
    current = select(t.files.c.n).where(t.files.c.document == row.n, t.files.c.current)
    if connection.execute(current.limit(1)).first() is None or row.made_by != __version__:
        return  # an earlier version of the file is not in the index; an earlier Whence found other lines
    if decisions is None:
        return
    reading = reading_of(FileRead("", None, None, "", "", ""), document, decisions.of(document).document)
    parts = {
        "places": (_places(connection, row.n), sorted((p.start, p.place, p.page) for p in reading.passages)),
        "voices": (_voices(connection, row.n), sorted((v.id, v.name, v.is_author, v.is_named, v.characters) for v in reading.voices)),
        "lines": (_lines(connection, row.n), sorted(_line(x) for x in reading.lines)),
        "times": (_times(connection, row), sorted((p.earliest, p.latest, p.edtf) for x in reading.lines for p in x.periods)),
        "works": (_works(connection, row.n), sorted({w.key for w in reading.works})),
    }  # fmt: skip
    for what, (kept, made) in parts.items():
        if kept != made:
            yield f"The {what} by which the document {row.name} is found were changed: the stored document gives others."


def _line(line: Line) -> tuple[int, str, str, str]:
    return line.kind, line.record, " ".join(f"{s.start}-{s.end}" for s in line.spans), line.voice or ""


def _places(connection: Connection, n: int) -> list[tuple[Any, ...]]:
    c = t.passages.c
    return sorted(map(tuple, connection.execute(select(c.start, c.place, c.page).where(c.document == n))))


def _voices(connection: Connection, n: int) -> list[tuple[Any, ...]]:
    c = t.voices.c
    rows = connection.execute(
        select(c.voice, c.name, c.is_author, c.is_named, c.characters).where(c.document == n)
    )
    return sorted(map(tuple, rows))


def _lines(connection: Connection, n: int) -> list[tuple[Any, ...]]:
    c = t.lines.c
    rows = connection.execute(
        select(c.kind, c.record, c.spans, func.coalesce(t.voices.c.voice, ""))
        .select_from(t.lines.outerjoin(t.voices, t.voices.c.n == c.voice))
        .where(c.document == n)
    )
    return sorted(map(tuple, rows))


def _times(connection: Connection, row: Row[Any]) -> list[tuple[Any, ...]]:
    c = t.times.c
    rows = connection.execute(
        select(c.earliest, c.latest, c.edtf).where(c.line.between(row.first_line, row.last_line))
    )
    return sorted(map(tuple, rows))


def _works(connection: Connection, n: int) -> list[str]:
    cited = select(t.works.c.key).join(t.cited, t.cited.c.work == t.works.c.n).where(t.cited.c.document == n)
    return sorted(connection.execute(cited).scalars())


def _documents(connection: Connection, decisions: Decisions | None) -> Iterator[str]:
    numbers = list(connection.execute(select(t.documents.c.n).order_by(t.documents.c.n)).scalars())
    for n in numbers:  # one at a time: a book may be large
        row = connection.execute(select(t.documents).where(t.documents.c.n == n)).one()
        if checksum(row.body, row.text) != row.checksum:
            yield f"The stored document {row.name} is not what was written: its checksum differs."
            continue
        try:
            document = unpacked(row.body, row.text)
        except ValueError as error:
            yield f"The stored document {row.name} cannot be read: {error}"
            continue
        if document.document.id != row.sha256:
            yield f"The stored document {row.name} stands under another id than its own."
        yield from _derived(connection, row, document, decisions)
    orphans = (
        select(func.count())
        .select_from(t.files)
        .where(t.files.c.current, t.files.c.status == "read", t.files.c.document.is_(None))
    )
    missing = connection.execute(orphans).scalar_one()
    if missing:
        yield f"{missing} files are said to be read, but what was read of them is not there."
