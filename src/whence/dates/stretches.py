"""stretches: readings of lengths of time, of what happens again and again, and of clock times."""

import re
from typing import TYPE_CHECKING

from whence.dates.counted_dates import which_day
from whence.dates.expression import Expression, Offset
from whence.dates.pieces import plain
from whence.dates.reading_parts import (
    EVENT,
    Made,
    clock_value,
    is_month,
    length,
    one,
    time_of_day,
)
from whence.dates.value import date_value, is_day

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found


_ALONE = "past last next coming previous preceding following first final ensuing".split()  # 'the past weeks'


def duration(g: "Grammar", found: "Found") -> Made:
    """'two and a half years', 'a fortnight', 'two to three weeks'."""
    if found.has("long"):
        value = length(g, "1", found.get("long") or "")
        return one(found, "DURATION", value) if value else []
    if found.has("single"):
        unit = plain(found.get("single") or "")
        if (
            plain(found.get("article") or "") in ("a", "an")
            and unit in ("day", "night", "minute", "hour")
            and not (found.has("approx") or found.has("half"))
        ) and not re.search(
            r"\b(?:for|in|within|of|than|about|nearly|almost|over|half|took|lasted|after)\s+$",
            found.before,
            re.IGNORECASE,
        ):
            return []
        value = length(g, "1", unit, found.has("half"))
        return one(found, "DURATION", value, mod=g.approximation(found)) if value else []
    if re.search(r"\bhundred\s+and\s", found.words.lower()) and len(found.all("number")) > len(
        found.all("units")
    ):
        return []  # 'a hundred and sixteen days' is one number
    number, unit = found.get("number") or "", found.get("units") or ""
    if re.search(r" an?$", number.lower()):
        return []  # 'four hundred a year': so much for each
    if plain(unit) == "second" or (plain(number) in ("a", "an") and plain(unit) in ("second", "seconds")):
        return []
    value = length(g, number, unit, found.has("half"))
    if value is None:
        return []
    numbers, units = found.all("number"), found.all("units")
    more = length(g, numbers[1], units[1]) if len(numbers) == len(units) == 2 else None
    value = _and(value, more) if more else value
    start = found.start
    if (
        re.match(r"the\s", found.words, re.IGNORECASE)
        and found.chars[found.span("number")[1]] in "-‑"
        and not found.words.lower().endswith("period")
    ):
        start = found.span("number")[0]  # 'the eight-year war': the war's article
    return [Expression(start, found.end, "DURATION", value, mod=g.approximation(found))]


def _and(value: str, more: str) -> str:
    """'Two years and three months': both, where the second is the finer and neither is of hours.

    >>> _and("P2Y", "P3M"), _and("P3W", "P2D"), _and("PT2H", "PT5M")
    ('P2Y3M', 'P3W', 'PT2H5M')
    """
    for units in ("PYMD", "PTHMS"):
        one_, other = (re.fullmatch(r"(PT?)(\d+)([A-Z])", v) for v in (value, more))
        if (
            one_
            and other
            and one_[1] == other[1]
            and one_[3] in units
            and other[3] in units.split(one_[3])[-1]
        ):
            return value + more.removeprefix(one_[1])
    return value


def stretch(g: "Grammar", found: "Found") -> Made:
    """'the past two months', 'the next few years', 'the first nine months'."""
    if found.has("single"):
        value = length(g, "1", found.get("single") or "")
        return one(found, "DURATION", value) if value else []
    number, unit = found.get("number"), found.get("units") or ""
    which = plain(found.get("stretch") or "")
    if number is None and (which not in _ALONE or not plain(unit).endswith("s")):
        return []
    value = length(g, number or "several", unit, found.has("half"))
    if value is None or plain(unit) in ("second", "minute") or (number and plain(number) in ("a", "an")):
        return []
    return one(found, "DURATION", value)


def many_units(g: "Grammar", found: "Found") -> Made:
    """'for weeks', 'several years'."""
    start, end = found.span("manyunits")
    first = found.chars[start:end].split()[0]
    lead = plain(found.chars[found.start : start])
    value = length(g, "several", first)
    begin = (
        found.start if lead in ("several", "many", "the following", "the coming", "the ensuing") else start
    )
    return [Expression(begin, end, "DURATION", value)] if value else []


def again(g: "Grammar", found: "Found") -> Made:
    """'every Friday', 'daily', 'each July'."""
    if found.has("often"):
        return one(found, "SET", str(g.look("sets", found.get("often") or "")))
    time = time_of_day(g, found)
    if found.has("every"):  # 'every fourth year'
        number = g.whole(found.get("nth") or "")
        value = length(g, str(number), found.get("units") or "") if number else None
        return one(found, "SET", value) if value else []
    day = found.get("weekday") or found.get("weekdays")
    if day:
        number = g.look("weekdays", day if found.has("weekday") else day[:-1])
        return one(found, "SET", f"XXXX-WXX-{number}{time}") if is_month(g, day) else []
    if found.has("month"):
        word = found.get("month") or "x"
        return one(found, "SET", date_value(None, g.month(word))) if is_month(g, word) else []
    if found.has("season"):
        return one(found, "SET", f"XXXX-{g.look('seasons', found.get('season') or '')}")
    if found.has("units"):
        value = length(
            g, found.get("number") or ("2" if found.has("other") else "1"), found.get("units") or ""
        )
        return one(found, "SET", value) if value else []
    return one(found, "SET", f"XXXX-XX-XX{time}" if time else "XXXX-WXX-WE")


