"""Values of dates: what TIMEX3 (ISO 24617-1) and EDTF (ISO 8601-2:2019) say of the words, and their first and last day."""

import calendar
import re

_VALUE = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?$")
_SEASONS = {"SP": (3, 5, "21"), "SU": (6, 8, "22"), "FA": (9, 11, "23"), "WI": (12, 2, "24")}
_PART_OF_MONTH = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_PART_OF_YEAR = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}


def date_value(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """The TIMEX3 value of a date as it stands; X for what is not said. A year alone needs no month."""
    parts = [f"{year:04d}" if year is not None else "XXXX"]
    if month is not None or day is not None:
        parts.append(f"{month:02d}" if month is not None else "XX")
    if day is not None:
        parts.append(f"{day:02d}")
    return "-".join(parts)


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day; 29 February where the year is not said."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year if year else 2000, month)[1]


def edtf_of(value: str, mod: str | None) -> str | None:
    """The EDTF form of a TIMEX3 date value; None where EDTF has none (a part of a month, a reference to now)."""
    if mod not in (None, "APPROX") or not any(c.isdigit() for c in value):
        return None
    season = re.fullmatch(r"([\dX]{4})-(SP|SU|FA|WI)", value)
    if season:
        edtf = f"{season[1]}-{_SEASONS[season[2]][2]}"
    elif _VALUE.match(value):
        edtf = value
    elif re.fullmatch(r"\d{3}", value):  # a decade
        edtf = f"{value}X"
    elif re.fullmatch(r"\d{2}", value):  # a century, as TIMEX3 counts the years of it
        edtf = f"{value}XX"
    elif re.fullmatch(r"\d{4}(-\d\d){0,2}/\d{4}(-\d\d){0,2}", value):
        edtf = value
    else:
        return None
    return edtf + "~" if mod == "APPROX" and "/" not in edtf else edtf


def bounds(value: str, mod: str | None = None) -> tuple[str | None, str | None]:
    """The first and last day (YYYY-MM-DD) that a TIMEX3 date value may mean; None where it sets no bound."""
    if "/" in value:
        first, last = value.split("/", 1)
        return bounds(first)[0], bounds(last)[1]
    if re.fullmatch(r"\d{2,3}", value):
        fill = 4 - len(value)
        return f"{value}{'0' * fill}-01-01", f"{value}{'9' * fill}-12-31"
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value)
    if season:
        year, (first_month, last_month, _) = int(season[1]), _SEASONS[season[2]]
        last_year = year + (last_month < first_month)
        return f"{year:04d}-{first_month:02d}-01", _last_day(last_year, last_month)
    found = _VALUE.match(value)
    if not found or "X" in value:
        return None, None
    year, month, day = int(found["year"]), found["month"], found["day"]
    if not 1 <= year <= 9999:
        return None, None
    if day:
        return value, value
    if month:
        low, high = _PART_OF_MONTH.get(mod or "", (1, 31))
        high = min(high, calendar.monthrange(year, int(month))[1])
        return f"{year:04d}-{month}-{low:02d}", f"{year:04d}-{month}-{high:02d}"
    low, high = _PART_OF_YEAR.get(mod or "", (1, 12))
    return f"{year:04d}-{low:02d}-01", _last_day(year, high)


def _last_day(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def shifted(value: str, duration: str, sign: int) -> str | None:
    """A date value moved by an ISO 8601 duration of one unit (P6M, P3W, P2Y, P1D), as fine as both allow.

    None where the value has unsaid parts or the move leaves the years 1-9999.
    """
    import datetime

    found = _VALUE.match(value)
    step = re.fullmatch(r"P(\d+)([YMWD])", duration)
    if not found or "X" in value or not step:
        return None
    amount, unit = sign * int(step[1]), step[2]
    year, month, day = int(found["year"]), found["month"], found["day"]
    if unit == "Y":
        return date_value(year + amount) if 1 <= year + amount <= 9999 else None
    if unit == "M":
        if not month:
            return None
        total = year * 12 + int(month) - 1 + amount
        return date_value(total // 12, total % 12 + 1) if 12 <= total < 120000 else None
    if not day:
        return None
    try:
        moved = datetime.date(year, int(month), int(day)) + datetime.timedelta(
            days=amount * (7 if unit == "W" else 1)
        )
    except (OverflowError, ValueError):
        return None
    return moved.isoformat()
