"""claims: statements that can be checked or disputed, each with its evidence, its voice and the source given for it.

The author's own claim in a sentence is what is left when the contents of its attributions are taken out, where a finite
verb is left. What a voice is said not to say, and questions, are no claims.
"""

import re
from collections.abc import Iterator

import msgspec

from whence.layers.assertions import Assertions
from whence.layers.cited import Cited
from whence.layers.clauses import Clauses
from whence.layers.document import Attribution, Claim, Document, Event, Mention, Quotation, Time
from whence.layers.hosts import Sentence, hosts
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text, trimmed

_LEAST_WORDS = 3
_NEGATIVE_SOURCES = frozenset(["nobody", "none", "no"])


class _Sources:
    """Which citation the document gives for a stretch of text."""

    def __init__(self, doc: Document) -> None:
        self.cited = Cited(doc)
        self.covering = SpanIndex(
            [_Covered(m.covers.start, m.covers.end, m.note) for m in doc.markers if m.covers and m.note]
        )

    def of(self, span: Span, quotation: Quotation | None) -> str | None:
        if quotation and quotation.marker:
            found = self.cited.by_marker(quotation.marker)
            return found.id if found else None
        for covered in self.covering.touching(span.start, span.end):
            overlap = min(covered.end, span.end) - max(covered.start, span.start)
            if overlap * 2 > span.end - span.start:
                found = self.cited.by_note(covered.note)
                return found.id if found else None
        return None


class _Covered(msgspec.Struct, frozen=True):
    start: int
    end: int
    note: str


def annotate(doc: Document, text: Text) -> Records:
    """Claims in the order of their evidence."""
    maker = _Maker(doc, text)
    made = [c for sentence in hosts(doc, text) for c in maker.in_sentence(sentence)]
    made += maker.insertions()
    made.sort(key=lambda c: (c.evidence[0].start, c.evidence[-1].end, c.voice))
    return {"claims": tuple(msgspec.structs.replace(c, id=f"cl{n}") for n, c in enumerate(made, 1))}


