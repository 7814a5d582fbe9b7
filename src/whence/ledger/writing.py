"""Writing: readings into the ledger, several in one transaction, so that a crash at any moment leaves all or none of them."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, update

from whence.decisions.entries import AnyEntry
from whence.ledger import log
from whence.ledger import tables as t
from whence.ledger.compared import of_ledger
from whence.ledger.deciding import DecisionLog, Decisions, touched
from whence.ledger.log import Logged
from whence.ledger.opening import writing
from whence.ledger.reading import (
    FileRead,
    Reading,
    checksum,
    facts_of,
    keys_of,
    reading_of,
    unpacked,
)
from whence.ledger.words import plain_tokens, words_of_name, words_of_work

_MOST_WAITING = 32  # documents
_MOST_CHARACTERS = 2_000_000
_LONGEST_WAIT = 1.0  # seconds; only when to write depends on it, never what
_CHUNK = 400  # values in one question


class Writer:
    """Collects readings and writes them. What has been given is safe once ``flush`` came back."""

    def __init__(self, engine: Engine, backend: ModuleType, decisions: DecisionLog) -> None:
        self._engine, self._backend, self._decisions = engine, backend, decisions
        self._waiting: list[Reading | FileRead] = []
        self._characters = 0
        self._since = time.monotonic()
        self._names: dict[str, int] = {}  # names and works are never deleted, so what is known stays true
        self._works: dict[str, int] = {}

    def add(self, reading: Reading | FileRead) -> None:
        """Takes a reading, or a file that could not be read. Written with others, at the latest by ``flush``."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(reading)
        self._characters += len(reading.document.text) if isinstance(reading, Reading) else 0
        full = len(self._waiting) >= _MOST_WAITING or self._characters >= _MOST_CHARACTERS
        if full or time.monotonic() - self._since > _LONGEST_WAIT:
            self.flush()

    def flush(self) -> None:
        """Writes all that waits, in one transaction. Raises LedgerError; what waits is then still there."""
        if not self._waiting:
            return
        self._in_one_transaction(lambda batch: batch.write(self._waiting))
        self._waiting = []
        self._characters = 0

    def rebuild(self) -> None:
        """Makes all that is derived from the documents again, in one transaction."""
        self._in_one_transaction(lambda batch: batch.rebuild())

    def append(self, entries: Sequence[AnyEntry]) -> list[Logged]:
        """Writes Entries at the end of the log, and what follows from them, in one transaction. Raises ValueError for one that cannot be."""
        self.flush()
        made: list[Logged] = []
        self._in_one_transaction(lambda batch: made.extend(batch.append(entries)))
        return made

    def _in_one_transaction(self, work: Callable[["_Batch"], None]) -> None:
        try:
            with writing(self._engine, self._backend) as connection:
                work(_Batch(connection, self._backend, self._decisions, self._names, self._works))
        except BaseException:
            self._names.clear()  # numbers that were given in the transaction are gone with it
            self._works.clear()
            raise


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]


