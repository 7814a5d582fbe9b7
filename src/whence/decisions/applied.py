"""applied: a document as people have decided that it is to be read: all standing Entries about it, one after the other.

What follows from a decision follows at once: nested voices and claims from a speaker, later dates from a date, voices from names
that are one. What the machine read stays in the ledger as it was; this is made from it whenever it is asked for.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from whence.decisions import dating, people, placing, speaking
from whence.decisions.draft import Draft, replace
from whence.decisions.entries import Accept, Add, AnyEntry, Comment, Correct, Different, Mark, Reject, Same
from whence.decisions.records import Records
from whence.layers import resolved_times
from whence.layers.document import Document
from whence.text import Anchor, Placer, Span

_SAYING = ("quotation", "attribution")
_OF_SPEAKERS = ("speaker_unknown", "speaker_from_note", "source_differs_from_note", "pronoun_unresolved")
_OF_TIMES = ("date_ambiguous", "weekday_differs", "calendars_differ")


class Orphan(Struct, frozen=True):
    """A decision that has no place in the document any more, and why in a plain sentence."""

    entry: AnyEntry
    why: str


class Standing(Struct, frozen=True):
    """An Entry with the place where it stands now, and the record that it is about (None where that is gone, as after a rejection)."""

    entry: AnyEntry
    spans: tuple[Span, ...]
    record: str | None


class Decided(Struct, frozen=True):
    """A document with people's decisions in it; ``standing`` by place in the log."""

    document: Document
    standing: tuple[Standing, ...] = ()
    orphans: tuple[Orphan, ...] = ()

    def of(self, record: str) -> tuple[AnyEntry, ...]:
        """The Entries about a record."""
        return tuple(s.entry for s in self.standing if s.record == record)


def about(entry: AnyEntry) -> tuple[Anchor, ...]:
    """The anchors of an Entry: what it is about."""
    match entry:
        case Same(left=left, right=right) | Different(left=left, right=right):
            return (left, right)
        case (
            Accept(what=what)
            | Reject(what=what)
            | Correct(what=what)
            | Add(what=what)
            | Mark(what=what)
            | Comment(what=what)
        ):
            return (what,)
    return ()


def decided(document: Document, entries: Iterable[AnyEntry], ids: Sequence[str] = ()) -> Decided:
    """The document after these Entries, in their order; those about other documents than it (by its id, or one of ``ids``,
    which are earlier versions of it) are left out."""
    known = {document.document.id, *ids}
    mine = [e for e in entries if any(a.document in known for a in about(e))]
    if not mine:
        return Decided(document)
    return _Application(document, known).run(mine)


def check(document: Document, entries: Iterable[AnyEntry]) -> None:
    """Raises ValueError, with a plain sentence, where one of these Entries could not hold in a document as it is now."""
    tried = decided(document, entries)
    if tried.orphans:
        raise ValueError(tried.orphans[0].why)


