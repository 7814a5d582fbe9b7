"""What one telling says of its event, row by row: the words, and what of them can be compared."""

import pytest

import whence
from whence.compare.told import told


def cells(text, word, row):
    """The cells of a row, of the first event that a word names."""
    document = whence.annotate(text, name="a.txt", author="Jane Roe", date="1930-01-01")
    telling = next(t for t in told("a.txt", document).tellings if t.word == word)
    return [c for c in telling.account.cells if c.row == row]


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("Amos Pratt gave up his sword in the parlor of the Methodist parsonage at Dunmore.", "gave", "in the parlor of the Methodist parsonage at Dunmore"),
        ("The brig was driven ashore on the Skerry of Hool.", "driven", "on the Skerry of Hool"),
        ("The girl was found beside the railway bridge by a patrol.", "found", "beside the railway bridge"),
        ("The press stood in the cellar of her house.", "stood", "in the cellar of her house"),
        ("The patrol went to the disused quarry, where it discovered the body of Ida Lund.", "discovered", "to the disused quarry"),
        ("I gave up my sword to the English captain in the chapel of the hospital.", "gave", "in the chapel of the hospital"),
        ("The king met the envoys at Hull.", "met", "Hull"),
        ("They bound the hunger strike at Hull to no hour.", "strike", "Hull"),
        ("The bailiffs came to the farm on Wednesday.", "came", "to the farm"),
    ],
)  # fmt: skip
def test_where(text, word, words):
    assert [c.words for c in cells(text, word, "where")] == [words]


def test_a_day_and_the_hour_beside_it_are_one():
    (when,) = cells(
        "Lord Strand opened the viaduct on 3 May 1921 at eleven in the morning.", "opened", "when"
    )
    assert when.words == "3 May 1921 at eleven in the morning"
    assert (when.value.first, when.value.clock) == ("1921-05-03", (660, 660))


def test_an_hour_is_of_the_part_of_the_day_beside_it():
    (when,) = cells("The theatre burned at two o'clock on Sunday morning.", "burned", "when")
    assert when.value.clock == (120, 120)


def test_a_place_from_which_another_is_far_is_not_that_place():
    (near,) = cells("The plane crashed on Monte Pardo, sixty miles from Lugano.", "crashed", "where")
    assert "lugano" not in near.value.beside | near.value.known


def test_a_part_of_a_sum_is_not_compared():
    (cell,) = cells("A first instalment of 12,000 marks was paid to the heirs.", "paid", "how many")
    assert cell.value is None


def test_a_company_of_which_the_sentence_before_speaks_has_its_own_losses():
    (cell,) = cells("My company was knocked about. We lost forty men.", "lost", "how many")
    assert cell.value.unit == "company"


def test_an_hour_said_behind_is_of_the_day():
    day, hour = cells(
        "The constable was shot on 3 May 1921. The time was about ten in the morning.", "shot", "when"
    )
    assert day.value is None
    assert (hour.value.first, hour.value.clock) == ("1921-05-03", (600, 600))


@pytest.mark.parametrize(
    ("text", "word", "number"),
    [
        ("The regiment lost 40 killed and 60 wounded.", "killed", (40, 40, "patient")),
        ("So far twenty-three people were killed in the village.", "killed", (23, None, "patient")),
        ("The admiral met the islanders with sixty ships.", "met", (60, 60, "agent")),
        ("We began the hunger strike in July. It went on for 23 days.", "strike", (23, 23, "length")),
    ],
)
def test_how_many(text, word, number):
    (cell,) = cells(text, word, "how many")
    assert (cell.value.least, cell.value.most, cell.value.role) == number


def test_an_organisation_is_one_voice_in_its_note_and_its_report():
    one, other = (
        told("a.txt", whence.annotate("Twenty people were killed at Hull.", name="a.txt", author=author))
        for author in ("Harbour Rights Watch, first note", "Harbour Rights Watch, final report")
    )
    assert one.tellings[0].account.holder == other.tellings[0].account.holder


def test_a_part_of_any_day_has_no_day():
    when = cells("The tomb was opened by night before six monks.", "opened", "when")
    assert [c.value.first for c in when] == [""]


def test_a_day_of_another_reckoning_may_be_thirteen_days_off():
    when = cells("Rell died on 19 December 1762 in our reckoning.", "died", "when")
    assert [(c.value.first, c.value.last) for c in when] == [("1762-12-06", "1763-01-01")]