class _Maker:
    def __init__(self, doc: Document, text: Text) -> None:
        self.doc, self.text = doc, text
        self.quotations = {q.id: q for q in doc.quotations}
        self.attributions = SpanIndex([_At(a.cue[0].start, a.cue[-1].end, a) for a in doc.attributions])
        self.sources = _Sources(doc)
        self.events: SpanIndex[_Ev] = SpanIndex(
            [_Ev(e.triggers[0].start, e.triggers[0].end, e) for e in doc.events if e.kind != "other"]
        )
        self.times: SpanIndex[Time] = SpanIndex(doc.times)
        self.mentions: SpanIndex[Mention] = SpanIndex(doc.mentions)
        self.assertions = Assertions(doc)
        holes = [(i.start, i.end) for q in doc.quotations for i in q.insertions]
        holes += [(e.start, e.end) for q in doc.quotations for e in q.elisions]
        holes += [(m.start, m.end) for m in doc.markers]
        self.holes = SpanIndex([_Hole(a, b) for a, b in holes])

    def in_sentence(self, s: Sentence) -> Iterator[Claim]:
        """The claims of one host sentence: what its attributions contain, and what its own voice says."""
        outer = self.quotations[s.quotation.id] if s.quotation else None
        if outer is not None and outer.voice is None:
            return
        voice = (outer.voice if outer else None) or "v0"
        words = {item.start for item in s.host.items if item.tag != "Q"}
        inside = [x.attribution for x in self.attributions.inside(s.start, s.end)]
        own = [a for a in inside if a.cue[0].start in words]  # not those inside a quotation of the sentence
        for a in own:
            claim = self._of_attribution(a, outer)
            if claim:
                yield claim
        if self.doc.text[s.start : s.end].rstrip(' ”"’)').endswith("?"):
            return
        for evidence in self._remainders(s, own):
            yield self._claim(evidence, voice, outer, None)

    def _of_attribution(self, a: Attribution, outer: Quotation | None) -> Claim | None:
        cue = self.doc.text[a.cue[0].start : a.cue[-1].end].lower()
        source = " ".join(self.doc.text[x.start : x.end] for x in a.source).lower()
        refused = self.assertions.refuses(cue) and self.doc.text[a.content[0].start :].startswith("to ")
        denied = refused or self.assertions.denies(cue)
        if a.kind == "direct" or a.voice is None:
            return None  # a quotation's sentences speak for themselves
        if source.split(" ")[0] in _NEGATIVE_SOURCES or (self.assertions.negated(cue) and not denied):
            return None
        quotation = next((self.quotations[q] for q in a.quotations if self.quotations[q].marker), outer)
        inner = [self._without_that(x) for x in a.content]
        pieces = [piece for x in inner if x for piece in self._without_holes(x)]
        if not pieces:
            return None
        claim = self._claim(pieces, a.voice, quotation, a.id)
        if denied:
            # who refused today may have agreed tomorrow
            alone = len(claim.events) == 1 and claim.told_as == "happened" and not refused
            claim = msgspec.structs.replace(
                claim, polarity="negative", told_as="did_not_happen" if alone else None
            )
        if self.assertions.doubts(cue):
            claim = msgspec.structs.replace(claim, polarity="negative", certainty="hedged", told_as=None)
        quotation_of = a.quotations[0] if len(a.quotations) == 1 else None
        return msgspec.structs.replace(claim, quotation=quotation_of, probability=a.probability)

    def _without_that(self, span: Span) -> Span | None:
        words = self.doc.text[span.start : span.end]
        taken = re.match(r"(?:that|of)\s+", words)
        return trimmed(self.doc.text, span.start + (taken.end() if taken else 0), span.end)

    def _remainders(self, s: Sentence, own: list[Attribution]) -> Iterator[list[Span]]:
        """What a host sentence says in its own voice: its items without attributions and without whole quotations,
        one remainder for each part between semicolons."""
        verbal = [a for a in own if not (a.why or "").startswith("noun")]
        taken = SpanIndex([_Hole(x.start, x.end) for a in verbal for x in (*a.source, *a.cue, *a.content)])
        clauses = Clauses(s.host)
        parts: list[list[list[int]]] = [[[]]]
        for i, item in enumerate(s.host.items):
            if item.lower == ";":
                parts.append([[]])
            elif taken.touching(item.start, item.end) or item.tag == "Q":
                parts[-1].append([])
            else:
                parts[-1][-1].append(i)
        for runs in parts:
            spans = []
            for run in (_trimmed_run(clauses, r) for r in runs):
                words = sum(clauses.items[i].tag != "," for i in run)
                if run and run[0] > 0 and clauses.items[run[0]].lower in ("which", "who", "whom", "whose"):
                    continue  # a clause that hangs on what was taken out
                if words >= _LEAST_WORDS and any(clauses.host.is_finite(i) for i in run):
                    spans.extend(self._without_holes(clauses.span(run[0], run[-1])))
            if spans:
                yield spans

    def _without_holes(self, span: Span) -> list[Span]:
        """A stretch without the editorial brackets, markers and elisions in it: they are other voices, or none."""
        found = []
        at = span.start
        for hole in [*self.holes.touching(span.start, span.end), _Hole(span.end, span.end)]:
            while at < hole.start and (self.doc.text[at].isspace() or self.doc.text[at] in ",;:.)]—–"):
                at += 1
            piece = trimmed(self.doc.text, at, max(at, hole.start))
            if piece and any(c.isalnum() for c in self.doc.text[piece.start : piece.end]):
                found.append(piece)
            at = max(at, hole.end)
        return found

    def _claim(
        self, evidence: list[Span], voice: str, quotation: Quotation | None, attribution: str | None
    ) -> Claim:
        start, end = evidence[0].start, evidence[-1].end

        def within(a: int, b: int) -> bool:
            return any(x.start <= a and b <= x.end for x in evidence)

        events: list[Event] = [x.event for x in self.events.inside(start, end) if within(x.start, x.end)]
        times = tuple(t.id for t in self.times.inside(start, end) if within(t.start, t.end))
        entities = tuple(
            dict.fromkeys(m.entity for m in self.mentions.inside(start, end) if within(m.start, m.end))
        )
        words = " ".join(self.doc.text[x.start : x.end] for x in evidence)
        reading = self.assertions.read(words, evidence, events)
        return Claim(
            "", tuple(evidence), voice, quotation.id if quotation else None, attribution,
            self.sources.of(Span(start, end), quotation), reading.about, tuple(e.id for e in events), reading.cause,
            reading.effect, reading.told_as, times, entities, reading.polarity, reading.certainty,
            why="content of an attribution" if attribution else "sentence",
        )  # fmt: skip

    def insertions(self) -> Iterator[Claim]:
        """Editorial brackets that tell something: in the voice of whoever quotes."""
        for q in self.doc.quotations:
            for i in q.insertions:
                span = trimmed(self.doc.text, i.start + 1, i.end - 1)
                if span and len(self.doc.text[span.start : span.end].split()) >= _LEAST_WORDS:
                    claim = self._claim([span], i.voice, None, None)
                    if claim.events:
                        yield msgspec.structs.replace(claim, about="occurrence", why="editorial insertion")


class _At(msgspec.Struct, frozen=True):
    start: int
    end: int
    attribution: Attribution


class _Ev(msgspec.Struct, frozen=True):
    start: int
    end: int
    event: Event


class _Hole(msgspec.Struct, frozen=True):
    start: int
    end: int


def _trimmed_run(clauses: Clauses, run: list[int]) -> list[int]:
    """A run of items without the signs and conjunctions at its ends."""
    opening = ("although", "though", "while", "whereas")
    first, last = 0, len(run)
    while first < last:
        item = clauses.items[run[first]]
        if item.tag in ",C" or item.lower in opening or (item.lower == "that" and run[first] > 0):
            first += 1
        else:
            break
    while first < last and clauses.items[run[last - 1]].tag in ",CS":
        last -= 1
    return run[first:last]


STEP = Step(
    "claims",
    needs=(
        "document", "blocks", "sentences", "mentions", "markers", "citations", "times", "quotations", "attributions", "events",
    ),
    makes=("claims",),
    annotate=annotate,
)  # fmt: skip
