"""values: what accounts tell that can be compared by rule: days, numbers and places; the same, compatible (one is more exact), or in conflict.

A conflict is only what cannot both be so: two days apart, two counts of the same thing that exclude each other, two cities.
"""

from typing import Literal

from msgspec import Struct

from whence.lang import lexicon
from whence.ledger.periods import day_number

Verdict = Literal["equal", "compatible", "conflict"]
_NEAR = 0.2  # a number that is only near may be off by this share of it
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
    ]
)


class When(Struct, frozen=True, tag=True):
    """A stretch of days (EDTF, first and last possible day) and how sure it is that this is meant.

    ``day`` is the month and day (05-20) that the words themselves say, or what they say settles; the year may only be likely, or unknown
    (``first`` and ``last`` are then empty).
    """

    edtf: str
    first: str
    last: str
    approximate: bool
    likely: bool
    day: str | None = None


class Number(Struct, frozen=True, tag=True):
    """How many of what, at least and at most (None: no bound); ``near``: the number named was only near.

    ``role``: whether those are counted to whom it happened, or those who did it. ``whole``: nothing else is counted beside it, so that it may be all of them.
    """

    least: int | None
    most: int | None
    near: bool
    of: str
    role: str = "patient"
    whole: bool = True


class Where(Struct, frozen=True, tag=True):
    """A place by its names (folded), its kind as far as it is known (city, country …), the places named beside it in its sentence and in its
    whole text (``path``), and the word that ties it to the event ("in", "near")."""

    names: frozenset[str]
    kind: str
    beside: frozenset[str]
    tie: str = "in"
    path: str = ""
    known: frozenset[str] = frozenset()


Value = When | Number | Where


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
    if "" in (a.first, b.first):  # a day of no year: another day of the year excludes it
        known = a.day and b.day and not (a.approximate or b.approximate)
        return ("compatible" if a.day == b.day else "conflict") if known else None
    bounds = [day_number(a.first), day_number(a.last, True), day_number(b.first), day_number(b.last, True)]
    if any(n is None for n in bounds):
        return None
    a_first, a_last, b_first, b_last = (n or 0 for n in bounds)
    if (a_first, a_last) == (b_first, b_last):
        return "equal"
    if a_first <= b_last and b_first <= a_last:
        return "compatible"
    if a.approximate or b.approximate:
        return None
    if a.likely or b.likely:  # the year may be another, the day of the year is not
        return "conflict" if a.day and b.day and a.day != b.day else None
    return "conflict"


def _numbers(a: Number, b: Number) -> Verdict | None:
    if a.role != b.role or not _same_things(a, b):
        return None
    if (a.least, a.most, a.near) == (b.least, b.most, b.near):
        return "equal"
    a_low, a_high = _range(a)
    b_low, b_high = _range(b)
    return "compatible" if a_low <= b_high and b_low <= a_high else "conflict"


def _range(n: Number) -> tuple[float, float]:
    low = 0.0 if n.least is None else float(n.least)
    high = float("inf") if n.most is None else float(n.most)
    return (low * (1 - _NEAR), high * (1 + _NEAR)) if n.near else (low, high)


def _same_things(a: Number, b: Number) -> bool:
    """Whether two numbers count the same: by one noun, or people in two words, none of which names only a part of them."""
    if a.of == b.of or a.of.rstrip("s") == b.of.rstrip("s"):
        return True
    return a.whole and b.whole and all(_is_people(n.of) for n in (a, b))


def _is_people(noun: str) -> bool:
    known = lexicon("en")
    return noun in _ANYBODY or (
        noun in known.people_nouns and noun not in known.words("events", "parts_of_people")
    )


def _places(a: Where, b: Where) -> Verdict | None:
    if a.names & b.names:
        return "equal" if a.names == b.names else "compatible"
    one = a.path == b.path
    if a.names & (b.beside if one else b.known | b.beside) or b.names & (
        a.beside if one else a.known | a.beside
    ):
        return "compatible"  # one of them names both: one lies in the other, or near it
    if a.kind == b.kind and a.kind in ("city", "country", "continent", "island", ""):
        return "conflict"
    # a place that no list has may lie in a city; that two texts say "in" of both, and neither knows of the other's, speaks against it
    small = {a.kind, b.kind} == {"city", ""} and a.tie == b.tie
    return "conflict" if small else None
