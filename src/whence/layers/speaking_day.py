"""speaking_day: the day from which a text speaks when it says 'yesterday', 'on Monday' or 'in May', where it speaks from one.

A report with a dateline speaks from its own day, and so does what was told to be of a day and talks like a report: more of
'last week' and 'on Friday' than of years long past. An essay's colophon only says when it was put up.
"""

import datetime
import re
from itertools import pairwise

from msgspec import Struct

from whence.dates import date_value, parts_of
from whence.dates.value import is_day
from whence.layers.document import Document, Time, TimeBasis
from whence.layers.tense import WEIGHTS
from whence.layers.title_block import is_letterhead, is_salutation
from whence.text import SpanIndex, Text

_DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40},\s+(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?,\s+){0,3}(?P<month>[A-Z][a-z]+)\.?\s+(?P<day>\d{1,2})|[A-Z][A-Z .'’-]{2,40}(?:,\s+[A-Z][\w. ]{2,30})?\s+(?:--|—|–|\()"
)
_PAST_YEARS = 2  # before the document's year: such a year is told as history
_A_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-\d\d|XXXX-WXX-[1-7]")
_AFTER_HEAD = re.compile(r"\s*[.:;—–]|,?\s*\n|\s+-\s|\s*\[")
_ENTRIES = 3
_SITTING = re.compile(  # 'At the ordinary meeting held on Tuesday,', 'Special meeting,': before the date of a sitting
    r"(?:(?:At|Minutes of)\s+)?(?:an?\s+|the\s+)?(?:[A-Z]?[a-z-]+\s+){0,3}?(?:meeting|session|sitting|sederunt|assembly|court|vestry|council)"
    r"(?:\s+(?:of|held|in|at)\b[^.;:]{0,80}?)?,?\s+(?:(?:held\s+)?on\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_HEAD = 140  # characters of a paragraph in which the day of a sitting stands
_WEIGHT = 2  # how many years of history weigh as much as one word of the day


class Speaking(Struct, frozen=True):
    """A day (YYYY-MM-DD) from which is spoken, and what gives it: the document, or the time at the head of a diary's entry.

    Where only a month is known, ``day`` is its middle, for what is nearest to it, and ``value`` the month.
    """

    day: str
    anchor: str = "document"
    month: str | None = None

    @property
    def value(self) -> str:
        """What is known: the day, or the month."""
        return self.month or self.day

    @property
    def is_entry(self) -> bool:
        """Whether an entry of a diary speaks."""
        return self.anchor != "document"

    @property
    def basis(self) -> TimeBasis:
        """How a time is told that is counted from it."""
        return "anchored" if self.is_entry else "document"


def heads_of_entries(doc: Document, text: Text) -> frozenset[str]:
    """The times that stand at the head of a diary's entries ('4 August.', 'Wednesday, 5th —'): paragraphs or headings that begin
    with a day; none where there are fewer than three. Likewise the days of sittings over their minutes, and
    those over the letters of a file."""
    begins = {b.start: b.end for b in doc.blocks if b.kind in ("paragraph", "heading")}
    ends = {t.id: t.end for t in doc.times}
    heads = [
        t.id
        for t in doc.times
        if t.start in begins
        and t.type == "DATE"
        and _A_DAY.fullmatch(t.value)
        and (_AFTER_HEAD.match(text.chars, ends[t.until or t.id]) or ends[t.until or t.id] == begins[t.start])
    ]
    if len(heads) >= _ENTRIES:
        return frozenset(heads)
    return frozenset(_sittings(doc, text)) or frozenset(_letters(doc, text))


def _letters(doc: Document, text: Text) -> list[str]:
    """The days over the letters of a document that holds several, each before its salutation."""
    days = SpanIndex([t for t in doc.times if t.type == "DATE" and re.fullmatch(r"\d{4}-\d\d-\d\d", t.value)])
    found = []
    for head, below in pairwise(doc.blocks):
        greets = is_salutation(text.chars[below.start : below.end])
        if greets and is_letterhead(text.chars[head.start : head.end]):
            inside = list(days.touching(head.start, head.end))
            found += [inside[-1].id] if inside else []
    return found if len(found) > 1 else []


def _sittings(doc: Document, text: Text) -> list[str]:
    """The times in the first words of paragraphs that say which sitting is minuted; none where not even the first says its year."""
    found = []
    days = [t for t in doc.times if t.type in ("DATE", "TIME") and re.match(r"[\dX]{4}-\d\d-\d\d", t.value)]
    index = SpanIndex(days)
    for b in doc.blocks:
        if b.kind not in ("paragraph", "heading"):
            continue
        first = next(iter(index.touching(b.start, min(b.end, b.start + _HEAD))), None)
        if first is not None and _SITTING.fullmatch(text.chars, b.start, first.start):
            found.append(first)
    if not found or found[0].value.startswith("X"):
        return []
    return [t.id for t in found]


def next_entry(last: str, value: str) -> str | None:
    """The day of an entry whose head does not say its year, or its month: the first of that name from the last entry's day on."""
    named = re.fullmatch(r"XXXX-(XX|\d\d)-(\d\d)", value)
    if named is None:
        return None
    year, month = int(last[:4]), int(last[5:7])
    if named[1] == "XX":
        months = [(year, month), (year + month // 12, month % 12 + 1)]
    else:
        months = [(year, int(named[1])), (year + 1, int(named[1]))]
    days = [date_value(y, m, int(named[2])) for y, m in months if is_day(y, m, int(named[2]))]
    return next((d for d in days if d >= last), None)


def speaking_day(doc: Document, text: Text) -> Speaking | None:
    """The day of a whole text; None where the text speaks from none."""
    date = doc.document.date
    told = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T.*)?", date.value) if date else None
    heads = SpanIndex([b for b in doc.blocks if b.kind in ("title", "colophon")])
    times = tuple(t for t in doc.times if not heads.around(t.start, t.end))
    if date is not None and date.start is None and re.fullmatch(r"\d{4}-\d\d", date.value):
        return (
            Speaking(f"{date.value}-15", month=date.value)
            if _talks_of_its_day(times, int(date.value[:4]))
            else None
        )
    if date is None or told is None:
        return None
    day = told[1]
    first = next((b for b in doc.blocks if b.kind == "paragraph"), None)
    head = text.chars[first.start : first.start + 80] if first else ""
    if first and _DATELINE.match(head):
        own = next((t for t in doc.times if first.start <= t.start < first.start + 60), None)
        if own and re.fullmatch(r"XXXX-\d\d-\d\d", own.value):
            return Speaking(day[:4] + own.value[4:])
        return Speaking(day)
    if date.start is not None and not _is_at_top(doc, date.start):
        return None
    return Speaking(day) if _talks_of_its_day(times, int(day[:4])) else None


def _is_at_top(doc: Document, start: int) -> bool:
    """Whether the date stands before the text, as over a letter or a report."""
    first = next((b for b in doc.blocks if b.kind == "paragraph"), None)
    return first is not None and start <= first.end


def _talks_of_its_day(times: tuple[Time, ...], year: int) -> bool:
    history = today = weekdays = 0
    for t in times:
        if (t.offset is not None and t.offset.counted_from == "speaking") or t.value.startswith("XXXX-WXX-"):
            today += 1
            weekdays += t.offset is None
        else:
            parts = parts_of(t.value) if t.type in ("DATE", "TIME") else None
            history += parts is not None and parts.year is not None and parts.year < year - _PAST_YEARS
    if today == weekdays and _begins_long_ago(times, year):
        return False  # 'The strike began on 9 August 1911. … It was a Saturday.', in a memoir of 1958
    return today * _WEIGHT >= history


def _begins_long_ago(times: tuple[Time, ...], year: int) -> bool:
    """Whether the first day that is told says its year, one of history, so that weekdays behind it are those of its story."""
    first = next((t for t in times if t.type == "DATE" and _A_DAY.fullmatch(t.value)), None)
    parts = parts_of(first.value) if first else None
    return parts is not None and parts.year is not None and parts.year < year - _PAST_YEARS


def nearest_year(own: str, month: int, day: int | None, tense: str | None) -> int:
    """The year of a month or day without one, said on a day (YYYY-MM-DD): the nearest to it; what is as near before as after
    is before, unless the clause looks ahead (see ``tense.WEIGHTS``)."""
    here = datetime.date.fromisoformat(own)
    if day is None and month == here.month:
        return here.year
    before, after = WEIGHTS[tense]

    def distance(year: int) -> float:
        days = (
            (year - here.year) * 365 + (month - here.month) * 30.4 + ((day or 15) - (here.day if day else 15))
        )
        return days * after if days > 0 else -days * before

    return min((here.year, here.year - 1, here.year + 1), key=distance)
