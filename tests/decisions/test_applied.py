"""What follows from a decision follows at once, and a document so decided is as whole as one that was read."""

import pytest

from tests.decisions.deciding import (
    accept,
    add,
    after,
    comment,
    correct,
    different,
    mark,
    place,
    read,
    reject,
    same,
    speaker,
    the,
)
from whence.decisions import decided
from whence.layers import resolved_times
from whence.layers.certainty import is_uncertain

INQUIRY = """The Inquiry at Tarn

Marta Venn kept the ferry at Tarn until 1921. Josef Orr was the clerk of the yard.

Venn told the inquiry: "The gate was open when I came. Orr said that the lamp had been out since March."

"Nobody asked me," said Orr. In March 1922 the yard was closed. Two years later it was sold.
"""


@pytest.fixture(scope="module")
def page():
    return read(INQUIRY)


def test_a_speaker_carries_claims_and_inner_voices_along(page):
    assert speaker(page, "quotation", "The gate was open") == "Marta Venn"
    made = after(page, correct(page, "quotation", "The gate was open", "speaker", "Ilse Dahm"))
    assert speaker(made, "quotation", "The gate was open") == "Ilse Dahm"
    told = [c for c in made.claims if c.quotation == the(made, "quotation", "The gate was open").id]
    assert told
    inner = speaker(made, "attribution", "the lamp had been out")
    assert inner.endswith("as told by Ilse Dahm"), inner
    assert not any(
        "Venn" in speaker(made, "claim", made.text[c.evidence[0].start : c.evidence[0].end]) for c in told
    )


def test_nobody_may_be_the_answer(page):
    made = after(page, correct(page, "quotation", "Nobody asked me", "speaker", None))
    quotation = the(made, "quotation", "Nobody asked me")
    assert (quotation.voice, quotation.basis) == (None, "none")


def test_what_is_accepted_is_no_more_uncertain(page):
    made = after(page, accept(page, "quotation", "Nobody asked me"))
    quotation = the(made, "quotation", "Nobody asked me")
    assert quotation.why == "person"
    assert not is_uncertain(quotation)
    assert quotation.voice == the(page, "quotation", "Nobody asked me").voice


def test_what_nobody_says_is_the_authors(page):
    made = after(page, reject(page, "quotation", "Nobody asked me"))
    quotation = the(made, "quotation", "Nobody asked me")
    assert (quotation.use, quotation.voice) == ("other", None)
    assert all(quotation.id not in a.quotations for a in made.attributions)
    assert all(c.quotation != quotation.id for c in made.claims)


def test_a_date_carries_later_ones_along(page):
    year = the(page, "time", "March 1922")
    later = the(page, "time", "Two years later")
    assert later.resolved[0].value == "1924"
    made = after(page, correct(page, "time", "March 1922", "edtf", "1932-03"))
    assert the(made, "time", "March 1922").resolved[0].edtf == "1932-03"
    assert the(made, "time", "March 1922").value == year.value  # the words are as they were
    assert the(made, "time", "Two years later").resolved[0].value == "1934"


def test_a_date_that_is_none_leaves_nothing_behind(page):
    gone = the(page, "time", "March 1922").id
    made = after(page, reject(page, "time", "March 1922"))
    assert gone not in {t.id for t in made.times}
    assert all(gone not in r.times for r in (*made.events, *made.claims))
    assert the(made, "time", "Two years later").resolved[0].value != "1924"


def test_what_is_no_date_cannot_be_one(page):
    made = decided(page, [correct(page, "time", "March 1922", "edtf", "the spring")])
    assert "no date in EDTF" in made.orphans[0].why
    assert made.document.times == page.times


def test_times_resolved_again_are_as_they_were(page):
    assert resolved_times.again(page) == page


def test_two_names_are_one_and_so_are_their_voices():
    page = read(
        'Rosa Kell wrote in 1920 that the dam would hold. "It will hold," said Kell. "It will not," said Rosa Harn. '
        "Rosa Harn was the name that she took in the valley.\n"
    )
    made = after(page, same(page, "Rosa Harn", "Rosa Kell"))
    assert speaker(made, "quotation", "It will not") == "Rosa Kell"
    voices = [(v.parent, v.holders) for v in made.voices if v.holders]
    assert len(voices) == len(set(voices))
    assert len(made.entities) == len(page.entities) - 1


