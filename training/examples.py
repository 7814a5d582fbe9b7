"""Examples: windows of prepared texts as arrays, with what the heads shall say about them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from training.corpora.prepared import Prepared

from whence.model.decode import CONTENT, CUE, SOURCE
from whence.model.pieces import MARK, OUTSIDE, Cutter, Ints, Pieces
from whence.model.windows import LENGTH, inputs, windows

CLASSES = (
    "person name", "organization name", "place name", "event name", "other name",
    "person nominal", "organization nominal", "place nominal", "person pronoun",
)  # fmt: skip
WIDEST = 24  # pieces of a mention
MOST_QUOTES = 40  # of a window
MOST_ASKED = 64  # words of a window in place of a name


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
    spoken: list[
        tuple[int, int, Ints | None]
    ]  # opening, closing piece; where the speaker is mentioned, if known
    asked: list[
        tuple[int, Ints | None]
    ]  # a piece in place of a name, and where the same person is named, if known


def cut(text: Prepared, cutter: Cutter) -> Pieces:
    """The pieces of a prepared text."""
    return cutter.cut(text.chars, text.sentences, text.blocks, text.quotes)


def examples(
    number: int, text: Prepared, pieces: Pieces, cutter: Cutter, length: int = LENGTH, head: int = 0
) -> Iterator[Example]:
    """The windows of a text, of a length and with a first one of a length."""
    for first, last in windows(pieces, length, head):
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
        if "nested" not in text.has:
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
    grids = [_small(grid) for grid in inputs(pieces, first, last, cutter)]
    return Example(
        number, first, *grids, text.has, [(at, _small(parts)) for at, parts in anchors], _small(unsure),
        _mentions(text, covered), known, _spoken(text, pieces, first, last, covered),
        _asked(text, pieces, first, last, covered),
    )  # fmt: skip


def _small(grid: Ints) -> Ints:
    """In two bytes a number: many windows are kept."""
    return grid.astype(np.int16)  # type: ignore[return-value]


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


def _spoken(
    text: Prepared, pieces: Pieces, first: int, last: int, covered
) -> list[tuple[int, int, Ints | None]]:  # type: ignore[no-untyped-def]
    """All quotations that begin in the window, with the places (bytes of 0 and 1) of those whose speaker is known."""
    found: dict[int, tuple[int, int, Ints | None]] = {}
    low, high = int(pieces.starts[first]), int(pieces.starts[last - 1])
    for start, end in text.quotes:
        at = covered([(start, end)]) if low <= start <= high else ()
        if len(at) and pieces.quoted[first + at[0] - 1] == MARK:
            found[int(at[0])] = int(at[0]), int(at[-1]), None
    outside = np.concatenate([[0], pieces.quoted[first:last] == OUTSIDE, [0]])
    for quote in text.spoken:
        at = covered([(quote.start, quote.end)]) if low <= quote.start <= high else ()
        if not len(at) or int(at[0]) not in found:
            continue
        said = np.zeros(last - first + 2, dtype=np.int8)
        said[covered(quote.mentions)] = 1
        said &= outside.astype(np.int8)
        if said.any() or "mentions" in text.has:
            found[int(at[0])] = int(at[0]), int(at[-1]), said
    return [found[k] for k in sorted(found)]


def _asked(text: Prepared, pieces: Pieces, first: int, last: int, covered) -> list[tuple[int, Ints | None]]:  # type: ignore[no-untyped-def]
    """The words of the window that stand in place of a name, each with all places of the same person.

    Where a corpus marks every chain, a person without another place in the window has none, which is taught as such;
    where it marks some, other words in place of names are not known, and only teachers say what such a word stands for.
    Of a person's other places each piece counts 1; -1 is not known.
    """
    low, high = int(pieces.starts[first]), int(pieces.ends[last - 1])
    begin = bisect_left(text.referents, low, key=lambda r: r.start)
    end = bisect_left(text.referents, high, key=lambda r: r.start)
    inside = [(r, covered([(r.start, r.end)])) for r in text.referents[begin:end]]
    inside = [(r, at) for r, at in inside if len(at)]
    whole = "chains" in text.has
    found = []
    for r, at in inside:
        if not r.asked:
            continue
        if not r.chain:
            found.append((int(at[0]), None))
            continue
        line = np.zeros(last - first + 2, dtype=np.int8)
        for other, places in inside:
            same = other.chain == r.chain and other is not r
            line[places] = 1 if same else -1 if not other.chain and not whole else line[places]
        line[at] = -1
        found.append((int(at[0]), line if whole or (line == 1).any() else None))
    return found  # type: ignore[return-value]
