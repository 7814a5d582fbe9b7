"""Lines: what a search can find in one document, each with its words, its voice, whom it is about, its sources and times.

A line is a claim, a quotation that is somebody's words, or a sentence (or heading, or note) of the text that no claim
covers as a whole.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from whence.layers.document import Claim, Document, Quotation, Time
from whence.layers.resolutions import label_of
from whence.ledger.periods import day_number
from whence.text import Span, SpanIndex

CLAIM, QUOTATION, TEXT = 1, 2, 3
KINDS = {CLAIM: "claim", QUOTATION: "quotation", TEXT: "text"}


class Period(Struct, frozen=True):
    """A time that a line tells: its EDTF (or value), first and last possible day as numbers."""

    earliest: int
    latest: int
    edtf: str


class Line(Struct, frozen=True):
    """One thing that can be found. Ids are those of the document; ``voice`` is None where nobody knows who speaks."""

    kind: int
    record: str
    spans: tuple[Span, ...]
    voice: str | None
    about: tuple[str, ...]
    works: tuple[str, ...]
    periods: tuple[Period, ...]


_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE
)
_BETWEEN = 12  # characters between a word that denies and what is denied


def lines_of(document: Document) -> list[Line]:
    """The lines of a document in the order of the text."""
    return _Lines(document).all()


class _Lines:
    def __init__(self, document: Document) -> None:
        self.doc = document
        self.mentions = SpanIndex(document.mentions)
        self.times = SpanIndex(document.times)
        self.times_by_id = {t.id: t for t in document.times}
        self.attributions = {a.id: a for a in document.attributions}
        self.events = {e.id: e for e in document.events}
        self.cited: dict[str, list[str]] = defaultdict(list)  # note → works
        for c in document.citations:
            if c.note and c.work:
                self.cited[c.note].append(c.work)
        self.works_of_citation = {c.id: c.work for c in document.citations}
        self.citations = SpanIndex(document.citations)
        self.notes_of_markers = {m.id: m.note for m in document.markers}
        self.covering = SpanIndex(
            [_Covered(m.covers, m.note) for m in document.markers if m.covers and m.note]
        )

    def all(self) -> list[Line]:
        said = [q for q in self.doc.quotations if q.use in ("speech", "writing")]
        found = [self._claim(c) for c in self.doc.claims if c.evidence]
        found += [self._quotation(q) for q in said]
        covered = SpanIndex([*(s for c in self.doc.claims if len(c.evidence) == 1 for s in c.evidence),
                             *(Span(q.start, q.end) for q in said)])  # fmt: skip
        found += [
            self._line(TEXT, f"s{s.start}", (s,), "v0")
            for s in self._sentences()
            if not self._is_covered(s, covered)
        ]
        return sorted(
            found, key=lambda line: (line.spans[0].start, line.kind, line.spans[-1].end, line.record)
        )

    def _sentences(self) -> Iterator[Span]:
        """The sentences; and the blocks that hold none, such as headings."""
        sentences = SpanIndex(self.doc.sentences)
        yield from self.doc.sentences
        for block in self.doc.blocks:
            if not sentences.touching(block.start, block.end):
                yield Span(block.start, block.end)
        if not self.doc.blocks and not self.doc.sentences and self.doc.text.strip():
            yield Span(0, len(self.doc.text))

    @staticmethod
    def _is_covered(sentence: Span, covered: "SpanIndex[Span]") -> bool:
        """Whether one claim or quotation holds all but a few characters (a marker, a full stop) of the sentence."""
        return any(
            min(s.end, sentence.end) - max(s.start, sentence.start) >= sentence.end - sentence.start - 6
            for s in covered.touching(sentence.start, sentence.end)
        )

    def _claim(self, claim: Claim) -> Line:
        work = self.works_of_citation.get(claim.citation or "")
        times = [
            self.times_by_id[t]
            for t in (*claim.times, *(t for e in claim.events for t in self.events[e].times))
            if t in self.times_by_id
        ]
        return self._line(
            CLAIM,
            claim.id,
            self._with_denial(claim),
            claim.voice,
            claim.entities,
            [work] if work else [],
            times,
        )

    def _with_denial(self, claim: Claim) -> tuple[Span, ...]:
        """The words of a claim; of one that is denied from the denying word on: 'denied that any truck had left' is no claim that one had."""
        first = claim.evidence[0]
        said = self.attributions.get(claim.attribution or "")
        if (
            claim.polarity != "negative"
            or said is None
            or _NEGATION.search(self.doc.text[first.start : first.end])
        ):
            return claim.evidence
        cue = max((c for c in said.cue if c.end <= first.start), key=lambda c: c.end, default=None)
        if cue is None or first.start - cue.end > _BETWEEN:
            return claim.evidence
        return (Span(cue.start, first.end), *claim.evidence[1:])

    def _quotation(self, quotation: Quotation) -> Line:
        note = self.notes_of_markers.get(quotation.marker or "")
        works = self.cited[note] if note else []
        return self._line(
            QUOTATION, quotation.id, (Span(quotation.start, quotation.end),), quotation.voice, (), works
        )

    def _line(
        self, kind: int, record: str, spans: tuple[Span, ...], voice: str | None,
        entities: Iterable[str] = (), works: Iterable[str] = (), times: Sequence[Time] = (),
    ) -> Line:  # fmt: skip
        inside = [m.entity for s in spans for m in self.mentions.inside(s.start, s.end)]
        leans = [w for s in spans for c in self.covering.touching(s.start, s.end) for w in self.cited[c.note]]
        here = [c.work for s in spans for c in self.citations.touching(s.start, s.end) if c.work]
        all_times = [*times, *(t for s in spans for t in self.times.inside(s.start, s.end))]
        return Line(
            kind,
            record,
            spans,
            voice,
            tuple(dict.fromkeys((*entities, *inside))),
            tuple(dict.fromkeys((*works, *leans, *here))),
            tuple(dict.fromkeys(p for t in all_times for p in periods_of(t))),
        )


class _Covered(Struct, frozen=True):
    """What a note's marker covers."""

    span: Span
    note: str

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end


def periods_of(time: Time) -> Iterator[Period]:
    """The periods that a time may be, with every reading that the context leaves open; none where no year is known."""
    for resolution in time.resolved:
        first = day_number(resolution.earliest or "")
        last = day_number(resolution.latest or "", last=True)
        if first is not None and last is not None and first <= last:
            yield Period(first, last, label_of(resolution))
