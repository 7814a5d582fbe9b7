"""leaning: for every work that a document cites, the claims that lean on it."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from whence.layers.cover import Cover, cover
from whence.layers.document import Citation, Document
from whence.layers.naming import VoiceNames
from whence.layers.places import PlaceNames
from whence.ledger.lines import CLAIM, QUOTATION, Line, lines_of
from whence.text import Span, SpanIndex
from whence.works.labels import work_label


class LeaningClaim(Struct, frozen=True):
    """A claim, or a quotation, with its words, whose they are, and where. ``notes`` are the notes that give it the work."""

    id: str
    place: str
    voice: str
    words: str
    notes: tuple[str, ...]
    start: int
    end: int


class _Covering(Struct, frozen=True):
    """What the marker of a note covers."""

    start: int
    end: int
    note: str
    marker: int


class WorkUse(Struct, frozen=True):
    """A work, how often it is cited, in which notes and at which places of it, and the claims that lean on it."""

    id: str
    label: str
    csl: dict[str, Any]
    citations: int
    notes: tuple[str, ...]
    locators: tuple[str, ...]
    claims: tuple[LeaningClaim, ...]


class SourcesOf(Struct, frozen=True):
    """What one document rests on: its works, those that most claims lean on first, and how far notes cover it."""

    name: str
    title: str | None
    cover: Cover
    longest_at: str
    works: tuple[WorkUse, ...]


def sources_of(document: Document) -> SourcesOf:
    """The works of a document with the claims that lean on each."""
    found = cover(document)
    places = PlaceNames(document)
    at = places.label(found.stretch[0].start) if found.stretch else ""
    return SourcesOf(
        document.document.name,
        document.document.title,
        found,
        at,
        tuple(sorted(_uses(document, places), key=lambda w: (-len(w.claims), -w.citations, int(w.id[1:])))),
    )


def _uses(document: Document, places: PlaceNames) -> Iterator[WorkUse]:
    labels = {n.id: n.label for n in document.notes}
    names = VoiceNames(document)
    cited: dict[str, list[Citation]] = {}
    for c in document.citations:
        if c.work:
            cited.setdefault(c.work, []).append(c)
    leaning: dict[str, list[Line]] = {}
    said = [line for line in lines_of(document) if line.kind in (CLAIM, QUOTATION)]
    claimed = SpanIndex(
        [Span(line.spans[0].start, line.spans[-1].end) for line in said if line.kind == CLAIM]
    )
    covering = SpanIndex(
        [
            _Covering(m.covers.start, m.covers.end, m.note, n)
            for n, m in enumerate(document.markers)
            if m.covers and m.note
        ]
    )
    for line in said:
        if line.kind == QUOTATION and claimed.inside(line.spans[0].start, line.spans[-1].end):
            continue  # what is claimed in it stands there already
        for identity in line.works:
            leaning.setdefault(identity, []).append(line)
    for work in document.works:
        citations = cited.get(work.id, [])
        yield WorkUse(
            work.id,
            work_label(work.csl) or "a work without a title",
            dict(work.csl),
            len(citations),
            tuple(dict.fromkeys(labels[c.note] for c in citations if c.note)),
            tuple(dict.fromkeys(_locator(c) for c in citations if c.locator)),
            tuple(
                _claim(document, line, citations, labels, covering, names, places)
                for line in leaning.get(work.id, ())
            ),
        )


def _locator(citation: Citation) -> str:
    locator = citation.locator
    if locator is None:
        return ""
    carried = " (carried over)" if locator.basis == "inherited" else ""
    return f"{locator.label} {locator.value}{carried}"


def _claim(
    document: Document, line: Line, citations: Iterable[Citation], labels: dict[str, str],
    covering: "SpanIndex[_Covering]", names: VoiceNames, places: PlaceNames,
) -> LeaningClaim:  # fmt: skip
    of_work = {c.note for c in citations}
    near = {
        c.marker: c.note for s in line.spans for c in covering.touching(s.start, s.end) if c.note in of_work
    }
    notes = {labels[note]: None for _, note in sorted(near.items())}
    start, end = line.spans[0].start, line.spans[-1].end
    return LeaningClaim(
        line.record,
        places.label(start),
        names.chain(line.voice),
        " … ".join(" ".join(document.text[s.start : s.end].split()) for s in line.spans),
        tuple(notes),
        start,
        end,
    )
