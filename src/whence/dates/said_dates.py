"""said_dates: readings of dates that say themselves: days, months, seasons, quarters, in one style or two."""

import calendar
import re
from typing import TYPE_CHECKING

from whence.dates.calendars import gregorian
from whence.dates.expression import Expression
from whence.dates.pieces import plain
from whence.dates.reading_parts import SPEAKING, Made, away, capital, is_month, one, time_of_day
from whence.dates.value import date_value, is_day, year_value

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found


def day(g: "Grammar", found: "Found") -> Made:
    """A day, with its clock time or part of the day; the year may be unsaid."""
    if found.has("iso"):
        numbers = [int(p) for p in (found.get("iso") or "").split("-")]
        return one(found, "DATE", date_value(*numbers)) if is_day(*numbers) else []
    word = found.get("month")
    if not is_month(g, word) or word is None:
        return []
    day_words = found.get("day") or ""
    number = g.number(day_words)
    said = int(found.get("bcyear") or found.get("year") or 0) or None
    month = g.month(word)
    year = 1 - said if said and found.has("era") else said
    if number is None or not is_day(year, month, int(number)):
        return []
    if g.language == "en" and year is None and plain(day_words).isalpha() and _counts_others(found):
        return []
    if g.language == "en" and year is None and _names_something(found, day_words):
        return []
    value = date_value(year, month, int(number))
    mod = g.part(found)
    time = time_of_day(g, found)
    if found.has("clock") and not time:
        return []
    if time:
        return one(found, "TIME", value + time, mod=mod)
    if found.has("side"):  # 'the 4th of May last'
        offset = away(1 if plain(found.get("side") or "") == "next" else -1, "M", SPEAKING)
        return one(found, "DATE", value, offset=offset) if year is None else []
    if names_event(g, found):
        first = min(found.span("day")[0], found.span("month")[0])
        return [Expression(first, found.end, "DATE", value, mod, names_event=True)]
    return one(found, "DATE", value, mod=mod)


def _counts_others(found: "Found") -> bool:
    """Whether an ordinal in words counts something else: 'the second March' alone, 'in September the first wagons'."""
    if found.span("day") < found.span("month"):
        return " of " not in found.words
    return bool(_COUNTED_BY_ORDINAL.match(found.chars, found.end))


def _names_something(found: "Found", day: str) -> bool:
    """'At the end of May the Second Pacific Squadron …': an ordinal with a capital before a name."""
    last = found.span("day")[1] == found.end
    return last and day[:1].isupper() and re.match(r"\s+[A-Z]", found.after(3)) is not None


def names_event(g: "Grammar", found: "Found") -> bool:
    """Whether the words after a date make it the name of an event."""
    before = found.before[-4:].lower()
    named_ = before.rstrip().endswith(("the", "s", "’")) or found.words.lower().startswith("the")
    return named_ and bool(g.event_head.match(found.chars, found.end))


_COMMON_YEAR = 2001  # of 365 days
_LONG_MONTHS = (3, 5, 7, 10)  # of the Romans, in which the nones are the 7th and the ides the 15th


def roman_day(g: "Grammar", found: "Found") -> Made:
    """'the Ides of March, 44 BC', 'the day before the nones of August 1116', 'the third day before the kalends of June'."""
    word = found.get("month") or "x"
    if not is_month(g, word):
        return []
    month, late = g.month(word), g.month(word) in _LONG_MONTHS
    day = {"k": 1, "c": 1, "n": 7 if late else 5, "i": 15 if late else 13}[plain(found.get("feast") or "")[0]]
    said = int(found.get("bcyear") or found.get("year") or 0) or None
    year = 1 - said if said and found.has("era") else said
    back = 1 if found.has("daybefore") else (g.whole(found.get("nth") or "") or 1) - 1  # both ends count
    if back >= day:  # before the kalends: in the month before
        month = month - 1 or 12
        year = year - 1 if year is not None and month == 12 else year
        day += calendar.monthrange(year if year and year > 0 else _COMMON_YEAR, month)[1]
    return one(found, "DATE", date_value(year, month, day - back)) if day > back else []


