"""edited: where words stand that have been edited since: by what was left of them and of what stood beside them.

Runs of three words are looked up in the text; each votes for the place at which the words would begin. Where one place has clearly more votes
than any other, the words are aligned with what stands there (Levenshtein, rapidfuzz), and must be mostly the same.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

_RUN = 3  # words
_APART = 60  # characters that may have come or gone between the first and the last word
_ALIKE = 0.7  # of the characters of each span
_SHORT = 12  # characters of a piece in which no edit is allowed for
_EDIT = 16  # characters by which an edit may have made a stretch longer
_LEFT = 3  # characters in a row that are more than chance
_MOST = 50  # places of one run of words; what stands more often tells nothing
_WORD = re.compile(r"\S+")

Piece = tuple[int, str]  # how far from the first word, and the words
Extent = tuple[int, int]


def find_edited(
    text: str, pieces: Sequence[Piece], before: str, after: str, is_whole: Callable[[int, int], bool]
) -> list[Extent] | None:
    """Where pieces stand in a text, in their order; None where no place, or more than one, fits. ``before`` and ``after`` stood around them."""
    length = pieces[-1][0] + len(pieces[-1][1])
    beside = [(-len(before), before), *pieces, (length, after)]
    votes: Counter[int] = Counter()
    for offset, words in beside:
        for at, run in _runs(words):
            for place in _places(text, run):
                votes[(place - offset - at) // _APART] += 1
    begin = _clear(votes)
    if begin is None:
        return None
    found: list[Extent] = []
    for offset, words in pieces:
        near = _nearest if len(words) < _SHORT else _aligned
        extent = near(text, words, begin + offset, is_whole)
        if extent is None or (found and extent[0] < found[-1][1] and offset > pieces[len(found) - 1][0]):
            return None
        found.append(extent)
    return found


def _runs(words: str) -> Iterator[tuple[int, str]]:
    """Each run of a few words, with where it begins."""
    found = list(_WORD.finditer(words))
    for first, last in zip(found, found[_RUN - 1 :], strict=False):
        yield first.start(), words[first.start() : last.end()]


def _places(text: str, run: str) -> list[int]:
    found: list[int] = []
    at = text.find(run)
    while at >= 0:
        found.append(at)
        if len(found) > _MOST:
            return []
        at = text.find(run, at + 1)
    return found


def _clear(votes: Counter[int]) -> int | None:
    """The place with clearly the most votes, neighbours counted together; None where there is none."""
    if not votes:
        return None
    joined = {slot: n + max(votes.get(slot - 1, 0), votes.get(slot + 1, 0)) for slot, n in votes.items()}
    best = min(joined, key=lambda slot: (-joined[slot], slot))
    others = [n for slot, n in joined.items() if abs(slot - best) > 2]
    if joined[best] < 2 or 2 * max(others, default=0) > joined[best]:
        return None
    return best * _APART + _APART // 2


def _nearest(text: str, words: str, expected: int, is_whole: Callable[[int, int], bool]) -> Extent | None:
    """Where a short piece stands unedited, nearest to where it is expected."""
    low, high = max(0, expected - 2 * _APART), expected + len(words) + 2 * _APART
    found = (
        (at, at + len(words)) for at in range(low, high)
        if text.startswith(words, at) and is_whole(at, at + len(words))
    )  # fmt: skip
    return min(found, key=lambda extent: abs(extent[0] - expected), default=None)


def _aligned(text: str, words: str, expected: int, is_whole: Callable[[int, int], bool]) -> Extent | None:
    """What of the text the words have become, near where they are expected: from the first stretch that is left of them to the last."""
    low = max(0, expected - 2 * _APART)
    window = text[low : expected + len(words) + 2 * _APART]
    fuzz: Any = import_module("rapidfuzz.fuzz")
    distance: Any = import_module("rapidfuzz.distance")
    near = fuzz.partial_ratio_alignment(words, window)
    if near is None or near.dest_end <= near.dest_start:
        return None
    first = max(0, near.dest_start - _EDIT)
    close = window[first : near.dest_end + _EDIT]
    blocks = [b for b in distance.Indel.opcodes(words, close) if b.tag == "equal"]
    kept = [b for b in blocks if b.src_end - b.src_start >= _LEFT]
    while len(kept) > 1 and _is_stray(kept[0], kept[1]):
        kept = kept[1:]
    while len(kept) > 1 and _is_stray(kept[-1], kept[-2]):
        kept = kept[:-1]
    if not kept:
        return None
    start, end = low + first + kept[0].dest_start, low + first + kept[-1].dest_end
    same = sum(b.src_end - b.src_start for b in blocks if kept[0].src_start <= b.src_start < kept[-1].src_end)
    while start > 0 and not text[start - 1].isspace() and not is_whole(start, end):
        start -= 1
    while end < len(text) and not text[end].isspace() and not is_whole(start, end):
        end += 1
    fits = min(same / len(words), same / (end - start)) >= _ALIKE
    return (start, end) if fits and is_whole(start, end) else None


def _is_stray(block: Any, next_: Any) -> bool:
    """Whether a few letters at an end were picked up far from the rest."""
    one, other = sorted((block, next_), key=lambda b: int(b.src_start))
    between = other.src_start - one.src_end, other.dest_start - one.dest_end
    return bool(block.src_end - block.src_start < 8 and between[1] > between[0] + 6)
