"""calendars: dates of other calendars as Gregorian ones, by convertdate."""

import warnings
from importlib import import_module
from typing import Any

from whence.dates.value import date_value

_MODULES = {
    "julian": "julian", "solar_hijri": "persian", "lunar_hijri": "islamic", "hebrew": "hebrew", "french_republican": "french_republican",
}  # fmt: skip


def gregorian(calendar: str, year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The Gregorian day of a day, or the first and last day of a month or year as an interval; None where there is none.

    >>> gregorian("julian", 1917, 10, 25), gregorian("solar_hijri", 1360, 7)
    ('1917-11-07', '1981-09-23/1981-10-22')
    """
    module: Any = import_module(f"convertdate.{_MODULES[calendar]}")
    warnings.filterwarnings(
        "ignore", category=DeprecationWarning, module=r"convertdate\."
    )  # of itself by itself

    def one(y: int, m: int, d: int) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the library warns of its own calls
            found = module.to_gregorian(y, m, d)
        return date_value(*(int(n) for n in found))

    try:
        if day is not None and month is not None:
            return one(year, month, day)
        if month is not None:
            return f"{one(year, month, 1)}/{one(year, month, _length(module, calendar, year, month))}"
        if calendar == "hebrew":  # its year begins with Tishri, the seventh month
            return f"{one(year, 7, 1)}/{_before(one(year + 1, 7, 1))}"
        return f"{one(year, 1, 1)}/{_before(one(year + 1, 1, 1))}"
    except (ValueError, IndexError):
        return None


def _length(module: Any, calendar: str, year: int, month: int) -> int:
    if calendar == "french_republican":
        return 30 if month < 13 else 6 if module.leap(year) else 5
    return int(module.month_length(year, month))


def _before(value: str) -> str:
    from whence.dates.value import shifted

    return shifted(value, "P1D", -1) or value
