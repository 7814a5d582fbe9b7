"""contexts: what a stretch of a document speaks of: its words with how telling they are, and its names.

How telling a word is comes from a fixed table (lang/en/common_stems.txt), not from the documents compared, so that one more document
changes nothing between two others.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from whence.lang import lexicon
from whence.layers.document import Document
from whence.ledger.words import TokenIndex, tokens
from whence.text import Span

LONGEST = 450  # words of one stretch; a longer text is cut at the ends of its sentences
_RAREST = 7.0  # how telling a word is that the table does not have
_NAMED = 1.6  # how much more a name tells than another word
_KEYS = 20


class Context(Struct, frozen=True, eq=False):
    """A stretch of a document. Weights by stem, each set with its length (the root of the sum of squares); ``keys`` are the most telling stems."""

    span: Span
    words: Mapping[str, float]
    names: Mapping[str, float]
    keys: tuple[str, ...]


@cache
def _weights() -> dict[str, float]:
    return {stem: float(weight) for stem, weight in lexicon("en").rows("common_stems")}


def weight(stem: str) -> float:
    """How telling a stem is: 0 for words that stand in every text, 7 for one that the table does not have."""
    return _weights().get(stem, _RAREST)


def weighted(stems: Iterable[str]) -> dict[str, float]:
    """The telling ones of some stems, in order."""
    return {s: w for s in sorted(set(stems)) if (w := weight(s)) > 0 and (len(s) > 1 or s.isdigit())}


def alike(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two sets of weighted stems, from 0 to 1."""
    if len(a) > len(b):
        a, b = b, a
    shared = math.fsum(w * w for s, w in a.items() if s in b)
    if not shared:
        return 0.0
    return shared / math.sqrt(math.fsum(w * w for w in a.values()) * math.fsum(w * w for w in b.values()))


def contexts_of(document: Document, index: TokenIndex) -> tuple[Context, ...]:
    """The stretches of a document's text, one after the other."""
    named = sorted(
        (m.start, w)
        for m in document.mentions
        if m.form == "name"
        for w in tokens(document.text[m.start : m.end], document.document.language)
    )
    made = []
    for span in _stretches(document):
        stems = index.between(span.start, span.end)
        names = weighted(w for at, w in named if span.start <= at < span.end)
        words = weighted(stems)
        telling = {s: w * (_NAMED if s in names else 1.0) for s, w in words.items()}
        keys = sorted(telling, key=lambda s: (-telling[s], s))[:_KEYS]
        made.append(Context(span, words, names, tuple(sorted(keys))))
    return tuple(made)


def _stretches(document: Document) -> list[Span]:
    """A text cut into stretches of nearly the same length, none longer than LONGEST words by much."""
    words = len(document.text.split())
    pieces = max(1, math.ceil(words / LONGEST))
    if pieces == 1 or not document.sentences:
        return [Span(0, len(document.text))]
    size = len(document.text) / pieces
    cuts = [0]
    for s in document.sentences:
        if s.start >= size * len(cuts) and len(cuts) < pieces:
            cuts.append(s.start)
    return [Span(a, z) for a, z in zip(cuts, [*cuts[1:], len(document.text)], strict=True)]
