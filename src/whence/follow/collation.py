"""collation: the words of a quotation beside those of the place where it stands, stretch by stretch.

Between the runs of a chain the words are aligned by Levenshtein's distance (rapidfuzz). Where the quotation says that it leaves
something out, what is left out is kept whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

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


def collate(
    quoted: Collated, source: Collated, chain: Chain, cuts: Sequence[int], plain: Callable[[str], str] = str,
    akin: Callable[[str, str], bool] = str.__eq__,
) -> list[Stretch]:  # fmt: skip
    """All words of the quotation, in order, with those of the source between the first and the last that belong to it.

    ``plain`` gives the form by which words are aligned, so that other spellings of one word stand beside each other; ``akin`` says
    whether two forms are one word in another tense or number.
    """
    return list(_joined(_Alignment(quoted, source, cuts, plain, akin).stretches(chain)))


class _Alignment:
    """Aligns the words between, before and after the runs of a chain."""

    def __init__(
        self, quoted: Collated, source: Collated, cuts: Sequence[int], plain: Callable[[str], str],
        akin: Callable[[str, str], bool],
    ) -> None:  # fmt: skip
        self.quoted, self.source, self.cuts, self.plain, self.akin = quoted, source, cuts, plain, akin

    def stretches(self, chain: Chain) -> Iterator[Stretch]:
        """The stretches in the order of the quotation."""
        first, last = chain.runs[0], chain.runs[-1]
        yield from self._head(first.here, first.there)
        for n, run in enumerate(chain.runs):
            if n:
                before = chain.runs[n - 1]
                yield from self._gap(
                    before.here + before.size, run.here, before.there + before.size, run.there
                )
            yield Stretch(run.here, run.here + run.size, run.there, run.there + run.size, True)
        yield from self._tail(last.here + last.size, last.there + last.size)

    def _here(self, start: int, end: int) -> list[str]:
        return [self.plain(w) for w in self.quoted.forms[start:end]]

    def _there(self, start: int, end: int) -> list[str]:
        return [self.plain(w) for w in self.source.forms[max(0, start) : end]]

    def _gap(self, here: int, here_end: int, there: int, there_end: int) -> Iterator[Stretch]:
        cut = next((c for c in self.cuts if here <= c <= here_end), None)
        left, right = (cut - here, here_end - cut) if cut is not None else (here_end - here, 0)
        room = there_end - there
        if not left + right or room <= left + right + 2 * _ENDS:
            yield from self._aligned(here, here_end, there, there_end)
            return
        # the words stay with one end, or on both sides of the cut; the rest is left out
        if cut is None and self._distance(here, here_end, there_end - left) < self._distance(
            here, here_end, there
        ):
            left, right = 0, left
        middle, resumed = there + left, there_end - right
        yield from self._aligned(here, here + left, there, middle)
        yield Stretch(here + left, here + left, middle, resumed, False)
        yield from self._aligned(here + left, here_end, resumed, there_end)

    def _distance(self, here: int, here_end: int, there: int) -> int:
        return int(
            Levenshtein.distance(self._here(here, here_end), self._there(there, there + here_end - here))
        )

    def _aligned(self, here: int, here_end: int, there: int, there_end: int) -> Iterator[Stretch]:
        """Words of the quotation and of the source, aligned; those that are replaced stand beside each other one by one."""
        if here == here_end or there == there_end or max(here_end - here, there_end - there) > _LARGEST:
            if here < here_end or there < there_end:
                yield Stretch(here, here_end, there, there_end, False)
            return
        for op in Levenshtein.opcodes(self._here(here, here_end), self._there(there, there_end)):
            a, z = here + op.src_start, here + op.src_end
            b, y = there + op.dest_start, there + op.dest_end
            if op.tag != "equal":
                yield Stretch(a, z, b, y, False)
                continue
            for k in range(z - a):
                same = self.quoted.forms[a + k] == self.source.forms[b + k]
                yield Stretch(a + k, a + k + 1, b + k, b + k + 1, same)

    def _head(self, here: int, there: int) -> Iterator[Stretch]:
        """The words of the quotation before its first run, beside those of the source before it."""
        if not here:
            return
        words = self._here(0, here)
        low = _clause_start(self.source, there, here + _ENDS)
        kept = [
            (t, found) for t in range(max(0, there - here - _ENDS), there + 1)
            if (found := self._there(t, there)) is not None and (t >= low or _share(words, found))
        ]  # fmt: skip
        best = min(
            kept,
            key=lambda pair: (
                _unlike(words, pair[1]) - self._kinship(0, pair[0], there - pair[0] - here),
                abs(there - pair[0] - here),
            ),
        )
        yield from self._aligned(0, here, best[0], there)

    def _tail(self, here: int, there: int) -> Iterator[Stretch]:
        """The words of the quotation after its last run, beside those of the source after it."""
        rest = len(self.quoted) - here
        if not rest:
            return
        words = self._here(here, len(self.quoted))
        high = _clause_end(self.source, there, rest + _ENDS)
        kept = [
            (t, found) for t in range(there, min(len(self.source), there + rest + _ENDS) + 1)
            if (found := self._there(there, t)) is not None and (t <= high or _share(words, found))
        ]  # fmt: skip
        best = min(
            kept,
            key=lambda pair: (
                _unlike(words, pair[1]) - self._kinship(-1, pair[0] - 1, pair[0] - there - rest),
                abs(pair[0] - there - rest),
            ),
        )
        yield from self._aligned(here, len(self.quoted), there, best[0])

    def _kinship(self, here: int, there: int, longer: int) -> float:
        """What it counts that the outermost words are one in another tense, so that 'wept' stands for 'did not weep'."""
        if not 0 <= there < len(self.source):
            return 0.0
        a, b = self.quoted.forms[here], self.source.forms[there]
        return max(0, longer) + 0.5 if a != b and self.akin(a, b) else 0.0


def _share(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the words of another sentence may be meant: the outermost ones, or any longer one, are the same."""
    return bool(a and b) and (a[0] == b[0] or a[-1] == b[-1] or any(len(w) > 4 for w in set(a) & set(b)))


def _unlike(a: Sequence[str], b: Sequence[str]) -> float:
    """Levenshtein's distance, less where words are the same: one that is skipped to reach them is no loss."""
    same = sum(op.src_end - op.src_start for op in Levenshtein.opcodes(a, b) if op.tag == "equal")
    return float(Levenshtein.distance(a, b)) - 0.6 * same


def _parts(source: Collated, n: int) -> bool:
    """Whether a mark stands after the n-th word: over it no word is taken for another one."""
    return any(c in '.!?;:,()[]“”"—\n' for c in source.between(n).replace("\n", " ", 1))


def _clause_start(source: Collated, at: int, most: int) -> int:
    """The first word that no mark parts from the one before ``at``, at most so many before."""
    n = at
    while n > 0 and at - n < most and not _parts(source, n - 1):
        n -= 1
    return n


def _clause_end(source: Collated, at: int, most: int) -> int:
    n = at
    while n < len(source) and n - at < most and not (n and _parts(source, n - 1)):
        n += 1
    return n


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
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
