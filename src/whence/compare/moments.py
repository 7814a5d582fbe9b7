"""moments: when an event is told to have been: which of a document's times are its own, the words for them, and the days and hours to compare."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from whence.compare.values import When
from whence.dates import shifted
from whence.layers.document import Claim, Document, Event, Time
from whence.layers.life_dates import BORN
from whence.layers.resolutions import Likely, label_of
from whence.text import Span, SpanIndex

_RECURRING = re.compile(r"(?:\d{4}|XXXX)-(\d\d(?:-\d\d)?|SP|SU|FA|WI)(?:T.*)?")  # of any year
_CLOCK = re.compile(r"T(?:(?P<hour>\d\d)(?::(?P<minute>\d\d))?|(?P<part>MO|AF|EV|NI))$")
_PARTS = {
    "MO": (3 * 60, 12 * 60),
    "AF": (12 * 60, 18 * 60),
    "EV": (16 * 60, 24 * 60),
    "NI": (19 * 60, 30 * 60),
}
_TOLD_HALF = re.compile(
    r"\b(?:a\.?\s?m|p\.?\s?m|morning|forenoon|afternoon|evening|night|noon|midday|midnight|dawn|hours|uhr|\d\d[.:h]\d\d)\b", re.IGNORECASE
)  # fmt: skip
_BARE = re.compile(r"the (?:year|season|month|week|day)", re.IGNORECASE)
# between a day and its year: 'in the year of the Lord'
_BESIDE = re.compile(
    r"\W{1,3}(?:(?:on|in|at)\s)?(?:the\s)?(?:(?:same\s)?year\s(?:of\s(?:(?:our|the)\sLord|grace)\s)?)?"
)
_OF = re.compile(r"\bof\s+(?:the\s+)?$")
_APPOSED = re.compile(r",?\s*\(?(?:on\s+)?")
_PART, _BY = (
    re.compile(r"(?:night|dawn|dusk|daybreak|nightfall)", re.IGNORECASE),
    re.compile(r"\b(?:by|at)\s$", re.IGNORECASE),
)
# behind a day: 'in our reckoning', 'by the calendar of that country'
_RECKONED = re.compile(
    r"[,\s(]*(?:in|by|of|after|according\s+to)\s+(?:(?:the|our|their|his|her|your|my)\s+)?(?:\w+\s+)?(?:reckoning|calendar|style|computation)\b",
    re.IGNORECASE,
)
_CALENDARS = "P13D"  # that two calendars lie apart, at the most
_HALF_DAY = 12 * 60
_SOON = 40  # characters: 'It happened on the day of Our Lady's birth, 8 September'


def _within(hour: str, part: tuple[int, int]) -> tuple[int, int] | None:
    """The minute that an hour means in a part of the day: two o'clock in the morning, or in the afternoon."""
    told = _CLOCK.search(hour)
    if told is None or not told["hour"]:
        return None
    minute = int(told["hour"]) * 60 + int(told["minute"] or 0)
    fitting = [m for m in (minute, minute + _HALF_DAY, minute + 2 * _HALF_DAY) if part[0] <= m <= part[1]]
    small = minute < part[0] == _PARTS["MO"][0]  # the small hours are of the morning too
    return (fitting[0], fitting[0]) if fitting else (minute, minute) if small else None


