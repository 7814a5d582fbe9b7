"""collation: the words of a quotation beside those of the place where it stands, stretch by stretch.

Between the runs of a chain the words are aligned by Levenshtein's distance (rapidfuzz). Where the quotation says that it leaves
something out, what is left out is kept whole.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from whence.follow.collated import Collated
from whence.follow.placing import Chain

_ENDS = 3  # words more than the quotation has that its beginning or end may be looked for in
_LARGEST = 400  # words that are aligned with one another


class Stretch(Struct, frozen=True):
    """Words ``here``..``here_end`` of the quotation and ``there``..``there_end`` of the source: the ``same`` forms, or not."""

    here: int
    here_end: int
    there: int
    there_end: int
    same: bool


def collate(quoted: Collated, source: Collated, chain: Chain, cuts: Sequence[int]) -> list[Stretch]:
    """All words of the quotation, in order, with those of the source between the first and the last that belong to it."""
    first, last = chain.runs[0], chain.runs[-1]
    made = list(_head(quoted, source, first.here, first.there))
    for n, run in enumerate(chain.runs):
        if n:
            before = chain.runs[n - 1]
            made += _gap(
                quoted,
                source,
                before.here + before.size,
                run.here,
                before.there + before.size,
                run.there,
                cuts,
            )
        made.append(Stretch(run.here, run.here + run.size, run.there, run.there + run.size, True))
    made += _tail(quoted, source, last.here + last.size, last.there + last.size)
    return list(_joined(made))


def _gap(
    quoted: Collated, source: Collated, here: int, here_end: int, there: int, there_end: int, cuts: Sequence[int]
) -> Iterator[Stretch]:  # fmt: skip
    if here == here_end and there == there_end:
        return
    cut = next((c for c in cuts if here <= c <= here_end), None)
    left, right = (cut - here, here_end - cut) if cut is not None else (here_end - here, 0)
    room = there_end - there
    if left + right and room > left + right + 2 * _ENDS:  # the words stay with one end, the rest is left out
        if cut is None and _distance(quoted, source, here, here_end, there_end - left) < _distance(
            quoted, source, here, here_end, there
        ):
            left, right = 0, left
        middle, resumed = there + min(left, room), there_end - min(right, room)
        yield from _aligned(quoted, source, here, here + left, there, middle)
        if resumed > middle:
            yield Stretch(here + left, here + left, middle, resumed, False)
        yield from _aligned(quoted, source, here + left, here_end, max(resumed, middle), there_end)
        return
    yield from _aligned(quoted, source, here, here_end, there, there_end)


def _distance(quoted: Collated, source: Collated, here: int, here_end: int, there: int) -> int:
    return int(
        Levenshtein.distance(
            quoted.forms[here:here_end], source.forms[max(0, there) : there + here_end - here]
        )
    )


def _aligned(
    quoted: Collated, source: Collated, here: int, here_end: int, there: int, there_end: int
) -> Iterator[Stretch]:
    """Words of the quotation and of the source, aligned; those that are replaced stand beside each other one by one."""
    if here == here_end or there == there_end or max(here_end - here, there_end - there) > _LARGEST:
        if here < here_end or there < there_end:
            yield Stretch(here, here_end, there, there_end, False)
        return
    ops = Levenshtein.opcodes(quoted.forms[here:here_end], source.forms[there:there_end])
    for op in ops:
        yield Stretch(
            here + op.src_start,
            here + op.src_end,
            there + op.dest_start,
            there + op.dest_end,
            op.tag == "equal",
        )


def _head(quoted: Collated, source: Collated, here: int, there: int) -> Iterator[Stretch]:
    """The words of the quotation before its first run, beside those of the source before it."""
    if not here:
        return
    low = _sentence_start(source, there, here + _ENDS)
    starts = range(max(0, there - here - _ENDS), there + 1)
    kept = [t for t in starts if t >= low or _share(quoted.forms[:here], source.forms[t:there])]
    best = min(
        kept, key=lambda t: (_unlike(quoted.forms[:here], source.forms[t:there]), abs(there - t - here))
    )
    yield from _aligned(quoted, source, 0, here, best, there)


def _tail(quoted: Collated, source: Collated, here: int, there: int) -> Iterator[Stretch]:
    rest = len(quoted) - here
    if not rest:
        return
    high = _sentence_end(source, there, rest + _ENDS)
    ends = range(there, min(len(source), there + rest + _ENDS) + 1)
    kept = [t for t in ends if t <= high or _share(quoted.forms[here:], source.forms[there:t])]
    best = min(
        kept, key=lambda t: (_unlike(quoted.forms[here:], source.forms[there:t]), abs(t - there - rest))
    )
    yield from _aligned(quoted, source, here, len(quoted), there, best)


def _share(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the words of another sentence may be meant: the outermost ones, or any longer one, are the same."""
    return bool(a and b) and (a[0] == b[0] or a[-1] == b[-1] or any(len(w) > 4 for w in set(a) & set(b)))


def _unlike(a: Sequence[str], b: Sequence[str]) -> float:
    """Levenshtein's distance, less where words are the same: one that is skipped to reach them is no loss."""
    same = sum(op.src_end - op.src_start for op in Levenshtein.opcodes(a, b) if op.tag == "equal")
    return float(Levenshtein.distance(a, b)) - 0.6 * same


def _ends_sentence(source: Collated, n: int) -> bool:
    """Whether a sentence ends after the n-th word."""
    return any(c in ".!?;:\n" for c in source.between(n).replace("\n", " ", 1))


def _sentence_start(source: Collated, at: int, most: int) -> int:
    """The first word of the sentence that holds the word before ``at``, at most so many before."""
    n = at
    while n > 0 and at - n < most and not _ends_sentence(source, n - 1):
        n -= 1
    return n


def _sentence_end(source: Collated, at: int, most: int) -> int:
    n = at
    while n < len(source) and n - at < most and not (n and _ends_sentence(source, n - 1)):
        n += 1
    return n


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Neighbours that are both the same, or both not, as one; replaced words of equal number stay apart from the rest."""
    held: Stretch | None = None
    for s in stretches:
        if held and held.same and s.same and held.here_end == s.here and held.there_end == s.there:
            held = Stretch(held.here, s.here_end, held.there, s.there_end, True)
            continue
        if held:
            yield held
        held = s
    if held:
        yield held
