"""counted_dates: readings of dates that hang on another time: last June, the following day, two years ago, at that time."""

import re
from typing import TYPE_CHECKING

from whence.dates.expression import Expression, Offset
from whence.dates.pieces import plain
from whence.dates.reading_parts import EVENT, SPEAKING, TOLD, Made, away, is_month, length, one, time_of_day
from whence.dates.value import date_value

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found

_SHORTEST = 3  # letters of a month that is one without its full stop


def relation(g: "Grammar", found: "Found", unit: str) -> Offset:
    """Which one is meant, how many units away, and from what it is counted."""
    words = found.get("relation") or ""
    amount, counted = g.look("relations", words)
    if unit == "D" and plain(words) == "next":
        counted = TOLD  # 'next day, at Loin, they met'
    return away(amount, unit, counted)


def which_day(g: "Grammar", found: "Found") -> Offset:
    """The day that words name by that of speaking or of what was told: 'yesterday', 'last night', 'the next evening'."""
    if found.has("thisday"):
        return away(-(plain(found.get("thisday") or "") == "last"), "D", SPEAKING)
    if found.has("deictic"):
        return away(int(g.look("deictic", found.get("deictic") or "")), "D", SPEAKING)
    return relation(g, found, "D")


def month_of_unit(g: "Grammar", found: "Found") -> Made:
    """'May of that year', 'June last year'."""
    word = found.get("month") or "x"
    if not is_month(g, word):
        return []
    return one(
        found, "DATE", date_value(None, g.month(word)), mod=g.part(found), offset=relation(g, found, "Y")
    )


def month_related(g: "Grammar", found: "Found") -> Made:
    """'last June', 'that May': the month, and which one."""
    word = found.get("month") or "x"
    if not is_month(g, word) or plain(found.get("relation") or "") == "the":
        return []
    return one(
        found, "DATE", date_value(None, g.month(word)), mod=g.part(found), offset=relation(g, found, "M")
    )


_BESIDE_TOLD = {"before": -1, "after": 1, "following": 1}
_BESIDE = {"last": -1, "past": -1, "next": 1, "week": 2, "fortnight": 3}


def month_beside(g: "Grammar", found: "Found") -> Made:
    """'October last', 'June next': as people wrote it; 'the March after', of what was told."""
    word = found.get("month") or "x"
    if not is_month(g, word):
        return []
    side = plain(found.get("side") or "")
    told = side in _BESIDE_TOLD
    offset = away((_BESIDE_TOLD if told else _BESIDE)[side], "M", TOLD if told else SPEAKING)
    return one(found, "DATE", date_value(None, g.month(word)), mod=g.part(found), offset=offset)


def weekday_beside(g: "Grammar", found: "Found") -> Made:
    """'Saturday next', 'Wednesday last'; 'Thursday week' is the second of its name, 'Friday fortnight' the third."""
    word, side = found.get("weekday") or "x", plain(found.get("side") or "")
    if not is_month(g, word):
        return []
    value = f"XXXX-WXX-{g.look('weekdays', word)}{time_of_day(g, found)}"
    offset = away(_BESIDE["week" if "nnight" in side else side], "W", SPEAKING)
    return one(found, "TIME" if found.has("daypart") else "DATE", value, offset=offset)


def season_of_unit(g: "Grammar", found: "Found") -> Made:
    """'the spring of next year'."""
    value = f"XXXX-{g.look('seasons', found.get('season') or '')}"
    return one(found, "DATE", value, mod=g.part(found), offset=relation(g, found, "Y"))


def season_related(g: "Grammar", found: "Found") -> Made:
    """'last winter', 'the following spring'."""
    if plain(found.get("season") or "") == "fall" and re.match(r"\s+of\s+[A-Zt]", found.after()):
        return []
    value = f"XXXX-{g.look('seasons', found.get('season') or '')}"
    return one(found, "DATE", value, mod=g.part(found), offset=relation(g, found, "S"))


def season_alone(g: "Grammar", found: "Found") -> Made:
    """'in the summer', of a year that the words do not say."""
    words = found.get("season") or ""
    if plain(words) in g.table["signs"].get("not_seasons", "fall spring").split() and re.match(
        r"\s+of\s", found.after()
    ):
        return []
    return one(found, "DATE", f"XXXX-{g.look('seasons', words)}", mod=g.part(found))


