"""chronology_page: a chronology for the terminal, exact times as points and vague ones as bars, and as calendar events."""

from collections.abc import Sequence
from importlib import import_module
from itertools import groupby
from typing import Any

from whence.compare.chronology import Dated
from whence.dates.in_words import edtf_words, value_words
from whence.exports.report_words import LIMIT_WORDS
from whence.exports.results import Page
from whence.exports.timeline import Scale, year_label
from whence.ledger.periods import day_number

_COLUMNS = 20  # of the scale
_NO_CLOCK = "19700101T000000Z"  # iCalendar asks when an entry was made; the answer must not depend on today


def chronology_page(page: Page, rows: Sequence[Dated], several: bool) -> None:
    """The rows; times that may be at the same time stand together, a rule between what is surely later."""
    if not rows:
        return
    scale = _Columns(rows)
    page.line((scale.head, "dim"))
    for n, (_, group) in enumerate(
        groupby(rows, key=lambda r: (r.timex, r.part, r.until, r.earliest, r.latest))
    ):
        givers = list(group)
        head = givers[0]
        if n and head.order == "after":
            page.gap()
        hints = [
            *(["approximate"] if head.approximate else []),
            *(["likely"] if all(g.likely for g in givers) else []),
            *([f"or {' or '.join(map(edtf_words, head.alternatives))}"] if head.alternatives else []),
        ]
        page.line(
            (scale.bar(head), ""), ("  ", ""), (_words(head), "bold"),
            (f"  {', '.join(hints)}" if hints else "", "yellow"),
        )  # fmt: skip
        for g in {(g.voice, g.document, g.place, g.words): g for g in givers}.values():
            where = f"{g.document}, {g.place}" if several else g.place
            page.line((f"{g.voice}  ", "italic"), (g.words, ""), (f"  {where}", "dim"), indent=_COLUMNS + 4)


_PARTS = {"START": "early ", "MID": "mid ", "END": "late ", **LIMIT_WORDS}


def _words(row: Dated) -> str:
    """A time as a row is headed: 'late 480s BC', '429 BC – 427 BC'; of a stretch between two months of another calendar
    its first and last day."""
    first = row.timex.split("/")[0] if row.until else row.timex
    last = f" – {value_words(row.until.split('/')[-1])}" if row.until else ""
    part = "" if row.basis == "calendar" else _PARTS.get(row.part or "", "")
    written = f"{row.written} = " if row.basis == "calendar" and not row.until else ""
    return f"{written}{part}{value_words(first)}{last}"


def _at(day: str, last: bool = False) -> float:
    number = day_number(day, last) or 0
    year, rest = divmod(number, 10_000)
    return year + (rest // 100 - 1) / 12 + (rest % 100 - 1) / 372


class _Columns:
    """The scale of a page, broken where nothing lies between two times for long."""

    def __init__(self, rows: Sequence[Dated]) -> None:
        self.scale = Scale([(_at(r.earliest), _at(r.latest, True)) for r in rows])
        first = min(_at(r.earliest) for r in rows)
        last = max(_at(r.latest, True) for r in rows)
        self.breaks = [self._column(float(x)) for x in self.scale.breaks()]
        line = ["─"] * _COLUMNS
        for column in self.breaks:
            line[column] = "┆"
        years = f"{year_label(int(first // 1))} to {year_label(int((last - 1e-6) // 1))}"
        broken = ", broken at ┆" if self.breaks else ""
        self.head = f"├{''.join(line[1:-1])}┤  {years}{broken}"

    @staticmethod
    def _column(per_cent: float) -> int:
        return min(_COLUMNS - 1, max(0, int(per_cent / 100 * _COLUMNS)))

    def bar(self, row: Dated) -> str:
        """Where a time lies on the scale: a point for a day, a line for a stretch, a broken one for what is approximate."""
        a = self._column(self.scale.x(_at(row.earliest)))
        z = self._column(self.scale.x(_at(row.latest, True)))
        if row.earliest == row.latest and not row.approximate:
            return " " * a + ("○" if row.likely else "●") + " " * (_COLUMNS - a - 1)
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
