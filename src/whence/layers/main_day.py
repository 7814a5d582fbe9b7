"""main_day: the day with which a text in sections begins, to which it comes back after its background."""

import datetime
import re

from whence.layers.document import Document, Time
from whence.layers.story import Story, Told
from whence.text import SpanIndex

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BACK, _ON = (
    30,
    60,
)  # days before and after the main day that a section rather tells of than of a year of the background


class MainDay:
    """The one full day before the first section of a text, 'The battle was fought on 18 September 1643'; none where there are two."""

    def __init__(self, doc: Document) -> None:
        heads = [b.start for b in doc.blocks if b.kind == "heading"]
        body = next((b.start for b in doc.blocks if b.kind == "paragraph"), 0)
        self._sections = [h for h in heads if h > body]
        first = self._sections[0] if self._sections else 0
        quoted = SpanIndex(doc.quotations)
        days = [
            t for t in doc.times
            if t.end <= first and _DAY.fullmatch(t.value) and t.calendar == "gregorian" and not quoted.around(t.start, t.end)
        ]  # fmt: skip
        one = len({t.value[:4] for t in days}) == 1
        self._day = Told(days[0].value, days[0].id, days[0].start) if one else None

    def of(self, t: Time, story: Story) -> Told | None:
        """The main day, where a date without a year rather is of its year than of the one that an earlier section has come to."""
        there = re.match(r"XXXX-(\d\d)(?:-(\d\d))?", t.value)
        if self._day is None or there is None or story.last is None:
            return None
        if story.year is None or story.year >= int(self._day.value[:4]):
            return None  # the story has come past it
        if not any(story.last.start < h <= t.start for h in self._sections):
            return None
        main = datetime.date.fromisoformat(self._day.value)
        away = (int(there[1]) - main.month) * 30 + int(there[2] or main.day) - main.day
        return self._day if -_BACK <= away <= _ON else None