def set_of_two(g: "Grammar", found: "Found") -> Made:
    """'every Wednesday and Saturday': two sets."""
    words = found.all("weekday")
    if not all(is_month(g, w) for w in words):
        return []
    cut, (start, end) = found.span("weekday", 0)[1], found.span("weekday", 1)
    first, second = (f"XXXX-WXX-{g.look('weekdays', w)}" for w in words)
    return [Expression(found.start, cut, "SET", first), Expression(start, end, "SET", second)]


def age(g: "Grammar", found: "Found") -> Made:
    """'at the age of nineteen', 'aged 33': a stretch that is counted from somebody's birth."""
    value = length(g, found.get("number") or "", "years")
    if value is None or "X" in value:
        return []
    return one(found, "DURATION", value, mod=g.approximation(found), offset=Offset(value, "after", EVENT))


def per(g: "Grammar", found: "Found") -> Made:
    """'twice a year', 'per day'."""
    value = length(g, "1", found.get("single") or "")
    return one(found, "SET", value) if value else []


_TO_AN_HOUR = re.compile(r"\s?(?:to|until|till|[-–])\s?\d{4}\s?h")  # '0900 to 1600 hrs'


def clock(g: "Grammar", found: "Found") -> Made:
    """A clock time without a day."""
    words = found.get("clock") or ""
    noon = found.get("noon")
    if noon:
        value = g.table["day_parts"].get(plain(noon), "")
        return one(
            found, "TIME", value if value.startswith("T1") or value.startswith("T2") else f"XXXX-XX-XX{value}"
        )
    if words.lower() in ("noon", "midnight"):
        return []
    value = clock_value(words, led=bool(re.search(r"\b(?:at|until|till)\s+$", found.before.lower())))
    if value is None or (
        not re.search(r"[apo]|h(?:ou)?rs?\b|\dh(?:\b|\d)", words.lower())
        and not _TO_AN_HOUR.match(found.after())
        and not re.search(
            r"\b(?:at|by|until|till|from|after|before|to|and|around|about)\s+$",
            found.before + found.words[: -len(words)],
            re.IGNORECASE,
        )
    ):
        return []
    return one(found, "TIME", value)


_QUARTERS = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}


def spoken_clock(g: "Grammar", found: "Found") -> Made:
    """'half past four', 'a quarter to five', '5.40 in the morning', 'three o'clock in the afternoon of 3 May 1921'."""
    figures = re.split("[.:]", found.get("figures") or "")
    hour = g.whole(found.get("hourpast") or found.get("hour") or found.get("athour") or figures[0])
    minute = int(figures[1]) if len(figures) > 1 else 0
    past = plain(found.get("past") or "")
    if hour is None or not 1 <= hour <= 12:
        return []
    if past:
        amount = re.sub(r"^a |[-\s](?:past|minutes|to|before|after|of)\b", "", past).strip()
        minute = _QUARTERS.get(amount) or int(amount)
        if re.search(r"(?:to|before|of)$", past):
            hour, minute = hour - 1 or 12, 60 - minute
    part = found.get("daypart")
    which = str(g.look("day_parts", part)) if part else ""
    if which in ("TAF", "TEV") or (which == "TNI" and hour >= 6):
        hour = hour % 12 + 12
    elif hour == 12 and which in ("TMO", "TNI"):
        hour = 0
    time = f"T{hour:02d}:{minute:02d}"
    if any(map(found.has, ("deictic", "thisday", "relation"))):
        return one(found, "TIME", f"XXXX-XX-XX{time}", offset=which_day(g, found))
    if not found.has("month"):
        return one(found, "TIME", time)
    day = date_of(g, found)
    return one(found, "TIME", day + time) if day else []


def hour(g: "Grammar", found: "Found") -> Made:
    """'14.30 Uhr', '14 h 30', 'alle 14.30'."""
    hour, minute = int(found.get("hour") or 0), int(found.get("minute") or 0)
    part = found.get("daypart")
    if part and hour < 12 and str(g.look("day_parts", part)) in ("TAF", "TEV", "TNI") and hour >= 1:
        hour += 12
    return one(found, "TIME", f"T{hour:02d}:{minute:02d}")


def date_of(g: "Grammar", found: "Found") -> str | None:
    """The value of the day, month and year among the pieces; None where they are no day."""
    word, day = found.get("month") or "x", g.whole(found.get("day") or "")
    year = int(found.get("year") or 0) or None
    if not is_month(g, word) or day is None or not is_day(year, g.month(word), day):
        return None
    return date_value(year, g.month(word), day)


def ending_stretch(g: "Grammar", found: "Found") -> Made:
    """'the year ended March 31': a stretch as long as a year, not a calendar year."""
    value = length(g, "1", found.get("single") or "")
    return one(found, "DURATION", value) if value else []
