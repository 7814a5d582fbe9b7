"""quoted: the quotations of a document that are somebody's words, each with the citations that are given for it."""

from collections.abc import Iterator

from msgspec import Struct

from whence.layers.document import Citation, Document, Quotation
from whence.layers.naming import VoiceNames
from whence.layers.places import PlaceNames
from whence.text import SpanIndex
from whence.works.labels import work_label

_MARKER = 8  # characters behind a sentence in which its note's marker may stand
_AFTER = 80  # characters behind a quotation in which a work may be named in the running text
_SECOND_HAND = (
    "quoted in",
    "cited in",
    "as quoted in",
    "as cited in",
    "quoted by",
    "cited by",
    "cited after",
    "quoted after",
)


class Quoted(Struct, frozen=True):
    """A quotation, what its place and its voice are called, and its citations, the likeliest first.

    ``notes`` and ``labels`` are what notes and works are called. ``through`` is the work in which the quoted one was seen,
    ``speaker`` whoever is named as the one whose words they are.
    """

    quotation: Quotation
    place: str
    words: str
    voice: str
    citations: tuple[Citation, ...]
    notes: dict[str, str]
    labels: dict[str, str]
    through: str | None
    speaker: str | None


class _Covering(Struct, frozen=True):
    start: int
    end: int
    note: str


def quotations_of(document: Document) -> Iterator[Quoted]:
    """The quotations of speech and writing, in the order of the text; one that stands in another is left to that."""
    places, names = PlaceNames(document), VoiceNames(document)
    notes = {n.id: n.label for n in document.notes}
    labels = {w.id: work_label(w.csl) for w in document.works}
    given = _Given(document)
    said = [
        q for q in document.quotations if q.use in ("speech", "writing") or (q.marker and q.use != "title")
    ]
    around = SpanIndex(said)
    for q in sorted(said, key=lambda q: (q.start, -q.end)):
        if any(o.id != q.id and (o.start, o.end) != (q.start, q.end) for o in around.around(q.start, q.end)):
            continue
        citations = given.citations(q)
        words = " ".join(document.text[q.start : q.end].split())
        through = next((c for c in citations if c.signal in _SECOND_HAND and c.work), None)
        yield Quoted(
            q, places.label(q.start), words, names.chain(q.voice), citations, notes, labels,
            labels.get(through.work or "") if through else None,
            names.name(q.voice) if names.is_named(q.voice) else None,
        )  # fmt: skip


class _Given:
    """The citations for a place: of the note at the quotation, of notes that cover it, or in the text right behind it."""

    def __init__(self, document: Document) -> None:
        self._by_note: dict[str, list[Citation]] = {}
        for c in document.citations:
            if c.note:
                self._by_note.setdefault(c.note, []).append(c)
        self._notes = {m.id: m.note for m in document.markers}
        self._covering = SpanIndex(
            [_Covering(m.covers.start, m.covers.end, m.note) for m in document.markers if m.covers and m.note]
        )
        self._in_text = SpanIndex([c for c in document.citations if c.note is None])
        self._text = document.text
        self._sentences = SpanIndex(document.sentences)
        self._markers = sorted((m for m in document.markers if m.note), key=lambda m: m.start)

    def citations(self, quotation: Quotation) -> tuple[Citation, ...]:
        """The citations, those of the quotation's own note first."""
        notes = [self._notes.get(quotation.marker or "")]
        notes += [c.note for c in self._covering.around(quotation.start, quotation.end)]
        if not any(notes):  # two quotations, one note at the end of their sentence
            sentence = self._sentences.at(quotation.start)
            end = sentence.end + _MARKER if sentence else quotation.end
            notes += [m.note for m in self._markers if quotation.end <= m.start < end][:1]
        found = [c for note in dict.fromkeys(notes) if note for c in self._by_note.get(note, ())]
        for c in self._in_text.touching(quotation.end, quotation.end + _AFTER):
            between = self._text[quotation.end : max(c.start, quotation.end)]
            if c.start >= quotation.end and "\n\n" not in between and ". " not in between:
                found.append(c)
        return tuple(dict.fromkeys(found))
