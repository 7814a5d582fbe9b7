"""said_years: readings of years, decades and centuries that say themselves, with their era or without one."""

import re
from typing import TYPE_CHECKING

from whence.dates import other_calendars
from whence.dates.expression import Expression
from whence.dates.pieces import plain
from whence.dates.reading_parts import Made, is_month, one
from whence.dates.value import date_value, is_day, year_value

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found


_ADDRESS = re.compile(
    r"\s+(?:lbs?|oz|cwt|tons?|tonnes?|kg|yds?|ft|acres?)\b|\s+(?:[A-Z][\w.’'-]+\s+){0,2}(?:Street|St\.|Avenue|Ave\b|Road|Rd\b|Lane|Broadway|Boulevard|Drive|Terrace)"
)
_PAGES_OF = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?:\s?(?:\d+[-–])?$")  # 'Hale 1998: 1066-1070'


def decade(g: "Grammar", found: "Found") -> Made:
    """'the 1920s', 'the eighteen-thirties'."""
    tens = found.get("tens")
    if tens:
        return one(found, "DATE", tens[:3], mod=g.part(found))
    century = {"nineteen": "19", "eighteen": "18", "seventeen": "17"}[plain(found.get("hundred") or "")]
    return one(
        found, "DATE", century + str(g.look("decades", found.get("decade") or "") // 10), mod=g.part(found)
    )


def decade_before_christ(g: "Grammar", found: "Found") -> Made:
    """'the 480s BC'; 'the 1200s BC' are a century, or its last decade."""
    tens = int(found.get("bctens") or 0) // 10
    mod = g.part(found)
    if tens % 10 == 0 and tens >= 10:
        return one(found, "DATE", f"BC{tens // 10:02d}", mod=mod, other=f"BC{tens:03d}")
    return one(found, "DATE", f"BC{tens:03d}", mod=mod) if tens else []


def decade_alone(g: "Grammar", found: "Found") -> Made:
    """'in the twenties', of a century that the words do not say."""
    ten = found.get("ten") or str(g.look("decades", found.get("decade") or "") // 10)
    before = found.before.rstrip().lower()
    if (
        g.language == "en"
        and not (found.has("ten") or found.has("part"))
        and not re.search(r"(?:in|of|during|by|since|from|until|and|,)$", before)
    ):
        return []
    return one(found, "DATE", f"XX{ten}", mod=g.part(found))


def century(g: "Grammar", found: "Found") -> Made:
    """'the late 5th century BC'."""
    roman = found.get("romannth")
    number = other_calendars.roman(roman) if roman else g.number(found.get("nth") or "")
    if number is None or not 1 <= number <= 31:
        return []
    digits = (
        f"{int(number) - 1}" if plain(found.get("span") or "") == "millennium" else f"{int(number) - 1:02d}"
    )
    return one(found, "DATE", f"BC{digits}" if found.has("era") else digits, mod=g.part(found))


_COUNT = {"half": 2, "third": 3, "quarter": 4, "decade": 10}
_WHICH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "latter": -1, "last": -1, "final": -1}


def part_of_century(g: "Grammar", found: "Found") -> Made:
    """'the first half of the 17th century', 'the last quarter of the 5th century BC', 'the second half of the 1920s'."""
    fraction, which = plain(found.get("fraction") or ""), _WHICH[plain(found.get("which") or "")]
    made = decade(g, found) if found.has("tens") else century(g, found)
    years = 10 if found.has("tens") else 100
    count = _COUNT[fraction]
    if not made or which >= count or (fraction == "decade" and years == 10):
        return []
    value, part = made[0].value, which % count
    before_christ = value.startswith("BC")
    first = int(value.removeprefix("BC")) * years
    if before_christ:  # the 5th century BC runs from 500 to 401
        first = 1 - first - years
    ends = (year_value(first + years * part // count), year_value(first + years * (part + 1) // count - 1))
    mod = "START" if part == 0 else "END" if part == count - 1 else "MID" if count == 3 else None
    return one(found, "DATE", value, mod=mod, within="/".join(ends))


def centuries(g: "Grammar", found: "Found") -> Made:
    """'the fifth and fourth centuries BC', 'the 16th to 18th centuries': two, of the first of which only its number stands there."""
    era = "BC" if found.has("era") else ""
    numbers = [g.number(n) for n in found.all("nth")]
    values = [f"{era}{int(n) - 1:02d}" for n in numbers if n is not None and 1 <= n <= 21]
    if len(values) != 2:
        return []
    parts = [g.table["parts"][plain(w)] for w in found.all("part")]
    second = found.span("part", len(parts) - 1) if parts else (-1, -1)
    late = second[0] > found.span("nth", 0)[0]
    mods = (parts[0] if parts and (len(parts) > 1 or not late) else None, parts[-1] if late else None)
    begin = second[0] if late else found.span("nth", 1)[0]
    ranged = plain(found.get("joint") or "to") == "to"
    return [
        Expression(found.start, found.span("nth", 0)[1], "DATE", values[0], mods[0], until=ranged),
        Expression(begin, found.end, "DATE", values[1], mods[1]),
    ]


def turn(g: "Grammar", found: "Found") -> Made:
    """'the turn of the 19th century' is its beginning; 'the turn of the century' does not say which."""
    if found.has("year"):
        return one(found, "DATE", found.get("year") or "", mod="START")
    number = g.whole(found.get("nth") or "") if found.has("nth") else None
    if number is None:
        return one(found, "DATE", "XX", mod="START")
    if not 1 <= number <= 21:
        return []
    return one(found, "DATE", f"{'BC' if found.has('era') else ''}{number - 1:02d}", mod="START")


def years_before_christ(g: "Grammar", found: "Found") -> Made:
    """'480 BC', '490–480 BC', 'AD 79'."""
    if found.has("adyear"):
        return one(found, "DATE", f"{int(found.get('adyear') or 0):04d}")
    years = [int(y) for y in found.all("bcyear")]
    if 0 in years:
        return []
    mod = g.part(found)
    if found.has("ad"):
        return _years_of_christ(found, years[0], found.get("bcyear") or "", found.all("bcyear")[1])
    slash = found.get("slash")
    if slash:  # '387/6 BC', a year that began in summer
        second = int(str(years[0])[: -len(slash)] + slash)
        second -= 0 if second < years[0] else 10 ** len(slash)
        return (
            one(found, "DATE", f"BC{years[0]:04d}/BC{second:04d}", mod=mod) if second == years[0] - 1 else []
        )
    if len(years) == 1:
        return one(found, "DATE", f"BC{years[0]:04d}", mod=mod)
    return [
        Expression(found.start, found.span("bcyear", 0)[1], "DATE", f"BC{years[0]:04d}", mod, until=True),
        Expression(found.span("bcyear", 1)[0], found.end, "DATE", f"BC{years[1]:04d}"),
    ]


def _years_of_christ(found: "Found", first: int, begin: str, end: str) -> Made:
    """'98–117 CE', 'AD 235-84'."""
    last = int(begin[: max(0, len(begin) - len(end))] + end)
    if not first < last <= 2100:
        return []
    return [
        Expression(found.start, found.span("bcyear", 0)[1], "DATE", f"{first:04d}", until=True),
        Expression(found.span("bcyear", 1)[0], found.end, "DATE", f"{last:04d}"),
    ]


def between_years(g: "Grammar", found: "Found") -> Made:
    """'1180 × 1185', as editors of charters write it: some time from the one to the other."""
    first, last = (int(y) for y in found.all("year"))
    if not 0 < last - first <= 150:
        return []
    return one(found, "DATE", f"{first}/{last}", mod=g.part(found))


def years(g: "Grammar", found: "Found") -> Made:
    """'1914–18': two years; '1861/62': one stretch of two."""
    if _PAGES_OF.search(found.before):
        return []
    first = found.get("year") or ""
    last = found.get("other") or found.get("slash") or ""
    last = first[: 4 - len(last)] + last
    if g.no_year.search(found.before):
        return []  # 'ff. 1066–1070'
    gap = int(last) - int(first)
    if not 0 < gap <= 150 or g.counted.match(found.chars, found.end):
        return []
    if found.has("slash"):
        return one(found, "DATE", f"{first}/{last}", mod=g.part(found)) if gap == 1 else []
    return [
        Expression(found.start, found.span("year")[1], "DATE", first, g.part(found), until=True),
        Expression(found.span("other")[0], found.end, "DATE", last),
    ]


def year(g: "Grammar", found: "Found") -> Made:
    """A year with a part of it or words that say it is one: 'late 1921', 'fiscal 1989'."""
    if g.counted.match(found.chars, found.end):
        return []
    if found.has("round") and _is_count(g, found.get("year") or "", found, False):
        return []  # 'about 2000 villagers'
    mod = g.part(found)
    if mod is None and re.match(
        r"(?:about|around|circa|approximately|ca?\.|c)(?![a-z])", found.words, re.IGNORECASE
    ):
        mod = "APPROX"
    return one(found, "DATE", found.get("year") or "", mod=mod)


def _is_count(g: "Grammar", number: str, found: "Found", prompted: bool) -> bool:
    """Whether a number counts what is named after it: '1500 folios', '1650 women', 'only 1400 came through'."""
    if g.owned and g.owned.search(found.before):
        return False  # 'its 2006 highs'
    weak = prompted and g.weak_before_year and g.weak_before_year.search(found.before)
    if (not prompted or weak) and g.counts and g.counts.match(found.chars, found.end):
        return True
    if not prompted and g.of_them and g.of_them.match(found.chars, found.end):
        return True  # 'my pay slips, 1920 of them'
    round_ = int(number) % 50 == 0
    return not prompted and round_ and bool(g.many_do and g.many_do.match(found.chars, found.end))


def bare_year(g: "Grammar", found: "Found") -> Made:
    """A number of four digits that is a year: in prose from 1000 on, if nothing around it says that it counts things."""
    value = found.get("year") or ""
    before, after = found.before, found.after()
    if _PAGES_OF.search(before) or _ADDRESS.match(after):
        return []
    prompted = g.before_year.search(before)
    if (
        g.counted.match(found.chars, found.end)
        or g.no_year.search(before)
        or re.match(r"[-–]\w|\.\d|/\d", after)
    ):
        return []
    if int(value) < 1400 and not prompted:
        return []
    if re.match(r"\s+(?:to|and|or|[-–])\s+\d{3,}\s+[a-z]+s\b", after) and not prompted:
        return []
    if re.search(r"\bbetween\s+$", before, re.IGNORECASE) and re.match(
        r"\s+and\s+\d{4}\s+(?:[a-z]+s|men|people)\b", after
    ):
        return []
    if re.search(r"\b(?:to|and)\s+$", before) and not re.search(
        r"(?:1[0-9]|20)\d\d,?\s+(?:to|and)\s+$|\d{4}\s*,\s*and\s+$", before
    ):
        follows = re.match(r"\s+([a-z]+)", after)
        if int(value) < 1500 or (
            follows
            and follows[1].endswith("s")
            and follows[1] not in ("was", "is", "has", "as", "its", "his", "this")
        ):
            return []
    if _is_count(g, value, found, bool(prompted)):
        return []
    counted = re.match(r"\s+(?:[a-z]+\s+)?([a-z]+)", after)
    if counted and (counted[1] in g.people and g.people[counted[1]]):
        return []  # '1600 soldiers'
    if re.search(r"\bof\s+$", before) and re.search(
        r"\b(?:total|number|some|sum|force|crowd|out|strength|garrison|army)\s+of\s+$", before, re.IGNORECASE
    ):
        return []
    return one(found, "DATE", value)


def short_year(g: "Grammar", found: "Found") -> Made:
    """'the winter of ’41', 'May ’42', 'by ’42': a year whose century the words do not say."""
    year = f"XX{found.get('two')}"
    if found.has("season"):
        return one(found, "DATE", f"{year}-{g.look('seasons', found.get('season') or '')}", mod=g.part(found))
    word = found.get("month")
    if word is None:
        led = g.before_year.search(found.before) or found.words[0].isalpha()
        return one(found, "DATE", year) if led else []
    day = g.whole(found.get("day") or "") if found.has("day") else None
    if not is_month(g, word) or (day is not None and not is_day(None, g.month(word), day)):
        return []
    rest = date_value(None, g.month(word), day)[4:]
    return one(found, "DATE", year + rest, mod=g.part(found))


def unknown_years(g: "Grammar", found: "Found") -> Made:
    """'19??', '18--', '193?': years of which a catalogue knows the century or the decade alone."""
    return one(found, "DATE", found.get("known") or "")


def spoken_year(g: "Grammar", found: "Found") -> Made:
    """'in fifty-nine', 'the spring of ’fifty-two': as people say it."""
    number = g.whole(found.get("two") or "")
    if number is None:
        return []
    if found.has("season"):
        return one(found, "DATE", f"XX{number:02d}-{g.look('seasons', found.get('season') or '')}")
    month = found.get("month")
    if month and not is_month(g, month):
        return []
    return one(found, "DATE", f"XX{number:02d}" + (f"-{g.month(month):02d}" if month else ""))


def spelt_year(g: "Grammar", found: "Found") -> Made:
    """'nineteen ninety-six', 'January nineteen ninety-seven', 'the year two thousand'."""
    rest = re.sub(r"^(?:oh[-\s]|o[’'])", "", plain(found.get("rest") or ""))
    number = g.whole(rest) if rest else 0
    if number is None:
        return []
    hundred = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}.get(
        plain(found.get("hundred") or ""), 20
    )
    year = hundred * 100 + number
    if found.has("season"):
        return one(found, "DATE", f"{year}-{g.look('seasons', found.get('season') or '')}")
    word = found.get("month")
    if word is None:
        return one(found, "DATE", str(year))
    day = g.whole(found.get("day") or "") if found.has("day") else None
    if not is_month(g, word) or (day is not None and not is_day(year, g.month(word), day)):
        return []
    return one(found, "DATE", date_value(year, g.month(word), day))
