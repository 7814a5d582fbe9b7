"""The chronology: times in their order, and an order only where the dates settle one."""

import icalendar

import whence
from whence.compare.chronology import chronology
from whence.exports.chronology_page import calendar, chronology_page
from whence.exports.results import Page

TEXT = """Orla Vint said that the wall fell on 4 May 1921. It had been built about 1887, in the 1880s at any rate, and stood 1887–91 in water.

Caesar had died on 15 March 44 BC. On 9 June the inquiry met. In 1930 it was rebuilt. Nobody saw it on 5 May.
"""


def rows():
    return chronology([whence.annotate(TEXT, name="wall.txt")])


def test_rows_are_in_order_with_who_gives_them():
    found = rows()
    assert [r.earliest for r in found] == sorted(
        (r.earliest for r in found), key=lambda d: (not d.startswith("-"), d)
    )
    assert found[0].value == "-0043-03-15"
    by_written = {r.written: r for r in found}
    assert by_written["4 May 1921"].voice == "Orla Vint"
    assert by_written["about 1887"].approximate
    assert by_written["1887–91"].until == "1891"
    assert by_written["4 May 1921"].words.startswith("Orla Vint said")


def test_only_what_the_dates_settle_is_said_to_be_later():
    by_written = {r.written: r.order for r in rows()}
    assert by_written["15 March 44 BC"] == "first"
    assert by_written["1930"] == "after"
    assert by_written["about 1887"] == "overlaps"
    assert by_written["9 June"] == "unknown"


def test_calendar_events_are_all_day_from_first_to_last_possible_day():
    events = icalendar.Calendar.from_ical(calendar(rows())).walk("VEVENT")
    told = {
        str(e["summary"]).split(":")[0]: (e.decoded("dtstart").isoformat(), e.decoded("dtend").isoformat())
        for e in events
    }
    assert told["4 May 1921"] == ("1921-05-04", "1921-05-05")
    assert told["about 1887 (approximate)"] == ("1887-01-01", "1888-01-01")
    assert not any("44 BC" in t for t in told)
    assert calendar(rows()) == calendar(rows())


def page_of(text: str) -> str:
    page = Page(100)
    chronology_page(page, chronology([whence.annotate(text, name="wall.txt")]), several=False)
    return page.text()


def test_a_range_is_one_row_that_reaches_to_its_end():
    (row,) = chronology([whence.annotate("The wall stood from 1887 to 1891.", name="wall.txt")])
    assert (row.earliest, row.latest, row.until) == ("1887-01-01", "1891-12-31", "1891")


def test_the_page_names_parts_limits_and_other_calendars():
    page = page_of("In late 1920 it rained. By 1931 the wall had gone. They marched on 30 Khordad 1360.")
    assert "late 1920" in page
    assert "by 1931" in page
    assert "30 Khordad 1360 = 1981-06-20" in page


def test_an_old_time_does_not_squeeze_the_scale():
    page = page_of("Caesar died on 15 March 44 BC. The wall was begun in 1920. It fell on 4 May 1921.")
    head, *rows = page.splitlines()
    assert "broken at ┆" in head
    bars = [row[:20] for row in rows if row[:20].strip()]
    assert len({len(bar.rstrip()) for bar in bars}) == 3
