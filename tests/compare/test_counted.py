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
        ("The river rose twenty-three feet above summer level.", [("feet", 23)]),
        ("A 10-metre craft lay in the bay.", []),
        ("The Seven Towns refused.", []),
    ],
)
def test_what_is_counted_and_not_measured_is_told(text, expected):
    assert told(text) == expected


def test_a_number_that_an_event_has_is_told_by_the_event():
    assert told("The fire destroyed 164 houses.") == []


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The police put the number of participants at 8,000.", "participants"),
        ("The number of dead was 42.", "dead"),
        ("The death toll rose to 42.", "dead"),
        ("A crowd of 8,000 heard the speech.", "people"),
        ("He won the seat by a majority of 412.", "majority"),
    ],
)
def test_a_number_is_of_what_the_words_before_it_say(text, of):
    (event,) = counted(whence.annotate(text))
    assert event.quantities[0].of == of


@pytest.mark.parametrize("text", ["She took on 31 passengers.", "They lost eight of their last ten games."])
def test_some_of_them_are_no_number_of_all(text):
    assert told(text) == []
