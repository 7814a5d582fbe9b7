"""Verifying: whether a ledger is as it was written: its file, its documents by their checksums, its log by its chain."""

from collections.abc import Iterator
from types import ModuleType

from sqlalchemy import Connection, func, select

from whence.ledger import log
from whence.ledger import tables as t
from whence.ledger.reading import checksum, unpacked


def broken(connection: Connection, backend: ModuleType, noted: str | None = None) -> Iterator[str]:
    """What is not as it was written, one plain sentence each."""
    yield from backend.damage(connection)
    yield from log.broken(connection)
    if noted:
        found = connection.execute(select(t.log.c.position).where(t.log.c.hash == noted)).first()
        if found is None and noted != log.BEGINNING:
            yield f"No Entry of the log has the hash {noted}: the log is not the one in which it was noted."
    yield from _documents(connection)


def _documents(connection: Connection) -> Iterator[str]:
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
    orphans = (
        select(func.count())
        .select_from(t.files)
        .where(t.files.c.current, t.files.c.status == "read", t.files.c.document.is_(None))
    )
    missing = connection.execute(orphans).scalar_one()
    if missing:
        yield f"{missing} files are said to be read, but what was read of them is not there."
