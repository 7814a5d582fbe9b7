"""Anchor: what decisions, citations and exports hold on to. Ids change from one reading to the next; words do not.

Follows the W3C Web Annotation Data Model's TextQuoteSelector (exact, prefix, suffix) beside positions.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from whence.text.edited import find_edited
from whence.text.span import Span

CONTEXT = 32  # characters kept before and after
_OWN = 24  # characters of words that are enough to find their place, where they stand only once
_LEAST = 16  # characters of the context that must stand beside shorter ones
_AHEAD = 6  # by how many characters of context the best place must be better than the next
_SLACK = 40  # by how many characters the words between two spans may have grown or shrunk
_MOST = 2_000  # places at which words are looked at; what stands so often needs its old position
_ALIKE = str.maketrans("“”„«»‟‘’‚‛–—‒―−\u2010\u2011\u00a0", '""""""\'\'\'\'-------\u0020')


class Anchor(Struct, frozen=True):
    """A place in a document that can be found again: the spans, the exact words, and some words around them."""

    document: str
    kind: str
    spans: tuple[Span, ...]
    exact: tuple[str, ...]
    prefix: str
    suffix: str


def anchor_of(chars: str, document: str, kind: str, spans: Sequence[Span]) -> Anchor:
    """The anchor of a record that covers spans of chars. Raises ValueError where there is no span."""
    if not spans:
        raise ValueError("an anchor needs at least one span")
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    return Anchor(
        document=document,
        kind=kind,
        spans=tuple(spans),
        exact=tuple(chars[s.start : s.end] for s in spans),
        prefix=chars[max(0, first - CONTEXT) : first],
        suffix=chars[last : last + CONTEXT],
    )


def place(anchor: Anchor, chars: str) -> tuple[Span, ...] | None:
    """Where the anchor's words stand in chars; see ``Placer``, which is quicker for several anchors in one text."""
    return Placer(chars).place(anchor)


