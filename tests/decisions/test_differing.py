"""Where two people decided differently: each one's last word counts, and only about the same thing."""

from tests.decisions.deciding import accept, correct, different, mark, read, reject, same
from whence.decisions.differing import differing

PAGE = read('"The gate was open," said Anna Rell in May 1904. Karl Osk wrote that it was shut.\n')
GATE = ("quotation", "The gate was open")


def test_one_accepts_what_another_rejects():
    one, other = accept(PAGE, *GATE, by="Selma"), reject(PAGE, *GATE, by="Orla")
    assert differing([one, other]) == [(one, other)]


def test_one_corrects_what_another_accepts():
    one, other = accept(PAGE, *GATE, by="Selma"), correct(PAGE, *GATE, "speaker", "Karl Osk", by="Orla")
    assert differing([one, other]) == [(one, other)]


def test_the_same_correction_is_no_difference():
    words = (*GATE, "speaker", "Karl Osk")
    assert differing([correct(PAGE, *words, by="Selma"), correct(PAGE, *words, by="Orla")]) == []


def test_who_changed_her_mind_differs_no_more():
    one, other = accept(PAGE, *GATE, by="Selma"), reject(PAGE, *GATE, by="Orla")
    assert differing([one, other, accept(PAGE, *GATE, by="Orla")]) == []


def test_two_names_that_are_one_to_one_person_and_two_to_another():
    one = same(PAGE, "Anna Rell", "Karl Osk", by="Selma")
    other = different(PAGE, "Karl Osk", "Anna Rell", by="Orla")
    assert differing([one, other]) == [(one, other)]


def test_marks_and_other_things_never_differ():
    assert differing([mark(PAGE, "The gate", "checked"), mark(PAGE, "The gate", "doubtful")]) == []
    assert differing([accept(PAGE, *GATE, by="Selma"), reject(PAGE, "time", "May 1904", by="Orla")]) == []
