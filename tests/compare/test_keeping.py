"""What is kept for comparing: whatever came, changed and went, in whatever order, it stands as if all had been compared at once."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

import whence
from tests.ledger.conftest import database, place, server  # noqa: F401
from whence.compare import keeping
from whence.compare.dismissals import Dismissals, dismissal, restoration
from whence.compare.keeping import compared, compared_ledger, compared_snapshot
from whence.compare.reuse import near_pairs
from whence.decisions.entries import Different, Same, new_id, now
from whence.exports.compare_page import json_rows
from whence.ledger import LedgerError, open_ledger, tables
from whence.text import Span, anchor_of

FIRE = "The fire at Harrow Mill broke out shortly after midnight, when a lamp was overturned in the carding room, and the stairs burned."
TEXTS = (
    "On 3 May 1921 at least 20 workers were killed in Hull when soldiers fired on the crowd outside the town hall. The mayor, Edwin Pratt, resigned the next day.",
    "Soldiers killed 12 workers in Hull on 4 May 1921. Mayor Edwin Pratt resigned on 6 May.",
    "No one was killed in Hull in May 1921. The soldiers fired over the heads of the crowd.",
    f"{FIRE} On 9 June 1921 the mill at Harrow was closed.",
    f"We learn more today. {FIRE.replace('shortly after', 'soon after')} The mill at Harrow was closed on 10 June 1921.",
    f"In 1921 nobody spoke of it. {FIRE}",
    "The choir of Leeds sang on Sunday. Its conductor, Miss Vane, was given a watch.",
)
NAMES = ("a.txt", "b.txt", "c.txt", "d.txt")


@cache
def read(name, text):
    return whence.annotate(text, name=name)


def shown_of(comparison):
    """All that a comparison gives, as it is written."""
    rests = comparison.dependence()
    return list(json_rows(comparison.events(), rests)), rests.origins, comparison.counts()


def at_once(texts, rules=None):
    return shown_of(compared([(name, read(name, text)) for name, text in texts.items()], rules))


steps = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS), st.booleans()), min_size=2, max_size=7
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_documents_come_and_change_in_any_order(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("ledger") / "a.ledger"
    texts = {}
    with open_ledger(path, create=True) as ledger:
        for name, text, look in steps:
            ledger.add(read(name, text), name)
            texts[name] = text
            if look:  # what is kept is brought up to date in between, or later with the rest
                compared_ledger(ledger)
        assert shown_of(compared_ledger(ledger)) == at_once(texts)


def test_both_databases_keep_the_same(place):  # noqa: F811
    texts = dict(zip(NAMES, TEXTS, strict=False))
    with open_ledger(place, create=True) as ledger:
        for name, text in texts.items():
            ledger.add(read(name, text), name)
            found = compared_ledger(ledger)
        assert shown_of(found) == at_once(texts)
        assert found.asked("workers killed Hull").label == "killed, 20 workers, Hull, 3 May 1921"
        assert found.between("a.txt", "b.txt")


def test_a_form_that_stands_everywhere_joins_all_and_a_new_one_only_its_neighbours(tmp_path):
    """More documents have the passage than one is compared with; they come in another order than that of their paths."""
    order = [f"{(7 * n) % 25:02}.txt" for n in range(25)]
    texts = {name: f"Number {n} of the series tells this. {FIRE}" for n, name in enumerate(order)}
    with open_ledger(tmp_path / "a.ledger", create=True) as ledger:
        for n, (name, text) in enumerate(texts.items()):
            ledger.add(read(name, text), name)
            if n > 20:
                compared_ledger(ledger)
        ledger.add(read(order[3], "Nothing of the kind."), order[3])  # a neighbour of many is no longer one
        texts[order[3]] = "Nothing of the kind."
        kept = compared_ledger(ledger)
        assert shown_of(kept) == at_once(texts)
        (origin,) = kept.dependence().origins
        assert len(origin.documents) == 24


def test_each_is_compared_with_those_before_it():
    assert near_pairs("abc") == {("a", "b"), ("a", "c"), ("b", "c")}
    many = near_pairs(range(50))
    assert (10, 30) in many
    assert (10, 31) not in many


@pytest.fixture
def kept(tmp_path):
    with open_ledger(tmp_path / "a.ledger", create=True) as ledger:
        for name, text in zip(NAMES, TEXTS, strict=False):
            ledger.add(read(name, text), name)
        ledger.flush()
        compared_ledger(ledger)
        yield ledger


def rule(ledger, said, make=dismissal):
    with ledger.snapshot() as snapshot:
        entry = make(snapshot, said, "Selma")
    ledger.append(entry)
    return shown_of(compared_ledger(ledger))


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("word: kill", Dismissals(heads=frozenset(["kill"]))),
        ("documents: a.txt, b.txt", Dismissals(pairs=frozenset([frozenset(["a.txt", "b.txt"])]))),
    ],
)
def test_a_rule_and_its_taking_back(kept, said, rules):
    texts = dict(zip(NAMES, TEXTS, strict=False))
    before = at_once(texts)
    assert rule(kept, said) == at_once(texts, rules) != before
    assert rule(kept, said, restoration) == before


def test_a_persons_word_on_two_events(kept):
    texts = dict(zip(NAMES, TEXTS, strict=False))

    def at(name, words):
        document = read(name, texts[name])
        start = document.text.index(words)
        return anchor_of(document.text, document.document.id, "event", [Span(start, start + len(words))])

    places = (("a.txt", 26, 32), ("b.txt", 9, 15))
    for kind, same in ((Different, False), (Same, True)):
        entry = kind(
            id=new_id(), at=now(), by="Selma", left=at("a.txt", "killed"), right=at("b.txt", "killed")
        )
        kept.append(entry)
        said = tuple((n, texts[n].index("killed"), texts[n].index("killed") + 6) for n, _, _ in places)
        rules = Dismissals(events=((*said, same),))
        assert shown_of(compared_ledger(kept)) == at_once(texts, rules)


def test_what_another_form_kept_is_made_anew(kept, monkeypatch):
    before = shown_of(compared_ledger(kept))
    with kept.comparing() as store:
        store.set_by("of another time", "[[],[],[]]")
    assert shown_of(compared_ledger(kept)) == before
    with kept.comparing() as store:
        assert store.by()[0] == keeping._FORM


def test_a_snapshot_is_compared_as_it_is_kept_or_in_memory(kept):
    with kept.snapshot() as snapshot:
        assert shown_of(compared_snapshot(snapshot)) == shown_of(compared_ledger(kept))
    kept.add(read("e.txt", TEXTS[4]), "e.txt")
    with kept.snapshot() as snapshot:
        asked = shown_of(compared_snapshot(snapshot))
    assert asked == shown_of(compared_ledger(kept))


def test_two_bring_it_up_to_date_at_once(kept):
    with open_ledger(kept.place) as other:
        kept.add(read("e.txt", TEXTS[4]), "e.txt")
        kept.flush()
        with other.snapshot() as snapshot:
            late = keeping._State(snapshot)
            first = shown_of(compared_ledger(kept))
            late.bring_up(other)  # what the first has kept since is kept again
        assert shown_of(compared_ledger(other)) == first


def test_a_ledger_that_cannot_be_written_to_is_compared_all_the_same(kept):
    kept.add(read("d.txt", TEXTS[4]), "d.txt")
    kept.flush()
    kept.writable = False
    with kept.snapshot() as snapshot:
        before = snapshot.compared().sides()
        found = shown_of(compared_ledger(kept))
        assert snapshot.compared().sides() == before
    kept.writable = True
    assert shown_of(compared_ledger(kept)) == found


def test_what_is_damaged_is_said_to_be_so(kept):
    with kept.comparing() as store:
        store._connection.execute(update(tables.compared).values(told=b"nothing"))
    with pytest.raises(LedgerError, match="is damaged in what it keeps for comparing"):
        compared_ledger(kept).events()
    assert [s for s in kept.verify() if "for comparing cannot be read" in s and "a.txt" in s]