def day_range(g: "Grammar", found: "Found") -> Made:
    """'May 3–5, 1921': two days of one month."""
    word = found.get("month") or "x"
    if not is_month(g, word):
        return []
    year, month = int(found.get("year") or 0) or None, g.month(word)
    first, last = (int(g.number(d) or 0) for d in found.all("day"))
    if not (is_day(year, month, first) and is_day(year, month, last) and first < last):
        return []
    if (
        found.has("joint")
        and re.match(r"\s+[a-z]+", found.after())
        and not found.has("year")
        and not re.match(
            r"\s+(?:the|a|an|in|at|on|he|she|they|it|was|were|and|of|when|by|to|with|for)\b", found.after()
        )
    ):
        return []  # 'on May 4 and 5 people …'
    cut = found.span("day", 0)[1]
    begin = found.span("day", 1)[0]
    ranged = plain(found.get("joint") or "to") == "to"
    return [
        Expression(found.start, cut, "DATE", date_value(year, month, first), until=ranged),
        Expression(begin, found.end, "DATE", date_value(year, month, last)),
    ]


def night_between(g: "Grammar", found: "Found") -> Made:
    """'the night of 3–4 May 1904': a part of the first day, and the day into which it lasts."""
    word, time = found.get("month") or "x", time_of_day(g, found)
    if not is_month(g, word):
        return []
    year, month = int(found.get("year") or 0) or None, g.month(word)
    first, last = (g.whole(d) or 0 for d in found.all("day"))
    if last != first + 1 or not (is_day(year, month, first) and is_day(year, month, last)):
        return []
    return [
        Expression(
            found.start, found.span("day", 0)[1], "TIME", date_value(year, month, first) + time, until=True
        ),
        Expression(found.span("day", 1)[0], found.end, "DATE", date_value(year, month, last)),
    ]


def two_styles(g: "Grammar", found: "Found") -> Made:
    """'25 October (7 November) 1917', '11/22 February 1732/3': Old Style, then New Style; of a double year the second."""
    year = double(found) or int(found.get("year") or 0)
    months = [g.month(m) for m in found.all("month")]
    days = [int(g.number(d) or 0) for d in found.all("day")]
    if not months or not all(capital(m) for m in found.all("month")):
        return []
    new_month = months[-1]
    if len(months) == 1 and days[1] < days[0]:
        new_month = months[0] % 12 + 1
    new_year = year + (new_month < months[0])
    if not (is_day(year, months[0], days[0]) and is_day(new_year, new_month, days[1])):
        return []
    means = gregorian("julian", year, months[0], days[0])
    new = date_value(new_year, new_month, days[1])
    firsts, seconds = [found.span("day", 0)], [found.span("day", 1)]
    if len(months) > 1:
        firsts.append(found.span("month", 0))
        seconds.append(found.span("month", 1))
    else:  # '14 (26) December', 'December 14 (26)'
        (firsts if found.span("month") < found.span("day") else seconds).append(found.span("month"))
    begin, end = min(a for a, _ in firsts), max(z for _, z in firsts)
    start, stop = min(a for a, _ in seconds), max(z for _, z in seconds)
    between = found.chars[stop : found.end]
    last = found.end if "(" not in found.words else stop
    return [
        Expression(begin, end, "DATE", date_value(year, months[0], days[0]), calendar="julian", means=means),
        Expression(start, last if between.strip(" ,)") else stop, "DATE", new),
    ]


def old_style(g: "Grammar", found: "Found") -> Made:
    """'11 February 1731 (O.S.)', 'the night of 14 October 1905, old style': a day of the Julian calendar, or a part of it."""
    made = day(g, found)
    told = re.fullmatch(r"(\d{4}|XXXX)-(\d\d)-(\d\d)(T\w+)?", made[0].value) if made else None
    if not told:
        return []
    year, month, number, part = told.groups()
    means = None if year == "XXXX" else gregorian("julian", int(year), int(month), int(number))
    of_day = part or ""
    return one(
        found, "TIME" if part else "DATE", made[0].value, calendar="julian", means=means and means + of_day
    )


