"""Tellings: what the sentence behind an event says of its hour."""

import pytest

import whence
from whence.compare.told import told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The constable was shot yesterday. The time was about ten in the morning.", ["yesterday", "about ten in the morning"]),
        ("The constable was shot. The day was 3 May 1921.", ["3 May 1921"]),
        ("The constable was shot at nine in the morning. The time was ten in the morning.", ["nine in the morning"]),
    ],
)  # fmt: skip
def test_the_hour_that_the_next_sentence_tells(text, words):
    document = whence.annotate(text, name="a.txt", date="1921-03-08")
    shot = next(t for t in told("a.txt", document).tellings if t.word == "shot")
    assert [c.words for c in shot.account.cells if c.row == "when"] == words
