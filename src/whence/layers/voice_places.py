"""voice_places: whose words stand at a place: the innermost quotation or reported saying that holds it, else the author's."""

from msgspec import Struct

from whence.layers.document import Document
from whence.text import Span, SpanIndex


class _Held(Struct, frozen=True):
    start: int
    end: int
    voice: str | None


class VoicePlaces:
    """The voices of a document by place."""

    def __init__(self, document: Document) -> None:
        found = [
            _Held(q.start, q.end, q.voice) for q in document.quotations if q.use in ("speech", "writing")
        ]
        inserted = [_Held(i.start, i.end, i.voice) for q in document.quotations for i in q.insertions]
        said = [_Held(s.start, s.end, a.voice) for a in document.attributions for s in a.content]
        self._held = SpanIndex([*found, *inserted, *said])

    def at(self, span: Span) -> str | None:
        """The voice whose words these are; None where somebody speaks and nobody knows who."""
        around = self._held.around(span.start, span.end)
        return min(around, key=lambda h: (h.end - h.start, h.start)).voice if around else "v0"
