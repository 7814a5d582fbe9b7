"""weekdays_said: the weekday that words name beside a day and month: a witness of the year, where they do not say it."""

import datetime
import re
from collections.abc import Iterable

from whence.dates import grammar
from whence.layers.document import Document, Time
from whence.layers.story import Story

Years = list[tuple[int, str | None]]
"""Years, each with the time that gives it."""

_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_ONE_CALENDAR = 1753  # from then on weekdays are those of one calendar nearly everywhere


class WeekdaysSaid:
    """Answers for one text."""

    def __init__(self, doc: Document) -> None:
        self.chars = doc.text
        self._numbers: dict[str, int] = grammar(doc.document.language).table.get("weekdays", {})
        self._named = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(self._numbers)))})\b", re.IGNORECASE)

    def year(self, t: Time, year: int, others: Iterable[int]) -> int | None:
        """The year that the weekday in the words is right in: this one, or one of the ``others``; None where they name none, or no year is."""
        day, words = (
            _DAY.match(t.value),
            self._named.match(self.chars, t.start, t.end) if self._numbers else None,
        )
        if day is None or words is None or year < _ONE_CALENDAR:
            return None
        number = self._numbers[words[0].lower()]

        def fits(one: int) -> bool:
            try:
                return datetime.date(one, int(day[1]), int(day[2])).isoweekday() == number
            except ValueError:
                return False

        return next((n for n in (year, *others) if _ONE_CALENDAR <= n <= 2999 and fits(n)), None)

    def years(self, t: Time, story: Story, found: Years) -> Years:
        """The years that a day may be of: the one in which its weekday is right, among them or beside them, where it is in any."""
        if not found:
            return found
        near = [n for year, _ in found for n in (year, year + 1, year - 1)]
        sure = self.year(t, found[0][0], near)
        if sure is None:
            return found
        story.aside = None  # nobody need look elsewhere any more
        return [next((one for one in found if one[0] == sure), (sure, found[0][1]))]
