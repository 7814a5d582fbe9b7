"""speaking_day: the day from which a text speaks when it says 'yesterday', 'on Monday' or 'in May', where it speaks from one.

A report with a dateline speaks from its own day, and so does what was told to be of a day and talks like a report: more of
'last week' and 'on Friday' than of years long past. An essay's colophon only says when it was put up.
"""

import re

from whence.dates import parts_of
from whence.layers.document import Document, Time
from whence.text import Text

_DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40},\s+(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?,\s+)?(?P<month>[A-Z][a-z]+)\.?\s+(?P<day>\d{1,2})|[A-Z][A-Z .'’-]{2,40}(?:,\s+[A-Z][\w. ]{2,30})?\s+(?:--|—|–|\()"
)
_PAST_YEARS = 2  # before the document's year: such a year is told as history
_WEIGHT = 2  # how many years of history weigh as much as one word of the day


def speaking_day(doc: Document, text: Text) -> str | None:
    """The day (YYYY-MM-DD); None where the text speaks from none."""
    date = doc.document.date
    told = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T.*)?", date.value) if date else None
    if date is None or told is None:
        return None
    day = told[1]
    first = next((b for b in doc.blocks if b.kind == "paragraph"), None)
    head = text.chars[first.start : first.start + 80] if first else ""
    if first and _DATELINE.match(head):
        own = next((t for t in doc.times if first.start <= t.start < first.start + 60), None)
        if own and re.fullmatch(r"XXXX-\d\d-\d\d", own.value):
            return day[:4] + own.value[4:]
        return day
    if date.start is not None and not _is_at_top(doc, date.start):
        return None
    return day if _talks_of_its_day(doc.times, int(day[:4])) else None


def _is_at_top(doc: Document, start: int) -> bool:
    """Whether the date stands before the text, as over a letter or a report."""
    first = next((b for b in doc.blocks if b.kind == "paragraph"), None)
    return first is not None and start <= first.end


def _talks_of_its_day(times: tuple[Time, ...], year: int) -> bool:
    history = today = 0
    for t in times:
        if (t.offset is not None and t.offset.counted_from == "speaking") or t.value.startswith("XXXX-WXX-"):
            today += 1
        else:
            parts = parts_of(t.value) if t.type in ("DATE", "TIME") else None
            history += parts is not None and parts.year is not None and parts.year < year - _PAST_YEARS
    return today * _WEIGHT >= history
