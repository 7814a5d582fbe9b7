"""foreign_frames: the attributions of a text in a language that only rules read: quoted words with a verb of saying beside them, what is said to be
so ('a assuré que …'), whose account something is ('Selon les pompiers, …').
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from whence.layers.document import AttributionKind, Document, Quotation
from whence.layers.inquits import DASH
from whence.layers.said_beside import Said, SaidBeside, said_beside
from whence.layers.verb_frames import Draft
from whence.text import Span, SpanIndex, trimmed

_SPEECH = ("speech", "writing")
# between who is named and words of his that go on: no end of a sentence
_GOES_ON = re.compile(rf"[^.!?\n]{{0,60}}?(?:[,:]|{DASH})?[^\S\n]*")
_CLOSING = '»”“"'


def foreign_drafts(doc: Document) -> list[Draft]:
    """The attributions of a text in one of the languages of lang/said; none of another."""
    beside = said_beside(doc.text, doc.document.language)
    return list(_Foreign(doc, beside).all()) if beside else []


class _Foreign:
    def __init__(self, doc: Document, beside: SaidBeside) -> None:
        self.doc, self.text, self.beside = doc, doc.text, beside
        self.quotations = SpanIndex([q for q in doc.quotations if q.use in _SPEECH])
        self.blocks = SpanIndex(doc.blocks)
        self.sentences = SpanIndex(doc.sentences)

    def all(self) -> Iterator[Draft]:
        yield from self._direct()
        for s in self.doc.sentences:
            yield from self._indirect(s.start, s.end)

    # -- quoted words --------------------------------------------------------------------------------------------------

    def _direct(self) -> Iterator[Draft]:
        """Quoted words with who says them; with those that go on behind him ('»…«, rief die Frau, »…«')."""
        last: Draft | None = None
        end = 0
        for q in (q for q in self.quotations.records if q.form == "inline"):
            said = self._of(q)
            if said is not None and said.source is not None:
                if last is not None:
                    yield last
                outer = [o.id for o in self.quotations.around(q.start, q.end) if o.id != q.id]
                inside = outer[-1] if outer else None
                last = Draft(
                    "direct", said.source, said.cue, q.segments, (q.id,), inside, "a verb of saying beside"
                )
                end = said.end
            elif (
                last is not None
                and said is None
                and end < q.start
                and _GOES_ON.fullmatch(self.text, end, q.start)
            ):
                last = replace(
                    last, content=(*last.content, *q.segments), quotations=(*last.quotations, q.id)
                )
                end = q.end
        if last is not None:
            yield last

    def _goes_on(self, q: Quotation, end: int, last: Draft) -> bool:
        """Whether a quotation goes on with what somebody says who is named before ``end``: in one turn behind a dash, or in one sentence."""
        if q.why == "dash":
            return self.blocks.at(q.start) is self.blocks.at(last.content[0].start)
        return end < q.start and _GOES_ON.fullmatch(self.text, end, q.start) is not None

    def _of(self, q: Quotation) -> Said | None:
        """Who says a quotation: told inside it, behind it, or before the colon that announces it."""
        block = self.blocks.at(q.start)
        if block is None:
            return None
        for one, other in pairwise(q.segments):
            if said := self.beside.behind(one.end, other.start):
                return said
        if said := self.beside.after(q.start, q.end, block.end):
            return said
        lead = self.text[block.start : q.start].rstrip()
        if not lead.endswith(":"):
            return None
        return self.beside.before(self._begin(block.start, q.start), block.start + len(lead) - 1)

    def _begin(self, start: int, end: int) -> int:
        """Where the words before a quotation begin: behind the sentence, or the quotation, before them."""
        inside = [s.start for s in self.sentences.touching(start, end)]
        closed = [q.end for q in self.quotations.inside(start, end)]
        return max([start, *inside, *closed])

    # -- what is said to be so -----------------------------------------------------------------------------------------

    def _indirect(self, start: int, end: int) -> Iterator[Draft]:
        """What a sentence outside quotations tells as somebody's."""
        if self.quotations.around(start, end):
            return
        while start < end and not self.text[start].isalnum():
            start += 1
        if ahead := self.beside.according(start, end):
            yield from self._draft(ahead[1], (ahead[0],), ahead[2], end)
        elif behind := self.beside.according_behind(start, end):
            yield from self._draft(behind[1], (behind[0],), start, behind[0].start)
        for said, at in self.beside.reports(start, end):
            if not self.quotations.touching(said.cue[0].start, said.cue[0].end):
                yield from self._draft(said.source, said.cue, at, end)

    def _draft(self, source: Span | None, cue: tuple[Span, ...], start: int, end: int) -> Iterator[Draft]:
        while end > start and not self.text[end - 1].isalnum() and self.text[end - 1] not in _CLOSING:
            end -= 1
        content = trimmed(self.text, start, end) if end > start else None
        if content is not None:
            inside = tuple(q.id for q in self.quotations.inside(start, end))
            kind: AttributionKind = "mixed" if inside else "indirect"
            yield Draft(kind, source, cue, (content,), inside, None, "a verb of saying")
