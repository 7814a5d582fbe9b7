"""readings: the readings by the names that patterns give them (lang/*/dates.toml). Each takes the grammar and what was found,
and gives expressions; none means: no time."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from whence.dates import counted_dates, feasts, other_calendars, regnal, said_dates, said_years, stretches
from whence.dates.expression import Expression

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found

Reading = Callable[["Grammar", "Found"], list[Expression]]

READINGS: dict[str, Reading] = {
    "day": said_dates.day, "day_range": said_dates.day_range, "night_between": said_dates.night_between, "two_styles": said_dates.two_styles, "double_year": said_dates.double_year, "old_style": said_dates.old_style, "numeric": said_dates.numeric,
    "day_of_month": said_dates.day_of_month, "named_day": feasts.named_day, "saints_day": feasts.saints_day, "weekday_by_feast": feasts.weekday_by_feast, "month": said_dates.month, "month_of_unit": counted_dates.month_of_unit,
    "month_beside": counted_dates.month_beside, "weekday_beside": counted_dates.weekday_beside, "end_of_month": said_dates.end_of_month, "unknown_years": said_years.unknown_years, "numeric_year_first": said_dates.numeric_year_first, "numeric_short": said_dates.numeric_short,
    "month_related": counted_dates.month_related, "month_alone": counted_dates.month_alone, "season": said_dates.season, "season_of_unit": counted_dates.season_of_unit,
    "season_related": counted_dates.season_related, "season_alone": counted_dates.season_alone, "quarter": said_dates.quarter, "quarter_of_unit": counted_dates.quarter_of_unit,
    "quarter_told": counted_dates.quarter_told, "quarter_of_year": counted_dates.quarter_of_year, "half": said_dates.half, "week_of_month": said_dates.week_of_month, "part_of_century": said_years.part_of_century, "named_related": feasts.named_related, "age": stretches.age, "decade": said_years.decade, "decade_alone": said_years.decade_alone, "decade_before_christ": said_years.decade_before_christ, "centuries": said_years.centuries, "century": said_years.century,
    "turn": said_years.turn, "eve": counted_dates.eve, "years_before_christ": said_years.years_before_christ, "years": said_years.years, "year": said_years.year, "bare_year": said_years.bare_year, "spelt_year": said_years.spelt_year, "ending_stretch": stretches.ending_stretch,
    "weekday": counted_dates.weekday, "weekend": counted_dates.weekend, "deictic": counted_dates.deictic, "unit": counted_dates.unit, "unit_bare": counted_dates.unit_bare, "unit_after_next": counted_dates.unit_after_next, "unit_after": counted_dates.unit_after,
    "part_of_told": counted_dates.part_of_told, "clock_of_part": counted_dates.clock_of_part, "day_part_told": counted_dates.day_part_told, "day_part_alone": counted_dates.day_part_alone, "offset": counted_dates.offset,
    "stretch": stretches.stretch, "recent": counted_dates.past, "past": counted_dates.past, "many_units": stretches.many_units, "duration": stretches.duration, "set": stretches.again, "per": stretches.per,
    "century_of_the_hijra": other_calendars.century_of_the_hijra, "between_years": said_years.between_years, "roman_day": said_dates.roman_day, "day_of_letter": counted_dates.day_of_letter,
    "months_of_a_year": other_calendars.months_of_a_year, "decade_of_calendar": other_calendars.decade_of_calendar, "republican_year": other_calendars.republican_year,
    "other_calendar": other_calendars.other_calendar, "two_calendars": other_calendars.two_calendars,
    "regnal_year": regnal.regnal_year, "reign": regnal.reign,
    "clock": stretches.clock, "spoken_clock": stretches.spoken_clock, "short_year": said_years.short_year, "spoken_year": said_years.spoken_year, "set_of_two": stretches.set_of_two, "hour": stretches.hour, "told_time": counted_dates.told_time, "word": counted_dates.word,
}  # fmt: skip
