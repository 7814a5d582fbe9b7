"""edtf: dates as people write them in EDTF (ISO 8601-2:2019), read with their first and last day and as TIMEX3.

The grammar and the bounds are those of the library ``edtf``; imported when a date is read.
"""

import re
from time import struct_time
from typing import Any

from msgspec import Struct

from whence.dates.value import SEASONS, bounds

_SEASON = {number: name for name, (_, _, number) in SEASONS.items()}
_LONGEST = 60  # characters


class Edtf(Struct, frozen=True):
    """A date in EDTF, its value in TIMEX3, and its first and last possible day (YYYY-MM-DD; None where it is open)."""

    edtf: str
    value: str
    earliest: str | None
    latest: str | None


def read_edtf(words: str) -> Edtf:
    """A date in EDTF. Raises ValueError with a plain sentence for what is none.

    >>> read_edtf("1981-06~").earliest, read_edtf("1981-06~").value
    ('1981-06-01', '1981-06')
    >>> read_edtf("1931-24").latest
    '1932-02-29'
    >>> read_edtf("1914/1918").latest, read_edtf("198X").value
    ('1918-12-31', '198')
    """
    from importlib import import_module

    library: Any = import_module("edtf")
    words = words.strip().replace("x", "X").replace("–", "-")
    wrong = ValueError(
        f"“{words[:_LONGEST]}” is no date in EDTF; write 1981, 1981-06, 1981-06-20, 198X, 1981-06~ (about) or 1914/1918."
    )
    if not words or len(words) > _LONGEST:
        raise wrong
    try:
        found = library.parse_edtf(words)
        first, last = _bound(found, "lower_strict"), _bound(found, "upper_strict")
    except Exception as error:  # the parser has several ways of its own to say no
        raise wrong from error
    season = bounds(timex_of(words)) if re.fullmatch(r"-?\d{4}-2[1-4][~?%]?", words) else None
    if season and season[1]:
        first, last = season  # a winter goes on into the next year, as in all that Whence reads
    if words.startswith(("../", "/")):
        first = None
    if words.endswith(("/..", "/")):
        last = None
    if first and last and _order(first) > _order(last):
        raise ValueError(f"“{words}” ends before it begins.")
    if first is None and last is None:
        raise wrong
    return Edtf(words, timex_of(words), first, last)


def _order(day: str) -> tuple[int, str]:
    """What orders days, those before the year 0 too."""
    year = int(day[:5] if day.startswith("-") else day[:4])
    return year, day[-6:]


def _bound(found: Any, which: str) -> str | None:
    at = getattr(found, which)()
    if not isinstance(at, struct_time | tuple):
        return None
    year, month, day = at[:3]
    if not -9999 <= year <= 9999:
        return None
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"


def timex_of(edtf: str) -> str:
    """The TIMEX3 value: without what EDTF says of certainty."""
    if "/" in edtf and ".." not in edtf:
        return "/".join(timex_of(part) for part in edtf.split("/"))
    bare = re.sub(r"[~?%\[\]{}]", "", edtf).replace("/..", "").replace("../", "").split(",")[0].split("..")[0]
    vague = re.fullmatch(r"(\d{2,3})X{1,2}", bare)
    if vague:
        return vague[1]
    season = re.fullmatch(r"(-?\d{4})-(2[1-4])", bare)
    bare = f"{season[1]}-{_SEASON[season[2]]}" if season else bare
    if bare.startswith("-"):
        return re.sub(r"^-(\d{4})", lambda m: f"BC{int(m[1]) + 1:04d}", bare)
    return bare
