"""Opening a ledger: a file that is none, is damaged, locked, too new or on a read-only disk is said to be so in a sentence."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from whence.ledger import sqlite
from whence.ledger.tables import ledger

SCHEMA = "0002"  # the newest step in migrations/versions


class LedgerError(Exception):
    """``what`` completes 'FILE …'; ``remedy`` begins a second clause: both are shown to people as they stand."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what = what
        self.remedy = remedy


def is_url(place: str) -> bool:
    """Whether a place names a PostgreSQL database, not a file."""
    return bool(re.match(r"postgres(?:ql)?(?:\+\w+)?://", place))


def shown(place: str) -> str:
    """The place without a password."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:…@", place)


def open_engine(place: str, create: bool, wait: float = sqlite.WAIT) -> tuple[Engine, ModuleType, bool]:
    """The engine of a place, its backend, and whether it can be written to. Raises LedgerError."""
    if is_url(place):
        return _open_postgres(place, create)
    return _open_sqlite(Path(place), create, wait)


def _open_postgres(url: str, create: bool) -> tuple[Engine, ModuleType, bool]:
    try:
        from whence.ledger import postgres

        engine = postgres.engine_of(url)
    except ImportError as error:
        raise LedgerError(
            "is a PostgreSQL database, for which a driver is missing", "install whence[postgres]"
        ) from error
    with spoken():
        _bring_up(engine, postgres, create)
    return engine, postgres, True


def _open_sqlite(path: Path, create: bool, wait: float) -> tuple[Engine, ModuleType, bool]:
    is_new = not path.exists() or (path.is_file() and path.stat().st_size == 0)
    if is_new and not create:
        raise LedgerError("is not there", "make it with: whence read FOLDER --ledger FILE")
    if path.is_dir():
        raise LedgerError("is a folder", "name a file, such as papers.ledger")
    if not path.parent.is_dir():
        raise LedgerError("lies in a folder that is not there", "make the folder first")
    if not is_new:
        _check_header(path)
    writable = os.access(path if path.exists() else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)
    if create and not writable:
        raise LedgerError("cannot be written to", "choose another place or change its permissions")
    engine = sqlite.engine_of(path, readonly=not writable, wait=wait)
    with spoken():
        if is_new:
            sqlite.prepare(engine)
        else:
            _check_program(engine)
        _bring_up(engine, sqlite, create or writable)
    return engine, sqlite, writable


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            begin = file.read(len(sqlite.HEADER))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LedgerError(f"could not be opened ({reason})", "check its permissions") from error
    if begin != sqlite.HEADER:
        raise LedgerError("is not a ledger, but a file of another kind", "name a ledger, or a new file")


def _check_program(engine: Engine) -> None:
    with engine.connect() as connection:
        mark = connection.execute(text("PRAGMA application_id")).scalar()
        if mark != sqlite.APPLICATION_ID and inspect(connection).get_table_names():
            raise LedgerError("is a database of another program", "name a ledger, or a new file")


def _bring_up(engine: Engine, backend: ModuleType, write: bool) -> None:
    """Runs the steps that are missing, all or none. A database of a newer Whence is left alone."""
    with engine.connect() as connection:
        version = _version(connection)
    if version == SCHEMA:
        return
    if version is not None and version > SCHEMA:
        raise LedgerError(
            f"was made by a newer version of Whence (its tables are of step {version}, this version knows {SCHEMA})",
            "update Whence",
        )
    if not write:
        raise LedgerError("was made by an older version of Whence", "open it once where it can be written to")
    with writing(engine, backend) as connection:
        if _version(connection) != SCHEMA:  # another process may have been quicker
            migrate(connection)


def _version(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if "ledger" in tables and "documents" in tables:
            raise LedgerError("lacks the mark of its version", "restore a copy of it")
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is not None and connection.execute(select(ledger.c.program)).scalar() != "whence":
        raise LedgerError("is a database of another program", "name a ledger, or a new place")
    return str(version) if version is not None else None


def migrate(connection: Connection, to: str = "head") -> None:
    """Runs the steps of migrations/versions inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "whence.ledger:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


_SAID = (
    ("locked", "is being written to by another program", "try again when that has finished"),
    ("readonly", "cannot be written to", "choose another place or change its permissions"),
    ("disk is full", "could not be written: the disk is full", "make room; what was stored before is whole"),
    ("disk i/o error", "could not be written or read: the disk refuses", "check the disk; what was stored is whole"),
    ("malformed", "is damaged", "restore a copy of it; the documents themselves can be read again"),
    ("not a database", "is not a ledger, but a file of another kind", "name a ledger, or a new file"),
    ("unable to open", "could not be opened", "check that its folder is there and may be written to"),
    ("corrupt", "is damaged", "restore a copy of it; the documents themselves can be read again"),
    ("no such table", "is damaged: a table is missing", "restore a copy of it"),
    ("password", "refuses the name or the password", "check the database's URL"),
    ("does not exist", "does not exist", "create the database first"),
    ("connect", "could not be reached", "check that the database runs and its URL"),
)  # fmt: skip


@contextmanager
def spoken() -> Iterator[None]:
    """Turns what a database says into a LedgerError with a plain sentence."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        words = str(cause)
        for sign, what, remedy in _SAID:
            if sign in words.lower():
                raise LedgerError(what, remedy) from error
        raise LedgerError(f"could not be used ({words.splitlines()[0] if words else type(error).__name__})",
                          "check the file or restore a copy of it") from error  # fmt: skip


@contextmanager
def writing(engine: Engine, backend: ModuleType) -> Iterator[Connection]:
    """One transaction that writes: all of it or none. Waits for other writers. Raises LedgerError."""
    options = {"whence_writes": True, **backend.WRITING}
    with spoken(), engine.connect().execution_options(**options) as connection, connection.begin():
        backend.lock(connection)
        yield connection
