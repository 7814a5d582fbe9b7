"""Hosts: the sentences of the running text with each quotation in its place as one thing, and the same inside quotations."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from whence.lang import Words, lexicon, words_of
from whence.layers.document import Document, Quotation
from whence.layers.phrases import Host
from whence.layers.tagging import Item, closed_classes, tag_of
from whence.text import Span, SpanIndex, Text

_LIST_LABEL = re.compile(r"(?:[-*•–·]|\(?\w{1,4}[.)])\s+")
_LEVELS = 4  # quotations inside quotations are followed this deep


class Sentence(NamedTuple):
    """A host sentence: its items, the block it stands in, and the quotation whose words it is made of (or None)."""

    host: Host
    start: int
    end: int
    block: int
    quotation: Quotation | None


class _Builder:
    def __init__(self, doc: Document, text: Text) -> None:
        self.doc, self.text = doc, text
        self.words: Words = words_of(text.chars)
        self.known = lexicon(doc.document.language)
        self.classes = closed_classes(doc.document.language)
        self.titles = self.known.words("abbreviations", "titles")
        self.sentences = SpanIndex(doc.sentences)
        self.inline = SpanIndex(
            [q for q in doc.quotations if q.form == "inline" and q.use in ("speech", "writing")]
        )
        self.named = self._flags((m.start, m.end) for m in doc.mentions if m.form in ("name", "adjective"))
        holes = [(m.start, m.end) for m in doc.markers]
        self.holes = self._flags([*holes, *((i.start, i.end) for q in doc.quotations for i in q.insertions)])
        self.tags: list[str | None] = [None] * len(self.words)

    def _flags(self, spans: Iterable[tuple[int, int]]) -> bytearray:
        """One byte a word: whether it lies in one of the spans."""
        flags = bytearray(len(self.words))
        for start, end in spans:
            for i in self.words.between(start, end):
                flags[i] = 1
        return flags

    def tag(self, i: int) -> str:
        """The tag of word i, told once."""
        found = self.tags[i]
        if found is None:
            found = self.tags[i] = tag_of(self.words, i, self.known, self.classes, bool(self.named[i]))
        return found

    def region(
        self, start: int, end: int, block: int, quotation: Quotation | None, level: int
    ) -> Iterator[Sentence]:
        """The host sentences of a stretch of text, then those inside its quotations."""
        touching = [q for q in self.inline.touching(start, end) if quotation is None or q.id != quotation.id]
        for q in touching:
            if q.start < start and q.end > start and not (quotation and q.start <= quotation.start):
                start = min(q.end, end)  # the quotation goes on from the paragraph before
        inner = [q for q in touching if q.start >= start and (quotation is None or q.end <= end)]
        outermost: list[Quotation] = []
        for q in inner:
            if not outermost or q.start >= outermost[-1].end:
                outermost.append(q)
        for first, last in self._cuts(start, end, outermost):
            items = self._items(first, last, outermost)
            if items:
                yield Sentence(Host(items, self.known, self.classes), first, last, block, quotation)
        if level < _LEVELS:
            for q in outermost:
                for segment in _joined(q.segments):
                    yield from self.region(segment.start, segment.end, block, q, level + 1)

    def _cuts(self, start: int, end: int, quotations: list[Quotation]) -> Iterator[tuple[int, int]]:
        """The stretch cut at the ends of sentences that do not lie inside a quotation."""
        inside = SpanIndex(quotations)
        at = start
        for sentence in self.sentences.touching(start, end):
            stop = min(sentence.end, end)
            around = inside.at(stop - 1) or inside.at(min(stop, end - 1))
            if around is not None and around.start < stop < around.end:
                continue
            if stop > at:
                yield max(at, start), stop
                at = stop
        if at < end:
            yield at, end

    def _items(self, start: int, end: int, quotations: list[Quotation]) -> list[Item]:
        items: list[Item] = []
        skip = start
        waiting = [q for q in quotations if start <= q.start < end]
        for i in self.words.between(start, end):
            a, b = self.words.starts[i], self.words.ends[i]
            if a < skip:
                continue
            if waiting and a >= waiting[0].start:
                q = waiting.pop(0)
                items.append(Item(q.start, q.end, "", "Q", q.id))
                skip = q.end
                if a < skip:
                    continue
            if self.holes[i]:
                continue
            lower = self.words.lower[i]
            if lower in "“”\"«»„‘’'*_":
                continue
            if (
                lower == "."
                and items
                and (items[-1].lower in self.titles or (len(items[-1].lower) == 1 and items[-1].tag == "A"))
            ):
                continue  # 'Dr. Einar', 'J. Hadrel'
            items.append(Item(a, b, lower, self.tag(i)))
        return items


def _joined(segments: tuple[Span, ...]) -> list[Span]:
    """One stretch for neighbouring segments: insertions and elisions are holes, not ends."""
    return [Span(segments[0].start, segments[-1].end)] if segments else []


class Hosts:
    """Host sentences of single blocks, for those who ask about a few."""

    def __init__(self, doc: Document, text: Text) -> None:
        self._builder = _Builder(doc, text)

    def of_block(self, start: int, end: int, number: int) -> list[Sentence]:
        """The host sentences of the running text between start and end."""
        return list(self._builder.region(start, end, number, None, _LEVELS))


def hosts(doc: Document, text: Text) -> list[Sentence]:
    """All host sentences of the body, in the order of the text; those inside a quotation follow the one around it."""
    builder = _Builder(doc, text)
    blocks = {(q.start, q.end): q for q in doc.quotations if q.form == "block"}
    by_block = SpanIndex(list(blocks.values()))
    found: list[Sentence] = []
    for n, block in enumerate(doc.blocks):
        if block.kind in ("note", "title", "heading", "colophon", "table", "caption", "other"):
            continue
        outer = by_block.touching(block.start, block.end)
        if outer and block.kind in ("block_quotation", "verse", "turn"):
            q = outer[0]
            found.extend(builder.region(max(block.start, q.start), min(block.end, q.end), n, q, 1))
        else:
            label = (
                _LIST_LABEL.match(text.chars, block.start, block.end) if block.kind == "list_item" else None
            )
            found.extend(builder.region(label.end() if label else block.start, block.end, n, None, 0))
    return found
