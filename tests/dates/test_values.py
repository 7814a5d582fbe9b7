"""Values: EDTF that another library accepts, written and read again the same; years shifted shift every value."""

import re

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.dates import bounds, edtf_of, grammar, parts_of, shifted, truncated, year_value

_YEARS = st.integers(1000, 2099)
_MONTHS = "January February March April May June July August September October November December".split()
VALUES = st.one_of(
    _YEARS.map(lambda y: f"{y:04d}"),
    st.integers(-3000, 0).map(year_value),
    st.tuples(_YEARS, st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02d}"),
    st.tuples(_YEARS, st.integers(1, 12), st.integers(1, 28)).map(lambda p: f"{p[0]}-{p[1]:02d}-{p[2]:02d}"),
    st.tuples(_YEARS, st.sampled_from(["SP", "SU", "FA", "WI", "Q1", "Q2", "Q3", "Q4", "H1", "H2"])).map(
        lambda p: f"{p[0]}-{p[1]}"
    ),
    st.integers(100, 209).map(str),
    st.integers(10, 20).map(str),
    st.tuples(st.integers(1, 12), st.integers(1, 28)).map(lambda p: f"XXXX-{p[0]:02d}-{p[1]:02d}"),
    st.tuples(_YEARS, st.integers(0, 50)).map(lambda p: f"{p[0]}/{p[0] + p[1]}"),
    st.tuples(_YEARS, st.integers(0, 23), st.integers(0, 59)).map(
        lambda p: f"{p[0]}-05-04T{p[1]:02d}:{p[2]:02d}"
    ),
)


@given(VALUES, st.sampled_from([None, "APPROX"]))
def test_every_edtf_is_read_and_written_the_same_by_another_library(value, mod):
    edtf = edtf_of(value, mod)
    if edtf is not None:
        assert str(parse_edtf(edtf)) == edtf


@given(VALUES, st.sampled_from([None, "START", "MID", "END"]))
def test_bounds_are_days_in_order(value, mod):
    first, last = bounds(value, mod)
    if first is not None and last is not None:
        assert all(re.fullmatch(r"-?\d{4}-\d\d-\d\d", day) for day in (first, last))
        assert (first <= last) if not first.startswith("-") else True


@given(VALUES, st.integers(1, 40))
def test_a_move_there_and_back_is_none(value, years):
    moved = shifted(value, f"P{years}Y", 1)
    if moved is not None:
        assert (
            shifted(moved, f"P{years}Y", -1) == truncated(value, "Y")
            or parts_of(value).season
            or parts_of(value).quarter
        )


def text(first: int, day: int, month: int) -> str:
    name = _MONTHS[month]
    return (
        f"The wall fell on {day} {name} {first}. The next day the guard left. In the summer of {first + 1} it was rebuilt, and two "
        f"years later it leaked. From {first + 4} to {first + 6} nothing is told; by late {first + 7} it was gone ({first}–{first + 7})."
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(1500, 1950), st.integers(1, 28), st.integers(0, 11), st.integers(1, 90))
def test_another_year_in_the_words_shifts_every_value(first, day, month, more):
    def values(year: int) -> list[str]:
        return [e.value for e in grammar("en").find(text(year, day, month))]

    before, after = values(first), values(first + more)
    assert [shift(v, more) for v in before] == after
    assert sum(v[:2].isdigit() for v in before) >= 7


def shift(value: str, more: int) -> str:
    return f"{int(value[:4]) + more:04d}{value[4:]}" if value[:4].isdigit() else value


@pytest.mark.parametrize(
    ("value", "edtf", "days"),
    [
        ("BC0044-03-15", "-0043-03-15", ("-0043-03-15", "-0043-03-15")),
        ("1921-Q3", "1921-35", ("1921-07-01", "1921-09-30")),
        ("1921-W18", None, ("1921-05-02", "1921-05-08")),
        ("1921-WI", "1921-24", ("1921-12-01", "1922-02-28")),
        ("XXXX-05-04", "XXXX-05-04", (None, None)),
        ("1900-02", "1900-02", ("1900-02-01", "1900-02-28")),
        ("00", "00XX", ("0001-01-01", "0099-12-31")),
    ],
)
def test_values_with_their_days(value, edtf, days):
    assert edtf_of(value, None) == edtf
    assert bounds(value) == days


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("1934", ("1934-01-01", "1934-12-31")),
        ("1931-24", ("1931-12-01", "1932-02-29")),
        ("1934/..", ("1934-01-01", None)),
        ("1934/", ("1934-01-01", None)),
        ("../1934-05", (None, "1934-05-31")),
        ("-0043-03-15", ("-0043-03-15", "-0043-03-15")),
        ("-0099/-0043", ("-0099-01-01", "-0043-12-31")),
        ("[1826-06,1826-07]", ("1826-06-01", "1826-07-31")),
    ],
)
def test_dates_as_people_type_them_in_edtf(words, days):
    from whence.dates.edtf import read_edtf

    read = read_edtf(words)
    assert (read.earliest, read.latest) == days


@pytest.mark.parametrize(
    "words", ["", "soon", "1934-13", "1934-02-30", "1934/1920", "x" * 200, "1934; DROP TABLE", "٣"]
)
def test_what_is_no_edtf_is_said_in_a_sentence(words):
    from whence.dates.edtf import read_edtf

    with pytest.raises(ValueError, match=r"^“.*\.$"):
        read_edtf(words)
