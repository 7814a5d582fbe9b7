"""heard_speakers: whom the model hears in the quotations of a dialogue, as places in the text."""

from whence.lang import words_of
from whence.layers.document import Block, Document, Quotation
from whence.model.heard import Heard
from whence.text import Span, SpanIndex

_DESCRIBED = 0.5  # probability from which a description counts
_DIALOGUE = 6  # quotations that open a paragraph, from which a text is read as one with dialogue


class HeardSpeakers:
    """Answers for one document. The model learnt this from novels: it is asked where a text has dialogue as they do."""

    def __init__(self, heard: Heard, doc: Document) -> None:
        self.doc = doc
        self.by_start = {s.start: s.places for s in heard.speakers}
        self.described = SpanIndex(
            [m for m in heard.mentions if m.kind == "person nominal" and m.probability >= _DESCRIBED]
        )
        self.names = SpanIndex([m for m in doc.mentions if m.form == "name"])
        self.words = words_of(doc.text)
        starts = {b.start for b in doc.blocks if b.kind == "paragraph"}
        opening = sum(q.start in starts and q.form == "inline" and q.use == "speech" for q in doc.quotations)
        self.has_dialogue = opening >= min(_DIALOGUE, max(3, len(starts) // 4))

    def is_dialogue(self, q: Quotation, block: Block) -> bool:
        """Whether a quotation is a part of a dialogue rather than one that an argument is built on."""
        return self.has_dialogue and q.use == "speech" and q.marker is None and block.kind == "paragraph"

    def span(self, at: int) -> Span:
        """The name or description around a place, else its word."""
        for index in (self.names, self.described):
            around = index.around(at, at + 1)
            if around:
                return Span(around[0].start, around[0].end)
        n = self.words.first_from(at)
        return Span(self.words.starts[n], self.words.ends[n])
