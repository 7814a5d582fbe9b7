"""named: days with a name: of a fixed date, the n-th weekday of a month, or so many days from Easter."""

import datetime
import re
from importlib import import_module
from typing import Any

from whence.dates.value import date_value


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
    days: Any = import_module("convertdate.holidays")
    easter = datetime.date(*days.easter(year))
    return (easter + datetime.timedelta(days=int(rule.removeprefix("easter") or 0))).isoformat()
