"""The day from which a text speaks: its own, a month of its own, the entries of a diary."""

import whence
from whence.layers.speaking_day import next_entry


def resolved(words, **said):
    document = whence.annotate(words, name="test", **said)
    return {words[t.start : t.end]: [r.value for r in t.resolved] for t in document.times}


def test_a_month_counts_months_and_years():
    found = resolved("She retired last year. Next month she sails. He rang on Tuesday.", date="1974-05")
    assert found == {"last year": ["1973"], "Next month": ["1974-06"], "Tuesday": []}


def test_a_day_counts_days():
    assert resolved("He telephoned on Tuesday.", date="1974-05-06") == {"Tuesday": ["1974-04-30"]}


def test_the_next_entry():
    assert next_entry("1914-12-30", "XXXX-XX-03") == "1915-01-03"
    assert next_entry("1914-12-30", "XXXX-01-02") == "1915-01-02"
    assert next_entry("1915-01-30", "XXXX-XX-31") == "1915-01-31"
    assert next_entry("1915-01-31", "XXXX-XX-30") is None  # no 30 February
    assert next_entry("1915-01-31", "1915-02-01") is None  # says itself


def test_weekdays_behind_a_day_of_long_ago_are_of_its_story():
    words = "The strike began on 9 August 1911. My mother wept.\n\nThe crowd came on 19 August. It was a Saturday. He died on 22 August."
    found = resolved(words, date="1958-10-03")
    assert found["19 August"] == ["1911-08-19"] == found["Saturday"]
    assert found["22 August"] == ["1911-08-22"]


def test_a_report_that_looks_back_speaks_from_its_day():
    words = "The bridge fell on Tuesday. It had been opened on 3 May 1871."
    assert resolved(words, date="1889-01-19")["Tuesday"] == ["1889-01-15"]