class _Application:
    def __init__(self, document: Document, known: set[str]) -> None:
        self.document = document
        self.known = known
        self.placer = Placer(document.text)
        self.draft = Draft(document)
        self.records = Records(document)
        self.standing: list[Standing] = []
        self.orphans: list[Orphan] = []
        self.settled: list[tuple[tuple[str, ...], Span]] = []

    def run(self, entries: Sequence[AnyEntry]) -> Decided:
        for entry in entries:
            try:
                self._apply(entry)
            except (_Orphan, ValueError) as error:
                self.orphans.append(Orphan(entry, str(error)))
        made = self._made()
        records = Records(made)
        ids = _all_ids(made)
        standing = tuple(
            s if s.record is None or s.record in ids
            else Standing(s.entry, s.spans, records.find(about(s.entry)[0].kind, s.spans))
            for s in self.standing
        )  # fmt: skip
        return Decided(made, standing, tuple(self.orphans))

    def _made(self) -> Document:
        made = self.draft.document()
        if self.draft.times_changed:
            made = resolved_times.again(made)
        problems = tuple(p for p in made.problems if not self._is_settled(p.kind, p.spans))
        return replace(made, problems=problems)

    def _is_settled(self, kind: str, spans: Sequence[Span]) -> bool:
        """Whether a person has decided just what a problem asks to be looked at."""
        return bool(spans) and any(
            kind in kinds and s.start <= spans[0].start and spans[0].end <= s.end for kinds, s in self.settled
        )

    def _apply(self, entry: AnyEntry) -> None:
        anchors = about(entry)
        first = next(a for a in anchors if a.document in self.known)
        spans = self.placer.place(first)
        if spans is None:
            raise _Orphan("Its words do not stand in the text any more, or in several places.")
        record = self.records.find(first.kind, spans)
        match entry:
            case Accept() | Correct() if record is None:
                raise _Orphan(f"No {first.kind.split()[0]} is read at this place any more.")
            case Accept():
                self._accept(first.kind, record or "")
            case Reject() if record is not None:
                self._reject(first.kind, record)
            case Correct():
                self._correct(entry, first.kind, record or "")
            case Add(fields=fields):
                record = self._add(first.kind, spans, fields)
            case Same() | Different():
                self._same(entry)
        self.standing.append(Standing(entry, spans, record))
        if not isinstance(entry, Mark | Comment):
            whole = Span(min(s.start for s in spans), max(s.end for s in spans))
            kinds = _OF_TIMES if first.kind.startswith("time") else _OF_SPEAKERS
            self.settled.append((kinds, whole))

    def _accept(self, kind: str, record: str) -> None:
        if kind.startswith(_SAYING):
            speaking.accept_saying(self.draft, record)
        elif kind.startswith("time"):
            dating.accept_date(self.draft, record)

    def _reject(self, kind: str, record: str) -> None:
        name = kind.split()[0]
        match name:
            case "quotation" | "attribution":
                speaking.reject_saying(self.draft, name, record)
            case "time":
                dating.reject_time(self.draft, record)
            case "entity":
                people.reject_entity(self.draft, record)
            case "claim" | "event" | "citation":
                placing.remove(self.draft, name, record)
        if name != "quotation":  # its marks stand there still
            self.records.drop(record)

    def _correct(self, entry: Correct, kind: str, record: str) -> None:
        name, field, value = kind.split()[0], entry.field, entry.value
        if field == "spans" and entry.to is not None:
            spans = self.placer.place(entry.to)
            if spans is None:
                raise _Orphan("The words that it should cover do not stand in the text any more.")
            placing.respan(self.draft, name, record, spans)
            self.records.put(name, record, spans)
        elif field == "speaker" and name in (*_SAYING, "claim"):
            speaking.set_speaker(self.draft, name, record, value)
        elif field == "edtf" and name == "time":
            dating.set_date(self.draft, record, value)
        elif field in ("name", "kind") and name == "entity" and value:
            people.rename(self.draft, record, field, value)
        elif field in ("source", "locator") and name in ("claim", "citation"):
            placing.set_source(self.draft, name, record, field, value)
        elif field in placing.CHOICES.get(name, {}):
            placing.choose(self.draft, name, record, field, value)
        else:
            raise ValueError(f"Nothing called {field} can be corrected of a {name}.")

    def _add(self, kind: str, spans: tuple[Span, ...], fields: dict[str, str]) -> str | None:
        what = kind.split()[0]
        if self.records.stands(what, spans):
            raise ValueError(
                f"A {'name' if what == 'entity' else what} is read at these words already; correct that one."
            )
        match what:
            case "time":
                made = dating.add_time(self.draft, spans[0], fields.get("edtf", ""))
            case "entity":
                words = self.document.text[spans[0].start : spans[0].end]
                name, sort = fields.get("name") or words, fields.get("entity") or "person"
                made = people.add_mention(self.draft, spans[0], name, sort)
            case "quotation" | "claim":
                made = placing.add(self.draft, what, spans, fields.get("speaker"))
            case _:
                raise ValueError(f"Nothing called {what} can be added.")
        self.records.put(what, made, spans)
        return made

    def _same(self, entry: Same | Different) -> None:
        left, right = entry.left, entry.right
        if left.kind.split()[0] != "entity" or not {left.document, right.document} <= self.known:
            return  # works, events and people of several documents are joined where documents are compared
        one, two = self.placer.place(left), self.placer.place(right)
        if one is None or two is None:
            raise _Orphan("Its words do not stand in the text any more, or in several places.")
        a, b = self.records.find("entity", one), self.records.find("entity", two)
        if a is None or b is None:
            raise _Orphan("No name is read at this place any more.")
        if isinstance(entry, Same):
            people.merge(self.draft, b, a)
            self.records.join(a, b)
        elif a == b and people.split(self.draft, one[0]):
            self.records = Records(self.draft.document())


class _Orphan(Exception):
    """Why a decision has no place."""


def _all_ids(document: Document) -> set[str]:
    fields = ("entities", "citations", "times", "quotations", "attributions", "events", "claims")
    return {r.id for f in fields for r in getattr(document, f)}
