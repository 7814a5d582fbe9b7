"""Days, places and lengths of time that no event of a document has."""

import pytest

import whence
from whence.compare.loose import completed
from whence.compare.told import told


def cells(text, row, **said):
    document = whence.annotate(text, name="a", **said)
    return {
        (t.called, c.words) for t in told("a", document).tellings for c in t.account.cells if c.row == row
    }


@pytest.mark.parametrize(
    ("text", "called", "words"),
    [
        ("Carriages first conveyed the public over it on 3 September 1850.", "conveyed", "3 September 1850"),
        ("Old Ehrling slept in on 11 May 1788, while the bells were ringing.", "slept", "11 May 1788"),
        ("The abbey was gutted in Lent of 1216 by its own cooks.", "gutted", "1216"),
        (
            "Born at Olm in 1811, he moved to Vienna and died there 12 November 1878.",
            "died",
            "12 November 1878",
        ),
    ],
)
def test_a_day_becomes_that_of_the_nearest_event_or_verb(text, called, words):
    assert (called, words) in cells(text, "when")


def test_a_place_becomes_that_of_the_verb_of_its_clause():
    text = "The fever made short work of Sandvoss at Trieste in the first week of January 1871. He had come from Trieste."
    assert any(words == "Trieste" for _, words in cells(text, "where"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("For forty-six days we were shut in.", "forty-six days"),
        ("They gave him fourteen years beyond the seas.", "fourteen years"),
    ],
)
def test_a_length_of_time_is_told_as_a_number(text, words):
    assert any(said == words for _, said in cells(text, "how many"))


@pytest.mark.parametrize(
    "text",
    [
        "Since 3 May 1901 the harbour lay idle.",
        "In yesterday's paper we wrote of nineteen persons.",
        "The bridge will be tested on 3 May 1901.",
    ],
)
def test_a_day_of_something_else_is_nobodys(text):
    document = whence.annotate(text, date="1901-04-02")
    assert not [event for event, loose in completed(document) if loose]


def test_the_day_on_which_it_was_said_is_not_the_day_on_which_it_was():
    assert ("shot", "Monday") not in cells(
        "He denied on Monday that prisoners had been shot.", "when", date="1901-04-02"
    )


def test_what_has_its_own_day_keeps_it():
    document = whence.annotate("The mill burned on 3 May 1901.")
    assert [loose for _, loose in completed(document)] == [False]
