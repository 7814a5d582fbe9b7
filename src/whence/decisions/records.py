"""records: what in a document people can decide about, how a decision holds on to it, and how it is found again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from whence.layers.document import Document
from whence.text import Anchor, Span, anchor_of

_ENOUGH = 0.6  # of what two readings of one record cover together: so much must be common for them to be the same one


class Records:
    """The records of one document by id and by place.

    An entity has no place of its own: it is held by any place where it is mentioned. Of several records of a kind at one place
    the second is held as 'claim 2'.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._spans: dict[str, tuple[str, tuple[Span, ...]]] = {}
        self._at: dict[tuple[str, tuple[Span, ...]], list[str]] = defaultdict(list)
        for kind, id_, spans in _places(document):
            self.put(kind, id_, spans)

    def put(self, kind: str, record: str, spans: tuple[Span, ...]) -> None:
        """Takes in a record; an entity once for each place."""
        self._spans.setdefault(record, (kind, spans))
        if record not in self._at[(kind, spans)]:
            self._at[(kind, spans)].append(record)

    def drop(self, record: str) -> None:
        """A record is gone, wherever it stood."""
        self._spans.pop(record, None)
        for places in self._at.values():
            if record in places:
                places.remove(record)

    def join(self, old: str, new: str) -> None:
        """A record is another one now, wherever it stands."""
        self._spans.pop(old, None)
        for places in self._at.values():
            if old in places:
                places[:] = dict.fromkeys(new if i == old else i for i in places)

    def kind(self, record: str) -> str:
        """What a record is. Raises KeyError for an id that the document does not have."""
        return self._spans[record][0]

    def spans(self, record: str) -> tuple[Span, ...]:
        """Where a record stands; an entity where it is first mentioned. Raises KeyError."""
        return self._spans[record][1]

    def anchor(self, record: str) -> Anchor:
        """What a decision about a record holds on to. Raises KeyError for an id that the document does not have."""
        kind, spans = self._spans[record]
        return self._anchor(kind, spans, self._at[(kind, spans)].index(record))

    def anchor_at(self, kind: str, spans: Sequence[Span]) -> Anchor:
        """The anchor of words that are no record, or of a mention of an entity."""
        return self._anchor(kind, tuple(spans), 0)

    def _anchor(self, kind: str, spans: tuple[Span, ...], number: int) -> Anchor:
        name = kind if number == 0 else f"{kind} {number + 1}"
        return anchor_of(self._document.text, self._document.document.id, name, spans)

    def stands(self, kind: str, spans: tuple[Span, ...]) -> bool:
        """Whether a record of a kind stands just at these words."""
        return bool(self._at.get((kind, spans)))

    def find(self, kind: str, spans: tuple[Span, ...]) -> str | None:
        """The record of a kind ('claim', 'claim 2') at a place; if none stands just there, the one that covers nearly the same words."""
        name, _, number = kind.partition(" ")
        exact = self._at.get((name, spans))
        if exact:
            return exact[min(int(number or 1), len(exact)) - 1]
        near = [
            (_common(spans, other), id_)
            for (k, other), ids in self._at.items()
            if k == name and other[0].start < spans[-1].end and spans[0].start < other[-1].end
            for id_ in ids
        ]
        best = max(near, default=(0.0, ""), key=lambda pair: pair[0])
        return best[1] if best[0] >= _ENOUGH else None


def _places(document: Document) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    for q in document.quotations:
        yield "quotation", q.id, (Span(q.start, q.end),)
    for a in document.attributions:
        spans = tuple(sorted({*a.source, *a.cue, *a.content}))
        if spans:
            yield "attribution", a.id, spans
    for c in document.claims:
        if c.evidence:
            yield "claim", c.id, tuple(c.evidence)
    for t in document.times:
        yield "time", t.id, (Span(t.start, t.end),)
    for cited in document.citations:
        yield "citation", cited.id, (Span(cited.start, cited.end),)
    for e in document.events:
        if e.triggers:
            yield "event", e.id, tuple(e.triggers)
    for m in document.mentions:
        yield "entity", m.entity, (Span(m.start, m.end),)


def _common(a: Sequence[Span], b: Sequence[Span]) -> float:
    """How much of what two lists of spans cover is covered by both."""
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    whole = sum(s.end - s.start for s in (*a, *b)) - shared
    return shared / whole if whole else 0.0
