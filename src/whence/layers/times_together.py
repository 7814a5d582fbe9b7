"""times_together: what a time tells of the one beside it, once each has been resolved by itself."""

import itertools
import re
from collections.abc import Iterable, Iterator

import msgspec

from whence.dates import bounds
from whence.layers.document import Time
from whence.layers.resolutions import resolution

_DAY = re.compile(r"(?:BC)?\d{4}-\d\d-\d\d")
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


def in_order(times: Iterable[Time]) -> Iterator[Time]:
    """A stretch ends after it begins: 'between Christmas and Easter' is not of one year, where the words do not say it."""
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
