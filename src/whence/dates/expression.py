"""Expression: a time expression as it is written: where, what kind, its value as the words have it."""

from typing import Literal

from msgspec import Struct


class Offset(Struct, frozen=True):
    """'Nearly six months later': an ISO 8601 duration, its direction, and from what it is counted.

    That is the time of speaking ('ago', 'last week'), the time told before ('later', 'the following day'), or the event
    that the words name ('two weeks after the coup').
    """

    value: str
    direction: Literal["after", "before"]
    counted_from: Literal["speaking", "told", "event"] = "told"


class Expression(Struct, frozen=True):
    """A time expression. ``end`` is excluded; ``value`` is TIMEX3, ``X`` for what the words do not say.

    ``names_event``: the date is part of the name of an event ('the 20th June uprising'). ``until``: the next expression ends
    the stretch that begins here. ``means``: the Gregorian value of a date in another calendar. ``other``: a second reading
    of the words, where they have one; ``either``: the words themselves say one or the other ('June or July 1826'). ``eraless``: a small year of which the era
    is not said ('in 218'). ``within``: the stretch of the value that is meant ('the second week of May 1921'). ``uncertain``: the words doubt it ('1921?', 'possibly in 1921').
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
    within: str | None = None
    other: str | None = None
    either: bool = False
    eraless: bool = False
    uncertain: bool = False
