"""Spans, the index that looks them up, and anchors that find their words again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import spans
from whence.text import Span, SpanIndex, Text, anchor_of, place, trimmed


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_no_such_span(start, end):
    with pytest.raises(ValueError, match="no such span"):
        Span(start, end)


def test_text_gives_the_words_of_a_span():
    assert Text("It fell.", "text/plain")[Span(3, 7)] == "fell"


def test_trimmed():
    assert trimmed("  a b ", 0, 6) == Span(2, 5)
    assert trimmed("   ", 0, 3) is None


@given(st.lists(spans(), max_size=40), spans())
def test_the_index_finds_what_a_plain_search_finds(records, wanted):
    records = [Span(*r) for r in records]
    index = SpanIndex(records)
    a, b = wanted
    assert sorted(index.touching(a, b)) == sorted(r for r in records if r.start < b and r.end > a)
    assert sorted(index.inside(a, b)) == sorted(r for r in records if a <= r.start and r.end <= b)
    assert sorted(index.around(a, b)) == sorted(r for r in records if r.start <= a and r.end >= b)


CHARS = "The gate was open. The wall fell. The gate was open. Nobody slept."


def test_an_anchor_stays_where_its_words_are():
    anchor = anchor_of(CHARS, "d", "quotation", [Span(19, 32)])
    assert anchor.exact == ("The wall fell",)
    assert place(anchor, CHARS) == (Span(19, 32),)


def test_an_anchor_follows_its_words():
    anchor = anchor_of(CHARS, "d", "quotation", [Span(19, 32)])
    assert place(anchor, "It rained. " + CHARS) == (Span(30, 43),)


def test_words_that_are_gone_are_an_orphan_not_a_guess():
    anchor = anchor_of(CHARS, "d", "quotation", [Span(19, 32)])
    assert place(anchor, CHARS.replace("wall", "bank")) is None


def test_words_that_stand_twice_are_told_apart_by_what_is_around_them():
    second = CHARS.rindex("The gate")
    anchor = anchor_of(CHARS, "d", "claim", [Span(second, second + 17)])
    assert place(anchor, "x" + CHARS) == (Span(second + 1, second + 18),)


def test_an_anchor_needs_a_span():
    with pytest.raises(ValueError, match="at least one span"):
        anchor_of(CHARS, "d", "claim", [])


LONG = "It was said in the yard that the sluice had been shut since Monday, and nobody had the key. The gate was open."


@pytest.mark.parametrize(
    ("change", "now"),
    [
        (
            ("since Monday", "since the Monday"),
            "the sluice had been shut since the Monday, and nobody had the key",
        ),
        (("the sluice", "a sluice"), "sluice had been shut since Monday, and nobody had the key"),
        (
            ("sluice had been", "sluice had\n\nbeen"),
            "the sluice had\n\nbeen shut since Monday, and nobody had the key",
        ),
    ],
)
def test_words_of_which_one_was_edited_are_found_by_the_rest(change, now):
    words = "the sluice had been shut since Monday, and nobody had the key"
    start = LONG.index(words)
    anchor = anchor_of(LONG, "d", "claim", [Span(start, start + len(words))])
    later = "A foreword. " + LONG.replace(*change)
    (span,) = place(anchor, later)
    assert later[span.start : span.end] == now


def test_words_that_stand_twice_with_other_words_beside_them_are_no_guess():
    anchor = anchor_of("He came at noon. She left.", "d", "time", [Span(8, 15)])
    assert place(anchor, "They ate at noon. They slept at noon.") is None


def test_shapes_of_marks_and_spaces_do_not_count():
    chars = 'Then she said: "The gate\nwas open - wide." Nobody slept.'
    anchor = anchor_of(chars, "d", "quotation", [Span(15, 42)])
    later = "x Then she said: “The gate was open – wide.” Nobody slept."
    (span,) = place(anchor, later)
    assert later[span.start : span.end] == "“The gate was open – wide.”"
