"""Examples: windows of prepared texts as arrays, with what the heads shall say about them."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from training.corpora.prepared import Prepared

from whence.model.decode import CONTENT, CUE, SOURCE
from whence.model.pieces import MARK, OUTSIDE, Cutter, Ints, Pieces
from whence.model.windows import inputs, windows

CLASSES = (
    "person name", "organization name", "place name", "event name", "other name",
    "person nominal", "organization nominal", "place nominal", "person pronoun",
)  # fmt: skip
WIDEST = 16  # pieces of a mention


class Example(Struct):
    """One window. All numbers of pieces count the window's first mark as 0. ``has`` as in Prepared."""

    text: int
    first: int
    ids: Ints
    shapes: Ints
    quoted: Ints
    sentences: Ints
    blocks: Ints
    has: frozenset[str]
    anchors: list[tuple[int, Ints]]  # piece, and for each piece its part
    unsure: Ints  # 1 where it is not known whether an attribution begins
    mentions: list[tuple[int, int, int]]  # first, last, class
    classes: Ints  # 1 for the classes that the corpus marks
    spoken: list[tuple[int, int, Ints]]  # opening, closing piece; 1 where the speaker is mentioned


def cut(text: Prepared, cutter: Cutter) -> Pieces:
    """The pieces of a prepared text."""
    return cutter.cut(text.chars, text.sentences, text.blocks, text.quotes)


def examples(number: int, text: Prepared, pieces: Pieces, cutter: Cutter) -> Iterator[Example]:
    """The windows of a text."""
    for first, last in windows(pieces):
        yield _example(number, text, pieces, first, last, cutter)


def _example(number: int, text: Prepared, pieces: Pieces, first: int, last: int, cutter: Cutter) -> Example:
    size = last - first + 2

    def covered(spans: Sequence[tuple[int, int]]) -> Ints:
        """The pieces that the spans touch, numbered in the window."""
        parts = [_touched(pieces, a, b) for a, b in spans]
        at = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
        return at[(at >= first) & (at < last)] - first + 1

    anchors, unsure = [], np.zeros(size, dtype=np.int64)
    for attribution in text.attributions:
        cue = covered(attribution.cue)
        content = covered(attribution.content)
        unsure[content] = 1
        if not len(cue) or _touched(pieces, *attribution.cue[0])[0] < first:
            continue
        parts = np.zeros(size, dtype=np.int64)
        parts[content] = CONTENT
        parts[covered(attribution.source)] = SOURCE
        parts[cue] = CUE
        anchors.append((int(cue[0]), parts))
    unsure[covered(text.discarded)] = 1
    for at, _ in anchors:
        unsure[at] = 0
    known = np.array([c.split()[0] in text.types for c in CLASSES], dtype=np.int64)
    return Example(
        number, first, *inputs(pieces, first, last, cutter), text.has, anchors, unsure,
        _mentions(text, covered), known, _spoken(text, pieces, first, last, covered),
    )  # fmt: skip


def _touched(pieces: Pieces, start: int, end: int) -> Ints:
    low = int(np.searchsorted(pieces.ends, start, side="right"))
    high = int(np.searchsorted(pieces.starts, end, side="left"))
    return np.arange(low, max(high, low))


def _mentions(text: Prepared, covered) -> list[tuple[int, int, int]]:  # type: ignore[no-untyped-def]
    found = []
    for m in text.mentions:
        label = f"{m.type} {m.form}"
        at = covered([(m.start, m.end)])
        if label in CLASSES and 0 < len(at) <= WIDEST:
            found.append((int(at[0]), int(at[-1]), CLASSES.index(label)))
    return found


def _spoken(text: Prepared, pieces: Pieces, first: int, last: int, covered) -> list[tuple[int, int, Ints]]:  # type: ignore[no-untyped-def]
    found = []
    outside = np.concatenate([[0], pieces.quoted[first:last] == OUTSIDE, [0]])
    for quote in text.spoken:
        at = covered([(quote.start, quote.end)])
        if not len(at) or _touched(pieces, quote.start, quote.end)[0] < first:
            continue
        if pieces.quoted[first + at[0] - 1] != MARK:
            continue
        said = np.zeros(last - first + 2, dtype=np.int64)
        said[covered(quote.mentions)] = 1
        said &= outside
        if said.any() or "mentions" in text.has:
            found.append((int(at[0]), int(at[-1]), said))
    return found
