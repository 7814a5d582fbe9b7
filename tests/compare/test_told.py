"""Tellings: what a sentence lends to the events in it, and the sentence behind to the one before."""

import pytest

import whence
from whence.compare.keeping import compared
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


def of(text, word, **given):
    document = whence.annotate(text, name="a.txt", **given)
    return next(t for t in told("a.txt", document).tellings if t.word == word).account


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("It was on 24 August 1571 that Orduña drew his sword and founded the city.", "founded", ["24 August 1571"]),
        ("On 3 May 1921 the council met, and the mayor resigned.", "resigned", ["3 May 1921"]),
        ("On 3 May 1921 the council met, after the mayor had resigned.", "resigned", []),
    ],
)  # fmt: skip
def test_the_day_that_opens_a_sentence_is_that_of_its_main_clauses(text, word, words):
    assert [c.words for c in of(text, word).cells if c.row == "when"] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry overturned on 14 June 1908. Nineteen passengers drowned.", ["14 June 1908"]),
        ("The ferry overturned on 14 June 1908. It was full. Nobody had a lamp. Nineteen passengers drowned.", ["14 June 1908"]),
        ("The ferry overturned on 14 June 1908.\n\nNineteen passengers drowned.", []),
        ("The ferry overturned on 14 June 1908. Two years later nineteen passengers drowned.", ["Two years later"]),
        ("The ferry overturned on 14 June 1908. A week before, ten passengers had drowned.", ["A week before"]),
        ("The ferry overturned on 14 June 1908. Its owner was tried on 3 July. Nineteen passengers drowned.", []),
    ],
)  # fmt: skip
def test_what_it_cost_was_on_the_day_of_what_happened(text, words):
    assert [c.words for c in of(text, "drowned").cells if c.row == "when"] == words


def test_what_was_done_with_a_treaty_is_not_when_it_was_made():
    text = "The treaty with Marenza was ratified on 5 February 1853. It was denounced on 3 May 1859."
    assert [c.words for c in of(text, "treaty").cells if c.row == "when"] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The troops cleared the yard without firing a shot.", "firing"),
        ("The truth about my duel with Sarti is that it did not take place.", "duel"),
        ("The duel never took place.", "duel"),
        ("The duel between Sarti and Rell, announced for 3 May 1838, did not take place.", "duel"),
        ("The strike of the quarrymen, which had been announced for yesterday, did not begin.", "strike"),
        ("The concert which she was to give on 2 May did not take place.", "concert"),
        ("He swore no oath to the envoys.", "swore"),
        ("I did not withdraw from that election.", "withdraw"),
    ],
)
def test_what_is_told_not_to_have_happened(text, word):
    assert of(text, word).denied


def test_what_will_not_be_done_is_not_told_as_undone():
    assert not of("I hope that the duchess will not abjure her faith.", "abjure").denied


def test_what_somebody_would_not_do_again_is_not_told_as_undone():
    assert not of("Stewart said that he would not host the Oscars again.", "host").denied


def test_a_number_of_a_plan_counts_for_nothing():
    assert not of("The attack is to go in on the 29th, with four battalions.", "battalions").counts


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("In April Decree No. 112 put the pans under the Administration.", "decree"),
        ("The Government denies that the troops fired first.", "fired"),
        ("The police did not shoot the man deliberately.", "shoot"),
        ("The town did not fall until 3 May.", "fall"),
    ],
)
def test_what_is_not_denied(text, word):
    assert not of(text, word).denied


def test_what_is_made_known_is_not_founded():
    document = whence.annotate(
        "Responsibility has never been established. The abbey was established in 1204.", name="a.txt"
    )
    assert [t.word for t in told("a.txt", document).tellings] == ["established"]


def test_a_time_is_lent_only_where_it_is_told_of_the_event():
    assert [
        c.words for c in of("He moved to Leeds, where he died in 1900.", "moved").cells if c.row == "when"
    ] == []
    ended = "The marriage of Anna Rell was solemnized on 9 May 1826 in the chapel."
    assert [c.words for c in of(ended, "marriage").cells if c.row == "when"] == ["9 May 1826"]


def test_a_place_of_death_is_none_of_birth():
    account = of("Anna Dorn (born 3 March 1811, died 6 June 1877 in Lund) was a painter.", "born")
    assert [c.words for c in account.cells if c.row == "where"] == []


def test_the_first_of_two_years_in_brackets_is_that_of_the_birth():
    account = of("Anna Rell (1811–1877) was a painter.", "born")
    assert [(c.words, c.value.last) for c in account.cells if c.row == "when"] == [("1811", "1811-12-31")]


def test_some_of_those_who_died_are_no_number_of_all():
    [number] = [
        c.value
        for c in of("The pilot and his three passengers were killed.", "killed").cells
        if c.row == "how many"
    ]
    assert not number.whole


def test_what_happens_after_a_text_was_written_is_not_told_in_it():
    early = whence.annotate(
        "The Apollo Theatre burned out on the night of 23 February.", name="a", date="1878-02-26"
    )
    late = whence.annotate("The Apollo Theatre burned out on 11 July 1911.", name="b", date="1965")
    assert [len(event.table.columns) for event in compared([("a", early), ("b", late)]).events()] == []


def test_somebody_of_whom_it_is_not_told_who_was_born_may_be_the_same():
    one = whence.annotate(
        "Shams Bafqi, a poet of the school of Shiraz, was born at Bafq in 1287. He died in 1352.", name="a"
    )
    two = whence.annotate(
        "The poems of Shams Bafqi, of Shiraz. The author came into the world in 1279 and died at Shiraz in 1352.",
        name="b",
    )
    whens = [
        f.standing
        for e in compared([("a", one), ("b", two)]).events()
        for r in e.table.rows
        if r.kind == "when"
        for f in r.findings
    ]
    assert "conflict" in whens
