"""placing: where a quotation stands in a text, if it does: runs of the same words, chained in their order.

Runs that share two or more words with the quotation are seeds; a chain of them is scored by the words that it covers, less the
words that are skipped (seed and chain, as in Ohlebusch and Abouelhoda 2006). A skip costs less where the quotation itself says
that something is left out.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from whence.follow.collated import Collated

_COMMON = 40  # places in a text: words that stand together in more of them lead nowhere by themselves
_RARE, _SHORT = 8, 12  # a single word so rare leads to a place too, in a quotation of so few words
_MOST_RUNS = 1_200
_LOOK_BACK = 150  # runs before one that it may follow
_FAR = 400  # words that may be skipped inside a quotation without an ellipsis
_CITED = 0.5  # what a place on the cited page counts more than another
_ANOTHER = (
    0.8  # what one more run costs: a few words that happen to lie on the way are no part of a quotation
)
_SKIP, _MOST_SKIP = 0.25, 4.0  # what a skipped word costs, and what all of a gap cost together
_SKIP_MARKED, _MOST_SKIP_MARKED = 0.01, 2.5


class Run(Struct, frozen=True, order=True):
    """The words ``there`` .. of the source are the words ``here`` .. of the quotation, ``size`` of them."""

    there: int
    here: int
    size: int


class WordPlaces:
    """Where the words of a text stand in it."""

    def __init__(self, source: Collated) -> None:
        self.source = source
        self._singles: dict[str, list[int]] = defaultdict(list)
        for n, form in enumerate(source.forms):
            self._singles[form].append(n)

    def single(self, word: str) -> Sequence[int]:
        """The numbers of a word."""
        return self._singles.get(word, ())

    def pair(self, word: str, other: str) -> Sequence[int]:
        """The numbers of the first of two words that stand together, found from the rarer one."""
        forms, last = self.source.forms, len(self.source.forms) - 1
        a, b = self.single(word), self.single(other)
        if len(a) <= len(b):
            return [n for n in a if n < last and forms[n + 1] == other]
        return [n - 1 for n in b if n and forms[n - 1] == word]


class Chain(Struct, frozen=True):
    """Runs in the order of the text, and how many words of the quotation they cover; ``near`` are the numbers of the words
    that stand near them, in whatever order."""

    runs: tuple[Run, ...]
    covered: int
    score: float
    near: frozenset[int] = frozenset()


def place(
    quoted: Sequence[str], cuts: Sequence[int], places: WordPlaces, cited: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> Chain | None:  # fmt: skip
    """The best chain for the words of a quotation; None where too little of it stands in the text.

    ``cuts``: numbers of words before which the quotation says that something is left out. ``cited``: stretches of words on the
    cited page. ``apart``: stretches that are not looked at (the quotation itself, in its own document).
    """
    runs = [
        r
        for r in _runs(quoted, frozenset(cuts), places)
        if not any(a < r.there + r.size and r.there < z for a, z in apart)
    ]
    if not runs:
        return None
    best = _chained(runs, frozenset(cuts), cited)
    best = msgspec.structs.replace(best, near=_near(best, runs, len(quoted)))
    return best if _is_enough(best, len(best.near), len(quoted)) else None


def _runs(quoted: Sequence[str], cuts: frozenset[int], places: WordPlaces) -> list[Run]:
    """The longest runs of the same words, none over a cut, at all places that rare pairs, or triples, of the quotation lead to."""
    forms = places.source.forms
    seen: set[tuple[int, int]] = set()
    found: list[Run] = []
    singles = len(quoted) <= 2
    for here, size, at in _seeds(quoted, cuts, places, singles):
        key = (at - here, here)
        if key in seen:
            continue
        first, last = here, here + size
        while (
            first
            and first not in cuts
            and at - (here - first)
            and quoted[first - 1] == forms[at - (here - first) - 1]
        ):
            first -= 1
        while (
            last < len(quoted)
            and last not in cuts
            and at + last - here < len(forms)
            and quoted[last] == forms[at + last - here]
        ):
            last += 1
        seen |= {(at - here, n) for n in range(first, last)}
        found.append(Run(at - (here - first), first, last - first))
    if len(found) > _MOST_RUNS:
        found = sorted(found, key=lambda r: (-r.size, r.there))[:_MOST_RUNS]
    return sorted(found)


def _seeds(
    quoted: Sequence[str], cuts: frozenset[int], places: WordPlaces, singles: bool
) -> "list[tuple[int, int, int]]":
    """(word of the quotation, words that are surely the same, word of the text)."""
    forms = places.source.forms
    made: list[tuple[int, int, int]] = []
    for here in range(len(quoted) - 1):
        if here + 1 in cuts:
            continue
        at = places.pair(quoted[here], quoted[here + 1])
        if len(at) <= _COMMON:
            made += [(here, 2, n) for n in at]
        elif here + 2 < len(quoted) and here + 2 not in cuts:
            third = quoted[here + 2]
            made += [(here, 3, n) for n in at if n + 2 < len(forms) and forms[n + 2] == third]
    short = len(quoted) <= _SHORT
    if singles or short or not made:
        for here, form in enumerate(quoted):
            at = places.single(form)
            if len(at) <= (_COMMON * 10 if singles else _RARE if made else _COMMON):
                made += [(here, 1, n) for n in at]
    return made


def _chained(runs: Sequence[Run], cuts: frozenset[int], cited: Sequence[tuple[int, int]]) -> Chain:
    """The best chain: each run takes the best one that can stand before it."""
    scores: list[float] = []
    before: list[int] = []
    for n, run in enumerate(runs):
        own = run.size + (_CITED if any(a <= run.there < z for a, z in cited) else 0.0)
        best, which = own, -1
        for k in range(n - 1, max(-1, n - 1 - _LOOK_BACK), -1):
            joined = scores[k] + own - _cost(runs[k], run, cuts)
            if joined > best:
                best, which = joined, k
        scores.append(best)
        before.append(which)
    at = max(range(len(runs)), key=lambda n: (scores[n], -runs[n].there))
    score, chain = scores[at], []
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    trimmed = _without_overlap(chain[::-1])
    return Chain(trimmed, sum(r.size for r in trimmed), score)


def _cost(a: Run, b: Run, cuts: frozenset[int]) -> float:
    """What it costs to go on from one run to another; without limit where the order forbids it."""
    overlap = max(a.here + a.size - b.here, a.there + a.size - b.there, 0)
    if overlap >= b.size or b.here <= a.here or b.there <= a.there:
        return float("inf")
    here = max(b.here - a.here - a.size, 0)
    there = max(b.there - a.there - a.size, 0)
    marked = any(a.here + a.size <= cut <= b.here for cut in cuts)
    skipped = max(there - here, 0)
    if skipped > _FAR and not marked and min(a.size, b.size) < 5:
        return float("inf")
    each, most = (_SKIP_MARKED, _MOST_SKIP_MARKED) if marked else (_SKIP, _MOST_SKIP)
    return overlap + min(each * skipped, most) + 0.1 * here + _ANOTHER


def _without_overlap(chain: Sequence[Run]) -> tuple[Run, ...]:
    made: list[Run] = []
    for run in chain:
        cut = (
            max(made[-1].here + made[-1].size - run.here, made[-1].there + made[-1].size - run.there, 0)
            if made
            else 0
        )
        if run.size > cut:
            made.append(Run(run.there + cut, run.here + cut, run.size - cut))
    return tuple(made)


def _near(chain: Chain, runs: Sequence[Run], words: int) -> frozenset[int]:
    """The words of the quotation that stand near its chain, in whatever order."""
    low, high = chain.runs[0].there - words, chain.runs[-1].there + chain.runs[-1].size + words
    covered = {n for r in chain.runs for n in range(r.here, r.here + r.size)}
    for r in runs:
        if (r.size > 1 or words <= _SHORT) and low <= r.there and r.there + r.size <= high:
            covered |= set(range(r.here, r.here + r.size))
    return frozenset(covered)


def _is_enough(chain: Chain, near: int, words: int) -> bool:
    """Whether so much of a quotation stands there that it can be called found: of short ones nearly all, of long ones half."""
    longest = max(r.size for r in chain.runs)
    if words <= 3:
        return chain.covered == words
    if words <= 7:
        return longest >= 2 and (near >= words - 1 or (chain.covered >= words - 2 and chain.covered >= 3))
    return longest >= 3 and (chain.covered >= 0.5 * words or near >= 0.7 * words)