def test_a_name_of_two_people_is_split():
    page = read(
        "Anna Rell was a printer. Her brother Karl set the type. Rell wrote that the press was old. "
        "Anna Rell died in 1931.\n"
    )
    one = the(page, "entity", "Anna Rell")
    short = page.text.index("Rell wrote")
    held = next(m.entity for m in page.mentions if m.start == short)
    assert held == one
    made = after(page, different(page, "Anna Rell", "Anna Rell"))
    names = {e.name for e in made.entities}
    assert {"Anna Rell", "Rell"} <= names
    assert the(made, "entity", "Anna Rell") != next(m.entity for m in made.mentions if m.start == short)


def test_a_name_that_is_none_is_nobody(page):
    made = after(page, reject(page, "entity", "Josef Orr"))
    gone = the(page, "entity", "Josef Orr")
    assert gone not in {e.id for e in made.entities}
    assert all(gone not in v.holders for v in made.voices)


def test_what_the_machine_missed_can_be_added():
    page = read(
        "The ledger speaks of the yard. It was sold on a day that the clerk calls Michaelmas the second.\n"
    )
    made = after(
        page,
        add(page, "time", "Michaelmas the second", edtf="1923-09-29"),
        add(page, "claim", "It was sold", speaker="Josef Orr"),
        add(page, "entity", "the clerk", name="Josef Orr"),
        mark(page, "The ledger", "ask the source"),
        comment(page, "the yard", "Which of the two yards?"),
    )
    assert the(made, "time", "Michaelmas the second").resolved[0].earliest == "1923-09-29"
    assert speaker(made, "claim", "It was sold") == "Josef Orr"
    assert the(made, "entity", "the clerk") == next(e.id for e in made.entities if e.name == "Josef Orr")


def test_a_quotation_that_was_missed_takes_its_claims_along():
    page = read("The clerk spoke. They had the letter in a drawer all the time. Nobody answered.\n")
    made = after(
        page, add(page, "quotation", "They had the letter in a drawer all the time.", speaker="Marta Holm")
    )
    assert speaker(made, "claim", "the letter in a drawer") == "Marta Holm"


def test_another_extent(page):
    to = place(page, "quotation", '"The gate was open when I came.')
    made = after(page, correct(page, "quotation", "The gate was open", "spans", None, to))
    quotation = the(made, "quotation", "The gate was open")
    assert made.text[quotation.start : quotation.end] == '"The gate was open when I came.'


def test_decisions_one_after_the_other(page):
    made = after(
        page,
        correct(page, "quotation", "The gate was open", "speaker", "Ilse Dahm"),
        accept(page, "quotation", "The gate was open"),
        correct(page, "quotation", "The gate was open", "speaker", "the author"),
        correct(page, "claim", "the yard was closed", "polarity", "negative"),
    )
    assert the(made, "quotation", "The gate was open").voice == "v0"
    assert the(made, "claim", "the yard was closed").polarity == "negative"


def test_a_decision_about_another_document_changes_nothing(page):
    other = read('Somebody else wrote: "The gate was open when I came."\n')
    assert decided(page, [reject(other, "quotation", "The gate was open")]).document is page


def test_an_edited_document_keeps_its_decisions(page):
    entries = [
        correct(page, "quotation", "The gate was open", "speaker", "Ilse Dahm"),
        correct(page, "time", "March 1922", "edtf", "1932-03"),
    ]
    later = read(
        "A foreword.\n\n"
        + INQUIRY.replace("kept the ferry", "had kept the old ferry")
        .replace('"The', "“The")
        .replace('March."', "March.”")
    )
    made = decided(later, entries, [page.document.id])
    assert not made.orphans
    assert speaker(made.document, "quotation", "The gate was open") == "Ilse Dahm"
    assert the(made.document, "time", "March 1922").resolved[0].edtf == "1932-03"


def test_words_that_are_gone_leave_an_orphan(page):
    later = read(INQUIRY.replace("Nobody asked me", "They never came"))
    made = decided(later, [accept(page, "quotation", "Nobody asked me")], [page.document.id])
    assert made.document is not page
    assert [o.entry.by for o in made.orphans] == ["Selma"]
