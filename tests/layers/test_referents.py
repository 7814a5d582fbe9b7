"""Pronouns: where they lead, and the persons at the end of the way."""

from whence.layers.referents import Referents
from whence.layers.sources import Sources
from whence.layers.stand_ins import stand_ins
from whence.model.heard import Heard, HeardReferent
from whence.text import Span

TEXT = "Orla Vint came late. She sat down. Then she wrote to her brother. He never answered."


def read(chars):
    import whence

    return whence.annotate(chars, name="test")


def at(words, nth=0):
    found = -1
    for _ in range(nth + 1):
        found = TEXT.index(words, found + 1)
    return found


def shares(*heard):
    doc = read(TEXT)
    names = {e.id: e.name for e in doc.entities}
    answers = Referents(Heard(referents=tuple(HeardReferent(a, tuple(p)) for a, p in heard)), Sources(doc))

    def of(place):
        return {names.get(who, who): share for who, share in answers.of(Span(place, place + 3)).items()}

    return of


def test_words_in_place_of_a_name():
    told = "The parson’s sister met Parson Tring. “He is old,” said the man, and they laughed at him."
    assert [told[a:z] for a, z in stand_ins(told, "en")] == ["parson", "sister", "He", "man", "him"]


def test_a_pronoun_leads_to_a_name():
    of = shares((at("She"), [(at("Orla"), 0.9), (None, 0.1)]))
    assert of(at("She")) == {"Orla Vint": 0.9, at("She"): 0.1}


def test_from_one_pronoun_to_the_next():
    of = shares(
        (at("She"), [(at("Orla"), 0.8), (None, 0.2)]),
        (at("she"), [(at("She"), 0.9), (None, 0.1)]),
        (at("her"), [(at("she"), 1.0)]),
    )
    assert of(at("her")) == of(at("she")) == {"Orla Vint": 0.72, at("She"): 0.18, at("she"): 0.1}


def test_two_that_lead_to_each_other_and_out():
    of = shares((at("She"), [(at("she"), 1.0)]), (at("she"), [(at("She"), 0.5), (at("Orla"), 0.5)]))
    assert of(at("She"))["Orla Vint"] > 0.99


def test_two_that_lead_nowhere_else_are_nobody():
    of = shares((at("She"), [(at("she"), 1.0)]), (at("she"), [(at("She"), 1.0)]))
    assert of(at("She")) == {}


def test_what_was_not_asked():
    assert shares()(at("He")) == {}


def test_the_order_of_what_is_heard_does_not_matter():
    one = (at("She"), [(at("Orla"), 0.8), (None, 0.2)])
    two = (at("her"), [(at("She"), 0.6), (at("Orla"), 0.4)])
    assert shares(one, two)(at("her")) == shares(two, one)(at("her"))
