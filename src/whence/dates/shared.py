"""shared: dates that share a month or a year with the next one ('3, 7 and 12 March 1979', 'March and April 1979'), and ranges."""

import re
from typing import TYPE_CHECKING

import msgspec

from whence.dates.expression import Expression
from whence.dates.value import LIMITS, date_value, is_day, parts_of, year_value

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar

_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+|und\s+|et\s+|y\s+|e\s+)?|\s+(?:and|or|und|oder|et|ou|y|o|e|ed|bis|auf|au|al|a|para|to)\s+|\s*[-–—/]\s*)"
_DAYS = re.compile(
    rf"(?<![\w.,:/-])(?:\d{{1,2}}(?:st|nd|rd|th|\.|er|º|°)?{_JOIN}(?:(?:the|de[nmr]|am|le|el|il|o)\s+)?){{1,8}}$"
)
_OR = re.compile(r"\s+(?:or|oder|ou|o|u)\s+(?:the\s+|perhaps\s+|possibly\s+|in\s+)?$")
_ONE = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|º|°|\.(?=\s*(?:,|und|oder|bis|auf|[-–—/])))?")
_RANGE = re.compile(r"\s*[-–—]\s*$|\s+(?:to|bis|auf|al|a|au|para)\s+(?:(?:the|de[nmr]|le|el|il|o)\s+)?$")
_BETWEEN = re.compile(
    r"\s*(?:[-–—]|(?:to|until|till|through|bis|jusqu['’]?(?:à|en|au)|auf|hasta|al?|até|fino\s+a[l]?)\s+(?:(?:the|den|dem|das|le|el|il|o)\s+)?|-)\s*$"
)
_BETWEEN_LED = re.compile(
    r"(?:between|zwischen|entre|tra|fra)\s+(?:(?:the|dem|le|el|il|o)\s+)?$", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|ed)\s+(?:(?:the|dem|le|el|il|o)\s+)?$")
_SHARES_YEAR = re.compile(
    r"\s*(?:,|,?\s+(?:and|or|to|und|oder|bis|et|ou|y|o|e|a|al|au)\s+|[-–—/])\s*(?:the\s+|(?:early|late|mid)[-\s])?$"
)
_DAY_FIRST = re.compile(r"(?:(?:le|el|il|o|der|den|dem|am)\s+)?\d", re.IGNORECASE)
_LONGEST = 60  # characters of a list before a date


def before(g: "Grammar", chars: str, start: int, taken: int, e: Expression) -> list[Expression]:
    """The days in a list or range before a date that share its month: '3', '7' before 'and 12 March 1979'."""
    parts = parts_of(e.value) if e.type == "DATE" else None
    if (
        parts is None
        or not parts.day
        or not parts.month
        or not _DAY_FIRST.match(chars, e.start)
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
    ranged = _is_range(chars, first, between)
    first = _with_what_is_shared(first, second, ranged or bool(_SHARES_YEAR.match(between)), between)
    if ranged and not first.until:
        first = msgspec.structs.replace(first, until=True)
    if _OR.match(between) and _alternatives(first, second):
        return [msgspec.structs.replace(first, end=second.end, other=second.value, either=True)]
    if ranged and second.mod in LIMITS:
        second = msgspec.structs.replace(second, mod=None)  # 'from 1914 until 1918'
    return [_in_the_era_of(second, first), second]


def _is_range(chars: str, first: Expression, between: str) -> bool:
    """Whether the words between two dates, or before them, make a stretch of them: 'from 3 May to 5 May', 'between May and July'."""
    led = chars[max(0, first.start - 14) : first.start]
    return bool(_BETWEEN.match(between) or (_AND.match(between) and _BETWEEN_LED.search(led)))


def _with_what_is_shared(first: Expression, second: Expression, together: bool, between: str) -> Expression:
    """The first of two dates with the year, or the month, that only the second says: 'April and May 1980', 'from the 13th to the 24th February'."""
    a, b = parts_of(first.value), parts_of(second.value)
    if a is None or b is None or a.year is not None or first.offset is not None:
        return first
    if b.year is not None and (a.month or a.season) and _SHARES_YEAR.match(between):
        return msgspec.structs.replace(first, value=year_value(b.year) + first.value[4:])
    if together and a.day and not a.month and b.month and b.day and is_day(b.year, b.month, a.day):
        return msgspec.structs.replace(first, value=date_value(b.year, b.month, a.day) + (a.time or ""))
    return first


def _alternatives(first: Expression, second: Expression) -> bool:
    """Whether two dates, as fine as each other and both with their year, are one or the other: 'in June or July 1826'."""
    plain_ = all(
        e.type == "DATE" and e.calendar == "gregorian" and re.fullmatch(r"\d{4}(-\d\d){0,2}", e.value)
        and not (e.offset or e.until or e.other or e.mod or e.uncertain)
        for e in (first, second)
    )  # fmt: skip
    return plain_ and len(first.value) == len(second.value) and first.value != second.value


def _in_the_era_of(second: Expression, first: Expression) -> Expression:
    """'from the late 1200s to the 1190s BC': of the first the era is not said."""
    bare = re.fullmatch(r"\d{2,4}", first.value)
    if not (
        bare
        and first.until
        and second.value == f"BC{second.value[2:]}"
        and len(second.value) == len(first.value) + 2
    ):
        return first
    earlier = int(second.value[2:]) < int(first.value)
    return msgspec.structs.replace(first, value=f"BC{first.value}", other=None) if earlier else first
