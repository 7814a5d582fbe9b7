"""Hearing: all that the model says of a text: attributions, mentions, who speaks. One pass, window after window."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from whence.model import decode
from whence.model.heard import Heard, HeardAttribution, HeardMention, HeardReferent, HeardSpeaker, Spans
from whence.model.network import Network, Numbers
from whence.model.pieces import Pieces
from whence.model.windows import windows

LEAST_ANCHOR = 0.08  # probability below which an anchor is not looked at
LEAST_MENTION = 0.2
_LEAST_PLACE, _MOST = 0.02, 8  # probability and number of the places that may stand for a speaker or a person


def hear(
    network: Network, chars: str, sentences: Sequence[tuple[int, int]], blocks: Sequence[tuple[int, int]],
    quotes: Sequence[tuple[int, int]], words: Sequence[int] = (),
) -> Heard:  # fmt: skip
    """Runs the network over a text. All spans are code points, in order; ``quotes`` with their marks; ``words`` are the
    places of those in place of a name."""
    pieces = network.cutter.cut(chars, sentences, blocks, quotes)
    attributions: list[HeardAttribution] = []
    mentions: list[HeardMention] = []
    speakers: list[HeardSpeaker] = []
    referents: list[HeardReferent] = []
    for first, last in windows(pieces):
        inside = _quotes_inside(pieces, first, last, quotes)
        asked = _words_inside(pieces, first, last, words)
        numbers = network.run(pieces, first, last, [(a, z) for _, a, z in inside], [n for _, n in asked])
        if "attributions" in network.heads:
            attributions += _one_a_cue(list(_attributions(network, numbers, pieces, first, last)))
        mentions += _mentions(network, numbers, pieces, first, last)
        for (start, _, _), scores in zip(inside, numbers.speakers, strict=False):
            speakers.append(HeardSpeaker(start, _places(scores, pieces, first)))
        for (start, _), scores in zip(asked, numbers.referents, strict=True):
            referents.append(HeardReferent(start, _places(scores, pieces, first)))
    return Heard(tuple(attributions), tuple(mentions), tuple(speakers), tuple(referents))


def _quotes_inside(
    pieces: Pieces, first: int, last: int, quotes: Sequence[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """The quotations that begin in a window: their place, first and last piece in it."""
    low, high = int(pieces.starts[first]), int(pieces.starts[last - 1])
    found = []
    for start, end in quotes[bisect_left(quotes, (low, 0)) : bisect_left(quotes, (high + 1, 0))]:
        a = int(np.searchsorted(pieces.starts, start))
        z = int(np.searchsorted(pieces.starts, end)) - 1
        if first <= a < last:
            found.append((start, a - first + 1, min(max(z, a), last - 1) - first + 1))
    return found


def _words_inside(pieces: Pieces, first: int, last: int, words: Sequence[int]) -> list[tuple[int, int]]:
    """The words that begin in a window: their place, and their first piece in it."""
    low, high = int(pieces.starts[first]), int(pieces.ends[last - 1])
    inside = words[bisect_left(words, low) : bisect_left(words, high)]
    at = np.searchsorted(pieces.starts[first:last], inside)
    return [
        (w, int(n) + 1)
        for w, n in zip(inside, at, strict=True)
        if n < last - first and pieces.starts[first + n] == w
    ]


def _attributions(
    network: Network, numbers: Numbers, pieces: Pieces, first: int, last: int
) -> Iterator[HeardAttribution]:
    words = np.concatenate([[-1], pieces.words[first:last], [-2]])
    for m in decode.attributions(
        numbers.anchors, numbers.at, numbers.parts, network.moves, network.begins, words, LEAST_ANCHOR
    ):
        source, cue, content = (
            spans_of(pieces, first, m.parts == part) for part in (decode.SOURCE, decode.CUE, decode.CONTENT)
        )
        yield HeardAttribution(
            source, cue, content, float(np.exp(m.anchor_log)),
            decode.calibrated(network.calibration.get("attribution"), m),
        )  # fmt: skip


def _one_a_cue(heard: Sequence[HeardAttribution]) -> list[HeardAttribution]:
    """Of those whose cues share characters the likeliest: the network now and then hears one from two of its pieces."""
    kept: list[HeardAttribution] = []
    for h in sorted(heard, key=lambda h: (-h.probability, h.cue)):
        if not any(a < y and x < z for k in kept for x, y in k.cue for a, z in h.cue):
            kept.append(h)
    return sorted(kept, key=lambda h: (h.cue, h.source))


def spans_of(pieces: Pieces, first: int, chosen: NDArray[np.bool_]) -> Spans:
    """Runs of chosen pieces of a window, its two ends with it, as code points."""
    at = np.flatnonzero(chosen[1:-1])
    if not len(at):
        return ()
    cuts = np.flatnonzero(np.diff(at) > 1)
    begins, ends = np.concatenate([[0], cuts + 1]), np.concatenate([cuts, [len(at) - 1]])
    return tuple(
        (int(pieces.starts[first + at[a]]), int(pieces.ends[first + at[z]]))
        for a, z in zip(begins, ends, strict=True)
    )


def _mentions(
    network: Network, numbers: Numbers, pieces: Pieces, first: int, last: int
) -> Iterator[HeardMention]:
    """Spans that begin and end with words, the likeliest class of each."""
    size = last - first
    scores = numbers.mentions[1 : size + 1]
    best = scores.max(2)
    for a, w in np.argwhere(best >= np.log(LEAST_MENTION / (1 - LEAST_MENTION))):
        z = a + w
        if z >= size:
            continue
        begin, end = first + int(a), first + int(z)
        if begin and pieces.words[begin] == pieces.words[begin - 1]:
            continue
        if end + 1 < len(pieces) and pieces.words[end] == pieces.words[end + 1]:
            continue
        kind = network.classes[int(scores[a, w].argmax())]
        probability = float(1 / (1 + np.exp(-np.float64(best[a, w]))))
        yield HeardMention(int(pieces.starts[begin]), int(pieces.ends[end]), kind, round(probability, 3))


def _places(scores: NDArray[np.float32], pieces: Pieces, first: int) -> tuple[tuple[int | None, float], ...]:
    """The likeliest places in the text by the scores of a window's pieces; its first mark is nowhere."""
    logs = scores.astype(np.float64)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    order = np.argsort(-weights, kind="stable")[:_MOST]
    return tuple(
        (int(pieces.starts[first + int(n) - 1]) if n else None, round(float(weights[n]), 3))
        for n in order
        if weights[n] >= _LEAST_PLACE and n <= len(pieces) - first
    )
