"""reading_parts: what readings share: how an expression is made, clock times, lengths of time."""

import re
from typing import TYPE_CHECKING, Literal

from whence.dates.expression import Expression, Offset
from whence.dates.pieces import plain

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found

Made = list[Expression]
Counted = Literal["speaking", "told", "event"]
SPEAKING: Counted = "speaking"
TOLD: Counted = "told"
EVENT: Counted = "event"


def one(found: "Found", type_: str, value: str, **more: object) -> Made:
    """The one expression that a match is."""
    return [Expression(found.start, found.end, type_, value, **more)]  # type: ignore[arg-type]


def away(amount: int, unit: str, counted_from: Counted) -> Offset:
    """So many units after (or before, where the amount is negative) what is counted from; the unit may be of several ('10Y')."""
    factor = re.match(r"\d+", unit)
    size = abs(amount) * int(factor[0] if factor else 1)
    return Offset(f"P{size}{unit.lstrip('0123456789')}", "after" if amount >= 0 else "before", counted_from)


def capital(words: str | None) -> bool:
    """Whether a word is written with a capital."""
    return bool(words) and not words[0].islower()  # type: ignore[index]


def is_month(g: "Grammar", words: str | None) -> bool:
    """Whether a word is written as names of months are in the language."""
    return bool(words) and (capital(words) or not g.table["signs"].get("capital_months", True))


def time_of_day(g: "Grammar", found: "Found") -> str:
    """The part of a value that says when on a day: 'T19:15', 'TMO'; empty where nothing does."""
    clock = found.get("clock")
    part = found.get("daypart")
    which = str(g.look("day_parts", part)) if part else ""
    if clock:
        led = any(map(found.has, ("month", "weekday", "nth", "deictic", "thisday")))
        if any(map(found.has, ("deictic", "thisday", "relation"))):
            clock = (
                clock.replace(".", ":", 1) if clock[:1].isdigit() and clock[1:2] in ".0123456789" else clock
            )
        value = clock_value(clock, led=led) or ""
        hour = re.match(r"T(0\d|1[01])", value)
        late = which in ("TAF", "TEV") and hour and not re.search(r"[ap]\.?m", clock.lower())
        return f"T{int(hour[1]) + 12}{value[3:]}" if late and hour else value  # '4.30 yesterday afternoon'
    return which


def clock_value(words: str, led: bool = False) -> str | None:
    """A clock time as TIMEX3 writes it. ``led``: after 'at', so that '14.30' is no other number.

    >>> clock_value("7:15 p.m."), clock_value("noon"), clock_value("14.30 hours")
    ('T19:15', 'T12:00', 'T14:30')
    >>> clock_value("1630 hrs"), clock_value("0430"), clock_value("14.30"), clock_value("14.30", led=True)
    ('T16:30', 'T04:30', None, 'T14:30')
    """
    low = words.lower()
    if low in ("noon", "midnight"):
        return "T12:00" if low == "noon" else "T24:00"
    french = re.fullmatch(r"(\d{1,2})h(\d\d)", low)
    if french:
        return f"T{int(french[1]):02d}:{french[2]}"
    match = re.match(r"(\d\d)(\d\d)()", low) or re.match(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap])?", low)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    elif "." in match[0] and "hours" not in low and not (led and len(match[1]) == 2 and minute % 5 == 0):
        return None  # 'a ratio of 3.14'
    return f"T{hour:02d}:{minute:02d}"


def length(g: "Grammar", number: str, unit: str, half: bool = False) -> str | None:
    """The ISO 8601 duration of a number and a unit; X where the number is not said."""
    words = plain(number)
    amount = g.number(words)
    if amount is None and g.table["vague_numbers"].get(words) != "X":
        return None
    code = str(g.look("units", unit))
    factor = re.match(r"\d+", code)
    letter = code[len(factor[0]) :] if factor else code
    if amount is not None:
        amount = (amount + 0.5 * half) * int(factor[0] if factor else 1)
    timed = "T" if letter in ("H", "MIN", "S") else ""
    letter = {"N": "D"}.get(letter[0], letter[0])
    if amount is None:
        return f"P{timed}X{letter}"
    smaller = (
        {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S")}.get(letter) if (letter != "M" or timed) else None
    )
    if amount % 1 and smaller:
        rest = round(amount % 1 * smaller[0])
        whole = f"{int(amount)}{letter}" if amount >= 1 else ""
        return f"P{timed}{whole}{rest}{smaller[1]}"
    return f"P{timed}{int(amount) if amount % 1 == 0 else amount}{letter}"
