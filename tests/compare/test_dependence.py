"""Dependence: leads with both passages; no link found is not independence; dates decide the direction where they can."""

import pytest

import whence
from whence.compare.circles import circles
from whence.compare.dismissals import Dismissals
from whence.compare.keeping import compared
from whence.follow import Shelf
from whence.ledger.words import plain_tokens

FIRE = (
    "The fire at Harrow Mill broke out shortly after midnight, when a lamp was overturned in the carding room, "
    "and eleven women were unable to reach the stairs."
)


def of(**texts):
    documents = [
        (f"{name}.txt", whence.annotate(text, name=f"{name}.txt", **given))
        for name, (text, given) in texts.items()
    ]
    return compared(documents).dependence(cards=Shelf(documents).cards())


def test_a_copied_passage_with_dates_has_a_direction():
    found = of(
        a=(f"{FIRE} The town mourned.", {"date": "1921-05-03"}),
        b=(
            f"We learn more today. {FIRE.replace('were unable', 'had not been able')} So much for the owners.",
            {"date": "1921-05-09"},
        ),
        c=("A song of the mill, about bread and nobody in particular.", {}),
    )
    (lead,) = found.leads
    assert (lead.kind, lead.a, lead.b, lead.rests) == ("same words", "a.txt", "b.txt", "b")
    assert found.sentence() == "2 of 3 share an origin: a.txt; for 1 no link was found."
    assert found.alone == ("c.txt",)


def test_without_dates_no_direction_is_claimed():
    found = of(a=(FIRE, {}), b=(f"{FIRE} So it is told.", {}))
    assert [lead.rests for lead in found.leads] == [None]


def test_facts_in_other_words_are_no_copy():
    found = of(
        a=(FIRE, {}),
        b=(
            "Eleven spinners died behind locked doors after midnight. An upset lamp had set the wool alight at Harrow.",
            {},
        ),
    )
    assert found.leads == ()
    assert found.sentence() == "no link was found between the 2."


def test_according_to_an_author_among_them_and_an_agency():
    found = of(
        a=(
            "The mill had no second stair, and the owner knew it.",
            {"author": "Ilse Torp", "date": "1921-05-01"},
        ),
        b=("According to Ilse Torp, the owner knew of the stair.", {"date": "1921-05-09"}),
        c=("DUNMORE, 4 May (Reuters) - The coroner opened the inquest.", {}),
        d=("HULL, 5 May (Reuters) - Eleven coffins were carried through the town.", {}),
    )
    assert {(x.kind, x.a, x.b) for x in found.leads} == {
        ("according to", "b.txt", "a.txt"), ("agency", "c.txt", "Reuters"), ("agency", "d.txt", "Reuters"),
    }  # fmt: skip
    assert [o.what for o in found.origins] == ["a.txt", "Reuters"]


def test_an_author_may_have_said_it_elsewhere():
    book = {"author": "Ilse Torp", "date": "1958"}
    paper = {"date": "1921-05-09"}
    text = "According to Ilse Torp, the owner knew of the stair."
    undated = of(a=("The mill had no second stair.", {"author": "Ilse Torp"}), b=(text, {}))
    assert [lead.joins for lead in undated.leads] == [False]
    assert of(a=("The mill had no second stair.", book), b=(text, paper)).leads == ()


def test_a_newspaper_that_is_named_is_rested_on():
    found = of(
        a=("The mill burned, and eleven died.", {"title": "Harrow Courier"}),
        b=(
            "According to the Harrow Courier, eleven were killed, and the captain ordered his men to fire.",
            {},
        ),
    )
    assert found.sentence() == "2 of 2 share an origin: a.txt."


def test_two_that_have_it_from_one_another_are_a_circle():
    found = of(
        a=("According to Piet Haas, the stair was locked.", {"author": "Ilse Torp"}),
        b=("According to Ilse Torp, the stair was locked.", {"author": "Piet Haas"}),
    )
    assert found.circles == (("a.txt", "b.txt"),)


def test_a_spelling_that_two_share_against_all_others_is_a_lead_and_no_more():
    others = {
        f"o{n}": (f"The deputy Marek Sundholm spoke on day {n} of the trial in Hull.", {}) for n in range(3)
    }
    found = of(
        x=("The deputy Marek Sundhelm left the hall before the vote.", {}),
        y=("It is known that Marek Sundhelm took no bribes.", {}),
        **others,
    )
    assert [(lead.kind, lead.a, lead.b) for lead in found.leads] == [("odd spelling", "x.txt", "y.txt")]
    assert found.origins == ()


def test_nothing_depends_on_the_order():
    texts = {"a": (FIRE, {}), "b": (f"{FIRE} Again.", {}), "c": ("Nothing.", {})}
    assert of(**texts) == of(**dict(reversed(texts.items())))


@pytest.mark.parametrize(
    ("onward", "found"),
    [
        ({"a": "b", "b": "a"}, [("a", "b")]),
        ({"a": "b", "b": "c", "c": "a", "d": "a"}, [("a", "b", "c")]),
        ({"a": "b", "b": "c"}, []),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, [("a", "b"), ("c", "d")]),
    ],
)
def test_circles(onward, found):
    assert circles({k: list(v) for k, v in onward.items()}) == found


def test_a_dismissed_phrase_or_name_is_no_lead():
    texts = [
        ("a.txt", f"{FIRE} One."),
        ("b.txt", f"Two. {FIRE}"),
        ("c.txt", "HULL, 4 May (Reuters) - Rain."),
        ("d.txt", "YORK, 4 May (Reuters) - Sun."),
    ]
    documents = [(name, whence.annotate(text, name=name)) for name, text in texts]

    def kinds(**rules):
        return {lead.kind for lead in compared(documents, Dismissals(**rules)).dependence().leads}

    assert kinds() == {"same words", "agency"}
    assert kinds(phrases=(tuple(plain_tokens(FIRE)),)) == {"agency"}
    assert kinds(names=frozenset([("reuters",)])) == {"same words"}
    assert kinds(pairs=frozenset([frozenset(["a.txt", "b.txt"])])) == {"agency"}
