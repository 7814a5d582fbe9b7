"""Comparison: events told by several, the same whatever the order, each finding with the words it stands on."""

import random

import msgspec
import pytest

import whence
from tests.compare.fixtures import CASES, fixtures, found, is_met
from whence.compare.keeping import compared
from whence.compare.neighbours import Neighbours
from whence.compare.packing import packed
from whence.exports.compare_page import json_rows
from whence.ledger.compared import Side, in_memory

TEXTS = {
    "a.txt": "On 3 May 1921 at least 20 workers were killed in Hull when soldiers fired on the crowd outside the town hall. "
    "The mayor, Edwin Pratt, resigned the next day.",
    "b.txt": "Soldiers killed 12 workers in Hull on 4 May 1921. Mayor Edwin Pratt resigned on 6 May.",
    "c.txt": "No one was killed in Hull in May 1921. The soldiers fired over the heads of the crowd.",
    "d.txt": "The choir of Leeds sang on Sunday. Its conductor, Miss Vane, was given a watch.",
}


@pytest.fixture(scope="module")
def documents():
    return {name: whence.annotate(text, name=name) for name, text in TEXTS.items()}


def test_events_are_those_that_several_tell_with_what_is_in_conflict(documents):
    events = compared(documents.items()).events()
    killed = events[0]
    assert killed.label == "killed, 20 workers, Hull, 3 May 1921"
    assert (killed.documents, killed.voices) == (3, 3)
    told_ = {(r.kind, r.standing) for r in killed.table.rows}
    assert {
        ("when", "conflict"),
        ("how many", "conflict"),
        ("where", "equal"),
        ("who", "beside"),
    } <= told_
    for row in killed.table.rows:
        for column, cells in zip(killed.table.columns, row.cells, strict=True):
            for cell in cells:
                assert (
                    cell.words in " ".join(documents[column.path].text[cell.start : cell.end].split())
                    or row.kind != "when"
                )
    assert all("d.txt" not in {c.path for c in e.table.columns} for e in events)


def test_the_order_of_documents_changes_nothing(documents):
    rows = list(documents.items())

    def found():
        comparison = compared(rows)
        return list(json_rows(comparison.events(), comparison.dependence()))

    first = found()
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        assert found() == first


def test_another_document_changes_no_score(documents):
    def scores(*names):
        store = in_memory(lambda file: "")
        store.keep([packed(Side(n, file, ""), documents[n]) for file, n in enumerate(names)])
        return Neighbours(store).scores(range(len(names)))

    before = scores("a.txt", "b.txt")
    assert before[(0, 1)]
    assert {
        pair: s for pair, s in scores("a.txt", "b.txt", "c.txt", "d.txt").items() if pair in before
    } == before


def test_words_ask_for_an_event(documents):
    comparison = compared(documents.items())
    event = comparison.asked("workers killed Hull")
    assert {c.path for c in event.table.columns if c.certain} == {"a.txt", "b.txt", "c.txt"}
    assert comparison.asked("coronation of nobody") is None
    assert comparison.asked("") is None


def test_two_documents_are_compared_alone(documents):
    events = compared(documents.items()).between("a.txt", "c.txt")
    assert {c.path for e in events for c in e.table.columns} == {"a.txt", "c.txt"}


def all_fixtures():
    for path in sorted(CASES.glob("*.txt")):
        # every second set is left to the slower tests, so that the fast ones stay fast
        marks = [pytest.mark.slow] if path.stem[-1] in "02468" else []
        for fixture in fixtures(path):
            yield pytest.param(fixture, id=f"{path.stem}: {fixture.title}", marks=marks)


@pytest.mark.parametrize("fixture", list(all_fixtures()))
def test_no_conflict_is_made_up(fixture):
    assert [c for c in found(fixture) if not any(is_met(e, [c]) for e in fixture.conflicts)] == []


@pytest.mark.slow
def test_most_conflicts_are_found():
    """The floor of what is reached; evaluation/conflicts.py names what is missed."""
    kept = [f for path in sorted(CASES.glob("*.txt")) for f in fixtures(path) if f.conflicts]
    wanted = [(e, f) for f in kept for e in f.conflicts]
    met = [e for e, f in wanted if is_met(e, found(f))]
    assert len(met) >= 0.57 * len(wanted)


def test_one_word_asks_for_the_first_event_that_it_names():
    texts = {
        "a.txt": "Seven people were killed in Tessal on 8 June 1923.",
        "b.txt": "Three persons were killed in Tessal on 8 June 1923.",
        "c.txt": "Forty miners were killed at Harnhill on 14 March 1911. The pit was closed.",
    }
    comparison = compared([(name, whence.annotate(text, name=name)) for name, text in texts.items()])
    assert {c.path for c in comparison.asked("killed").table.columns} == {"a.txt", "b.txt"}
    assert {c.path for c in comparison.asked("killed Harnhill").table.columns} == {"c.txt"}


