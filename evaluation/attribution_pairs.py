"""How attributions are held against marked ones: words that spans cover, and pairs, by the rules of score_attributions.py."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from whence.layers.document import Attribution

_WORD = re.compile(r"\w+")
Words = frozenset[int]
Parts = tuple[Words, Words, Words]  # source, cue, content


class Cover:
    """The words of a text by their numbers; a span covers those that it touches."""

    def __init__(self, chars: str) -> None:
        words = [m.span() for m in _WORD.finditer(chars)]
        self.starts = np.array([a for a, _ in words], dtype=np.int64)
        self.ends = np.array([z for _, z in words], dtype=np.int64)

    def __call__(self, spans: Sequence[tuple[int, int]]) -> Words:
        """The words' numbers; where there are none, the characters as negative numbers."""
        got: set[int] = set()
        for a, z in spans:
            low, high = np.searchsorted(self.ends, a, side="right"), np.searchsorted(self.starts, z)
            got.update(range(int(low), int(high)))
        return frozenset(got) or frozenset(-1 - k for a, z in spans for k in range(a, z))


def parts_of(a: Attribution, cover: Cover) -> Parts:
    """The words of an attribution's source, cue and content."""
    source, cue, content = ([(s.start, s.end) for s in spans] for spans in (a.source, a.cue, a.content))
    return cover(source), cover(cue), cover(content)


def iou(a: Words, b: Words) -> float:
    """Intersection over union; two empty ones are the same."""
    return 1.0 if not a and not b else len(a & b) / len(a | b)


def is_right(a: Words, b: Words) -> bool:
    """Whether a part covers the marked one by more than half."""
    return iou(a, b) > 0.5


def is_whole(a: Parts, b: Parts) -> bool:
    """Whether source and content each cover the marked ones by more than half."""
    return is_right(a[0], b[0]) and is_right(a[2], b[2])


def paired(made: Sequence[Parts], gold: Sequence[Parts]) -> Iterator[tuple[int, Parts]]:
    """Pairs one to one whose cues touch, those with the larger overlap first: the number of the one made, the gold one."""
    pairs = sorted(
        (-(iou(p[1], g[1]) + 0.1 * iou(p[2], g[2])), i, j)
        for i, p in enumerate(made) for j, g in enumerate(gold) if p[1] & g[1]
    )  # fmt: skip
    used: tuple[set[int], set[int]] = set(), set()
    for _, i, j in pairs:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield i, gold[j]
