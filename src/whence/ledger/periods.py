"""Periods: first and last possible day as numbers, and tokens by which an index finds what may overlap a period.

A time of up to ten years stands in the index under its years and decades, a longer one under the decades that it
touches, as a long one. A question asks for whole decades where it can, so that a century is ten tokens, not a hundred.
"""

import re

_FIRST, _LAST = -99_991_231, 99_991_231
_DAY = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?$")
_VAGUE = re.compile(r"(-?\d{2,3})(X{1,2})[~?%]?$")  # EDTF's decades and centuries
_SHORT = 10  # years
_MOST_DECADES = 60


def day_number(day: str, last: bool = False) -> int | None:
    """A date as a number that orders like days; of a year or month the first or the ``last`` day. None for what is no date.

    >>> day_number("1981-06-20"), day_number("1981", last=True), day_number("198X", last=True)
    (19810620, 19811231, 19891231)
    """
    vague = _VAGUE.match(day)
    if vague:
        day = vague[1] + vague[2].replace("X", "9" if last else "0")
    match = _DAY.match(day.rstrip("~?%"))
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2] or (12 if last else 1))
    date = int(match[3] or (31 if last else 1))
    if not (1 <= month <= 12 and 1 <= date <= 31):
        return None
    return year * 10_000 + month * 100 + date


def days_since(number: int) -> int:
    """The days up to a day_number, every month counted as of 31: for how far two dates lie apart, not for the calendar."""
    year, rest = divmod(number, 10_000)
    return (12 * year + rest // 100) * 31 + rest % 100


def _year(number: int) -> int:
    return number // 10_000


def period_tokens(earliest: int, latest: int) -> list[str]:
    """The tokens under which a time stands in the index."""
    a, b = _year(earliest), _year(latest)
    decades = range(a // 10, b // 10 + 1)
    if b - a <= _SHORT:
        return [f"y{_signed(y)}" for y in range(a, b + 1)] + [f"d{_signed(d)}" for d in decades]
    if len(decades) > _MOST_DECADES:
        return ["ever"]
    return [f"l{_signed(d)}" for d in decades] + [f"d{_signed(d)}" for d in decades]


def period_question(earliest: int | None, latest: int | None) -> list[str] | None:
    """The tokens of which a time has one if it may overlap the period; None where the period is too long to help."""
    if earliest is None and latest is None:
        return None
    a, b = _year(earliest or _FIRST), _year(latest or _LAST)
    decades = range(a // 10, b // 10 + 1)
    if len(decades) > 400:
        return None
    found = ["ever"]
    for decade in decades:
        years = [y for y in range(decade * 10, decade * 10 + 10) if a <= y <= b]
        if len(years) == 10:
            found.append(f"d{_signed(decade)}")
        else:
            found += [f"l{_signed(decade)}", *(f"y{_signed(y)}" for y in years)]
    return found


def _signed(number: int) -> str:
    return str(number) if number >= 0 else f"m{-number}"
