"""SQLite: where it differs from PostgreSQL: how a file is opened, locked and checked, and its full-text index (FTS5)."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    column,
    create_engine,
    event,
    table,
    text,
)
from sqlalchemy.pool import NullPool

from whence.ledger.words import Asked

APPLICATION_ID = 0x57484E43  # 'WHNC' in the file's header: no other program writes it
WAIT = 20.0  # seconds for another process to finish what it writes
HEADER = b"SQLite format 3\0"
WRITING: dict[str, str] = {}  # what a connection that writes is told beside BEGIN IMMEDIATE

# Contentless: the index holds no words of its own; rows that are gone stay in it, hidden by the join with ``lines``.
INDEX = (
    "CREATE VIRTUAL TABLE line_index USING fts5"
    "(words, keys, content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0\")"
)
APPEND_ONLY = (
    "CREATE TRIGGER log_keeps_what_is_written BEFORE UPDATE ON log "
    "BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
    "CREATE TRIGGER log_forgets_nothing BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
)
_line_index = table("line_index", column("rowid"), column("line_index"))


def engine_of(path: Path, readonly: bool = False, wait: float = WAIT) -> Engine:
    """An engine for the file. With ``readonly`` nothing is written, not even beside the file."""
    address = f"file:{quote(str(path.absolute()))}"
    if readonly:
        beside = path.with_name(path.name + "-wal")
        address += "?mode=ro" if beside.exists() and beside.stat().st_size else "?mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        try:
            made.execute("PRAGMA foreign_keys = ON")
            made.execute("PRAGMA trusted_schema = OFF")
            made.execute("PRAGMA cache_size = -32000")
            if not readonly:
                made.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            made.close()
            raise
        return made

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Writers ask for the lock at once, so that two of them wait for each other instead of failing half-way."""
    writes = connection.get_execution_options().get("whence_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def prepare(engine: Engine) -> None:
    """Sets what a new file keeps for good: readers don't wait for writers (WAL).

    Where two programs make the file at once SQLite does not wait for the other one here by itself.
    """
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.rollback()
        until = time.monotonic() + WAIT
        while True:
            try:
                raw.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.02)


def create(connection: Connection) -> None:
    """Makes what only SQLite has: the index, the log's triggers, the mark in the header."""
    for statement in (INDEX, *APPEND_ONLY, f"PRAGMA application_id = {APPLICATION_ID}"):
        connection.exec_driver_sql(statement)


def lock(connection: Connection) -> None:
    """Nothing to do: BEGIN IMMEDIATE has the lock."""


def add_to_index(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Puts lines into the index: number, words, keys."""
    if rows:
        connection.exec_driver_sql("INSERT INTO line_index (rowid, words, keys) VALUES (?, ?, ?)", list(rows))


def clear_index(connection: Connection) -> None:
    """Empties the index."""
    connection.exec_driver_sql("INSERT INTO line_index (line_index) VALUES ('delete-all')")


def matching(
    asked: Sequence[Asked], keys: Sequence[Sequence[str]]
) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
    """The index, the condition that all of these are met, and the line's number. Raises ValueError where all is absent."""
    wanted = [f"words : ({_words(a)})" for a in asked if not a.absent]
    wanted += [f"keys : ({' OR '.join(_quoted(k) for k in group)})" for group in keys]
    if not wanted:
        raise ValueError("nothing to look for")
    question = " AND ".join(wanted)
    for a in asked:
        if a.absent:
            question = f"({question}) NOT (words : ({_words(a)}))"
    return _line_index, _line_index.c.line_index.op("MATCH")(question), _line_index.c.rowid


def _words(asked: Asked) -> str:
    star = " *" if asked.prefix else ""
    return " OR ".join(_quoted(" ".join(phrase)) + star for phrase in asked.phrases)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'


def damage(connection: Connection) -> Iterator[str]:
    """What SQLite itself finds broken in the file."""
    for row in connection.execute(text("PRAGMA integrity_check(20)")):
        if row[0] != "ok":
            yield f"SQLite finds damage: {row[0]}."
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"A row of {row[0]} points at one of {row[2]} that is not there."
        break
