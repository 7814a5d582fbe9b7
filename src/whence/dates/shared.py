"""shared: dates that share a month or a year with the next one ('3, 7 and 12 March 1979', 'March and April 1979'), and ranges."""

import re
from typing import TYPE_CHECKING

import msgspec

from whence.dates.expression import Expression
from whence.dates.value import date_value, is_day, parts_of, year_value

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar

_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+|und\s+|et\s+|y\s+|e\s+)?|\s+(?:and|or|und|oder|et|ou|y|o|e|ed|bis|au|al|a|to)\s+|\s*[-–—/]\s*)"
_DAYS = re.compile(rf"(?<![\w.,:/-])(?:\d{{1,2}}(?:st|nd|rd|th|\.|er|º|°)?{_JOIN}(?:the\s+)?){{1,8}}$")
_ONE = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|º|°|\.(?=\s*(?:,|und|oder|bis|[-–—/])))?")
_RANGE = re.compile(r"\s*[-–—]\s*$|\s+(?:to|bis|al|a|au)\s+(?:the\s+)?$")
_BETWEEN = re.compile(
    r"\s*(?:[-–—]|(?:to|until|till|through|bis|jusqu['’]?(?:à|en|au)|hasta|al?|até|fino\s+a[l]?)\s+(?:the\s+)?|-)\s*$"
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|ed)\s+(?:the\s+)?$")
_SHARES_YEAR = re.compile(
    r"\s*(?:,|,?\s+(?:and|or|to|und|oder|bis|et|ou|y|o|e|a|al|au)\s+|[-–—/])\s*(?:the\s+|(?:early|late|mid)[-\s])?$"
)
_LONGEST = 60  # characters of a list before a date


def before(g: "Grammar", chars: str, start: int, taken: int, e: Expression) -> list[Expression]:
    """The days in a list or range before a date that share its month: '3', '7' before 'and 12 March 1979'."""
    parts = parts_of(e.value) if e.type == "DATE" else None
    if (
        parts is None
        or not parts.day
        or not parts.month
        or not chars[e.start].isdigit()
        or e.calendar != "gregorian"
    ):
        return []
    low = max(start, taken, e.start - _LONGEST)
    found = _DAYS.search(chars[low : e.start])
    if not found:
        return []
    made: list[Expression] = []
    ones = list(_ONE.finditer(found[0]))
    for n, one in enumerate(ones):
        day = int(re.match(r"\d+", one[0])[0])  # type: ignore[index]
        if not is_day(parts.year, parts.month, day):
            return []
        at = low + found.start() + one.start()
        joined = found[0][one.end() : ones[n + 1].start() if n + 1 < len(ones) else len(found[0])]
        made.append(
            Expression(
                at,
                at + len(one[0]),
                "DATE",
                date_value(parts.year, parts.month, day),
                until=bool(_RANGE.match(joined)),
            )
        )
    return made


def joined(chars: str, first: Expression, second: Expression) -> list[Expression]:
    """Two neighbours: whether the second ends what begins with the first, and gives it the year that it does not say."""
    between = chars[first.end : second.start]
    if (
        len(between) > 14
        or "\n\n" in between
        or first.type not in ("DATE", "TIME")
        or second.type not in ("DATE", "TIME")
    ):
        return [first, second]
    a, b = parts_of(first.value), parts_of(second.value)
    if (
        a
        and b
        and a.year is None
        and b.year is not None
        and first.offset is None
        and (a.month or a.season)
        and _SHARES_YEAR.match(between)
    ):
        first = msgspec.structs.replace(first, value=year_value(b.year) + first.value[4:])
    ranged = _BETWEEN.match(between) or (
        _AND.match(between)
        and re.search(
            r"(?:between|zwischen|entre|tra|fra)\s+(?:the\s+)?$",
            chars[max(0, first.start - 14) : first.start],
            re.IGNORECASE,
        )
    )
    if ranged and not first.until:
        first = msgspec.structs.replace(first, until=True)
    return [first, second]
