"""story: where in time a stream of telling is: the last date told in it, and the year that it has come to.

The narrative is one stream; each quotation has its own, and so has each note. A year mentioned in passing does not take the
narrative over; the turn of a year does.
"""

import re

from msgspec import Struct

from whence.dates import parts_of, truncated

_NEAR = 3  # years: so far a year alone carries the narrative on, wherever in the sentence it stands
_LATE, _EARLY, _TURN = 7, 3, 5  # from a late month to an early one, so many months back, a new year has begun


class Told(Struct, frozen=True):
    """A date that was told: its value, the time's id, where it stands."""

    value: str
    time: str
    start: int


class Aside(Struct, frozen=True):
    """What the narrative's year was before a single date of far away; ``beside``: that date stood in the last one's paragraph."""

    year: int
    year_from: str
    block: int
    beside: bool


class Story:
    """The state of one stream."""

    def __init__(self, year: int | None = None, year_from: str | None = None) -> None:
        self.last: Told | None = None  # the last date told, of whatever grain
        self.year = year
        self.year_from = year_from
        self.month: int | None = None  # the month that the narrative has come to in its year
        self.quarter: Told | None = None
        self.aside: Aside | None = None  # a single date of far away has just been told
        self.before_christ: str | None = None  # the time told last, if that was before Christ
        self.decade: Told | None = None  # the decade told last, where that said its century
        self.beside: Told | None = None  # a year of far away just told that does not take the narrative over
        self.passing: Told | None = None  # the date told last, where that was beside the narrative
        self.block = -1  # the paragraph of the last date

    @classmethod
    def of_day(cls, day: Told) -> "Story":
        """A stream that begins with a day (YYYY-MM-DD)."""
        made = cls(int(day.value[:4]), day.time)
        made.last, made.month = day, int(day.value[5:7])
        return made

    def remember(
        self,
        value: str,
        time: str,
        start: int,
        in_passing: bool,
        stated: bool,
        own: bool,
        said: bool,
        block: int,
    ) -> None:
        """A date was told in a paragraph. ``in_passing``: beside the narrative (in parentheses, in a clause about something else);
        ``own``: not counted from another time; ``said``: with its year."""
        parts = parts_of(value)
        if re.fullmatch(r"\d{3}", value):
            self.decade = Told(value, time, start)
        if said:
            self.before_christ = (self.before_christ or time) if value.startswith("BC") else None
        if parts is None or parts.year is None:
            return
        told = Told(re.sub(r"T.*", "", value), time, start)
        if parts.quarter and own:
            self.quarter = told
        alone = not (parts.month or parts.season or parts.quarter or parts.week or parts.half)
        far = self.year is not None and abs(parts.year - self.year) > _NEAR
        if in_passing or (alone and far and not stated):
            self.passing, self.beside = told, None if in_passing else told
            return
        self.last, self.passing, self.beside = told, None, None
        if not far and said:
            self.aside = None
        elif far and self.year is not None and self.year_from is not None and not stated:
            self.aside = Aside(self.year, self.year_from, block, block == self.block) if said else None
        self.block = block
        if alone and parts.year == self.year:
            return  # 'on December 7, 1941' told in two: the month stays
        if self.year != parts.year or stated:
            self.year, self.year_from = parts.year, time
        self.month = (
            parts.month
            or {"SP": 3, "SU": 6, "FA": 9, "WI": 12}.get(parts.season or "")
            or (None if alone else self.month)
        )

    def year_of(self, month: int | None) -> int | None:
        """The year of a month that is told without one: the narrative's, or the next where the months turn."""
        if self.year is None or month is None or self.month is None:
            return self.year
        if self.month >= _LATE and month <= _EARLY and self.month - month >= _TURN:
            return self.year + 1  # November, then January
        if self.month <= 2 and month >= 11 and self.last is not None and "-" in self.last.value[4:]:
            return self.year - 1  # January, then back to December
        return self.year

    def years_of(self, month: int | None, block: int) -> list[tuple[int, str | None]]:
        """The years that a month without one may be of, likeliest first, each with the time that gives it.

        Where a date of far away has just been told beside another one, a later paragraph rather goes on from that.
        """
        own = self.year_of(month)
        if own is None:
            return []
        found: list[tuple[int, str | None]] = [(own, self.year_from)]
        if self.aside is not None and self.aside.year != own:
            found.append((self.aside.year, self.aside.year_from))
            if self.aside.beside and block > self.aside.block:
                found.reverse()
        return found

    def base(self, unit: str) -> Told | None:
        """The last date, if it is as fine as a unit asks."""
        if self.last is None:
            return None
        made = truncated(self.last.value, unit)
        return Told(made, self.last.time, self.last.start) if made else None