def double(found: "Found") -> int | None:
    """The second year of a double one: 1732/3 is 1733 by our reckoning."""
    words, year = found.get("double"), found.get("year")
    if not words or not year:
        return None
    second = int(year[: 4 - len(words)] + words)
    if second % 10 ** len(words) == 0 and second < int(year):
        second += 10 ** len(words)
    return second if second == int(year) + 1 else None


_REFORM = 1582  # the first year of the Gregorian calendar


def double_year(g: "Grammar", found: "Found") -> Made:
    """'11 February 1732/3': a year that began on Lady Day; an Old Style date."""
    word, year = found.get("month") or "x", double(found)
    day = g.number(found.get("day") or "")
    if (
        not capital(word)
        or year is None
        or day is None
        or g.month(word) > 4
        or not is_day(year, g.month(word), int(day))
    ):
        return []
    value = date_value(year, g.month(word), int(day))
    if year < _REFORM:
        return one(found, "DATE", value)  # no historian converts a day of 1244
    return one(
        found, "DATE", value, calendar="julian", means=gregorian("julian", year, g.month(word), int(day))
    )


def day_first(e: Expression, words: str) -> str:
    """Of the readings of a date in numbers the value with the day first, where it has one."""
    number = re.match(r"\d+", words)
    return next((v for v in (e.value, e.other) if v and number and int(v[8:10]) == int(number[0])), e.value)


_NUMBERED = re.compile(
    r"(?:\b(?:versions?|releases?|sections?|articles?|clauses?|rules?|paragraphs?|chapters?|tables?|nos?\.|numbers?)|§)\s*$",
    re.IGNORECASE,
)


def numeric(g: "Grammar", found: "Found") -> Made:
    """'31/12/1998', '12/31/1998', '31.12.1998'; where both orders give a day there are two readings."""
    if _NUMBERED.search(found.before):
        return []  # 'version 2.4.1921', 'section 12.4.1999'
    first, second = (int(n) for n in found.all("n"))
    year = int(found.get("year") or 0)
    american = g.language == "en" and "/" in found.words
    orders = [(second, first), (first, second)] if american else [(first, second), (second, first)]
    days = [date_value(year, month, day) for day, month in orders if is_day(year, month, day)]
    if not days or (len(days) > 1 and "." in found.words):
        days = days[:1]
    return (
        one(found, "DATE", days[0], other=days[1] if len(days) > 1 and days[1] != days[0] else None)
        if days
        else []
    )


_COUNTED_BY_ORDINAL = re.compile(
    r"\s+(?!(?:the|a|an|he|she|they|we|i|it|in|at|on|was|were|is|and|or|when|with|by|to|of|from|there|that|his|her|our|their|last|next|this)\b)[a-z]+"
)
_LED = re.compile(
    r"\b(on|since|until|till|by|before|after|from|to|dated|(?:morning|afternoon|evening|night|letters?|notes?|yours|mine|favou?r|despatch|dispatch|telegram|order|orders|report) of)\s+$",
    re.IGNORECASE,
)


def day_of_month(g: "Grammar", found: "Found") -> Made:
    """'the 5th of that month', 'on the 5th', 'Tuesday the 13th', and '3rd.' at the head of an entry."""
    words = found.get("nth") or ""
    day = g.number(words)
    if day is None or not 1 <= day <= 31:
        return []
    time = time_of_day(g, found)
    if (found.has("clock") and not time) or not _is_of_a_month(found, words[:1].isdigit()):
        return []
    offset = None
    if found.has("relation"):
        amount, counted = g.look("relations", found.get("relation") or "")
        offset = away(amount, "M", counted)
    return one(found, "TIME" if time else "DATE", f"XXXX-XX-{int(day):02d}{time}", offset=offset)


