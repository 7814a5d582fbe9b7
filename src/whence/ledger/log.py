"""The log of people's Entries: append-only and hash-chained.

Each row's hash is the SHA-256 of the hash before it and of the Entry's JSON, so that a row that is changed, left out or
put in between shows at the next reading. Whoever writes down the last hash can later tell whether all is as it was.
"""

import hashlib
from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Connection, select

from whence.decisions.entries import AnyEntry, Withdraw, entry_json, entry_of
from whence.ledger.tables import log

BEGINNING = "0" * 64


class Logged(Struct, frozen=True):
    """An Entry with its position in the log (from 1), the hash before it and its own."""

    position: int
    entry: AnyEntry
    before: str
    hash: str


def chained(before: str, entry: str) -> str:
    """The hash of an Entry's JSON after the hash before it."""
    return hashlib.sha256(f"{before}\n{entry}".encode()).hexdigest()


def append(connection: Connection, entry: AnyEntry) -> Logged:
    """Writes an Entry at the end of the log, inside the caller's transaction.

    Raises ValueError where the Entry's id is in the log already, or it withdraws one that is not there.
    """
    if connection.execute(select(log.c.position).where(log.c.id == str(entry.id))).first():
        raise ValueError(f"The log holds the Entry {entry.id} already.")
    if (
        isinstance(entry, Withdraw)
        and not connection.execute(select(log.c.position).where(log.c.id == str(entry.entry))).first()
    ):
        raise ValueError(f"The log holds no Entry {entry.entry} that could be withdrawn.")
    position, before = head(connection)
    words = entry_json(entry)
    made = Logged(position + 1, entry, before, chained(before, words))
    connection.execute(
        log.insert().values(
            position=made.position, id=str(entry.id), entry=words, before=before, hash=made.hash
        )
    )
    return made


def head(connection: Connection) -> tuple[int, str]:
    """The position and the hash of the last Entry; 0 and zeros for an empty log."""
    row = connection.execute(
        select(log.c.position, log.c.hash).order_by(log.c.position.desc()).limit(1)
    ).first()
    return (row.position, row.hash) if row else (0, BEGINNING)


def entries(connection: Connection, upto: int | None = None, after: int = 0) -> Iterator[Logged]:
    """The log up to a position, from its beginning or ``after`` a position."""
    asked = select(log).where(log.c.position > after).order_by(log.c.position)
    if upto is not None:
        asked = asked.where(log.c.position <= upto)
    rows = connection.execute(asked)
    for row in rows:
        yield Logged(row.position, entry_of(row.entry), row.before, row.hash)


def broken(connection: Connection) -> Iterator[str]:
    """Where the chain does not hold, one plain sentence each."""
    expected, before = 1, BEGINNING
    for row in connection.execute(select(log).order_by(log.c.position)):
        if row.position != expected:
            yield f"Entry {expected} of the log is missing."
        if row.before != before:
            yield f"Entry {row.position} of the log does not follow the one before it."
        if row.hash != chained(row.before, row.entry):
            yield f"Entry {row.position} of the log is not what was written: its hash differs."
        try:
            if str(entry_of(row.entry).id) != row.id:
                yield f"Entry {row.position} of the log stands under another id than its own."
        except ValueError as error:
            yield f"Entry {row.position} of the log cannot be read: {error}"
        expected, before = row.position + 1, row.hash
