"""Values of dates: what TIMEX3 (ISO 24617-1) and EDTF (ISO 8601-2:2019) say of the words, and their first and last day.

Years are astronomical in here: 1 BC is 0. As TIMEX3 and TIDES write them, years before Christ are BC0044.
"""

import calendar
import datetime
import re

from msgspec import Struct

_YEAR = r"(?P<year>\d{4}|BC\d{4}|XXXX)"
_VALUE = re.compile(
    _YEAR
    + r"(?:-(?:(?P<season>SP|SU|FA|WI)|Q(?P<quarter>[1-4X])|H(?P<half>[12])|W(?P<week>\d\d|XX)(?:-(?P<weekday>[1-7]|WE))?"
    r"|(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?))?(?P<time>T[\d:A-Z+-]+)?$"
)
SEASONS = {"SP": (3, 5, "21"), "SU": (6, 8, "22"), "FA": (9, 11, "23"), "WI": (12, 2, "24")}
_PART_OF_MONTH = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_PART_OF_YEAR = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
LIMITS = ("BEFORE", "ON_OR_BEFORE", "AFTER", "ON_OR_AFTER")
_LIMITED = {"ON_OR_BEFORE": "../{}", "ON_OR_AFTER": "{}/.."}
_STEP = re.compile(r"P(\d+)([YMWDQ])$")
_FIRST, _LAST = -9998, 9999


class Parts(Struct, frozen=True):
    """The parts of a TIMEX3 date; None where a part is not there or not said (X). The year is astronomical."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    week: int | None = None
    weekday: str | None = None
    time: str | None = None


def parts_of(value: str) -> Parts | None:
    """The parts of a date's value; None for what is no date of the calendar (a decade, a duration, PAST_REF)."""
    found = _VALUE.match(value)
    if found is None:
        return None

    def number(name: str) -> int | None:
        words = found[name]
        return int(words) if words and words.isdigit() else None

    year = found["year"]
    counted = None if year == "XXXX" else 1 - int(year[2:]) if year.startswith("BC") else int(year)
    return Parts(
        counted, number("month"), number("day"), found["season"], number("quarter"), number("half"), number("week"),
        found["weekday"], found["time"],
    )  # fmt: skip


