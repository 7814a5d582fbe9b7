"""voice_places: whose words stand at a place: the innermost quotation or reported saying that holds it, else the author's."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from whence.layers.certainty import Doubted, doubted_words
from whence.layers.document import Document
from whence.text import Span, SpanIndex

PERHAPS = "perhaps "  # before the name of who is not certain to be the voice


class Chains(Protocol):
    """What knows how voices are called."""

    def chain(self, voice: str | None) -> str:
        """A voice with those through whom its words came."""
        ...


class _Held(Struct, frozen=True):
    start: int
    end: int
    voice: str | None
    perhaps: str | None = None


class VoicePlaces:
    """The voices of a document by place. ``doubted``: words that a shown document leaves to nobody, since it is not certain who
    says them; a whole document knows its own."""

    def __init__(self, document: Document, doubted: Sequence[Doubted] | None = None) -> None:
        found = [
            _Held(q.start, q.end, q.voice) for q in document.quotations if q.use in ("speech", "writing")
        ]
        inserted = [_Held(i.start, i.end, i.voice) for q in document.quotations for i in q.insertions]
        said = [_Held(s.start, s.end, a.voice) for a in document.attributions for s in a.content]
        unsure = doubted_words(document) if doubted is None else doubted
        self._held = SpanIndex([
            *found, *inserted, *said, *(_Held(d.start, d.end, None, d.perhaps) for d in unsure)
        ])  # fmt: skip

    def at(self, span: Span) -> str | None:
        """The voice whose words these are; None where somebody speaks and nobody knows who."""
        held = self._innermost(span, False)
        return held.voice if held else "v0"

    def perhaps(self, span: Span) -> str | None:
        """What the voice is called whose words these perhaps are; None where it is certain whose they are."""
        held = self._innermost(span, True)
        return held.perhaps if held else None

    def called(self, span: Span, names: Chains) -> str:
        """What the voice at a place is called, with those through whom its words came; 'perhaps' where that is not certain."""
        perhaps = self.perhaps(span)
        return f"{PERHAPS}{perhaps}" if perhaps else names.chain(self.at(span))

    def _innermost(self, span: Span, doubted: bool) -> _Held | None:
        around = [h for h in self._held.around(span.start, span.end) if doubted or h.perhaps is None]
        return min(around, key=lambda h: (h.end - h.start, h.start, h.perhaps is None), default=None)
