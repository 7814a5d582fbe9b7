"""Numbers that a document tells beside its events."""

import pytest

import whence
from whence.compare.counted import counted


def told(text):
    document = whence.annotate(text)
    return [(text[e.triggers[0].start : e.triggers[0].end], e.quantities[0].least) for e in counted(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Petherbridge is returned for Marlow with 1,214 votes.", [("votes", 1214)]),
        ("The captives numbered seven hundred and fifty.", [("seven hundred and fifty", 750)]),
        ("He had three score horses under him.", [("horses", 60)]),
        ("The wall was twelve feet high and stood for nine days.", []),
        ("A 10-metre craft lay in the bay.", []),
        ("The Seven Towns refused.", []),
    ],
)
def test_what_is_counted_and_not_measured_is_told(text, expected):
    assert told(text) == expected


def test_a_number_that_an_event_has_is_told_by_the_event():
    assert told("The fire destroyed 164 houses.") == []