class Placer:
    """Finds anchors again in one text, which may have been edited or come from a file of another format.

    White space, the shapes of quotation marks and dashes do not count; each word does. Of several places at which the words
    stand, that one is taken round which more of the old context stands than round any other. Words of which a few were edited are found by the rest.
    An anchor whose words are gone, or stand in several places that the context does not tell apart, is an orphan: None, never a guess.
    """

    def __init__(self, chars: str) -> None:
        self._chars = chars

    @cached_property
    def _fold(self) -> tuple[str, list[int]]:
        return _fold(self._chars)  # only where something has moved

    def place(self, anchor: Anchor) -> tuple[Span, ...] | None:
        """The anchor's spans in this text, in their order; None for an orphan."""
        if self._stands_unmoved(anchor):
            return anchor.spans
        order = sorted(range(len(anchor.spans)), key=lambda i: anchor.spans[i])
        exact = [_fold(anchor.exact[i])[0].strip() for i in order]
        if not all(exact):
            return None
        before, after = _fold(anchor.prefix)[0], _fold(anchor.suffix)[0]
        gaps = [anchor.spans[b].start - anchor.spans[a].end for a, b in pairwise(order)]
        found = []
        for first in self._occurrences(exact[0]):
            spans = self._chain(first, exact, gaps)
            if spans:
                beside = self._beside(spans, before, after)
                found.append((beside, spans))
        best = self._best(found, sum(map(len, exact)), len(before.strip()) + len(after.strip()))
        if best is None and not found and sum(map(len, exact)) >= _OWN:
            best = self._edited(anchor, order, exact, before, after)
        if best is None:
            return None
        _, at = self._fold
        placed: list[Span] = [Span(0, 1)] * len(order)
        for i, (start, end) in zip(order, best, strict=True):
            placed[i] = Span(at[start], at[end - 1] + 1)
        return tuple(placed)

    def _edited(
        self, anchor: Anchor, order: Sequence[int], exact: Sequence[str], before: str, after: str
    ) -> list[tuple[int, int]] | None:
        first = anchor.spans[order[0]].start
        pieces = [(anchor.spans[i].start - first, words) for i, words in zip(order, exact, strict=True)]
        return find_edited(self._fold[0], pieces, before, after, self._is_whole)

    def _stands_unmoved(self, anchor: Anchor) -> bool:
        """Whether the words and all of their context stand where they stood."""
        first, last = min(s.start for s in anchor.spans), max(s.end for s in anchor.spans)
        return (
            all(self._chars[s.start : s.end] == e for s, e in zip(anchor.spans, anchor.exact, strict=True))
            and self._chars[max(0, first - len(anchor.prefix)) : first] == anchor.prefix
            and self._chars[last : last + len(anchor.suffix)] == anchor.suffix
        )

    def _occurrences(self, words: str) -> Iterator[int]:
        folded, _ = self._fold
        at = folded.find(words)
        for _ in range(_MOST):
            if at < 0:
                return
            if self._is_whole(at, at + len(words)):
                yield at
            at = folded.find(words, at + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether a stretch cuts no word."""
        folded, _ = self._fold
        left = start == 0 or not (folded[start - 1].isalnum() and folded[start].isalnum())
        right = end == len(folded) or not (folded[end - 1].isalnum() and folded[end].isalnum())
        return left and right

    def _chain(self, at: int, exact: Sequence[str], gaps: Sequence[int]) -> list[tuple[int, int]] | None:
        """The spans of an anchor from its first one on, each about as far from the one before as it was."""
        spans = [(at, at + len(exact[0]))]
        for words, gap in zip(exact[1:], gaps, strict=True):
            end = spans[-1][1]
            expected = end + gap if gap < 0 else end + max(gap, 1)
            there = self._nearest(
                words, max(end if gap >= 0 else 0, expected - _SLACK), expected, expected + _SLACK
            )
            if there is None:
                return None
            spans.append((there, there + len(words)))
        return spans

    def _nearest(self, words: str, low: int, expected: int, high: int) -> int | None:
        """Where words begin nearest to a place, between two others."""
        folded, _ = self._fold
        best: int | None = None
        at = folded.find(words, low, high + len(words))
        while at >= 0:
            if self._is_whole(at, at + len(words)) and (
                best is None or abs(at - expected) < abs(best - expected)
            ):
                best = at
            at = folded.find(words, at + 1, high + len(words))
        return best

    def _beside(self, spans: Sequence[tuple[int, int]], before: str, after: str) -> int:
        """How many characters of the old context stand beside a place, without a break."""
        folded, _ = self._fold
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        left = folded[max(0, start - len(before) - 1) : start].rstrip()
        right = folded[end : end + len(after) + 1].lstrip()
        return _common(left[::-1], before.rstrip()[::-1]) + _common(right, after.lstrip())

    @staticmethod
    def _best(
        found: list[tuple[int, list[tuple[int, int]]]], length: int, whole: int
    ) -> list[tuple[int, int]] | None:
        found.sort(key=lambda pair: -pair[0])
        if not found:
            return None
        beside, spans = found[0]
        if len(found) == 1:
            return spans if length >= _OWN or beside >= min(_LEAST, whole) else None
        next_ = found[1][0]
        enough = beside >= min(whole, next_ + _AHEAD) > next_
        return spans if enough and beside >= min(_LEAST, whole) else None


def _common(a: str, b: str) -> int:
    """How many characters two texts have in common from their beginning on."""
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _fold(chars: str) -> tuple[str, list[int]]:
    """The text with each run of white space as one space and one shape of each mark, and where each character stood."""
    made: list[str] = []
    at: list[int] = []
    space = True
    for i, c in enumerate(chars.translate(_ALIKE)):
        if c.isspace():
            if not space:
                made.append(" ")
                at.append(i)
            space = True
        elif c != "\u00ad":
            made.append(c)
            at.append(i)
            space = False
    return "".join(made), at
