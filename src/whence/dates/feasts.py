"""feasts: readings of days with a name: Christmas 1914, the eve of Saint Lucy, the Monday after Easter, the following Whitsun."""

import datetime
from typing import TYPE_CHECKING

from whence.dates import named
from whence.dates.counted_dates import relation
from whence.dates.pieces import plain
from whence.dates.reading_parts import Made, one

if TYPE_CHECKING:
    from whence.dates.grammar import Grammar
    from whence.dates.patterns import Found


def named_day(g: "Grammar", found: "Found") -> Made:
    """'Christmas 1914', 'Good Friday, 1916'."""
    words = found.get("named") or ""
    if words.islower():
        return []
    year = int(found.get("year") or 0) or None
    if found.has("two"):
        day = named.value(str(g.look("named_days", words)), None)
        return one(found, "DATE", f"XX{found.get('two')}{day[4:]}") if day else []
    rule = str(g.look("named_days", words))
    value = named.value(rule, year) or "XXXX-XX-XX"
    return one(found, "DATE", value, mod=g.part(found) or ("APPROX" if rule.startswith("lunar") else None))


_SHIFTS = {
    "eve": -1,
    "vigil": -1,
    "morrow": 1,
    "octave": 7,
    "octaves": 7,
    "utas": 7,
    "quindene": 14,
    "quinzaine": 14,
}


def _rule_of_feast(g: "Grammar", found: "Found") -> str | None:
    """The rule of the feast that is named; None where the words are no name."""
    for table in ("saint", "feast", "named"):
        words = found.get(table)
        if words and not words.islower() and not (table == "saint" and "saint " in found.words):
            return str(g.look({"named": "named_days"}.get(table, f"{table}s"), words))
    return None


def weekday_by_feast(g: "Grammar", found: "Found") -> Made:
    """'the Monday after Easter 1912', 'the Sunday before Saint Michael, 1380'; without a year nobody can tell which day it is."""
    rule, year = _rule_of_feast(g, found), int(found.get("year") or 0) or None
    day = named.value(rule, year) if rule else None
    number = g.look("weekdays", found.get("weekday") or "")
    if rule is None:
        return []
    if day is None or "X" in day:
        return one(found, "DATE", "XXXX-XX-XX")
    feast = datetime.date.fromisoformat(day)
    away = (int(number) - named.weekday(feast)) % 7 or 7
    away = away if plain(found.get("side") or "") == "after" else away - 7 or -7
    return one(found, "DATE", (feast + datetime.timedelta(days=away)).isoformat())


def saints_day(g: "Grammar", found: "Found") -> Made:
    """'the feast of Saint Michael', 'the eve of St Lucy, 1380', 'St Catherine’s night', 'the fourth day after Easter'."""
    rule = _rule_of_feast(g, found)
    if rule is None:
        return []
    days = _SHIFTS.get(plain(found.get("shift") or ""), 0)
    away = g.whole(found.get("nth") or "") if found.has("side") else None
    if away:  # the feast itself was counted, or not
        days = (away - 1) * (1 if plain(found.get("side") or "") == "after" else -1)
    if days and rule.count("-") == 2:
        return []  # the n-th weekday of a month
    year = int(found.get("year") or 0) or None
    value = named.value(named.shifted(rule, days) if days else rule, year) or "XXXX-XX-XX"
    return one(found, "DATE", value, mod="APPROX" if away else None)


def named_related(g: "Grammar", found: "Found") -> Made:
    """'the following Christmas', 'last Easter'."""
    words = found.get("named") or ""
    if words.islower() or plain(found.get("relation") or "") == "this":
        return []
    return one(found, "DATE", "XXXX-XX-XX", offset=relation(g, found, "Y"))
