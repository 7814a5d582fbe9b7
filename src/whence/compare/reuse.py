"""reuse: passages that one document has nearly in the words of another: copied, trimmed, a word changed here and there.

Runs of the same words are found by their fingerprints (winnowing: Schleimer, Wilkerson and Aiken 2003) and joined where little lies between them.
A passage counts when enough of its words are the same, and telling ones among them: two texts that tell the same facts in other
words share none, and what everybody writes ("at the end of the day") tells nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from whence.compare.contexts import weight
from whence.compare.shared import fingerprints, worded_apart
from whence.layers.document import Citation, Document, Marker
from whence.ledger.words import tokens
from whence.text import Span, SpanIndex

_GRAM = 5  # words of a fingerprint
_WINDOW = 4
_LEAST = 11  # words that are the same
_TELLING = 260  # how telling they are together
_GAP = 9  # words that may be others between two runs, on either side
_KEPT = 0.6  # of the words of a passage: the same
_STAR = 40  # documents that have a fingerprint: above it each is compared with the first of them only


class Passage(Struct, frozen=True, order=True):
    """A passage of two documents: where it stands in each, how many words are the same, and whether both put it in quotation marks."""

    a: Span
    b: Span
    same: int
    quoted: bool


class Reused(Struct, frozen=True):
    """What two documents (by path, in order) have in the same words, and which share of the shorter one's words that is."""

    a: str
    b: str
    passages: tuple[Passage, ...]
    share: float


class Worded(Struct, frozen=True, eq=False):
    """A text as it is compared: its words, folded, with their places; those of references are like no others. ``quoted``: its quotations."""

    path: str
    chars: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    quoted: SpanIndex[Span]


def worded(path: str, document: Document) -> Worded:
    """The words of a document for comparison."""
    references: SpanIndex[Citation | Marker] = SpanIndex([*document.citations, *document.markers])
    words, spans = worded_apart(path, document.text, references)
    said = [Span(q.start, q.end) for q in document.quotations if q.use in ("speech", "writing")]
    return Worded(path, document.text, words, spans, SpanIndex(said))


def reused(texts: Sequence[Worded]) -> list[Reused]:
    """The pairs of texts that share passages, by path."""
    seeds: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n, text in enumerate(texts):
        for mark, at in fingerprints(text.words, _GRAM, _WINDOW):
            held[mark].append((n, at))
    for mark in held:
        places = held[mark]
        for i, (n, at) in enumerate(places):
            others = places[i + 1 :] if len(places) <= _STAR else places[:1] if i else []
            for m, bt in others:
                if n != m:
                    pair = (n, m, at, bt) if n < m else (m, n, bt, at)
                    seeds[pair[:2]].append(pair[2:])
    found = []
    for (n, m), seed in sorted(seeds.items()):
        one = _pair(texts[n], texts[m], sorted(set(seed)))
        if one:
            found.append(one)
    return found


def _pair(a: Worded, b: Worded, seeds: Iterable[tuple[int, int]]) -> Reused | None:
    passages = []
    for chain in _chains(_runs(a.words, b.words, seeds)):
        passage = _passage(a, b, chain)
        if passage:
            passages.append(passage)
    if not passages:
        return None
    same = sum(p.same for p in passages)
    return Reused(
        a.path, b.path, tuple(sorted(passages)), round(same / max(1, min(len(a.words), len(b.words))), 3)
    )


def _runs(a: Sequence[str], b: Sequence[str], seeds: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Runs of the same words (first word in each text, length), each as long as it goes."""
    found: list[tuple[int, int, int]] = []
    reached: dict[int, int] = {}
    for i, j in seeds:
        if reached.get(i - j, -1) >= i or a[i : i + _GRAM] != b[j : j + _GRAM]:
            continue  # part of a run that is known, or two passages with one hash
        start = 0
        while i - start and j - start and a[i - start - 1] == b[j - start - 1]:
            start += 1
        end = _GRAM
        while i + end < len(a) and j + end < len(b) and a[i + end] == b[j + end]:
            end += 1
        found.append((i - start, j - start, start + end))
        reached[i - j] = i + end
    return sorted(found)


def _chains(runs: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Runs that follow one another in both texts with little between."""
    chains: list[list[tuple[int, int, int]]] = []
    for run in runs:
        for chain in reversed(chains[-6:]):
            i, j, length = chain[-1]
            if 0 <= run[0] - (i + length) <= _GAP and 0 <= run[1] - (j + length) <= _GAP:
                chain.append(run)
                break
        else:
            chains.append([run])
    return chains


def _passage(a: Worded, b: Worded, chain: Sequence[tuple[int, int, int]]) -> Passage | None:
    same = sum(length for _, _, length in chain)
    first, last = chain[0], chain[-1]
    in_a, in_b = (last[k] + last[2] - first[k] for k in (0, 1))
    words = {w for i, _, length in chain for w in a.words[i : i + length]}
    telling = sum(weight(s) for w in words for s in tokens(w, "en"))
    if same < _LEAST or telling < _TELLING or same < _KEPT * max(in_a, in_b):
        return None
    span_a = Span(a.spans[first[0]][0], a.spans[last[0] + last[2] - 1][1])
    span_b = Span(b.spans[first[1]][0], b.spans[last[1] + last[2] - 1][1])
    quoted = bool(a.quoted.around(span_a.start, span_a.end)) and bool(
        b.quoted.around(span_b.start, span_b.end)
    )
    return Passage(span_a, span_b, same, quoted)
