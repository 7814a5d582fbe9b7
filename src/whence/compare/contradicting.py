"""contradicting: whether two tellings that cannot both be right are of one event all the same.

Two that agree are of one event the more likely for that; two that contradict one another need other signs: that their texts tell of the same people,
count the same things elsewhere, and lie in one time, and that neither tells of what came after the other was written. A logistic regression over
such signs, trained on fixtures that people wrote (training/contradicting.py), has its say beside same_event's, which knows nothing of contradictions.
"""

import math
from collections.abc import Iterator

from whence.compare.anchors import anchored, may_be_one_voice, of_another_stretch
from whence.compare.another import is_another, years_between
from whence.compare.cells import Cell
from whence.compare.counted import COUNTED
from whence.compare.counting import count_alike, marked_alike
from whence.compare.disputing import share
from whence.compare.kinship import are_one_kind, how_near, in_company, is_kept
from whence.compare.scenes import day
from whence.compare.tellings import Telling
from whence.compare.values import When, compared

UNLIKELY, LIKELY = 0.25, 1.5  # log odds below which none are of one event, above which they are
_YEAR = 372  # days, as periods.days_since counts them
_LATELY = 500  # days after which a text no longer tells of its own time
_OWN_TIME = 400  # days before its writing of which a text tells, where it tells no time
_AT_ONCE = 3  # days
_TO = ("to ", "into ")  # two journeys may go to two places
_FAMILY = 0.8  # how near words of one family are
# What two such tellings can share, or differ in, each with its weight (training/contradicting.py).
WEIGHTS: dict[str, float] = {
    "constant": -0.53,
    "rare names in common": 0.63,
    "what the stretches speak of": 0.50,
    "persons in common": 0.47,
    "numbers equal": -0.31,
    "things counted otherwise": -0.91,
    "values equal": 0.39,
    "few times": 0.62,
    "contradict when": -1.01,
    "contradict how many": -1.00,
    "not told as happened": -0.56,
    "count alike": 0.64,
    "marked alike": -0.21,
    "a number of no event": -0.15,
    "years 1-4": -0.55,
    "years more than 20": -1.24,
    "in one year": 0.61,
    "in company": 0.30,
    "near words": 0.99,
    "another": -1.45,
    "marks in common": 0.46,
    "anchored": 0.64,
    "a year apart": 0.23,
    "twenty years apart": 0.44,
    "after the writing": -1.61,
    "one of its time": 0.24,
    "a day in common": -0.00,
    "a month in common": -0.12,
    "one kind": 0.10,
    "alone of their kind": -0.33,
    "one and several": -0.24,
}


def contradict(a: Telling, b: Telling) -> bool:
    """Whether two flat tellings say of the day, the place or a number what cannot both be so."""
    x, y = a.account, b.account
    if not (x.counts and y.counts) or a.valued.isdisjoint(b.valued):
        return False
    own = a.path == b.path and (x.voice == y.voice or x.holder == y.holder)
    return not own and not may_be_one_voice(a, b) and next(contradictions(a, b), None) is not None


def contradictions(a: Telling, b: Telling) -> Iterator[tuple[Cell, Cell]]:
    """What two tellings say that cannot both be so."""
    pairs = ((c, d) for c in a.account.cells for d in b.account.cells if c.row == d.row)
    return ((c, d) for c, d in pairs if exclude_one_another(a, c, b, d))


def exclude_one_another(a: Telling, c: Cell, b: Telling, d: Cell) -> bool:
    """Whether a cell of one telling and one of another, of the same row, cannot both be so."""
    if c.value is None or d.value is None or compared(c.value, d.value) != "conflict":
        return False
    if c.row == "how many":
        return not of_another_stretch(a, b)
    if c.row == "where":
        return is_kept(a) == is_kept(b) and not (c.words.startswith(_TO) and d.words.startswith(_TO))
    return True


