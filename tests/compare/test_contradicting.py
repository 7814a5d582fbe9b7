"""Two accounts that cannot both be right: whether they are of one event all the same."""

import pytest

import whence
from whence.compare.contradicting import WEIGHTS, contradict, contradictions, features, log_odds
from whence.compare.told import told

FIRST = "On 4 May 1901 the mill of Jonas Rell at Corl burned down. Eleven looms were lost, and the watchman Tobias Hale died."
SECOND = "Jonas Rell's mill at Corl burned down on 14 May 1901 with its eleven looms. Tobias Hale, the watchman, did not come out."
ANOTHER = (
    "The mill of Edda Moor at Corl burned down on 9 August 1931. Forty looms were lost, and two weavers died."
)


def burned(name, text, date="1950-01-01"):
    document = whence.annotate(text, name=name, author=f"Author {name}", date=date)
    return next(
        t
        for t in told(name, document).tellings
        if t.head == "burn" and any(c.row == "when" for c in t.account.cells)
    )


def test_what_two_accounts_say_of_the_day_excludes_each_other():
    a, b = burned("a", FIRST), burned("b", SECOND)
    assert contradict(a, b)
    assert [(c.words, d.words) for c, d in contradictions(a, b)] == [("4 May 1901", "14 May 1901")]


def test_the_same_people_things_and_year_speak_for_one_event():
    a = burned("a", FIRST)
    assert log_odds(a, burned("b", SECOND)) > log_odds(a, burned("b", ANOTHER)) + 1


def test_no_text_tells_of_what_came_after_it_was_written():
    b = burned("b", SECOND)
    late = log_odds(burned("a", FIRST), b)
    assert log_odds(burned("a", FIRST, date="1901-05-06"), b) < late


def test_the_weights_are_those_of_the_features():
    a, b = burned("a", FIRST), burned("b", SECOND)
    assert len(features(a, b)) == len(WEIGHTS)
    assert features(a, b) == pytest.approx(features(b, a))


def test_one_voice_is_not_weighed_against_itself():
    text = FIRST + " It burned down again on 3 June 1902."
    document = whence.annotate(text, name="a", author="Ada Corl", date="1950-01-01")
    tellings = told("a", document).tellings
    assert not any(contradict(x, y) for x in tellings for y in tellings)