class _Batch:
    """One transaction's work."""

    def __init__(
        self, connection: Connection, backend: ModuleType, decisions: DecisionLog, names: dict[str, int], works: dict[str, int],
    ) -> None:  # fmt: skip
        self.connection, self.backend, self.log = connection, backend, decisions
        self.names, self.works = names, works
        row = connection.execute(select(t.ledger)).one()
        self.line, self.gone = row.lines_made, row.lines_gone
        self.earliest: int | None = row.earliest
        self.latest: int | None = row.latest
        self.rows: dict[Table, list[dict[str, object]]] = {}
        self.index: list[tuple[int, str, str]] = []
        self.next = {table: self._last(table) for table in (t.documents, t.files, t.passages, t.voices)}

    def _last(self, table: Table) -> int:
        return self.connection.execute(select(func.max(table.c.n))).scalar() or 0

    def _number(self, table: Table) -> int:
        self.next[table] += 1
        return self.next[table]

    def _row(self, table: Table, **values: object) -> None:
        self.rows.setdefault(table, []).append(values)

    # -- what is asked for ---------------------------------------------------------------------------------------

    def write(self, waiting: Iterable[Reading | FileRead]) -> None:
        """Writes readings and failures."""
        waiting = list(waiting)
        readings = [r for r in waiting if isinstance(r, Reading)]
        self._know_names(n for r in readings for n in _names_in(r))
        self._know_works(readings)
        seen: set[str] = set()
        for given in waiting:
            file = given.file if isinstance(given, Reading) else given
            known = {file.path, file.sha256 or ""}
            if seen & known:
                self._send()  # what stands twice in one batch finds its earlier rows
            seen |= known - {""}
            document = self._document(given) if isinstance(given, Reading) else None
            self._file(file, document)
        self._send()
        if log.head(self.connection)[0]:
            self._decide(readings)
        self._count()

    def rebuild(self) -> None:
        """Makes passages, voices, lines, times and the index again from the documents that are current."""
        for table in (t.times, t.lines, *t.DERIVED):
            self.connection.execute(delete(table))
        self.backend.clear_index(self.connection)
        of_ledger(self.connection).clear()
        self.gone = 0
        current = select(t.files.c.document).where(t.files.c.current, t.files.c.document.is_not(None))
        numbers = self.connection.execute(
            select(t.documents.c.n).where(t.documents.c.n.in_(current)).order_by(t.documents.c.n)
        ).scalars()
        decisions = self._decisions()
        for n in list(numbers):
            self._derive_again(n, decisions)
        self._count()

    def append(self, entries: Sequence[AnyEntry]) -> list[Logged]:
        """Writes Entries, and makes again all by which the documents that they are about can be found."""
        made = [log.append(self.connection, entry) for entry in entries]
        decisions = self._decisions()
        for n in touched(self.connection, entries, decisions):
            self._forget(n)
            self._derive_again(n, decisions)
        self._count()
        return made

    def _decisions(self) -> Decisions:
        return self.log.inside(self.connection, log.head(self.connection)[0])

    def _decide(self, readings: Iterable[Reading]) -> None:
        """Makes again what is derived from those of some readings about which people have decided."""
        decisions = self._decisions()
        for sha in sorted(
            {r.document.document.id for r in readings if decisions.about(r.document.document.id)}
        ):
            numbers = self.connection.execute(
                select(t.files.c.document).where(t.files.c.sha256 == sha, t.files.c.current).distinct()
            ).scalars()
            for n in sorted(n for n in numbers if n is not None):
                self._forget(n)
                self._derive_again(n, decisions)

    def _derive_again(self, n: int, decisions: Decisions) -> None:
        row = self.connection.execute(select(t.documents).where(t.documents.c.n == n)).one()
        document = unpacked(row.body, row.text)
        reading = reading_of(FileRead("", None, None, "", "", ""), document, decisions.of(document).document)
        self._know_names(_names_in(reading))
        self._know_works([reading])
        first = self.line + 1
        self._derive(n, reading)
        self._bounds(n, first)
        self._send()

    def _count(self) -> None:
        self.connection.execute(
            update(t.ledger).values(
                lines_made=self.line, lines_gone=self.gone, earliest=self.earliest, latest=self.latest
            )
        )

    def _send(self) -> None:
        """Hands the collected rows to the database, parents before children."""
        for table in (t.documents, t.files, t.passages, t.voices, t.cited, t.lines, t.times):
            rows = self.rows.pop(table, None)
            if rows:
                self.connection.execute(insert(table), rows)
        self.backend.add_to_index(self.connection, self.index)
        self.index = []

    # -- one file --------------------------------------------------------------------------------------------------

    def _file(self, file: FileRead, document: int | None) -> None:
        """The file's row: a new version where its bytes changed, the same one where it was only read again."""
        old = self.connection.execute(
            select(t.files).where(t.files.c.path == file.path, t.files.c.current)
        ).first()
        same = old is not None and old.sha256 == file.sha256
        values = {
            "path": file.path, "sha256": file.sha256, "size": file.size, "url": file.url, "read_at": file.read_at,
            "read_by": file.read_by, "status": file.status, "reason": file.reason, "document": document, "current": True,
        }  # fmt: skip
        if old is not None and same:
            self._send()
            self.connection.execute(update(t.files).where(t.files.c.n == old.n).values(**values))
        else:
            if old is not None:
                self.connection.execute(update(t.files).where(t.files.c.n == old.n).values(current=False))
            version = old.version + 1 if old is not None else 1
            self._row(t.files, n=self._number(t.files), version=version, **values)
        if old is not None and old.document is not None and old.document != document:
            self._leave(old.document, drop=same)

    def _leave(self, document: int, drop: bool) -> None:
        """A document that no current file has any more leaves the index; one that was only read again, the ledger."""
        self._send()
        used = select(t.files.c.n).where(t.files.c.document == document)
        if self.connection.execute(used.where(t.files.c.current)).first():
            return
        self._forget(document)
        if drop and not self.connection.execute(used).first():
            self.connection.execute(delete(t.documents).where(t.documents.c.n == document))

    def _forget(self, document: int) -> None:
        """Deletes all by which a document can be found."""
        first, last = self.connection.execute(
            select(t.documents.c.first_line, t.documents.c.last_line).where(t.documents.c.n == document)
        ).one()
        self.connection.execute(delete(t.times).where(t.times.c.line.between(first, last)))
        self.gone += self.connection.execute(delete(t.lines).where(t.lines.c.n.between(first, last))).rowcount
        for table in t.DERIVED:
            self.connection.execute(delete(table).where(table.c.document == document))

    def _document(self, reading: Reading) -> int:
        """The number of the reading's document; it is written where it is not there yet."""
        facts, made_by = reading.document.document, reading.file.read_by
        known = self.connection.execute(
            select(t.documents.c.n, t.documents.c.first_line).where(
                t.documents.c.sha256 == facts.id,
                t.documents.c.told == reading.file.told,
                t.documents.c.made_by == made_by,
            )
        ).first()
        first = self.line + 1
        if known is not None:
            passage = select(t.passages.c.n).where(t.passages.c.document == known.n).limit(1)
            if not self.connection.execute(passage).first():  # a file that is again as it once was
                self._derive(known.n, reading)
                self._bounds(known.n, first)
            return int(known.n)
        n = self._number(t.documents)
        self._derive(n, reading)
        self._row(t.documents, n=n, told=reading.file.told, made_by=made_by, body=reading.body, text=reading.text,
                  checksum=checksum(reading.body, reading.text), first_line=first, last_line=self.line,
                  **facts_of(reading.document))  # fmt: skip
        return n

    def _bounds(self, document: int, first: int) -> None:
        """Notes which lines are the document's: those made since ``first``."""
        self.connection.execute(
            update(t.documents)
            .where(t.documents.c.n == document)
            .values(first_line=first, last_line=self.line)
        )

    def _derive(self, document: int, reading: Reading) -> None:
        """All rows by which the document can be found."""
        voices = self._voices(document, reading)
        passages = []
        for p in reading.passages:
            passages.append((p.start, self._number(t.passages)))
            self._row(t.passages, n=passages[-1][1], document=document, start=p.start, place=p.place, page=p.page)  # fmt: skip
        works = self._cited(document, reading)
        names = {e: [self.names[n] for n in forms] for e, forms in reading.names.items()}
        voice_names = {v.id: [self.names[n] for n in v.names] for v in reading.voices}
        at = 0
        for line, words in zip(reading.lines, reading.words, strict=True):
            start = line.spans[0].start
            while at + 1 < len(passages) and passages[at + 1][0] <= start:
                at += 1
            self.line += 1
            keys = keys_of(line, voice_names, names, works)
            spans = " ".join(f"{s.start}-{s.end}" for s in line.spans)
            self._row(t.lines, n=self.line, document=document, passage=passages[at][1], kind=line.kind, record=line.record,
                      spans=spans, voice=voices.get(line.voice or ""), terms=keys)  # fmt: skip
            for i, time_ in enumerate(line.periods):
                first, last = time_.earliest, time_.latest
                self._row(t.times, line=self.line, at=i, earliest=first, latest=last, edtf=time_.edtf)
                self.earliest = min(self.earliest or first, first)
                self.latest = max(self.latest or last, last)
            self.index.append((self.line, words, keys))

    def _voices(self, document: int, reading: Reading) -> dict[str, int]:
        numbers = {}
        for v in reading.voices:
            numbers[v.id] = self._number(t.voices)
            self._row(t.voices, n=numbers[v.id], document=document, voice=v.id, name=v.name, is_author=v.is_author,
                      is_named=v.is_named, characters=v.characters)  # fmt: skip
        return numbers

    def _cited(self, document: int, reading: Reading) -> dict[str, int]:
        """The works by their ids in the document; one that a document lists twice is cited once, with all its notes."""
        found: dict[int, list[Any]] = {}
        numbers = {}
        for work in reading.works:
            n = numbers[work.id] = self.works[work.key]
            row = found.setdefault(n, [work.id, 0, 0])
            row[1] += work.citations
            row[2] += work.notes
        for n, (record, citations, notes) in found.items():
            self._row(t.cited, document=document, work=n, record=record, citations=citations, notes=notes)
        return numbers

    # -- names and works, each once in the ledger ----------------------------------------------------------------

    def _know_names(self, names: Iterable[str]) -> None:
        """Numbers for all names, new ones after those that are there."""
        missing = sorted({n for n in names if n not in self.names})
        for chunk in _chunks(missing):
            for row in self.connection.execute(
                select(t.names.c.n, t.names.c.name).where(t.names.c.name.in_(chunk))
            ):
                self.names[row.name] = row.n
        new = [n for n in missing if n not in self.names]
        if not new:
            return
        last = self._last(t.names)
        for n, name in enumerate(new, last + 1):
            self.names[name] = n
        self.connection.execute(insert(t.names), [{"n": self.names[n], "name": n} for n in new])
        words = [{"word": w, "name": self.names[n]} for n in new for w in sorted(words_of_name(n))]
        if words:
            self.connection.execute(insert(t.name_words), words)

    def _know_works(self, readings: Iterable[Reading]) -> None:
        """Numbers for all works, new ones after those that are there."""
        wanted = {w.key: w for r in readings for w in reversed(r.works) if w.key not in self.works}
        missing = sorted(wanted)
        for chunk in _chunks(missing):
            for row in self.connection.execute(
                select(t.works.c.n, t.works.c.key).where(t.works.c.key.in_(chunk))
            ):
                self.works[row.key] = row.n
        new = [k for k in missing if k not in self.works]
        if not new:
            return
        last = self._last(t.works)
        for n, key in enumerate(new, last + 1):
            self.works[key] = n
        self.connection.execute(
            insert(t.works),
            [{"n": self.works[k], "key": k, "label": wanted[k].label, "csl": wanted[k].csl} for k in new],
        )
        words = [
            {"word": w, "work": self.works[k]} for k in new for w in sorted(set(plain_tokens(words_of_work(wanted[k].csl))))
        ]  # fmt: skip
        if words:
            self.connection.execute(insert(t.work_words), words)


def _names_in(reading: Reading) -> Iterator[str]:
    yield from (n for forms in reading.names.values() for n in forms)
    yield from (n for v in reading.voices for n in v.names)
