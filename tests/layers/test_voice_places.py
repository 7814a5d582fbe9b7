import msgspec
import pytest

import whence
from whence.layers.certainty import LeftOut, likely, shown, view
from whence.layers.naming import VoiceNames
from whence.layers.voice_places import VoicePlaces
from whence.text import Span

TEXT = "The mill burned on 3 May 1911. Anna Dorn said that the fire began in the carding room on 4 May 1911. Nobody was hurt."


def doubted(text, probability):
    """A document whose attributions are all as sure as that."""
    document = whence.annotate(text, name="a.txt", author="Olive Marsh")
    assert document.attributions
    return msgspec.structs.replace(
        document,
        attributions=tuple(
            msgspec.structs.replace(a, probability=probability, why="heard") for a in document.attributions
        ),
    )


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("probability", "called"), [(0.99, "Anna Dorn"), (0.6, "perhaps Anna Dorn"), (None, "Anna Dorn")]
)
def test_words_whose_voice_is_not_certain_are_not_the_authors(probability, called):
    document = doubted(TEXT, probability)
    names, places = VoiceNames(document), VoicePlaces(document)
    assert places.called(at("4 May"), names) == called
    assert places.called(at("3 May"), names) == "Olive Marsh"


@pytest.mark.parametrize("uncertain", [True, False])
def test_a_view_knows_which_words_are_doubted(uncertain):
    document = doubted(TEXT, 0.6)
    seen, left_out = view(document, uncertain)
    assert left_out.count == (0 if uncertain else 1)
    places = VoicePlaces(seen, left_out.words)
    assert places.perhaps(at("carding room")) == "Anna Dorn"
    assert places.perhaps(at("The mill")) is None


def test_nothing_doubted():
    document = doubted(TEXT, 0.99)
    assert shown(document) is document
    assert view(document, False)[1] == LeftOut()


def test_what_is_more_likely_wrong_is_nobodys_perhaps():
    document = likely(doubted(TEXT, 0.3))
    assert not document.attributions
    assert VoicePlaces(document).called(at("4 May"), VoiceNames(document)) == "Olive Marsh"
