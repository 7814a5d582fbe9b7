"""counted_times: a time counted from another one: so many units away, or the next of its name, as fine as the words allow."""

import datetime
import re

from whence.dates import bounds, date_value, grammar, named, parts_of, shifted, truncated, year_value
from whence.dates.pieces import plain
from whence.layers.document import Document, Time
from whence.layers.story import Story, Told
from whence.layers.tense import Tenses

MONTH_OF_SEASON = {"WI": 1, "SP": 4, "SU": 7, "FA": 10}
_FIRST_OF_SEASON = {"WI": 12, "SP": 3, "SU": 6, "FA": 9}


class Counting:
    """Answers for one text."""

    def __init__(self, doc: Document, tenses: Tenses) -> None:
        self.chars = doc.text
        self.tenses = tenses
        self.named_days: dict[str, str] = grammar(doc.document.language).table["named_days"]

    def moved(self, t: Time, base: Told, story: Story) -> str | None:
        """The value of a time that is counted from a date; None where that is not as fine as the words ask."""
        offset = t.offset
        assert offset is not None
        sign = 1 if offset.direction == "after" else -1
        found = re.fullmatch(r"P([\d.]+)(WE|[A-Z]+)", offset.value)
        amount, unit = found.groups() if found else ("", "")
        if not amount or "." in amount:
            return None
        steps = sign * int(amount)
        named = self._named(t, base, steps, unit)
        if named is not None:
            return named or None
        time = t.value[t.value.index("T") :] if re.match(r"XXXX-XX-XXT", t.value) else ""
        if t.value == "XXXX-QX" or unit == "Q":
            quarter = story.quarter
            if quarter is None or t.start - quarter.start > 3000:
                here = truncated(base.value, "Q") if unit == "Q" and base.time == "document" else None
                return shifted(here, f"P{abs(steps)}Q", sign) if here and steps else here
            if t.value == "XXXX-QX" and offset.counted_from == "speaking":
                return quarter.value  # 'the latest quarter', once told which
            return shifted(quarter.value, f"P{abs(steps)}{unit}", sign) if steps else quarter.value
        if unit == "Y" and story.quarter and self._compares_quarters(t, story.quarter):
            parts = parts_of(story.quarter.value)
            return (
                f"{year_value(parts.year + steps)}-Q{parts.quarter}"
                if parts and parts.year is not None
                else None
            )
        if t.value in ("XXX", "XX"):
            return _decade_or_century(base.value, len(t.value), steps // (10 if t.value == "XXX" else 100))
        grain = {"Y": "Y", "M": "M", "W": "W" if self._as_week(t) else "D", "D": "D"}.get(unit)
        if grain is None:
            return None
        start = shifted(base.value, f"P{abs(steps)}{unit}", sign) if steps else base.value
        made = truncated(start, grain) if start else None
        return f"{made}{time}" if made else None

    def _as_week(self, t: Time) -> bool:
        """Whether a number of weeks gives a week ('last week', 'six weeks ago') or a day ('two weeks later')."""
        return t.offset is not None and (t.offset.counted_from == "speaking" or t.value == "XXXX-WXX")

    def _compares_quarters(self, t: Time, quarter: Told) -> bool:
        """'Earnings fell from 3 million a year earlier': compared is the same quarter of the year before."""
        words = self.chars[t.start : t.end].lower()
        return t.start - quarter.start < 1200 and bool(
            re.match(r"(?:a|one) year (?:ago|earlier|before)", words)
        )

    def _named(self, t: Time, base: Told, steps: int, unit: str) -> str | None:
        """'last June', 'that summer', 'the previous Friday', 'the 5th of that month'; empty: none; None: something else."""
        parts, own = parts_of(t.value), parts_of(base.value)
        if parts is None or own is None or own.year is None:
            return None if parts is None else ""
        if t.value == "XXXX-XX-XX" and unit == "Y":
            return self._related_feast(t, base, own.year, steps)
        if re.match(r"XXXX-WXX-(\d|WE)", t.value):
            return self._related_weekday(t, base, steps)
        if re.fullmatch(r"XXXX-XX-\d\d(?:T[\w:]+)?", t.value):
            month = truncated(base.value, "M")
            if month and steps:
                month = shifted(month, f"P{abs(steps)}M", 1 if steps > 0 else -1)
            day = f"{month}{t.value[7:]}"
            return day if month and bounds(day)[0] else ""
        if parts.quarter and unit == "Y":
            return f"{year_value(own.year + steps)}-Q{parts.quarter}"
        if parts.month and unit == "Y":
            return f"{year_value(own.year + steps)}{t.value[4:]}"
        if parts.season and parts.season == own.season and not steps:
            return f"{year_value(own.year)}-{parts.season}"  # 'that winter', told of a winter
        if parts.season and unit == "Y":
            return f"{year_value(own.year + steps)}-{parts.season}"
        if parts.month and unit == "M":
            there = parts.month
            if parts.day and own.day and own.month == there:  # 'the 30th of October next', said on the 12th
                there += (parts.day > own.day) - (parts.day < own.day)
            year = self._next_or_last(own.year, own.month, there, steps, 0 if parts.day else 1)
            day = date_value(year, parts.month, parts.day)
            return day if bounds(day)[0] else ""
        if parts.season:
            here = own.month or MONTH_OF_SEASON.get(own.season or "")
            year = own.year + (own.season == "WI")  # the winter of 1921 reaches into 1922
            there = (_FIRST_OF_SEASON if steps > 0 else MONTH_OF_SEASON)[parts.season]
            return f"{year_value(self._next_or_last(year, here, there, steps))}-{parts.season}"
        return None

    def _related_feast(self, t: Time, base: Told, year: int, steps: int) -> str:
        """'The following Christmas', 'last Easter': the next or the last of its name, seen from the date."""
        words = plain(self.chars[t.start : t.end]).split(" ")
        rules = (self.named_days.get(" ".join(words[n:])) for n in range(1, len(words)))
        rule = next((r for r in rules if r), None)
        if rule is None or not 325 <= year <= 2999:
            return ""
        days = [d for d in (named.value(rule, year + n) for n in (-1, 0, 1)) if d]
        first, last = bounds(base.value)
        if steps > 0:
            return next((d for d in days if last and d > last), "")
        if steps < 0:
            return next((d for d in reversed(days) if first and d < first), "")
        return next((d for d in days if d.startswith(year_value(year))), "")

    @staticmethod
    def _next_or_last(year: int, here: int | None, there: int, steps: int, apart: int = 1) -> int:
        """``apart``: so many units before it 'last' is another one: 'last April', said in May, is a year ago."""
        if here is None or not steps:
            return year
        if steps < 0:
            return year if there < here - apart else year - 1
        return year if there > here else year + 1

    def _related_weekday(self, t: Time, base: Told, steps: int) -> str:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", base.value):
            return ""
        day = datetime.date.fromisoformat(base.value)
        if "WE" in t.value:
            if (
                not steps
                and day.isoweekday() < 5
                and not self.tenses.looks_ahead(t)
                and not self.chars[t.start : t.end].lower().startswith("this")
            ):
                steps = -1  # 'over the weekend', said on a Monday
            year, week, _ = (day + datetime.timedelta(weeks=steps)).isocalendar()
            return f"{year:04d}-W{week:02d}-WE"
        number, time = int(t.value[9]), t.value[10:]
        if self.chars[t.start : t.end].lower().startswith("that "):
            if base.time == "document":
                return ""  # a day that its reader knows, of any week
            return (day + datetime.timedelta(days=number - day.isoweekday())).isoformat() + time
        back = (day.isoweekday() - number) % 7
        if steps < 0:
            day -= datetime.timedelta(days=(back or 7) - 7 * (steps + 1))
        elif steps > 0:
            day += datetime.timedelta(days=7 * steps - back)
        else:
            ahead = self.tenses.looks_ahead(t) and bool(back)
            day += datetime.timedelta(days=7 - back if ahead else -back)
        return day.isoformat() + time


def _decade_or_century(value: str, digits: int, steps: int) -> str | None:
    """The decade (three digits) or century (two) so many away from that of a date."""
    parts = parts_of(value)
    if parts is None or parts.year is None:
        return None
    size = 10 if digits == 3 else 100
    if parts.year > 0:
        number = parts.year // size + steps
        return f"{number:0{digits}d}" if number >= 0 else None
    number = (1 - parts.year) // size - steps
    return f"BC{number:0{digits}d}" if number >= 0 else None
