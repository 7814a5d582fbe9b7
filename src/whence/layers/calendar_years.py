"""calendar_years: days and months of another calendar that stand without their year ('9 Thermidor', '2 March, old style')."""

import re
from collections.abc import Iterable, Iterator

from whence.dates.calendars import gregorian
from whence.layers.document import Resolution, Time
from whence.layers.resolutions import resolution

_TURNED = 7  # months back from which on a month without its year is one of the next


class CalendarYears:
    """The years of other calendars that one text has told, in its order."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[int, int, str]] = {}  # calendar → the last year and month told in it

    def found(self, t: Time) -> Iterator[Resolution]:
        """A time without its year, in the year of its calendar that was told last; of one with a year it takes note."""
        if t.calendar == "gregorian":
            return
        if not t.value.startswith("XXXX"):
            month = re.match(r"\d{4}-(\d\d)", t.value)
            if len(t.value) >= 4:
                self._told[t.calendar] = (int(t.value[:4]), int(month[1]) if month else 0, t.id)
            return
        told = self._told.get(t.calendar)
        numbers = [int(n) for n in re.findall(r"-(\d\d)", t.value)]
        if told is None or not numbers:
            return
        year = told[0] + (told[1] - numbers[0] >= _TURNED)  # Fructidor, then Brumaire: a new year has begun
        means = gregorian(t.calendar, year, *numbers)
        if means:
            yield resolution(means, t.mod, told[2], "narrative")


def old_style(t: Time, as_new: Iterable[Resolution]) -> Iterator[Resolution]:
    """An Old Style day without its year: each resolution that the same day would have in New Style, moved to what it is there."""
    for r in as_new:
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", r.value)
        means = gregorian("julian", *(int(n) for n in day.groups())) if day else None
        if means:
            yield resolution(means, t.mod, r.anchor, r.basis)
