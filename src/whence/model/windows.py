"""Windows: the pieces of a text packed into stretches of a fixed length, cut between sentences, rather between blocks.

One window at a time goes through the network, always padded to one of a few lengths: so what stands in a window depends
on nothing but the text.
"""

from collections.abc import Iterator

import numpy as np

from whence.model.pieces import Cutter, Ints, Pieces

LENGTH = 256  # pieces, with the two that mark its ends
LENGTHS = (64, 128, 256)
_FULL = 0.8  # of a window: from there on a block's end is a good place to cut


def windows(pieces: Pieces, length: int = LENGTH, head: int = 0) -> Iterator[tuple[int, int]]:
    """The windows as first and last piece (excluded), in their order, without gaps or overlap.

    ``head`` makes the first one shorter: training sees a text cut in several ways.
    """
    room = (head or length) - 2
    start, total = 0, len(pieces)
    while start < total:
        end = min(start + room, total)
        if end < total:
            end = _cut(pieces, start, end)
        yield start, end
        start, room = end, length - 2


def padded(pieces: int) -> int:
    """The length to which a window of so many pieces is filled up."""
    return next(n for n in LENGTHS if pieces + 2 <= n)


def inputs(pieces: Pieces, first: int, last: int, cutter: Cutter) -> tuple[Ints, ...]:
    """A window's ids, shapes, marks, sentences and blocks, with its two ends, not padded."""

    def whole(values: Ints, begin: int, end: int) -> Ints:
        return np.concatenate([[begin], values[first:last], [end]]).astype(np.int64)

    sentences, blocks = pieces.sentences[first:last], pieces.blocks[first:last]
    return (
        whole(pieces.ids, cutter.start, cutter.stop),
        whole(pieces.shapes, 0, 0),
        whole(pieces.quoted, 0, 0),
        whole(pieces.sentences, sentences[0], sentences[-1]) - sentences[0],
        whole(pieces.blocks, blocks[0], blocks[-1]) - blocks[0],
    )


def _cut(pieces: Pieces, start: int, end: int) -> int:
    """The last good place to cut before ``end``: a block's end, a sentence's, a word's."""
    least = start + int((end - start) * _FULL)
    for at in range(end, least, -1):
        if pieces.blocks[at] != pieces.blocks[at - 1]:
            return at
    for of in (pieces.sentences, pieces.words):
        for at in range(end, start, -1):
            if of[at] != of[at - 1]:
                return at
    return end