def month_alone(g: "Grammar", found: "Found") -> Made:
    """A month without a year: names that are also words or people need a preposition before, or a part of it."""
    word = found.get("month") or "x"
    if (
        not is_month(g, word)
        or (len(word) <= _SHORTEST and plain(word) != "may")
        or found.words.endswith(".")
    ):
        return []
    if word.isupper() and len(word) > 1 and not found.before.isupper():
        return []
    if re.match(r"(?:\s+(?:and|&)\s+[A-Z]\w+)?\s*\((?:1[5-9]|20)\d\d[a-z]?\b", found.after()):
        return []  # 'May and March (2004)' are authors
    doubtful = plain(word) in g.table["signs"].get("doubtful_months", "may march april june august").split()
    if (
        doubtful
        and not found.has("part")
        and not g.before_month.search(found.before)
        and not re.match(r"\s*,?\s+(?:and|or|to)\s+[A-Z][a-z]+", found.after(20))
    ):
        return []
    return one(found, "DATE", date_value(None, g.month(word)), mod=g.part(found))


def quarter_of_unit(g: "Grammar", found: "Found") -> Made:
    """'the third quarter of last year'."""
    value = f"XXXX-Q{g.look('quarters', found.get('quarter') or '')}"
    return one(found, "DATE", value, offset=relation(g, found, "Y"))


def quarter_of_year(g: "Grammar", found: "Found") -> Made:
    """'the 1988 period': the quarter told before, of that year."""
    return one(found, "DATE", f"{found.get('year')}-QX")


def quarter_told(g: "Grammar", found: "Found") -> Made:
    """'the quarter', 'the year-earlier quarter': the quarter told before, or that of the year before."""
    if found.has("quarter"):
        offset = Offset("P1Y", "before", SPEAKING)
        return one(found, "DATE", f"XXXX-Q{g.look('quarters', found.get('quarter') or '')}", offset=offset)
    if found.has("yearago"):
        return one(found, "DATE", "XXXX-QX", offset=Offset("P1Y", "before", TOLD))
    if "latest" in found.words.lower():
        return one(found, "DATE", "XXXX-QX", offset=Offset("P1Q", "before", SPEAKING))
    return one(found, "DATE", "XXXX-QX", offset=Offset("P0Q", "after", TOLD))


def weekday(g: "Grammar", found: "Found") -> Made:
    """A weekday, with a part of the day or a clock time, and which one where the words say so."""
    word = found.get("weekday") or "x"
    if not is_month(g, word):
        return []
    time = time_of_day(g, found)
    if found.has("clock") and not time:
        return []
    value = f"XXXX-WXX-{g.look('weekdays', word)}{time}"
    if (found.get("daypart") or "").lower().endswith("s"):
        return one(found, "SET", value)
    offset = relation(g, found, "W") if found.has("relation") else None
    return one(found, "TIME" if time else "DATE", value, offset=offset)


def weekend(g: "Grammar", found: "Found") -> Made:
    """'last weekend'."""
    which = plain(found.get("which") or "")
    amount = {"last": -1, "this past": -1, "next": 1, "this coming": 1}.get(which, 0)
    return one(found, "DATE", "XXXX-WXX-WE", offset=away(amount, "W", SPEAKING))


def deictic(g: "Grammar", found: "Found") -> Made:
    """A day counted from the day of speaking: 'yesterday evening', 'last night', 'tonight'."""
    time, offset = time_of_day(g, found), which_day(g, found)
    if found.has("thisday"):
        which = plain(found.get("thisday") or "")
        part = plain(found.get("daypart") or "")
        if (which == "last" and part not in ("night", "evening")) or (which == "to" and part != "night"):
            return []
        return one(found, "TIME", f"XXXX-XX-XX{time}", offset=offset)
    if time:
        return one(found, "TIME", f"XXXX-XX-XX{time}", offset=offset)
    return one(found, "DATE", "PRESENT_REF" if offset.value == "P0D" else "XXXX-XX-XX", offset=offset)


_UNSAID = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "10Y": "XXX",
    "100Y": "XX",
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
}


def unit(g: "Grammar", found: "Found") -> Made:
    """'last week', 'early next year', 'the following day'."""
    code = str(g.look("periods", found.get("period") or ""))
    if code not in _UNSAID:
        return []
    which = plain(found.get("relation") or "")
    if code == "D" and which in ("last", "this", "this past") and not found.has("part"):
        return []  # 'the last day' of something, 'this day'
    return one(found, "DATE", _UNSAID[code], mod=g.part(found), offset=relation(g, found, code))


def unit_bare(g: "Grammar", found: "Found") -> Made:
    """'the year', 'the full fiscal year': the one that is being told of."""
    code = str(g.look("periods", found.get("period") or ""))
    return one(found, "DATE", _UNSAID[code], offset=Offset(f"P0{code[-1]}", "after", TOLD))


def unit_after(g: "Grammar", found: "Found") -> Made:
    """'the day following', 'the year before', where nothing follows that it counts from."""
    code = str(g.look("periods", found.get("period") or ""))
    if re.match(r"\s+(?:the|an?|his|her|its|their|that|this|[A-Z])", found.after()):
        return []  # 'the day after the battle' counts from the battle
    after = plain(found.get("away") or "") in ("following", "after", "afterwards")
    return one(found, "DATE", _UNSAID[code], offset=away(1 if after else -1, code, TOLD))