def log_odds(a: Telling, b: Telling) -> float:
    """How likely two tellings that contradict one another are of one event, as log odds."""
    return round(math.fsum(w * x for w, x in zip(WEIGHTS.values(), features(a, b), strict=True)), 6)


def features(a: Telling, b: Telling) -> tuple[float, ...]:
    """What two tellings share or differ in, in the order of WEIGHTS."""
    rows = {c.row for c, _ in contradictions(a, b)}
    x, y = a.scene, b.scene
    apart = years_between(a, b)
    gap = _gap(a, b)
    return (
        1.0,
        min(4, len(x.names & y.names)) / 4,
        min(8, len(x.keys & y.keys)) / 8,
        min(3, sum(any(p & q for q in y.persons) for p in x.persons)) / 3,
        min(2, len(x.numbers & y.numbers)) / 2,
        min(2, max(0, _counted_otherwise(a, b) - ("how many" in rows))) / 2,
        min(2, len({n for n, _ in x.numbers if n > 1} & {n for n, _ in y.numbers if n > 1})) / 2,
        float(max(x.times, y.times) <= 2),
        float("when" in rows),
        float("how many" in rows),
        float(a.account.told_as != "happened") + float(b.account.told_as != "happened"),
        float(count_alike(a, b)),
        float(marked_alike(a, b)),
        float(COUNTED in (a.event.why, b.event.why)),
        float(0 < apart <= 4),
        float(apart > 20),
        float(a.years is not None and b.years is not None and apart == 0),
        float(in_company(a, b)),
        float(how_near(a, b) >= _FAMILY),
        float(is_another(a, b, share(x.names, y.names))),
        min(4, len(a.marks & b.marks)) / 4,
        float(anchored(a, b)),
        float(gap is not None and 0.9 * _YEAR < gap <= 1.5 * _YEAR),
        float(gap is not None and gap > 20 * _YEAR),
        float(_is_later(a, b) or _is_later(b, a)),
        float(_is_of_its_time(a) != _is_of_its_time(b)),
        float(bool(a.days & b.days or a.dates & b.dates)),
        float(bool(a.months & b.months)),
        float(are_one_kind(a, b)),
        float(a.alike == b.alike == 1),
        float(None not in (a.several, b.several) and a.several != b.several),
    )


def _counted_otherwise(a: Telling, b: Telling) -> int:
    """How many things both stretches count, and never alike."""
    one, other = a.scene.numbers, b.scene.numbers
    of = {noun for _, noun in one} & {noun for _, noun in other}
    return sum({n for n, k in one if k == noun}.isdisjoint(n for n, k in other if k == noun) for noun in of)


def _days(t: Telling) -> tuple[int, int] | None:
    """The first and last day of what is told: by its own times, else those of its sentence or stretch."""
    own = [
        (first, last)
        for c in t.account.cells
        if isinstance(c.value, When)
        and (first := day(c.value.first)) is not None
        and (last := day(c.value.last, True)) is not None
    ]
    return (min(a for a, _ in own), max(z for _, z in own)) if own else t.near_days


def _days_or_writing(t: Telling) -> tuple[int, int] | None:
    """The same; of what is told without any time, those of the year before its text was written."""
    found = _days(t)
    return found or (None if t.written_on is None else (t.written_on - _OWN_TIME, t.written_on))


def _gap(a: Telling, b: Telling) -> int | None:
    """The days between two tellings; None where a time is not known."""
    one, other = _days_or_writing(a), _days_or_writing(b)
    return None if one is None or other is None else max(0, one[0] - other[1], other[0] - one[1])


def _is_later(a: Telling, b: Telling) -> bool:
    """Whether one tells of a time after the other was written."""
    days = _days(a)
    return days is not None and b.written_on is not None and days[0] > b.written_on + _AT_ONCE


def _is_of_its_time(t: Telling) -> bool:
    """Whether a text tells of what happened shortly before it was written."""
    days = _days_or_writing(t)
    return t.written_on is not None and days is not None and 0 <= t.written_on - days[1] < _LATELY
