"""What to look at next: what is least sure and most leaned on comes first; what a person has decided is no question any more."""

from tests.decisions.deciding import accept, correct, read, the
from whence.decisions import decided
from whence.decisions.queue import questions

PAGE = read(
    'On 4 May 1904 the dam broke. The committee broke up in the winter of 1911. Rumours had been about since mid-March.\n\n"Nobody warned us," he said. '
    '"The gate was open."\n\nAnna Rell wrote that the gate had been open.\n'
)


def test_a_date_with_two_readings_is_a_question_until_somebody_answers():
    asked = [q for q in questions(decided(PAGE, [])) if q.kind == "time"]
    assert [PAGE.text[q.start : q.end] for q in asked] == ["mid-March"]
    assert "1904-03" in asked[0].why
    assert " or 19" in asked[0].why
    answered = decided(PAGE, [correct(PAGE, "time", "mid-March", "edtf", "1904-03")])
    assert not [q for q in questions(answered) if q.kind == "time"]


def test_the_weightiest_comes_first_and_the_order_is_the_same_every_time():
    found = questions(decided(PAGE, []))
    assert [q.weight for q in found] == sorted((q.weight for q in found), reverse=True)
    assert found == questions(decided(PAGE, []))


def test_what_was_accepted_is_no_question():
    quotation = the(PAGE, "quotation", "Nobody warned us")
    before = {q.record for q in questions(decided(PAGE, []))}
    after = {q.record for q in questions(decided(PAGE, [accept(PAGE, "quotation", "Nobody warned us")]))}
    assert quotation.id not in after
    assert after <= before