def year_value(year: int | None) -> str:
    """A year as TIMEX3 writes it.

    >>> year_value(1921), year_value(-43), year_value(None)
    ('1921', 'BC0044', 'XXXX')
    """
    if year is None:
        return "XXXX"
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def date_value(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """The TIMEX3 value of a date as it stands; X for what is not said. A year alone needs no month."""
    parts = [year_value(year)]
    if month is not None or day is not None:
        parts.append(f"{month:02d}" if month is not None else "XX")
    if day is not None:
        parts.append(f"{day:02d}")
    return "-".join(parts)


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day; 29 February where the year is not said."""
    leap = year if year and year > 0 else 2000
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(leap, month)[1]


def edtf_of(value: str, mod: str | None, uncertain: bool = False) -> str | None:
    """The EDTF form of a TIMEX3 date value; None where EDTF has none (a part of a month, a reference to now).

    A last or first day makes an open interval; "before" and "after" have no form.

    >>> edtf_of("1921-05", "ON_OR_BEFORE"), edtf_of("1921", "BEFORE")
    ('../1921-05', None)
    >>> edtf_of("1921", "APPROX"), edtf_of("1921", None, uncertain=True), edtf_of("1921", "APPROX", uncertain=True)
    ('1921~', '1921?', '1921%')
    """
    if mod in LIMITS:
        edtf = edtf_of(value, None, uncertain)
        return (
            _LIMITED[mod].format(edtf)
            if edtf and mod in _LIMITED and re.fullmatch(r"-?\d{4}(-\d\d){0,2}", edtf)
            else None
        )
    if mod not in (None, "APPROX") or not any(c.isdigit() for c in value):
        return None
    if "/" in value:
        ends = [edtf_of(v, None) for v in value.split("/")]
        return "/".join(e for e in ends if e) if all(ends) else None
    edtf = _edtf(value)
    sign = {(True, True): "%", (True, False): "~", (False, True): "?"}.get((mod == "APPROX", uncertain))
    if edtf and sign:
        qualified = (
            "/" not in edtf
            and not edtf.startswith("XXXX")
            and not re.fullmatch(r"-?\d{4}-[234]\d|.*T.*", edtf)
        )
        return f"{edtf}{sign}" if qualified else None
    return edtf


def _edtf(value: str) -> str | None:
    if re.fullmatch(r"\d{3}", value):  # a decade
        return f"{value}X"
    if re.fullmatch(r"BC\d{3}", value) and value != "BC000":  # the 480s BC are -0488 to -0479
        last = 10 * int(value[2:]) - 1
        return f"-{last + 9:04d}/-{last:04d}"
    if re.fullmatch(r"BC\d{2}", value):
        return f"-{value[2:]}XX"
    if re.fullmatch(r"\d{2}", value):  # a century, as TIMEX3 counts the years of it
        return f"{value}XX"
    parts = parts_of(value)
    if parts is None or parts.weekday or re.search(r"-W[\dX]|QX", value):
        return None
    year = "XXXX" if parts.year is None else f"{parts.year:04d}" if parts.year >= 0 else f"-{-parts.year:04d}"
    if parts.time:
        clock = re.fullmatch(r"T(\d\d):(\d\d)", parts.time)
        if not clock or None in (parts.year, parts.month, parts.day) or int(clock[1]) > 23:
            return None
        return f"{year}-{parts.month:02d}-{parts.day:02d}T{clock[1]}:{clock[2]}:00"
    if parts.year is None and (parts.season or parts.quarter or parts.half):
        return None
    if parts.season:
        return f"{year}-{SEASONS[parts.season][2]}"
    if parts.quarter:
        return f"{year}-{32 + parts.quarter}"
    if parts.half:
        return f"{year}-{39 + parts.half}"
    return year + re.sub(r"^(?:BC)?[\dX]{4}", "", value)


def bounds(value: str, mod: str | None = None) -> tuple[str | None, str | None]:
    """The first and last day (YYYY-MM-DD) that a TIMEX3 date value may mean; None where it sets no bound."""
    if "/" in value:
        first, last = value.split("/", 1)
        return bounds(first)[0], bounds(last)[1]
    if re.fullmatch(r"\d{2,3}", value):
        fill = 4 - len(value)
        first = f"{value}{'0' * fill}"
        return f"{first if int(first) else '0001'}-01-01", f"{value}{'9' * fill}-12-31"
    christ = re.fullmatch(r"BC(\d{2,3})", value)
    if christ:  # BC04 is the fifth century, 500 to 401 BC; BC048 the 480s, 489 to 480 BC
        decade = len(christ[1]) == 3
        end = 10 * int(christ[1]) - 1 if decade else 100 * int(christ[1])
        return _text(-end - (9 if decade else 99), 1, 1), _text(-end, 12, 31)
    parts = parts_of(value)
    if parts is None or parts.year is None or not _FIRST <= parts.year <= _LAST:
        return None, None
    if parts.week is not None:
        return _week(parts)
    if "X" in value.split("T")[0]:
        return None, None
    year, month, day = parts.year, parts.month, parts.day
    if day and month:
        return (_text(year, month, day),) * 2 if is_day(year, month, day) else (None, None)
    if month:
        low, high = _PART_OF_MONTH.get(mod or "", (1, 31))
        return _text(year, month, low), _text(year, month, min(high, _days(year, month)))
    if parts.season:
        first_month, last_month, _ = SEASONS[parts.season]
        return _months(year, first_month, year + (last_month < first_month), last_month)
    if parts.quarter:
        return _months(year, 3 * parts.quarter - 2, year, 3 * parts.quarter)
    if parts.half:
        return _months(year, 6 * parts.half - 5, year, 6 * parts.half)
    low, high = _PART_OF_YEAR.get(mod or "", (1, 12))
    return _months(year, low, year, high)


def _week(parts: Parts) -> tuple[str | None, str | None]:
    if parts.year is None or parts.week is None or not 1 <= parts.year <= _LAST:
        return None, None
    try:
        monday = datetime.date.fromisocalendar(parts.year, parts.week, 1)
    except ValueError:
        return None, None
    if parts.weekday and parts.weekday != "WE":
        first = last = int(parts.weekday) - 1
    else:
        first, last = (5, 6) if parts.weekday else (0, 6)
    return (monday + datetime.timedelta(days=first)).isoformat(), (
        monday + datetime.timedelta(days=last)
    ).isoformat()


def _months(year: int, month: int, last_year: int, last_month: int) -> tuple[str, str]:
    return _text(year, month, 1), _text(last_year, last_month, _days(last_year, last_month))


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else calendar.monthrange(2001, month)[1]


def _text(year: int, month: int, day: int) -> str:
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}"


def truncated(value: str, unit: str) -> str | None:
    """A date made as coarse as a unit: Y, M, W, D, Q; None where it is not as fine as that.

    >>> truncated("1921-05-04", "M"), truncated("1921", "D"), truncated("1921-05-04", "W")
    ('1921-05', None, '1921-W18')
    """
    parts = parts_of(value)
    if parts is None or parts.year is None:
        return None
    if unit == "Y":
        return year_value(parts.year)
    if unit == "Q" and parts.quarter:
        return f"{year_value(parts.year)}-Q{parts.quarter}"
    if not parts.month:
        return None
    if unit == "Q":
        return f"{year_value(parts.year)}-Q{(parts.month + 2) // 3}"
    if unit == "M":
        return date_value(parts.year, parts.month)
    if not parts.day:
        return None
    if unit == "D":
        return date_value(parts.year, parts.month, parts.day)
    day = _date(parts)
    if unit != "W" or day is None:
        return None
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _date(parts: Parts) -> datetime.date | None:
    try:
        return datetime.date(parts.year or 0, parts.month or 0, parts.day or 0)
    except ValueError:
        return None


def shifted(value: str, duration: str, sign: int) -> str | None:
    """A date value moved by an ISO 8601 duration of one unit (P6M, P3W, P2Y, P1D), as fine as both allow.

    A quarter or a season moved by years stays one. None where the value has unsaid parts, is coarser than the unit, or
    the move leaves the years that can be written.
    """
    parts, step = parts_of(value), _STEP.match(duration)
    if parts is None or parts.year is None or step is None:
        return None
    amount, unit = sign * int(step[1]), step[2]
    if unit == "Y":
        moved = parts.year + amount
        kept = f"-{parts.season}" if parts.season else f"-Q{parts.quarter}" if parts.quarter else ""
        return _checked(year_value(moved) + kept if _FIRST <= moved <= _LAST else None)
    if unit == "Q":
        base = truncated(value, "Q")
        total = parts.year * 4 + int(base[-1]) - 1 + amount if base else 0
        return f"{year_value(total // 4)}-Q{total % 4 + 1}" if base else None
    if unit == "M":
        if not parts.month:
            return None
        total = parts.year * 12 + parts.month - 1 + amount
        return _checked(date_value(total // 12, total % 12 + 1) if _FIRST <= total // 12 <= _LAST else None)
    day = _date(parts)
    if day is None:
        return None
    try:
        later = day + datetime.timedelta(days=amount * (7 if unit == "W" else 1))
    except OverflowError:
        return None
    return later.isoformat()


def _checked(value: str | None) -> str | None:
    return value if value and parts_of(value) else None
