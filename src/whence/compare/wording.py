"""wording: a text as it is compared word by word, and the marks by which texts that may share a passage find one another.

A mark is the hash of five words; of every four that begin in a row one is kept, the most telling (winnowing: Schleimer, Wilkerson and Aiken 2003,
who keep the least hash), so that two texts with eight words the same keep the same one of them. Runs of words that stand everywhere are no marks.
"""

import zlib
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from whence.compare.contexts import weight
from whence.compare.shared import worded_apart
from whence.layers.document import Citation, Document, Marker
from whence.ledger.words import tokens
from whence.text import Span, SpanIndex

GRAM = 5  # words of a mark
_WINDOW = 4
_LEAST = 60  # how telling the words of a mark are together, at least
_MOST = 255
_PRIME = np.uint64(0x100000001B3)  # of the hash FNV-1a


class Worded(Struct, frozen=True, eq=False, gc=False):
    """A text as it is compared: its words as numbers (those of references are like no others), how telling each is, where it begins and ends.

    ``marks``: mark → the words at which it begins.
    """

    path: str
    words: Sequence[int]
    weights: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    quoted: tuple[Span, ...]
    marks: Mapping[int, Sequence[int]]


class Packed(Struct, frozen=True, gc=False):
    """The same as bytes."""

    words: bytes
    weights: bytes
    starts: bytes
    ends: bytes
    quoted: tuple[Span, ...]


def worded(path: str, document: Document) -> Worded:
    """The words of a document for comparison."""
    references: SpanIndex[Citation | Marker] = SpanIndex([*document.citations, *document.markers])
    words, spans = worded_apart(path, document.text, references)
    numbers = array("I", map(_number, words))
    weights = bytes(map(_telling, words))
    starts, ends = array("I", (a for a, _ in spans)), array("I", (z for _, z in spans))
    quoted = tuple(Span(q.start, q.end) for q in document.quotations if q.use in ("speech", "writing"))
    return Worded(path, numbers, weights, starts, ends, quoted, _marks(numbers, weights))


def packed(text: Worded) -> Packed:
    """A text's wording as bytes, the same on every machine."""
    numbers, starts, ends = (np.asarray(x, "<u4").tobytes() for x in (text.words, text.starts, text.ends))
    return Packed(numbers, bytes(text.weights), starts, ends, text.quoted)


def unpacked(path: str, kept: Packed) -> Worded:
    """A text's wording from its bytes."""
    numbers, starts, ends = (_array(x) for x in (kept.words, kept.starts, kept.ends))
    return Worded(path, numbers, kept.weights, starts, ends, kept.quoted, _marks(numbers, kept.weights))


def _array(kept: bytes) -> "array[int]":
    return array("I", np.frombuffer(kept, "<u4").astype(np.uint32).tobytes())


@lru_cache(100_000)
def _number(word: str) -> int:
    return zlib.crc32(word.encode())


@lru_cache(100_000)
def _telling(word: str) -> int:
    """How telling a word is, by its stem; a word of a reference tells nothing."""
    return 0 if word.startswith("\0") else min(_MOST, sum(weight(s) for s in tokens(word, "en")))


def _marks(words: Sequence[int], weights: bytes) -> dict[int, list[int]]:
    if len(words) < GRAM:
        return {}
    hashes = _hashes(np.asarray(words, np.uint64))
    telling = _telling_of(np.frombuffer(weights, np.uint8).astype(np.uint64), len(hashes))
    kept = _chosen(hashes, telling)
    kept = kept[telling[kept] >= _LEAST]
    found: dict[int, list[int]] = {}
    for mark, at in zip(hashes[kept].tolist(), kept.tolist(), strict=True):
        found.setdefault(mark, []).append(at)
    return found


def _hashes(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A number of 63 bits for every five words in a row."""
    size = len(words) - GRAM + 1
    found = np.full(size, 0xCBF29CE484222325, np.uint64)
    for n in range(GRAM):
        found = (found ^ words[n : n + size]) * _PRIME
    return found >> np.uint64(1)


def _telling_of(weights: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """How telling every five words in a row are together."""
    found = np.zeros(size, np.uint64)
    for n in range(GRAM):
        found += weights[n : n + size]
    return found


def _chosen(hashes: NDArray[np.uint64], telling: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The places of the marks that are kept: the most telling of every window, of equals the one with the least hash."""
    order = ((np.uint64(GRAM * _MOST) - telling) << np.uint64(48)) | (hashes >> np.uint64(15))
    width = min(_WINDOW, len(order))
    size = len(order) - width + 1
    best = np.arange(size)
    for n in range(1, width):
        best = np.where(order[n : n + size] < order[best], np.arange(n, n + size), best)
    return np.flatnonzero(np.bincount(best, minlength=len(order)))
