"""Names within names: places and people after whom bodies, buildings and prizes are called."""

import pytest

import whence
from whence.layers.inner_names import outermost


@pytest.mark.parametrize(
    ("text", "shell", "inner", "kind"),
    [
        (
            "She taught at the University of Helsinki until May.",
            "University of Helsinki",
            "Helsinki",
            "place",
        ),
        ("The deposit lay at the Bank of England in London.", "Bank of England", "England", "place"),
        ("The James Webb Space Telescope saw it.", "James Webb Space Telescope", "James Webb", "person"),
    ],
)
def test_a_name_stands_within_another(text: str, shell: str, inner: str, kind: str) -> None:
    doc = whence.annotate(text)
    entities = {e.id: e for e in doc.entities}
    named = {text[m.start : m.end]: entities[m.entity] for m in doc.mentions}
    assert shell in named
    assert (named[inner].kind, named[inner].name) == (kind, inner)
    assert [text[m.start : m.end] for m in outermost(doc.mentions)][:1] == [shell]


def test_an_inner_name_is_the_entity_that_is_called_so_elsewhere() -> None:
    doc = whence.annotate("They came from Helsinki. She taught at the University of Helsinki until May.")
    helsinki = [e.id for e in doc.entities if e.name == "Helsinki"]
    assert len(helsinki) == 1
    assert sum(m.entity == helsinki[0] for m in doc.mentions) == 2


@pytest.mark.parametrize("text", ["They lived in New York City.", "They came to the U. S. in May."])
def test_a_place_of_the_list_has_none_in_it(text: str) -> None:
    doc = whence.annotate(text)
    assert list(outermost(doc.mentions)) == list(doc.mentions)


def test_no_events_and_claims_are_about_what_stands_within_a_name() -> None:
    doc = whence.annotate("The deposit lay at the Bank of England in London in 1931, and was paid.")
    england = next(e.id for e in doc.entities if e.name == "England")
    assert not any(england in (*e.places, *(p.entity for p in e.participants)) for e in doc.events)
    assert not any(england in c.entities for c in doc.claims)
