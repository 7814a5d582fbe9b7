"""Ledger: the documents of one place, what was found in them, and the log of people's Entries."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from sqlalchemy import Connection, select

from whence.decisions.entries import AnyEntry
from whence.layers.document import Document
from whence.layers.reading import read_bytes
from whence.ledger import opening
from whence.ledger import tables as t
from whence.ledger.compared import Compared, of_ledger
from whence.ledger.deciding import DecisionLog
from whence.ledger.log import Logged
from whence.ledger.opening import LedgerError, spoken
from whence.ledger.question import Question
from whence.ledger.reading import FAILED, WITHOUT_TEXT, FileRead, checksum, reading_of
from whence.ledger.records import Found, KeptDocument, KeptWork, Results, Shown, Who
from whence.ledger.snapshot import Snapshot
from whence.ledger.verifying import broken
from whence.ledger.writing import Writer
from whence.readers import Said, Source, Unreadable, find, load
from whence.readers.source_lists import SourceLists
from whence.version import __version__


class Ledger:
    """An open ledger. Use it as a context manager: what waits to be written is written when it is closed."""

    def __init__(self, place: str | Path, create: bool = False, wait: float | None = None) -> None:
        self.place = str(place)
        waits = {} if wait is None else {"wait": wait}
        self._engine, self._backend, self.writable = opening.open_engine(self.place, create, **waits)
        self._folder = None if opening.is_url(self.place) else Path(self.place).absolute().parent
        self._decisions = DecisionLog()
        self._writer = Writer(self._engine, self._backend, self._decisions)
        self._looking: Connection | None = None

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *failed: object) -> None:
        self.close()

    def close(self) -> None:
        """Writes what waits and lets go of the database."""
        try:
            self._writer.flush()
        finally:
            if self._looking is not None:
                self._looking.close()
            self._engine.dispose()

    # -- documents in ----------------------------------------------------------------------------------------------

    def keep(
        self, source: Source, said: Said | None = None, stdin: BinaryIO | None = None
    ) -> Document | None:
        """Reads a source and keeps what is found; None where the same version has read the same bytes before.

        Raises whence.readers.Unreadable; that too is kept. What was kept is safe after ``flush`` or ``close``.
        """
        said = said or Said()
        path, told = self.path_of(source), msgspec.json.encode(said).decode()
        raw: bytes | None = None
        try:
            raw = load(source, stdin)
            sha256 = checksum(raw)
            if self._is_kept(path, sha256, told):
                return None
            document = read_bytes(source, raw, said)
        except Unreadable as reason:
            status = WITHOUT_TEXT if reason.without_text else FAILED
            self._writer.add(self._file(path, raw, told, said, status, f"{reason.what}; {reason.remedy}"))
            raise
        self._writer.add(reading_of(self._file(path, raw, told, said), document))
        return document

    def read(self, *paths: str | Path) -> list[tuple[str, Unreadable]]:
        """Reads files, and folders with all below them, and keeps what is found, with what lists beside them say.

        What was read before is skipped. Gives back what could not be read, each with its reason.
        """
        names = [str(path) for path in paths]
        lists, failed = SourceLists(names), []
        for found in find(names):
            try:
                if not isinstance(found, Source):
                    raise found[1]
                self.keep(found, lists.said(found))
            except Unreadable as reason:
                failed.append((found.name if isinstance(found, Source) else found[0], reason))
        self.flush()
        return failed

    def add(self, document: Document, path: str | None = None) -> None:
        """Keeps a document that is read already."""
        facts = document.document
        file = FileRead(
            path or facts.name, facts.id, facts.bytes, "{}", _now(), _version_of(document), url=facts.url
        )
        self._writer.add(reading_of(file, document))

    def flush(self) -> None:
        """Writes all that waits."""
        self._writer.flush()

    def tidy(self) -> bool:
        """Makes the index again where more than half of it is of lines that are gone. Whether it did."""
        self.flush()
        with spoken(), self._engine.connect() as connection:
            row = connection.execute(select(t.ledger)).one()
            kept = connection.execute(select(t.lines.c.n).limit(row.lines_gone + 1)).all()
        if row.lines_gone < 10_000 or len(kept) > row.lines_gone:
            return False
        self._writer.rebuild()
        return True

    def path_of(self, source: Source) -> str:
        """How a file is called in the ledger: by its path from the ledger's folder where it lies below it, so that
        both can be moved together; else by its whole path."""
        if source.path is None:
            return source.name
        whole = source.path.absolute()
        whole = Path(os.path.normpath(whole))
        if self._folder and whole.is_relative_to(self._folder):
            return whole.relative_to(self._folder).as_posix()
        return whole.as_posix()

    def _file(
        self, path: str, raw: bytes | None, told: str, said: Said, status: str = "read", reason: str | None = None
    ) -> FileRead:  # fmt: skip
        return FileRead(
            path.encode("utf-8", "replace").decode(), checksum(raw) if raw is not None else None, len(raw) if raw is not None else None,
            told, _now(), __version__, status, reason, said.url,
        )  # fmt: skip

    def _is_kept(self, path: str, sha256: str, told: str) -> bool:
        query = (
            select(t.files.c.n)
            .join(t.documents, t.documents.c.n == t.files.c.document)
            .where(
                t.files.c.path == path.encode("utf-8", "replace").decode(),
                t.files.c.current,
                t.files.c.sha256 == sha256,
                t.files.c.read_by == __version__,
                t.documents.c.told == told,
            )
        )
        with spoken():
            if self._looking is None:
                self._looking = self._engine.connect()
            with self._looking.begin():
                return self._looking.execute(query).first() is not None

    @contextmanager
    def comparing(self) -> Iterator[Compared]:
        """What is kept for comparing, to be written, in one transaction. Raises LedgerError."""
        with opening.writing(self._engine, self._backend) as connection:
            yield of_ledger(connection)

    # -- questions ---------------------------------------------------------------------------------------------------

    def snapshot(self, flush: bool = True) -> Snapshot:
        """A read-only view of what is kept now; without ``flush`` of what was written, for threads that do not write."""
        if flush:
            self.flush()
        return Snapshot(self._engine, self._backend, self._decisions)

    def find(
        self, words: str = "", *, voice: str | None = None, about: str | None = None, source: str | None = None,
        since: str | None = None, until: str | None = None, kind: str | None = None, document: str | None = None, limit: int = 50,
    ) -> Results[Found]:  # fmt: skip
        """The lines with these words, voice, names, source, in this time, of these documents. See ``Question``."""
        with self.snapshot() as snapshot:
            return snapshot.find(Question(words, voice, about, source, since, until, kind, document), limit)

    def who(self, name: str, limit: int = 20) -> Who:
        """Everything that a name says, and all that is said of it and by whom. Raises Unknown."""
        with self.snapshot() as snapshot:
            return snapshot.who(name, limit)

    def documents(self, versions: bool = False) -> Results[KeptDocument]:
        """The files that the ledger knows."""
        with self.snapshot() as snapshot:
            return snapshot.documents(versions)

    def works(self, words: str = "") -> Results[KeptWork]:
        """The works that documents cite, those in most documents first."""
        with self.snapshot() as snapshot:
            return snapshot.works(words)

    def show(self, identity: str) -> Shown:
        """A line with all that stands beside it, by its id. Raises Unknown."""
        with self.snapshot() as snapshot:
            return snapshot.show(identity)

    def document(self, name: str) -> Document:
        """A kept document by id, path or name. Raises Unknown."""
        with self.snapshot() as snapshot:
            return snapshot.document(name)

    # -- the log -----------------------------------------------------------------------------------------------------

    def append(self, entry: AnyEntry) -> Logged:
        """Writes a person's Entry at the end of the log, at once and for good, with all that follows from it. Raises ValueError for one
        that cannot be."""
        return self.append_all([entry])[0]

    def append_all(self, entries: Sequence[AnyEntry]) -> list[Logged]:
        """Writes several Entries, all or none. Raises ValueError where one cannot be."""
        if not self.writable:
            raise LedgerError("cannot be written to", "copy it to a place where it can")
        return self._writer.append(entries)

    def merge(self, entries: Sequence[AnyEntry]) -> tuple[int, int]:
        """Adds the Entries of another log that this one does not have, in their order, all or none: how many were new, how many known.

        Raises ValueError where one cannot be, as when it takes back what neither log has.
        """
        with self.snapshot() as snapshot:
            known = {e.id for e in snapshot.state().entries}
        new = [e for e in entries if e.id not in known]
        if new:
            self.append_all(new)
        return len(new), len(entries) - len(new)

    def log(self) -> Results[Logged]:
        """The log from its beginning."""
        with self.snapshot() as snapshot:
            return snapshot.log()

    def verify(self, noted: str | None = None) -> tuple[str, ...]:
        """What is not as it was written, one plain sentence each; empty where all is.

        ``noted`` is the hash of an Entry that somebody wrote down: it must still be in the log.
        """
        self.flush()
        with spoken(), self._engine.connect() as connection:
            return tuple(broken(connection, self._backend, self._decisions, noted))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _version_of(document: Document) -> str:
    return document.made_by.whence


def open_ledger(place: str | Path, create: bool = False, wait: float | None = None) -> Ledger:
    """Opens a ledger: a file, or a PostgreSQL database by its URL. With ``create`` a new one is made where none is.

    Raises LedgerError with a plain sentence where it is none, is damaged, locked (after ``wait`` seconds) or too new.
    """
    return Ledger(place, create, wait)
