"""named: days with a name: of a fixed date, the n-th weekday of a month, or so many days from Easter."""

import datetime
import re
from importlib import import_module
from typing import Any

from whence.dates.calendars import gregorian
from whence.dates.value import date_value

GREGORIAN = 1583
"""The first year of which every day is one of the new calendar."""


def value(rule: str, year: int | None) -> str | None:
    """The value of a named day. Without a year, a day that moves has only its name: None.

    >>> value("12-25", None), value("easter-2", 1916), value("11-4-4", 1921)
    ('XXXX-12-25', '1916-04-21', '1921-11-24')
    """
    fixed = re.fullmatch(r"(\d\d)-(\d\d)", rule)
    if fixed:
        return date_value(year, int(fixed[1]), int(fixed[2]))
    if year is None:
        return None
    nth = re.fullmatch(r"(\d\d)-(\d)-(\d)", rule)
    if nth:
        first = datetime.date(year, int(nth[1]), 1)
        ahead = (int(nth[2]) - first.isoweekday()) % 7 + 7 * (int(nth[3]) - 1)
        return (first + datetime.timedelta(days=ahead)).isoformat()
    other = re.fullmatch(r"([a-z_]+)-(\d\d)-(\d\d)", rule)
    if other:
        return _of_calendar(other[1], int(other[2]), int(other[3]), year)
    easter = _easter(year)
    return (easter + datetime.timedelta(days=int(rule.removeprefix("easter") or 0))).isoformat()


_FROM_YEAR = {"hebrew": 3760, "solar_hijri": -622}  # from a year of ours to one of theirs


def _of_calendar(calendar: str, month: int, day: int, year: int) -> str | None:
    """The first day in a year of ours that has this month and day in another calendar; a lunar year may have none, or two."""
    about = (year - 622) * 33 // 32 if calendar == "lunar_hijri" else year + _FROM_YEAR[calendar]
    found = (gregorian(calendar, about + n, month, day) for n in (-1, 0, 1, 2))
    return next((value for value in found if value and value.startswith(f"{year:04d}-")), None)


def weekday(day: datetime.date) -> int:
    """The weekday of a day by the calendar of its time, from 1 for Monday: the Julian one before 1583.

    >>> weekday(datetime.date(1466, 2, 2)), weekday(datetime.date(1947, 1, 23))
    (7, 4)
    """
    same = gregorian("julian", day.year, day.month, day.day) if day.year < GREGORIAN else None
    return (datetime.date.fromisoformat(same) if same else day).isoweekday()


def shifted(rule: str, days: int) -> str:
    """The rule of the day before or after: 'the eve of Saint Lucy'.

    >>> shifted("12-13", -1), shifted("easter+39", 1)
    ('12-12', 'easter+40')
    """
    if rule.startswith("easter"):
        return f"easter{int(rule.removeprefix('easter') or 0) + days:+d}"
    month, day = map(int, rule.split("-"))
    return (datetime.date(2001, month, day) + datetime.timedelta(days=days)).isoformat()[5:]


def _easter(year: int) -> datetime.date:
    """Easter by the calendar of its time: the Julian before 1583 (Meeus 1991, chapter 8).

    Days of a Julian leap year that the Gregorian calendar does not have come before every Easter and the feasts that go by it, but for Lent.
    """
    if year >= GREGORIAN:
        days: Any = import_module("convertdate.holidays")
        return datetime.date(*days.easter(year))
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return datetime.date(year, month, day + 1)
