"""taking_turns: who speaks when, from what each quotation of a dialogue tells by itself.

One paragraph has one voice, paragraphs that open with speech take turns, and whoever is spoken to answers: a hidden Markov
model of second order over the speakers (Rabiner 1989), by forward and backward sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from whence.layers.document import Quotation
from whence.text import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# fitted on the speakers of two novels (PDNC) and of LitBank's dev side
_FLOOR, _PLAIN_FLOOR = 0.2, 0.003  # of the evidence goes to anybody; where a cue names the speaker
_SAME_BLOCK, _SAME_TURN, _SAME_APART = 0.9, 0.03, 0.1  # that one who has just spoken goes on
_BEFORE_LAST = 0.4  # of the rest goes to whoever spoke before, where paragraphs take turns
_SAME_ANSWERS = 0.01  # that one who has just spoken answers himself
_RARE = 0.03  # of the quotations are taken to be anybody's, where it is asked who mostly speaks
_ANSWERS = 0.1  # of the evidence goes to whoever has just been spoken to by name
_FAR = 1  # paragraphs without speech after which nothing is carried on
_TEMPER = 0.35  # power of the odds
_TINY = 1e-12


class Evidence(Struct):
    """What one quotation tells by itself: weights of speakers (their sum at most 1), and the likeliest place."""

    quotation: Quotation
    block: int
    opens: bool
    weights: dict[str, float]
    place: Span | None
    plain: bool  # whether a cue names the speaker, or describes him
    called: tuple[str, ...]  # those whom the words address by name
    less: dict[str, float]  # what is left of the chance of those who are spoken to or go not with the pronoun
    another: float = 0.0  # weight of somebody who is none of those who are known
    answers: bool = False  # whether the words beside it say that it answers somebody


def decided(found: Sequence[Evidence], people: Sequence[str]) -> list[tuple[str | None, float]]:
    """For each quotation the likeliest of the people, None for somebody else, and how likely. Time and memory grow with the square of the people."""
    import numpy as np

    n = len(people) + 1  # the last: somebody else
    seen = _seen(found, people)
    usual = seen.sum(0) + _RARE * len(found) / n
    usual /= usual.sum()
    steps = [_step(last, this) for last, this in pairwise(found)]
    forward = [np.outer(np.ones(n) / n, seen[0] / seen[0].sum())]  # [before, last]
    for k, step in enumerate(steps, 1):
        after = _ahead(step, forward[-1], usual) * seen[k]
        forward.append(after / after.sum())
    backward = np.ones((n, n))
    made: list[tuple[str | None, float]] = []
    for k in range(len(found) - 1, -1, -1):
        both = forward[k] * backward
        shares = both.sum(0) / both.sum()
        best = int(np.round(shares, 9).argmax())  # of two alike the first
        made.append((people[best] if best < len(people) else None, _tempered(float(shares[best]))))
        if k:
            backward = _back(steps[k - 1], backward * seen[k], usual)
            backward /= backward.sum()
    return made[::-1]


def _seen(found: Sequence[Evidence], people: Sequence[str]) -> Floats:
    """What each quotation tells for itself, as chances [quotations, people], not scaled."""
    import numpy as np

    at = {who: i for i, who in enumerate(people)}
    seen = np.zeros((len(found), len(people) + 1))
    for row, told in enumerate(found):
        seen[row] = (_PLAIN_FLOOR if told.plain else _FLOOR) / len(people)
        for who, left in told.less.items():
            if who in at:
                seen[row, at[who]] *= left
        for who, weight in told.weights.items():
            if who in at:
                seen[row, at[who]] += weight
        seen[row, -1] += told.another
        if row and told.block - found[row - 1].block == 1 and not told.plain:
            for who in found[row - 1].called:
                if who in at:
                    seen[row, at[who]] += _ANSWERS
    return seen


def _tempered(p: float) -> float:
    """The sums take the evidence of neighbours as independent, which it is not: what they give is too sure of itself."""
    odds = (max(p, 1e-4) / max(1 - p, 1e-4)) ** _TEMPER
    return round(float(odds / (1 + odds)), 3)


class _Step(Struct, frozen=True):
    """How the speaker of one quotation follows from the two before: that he goes on, that whoever spoke before last comes
    back where he does not; ``free``: nothing is carried on."""

    same: float = 0.0
    back: float = 0.0
    free: bool = False


def _step(last: Evidence, this: Evidence) -> _Step:
    gap = this.block - last.block
    if gap > _FAR:
        return _Step(free=True)
    touching = gap == 0 and this.quotation.start - last.quotation.end <= 2  # '"Is it?" "It is."'
    if gap == 0 and not touching:
        same = _SAME_BLOCK
    else:
        same = _SAME_TURN if gap == 1 and this.opens and last.opens else _SAME_APART
    if this.answers and this.opens:
        same = _SAME_ANSWERS
    return _Step(same, _BEFORE_LAST if gap == 1 and this.opens else 0.0)


def _others(step: _Step, usual: Floats) -> Floats:
    """[before, last]: what the chances of all others than the last speaker add up to."""
    import numpy as np

    return (1 - step.back) * (1 - usual)[None, :] + step.back * (1 - np.eye(len(usual))) + _TINY


def _ahead(step: _Step, now: Floats, usual: Floats) -> Floats:
    """From the chances of [before, last] to those of [last, this]."""
    import numpy as np

    if step.free:
        after: Floats = np.outer(now.sum(0), usual)
        return after
    shared = now / _others(step, usual)
    after = (1 - step.same) * ((1 - step.back) * np.outer(shared.sum(0), usual) + step.back * shared.T)
    np.fill_diagonal(after, step.same * now.sum(0))
    return after


def _back(step: _Step, later: Floats, usual: Floats) -> Floats:
    """From the worth of [last, this] to that of [before, last]."""
    import numpy as np

    if step.free:
        return np.tile((later * usual[None, :]).sum(1), (len(usual), 1))
    own = later.diagonal()
    elsewhere = (later * usual[None, :]).sum(1) - own * usual
    returning = later.T.copy()
    np.fill_diagonal(returning, 0.0)
    rest = (1 - step.back) * elsewhere[None, :] + step.back * returning
    worth: Floats = step.same * own[None, :] + (1 - step.same) * rest / _others(step, usual)
    return worth
