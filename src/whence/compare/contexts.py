"""contexts: what a stretch of a document speaks of: its words with how telling they are, and its names.

How telling a word is comes from a fixed table (lang/en/common_stems.txt), not from the documents compared, so that one more document
changes nothing between two others.
"""

import math
import re
import zlib
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from whence.lang import lexicon
from whence.layers.document import Document
from whence.layers.inner_names import outermost
from whence.ledger.words import TokenIndex, tokens
from whence.text import Span

LONGEST = 450  # words of one stretch; a longer text is cut at the ends of its sentences
_RAREST = 70  # how telling a word is that the table does not have
_NAMED = 1.6  # how much more a name tells than another word
_KEYS, _KEYS_OF_SHORT = 20, 14
_SHORT = 150  # words of a stretch that has few to be known by: names count for more in it
_FULL_NAMES = 5  # of a stretch that are keys
_WITH_KINDS = 4  # names of a stretch that are keys with the kinds of its events
_FIRST_PERSON = re.compile(r"\bI\b(?!\.)|\b(?:we|my|our|us)\b")
_SMALL = 3  # digits of a number that tells little
_RARE = 45  # how telling a stem is that can be a key


@cache
def _everywhere() -> frozenset[str]:
    """Stems of names that people, months and weekdays share: two texts that have them need not speak of one thing."""
    known = lexicon("en")
    times = known.table("dates")
    names = [row[0] for row in known.rows("given_names")]
    return frozenset(t for n in (*names, *times["months"], *times["weekdays"]) for t in tokens(n, "en"))


class Weighted(Struct, frozen=True, eq=False, gc=False):
    """Stems with how telling they are, in tenths, and the root of the sum of their squares."""

    stems: Mapping[str, int]
    length: float


class Context(Struct, frozen=True, eq=False, gc=False):
    """A stretch of a document. ``keys`` are the most telling stems; those of a short one also names of several words (two each) and the most telling
    names with each kind of event: who shares such a one shares enough to be compared."""

    span: Span
    words: Weighted
    names: Weighted
    keys: tuple[str, ...]

    @property
    def about(self) -> frozenset[str]:
        """The keys that are words and names alone."""
        return frozenset(k for k in self.keys if ":" not in k)


@cache
def _weights() -> dict[str, int]:
    return {stem: round(10 * float(weight)) for stem, weight in lexicon("en").rows("common_stems")}


def weight(stem: str) -> int:
    """How telling a stem is, in tenths: 0 for words that stand in every text, 70 for one that the table does not have."""
    return _weights().get(stem, _RAREST)


def weighted(stems: Iterable[str]) -> Weighted:
    """The telling ones of some stems, in order."""
    found = {s: w for s in sorted(set(stems)) if (w := weight(s)) > 0 and (len(s) > 1 or s.isdigit())}
    return Weighted(found, math.sqrt(sum(w * w for w in found.values())))


def _is_small(stem: str) -> bool:
    """Whether a stem is a number, or a part of one, that days of a month, sums and counts of men give to texts of everything."""
    return len(stem) <= _SMALL and stem.isdigit()


def telling(stems: Iterable[str]) -> list[str]:
    """The stems that tell anything, in order, each once."""
    return [s for s in sorted(set(stems)) if weight(s) > 0 and (len(s) > 1 or s.isdigit())]


def alike(a: Weighted, b: Weighted) -> float:
    """The cosine of two sets of weighted stems, from 0 to 1."""
    small, large = (a.stems, b.stems) if len(a.stems) <= len(b.stems) else (b.stems, a.stems)
    shared = sum(small[s] ** 2 for s in small.keys() & large.keys())
    return shared / (a.length * b.length) if shared else 0.0


def contexts_of(document: Document, index: TokenIndex) -> tuple[Context, ...]:
    """The stretches of a document's text, one after the other."""
    named = sorted(
        (m.start, w)
        for m in outermost(document.mentions)
        if m.form == "name"
        for w in tokens(document.text[m.start : m.end], document.document.language)
    )
    author = _author(document)
    made = []
    for span in _stretches(document):
        takes_part = author if _FIRST_PERSON.search(document.text, span.start, span.end) else ()
        stems = [*index.between(span.start, span.end), *takes_part]
        names = weighted([w for at, w in named if span.start <= at < span.end] or takes_part)
        words = weighted(stems)
        heavy = {
            s: w * (_NAMED if s in names.stems else 1.0)
            for s, w in words.stems.items()
            if w >= _RARE and s not in _everywhere() and not _is_small(s)
        }
        # of equally telling stems those with the least hash: two stretches that share many take the same ones
        keys = sorted(heavy, key=lambda s: (-heavy[s], zlib.crc32(s.encode()), s))
        keys = keys[: _KEYS_OF_SHORT if len(stems) <= _SHORT else _KEYS]
        if len(stems) <= _SHORT:
            rare = [s for s in heavy if s in names.stems]
            keys += [*_full_names(document, span), *_with_kinds(document, span, rare)]
        made.append(Context(span, words, names, tuple(sorted(set(keys)))))
    return tuple(made)


def _with_kinds(document: Document, span: Span, names: Iterable[str]) -> list[str]:
    """Keys of a name and a kind of event that a stretch tells: 'vranin:assault'."""
    kinds = {e.kind for e in document.events if span.start <= e.triggers[0].start < span.end} - {"other"}
    kept = sorted(names, key=lambda s: (-weight(s), zlib.crc32(s.encode()), s))[:_WITH_KINDS]
    return [f"{name}:{kind}" for name in kept for kind in sorted(kinds)]


def _full_names(document: Document, span: Span) -> list[str]:
    """Keys for the names of several words in a stretch, forwards and backwards; those with the least hash, of many."""
    found = set()
    for m in outermost(document.mentions):
        if m.form == "name" and span.start <= m.start < span.end:
            words = tokens(document.text[m.start : m.end], document.document.language)
            # 'the brig Ann Elspeth' is 'the Ann Elspeth' too
            for named in {tuple(words), tuple(words[-2:])}:
                if len(named) > 1 and any(weight(w) >= _RARE for w in named):
                    found.add(named)
    kept = sorted(found, key=lambda ws: (zlib.crc32(" ".join(ws).encode()), ws))[:_FULL_NAMES]
    return [" ".join(ws) for ws in kept] + [" ".join((*reversed(ws), "")) for ws in kept]


@cache
def _titles() -> frozenset[str]:
    """The words of titles, small."""
    return frozenset(word.lower() for row in lexicon("en").rows("titles") for word in row[0].split())


def _author(document: Document) -> tuple[str, ...]:
    """The stems of the author's name, without what everybody may be called: one who tells of himself is named nowhere else."""
    byline = document.document.byline or ""
    words = byline.split(",")[0].split()
    named = " ".join(w for w in words if w[:1].isupper() and w.lower().strip(".") not in _titles())
    return tuple(t for t in tokens(named, document.document.language) if t not in _everywhere())


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
