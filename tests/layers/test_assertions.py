"""How an event is told: as happened, denied, intended, possible."""

import pytest

import whence
from whence.layers.assertions import Assertions


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("Rell neither confessed nor took the oath.", "took", "did_not_happen"),
        ("He wrote to us, nor did he visit the camp.", "visit", "did_not_happen"),
        ("Nor were the weavers locked out.", "locked", "did_not_happen"),
        ("At no time was the house burnt.", "burnt", "did_not_happen"),
        ("The weavers were locked out.", "locked", "happened"),
        ("Rell was tried at Ambry in the spring for the murder of Corl.", "murder", "possible"),
        ("The murder of Corl shook the town.", "murder", "happened"),
        ("The owners were obliged to sell her.", "sell", "happened"),
        ("The owners managed to sell her.", "sell", "happened"),
        ("The owners planned to sell her.", "sell", "intended"),
    ],
)
def test_how_an_event_is_told(text: str, word: str, told: str) -> None:
    doc = whence.annotate(text)
    event = next(e for e in doc.events if doc.text[e.triggers[0].start : e.triggers[0].end] == word)
    assert Assertions(doc).status(event) == told


@pytest.mark.parametrize(
    ("words", "negated"),
    [
        ("did not fall until 3 May", False),
        ("ninety houses and not one beyond that number", False),
        ("did not fall on 3 May", True),
    ],
)
def test_what_denies_nothing(words: str, negated: bool) -> None:
    assert Assertions(whence.annotate("Nobody came.")).negated(words) is negated


def test_who_appears_before_a_notary_is_not_in_doubt() -> None:
    doc = whence.annotate("The owners appeared before the notary on 3 May and sold the ship.")
    assert {c.certainty for c in doc.claims} == {"asserted"}
