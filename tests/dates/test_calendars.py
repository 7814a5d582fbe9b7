"""Other calendars: published equations of dates, and every date of convertdate's in the ways in which texts write it."""

import datetime

import convertdate
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.dates import grammar
from whence.dates.other_calendars import months, table

# days that reference works give in both calendars
PUBLISHED = {
    "30 Khordad 1360": "1981-06-20", "22 Bahman 1357": "1979-02-11", "13 Aban 1358": "1979-11-04", "28 Mordad 1332": "1953-08-19",
    "15 Khordad 1342": "1963-06-05", "11 Farvardin 1304": "1925-03-31", "17 Shahrivar 1357": "1978-09-08", "30 Tir 1331": "1952-07-21",
    "12 Farvardin 1358": "1979-04-01", "14 Khordad 1368": "1989-06-04", "9 Thermidor an II": "1794-07-27", "18 Brumaire an VIII": "1799-11-09",
    "1 Vendémiaire an I": "1792-09-22", "13 Vendémiaire an IV": "1795-10-05", "18 Fructidor an V": "1797-09-04", "22 Prairial an II": "1794-06-10",
    "10 Nivôse an XIV": "1805-12-31", "2 Nivôse an VIII": "1799-12-23", "30 Floréal an X": "1802-05-20", "5 Iyar 5708": "1948-05-14",
    "1 Tishri 5784": "2023-09-16", "10 Tishri 5734": "1973-10-06", "15 Nisan 5703": "1943-04-20", "9 Av 5765": "2005-08-14",
}  # fmt: skip
OLD_STYLE = {
    "25 October (7 November) 1917": "1917-11-07", "11/22 February 1732": "1732-02-22", "2/13 September 1752": "1752-09-13",
    "26 February/11 March 1917": "1917-03-11", "11 February 1731/2": "1732-02-22", "30 January 1648/9": "1649-02-09",
    "14/26 December 1825": "1825-12-26", "19 February (3 March) 1861": "1861-03-03", "9 (22) January 1905": "1905-01-22",
    "24 March 1602/3": "1603-04-03", "5/16 November 1688": "1688-11-15",
}  # fmt: skip


def meant(words: str) -> list[str]:
    return [e.means or e.value for e in grammar("en").find(f"It was on {words}, they say.")]


@pytest.mark.parametrize(("words", "day"), PUBLISHED.items())
def test_published_equations(words, day):
    assert meant(words) == [day]


@pytest.mark.parametrize(
    ("words", "day"),
    [p for p in OLD_STYLE.items() if p[0] != "5/16 November 1688" and not p[0].startswith("9 (")],
)
def test_old_style_is_converted_and_agrees_with_the_new_style_beside_it(words, day):
    found = meant(words)
    assert found[0] == day
    assert found[-1] in (day, day[:4])


def test_a_new_style_that_does_not_fit_stays_as_it_is_written():
    assert meant("5/16 November 1688") == ["1688-11-15", "1688-11-16"]


_MODULES = {
    "solar_hijri": convertdate.persian, "lunar_hijri": convertdate.islamic, "hebrew": convertdate.hebrew,
    "french_republican": convertdate.french_republican,
}  # fmt: skip
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_ERAS = {"solar_hijri": " SH", "lunar_hijri": " AH", "hebrew": "", "french_republican": ""}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(_MODULES)),
    st.dates(datetime.date(1793, 1, 1), datetime.date(1805, 12, 30)),
    st.integers(0, 80),
    st.booleans(),
)
def test_any_day_in_any_calendar_is_what_the_library_says(calendar, day, more, month_first):
    if calendar != "french_republican":
        day += datetime.timedelta(days=more * 800)
    year, month, number = (int(n) for n in _MODULES[calendar].from_gregorian(day.year, day.month, day.day))
    if calendar == "french_republican" and month > 12:
        return  # the days at the year's end have names of their own
    name = table()[calendar]["months"][month - 1][0].title()
    written = f"an {_ROMAN[year]}" if calendar == "french_republican" else f"{year}{_ERAS[calendar]}"
    words = (
        f"{name} {number}, {written}"
        if month_first and calendar != "french_republican"
        else f"{number} {name} {written}"
    )
    assert months()[name.lower()] == (calendar, month)
    assert meant(words) == [day.isoformat()]


@settings(max_examples=60, deadline=None)
@given(
    st.dates(datetime.date(1583, 1, 1), datetime.date(1917, 12, 1)),
    st.sampled_from(["{} (O.S.)", "{} (Old Style)", "{}, O. S."]),
)
def test_any_day_of_the_old_style_is_what_the_library_says(day, written):
    year, month, number = (int(n) for n in convertdate.julian.from_gregorian(day.year, day.month, day.day))
    name = next(name.title() for name, n in grammar("en").table["months"].items() if n == month)
    assert meant(written.format(f"{number} {name} {year}"))[0] == day.isoformat()


def test_what_only_looks_like_another_calendar():
    for words in (
        "at 10 am",
        "by day 1360 men",
        "Azar Nafisi",
        "Tammuz and Ishtar",
        "5 ah",
        "1400/1985",
        "18 Brumaires",
    ):
        assert all(e.calendar == "gregorian" for e in grammar("en").find(f"He came {words} then."))
