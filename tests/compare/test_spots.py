"""Spots: the words for a place that has no name of its own, and which of them nobody is in at once."""

import pytest

import whence
from whence.compare.spots import exclude, spot_around, spot_of
from whence.layers.document import Event
from whence.text import Span

SPOTS = [
    ("He was found in our flat, between the bath and the bookcase.", "in our flat", "home", None),
    ("He was found in Terhorst wood.", "in Terhorst wood", "wood", "Terhorst"),
    ("He was found in the back room of Zelman's bookshop.", "in the back room of Zelman's bookshop", "shop", "Zelman's"),
    ("He was found in the cottage hospital at Salmela.", "in the cottage hospital at Salmela", "hospital", "Salmela"),
    ("He was found by Ada and others in the forest above Morvens.", "in the forest above Morvens", "wood", "Morvens"),
    ("In the boathouse on the Karpovka he was found.", "In the boathouse on the Karpovka", "shed", "Karpovka"),
    ("A boy gathering nuts found him on the chapel steps in Ardlow.", "on the chapel steps in Ardlow", "church", "Ardlow"),
    ("He was found outside the creamery at Fenby.", "outside the creamery at Fenby", "shop", "Fenby"),
    ("It was in the boathouse on the Karpovka that he was found.", "in the boathouse on the Karpovka", "shed", "Karpovka"),
    ("He was sitting in the inn when he was found.", "in the inn", "inn", None),
    ("She was sitting in the inn when the body was found.", None, None, None),
    ("He was found and brought to her in the barn.", None, None, None),
    ("He was found when they sat in the inn.", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "name"), SPOTS)
def test_a_spot_is_read_with_its_name(text, words, kind, name):
    document = whence.annotate(text, name="a.txt")
    event = next(e for e in document.events if text[e.triggers[-1].start : e.triggers[-1].end] == "found")
    spot = spot_of(text, event, Span(0, len(text)), "en")
    if words is None:
        assert spot is None
        return
    assert (text[spot.start : spot.end], spot.kind) == (words, kind)
    assert (text[spot.name.start : spot.name.end] if spot.name else None) == name


def test_the_spot_around_a_name():
    text = "She was married to the painter in the church at Lowick."
    at = text.index("Lowick")
    spot = spot_around(text, Span(at, at + 6), Span(0, len(text)), "en")
    assert (text[spot.start : spot.end], spot.kind) == ("in the church at Lowick", "church")


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [("inn", "hospital", True), ("church", "castle", False), ("castle", "church", False), ("inn", "inn", False), ("", "inn", False)],
)  # fmt: skip
def test_nobody_is_in_two_spots_unless_one_holds_the_other(a, b, apart):
    assert exclude(a, b) is apart


@pytest.mark.parametrize(
    ("text", "found"),
    [("Er wurde gefunden im Wald bei Lowick.", False), ("Er wurde gefunden in the wood.", True)],
)
def test_words_of_another_language_are_no_spots(text, found):
    at = text.index("gefunden")
    event = Event("ev1", (Span(at, at + len("gefunden")),), "find")
    assert (spot_of(text, event, Span(0, len(text)), "de") is not None) is found
