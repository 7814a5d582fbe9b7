"""values: what accounts tell that can be compared by rule: days, numbers and places; the same, compatible (one is more exact), or in conflict.

A conflict is only what cannot both be so: two days apart, two counts of the same thing that exclude each other, two cities.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from whence.compare.heads import noun
from whence.compare.spots import exclude
from whence.lang import lexicon
from whence.layers.event_numbers import US
from whence.ledger.periods import day_number, days_since
from whence.names import plain

Verdict = Literal["equal", "compatible", "conflict"]
_NEAR = 0.2  # a number that is only near may be off by this share of it
AGE, DOERS_AGE, LENGTH = (
    "age",
    "age of who did it",
    "length",
)  # roles: how old somebody was, how long it lasted
ANY = "any"  # the role of those who are counted where no event says it
_LADY_DAY, _LAST_DUAL = "-03-25", 1752
_HOURS = 90  # minutes by which two tellings of an hour may differ
_DAY = 24 * 60
_OPPOSITE = {
    "north": "south", "south": "north", "east": "west", "west": "east", "north-east": "south-west", "south-west": "north-east",
    "north-west": "south-east", "south-east": "north-west", "above": "below", "below": "above", "upstream": "downstream", "downstream": "upstream",
}  # fmt: skip
_LENGTHS = {"years": 365.25, "months": 30.44, "weeks": 7, "days": 1, "hours": 1 / 24}
_ANYBODY = frozenset(
    [
        "",
        "people",
        "person",
        "persons",
        "other",
        "others",
        "dead",
        "victim",
        "victims",
        "lives",
        "life",
        "souls",
        "casualties",
        "individuals",
        "hands",
    ]
)


class When(Struct, frozen=True, tag=True, gc=False):
    """A stretch of days (EDTF, first and last possible day) and how sure it is that this is meant.

    ``day`` is the month and day (05-20), the month (05) or the season (SP, SU, FA, WI) that the words themselves say, or what they say settles; the
    year may only be likely, or unknown (``first`` and ``last`` are then empty). ``clock``: the first and last minute of the day, from its midnight.
    """

    edtf: str
    first: str
    last: str
    approximate: bool
    likely: bool
    day: str | None = None
    clock: tuple[int, int] | None = None


class Number(Struct, frozen=True, tag=True, gc=False):
    """How many of what, at least and at most (None: no bound); ``near``: the number named was only near.

    ``role``: whether those are counted to whom it happened, those who did it, or others, or ANY; or it is the length of time that it lasted, or how old somebody was. ``whole``: nothing else is counted beside it, so that it may be all of them. ``mixed``: women or
    children are spoken of beside it, so that "men" are not all. ``unit``: the body of soldiers of which its sentence speaks.
    """

    least: int | float | None
    most: int | float | None
    near: bool
    of: str
    role: str = "patient"
    whole: bool = True
    mixed: bool = False
    unit: str = ""


class Where(Struct, frozen=True, tag=True, gc=False):
    """A place by its names (folded), its kind as far as it is known (city, country …), the places named beside it in its sentence and in its
    whole text (``path``), the word that ties it to the event ("in", "near"), the ``town`` that it is said to lie in, and the ``side`` of it
    that is meant ("north"). ``spot``: what kind of place the words say ("inn"); without a name ``names`` is empty."""

    names: frozenset[str]
    kind: str = ""
    beside: frozenset[str] = frozenset()
    tie: str = "in"
    path: str = ""
    known: frozenset[str] = frozenset()
    town: frozenset[str] = frozenset()
    side: str = ""
    spot: str = ""


Value = When | Number | Where


_NARROWEST, _WIDER, _MONTH = 3, 2, 31  # days
_STREET = re.compile(
    r"\b(?:street|road|lane|row|square|place|court|alley|avenue|terrace|gate|market|hall|house|inn|church|chapel|hospital|bridge|quay|wharf)$"
)
_WHOLE = re.compile(r"\d{4}-\d\d-\d\d")


def compared(a: Value, b: Value) -> Verdict | None:
    """How two values of one kind stand to each other; None where nothing can be said."""
    if isinstance(a, When) and isinstance(b, When):
        return _days(a, b)
    if isinstance(a, Number) and isinstance(b, Number):
        return _numbers(a, b)
    if isinstance(a, Where) and isinstance(b, Where):
        return _places(a, b)
    return None


def _days(a: When, b: When) -> Verdict | None:
    found = _dates(a, b)
    if found == "conflict" or a.clock is None or b.clock is None:
        return found
    if _apart(a.clock, b.clock) > _HOURS:
        return "conflict"
    return ("equal" if a.clock == b.clock else "compatible") if found in ("equal", None) else found


def _dates(a: When, b: When) -> Verdict | None:
    if "" in (a.first, b.first):  # a day of no year: another day of the year excludes it
        known = a.day and b.day and not (a.approximate or b.approximate)
        return _of_the_year(a.day or "", b.day or "") if known else None
    bounds = _bounds(a, b)
    if bounds is None:
        return None
    a_first, a_last, b_first, b_last = bounds
    if (a_first, a_last) == (b_first, b_last):
        return "equal"
    if a_first <= b_last and b_first <= a_last:
        return "compatible"
    if _is_dual(a, b):
        return None
    if (a.approximate or b.approximate) and _near_one_another(a, b, bounds):
        return None
    if a.likely or b.likely:  # the year may be another, the day of the year is not
        return "conflict" if _of_other_days(a, b) else None
    return "conflict"


def _near_one_another(a: When, b: When, bounds: tuple[int, int, int, int]) -> bool:
    """Whether an approximate date may be meant so widely that it reaches another: 'early in June' lies apart from 11 July, 'about 1850' not from 1846."""
    first, last, least, most = map(days_since, bounds)
    gap = max(least - last, first - most)
    reach = (
        max(_NARROWEST, last - first + 1) * a.approximate,
        max(_NARROWEST, most - least + 1) * b.approximate,
    )
    return gap <= _WIDER * max(reach) or max(reach) > _MONTH


def _of_other_days(a: When, b: When) -> bool:
    """Whether two dates lie on other days, in other months or seasons, in whatever year."""
    if a.day and b.day:
        return _of_the_year(a.day, b.day) == "conflict"
    one, other = _days_of(a), _days_of(b)
    return bool(one and other) and one.isdisjoint(other)


def _days_of(when: When) -> frozenset[str]:
    """The days of the year of a date within one month: 'the night from the 4th to the 5th of June'."""
    if when.day and len(when.day) == len("06-04"):
        return frozenset([when.day])
    if when.first < when.last and _WHOLE.fullmatch(when.first) and when.first[:7] == when.last[:7]:
        first, last = int(when.first[8:]), int(when.last[8:])
        return frozenset(f"{when.first[5:8]}{n:02}" for n in range(first, last + 1))
    return frozenset()


def _is_dual(a: When, b: When) -> bool:
    """Whether two dates are one day between New Year and Lady Day, in two years that follow one another: until 1752 the English year began on 25 March,
    elsewhere on other days of spring (10 February 1701/2; Cheney, Handbook of Dates)."""
    one, other = sorted((a.first, b.first))
    if not (len(one) == len(other) == 10 and a.first == a.last and b.first == b.last):
        return False
    day, year = one[4:], int(one[:4])
    return day == other[4:] and day < _LADY_DAY and int(other[:4]) == year + 1 <= _LAST_DUAL


def is_within(exact: Value | None, wide: Value | None) -> bool:
    """Whether the days of a value are some, but not all, of those of another."""
    if not isinstance(exact, When) or not isinstance(wide, When) or "" in (exact.first, wide.first):
        return False
    bounds = _bounds(exact, wide)
    if bounds is None:
        return False
    first, last, least, most = bounds
    return least <= first and last <= most and last - first < most - least


def _bounds(a: When, b: When) -> tuple[int, int, int, int] | None:
    """The first and last days of two stretches as numbers; None where one of them is none of the calendar."""
    first, last = day_number(a.first), day_number(a.last, True)
    least, most = day_number(b.first), day_number(b.last, True)
    if first is None or last is None or least is None or most is None:
        return None
    return first, last, least, most


def _of_the_year(a: str, b: str) -> Verdict | None:
    """Two days, months or seasons of any year; a season against a month says nothing, since seasons differ by country."""
    if a == b or (a[0].isdigit() and (a.startswith(b) or b.startswith(a))):
        return "compatible"
    return "conflict" if a[0].isdigit() == b[0].isdigit() else None


def _apart(a: tuple[int, int], b: tuple[int, int]) -> int:
    """The minutes between two stretches of the day, the shorter way round the clock."""
    return min(max(0, b[0] + turn - a[1], a[0] - b[1] - turn) for turn in (-_DAY, 0, _DAY))


def _numbers(a: Number, b: Number) -> Verdict | None:
    if not _of_one_role(a, b) or (a.unit and b.unit and a.unit != b.unit):
        return None  # a company's dead are not the regiment's
    if a.role == LENGTH and a.of != b.of:
        a, b = _in_days(a), _in_days(b)
    elif not _same_things(a, b):
        return "conflict" if _exceeds(a, b) or _exceeds(b, a) else None
    if (a.least, a.most, a.near) == (b.least, b.most, b.near):
        return "equal"
    a_low, a_high = _range(a)
    b_low, b_high = _range(b)
    return "compatible" if a_low <= b_high and b_low <= a_high else "conflict"


def _of_one_role(a: Number, b: Number) -> bool:
    """Whether both count those to whom it happened, or both those who did it; a number that stands alone can be of either."""
    return a.role == b.role or (ANY in (a.role, b.role) and not {AGE, DOERS_AGE, LENGTH} & {a.role, b.role})


def _in_days(n: Number) -> Number:
    """A length of time in days, of which two units agree only nearly."""
    day = _LENGTHS[n.of]
    least, most = (None if x is None else x * day for x in (n.least, n.most))
    return replace(n, least=least, most=most, near=True, of="days")


def _range(n: Number) -> tuple[float, float]:
    low = 0.0 if n.least is None else float(n.least)
    high = float("inf") if n.most is None else float(n.most)
    return (low * (1 - _NEAR), high * (1 + _NEAR)) if n.near else (low, high)


def _same_things(a: Number, b: Number) -> bool:
    """Whether two numbers count the same: by one noun, or people in two words, none of which names only a part of them."""
    if a.of == b.of or a.of.rstrip("s") == b.of.rstrip("s") or noun(a.of) == noun(b.of):
        return True
    men = not (a.mixed or b.mixed)
    return a.whole and b.whole and all(_is_people(n.of, men) for n in (a, b))


def _exceeds(part: Number, whole: Number) -> bool:
    """Whether a part of those who are counted is more than all: '140 of our members' and '62 persons'."""
    counted = (part.of == US or part.of in lexicon("en").people_nouns) and whole.of in _ANYBODY
    return counted and whole.whole and _range(part)[0] > _range(whole)[1]


def _is_people(word: str, men: bool) -> bool:
    known = lexicon("en")
    if word in ("men", "man"):
        return men
    if word in _ANYBODY or word in _peoples() or word.endswith("men"):
        return word != "women"
    return word in known.people_nouns and word not in known.words("events", "parts_of_people")


@cache
def _peoples() -> frozenset[str]:
    """The plural names of peoples, small."""
    return frozenset(row[2].lower() for row in lexicon("en").rows("demonyms") if len(row) > 2)


@cache
def _cities() -> dict[str, str]:
    """Folded name of a city → the first of its names."""
    text = files("whence.lang").joinpath("places_alike.txt").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line and not line.startswith("#")]
    return {plain(name): plain(row[0]) for row in rows for name in row}


def _is_street(w: Where) -> bool:
    """Whether a place is called a street or a building, which any town may have."""
    return w.spot == "street" or any(_STREET.search(n) for n in w.names)


def _called(names: frozenset[str]) -> frozenset[str]:
    """Names of places, those of one city as one: 'Smyrna', 'Izmir'."""
    return frozenset(_cities().get(n, n) for n in names)


def _places(a: Where, b: Where) -> Verdict | None:
    if exclude(a.spot, b.spot):
        return "conflict"
    if not a.names or not b.names:
        return "compatible" if a.spot == b.spot else None
    if _called(a.names) & _called(b.names):
        if _OPPOSITE.get(a.side) == b.side != "":
            return "conflict"
        return "equal" if _called(a.names) == _called(b.names) and a.side == b.side else "compatible"
    one = a.path == b.path
    if a.names & (b.beside if one else b.known | b.beside) or b.names & (
        a.beside if one else a.known | a.beside
    ):
        return "compatible"  # one of them names both: one lies in the other, or near it
    if any(
        set(x.split()) <= set(y.split()) or set(y.split()) <= set(x.split()) for x in a.names for y in b.names
    ):
        return "compatible"  # 'the Lirico', 'the Teatro Lirico'
    if "before" in (a.tie, b.tie):
        return None  # a fleet before a town lies off a cape
    towns = [w.names if w.kind == "city" else w.town for w in (a, b)]
    if all(towns) and not towns[0] & towns[1]:
        return "conflict"
    if a.kind == b.kind and a.kind in ("country", "continent", "island", ""):
        return "conflict"
    # a place that no list has may lie in a city; that two texts say "in" of both, and neither knows of the other's, speaks against it
    small = {a.kind, b.kind} == {"city", ""} and a.tie == b.tie and not _is_street(a) and not _is_street(b)
    return "conflict" if small else None
