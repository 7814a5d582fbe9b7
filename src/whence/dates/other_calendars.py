"""other_calendars: dates of the Hijri, Hebrew and Republican calendars in any language's text, and dates said in two calendars."""

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from whence.dates.calendars import gregorian
from whence.dates.expression import Expression
from whence.dates.pieces import one_of, plain
from whence.dates.said_dates import day_first

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found

CALENDARS = ("solar_hijri", "lunar_hijri", "hebrew", "french_republican")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@cache
def table() -> dict[str, Any]:
    """The data file of the calendars."""
    return tomllib.loads(files("whence.lang").joinpath("calendars.toml").read_text(encoding="utf-8"))


@cache
def months() -> dict[str, tuple[str, int]]:
    """Spelling of a month → its calendar and number."""
    found: dict[str, tuple[str, int]] = {}
    for calendar in CALENDARS:
        for number, spellings in enumerate(table()[calendar]["months"], 1):
            for spelling in spellings:
                found.setdefault(spelling, (calendar, number))
    return found


def pieces() -> dict[str, str]:
    """The pieces of these calendars' patterns."""
    eras = [e for c in CALENDARS for e in table()[c]["eras"]]
    return {
        "calmonth": rf"(?:{one_of(months())})\b",
        "calday": r"(?:[12]?\d|3[01])(?:st|nd|rd|th|er|\.)?",
        "calyear": r"\d{1,4}(?!\d)",
        "calera": rf"(?:{one_of(eras)})(?!\w)",
        "roman": r"(?:x?i{1,3}|x?iv|x?v|x?vi{1,3}|ix|x)\b",
    }


def other_calendar(g: "Grammar", found: "Found") -> list[Expression]:
    """'Mehr 1360', '12 Rajab 1399 AH', '18 Brumaire an VIII', '1360 SH'."""
    month_words = found.get("calmonth")
    era = plain(found.get("calera") or "")
    if month_words is None:
        return _year_of_era(found, era)
    calendar, month = months()[plain(month_words)]
    about = table()[calendar]
    number = found.get("roman")
    if number and calendar != "french_republican":
        return []
    year = roman(number) if number else int(found.get("calyear") or 0) or None
    if month_words.islower() and calendar != "french_republican":
        return []
    if (
        year is None
        and plain(month_words) in about["needs_year"]
        and not (era or found.has("calday") or found.has("part"))
    ):
        return []
    if year is not None and not (1 if era else about["first"]) <= year <= about["last"]:
        return []
    day_words = found.get("calday")
    day = int(re.match(r"\d+", day_words)[0]) if day_words else None  # type: ignore[index]
    if day is not None and not 1 <= day <= 31:
        return []
    value = f"{year:04d}" if year else "XXXX"
    value += f"-{month:02d}" + (f"-{day:02d}" if day else "")
    means = gregorian(calendar, year, month, day) if year else None
    if year and means is None:
        return []
    return [Expression(found.start, found.end, "DATE", value, g.part(found), calendar=calendar, means=means)]


def months_of_a_year(g: "Grammar", found: "Found") -> list[Expression]:
    """'Safar to Rajab 1135 AH': two months, of which the first shares the year of the second."""
    words = found.all("calmonth")
    (calendar, first), (other, last) = (months()[plain(w)] for w in words)
    year = int(found.get("calyear") or 0)
    about = table()[calendar]
    lowest = 1 if found.has("calera") else about["first"]
    if calendar != other or first >= last or not lowest <= year <= about["last"] or words[0].islower():
        return []
    joint = plain(found.get("joint") or "")
    ranged = joint not in ("and", "und", "et", "y", "e")
    spans = [(found.start, found.span("calmonth", 0)[1]), (found.span("calmonth", 1)[0], found.end)]
    made = []
    for month, (start, end), until in zip((first, last), spans, (ranged, False), strict=True):
        means = gregorian(calendar, year, month)
        made.append(
            Expression(
                start, end, "DATE", f"{year:04d}-{month:02d}", calendar=calendar, means=means, until=until
            )
        )
    return made if all(e.means for e in made) else []


def decade_of_calendar(g: "Grammar", found: "Found") -> list[Expression]:
    """'the 1340s SH'."""
    era = plain(found.get("calera") or "")
    calendar = next((c for c in ("solar_hijri", "lunar_hijri") if era in table()[c]["eras"]), None)
    if calendar is None:
        return []
    value = found.get("ten") or ""
    return [
        Expression(
            found.start,
            found.end,
            "DATE",
            value,
            g.part(found),
            calendar=calendar,
            means=_decade(calendar, value),
        )
    ]


def _decade(calendar: str, tens: str) -> str | None:
    """The Gregorian days of ten years of a calendar."""
    first, last = gregorian(calendar, 10 * int(tens)), gregorian(calendar, 10 * int(tens) + 9)
    return f"{first.split('/')[0]}/{last.split('/')[1]}" if first and last else None


def century_of_the_hijra(g: "Grammar", found: "Found") -> list[Expression]:
    """'the tenth century of the Hijra' is 901 to 1000 AH."""
    number = g.whole(found.get("nth") or "")
    if number is None or not 1 <= number <= 15:
        return []
    first = gregorian("lunar_hijri", 100 * number - 99)
    last = gregorian("lunar_hijri", 100 * number)
    means = f"{first.split('/')[0]}/{last.split('/')[1]}" if first and last else None
    value = f"{number - 1:02d}"
    return (
        [
            Expression(
                found.start, found.end, "DATE", value, g.part(found), calendar="lunar_hijri", means=means
            )
        ]
        if means
        else []
    )


