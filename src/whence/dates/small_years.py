"""small_years: years of two or three figures without an era, 'In 218 he crossed the Alps', in a text that gives others with one.

They are read only where words that lead to a year stand before them, and nothing after them that they could count.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from whence.dates.expression import Expression
from whence.dates.pieces import one_of

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar

_SMALL = re.compile(r"(?:BC)?0\d{3}(?:-|$)|BC0\d{3}")
_SEASON_OF = r"|(?:spring|summer|autumn|winter|campaigns?|year|consuls|war|treaty|events)\s+of"
_COUNTED = re.compile(
    r"\s*%|[,.:]\d|\s*[-–—/]\s*\d|\s+[A-Z][a-z]+s\b|\s+(?:more|other|per|or|miles|of)\b|\w"
    r"|\s+(?!(?:was|is|has|as|its|his|this|thus|perhaps)\b)[a-z]+s\b"
)
_TO = re.compile(r"\s+(?:to|and|until)\s+(?P<last>\d{2,3})(?![\w%])(?![.,:]\d)")


def tells_small_years(expressions: Sequence[Expression]) -> bool:
    """Whether a year below 1000 is given with its era ('247 BC', 'AD 68')."""
    return any(e.type == "DATE" and e.calendar == "gregorian" and _SMALL.match(e.value) for e in expressions)


def with_small_years(
    g: "Grammar", chars: str, start: int, end: int, found: Sequence[Expression]
) -> list[Expression]:
    """The expressions of chars[start:end] with the small years between them. Of these the era is not said (``eraless``)."""
    led = g.table["signs"].get("before_small_year")
    if led is None:
        return list(found)
    leads = re.compile(rf"\b(?:{led}{_SEASON_OF})\s+(?P<year>\d{{2,3}})(?![\w%])", re.IGNORECASE)
    found = [_with_its_year(g, chars, e, end) for e in found]
    taken = [(e.start, e.end) for e in found]
    months = re.compile(rf"\b(?:{one_of(g.table['months'])})\s+(?P<year>\d{{3}})(?![\w%])", re.IGNORECASE)
    made = [
        e for m in months.finditer(chars, start, end) for e in _month(g, chars, m)
        if not any(a < e.end and e.start < z for a, z in taken)
    ]  # fmt: skip
    made += [
        e for m in leads.finditer(chars, start, end) for e in _read(g, chars, m, end)
        if not any(a < e.end and e.start < z for a, z in taken)
    ]  # fmt: skip
    return sorted([*found, *made], key=lambda e: e.start)


def _month(g: "Grammar", chars: str, m: "re.Match[str]") -> Iterator[Expression]:
    """'August 215'."""
    word = m[0].split()[0]
    if word[0].isupper() and not m["year"].startswith("0") and not _is_counted(g, chars, m.end()):
        yield Expression(
            m.start(), m.end(), "DATE", f"{int(m['year']):04d}-{g.month(word):02d}", eraless=True
        )


_YEAR_AFTER = re.compile(r",?\s+(?P<year>\d{2,3})(?![\w%])")


def _with_its_year(g: "Grammar", chars: str, e: Expression, end: int) -> Expression:
    """'2 August 216', 'in August 216': a day or month with a small year behind it."""
    behind = _YEAR_AFTER.match(chars, e.end, end)
    day = re.fullmatch(r"XXXX((?:-\d\d){1,2})", e.value)
    if (
        not (behind and day)
        or e.type != "DATE"
        or e.offset
        or e.calendar != "gregorian"
        or behind["year"].startswith("0")
    ):
        return e
    if _is_counted(g, chars, behind.end()):
        return e
    return msgspec.structs.replace(
        e, end=behind.end(), value=f"{int(behind['year']):04d}{day[1]}", eraless=True
    )


def _read(g: "Grammar", chars: str, m: "re.Match[str]", end: int) -> Iterator[Expression]:
    year = int(m["year"])
    second = _TO.match(chars, m.end(), end)
    after = second.end() if second else m.end()
    if m["year"].startswith("0") or _is_counted(g, chars, after):
        return
    first = Expression(m.start("year"), m.end("year"), "DATE", f"{year:04d}", eraless=True)
    if second is None or int(second["last"]) == year:
        if not _is_counted(g, chars, m.end()):
            yield first
        return
    ranged = m[0].lower().startswith(("from", "between"))
    yield msgspec.structs.replace(first, until=ranged)
    yield Expression(
        second.start("last"), second.end("last"), "DATE", f"{int(second['last']):04d}", eraless=True
    )


def _is_counted(g: "Grammar", chars: str, at: int) -> bool:
    """Whether what stands after a number makes it count something."""
    nouns = (g.counts, g.counted)
    return bool(_COUNTED.match(chars, at)) or any(n and n.match(chars, at) for n in nouns)
