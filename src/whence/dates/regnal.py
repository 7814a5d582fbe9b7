"""regnal: years counted from a king's or queen's accession: 'the third year of King Henry VIII', '12 Edw. IV', 'the reign of Anne'.

No library keeps them; the first and last days of the reigns stand in lang/en/monarchs.txt. They are written as people then
wrote them (Old Style before 1752), and so are the years that are counted from them.
"""

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from whence.dates.expression import Expression
from whence.dates.pieces import one_of, plain
from whence.dates.value import is_day, shifted
from whence.lang import lexicon

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found


class Reign(Struct, frozen=True):
    """The first and last day of a reign (YYYY-MM-DD)."""

    first: str
    last: str


@cache
def _reigns(column: int) -> dict[str, Reign]:
    """Names (column 0) or short forms (column 1) of kings and queens → their reigns."""
    rows = lexicon("en").rows("monarchs")
    return {name.strip(): Reign(row[2], row[3]) for row in rows for name in row[column].split(",")}


def pieces() -> dict[str, str]:
    """The pieces of these patterns."""
    return {"monarch": rf"(?:{one_of(_reigns(0))})\b", "monarchshort": rf"(?:{one_of(_reigns(1))})(?!\w)"}


def regnal_year(g: "Grammar", found: "Found") -> list[Expression]:
    """One year of a reign, by its number, or a day of it: '1 May in the twelfth year of King Edward the Fourth'."""
    words, short = found.get("monarch"), found.get("monarchshort")
    name = words or short or ""
    number = g.whole(found.get("nth") or found.get("regnal") or "")
    if not name[:1].isupper() or number is None or number < 1:
        return []
    told = _reigns(0 if words else 1)[plain(name)]
    to = max(number, int(found.get("regnalto") or 0))  # '3 & 4 Vict.': a session that fell into both
    first, after = _years_on(told.first, number - 1), _years_on(told.first, to)
    last = min(shifted(after, "P1D", -1) or after, told.last)
    if first > told.last:
        return []  # no year of that reign
    if not found.has("month"):
        means = f"{first}/{last}"
        return [Expression(found.start, found.end, "DATE", first[:4], calendar="other", means=means)]
    day = g.whole(found.get("day") or "") or 0
    for year in (first[:4], last[:4]):
        means = f"{year}-{g.month(found.get('month') or ''):02d}-{day:02d}"
        if first <= means <= last and is_day(*map(int, means.split("-"))):
            return [Expression(found.start, found.end, "DATE", means, calendar="other", means=means)]
    return []


def _years_on(day: str, years: int) -> str:
    return f"{int(day[:4]) + years:04d}{day[4:]}"


def reign(g: "Grammar", found: "Found") -> list[Expression]:
    """A whole reign, where something happened in or during it."""
    name = found.get("monarch") or ""
    if not name[:1].isupper():
        return []
    told = _reigns(0)[plain(name)]
    value = f"{told.first[:4]}/{told.last[:4]}"
    return [
        Expression(found.start, found.end, "DATE", value, calendar="other", means=f"{told.first}/{told.last}")
    ]