class Moments:
    """The times of one document's events."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._times = {t.id: t for t in document.times}
        self._index = SpanIndex(document.times)
        self._likely = Likely(document.times)
        self._holders: dict[str, list[Event]] = {}
        for e in document.events:
            for t in e.times:
                self._holders.setdefault(t, []).append(e)

    def of(self, event: Event, claim: Claim | None) -> Iterator[tuple[Span, When | None]]:
        """The words for when an event was, with what they mean; those of its claim where it has none and is all that the claim tells."""
        times = [self._times[t] for t in event.times]
        if event.why == BORN:
            times = [replace(t, until=None) for t in times]  # of '(1811–1877)' the first year
        if not times and claim and claim.events == (event.id,):
            inside = [self._times[t] for t in claim.times]
            times = [t for t in inside if t.type in ("DATE", "TIME") and not self._names_something(t)]
            times = times if len(times) == 1 and self._may_share(times[0], event) else []
        if len(times) == 2 and (both := self._day_with_hour(*times)):
            yield both
        else:
            yield from map(self.read, times)

    def _may_share(self, t: Time, event: Event) -> bool:
        """Whether a time may be an event's that another one of its sentence has: where that one is told of it ('The strike ended on 3 May')."""
        at = event.triggers[0]
        return all(any(p.start <= at.start < p.end for p in e.parties) for e in self._holders.get(t.id, ()))

    def _day_with_hour(self, t: Time, other: Time) -> tuple[Span, When | None] | None:
        """The words for a day and the hour beside it, as one: 'on Saturday at eleven in the morning'."""
        hour, day = (t, other) if t.value.startswith("T") else (other, t)
        value, clock = self._value(day), self._clock(hour)
        if value is not None and value.clock is not None:  # 'at two o'clock on Sunday morning'
            clock = _within(hour.value, value.clock)
        if value is None or clock is None:
            return None
        return Span(min(t.start, other.start), max(t.end, other.end)), replace(value, clock=clock)

    def at(self, start: int, end: int) -> tuple[Span, When | None] | None:
        """The first time of a stretch, where no other sentence begins before it."""
        t = next(iter(self._index.inside(start, end)), None)
        if (
            t is None
            or t.type not in ("DATE", "TIME")
            or re.search(r"[.;:]", self._document.text[start : t.start])
        ):
            return None
        return self.read(t)

    def read(self, t: Time) -> tuple[Span, When | None]:
        """The words of a time, and what they mean; with the calendar day that is said beside it: 'this day week, the 8th of August'."""
        beside = self._said_beside(t)
        if beside is not None:
            return Span(t.start, beside.end), self._value(beside)
        until = self._times.get(t.until or "")
        return Span(t.start, until.end if until and until.start >= t.start else t.end), self._value(t)

    def _said_beside(self, t: Time) -> Time | None:
        """The time right behind one, if it says the same day by the calendar."""
        following = self._index.inside(t.end, t.end + 30)
        if not following or _RECURRING.fullmatch(t.value) or not t.resolved:
            return None
        other = following[0]
        between = self._document.text[t.end : other.start]
        same = [r.earliest for r in t.resolved] == [r.earliest for r in other.resolved]
        return other if same and _APPOSED.fullmatch(between) and _RECURRING.fullmatch(other.value) else None

    def _names_something(self, t: Time) -> bool:
        """Whether a date belongs to a thing that it names: 'the 20th June uprising', 'the Decree of 7 January'."""
        before = self._document.text[max(0, t.start - 8) : t.start]
        return t.why == "names an event" or bool(_OF.search(before))

    def _value(self, t: Time) -> When | None:
        if _BARE.fullmatch(self._document.text, t.start, t.end):
            return None  # 'the year past'
        said = _RECURRING.fullmatch(t.value)
        clock = self._clock(t)
        if not t.resolved and not t.mod and (said or clock):  # of a year, or a day, that nobody tells
            return When(t.edtf or t.value, "", "", False, True, said[1] if said else None, clock)
        if len(t.resolved) != 1 or not t.resolved[0].earliest or not t.resolved[0].latest:
            return None
        r = t.resolved[0]
        if clock and r.basis == "document" and self._is_of_any_day(t):
            return When(t.edtf or t.value, "", "", False, True, None, clock)
        until = self._times.get(t.until or "")
        last = until.resolved[0].latest if until and until.resolved else None
        if last is None and self._is_of_another_calendar(t):
            day, until_day = r.earliest or "", r.latest or ""
            first, last = shifted(day, _CALENDARS, -1) or day, shifted(until_day, _CALENDARS, 1) or until_day
            return When(label_of(r), first, last, False, False)
        vague = bool(t.mod) or "~" in (r.edtf or "") or "?" in (r.edtf or "")
        # 'yesterday', in a text whose day is known; not 'at nine in the evening', of a day that was told before
        spoken = r.basis == "document" and not said and not t.value.startswith("T")
        likely = self._likely(r) and not spoken and not self._in_a_stated_year(t)
        told = _RECURRING.fullmatch(t.value if likely else r.value)
        return When(
            label_of(r), r.earliest or "", last or r.latest or "", vague, likely, told[1] if told and not last else None, clock
        )  # fmt: skip

    def _is_of_another_calendar(self, t: Time) -> bool:
        """'Sunday, the 19th of December in our reckoning': whether the words behind a day say by whose calendar it is counted."""
        return _RECKONED.match(self._document.text, t.end) is not None

    def _is_of_any_day(self, t: Time) -> bool:
        """'by night', 'at dawn': whether a part of the day alone is told, of a day that the words do not tell."""
        text = self._document.text
        return bool(_PART.fullmatch(text, t.start, t.end) and _BY.search(text, max(0, t.start - 4), t.start))

    def _in_a_stated_year(self, t: Time) -> bool:
        """'In the year 1161, on Palm Sunday': whether a time is counted from one that the words beside it state."""
        r = t.resolved[0]
        anchor = self._times.get(r.anchor or "")
        if r.basis != "narrative" or anchor is None or not all(x.basis == "stated" for x in anchor.resolved):
            return False
        start, end = sorted((t, anchor), key=lambda x: x.start)
        return bool(_BESIDE.fullmatch(self._document.text, start.end, end.start))

    def _clock(self, t: Time) -> tuple[int, int] | None:
        """The first and last minute of the day that a time can mean; of 'at six o'clock', morning or evening, none."""
        found = _CLOCK.search(t.value)
        if found is None or t.mod:
            return None
        if found["part"]:
            return _PARTS[found["part"]]
        minute = int(found["hour"]) * 60 + int(found["minute"] or 0)
        told = _TOLD_HALF.search(self._document.text, t.start, min(len(self._document.text), t.end + 12))
        return (minute, minute) if told or minute > _HALF_DAY else None
