"""Expression: a time expression as it is written: where, what kind, its value as the words have it."""

from msgspec import Struct


class Offset(Struct, frozen=True):
    """How far from another time, and in which direction: 'nearly six months later' is P6M after the time told before.

    ``counted_from``: the time of "speaking" (ago, last week), the time "told" before (later, the following day), or the
    "event" that the words after it name (two weeks after the coup).
    """

    value: str
    direction: str
    counted_from: str


class Expression(Struct, frozen=True):
    """A time expression. ``end`` is excluded; ``value`` is TIMEX3, ``X`` for what the words do not say.

    ``names_event``: the date is part of the name of an event ('the 20th June uprising'). ``until``: the next expression ends
    the stretch that begins here. ``means``: the Gregorian value of a date in another calendar. ``other``: a second reading
    of the words, where they have one. ``uncertain``: the words doubt it ('1921?', 'possibly in 1921').
    """

    start: int
    end: int
    type: str
    value: str
    mod: str | None = None
    offset: Offset | None = None
    calendar: str = "gregorian"
    names_event: bool = False
    until: bool = False
    means: str | None = None
    other: str | None = None
    uncertain: bool = False