def unit_after_next(g: "Grammar", found: "Found") -> Made:
    """'the week after next'."""
    code = str(g.look("periods", found.get("period") or ""))
    return one(found, "DATE", _UNSAID[code], offset=away(2, code, SPEAKING))


def part_of_told(g: "Grammar", found: "Found") -> Made:
    """'the end of the year', 'later in the month'."""
    code = str(g.look("periods", found.get("period") or ""))
    mod = {"the end": "END", "the close": "END", "late": "END", "the middle": "MID", "early": "START", "the beginning": "START",
           "the start": "START"}.get(plain(re.split(r"\s+(?:of|in)\s", found.words)[0]))  # fmt: skip
    return one(found, "DATE", _UNSAID[code], mod=mod, offset=Offset(f"P0{code[-1]}", "after", TOLD))


def day_part_told(g: "Grammar", found: "Found") -> Made:
    """'that same night', 'the next morning'."""
    offset, part = relation(g, found, "D"), found.get("daypart") or ""
    if offset.counted_from == SPEAKING or part.lower().endswith("s"):
        return []
    return one(found, "TIME", f"XXXX-XX-XX{g.look('day_parts', part)}", offset=offset)


def clock_of_part(g: "Grammar", found: "Found") -> Made:
    """'At 8.15 that morning', '9 p.m. the previous evening'."""
    time, offset = time_of_day(g, found), relation(g, found, "D")
    if not time.startswith("T") or ":" not in time:
        return []
    return one(found, "TIME", f"XXXX-XX-XX{time}", offset=offset)


def day_part_alone(g: "Grammar", found: "Found") -> Made:
    """'at night', 'in the morning'."""
    return one(found, "TIME", f"XXXX-XX-XX{g.look('day_parts', found.get('daypart') or '')}")


def offset(g: "Grammar", found: "Found") -> Made:
    """'six months later', 'two years ago', 'three weeks after the coup'."""
    unit = found.get("units") or found.get("vague") or ""
    value = length(g, found.get("number") or "several", unit, found.has("half"))
    if value is None:
        return []
    words = plain(found.get("direction") or "")
    mod = g.approximation(found)
    lead = found.get("lead")
    if lead:
        direction, counted = g.look("leads", lead)
    elif words in g.table["from_event"]:
        follows = found.after(2).strip()
        direction = g.table["from_event"][words]
        if follows and (follows[0].isalnum() or follows[0] in "“\"‘'’("):
            # 'two weeks after the coup' counts from an event; 'three years before' at the end of a clause from the last time
            end = found.span("direction")[0]
            end -= len(found.chars[:end]) - len(found.chars[:end].rstrip(" ,\n"))
            return [Expression(found.start, end, "DURATION", value, mod, Offset(value, direction, EVENT))]
        counted = TOLD
    else:
        counted = SPEAKING if words in g.table["from_speaking"] else TOLD
        direction = g.table["from_speaking" if counted == SPEAKING else "after"][words]
    timed = value.startswith("PT")
    return one(
        found,
        "TIME" if timed else "DATE",
        "FUTURE_REF" if direction == "after" else "PAST_REF",
        mod=mod,
        offset=Offset(value, direction, counted),
    )


def day_of_letter(g: "Grammar", found: "Found") -> Made:
    """'your letter of the 7th inst.', 'ult.', 'prox.': a day of this, the last or the next month, counted from the day of writing."""
    day = g.whole(found.get("nth") or "")
    if day is None or not 1 <= day <= 31:
        return []
    month = {"i": 0, "u": -1, "p": 1}[plain(found.get("which") or "i")[0]]
    time = time_of_day(g, found)
    return one(
        found, "TIME" if time else "DATE", f"XXXX-XX-{day:02d}{time}", offset=away(month, "M", SPEAKING)
    )


def told_time(g: "Grammar", found: "Found") -> Made:
    """'at that time', 'during this period': the time that was told before."""
    return one(found, "DATE", "PAST_REF", offset=Offset("P0T", "after", TOLD))


def eve(g: "Grammar", found: "Found") -> Made:
    """'on the eve of the war', 'the day after the battle': a day counted from what the words name."""
    after = plain(found.get("eve") or "") in ("day after", "morrow")
    return one(found, "DATE", "XXXX-XX-XX", offset=away(1 if after else -1, "D", EVENT))


def word(g: "Grammar", found: "Found") -> Made:
    """Words for now, before and later: 'recently'."""
    return one(found, "DATE", str(g.look("references", found.get("reference") or "")))


def past(g: "Grammar", found: "Found") -> Made:
    """'in the past', 'recent years'."""
    return one(found, "DATE", "PAST_REF")
