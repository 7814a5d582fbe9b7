"""Snapshot: a read-only view of a ledger at one position of its log, with the questions that can be asked of it."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, and_, func, select

from whence.decisions.applied import Decided
from whence.decisions.fold import State
from whence.layers.document import Document
from whence.ledger import tables as t
from whence.ledger.answering import SHORT, Answers
from whence.ledger.compared import Compared, Side, current_sides, of_ledger
from whence.ledger.deciding import DecisionLog, Decisions
from whence.ledger.log import Logged, entries, head
from whence.ledger.opening import spoken
from whence.ledger.question import Asks, Question, asks, names_beginning, people_like, works_like
from whence.ledger.reading import beginning_of, checksum, text_of, unpacked
from whence.ledger.records import Found, KeptDocument, KeptWork, Results, Shown, Who
from whence.ledger.showing import shown
from whence.text import Anchor, Span, anchor_of


class Unknown(LookupError):
    """An id or a name that the ledger does not know, in a plain sentence."""


class Snapshot:
    """What a ledger holds at one moment. Use it as a context manager, or close it: until then it holds a connection."""

    def __init__(self, engine: Engine, backend: ModuleType, decisions: DecisionLog) -> None:
        self._backend, self._decisions = backend, decisions
        with spoken():
            self._connection: Connection = engine.connect()
            self._transaction = self._connection.begin()
            self.position, self.hash = head(self._connection)
        self._answers = Answers(self._connection, backend)
        self._made: Decisions | None = None

    def close(self) -> None:
        """Gives the connection back."""
        self._transaction.close()
        self._connection.close()

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(self, *failed: object) -> None:
        self.close()

    # -- what is said --------------------------------------------------------------------------------------------

    def find(self, question: Question, limit: int = 50) -> Results[Found]:
        """The lines that meet a question, by document and place. Raises ValueError for a question without content."""
        with spoken():
            return self._answers.lines(asks(self._connection, question, self.decisions().names), limit)

    def who(self, name: str, limit: int = 20) -> Who:
        """Everything that a name says, and all that is said of it and by whom. Raises Unknown for an unknown name."""
        with spoken():
            numbers = people_like(self._connection, name, self.decisions().names)
            if not numbers:
                raise Unknown(f"No document names “{name}”.")
            says = Asks((), (tuple(f"v{n}" for n in numbers),), None)
            of = Asks((), (tuple(k for n in numbers for k in (f"a{n}", f"b{n}")),), None)
            mine = {f"v{n}" for n in numbers}
            return Who(
                self._answers.called(numbers),
                self._answers.lines(says, limit),
                self._answers.lines(of, limit, without=mine),
                self._answers.by(of, mine),
            )

    def names_beginning(self, words: str, limit: int = 12) -> list[str]:
        """Names of which words begin like the last of these, and that have the others; the shortest first."""
        with spoken():
            return names_beginning(self._connection, words, limit)

    def place_of_name(self, name: str) -> Anchor:
        """A place in a document where somebody is called just so, for a decision to hold on to. Raises Unknown."""
        with spoken():
            n = self._connection.execute(select(t.names.c.n).where(t.names.c.name == name)).scalar()
            lines = self._answers.lines(Asks((), ((f"a{n}", f"v{n}"),), None), 20) if n is not None else ()
        for line in lines:
            document = self.document(line.document)
            entities = {e.id for e in document.entities if name in (e.name, *e.names)}
            here = [m for m in document.mentions if m.entity in entities and m.form == "name"]
            exact = [m for m in here if document.text[m.start : m.end] == name] or here
            if exact:
                span = Span(exact[0].start, exact[0].end)
                return anchor_of(document.text, document.document.id, "entity", [span])
        raise Unknown(f"No document names “{name}”.")

    # -- what is kept --------------------------------------------------------------------------------------------

    def documents(self, versions: bool = False) -> Results[KeptDocument]:
        """The files that the ledger knows, by path; with ``versions`` also what they were before they changed."""
        query = (
            select(
                t.files, *(c.label(f"d_{c.name}") for c in t.documents.c if c.name not in ("body", "text"))
            )
            .select_from(t.files.outerjoin(t.documents, t.documents.c.n == t.files.c.document))
            .order_by(t.files.c.path, t.files.c.version)
        )
        if not versions:
            query = query.where(t.files.c.current)
        with spoken():
            rows = sorted(
                self._connection.execute(query), key=lambda r: (r.path, r.version)
            )  # whatever the collation
        return Results([_kept(row) for row in rows], KeptDocument)

    def works(self, words: str = "") -> Results[KeptWork]:
        """The works that current documents cite, those in most documents first; all, or those with these words."""
        query = (
            select(t.works, t.cited.c.citations, t.cited.c.notes, t.documents.c.sha256)
            .select_from(t.cited.join(t.works).join(t.documents, t.documents.c.n == t.cited.c.document))
            .order_by(t.works.c.n, t.documents.c.n)
        )
        with spoken():
            if words:
                query = query.where(t.works.c.n.in_(works_like(self._connection, words)))
            by_work: dict[int, list[Row[Any]]] = {}
            for row in self._connection.execute(query):
                by_work.setdefault(row.n, []).append(row)
        made = [
            KeptWork(
                rows[0].label,
                len(rows),
                sum(r.citations for r in rows),
                sum(r.notes for r in rows),
                tuple(r.sha256[:SHORT] for r in rows),
                msgspec.json.decode(rows[0].csl),
            )
            for rows in by_work.values()
        ]
        return Results(sorted(made, key=lambda w: (-w.documents, -w.notes, -w.citations, w.label)), KeptWork)

    def count(self) -> int:
        """How many documents are current."""
        with spoken():
            query = (
                select(func.count())
                .select_from(t.files)
                .where(t.files.c.current, t.files.c.document.is_not(None))
            )
            return int(self._connection.execute(query).scalar_one())

    def document(self, name: str) -> Document:
        """A document as people have decided it, by its id (or the beginning of it), its path or its file's name. Raises Unknown."""
        return self.decided(name).document

    def as_read(self, name: str) -> Document:
        """A document as Whence read it, whatever people decided. Raises Unknown."""
        with spoken():
            row = self._document_row(name)
            body = self._connection.execute(select(t.documents).where(t.documents.c.n == row.n)).one()
        if checksum(body.body, body.text) != body.checksum:
            raise ValueError(f"The stored document {name} is damaged: its checksum differs.")
        return unpacked(body.body, body.text)

    def decided(self, name: str) -> Decided:
        """A document with people's decisions, where each of them stands, and which have no place any more. Raises Unknown."""
        read = self.as_read(name)
        return self.decisions().of(read)

    def decisions(self) -> Decisions:
        """What people have decided up to this snapshot's position."""
        if self._made is None:  # one view, one state
            with spoken():
                self._made = self._decisions.at(self._connection, self.position)
        return self._made

    def identity(self, name: str) -> tuple[str, int]:
        """A document's SHA-256, and a number that changes when it is read or derived again. Raises Unknown."""
        with spoken():
            row = self._document_row(name)
            first = self._connection.execute(
                select(t.documents.c.first_line).where(t.documents.c.n == row.n)
            ).scalar_one()
        return str(row.sha256), int(first)

    def state_number(self) -> tuple[int, int]:
        """Two numbers that change when anything in the ledger does."""
        with spoken():
            made = self._connection.execute(select(t.ledger.c.lines_made)).scalar_one()
        return self.position, int(made)

    def bodies(self) -> Iterator[tuple[str, Document]]:
        """All current documents with their paths, one after the other, in the order of the paths."""
        for kept in self.documents():
            if kept.status == "read":
                yield kept.path, self.document(kept.path)

    def sides(self) -> list[Side]:
        """The documents that can be compared, by path."""
        with spoken():
            return current_sides(self._connection)

    def compared(self) -> Compared:
        """What is kept of them for comparing; whence.compare makes and reads it."""
        return of_ledger(self._connection)

    def beginnings(self, characters: int) -> dict[str, str]:
        """The first characters of all current documents, by path."""
        query = (
            select(t.files.c.path, t.documents.c.text)
            .join(t.documents, t.documents.c.n == t.files.c.document)
            .where(t.files.c.current)
            .order_by(t.files.c.path)
        )
        with spoken():
            rows = self._connection.execute(query)
            return {row.path: beginning_of(row.text, characters) for row in rows}

    def texts(self) -> Iterator[tuple[str, str]]:
        """The paths and texts of all current documents, in the order of the paths."""
        for kept in self.documents():
            if kept.status == "read":
                with spoken():
                    row = self._document_row(kept.path)
                    packed = self._connection.execute(
                        select(t.documents.c.text).where(t.documents.c.n == row.n)
                    ).scalar_one()
                yield kept.path, text_of(packed)

    def path_of(self, sha256: str) -> str | None:
        """The path of the current file with these bytes, the first of several; None where there is none."""
        query = (
            select(t.files.c.path)
            .where(t.files.c.current, t.files.c.sha256 == sha256)
            .order_by(t.files.c.path)
        )
        with spoken():
            return self._connection.execute(query).scalar()

    def versions_of(self, document: str) -> list[tuple[str, str]]:
        """The path and text of the current document with this SHA-256, and of those that were the same file in another version or format."""
        kin = self.decisions().kin
        ids = {document, *(d for d, others in kin.items() if document in others)}
        query = (
            select(t.files.c.path, t.files.c.sha256, t.documents.c.text)
            .join(t.documents, t.documents.c.n == t.files.c.document)
            .where(t.files.c.current, t.files.c.sha256.in_(sorted(ids)))
        )
        with spoken():
            rows = sorted(self._connection.execute(query), key=lambda r: (r.sha256 != document, r.path))
        return [(row.path, text_of(row.text)) for row in rows]

    def show(self, identity: str) -> Shown:
        """A line with all that stands beside it, by its id ('a3f9c21b:cl12'). Raises Unknown."""
        name, _, record = identity.partition(":")
        document = self.document(name)
        made = shown(document, record, document.document.id[:SHORT])
        if made is None:
            raise Unknown(f"The document {name} has no {record}; its lines are named by find and who.")
        return msgspec.structs.replace(made, path=self.path_of(document.document.id))

    def _document_row(self, name: str) -> Any:
        """The row of a document's number, by id or path or name."""
        base = select(t.documents.c.n, t.documents.c.sha256, t.files.c.path).select_from(
            t.documents.join(t.files, and_(t.files.c.document == t.documents.c.n, t.files.c.current))
        )
        tries = [base.where(t.files.c.path == name), base.where(t.documents.c.name == name)]
        if len(name) >= 4 and all(c in "0123456789abcdef" for c in name.lower()):
            tries.insert(0, base.where(t.documents.c.sha256.startswith(name.lower(), autoescape=True)))
        for query in tries:
            rows = self._connection.execute(query.order_by(t.files.c.path)).all()
            if len({r.n for r in rows}) > 1:
                found = ", ".join(f"{r.sha256[:12]} ({r.path})" for r in rows[:5])
                raise Unknown(f"“{name}” may be several documents: {found}. Use a path or a longer id.")
            if rows:
                return rows[0]
        raise Unknown(f"The ledger has no document “{name}”; whence documents lists them.")

    # -- what people decided -------------------------------------------------------------------------------------

    def log(self) -> Results[Logged]:
        """The log up to this snapshot's position."""
        with spoken():
            return Results(list(entries(self._connection, self.position)), Logged)

    def state(self) -> State:
        """The log up to this snapshot's position, folded."""
        return self.decisions().state


def _kept(row: Row[Any]) -> KeptDocument:
    known = row.d_n is not None
    return KeptDocument(
        id=row.sha256[:SHORT] if row.sha256 else "",
        path=row.path,
        version=row.version,
        status=row.status,
        reason=row.reason,
        name=row.d_name,
        title=row.d_title,
        byline=row.d_byline,
        publisher=row.d_publisher,
        date=row.d_date,
        language=row.d_language,
        url=row.d_url or row.url,
        retrieved=row.d_retrieved,
        tags=tuple(msgspec.json.decode(row.d_tags)) if known else (),
        size=row.size,
        characters=row.d_characters,
        claims=row.d_claims,
        notes=row.d_notes,
        problems=row.d_problems,
        differs=tuple(msgspec.json.decode(row.d_differs)) if known else (),
        sha256=row.sha256,
        read_at=row.read_at,
        read_by=row.read_by,
    )