def _is_of_a_month(found: "Found", digits: bool) -> bool:
    """Whether an ordinal counts days: not in 'the 7th of them', 'by the first', 'Sunday first', nor 'First.' before a line."""
    if "month" in found.words:
        return True
    weekday = found.get("weekday")
    if weekday:
        return capital(weekday) and (digits or "the " in found.words)
    if found.words.lower().startswith("the "):
        led = _LED.search(found.before)
        return led is not None and (digits or plain(led[1]) == "on")
    return digits or found.has("relation")


def month(g: "Grammar", found: "Found") -> Made:
    """A month with its year, of this era or before it."""
    word = found.get("month")
    if not is_month(g, word) or word is None:
        return []
    year = int(found.get("bcyear") or found.get("year") or 0)
    return one(
        found, "DATE", date_value(1 - year if found.has("era") else year, g.month(word)), mod=g.part(found)
    )


def season(g: "Grammar", found: "Found") -> Made:
    """A season with its year: 'the winter of 1941–42' is that of 1941."""
    year = int(found.get("bcyear") or found.get("year") or 0)
    if found.has("double") and double(found) is None:
        return []
    season = g.look("seasons", found.get("season") or "")
    return one(
        found, "DATE", f"{year_value(1 - year if found.has('era') else year)}-{season}", mod=g.part(found)
    )


def quarter(g: "Grammar", found: "Found") -> Made:
    """'the third quarter of 1921'."""
    return one(
        found, "DATE", f"{found.get('year') or 'XXXX'}-Q{g.look('quarters', found.get('quarter') or '')}"
    )


def end_of_month(g: "Grammar", found: "Found") -> Made:
    """'the last day of February 1908'."""
    word, year = found.get("month"), int(found.get("year") or 0) or None
    if not is_month(g, word) or word is None:
        return []
    month, last = g.month(word), plain(found.get("which") or "") == "last"
    if last and month == 2 and year is None:
        return one(found, "DATE", date_value(None, month), mod="END")
    day = calendar.monthrange(year or 2001, month)[1] if last else 1
    return one(found, "DATE", date_value(year, month, day))


def numeric_year_first(g: "Grammar", found: "Found") -> Made:
    """'1981/09/23'."""
    year, (month, day) = int(found.get("year") or 0), (int(n) for n in found.all("n"))
    return one(found, "DATE", date_value(year, month, day)) if is_day(year, month, day) else []


def numeric_short(g: "Grammar", found: "Found") -> Made:
    """'29/3/93', where only one order gives a day."""
    first, second = (int(n) for n in found.all("n"))
    days = {(m, d) for m, d in ((second, first), (first, second)) if is_day(None, m, d)}
    if len(days) != 1 or (
        found.get("apart") == "." and found.words.count("0") == 0 and max(first, second) < 13
    ):
        return []
    ((month, day),) = days
    return one(found, "DATE", f"XX{found.get('two')}{date_value(None, month, day)[4:]}")


_WEEKS = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def week_of_month(g: "Grammar", found: "Found") -> Made:
    """'the second week of January 1905': the 8th to the 14th; without a year the part of the month that holds it, if one does."""
    word = found.get("month")
    if not is_month(g, word) or word is None:
        return []
    month, year = g.month(word), int(found.get("year") or 0) or None
    which = plain(found.get("which") or "")
    mod = {"first": "START", "last": "END", "final": "END"}.get(which)
    if found.has("relation"):
        amount, counted = g.look("relations", found.get("relation") or "")
        return one(found, "DATE", date_value(None, month), mod=mod, offset=away(amount, "Y", counted))
    if year is None:
        return one(found, "DATE", date_value(None, month), mod=mod)
    last = calendar.monthrange(year, month)[1]
    first = 1 + 7 * _WEEKS[which] if which in _WEEKS else last - 6
    within = f"{date_value(year, month, first)}/{date_value(year, month, first + 6)}"
    return one(found, "DATE", date_value(year, month), mod=mod, within=within)


_FIRST_HALF = ("first", "erste", "ersten", "première", "primera", "prima", "primeira")


def half(g: "Grammar", found: "Found") -> Made:
    """'the first half of 1921'."""
    return one(
        found, "DATE", f"{found.get('year')}-H{1 if plain(found.get('half') or '') in _FIRST_HALF else 2}"
    )
