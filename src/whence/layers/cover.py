"""cover: how much of the running text notes give a source for, and the longest stretch without one."""

import re
from collections.abc import Sequence

from msgspec import Struct

from whence.layers.document import Block, Document
from whence.layers.places import NOT_RUNNING
from whence.text import Span, SpanIndex

_WORD = re.compile(r"\S+")


class Cover(Struct, frozen=True):
    """Counted in words: all of the running text, those that a note covers, those of the longest stretch without one.

    ``stretch`` is where that stretch stands, a span a paragraph.
    """

    words: int
    covered: int
    longest: int
    stretch: tuple[Span, ...]

    @property
    def share(self) -> int:
        """Per cent of the words that a note covers."""
        return round(100 * self.covered / self.words) if self.words else 0


def running(document: Document) -> list[Block]:
    """The blocks of the running text."""
    return [b for b in document.blocks if b.kind not in NOT_RUNNING]


def noted(document: Document) -> list[Span]:
    """The stretches that a note closes, without what stands inside another."""
    spans = sorted(
        {m.covers for m in document.markers if m.covers and m.note}, key=lambda s: (s.start, -s.end)
    )
    kept: list[Span] = []
    for s in spans:
        if not kept or s.start >= kept[-1].end:
            kept.append(s)
    return kept


def cover(document: Document, with_note: Sequence[Span] | None = None) -> Cover:
    """How far notes cover a document; ``with_note`` are the stretches where they are known already.

    A word is what stands between blanks; note markers are none.
    """
    covering = SpanIndex(noted(document) if with_note is None else with_note)
    markers = SpanIndex(document.markers)
    words = covered = 0
    length, best = 0, 0
    stretch: list[Span] = []
    longest: tuple[Span, ...] = ()
    for block in running(document):
        bare: Span | None = None
        for word in _WORD.finditer(document.text, block.start, block.end):
            if markers.around(word.start(), word.end()):
                continue
            words += 1
            if covering.at(word.start()):
                covered += 1
                bare = None
                if length > best:
                    best, longest = length, tuple(stretch)
                length, stretch = 0, []
                continue
            if bare is not None:
                stretch.pop()
            bare = Span(bare.start if bare else word.start(), word.end())
            stretch.append(bare)
            length += 1
    if length > best:
        best, longest = length, tuple(stretch)
    return Cover(words, covered, best, longest)
