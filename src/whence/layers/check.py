"""check: whether a Document keeps the rules of FORMAT.md. The tests run it on every document that they have."""

import hashlib
import itertools
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from whence.layers.document import Document
from whence.text import Span

_PREFIXES = {
    "blocks": "b", "entities": "e", "voices": "v", "markers": "m", "notes": "n", "citations": "c", "works": "w",
    "times": "t", "quotations": "q", "attributions": "a", "events": "ev", "claims": "cl", "relations": "r",
}  # fmt: skip
# field of a record → list of the document that it points into
_REFERENCES = {
    "mentions": {"entity": "entities"},
    "voices": {"parent": "voices", "holders": "entities"},
    "markers": {"note": "notes"},
    "notes": {"markers": "markers"},
    "citations": {"note": "notes", "work": "works", "refers_to": "citations"},
    "quotations": {"voice": "voices", "said": "times", "marker": "markers"},
    "attributions": {"quotations": "quotations", "voice": "voices", "parent": "attributions", "said": "times"},
    "events": {"times": "times", "places": "entities"},
    "claims": {
        "voice": "voices", "quotation": "quotations", "attribution": "attributions", "citation": "citations",
        "events": "events", "cause": "events", "effect": "events", "times": "times", "entities": "entities",
    },
    "relations": {"a": "claims", "b": "claims", "voice": "voices"},
}  # fmt: skip
_IN_ORDER = (
    "origins",
    "blocks",
    "sentences",
    "markers",
    "notes",
    "mentions",
    "times",
    "quotations",
    "citations",
)
_EDTF = re.compile(
    r"-?\d{4}(-\d\d){0,2}[~?%]?|XXXX(-(\d\d|XX)){1,2}[~?%]?|\d{3}X[~?%]?|-?\d\dXX[~?%]?|-?\d{4}(-\d\d){0,2}[~?%]?/-?\d{4}(-\d\d){0,2}[~?%]?"
    r"|(-?\d{4}|XXXX)-(2[1-4]|3[3-6]|4[01])[~?%]?|\d{4}-\d\d-\d\dT\d\d:\d\d:00[~?%]?"
    r"|\.\./-?\d{4}(-\d\d){0,2}|-?\d{4}(-\d\d){0,2}/\.\."
    r"|\[\d{4}(-\d\d){0,2},\d{4}(-\d\d){0,2}\]"
)


def broken_rules(doc: Document) -> list[str]:
    """The rules that a document breaks, one plain sentence each; empty where it keeps them all."""
    checker = _Checker(doc)
    return [
        *checker.identity(),
        *checker.spans(),
        *checker.ids(),
        *checker.references(),
        *checker.order(),
        *checker.origins(),
        *checker.voices(),
        *checker.records(),
    ]


