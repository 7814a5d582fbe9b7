"""chronology_page: a chronology for the terminal, exact times as points and vague ones as bars, and as calendar events."""

from collections.abc import Sequence
from importlib import import_module
from itertools import groupby
from typing import Any

from whence.compare.chronology import Dated
from whence.exports.report_words import value_words
from whence.exports.results import Page
from whence.exports.timeline import year_label
from whence.ledger.periods import day_number

_COLUMNS = 20  # of the scale
_NO_CLOCK = "19700101T000000Z"  # iCalendar asks when an entry was made; the answer must not depend on today


def chronology_page(page: Page, rows: Sequence[Dated], several: bool) -> None:
    """The rows; times that may be at the same time stand together, a rule between what is surely later."""
    if not rows:
        return
    first, last = _years(rows)
    page.line((_scale(first, last), "dim"))
    for n, (_, group) in enumerate(groupby(rows, key=lambda r: (r.timex, r.until, r.earliest, r.latest))):
        givers = list(group)
        head = givers[0]
        if n and head.order == "after":
            page.gap()
        until = f" – {value_words(head.until)}" if head.until else ""
        hints = [
            *(["approximate"] if head.approximate else []),
            *(["likely"] if all(g.likely for g in givers) else []),
        ]
        page.line(
            (_bar(head, first, last), ""), ("  ", ""), (f"{value_words(head.timex)}{until}", "bold"),
            (f"  {', '.join(hints)}" if hints else "", "yellow"),
        )  # fmt: skip
        for g in givers:
            where = f"{g.document}, {g.place}" if several else g.place
            page.line((f"{g.voice}  ", "italic"), (g.words, ""), (f"  {where}", "dim"), indent=_COLUMNS + 4)


def _years(rows: Sequence[Dated]) -> tuple[float, float]:
    first = min(_at(r.earliest) for r in rows)
    last = max(_at(r.latest, True) for r in rows)
    return first, max(last, first + 0.01)


def _at(day: str, last: bool = False) -> float:
    number = day_number(day, last) or 0
    year, rest = divmod(number, 10_000)
    return year + (rest // 100 - 1) / 12 + (rest % 100 - 1) / 372


def _scale(first: float, last: float) -> str:
    years = f"{year_label(int(first // 1))} to {year_label(int((last - 1e-6) // 1))}"
    return f"├{'─' * (_COLUMNS - 2)}┤  {years}"


def _bar(row: Dated, first: float, last: float) -> str:
    """Where a time lies on the scale: a point for a day, a line for a stretch, a broken one for what is approximate."""
    size = last - first

    def column(at: float) -> int:
        return min(_COLUMNS - 1, max(0, int((at - first) / size * _COLUMNS)))

    a, z = column(_at(row.earliest)), column(_at(row.latest, True))
    mark = ("○" if row.likely else "●") if row.earliest == row.latest and not row.approximate else ""
    if mark:
        return " " * a + mark + " " * (_COLUMNS - a - 1)
    line = "╌" if row.approximate else "┄" if row.likely else "━"
    return " " * a + line * (z - a + 1) + " " * (_COLUMNS - z - 1)


def calendar(rows: Sequence[Dated]) -> bytes:
    """The rows as iCalendar (RFC 5545), an all-day event each, from its first to its last possible day.

    What lies before the year 1 has no place in that format and is left out.
    """
    icalendar: Any = import_module("icalendar")
    made = icalendar.Calendar()
    made.add("prodid", "-//Whence//chronology//EN")
    made.add("version", "2.0")
    for row in rows:
        if row.earliest.startswith("-") or row.earliest < "0001":
            continue
        event = icalendar.Event()
        event.add("uid", f"{row.document}-{row.start}-{row.end}-{row.value}@whence")
        event["dtstamp"] = icalendar.prop.vText(_NO_CLOCK)
        event.add("dtstart", _date(row.earliest))
        event.add("dtend", _date(row.latest, 1))
        unsure = " (approximate)" if row.approximate else " (likely)" if row.likely else ""
        event.add("summary", f"{row.written}{unsure}: {row.words}")
        event.add("description", f"{row.voice}, {row.document}, {row.place}. EDTF {row.value}.")
        made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _date(day: str, more: int = 0) -> Any:
    import datetime

    found = datetime.date.fromisoformat(day)
    return found if not more or found == datetime.date.max else found + datetime.timedelta(days=more)