_REPUBLICAN_SEASONS = {"FA": -1, "WI": -1, "SP": 0, "SU": 0}  # a Republican year begins in September


def republican_year(g: "Grammar", found: "Found") -> list[Expression]:
    """'Year II', 'le printemps de l’an II', of the French Republic."""
    word, digits = found.get("word") or "", found.get("roman") or ""
    year = roman(digits)
    english = plain(word) == "year"
    if (
        not digits.isupper()
        or not 1 <= year <= table()["french_republican"]["last"]
        or (english and word.islower())
    ):
        return []
    if not english and g.language == "en" and not plain(word).startswith("l"):
        return []  # 'an I'
    season = found.get("season")
    if season is None:
        return [
            Expression(
                found.start, found.end, "DATE", f"{year:04d}", calendar="french_republican",
                means=gregorian("french_republican", year),
            )
        ]  # fmt: skip
    code = str(g.look("seasons", season))
    means = f"{1792 + year + _REPUBLICAN_SEASONS[code]}-{code}"
    return [
        Expression(
            found.start, found.end, "DATE", f"{year:04d}-{code}", calendar="french_republican", means=means
        )
    ]


def _year_of_era(found: "Found", era: str) -> list[Expression]:
    """'1399 AH', 'AH 1399', 'the year 1360 SH'."""
    calendar = next((c for c in CALENDARS if era in table()[c]["eras"]), "lunar_hijri" if not era else None)
    year = int(found.get("calyear") or 0)
    if calendar is None or not table()[calendar]["first"] <= year <= table()[calendar]["last"]:
        return []
    if calendar == "hebrew" and not 4000 <= year <= 6000:
        return []  # '10 am'
    written = found.get("calera") or found.words
    if written.strip("0123456789 ").islower() and "." not in written and len(era) < 4:
        return []  # '5 ah', '30 sh'
    return [
        Expression(
            found.start, found.end, "DATE", f"{year:04d}", calendar=calendar, means=gregorian(calendar, year)
        )
    ]


def in_solar_years(e: Expression) -> Expression:
    """'1360', 'the winter of 1360/61' in a text that counts in Solar Hijri years."""
    if e.calendar == "gregorian" and e.type == "DATE" and re.fullmatch(r"1[34]\d", e.value):
        means = _decade("solar_hijri", e.value) if not e.other else None
        return msgspec.structs.replace(e, calendar="solar_hijri", means=means) if means else e
    found = re.fullmatch(r"(1[2-4]\d\d)(?:-(SP|SU|FA|WI))?", e.value)
    if e.calendar != "gregorian" or e.type != "DATE" or found is None:
        return e
    year, about = int(found[1]), table()["solar_hijri"]
    if not about["first"] <= year <= about["last"]:
        return e
    if found[2] is None:
        means = gregorian("solar_hijri", year)
    else:
        first = {"SP": 1, "SU": 4, "FA": 7, "WI": 10}[found[2]]
        ends = [gregorian("solar_hijri", year, month) for month in (first, first + 2)]
        means = f"{ends[0].split('/')[0]}/{ends[1].split('/')[1]}" if ends[0] and ends[1] else None
    return msgspec.structs.replace(e, calendar="solar_hijri", means=means) if means else e


_NUMERIC = re.compile(r"\d{1,2}[/.]\d{1,2}[/.](1[34]\d\d)|(1[34]\d\d)/\d{1,2}/\d{1,2}")


def in_hijri_numbers(e: Expression, words: str, calendars: Collection[str]) -> Expression:
    """'29/09/1401' is no day of 1401 by our reckoning, which nobody writes so: it is one of the Hijri calendar that the text counts by,
    and of none that can be told where the text counts by neither."""
    if not _NUMERIC.fullmatch(words):
        return e
    value = day_first(e, words)
    calendar = next((c for c in ("solar_hijri", "lunar_hijri") if c in calendars), None)
    means = gregorian(calendar, *(int(n) for n in value.split("-"))) if calendar else None
    return msgspec.structs.replace(e, value=value, calendar=calendar or "other", means=means, other=None)


def two_calendars(g: "Grammar", found: "Found") -> list[Expression]:
    """'1360/1981', '1399 AH (1979)': one year in two calendars, the first of which the second has to fit."""
    first, second = int(found.get("first") or 0), int(found.get("second") or 0)
    for calendar in ("solar_hijri", "lunar_hijri"):
        means = (
            gregorian(calendar, first)
            if table()[calendar]["first"] <= first <= table()[calendar]["last"]
            else None
        )
        if means and str(second) in (means[:4].lstrip("0"), means.split("/")[1][:4].lstrip("0")):
            return [
                Expression(found.start, found.end, "DATE", f"{first:04d}", calendar=calendar, means=means)
            ]
    if "/" in found.words and not re.search(r"a\.?h", found.words, re.IGNORECASE):
        return []  # any two numbers
    means = gregorian("lunar_hijri", first)
    return [
        Expression(
            found.start,
            found.end,
            "DATE",
            f"{first:04d}",
            calendar="lunar_hijri",
            means=means,
            other=f"{second:04d}",
        )
    ]


def roman(words: str) -> int:
    """A Roman number up to 39.

    >>> roman("VIII"), roman("XIV")
    (8, 14)
    """
    values = [_ROMAN[c] for c in words.lower()]
    return sum(-v if n + 1 < len(values) and values[n + 1] > v else v for n, v in enumerate(values))
