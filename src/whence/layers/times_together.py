"""times_together: what a time tells of the one beside it, once each has been resolved by itself."""

import itertools
import re
from collections.abc import Iterable, Iterator

import msgspec

from whence.dates import bounds, shifted, truncated
from whence.layers.document import Time
from whence.layers.resolutions import resolution

_DAY = re.compile(r"(?:BC)?\d{4}-\d\d-\d\d")
_HOUR = re.compile(r"T\d\d(?::\d\d)?")
_ON = re.compile(r",?\s+(?:on|of)\s+(?:the\s+)?")
_BEFORE_DATE = re.compile(r"\s+(?:before|after|following)\s+(?:the\s+)?")
_WHOLE = re.compile(r"P\d+[DWMY]")
_GRAIN = {"D": "D", "W": "D", "M": "M", "Y": "Y"}
_SAID_AGAIN = 100  # code points in which a day is said again by its date
_THAT_IS = re.compile(r"\b(?:that is(?: to say)?|i\.\s?e\.|viz\.|namely),? (?:on )?(?:the )?$")
_BETWEEN_APPOSED = re.compile(r"(?:,|:)\s+(?:being |that is,? )?(?:the )?|\s+\((?:the )?")


def apposed(times: list[Time], chars: str) -> list[Time]:
    """'This day week, the 8th of August': a counted day with its date behind it is that date, whatever it was counted from."""
    made = list(times)
    for n, (t, date) in enumerate(itertools.pairwise(times)):
        if t.offset is None or t.offset.counted_from == "event" or len(date.resolved) != 1:
            continue
        told = date.resolved[0]
        if (
            _BETWEEN_APPOSED.fullmatch(chars, t.end, date.start)
            and date.offset is None
            and t.value in ("XXXX-XX-XX", "PRESENT_REF")
            and _DAY.fullmatch(told.value)
            and not any(r.value == told.value for r in t.resolved)
        ):
            made[n] = msgspec.structs.replace(
                t, resolved=(resolution(told.value, t.mod, date.id, "anchored"),)
            )
    return made


def named_and_dated(times: list[Time], chars: str) -> list[Time]:
    """'On the eve of St Lucy, in the nineteenth year of King Edward, that is to say on 12 December 1291': the day is of that year."""
    made = list(times)
    for n, t in enumerate(times):
        if any(r.basis == "stated" for r in t.resolved) or not re.fullmatch(r"XXXX-\d\d-\d\d", t.value):
            continue
        for date in itertools.takewhile(lambda d, t=t: d.start - t.end < _SAID_AGAIN, times[n + 1 :]):  # type: ignore[misc]
            told = date.resolved[0].value if len(date.resolved) == 1 else ""
            if told[4:] == t.value[4:] and _THAT_IS.search(chars, t.end, date.start):
                made[n] = msgspec.structs.replace(t, resolved=(resolution(told, t.mod, date.id, "anchored"),))
                break
    return made


def on_their_days(times: Iterable[Time], chars: str) -> Iterator[Time]:
    """'At about four in the afternoon on 7 March 1921': an hour is of the day that stands behind it."""
    made = list(times)
    for t, date in itertools.zip_longest(made, made[1:]):
        day = date.resolved[0] if date is not None and len(date.resolved) == 1 else None
        if (
            day is not None
            and _HOUR.fullmatch(t.value)
            and _DAY.fullmatch(day.value)
            and _ON.fullmatch(chars, t.end, date.start)
        ):
            t = msgspec.structs.replace(
                t, resolved=(resolution(day.value + t.value, t.mod, date.id, "anchored"),)
            )
        yield t


def counted_from_dates(times: Iterable[Time], chars: str) -> Iterator[Time]:
    """'Two days after 4 May 1929', 'a week before Christmas, 1928': what is counted from a date that stands behind it is a date."""
    made = list(times)
    for t, date in itertools.zip_longest(made, made[1:]):
        offset = t.offset
        if (
            date is None
            or offset is None
            or offset.counted_from != "event"
            or len(date.resolved) != 1
            or not _BEFORE_DATE.fullmatch(chars, t.end, date.start)
        ):
            yield t
            continue
        sign = 1 if offset.direction == "after" else -1
        day = re.sub(r"T.*", "", date.resolved[0].value)
        found = shifted(day, offset.value, sign) if _WHOLE.fullmatch(offset.value) else None
        made_ = truncated(found, _GRAIN[offset.value[-1]]) if found else None
        if made_ is None:
            yield t
            continue
        yield msgspec.structs.replace(
            t,
            type="DATE",
            value="FUTURE_REF" if sign > 0 else "PAST_REF",
            edtf=None,
            resolved=(resolution(made_, t.mod, date.id, "anchored"),),
        )


def in_order(times: Iterable[Time]) -> Iterator[Time]:
    """A stretch ends after it begins: 'between Christmas and Easter' is not of one year, where the words do not say it."""
    times = list(times)
    begins = {t.until: t for t in times if t.until}
    for t in times:
        begin = begins.get(t.id)
        if (
            begin is None
            or len(begin.resolved) != 1
            or len(t.resolved) != 1
            or not t.value.startswith("XXXX")
        ):
            yield t
            continue
        first, last = begin.resolved[0], t.resolved[0]
        dated = re.fullmatch(r"(\d{4})((?:-\d\d){1,2})", last.value)
        later = f"{int(dated[1]) + 1:04d}{dated[2]}" if dated else None
        backwards = first.earliest and last.latest and last.latest < first.earliest
        if backwards and last.basis == "narrative" and later and bounds(later)[0]:
            t = msgspec.structs.replace(t, resolved=(resolution(later, t.mod, last.anchor, last.basis),))
        yield t
