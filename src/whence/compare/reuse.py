"""reuse: passages that one document has nearly in the words of another: copied, trimmed, a word changed here and there.

Runs of the same words are found by the marks that two texts share (see wording) and joined where little lies between them.
Of the documents that have a mark, in the order of their paths, each is compared with the twenty before it: a form that stands in
thousands joins them all, and another document changes only what its neighbours are compared with.
A passage counts when enough of its words are the same, and telling ones among them: two texts that tell the same facts in other
words share none, and what everybody writes ("at the end of the day") tells nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from whence.compare.wording import GRAM, Worded
from whence.text import Span

_LEAST = 11  # words that are the same
_TELLING = 260  # how telling they are together
_GAP = 9  # words that may be others between two runs, on either side
_KEPT = 0.6  # of the words of a passage: the same
_REPEATED = 30  # places of one mark in one text: what a text repeats more often is a form
_BEFORE = 20  # documents with the same mark with which one is compared

T = TypeVar("T")


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


def near_pairs(having: Sequence[T]) -> set[tuple[T, T]]:
    """The pairs of documents that one mark makes worth comparing; ``having`` are all that have it, in the order of their paths."""
    return {(a, b) for n, b in enumerate(having) for a in having[max(0, n - _BEFORE) : n]}


def reused(texts: Sequence[Worded]) -> list[Reused]:
    """The pairs of texts that share passages, by path."""
    ordered = sorted(texts, key=lambda t: t.path)
    having: dict[int, list[int]] = defaultdict(list)
    for n, text in enumerate(ordered):
        for mark in text.marks:
            having[mark].append(n)
    pairs = {pair for places in having.values() for pair in near_pairs(places)}
    found = (reused_by(ordered[a], ordered[b]) for a, b in sorted(pairs))
    return [f for f in found if f]


def reused_by(a: Worded, b: Worded) -> Reused | None:
    """What two texts have in the same words; None where it is too little to tell."""
    seeds = sorted(
        (i, j)
        for mark, at in a.marks.items()
        if mark in b.marks
        for i in at[:_REPEATED]
        for j in b.marks[mark][:_REPEATED]
    )
    return _pair(a, b, seeds)


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


def _runs(a: Sequence[int], b: Sequence[int], seeds: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Runs of the same words (first word in each text, length), each as long as it goes."""
    found: list[tuple[int, int, int]] = []
    reached: dict[int, int] = {}
    for i, j in seeds:
        if reached.get(i - j, -1) >= i or a[i : i + GRAM] != b[j : j + GRAM]:
            continue  # part of a run that is known, or two passages with one hash
        start = 0
        while i - start and j - start and a[i - start - 1] == b[j - start - 1]:
            start += 1
        end = GRAM
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
    if same < _LEAST or same < _KEPT * max(in_a, in_b):
        return None
    telling = {a.words[n]: a.weights[n] for i, _, length in chain for n in range(i, i + length)}
    if sum(telling.values()) < _TELLING:
        return None
    span_a = Span(a.starts[first[0]], a.ends[last[0] + last[2] - 1])
    span_b = Span(b.starts[first[1]], b.ends[last[1] + last[2] - 1])
    quoted = _is_quoted(a, span_a) and _is_quoted(b, span_b)
    return Passage(span_a, span_b, same, quoted)


def _is_quoted(text: Worded, span: Span) -> bool:
    return any(q.start <= span.start and span.end <= q.end for q in text.quoted)
