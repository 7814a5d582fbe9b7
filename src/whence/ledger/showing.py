"""Showing: one line of a document with all that stands beside it: its voice, its sources with their notes, its times."""

from collections.abc import Iterator

from whence.layers import certainty
from whence.layers.document import Document, Time
from whence.layers.naming import VoiceNames
from whence.layers.places import PlaceNames
from whence.ledger.lines import KINDS, Line, lines_of
from whence.ledger.records import Shown, ShownSource, ShownTime
from whence.text import Span, anchor_of
from whence.works.labels import work_label


def shown(document: Document, record: str, identity: str) -> Shown | None:
    """The line of a record ('cl12', 'q3', 's120'), None where the document has none of that name."""
    document, line = _line(certainty.shown(document), document, record)
    if line is None:
        return None
    claim = next((c for c in document.claims if c.id == record), None)
    quotation = next(
        (q for q in document.quotations if q.id in (record, claim.quotation if claim else None)), None
    )
    attribution = next((a for a in document.attributions if claim and a.id == claim.attribution), None)
    told_by = (
        quotation.told_by if quotation else (*attribution.source, *attribution.cue) if attribution else ()
    )
    places = PlaceNames(document)
    start, end = line.spans[0].start, line.spans[-1].end
    block = places.blocks[places.block_at(start)]
    page = next((p.label for p in document.pages if p.start <= start < p.end), None)
    names = {e.id: e.name for e in document.entities}
    return Shown(
        id=f"{identity}:{record}",
        document=identity,
        name=document.document.name,
        title=document.document.title,
        path=None,
        place=places.label(start),
        page=page,
        kind=KINDS[line.kind],
        voice=VoiceNames(document).chain(line.voice),
        told_by=tuple(_flat(document, s) for s in told_by),
        before=document.text[block.start : start],
        words=document.text[start:end]
        if len(line.spans) == 1
        else " … ".join(_flat(document, s) for s in line.spans),
        after=document.text[end : max(end, block.end)],
        sources=tuple(_sources(document, line)),
        times=tuple(_times(document, line)),
        about=tuple(names[e] for e in line.about if e in names),
        told_as=claim.told_as if claim else None,
        polarity=claim.polarity if claim else None,
        certainty=claim.certainty if claim else None,
        anchor=anchor_of(document.text, document.document.id, KINDS[line.kind], line.spans),
    )


def _line(sure: Document, whole: Document, record: str) -> tuple[Document, Line | None]:
    """The line among those that are shown by default, else among all, with the document that it is a line of."""
    for document in (sure, whole):
        line = next((line for line in lines_of(document) if line.record == record), None)
        if line is not None:
            return document, line
    return sure, None


def _flat(document: Document, span: Span) -> str:
    return " ".join(document.text[span.start : span.end].split())


def _sources(document: Document, line: Line) -> Iterator[ShownSource]:
    """The citations on which the line rests: those of the notes that cover it, and those that stand in it."""
    notes = {n.id: n.label for n in document.notes}
    covering = {
        m.note
        for m in document.markers
        for s in line.spans
        if m.note and m.covers and m.covers.start < s.end and s.start < m.covers.end
    }
    works = {w.id: w for w in document.works}
    for citation in document.citations:
        inside = any(s.start <= citation.start and citation.end <= s.end for s in line.spans)
        if citation.work not in line.works or not (inside or citation.note in covering):
            continue
        locator = citation.locator
        yield ShownSource(
            work=work_label(works[citation.work].csl),
            locator=f"{locator.label} {locator.value}" if locator else None,
            inherited=bool(locator and locator.basis == "inherited"),
            note=notes.get(citation.note or ""),
            words=_flat(document, Span(citation.start, citation.end)),
        )


def _times(document: Document, line: Line) -> Iterator[ShownTime]:
    claim = next((c for c in document.claims if c.id == line.record), None)
    wanted = set(claim.times) if claim else set()
    for time in document.times:
        if time.id in wanted or any(s.start <= time.start and time.end <= s.end for s in line.spans):
            yield from _readings(document, time)


def _readings(document: Document, time: Time) -> Iterator[ShownTime]:
    """A time with each of its readings; as it stands where the context gives none."""
    words = _flat(document, Span(time.start, time.end))
    if not time.resolved:
        yield ShownTime(words, time.edtf, None, None, None)
    for r in time.resolved:
        yield ShownTime(words, r.edtf or r.value, r.earliest, r.latest, r.basis)
