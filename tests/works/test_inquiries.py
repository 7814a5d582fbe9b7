"""What reports of investigations cite: interview reports, messages, filings."""

import pytest

import whence
from whence.works.inquiries import of_inquiry


@pytest.mark.parametrize(
    ("reference", "author", "recipients", "day"),
    [
        ("12/3/15 Email, Ledger to Corl (attachment).", "Ledger", ["Corl"], [2015, 12, 3]),
        (
            "OSC-RELL_00452 (12/23/13 Email, Rell Jr. to Kavel & E. Agar).",
            "Rell",
            ["Kavel", "Agar"],
            [2013, 12, 23],
        ),
        ("11/9/16 Text Messages, Dmit & Nadel (9:34 a.m.)", "Dmit", ["Nadel"], [2016, 11, 9]),
        ("31/3/2016 Letter, Corl to Hale", "Corl", ["Hale"], [2016, 3, 31]),
    ],
)
def test_a_message_is_from_one_to_others(reference, author, recipients, day):
    item = of_inquiry(reference)
    assert item is not None
    assert item["type"] == "personal_communication"
    assert [a["family"] for a in item["author"]] == [author]
    assert [r["family"] for r in item["recipient"]] == recipients
    assert item["issued"]["date-parts"] == [day]


def test_the_mark_of_a_document_is_where_it_is_kept():
    item = of_inquiry("TRUMP_16_00137 (4/26/16 Email, Fore to Graf)")
    assert item is not None
    assert item["archive_location"] == "TRUMP_16_00137"


def test_the_report_of_an_interview():
    item = of_inquiry("Hale 3/25/18 302 (part 2), at 4.")
    assert item is not None
    assert (item["type"], item["author"][0]["family"], item["title"]) == (
        "interview",
        "Hale",
        "Hale 3/25/18 302",
    )


def test_a_filing_has_its_case_and_court():
    item = of_inquiry("Indictment, United States v. Rell, No. 1:18-cr-215 (D.D.C. July 13, 2018), Doc. 1")
    assert item is not None
    assert (item["type"], item["genre"], item["number"], item["authority"]) == (
        "legal_case",
        "Indictment",
        "1:18-cr-215",
        "D.D.C.",
    )


@pytest.mark.parametrize(
    "words", ["Hale, The Road, 4", "In 2016 the clerk had an email", "4/5/16", "Rell 302 pages"]
)
def test_all_else_is_none(words):
    assert of_inquiry(words) is None


def test_an_interview_leads_to_itself_and_to_nobody_of_the_name():
    document = whence.annotate(
        "It was said.[1] It was said.[2] It was done.[3]\n\n[1] Z. Cole, Four Quests Defending the Port, Lorn News (May 23, 2018).\n"
        "[2] Cole 9/12/18 302, at 4; 11/2/15 Email, Cole to Rell (attachment).\n[3] Cole 9/12/18 302, at 7."
    )
    works = {w.id: w.csl["title"] for w in document.works}
    assert [works[c.work or ""] for c in document.citations] == [
        "Four Quests Defending the Port", "Cole 9/12/18 302", "11/2/15 Email, Cole to Rell", "Cole 9/12/18 302",
    ]  # fmt: skip
    assert [c.locator.value for c in document.citations if c.locator] == ["4", "7"]


def test_a_filing_is_known_by_what_the_note_calls_it():
    document = whence.annotate(
        "It was said.[1] It was done.[2]\n\n[1] Indictment, United States v. Rell, No. 1:18-cr-215 (D.D.C. July 13, 2018), Doc. 1 (“Rell Indictment”).\n"
        "[2] Rell Indictment ¶ 25."
    )
    assert len({c.work for c in document.citations}) == 1


def test_a_sentence_is_no_work_and_a_section_of_the_book_none():
    document = whence.annotate(
        "It was said.[1] It was done.[2]\n\n[1] In the spring of 2018 Hale asked the council, against the advice of his friends, for the copies that the clerk had refused him.\n"
        "[2] Volume I, Section V.B, infra."
    )
    assert document.citations == ()
