"""in_words: values of times as people read them: 'winter 1931–32', '6 months', '44 BC', '4 May 1921, night'."""

import re

from whence.dates.edtf import timex_of

_MONTHS = "January February March April May June July August September October November December".split()
_SEASON_IN_EDTF = re.compile(r"-?\d{4}-2[1-4](?![\d-])")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NTH = ("first", "second", "third", "fourth")
_DAY_PARTS = {
    "TMO": "morning",
    "TMI": "midday",
    "TAF": "afternoon",
    "TEV": "evening",
    "TNI": "night",
    "T24:00": "midnight",
    "T12:00": "noon",
}
_REFERENCES = {"PRESENT_REF": "the present", "PAST_REF": "the past", "FUTURE_REF": "the future"}
_NOT_SAID = {
    "XXXX": "a year",
    "XXXX-XX": "a month",
    "XXXX-XX-XX": "a day",
    "XXXX-WXX": "a week",
    "XXX": "a decade",
    "XX": "a century",
}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}


def edtf_words(edtf: str) -> str:
    """EDTF as people read it: a season by its name, all else as it stands.

    >>> edtf_words("1934-23"), edtf_words("1931-24/1932"), edtf_words("1934-05")
    ('autumn 1934', 'winter 1931–32/1932', '1934-05')
    """
    return _SEASON_IN_EDTF.sub(lambda season: value_words(timex_of(season[0])), edtf)


def value_words(value: str) -> str:
    """A value in words where people have better ones than the format: 'winter 1931', '6 months', '44 BC', '4 May 1921, night'.

    >>> value_words("PT72H"), value_words("XXXX-10-03"), value_words("1946-02-12TEV")
    ('72 hours', '3 October', '1946-02-12, evening')
    """
    if "/" in value:
        return " to ".join(value_words(part) for part in value.split("/"))
    if value.startswith("P") and value not in _REFERENCES:
        return _length(value)
    part = re.fullmatch(r"(.*)(T[A-Z]{2}|T\d\d(?::\d\d)?.*)", value)
    if part:
        clock = _DAY_PARTS.get(part[2], part[2][1:])
        return clock if set(part[1]) <= {"X", "-"} else f"{value_words(part[1])}, {clock}"
    christ = re.fullmatch(r"BC(\d{2,4})(-.+)?", value)
    if christ:
        return _before_christ(christ[1], christ[2] or "")
    found = re.fullmatch(r"([\dX]{4})-(SP|SU|FA|WI|Q[1-4X]|H[12])", value)
    if found:
        year = "" if found[1] == "XXXX" else f" {found[1]}"
        if found[2] == "WI" and found[1].isdigit():  # it reaches into the next year
            year += f"–{(int(found[1]) + 1) % 100:02d}"
        return f"{_part_of_year(found[2])}{year}"
    week = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value)
    if week:
        return f"{'weekend of ' if week[3] else ''}week {int(week[2])} of {week[1]}"
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0s"
    if re.fullmatch(r"\d{2}", value):
        return f"{value}00–{value}99"
    if re.fullmatch(r"0\d{3}", value):
        return f"AD {int(value)}"
    return _REFERENCES.get(value) or _not_whole(value)


def _length(value: str) -> str:
    """'P6M' is '6 months', 'PXY' 'some years'."""
    found = re.fullmatch(r"P(T?)([\d.]+|X)([YMWDHS])", value)
    unit = _UNITS.get(found[1] + found[3]) if found else None
    if found is None or unit is None:
        return value
    return f"some {unit}s" if found[2] == "X" else f"{found[2]} {unit}{'' if found[2] == '1' else 's'}"


def _not_whole(value: str) -> str:
    """A value that does not say the year: 'XXXX-10-03' is '3 October', 'XXXX-XX-15' 'the 15th of a month'; others as they stand."""
    weekday = re.fullmatch(r"XXXX-WXX-([1-7])", value)
    if weekday:
        return f"a {WEEKDAYS[int(weekday[1]) - 1]}"
    short = re.fullmatch(r"XX(\d\d?)", value)
    if short:
        return f"’{short[1]}" if len(short[1]) == 2 else f"the ’{short[1]}0s"
    found = re.fullmatch(r"XXXX-(\d\d|XX)(?:-(\d\d|XX))?", value)
    if found and found[1] != "XX":
        month = _MONTHS[int(found[1]) - 1] if 1 <= int(found[1]) <= 12 else found[1]
        return month if found[2] in (None, "XX") else f"{int(found[2])} {month}"
    if found and found[2] and found[2] != "XX":
        return f"the {int(found[2])}{_ending(int(found[2]))} of a month"
    return _NOT_SAID.get(value, value)


def _ending(number: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")


def _part_of_year(code: str) -> str:
    if code in _SEASONS:
        return _SEASONS[code]
    if code == "QX":
        return "a quarter"
    return f"{_NTH[int(code[1]) - 1]} {'quarter' if code[0] == 'Q' else 'half'} of"


def _before_christ(digits: str, rest: str) -> str:
    """'BC0044-03' is 'March 44 BC'; a decade has three digits, a century two."""
    if len(digits) == 4:
        season = _SEASONS.get(rest[1:], "")
        year = f"{int(digits)} BC"
        month, _, day = rest[1:].partition("-")
        named = _MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= 12 else month
        told = f"{int(day)} {named}" if day.isdigit() else named
        return f"{season or told} {year}".strip()
    if len(digits) == 3:
        return f"{int(digits)}0s BC"
    century = int(digits) + 1
    return f"{century}{_ending(century)} century BC"
