"""pieces: what the patterns of a language are made of: its words for months, units, numbers, as parts of a regular expression.

No piece repeats without a limit, so that a pattern costs no more than the length of what it matches.
"""

import re
from collections.abc import Iterable
from typing import Any

_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![\d%])(?![.,]\d)"
_FOUR, _HOURS = r"(?:[01]\d|2[0-3])[0-5]\d", r"\s?(?:hours|hrs?|h)\b"  # '0430 hrs'
_CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])h[0-5]\d(?!\w)|(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s*(?:a\.m\.?|p\.m\.?|am\b|pm\b)|\s+hours)?(?!\d|[:.]\d|\s*(?:per ?cent|%))"
    rf"|{_FOUR}{_HOURS}|(?<=\bat )0\d[0-5]\d(?!\d)|{_FOUR}(?=\s?(?:to|until|till|[-–])\s?{_FOUR}{_HOURS})"
    r"|(?:1[0-2]|0?[1-9])\s*(?:a\.m\.|p\.m\.|a\.m\b|p\.m\b|am\b|pm\b|o['’]clock)|noon|midnight)"
)
_ZONE = r"(?:(?:est|edt|cst|cdt|mst|mdt|pst|pdt|et|pt|gmt|utc|bst|cet|cest|msk)\b|local time|\((?:est|edt|gmt|utc|pst|pdt)\))"


def one_of(words: Iterable[str]) -> str:
    """Any of some words or phrases, the longest first."""
    return "|".join(
        re.escape(w.lower()).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w))
    )


def plain(words: str) -> str:
    """Words as the tables have them: small letters, one space between."""
    return re.sub(r"\s+", " ", words.lower()).strip()


def pieces(table: dict[str, Any]) -> dict[str, str]:
    """Piece → regular expression, without groups."""
    months = table["months"]
    whole = table["signs"].get("whole_months", "may june july").split()
    cut = table["signs"].get("abbreviated_months", "").split()
    long = [m for m in months if (len(m) > 4 and m not in cut) or m in whole]
    short = [m for m in months if m not in long]
    month = rf"(?:(?:{one_of(long)})\b" + (rf"|(?:{one_of(short)})(?:\.|\b))" if short else ")")
    small = [o for o, n in table["ordinals"].items() if n < 10]
    ordinal = (
        rf"(?:{one_of(table['ordinals'])}|(?:twenty|thirty)[-\s](?:{one_of(small)}))" if small else r"(?!)"
    )
    endings = table["signs"]["day_endings"]
    weekday = one_of(table["weekdays"])
    return {
        "iso": r"(?:1[0-9]{3}|20[0-9]{2})-[01]\d-[0-3]\d",
        "day": rf"(?:(?:0?[1-9]|[12][0-9]|3[01]){endings}?(?!\d|:\d|,\d{{3}})|{ordinal}\b)",
        "nth": rf"(?:\d{{1,2}}{endings}|{ordinal}\b)",
        "month": month,
        "year": _YEAR,
        "double": r"\d{1,2}(?:\d{2})?",
        "n": r"\d{1,2}",
        "tens": r"(?:1[0-9]{2}0|20[0-9]0)",
        "bcyear": r"\d{1,4}",
        "weekday": rf"(?:{weekday})\b",
        "weekdays": rf"(?:{weekday})s\b",
        "clock": _CLOCK,
        "zone": _ZONE,
        "dash": r"[-–—‑]",
        "era": rf"(?:{one_of(table['eras'])})",
        "season": rf"(?:{one_of(table['seasons'])})\b",
        "units": rf"(?:{one_of(table['units'])})\b",
        "period": rf"(?:{one_of(table['periods'])})\b",
        "number": number(table),
        "quarter": rf"(?:{one_of(table['quarters'])})",
        "decade": rf"(?:{one_of(table['decades'])})\b",
        "named": rf"(?:{one_of(table['named_days'])})\b",
        **{k: rf"(?:{one_of(table[f'{k}s'])})\b" for k in ("saint", "feast") if table.get(f"{k}s")},
        "deictic": rf"(?:{one_of(table['deictic'])})\b",
        "daypart": rf"(?:{one_of(table['day_parts'])})\b",
        "reference": rf"(?:{one_of(table['references'])})\b",
        "often": rf"(?:{one_of(table['sets'])})\b",
        "relation": rf"(?:{one_of(table['relations'])})\b",
        "lead": rf"(?:{one_of(table['leads'])})",
        "direction": rf"(?:{one_of([*table['after'], *table['from_speaking'], *table['from_event']])})\b",
    }


def number(table: dict[str, Any]) -> str:
    """A pattern for a number: '6', '1,500', 'six', 'twenty-one', 'a hundred and ten', 'several'."""
    known = table["numbers"]
    ones = one_of(
        [n for n, v in known.items() if v < 10 and n not in table["signs"].get("articles", "a an").split()]
    )
    tens = one_of([n for n, v in known.items() if v % 10 == 0 and 20 <= v < 100])
    vague = one_of(table["vague_numbers"])
    small = rf"(?:{tens})[-\s](?:{ones})|{one_of(known)}"
    hundred = (
        rf"(?:an?|{ones})[-\s]+hundred(?:[-\s]+(?:and[-\s]+)?(?:{small}))?" if "hundred" in known else r"(?!)"
    )
    return rf"(?:\d{{1,3}}(?:,\d{{3}})?(?:\.\d{{1,2}})?(?:\s1/2)?(?![\d,])|{vague}|{hundred}|{small})"