class _Checker:
    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.text = doc.text
        self.lists: dict[str, tuple[Any, ...]] = {
            f.name: getattr(doc, f.name)
            for f in msgspec.structs.fields(doc)
            if isinstance(getattr(doc, f.name), tuple)
        }
        # a marker may be glued to a word: the seam between them cuts none
        self.seams = {at for m in doc.markers for at in (m.start, m.end)}

    def identity(self) -> Iterator[str]:
        text_id = hashlib.sha256(self.text.encode()).hexdigest()
        if self.doc.document.text_id != text_id:
            yield "text_id is not the SHA-256 of the text."
        if not re.fullmatch(r"[0-9a-f]{64}", self.doc.document.id):
            yield "The document's id is no SHA-256."
        if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in self.text):
            yield "The text holds NUL or a lone surrogate."

    def spans(self) -> Iterator[str]:
        for name, records in self.lists.items():
            if name in ("origins", "pages"):
                continue
            for record in records:
                for start, end in _spans_in(record):
                    yield from self._span(name, start, end)
        date = self.doc.document.date
        if date and date.start is not None and date.end is not None:
            yield from self._span("document.date", date.start, date.end)

    def _span(self, name: str, start: int, end: int) -> Iterator[str]:
        where = f"{name} {start}-{end}"
        if not 0 <= start < end <= len(self.text):
            yield f"{where} is no span of the text."
            return
        if self.text[start].isspace() or self.text[end - 1].isspace():
            yield f"{where} begins or ends in white space: {self.text[start:end]!r}."
        for at in (start, end):
            inside = 0 < at < len(self.text) and self.text[at - 1].isalnum() and self.text[at].isalnum()
            if inside and at not in self.seams:
                yield f"{where} cuts a word: {self.text[max(0, at - 10) : at]!r}|{self.text[at : at + 10]!r}."

    def ids(self) -> Iterator[str]:
        seen: set[str] = set()
        for name, prefix in _PREFIXES.items():
            for record in self.lists[name]:
                if not re.fullmatch(rf"{prefix}\d+", record.id):
                    yield f"The id {record.id} in {name} does not carry its kind."
                if record.id in seen:
                    yield f"The id {record.id} stands twice."
                seen.add(record.id)

    def references(self) -> Iterator[str]:
        known = {name: {r.id for r in self.lists[name]} for name in _PREFIXES}
        for name, fields in _REFERENCES.items():
            for record in self.lists[name]:
                for field, target in fields.items():
                    value = getattr(record, field)
                    for one in value if isinstance(value, tuple) else (value,):
                        if one is not None and one not in known[target]:
                            yield f"{name}: {field} points at {one}, which is not in {target}."
        for event in self.doc.events:
            named = [p.entity for p in event.participants] + [p.entity for p in event.parties if p.entity]
            yield from (f"{event.id}: no entity {e}." for e in named if e not in known["entities"])
        for work in self.doc.works:
            yield from (
                f"{work.id}: no entity {p.entity}." for p in work.people if p.entity not in known["entities"]
            )
        for time in self.doc.times:
            for r in time.resolved:
                if r.anchor not in (None, "document") and r.anchor not in known["times"] | known["events"]:
                    yield f"{time.id}: resolved from {r.anchor}, which is not there."

    def order(self) -> Iterator[str]:
        for name in _IN_ORDER:
            starts = [r.start for r in self.lists[name]]
            if starts != sorted(starts):
                yield f"{name} are not in the order of the text."
        for name in ("blocks", "sentences"):
            records = self.lists[name]
            for a, b in itertools.pairwise(records):
                if a.end > b.start:
                    yield f"{name}: {a.start}-{a.end} and {b.start}-{b.end} overlap."

    def origins(self) -> Iterator[str]:
        at = 0
        for origin in self.doc.origins:
            if origin.start != at:
                yield f"No origin is given for the characters {at}-{origin.start}."
            at = origin.end
        if at != len(self.text):
            yield f"No origin is given for the characters {at}-{len(self.text)}."

    def voices(self) -> Iterator[str]:
        voices = {v.id: v for v in self.doc.voices}
        if not self.doc.voices or self.doc.voices[0].id != "v0" or self.doc.voices[0].parent is not None:
            yield "The first voice is not the author, v0."
        for voice in self.doc.voices:
            seen, at = set(), voice
            while at.parent is not None and at.id not in seen:
                seen.add(at.id)
                at = voices.get(at.parent, self.doc.voices[0])
            if at.id != "v0":
                yield f"The chain of {voice.id} does not end at the author."
            if voice.id != "v0" and not voice.holders and not voice.unnamed:
                yield f"{voice.id} is nobody: it has no holder and no words that describe it."

    def records(self) -> Iterator[str]:
        for q in self.doc.quotations:
            parts = [(s.start, s.end) for s in (*q.segments, *q.elisions)] + [
                (i.start, i.end) for i in q.insertions
            ]
            for start, end in parts:
                if not (q.start <= start and end <= q.end):
                    yield f"{q.id}: {start}-{end} is outside the quotation."
            if not q.segments:
                yield f"{q.id} quotes no words."
            if (q.voice is None) != (q.basis == "none"):
                yield f"{q.id}: voice {q.voice} with basis {q.basis}."
        for entity in self.doc.entities:
            if entity.name not in entity.names:
                yield f"{entity.id}: its name is not among its names."
        for claim in self.doc.claims:
            if not claim.evidence:
                yield f"{claim.id} has no evidence."
        for time in self.doc.times:
            for edtf in (time.edtf, *(r.edtf for r in time.resolved)):
                if edtf is not None and not _EDTF.fullmatch(edtf):
                    yield f"{time.id}: {edtf} is no EDTF that Whence writes."
        for problem in self.doc.problems:
            if "\n" in problem.message or not problem.message:
                yield f"A problem's message is not one sentence: {problem.message!r}."


def _spans_in(record: Any) -> Iterator[tuple[int, int]]:
    """Every span that a record points at, its own and those it holds."""
    if isinstance(record, Span):
        yield record.start, record.end
        return
    if isinstance(record, msgspec.Struct):
        start, end = getattr(record, "start", None), getattr(record, "end", None)
        if isinstance(start, int) and isinstance(end, int):
            yield start, end
        for field in msgspec.structs.fields(record):
            value = getattr(record, field.name)
            if isinstance(value, tuple | msgspec.Struct):
                yield from _spans_in(value)
    elif isinstance(record, tuple):
        for one in record:
            yield from _spans_in(one)