PAIRS = [
    ("The fire at Harnhill mill on 3 May 1911 killed 40 workers.", "Twelve workers died in the fire at Harnhill mill on 3 May 1911.", "how many"),
    ("Forty-one men and boys were killed in the explosion at Harnhill on 14 March 1911.", "Sixty men and boys were killed in the explosion at Harnhill on 14 March 1911.", "how many"),
    ("Some two thousand persons took part in the riot at Tessal on 8 June 1923.", "No more than five hundred people took part in the riot at Tessal on 8 June 1923.", "how many"),
    ("Leon Hask was arrested at his house in Tessal on 9 June 1923.", "Leon Hask was not arrested at home. They took him in Tessal on 9 June 1923.", None),
    ("Nine people were killed in Tessal on 8 June 1923; I was wrong about that.", "Three people were killed in Tessal on 8 June 1923.", None),
    ("Forty-four persons died at Harnhill on 14 March 1911.", "If the fan at Harnhill had been running on 14 March 1911, nobody would have died.", None),
    ("He was killed in Leeds on 3 May 1911, said Orm Dell.", "He was not killed in Hull on 3 May 1911, said Ada Reve.", None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "row"), PAIRS)
def test_what_excludes_what(one, other, row):
    events = compared([(n, whence.annotate(t, name=n)) for n, t in (("a", one), ("b", other))]).events()
    found = {r.kind for e in events for r in e.table.rows for f in r.findings if f.standing == "conflict"}
    assert found == ({row} if row else set())


def test_what_only_a_text_and_its_copy_tell_comes_last():
    told = "The storm tore the roof from the chapel of Lowick on 3 May 1904 and threw the bell into the pond, where it lay until autumn."
    texts = {
        "a.txt": f"Nobody slept. {told}",
        "b.txt": f"{told} So it was said.",
        "c.txt": "Nine strikers were arrested in Hull on 4 May 1921.",
        "d.txt": "The police arrested nine strikers in Hull on 4 May 1921.",
    }
    events = compared([(n, whence.annotate(t, name=n)) for n, t in texts.items()]).events()
    assert [c.path for c in events[0].table.columns] == ["c.txt", "d.txt"]
    assert {c.path for e in events[1:] for c in e.table.columns} == {"a.txt", "b.txt"}


@pytest.mark.parametrize(
    ("probability", "voice", "pairs"),
    [(0.99, "Edwin Pratt", {(0, 1), (0, 2), (1, 2)}), (0.6, "perhaps Edwin Pratt", {(0, 2), (1, 2)})],
)
def test_who_perhaps_says_it_may_be_the_author(probability, voice, pairs):
    text = "Soldiers killed 12 workers in Hull on 4 May 1921. Edwin Pratt said that soldiers killed 20 workers in Hull on 4 May 1921."
    document = whence.annotate(text, name="a", author="Olive Marsh")
    (said,) = document.attributions
    document = msgspec.structs.replace(
        document, attributions=(msgspec.structs.replace(said, probability=probability, why="heard"),)
    )
    other = whence.annotate("Soldiers killed 30 workers in Hull on 4 May 1921.", name="b", author="Jan Reed")
    (event,) = compared([("a", document), ("b", other)]).events()
    assert [c.voice for c in event.table.columns] == ["Olive Marsh", voice, "Jan Reed"]
    assert {(f.a, f.b) for f in event.table.conflicts} == pairs
    assert event.voices == (2 if probability < 0.8 else 3)


APART = [
    ("Tomás Belar was first arrested on 2 May 1977 at the mill.", "Tomás Belar was arrested for the second time on 8 June 1978."),
    ("Anna Rell left Dunmore on 3 June 1854.", "Anna Rell left Hull on 8 June 1854."),
    ("When the guard fired in Tessal on 8 June 1923, seven people were killed.", "In Tessal on 8 June 1923 fifty-two people were wounded by the guard."),
    ("The mayor of Tessal, Leon Hask, did not attend the funeral.", "The mayor of Tessal, Leon Hask, attended the inquest."),
    ("Prince Orm paid no attention in Tessal on 8 June 1923.", "Prince Orm paid a fine in Tessal on 8 June 1923."),
    ("After the riot at Dunmore on 19 August 1911 twenty-three people were arrested.", "The riot at Dunmore was on 19 August 1911. Forty-seven people were arrested in that week."),
    ("The Government denies that the troops fired first at Dunmore on 19 August 1911.", "The troops fired at Dunmore on 19 August 1911."),
    ("There is a rumour here that Prince Orm was killed at Tessal.", "Prince Orm was not killed at Tessal."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_is_not_told_of_one_event_is_in_no_conflict(one, other):
    events = compared([(n, whence.annotate(t, name=n)) for n, t in (("a", one), ("b", other))]).events()
    assert not [f for e in events for f in e.table.conflicts]


def test_spots_that_exclude_each_other():
    texts = {
        "a": "The poet Viktor Halas was arrested at the railway station of Brodnice by officers of State Security.",
        "b": "State Security came in the morning and seized Viktor Halas in our flat, in his slippers.",
    }
    (event,) = compared([(n, whence.annotate(t, name=n)) for n, t in texts.items()]).events()
    assert [r.kind for r in event.table.rows if r.standing == "conflict"] == ["where"]
