"""shared: passages that stand word for word in several documents, however they got there.

Fingerprints are hashes of eight words, one kept of every five in a row (winnowing: Schleimer, Wilkerson and Aiken 2003),
so that every passage of twelve words or more is found. Case, punctuation and line breaks don't count, nor
do references: that two documents cite one work is told elsewhere.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from whence.layers.document import Document
from whence.text import Span, SpanIndex

SHORTEST = 12  # words
_GRAM = 8
_WINDOW = SHORTEST - _GRAM + 1
_COMMONEST = 50  # documents: what stands in more of them is a form, not a passage
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Place(Struct, frozen=True, order=True):
    """Where a passage stands: the path of the document in the ledger, and the span in its text."""

    document: str
    span: Span


class SharedPassage(Struct, frozen=True):
    """A passage in the words of the first place, and all places that have it."""

    words: str
    length: int
    places: tuple[Place, ...]


class _Text(Struct, frozen=True):
    path: str
    chars: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def shared_passages(documents: Iterable[tuple[str, Document]], most: int = 200) -> tuple[SharedPassage, ...]:
    """The longest passages that two or more documents share, the longest first; paths are those of a ledger."""
    texts: list[_Text] = []
    held: dict[int, list[tuple[int, int]]] = {}
    for path, document in documents:
        text = _text(path, document)
        for mark, at in fingerprints(text.words, _GRAM, _WINDOW):
            held.setdefault(mark, []).append((len(texts), at))
        texts.append(text)
    found: dict[tuple[str, ...], set[Place]] = {}
    seen: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for mark in sorted(held):
        places = held[mark]
        if 1 < len({n for n, _ in places}) <= _COMMONEST:
            _compare(places, texts, found, seen)
    whole = _outermost(found)
    return tuple(_passage(key, places, texts) for key, places in whole[:most])


def _text(path: str, document: Document) -> _Text:
    words, spans = worded_apart(path, document.text, SpanIndex(document.citations))
    return _Text(path, document.text, words, spans)


def worded_apart(
    path: str, chars: str, references: SpanIndex[Any]
) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The words of a text as they are compared, each with its place; those of references are like no others."""
    spans = tuple((m.start(), m.end()) for m in _WORD.finditer(chars))
    words = tuple(f"\0{path}\0{a}" if references.around(a, b) else _same(chars[a:b]) for a, b in spans)
    return words, spans


def _same(word: str) -> str:
    return word.replace("’", "'").casefold()


def fingerprints(words: Sequence[str], gram: int, width: int) -> Iterator[tuple[int, int]]:
    """The least hash of every window of ``width`` hashes of ``gram`` words, each once, with the word at which it begins."""
    hashes = [zlib.crc32(" ".join(words[n : n + gram]).encode()) for n in range(len(words) - gram + 1)]
    last = -1
    for n in range(max(len(hashes) - width + 1, min(1, len(hashes)))):
        window = hashes[n : n + width]
        at = n + min(range(len(window)), key=lambda i: (window[i], -i))
        if at != last:
            yield hashes[at], at
            last = at


def _compare(
    places: Sequence[tuple[int, int]],
    texts: Sequence[_Text],
    found: dict[tuple[str, ...], set[Place]],
    seen: dict[tuple[int, int], list[tuple[int, int, int]]],
) -> None:
    """Extends what two places share to both sides, as far as the words are the same."""
    for i, (a, at) in enumerate(places):
        for b, bt in places[i + 1 :]:
            if a == b or any(d == at - bt and s <= at < e for s, e, d in seen.get((a, b), ())):
                continue
            one, other = texts[a].words, texts[b].words
            if one[at : at + _GRAM] != other[bt : bt + _GRAM]:
                continue  # two passages with one hash
            start, end = at, at + _GRAM
            while start and bt - (at - start) and one[start - 1] == other[bt - (at - start) - 1]:
                start -= 1
            while end < len(one) and bt + (end - at) < len(other) and one[end] == other[bt + (end - at)]:
                end += 1
            seen.setdefault((a, b), []).append((start, end, at - bt))
            if end - start >= SHORTEST:
                key = one[start:end]
                found.setdefault(key, set()).update(
                    (_place(texts[a], start, end), _place(texts[b], start - at + bt, end - at + bt))
                )


def _place(text: _Text, start: int, end: int) -> Place:
    return Place(text.path, Span(text.spans[start][0], text.spans[end - 1][1]))


def _outermost(found: dict[tuple[str, ...], set[Place]]) -> list[tuple[tuple[str, ...], set[Place]]]:
    """Without what stands inside a longer shared passage at all of its places; the longest first."""
    ordered = sorted(found.items(), key=lambda item: (-len(item[0]), min(item[1])))
    taken: dict[str, list[Span]] = {}
    kept = []
    for key, places in ordered:
        free = {
            p
            for p in places
            if not any(s.start <= p.span.start and p.span.end <= s.end for s in taken.get(p.document, ()))
        }
        if free:
            kept.append((key, places))
            for p in places:
                taken.setdefault(p.document, []).append(p.span)
    return kept


def _passage(key: tuple[str, ...], places: set[Place], texts: Sequence[_Text]) -> SharedPassage:
    ordered = tuple(sorted(places))
    chars = next(t.chars for t in texts if t.path == ordered[0].document)
    span = ordered[0].span
    return SharedPassage(" ".join(chars[span.start : span.end].split()), len(key), ordered)
