"""The report of a ledger: one page, every link leads somewhere on it, and what should not travel is not on it."""

import re

import pytest

import whence
from tests.exports.test_report import Parsed
from tests.ledger.conftest import EXAMPLES, examples  # noqa: F401
from whence.exports.ledger_report import ledger_report
from whence.exports.pseudonyms import Pseudonyms
from whence.ledger import open_ledger
from whence.readers import Source, Unreadable


@pytest.fixture(scope="module")
def ledger(tmp_path_factory, examples):  # noqa: F811
    folder = tmp_path_factory.mktemp("report")
    (folder / "empty.txt").write_text("")
    (folder / "<b>bad.pdf").write_bytes(b"%PDF-1.4")
    with open_ledger(folder / "a.ledger", create=True) as made:
        for document in examples:
            made.add(document)
        for path in sorted(folder.glob("*.*")):
            if path.suffix in (".txt", ".pdf"):
                with pytest.raises(Unreadable):
                    made.keep(Source(path.name, path))
        yield made


def page_of(ledger, **more) -> str:
    with ledger.snapshot() as snapshot:
        return ledger_report(snapshot, "papers", **more)


def words_of(page: str) -> str:
    bare = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


@pytest.mark.parametrize("excerpts", [False, True])
def test_every_link_leads_to_a_place_on_the_page(ledger, excerpts):
    page = page_of(ledger, excerpts=excerpts)
    parsed = Parsed(page)
    assert len(parsed.ids) == len(set(parsed.ids))
    for link in parsed.links:
        assert link == "data:," or (link.startswith("#") and link[1:] in parsed.ids), link
    assert parsed.names.count("script") == 1
    assert not re.search(r"https?:|@import|url\(", page)


def test_same_in_same_out(ledger):
    assert page_of(ledger) == page_of(ledger)


def test_the_overview(ledger):
    words = words_of(page_of(ledger))
    for part in (
        "6 documents read · 1 failed · 1 without text", "&lt;b&gt;bad.pdf is damaged", "Hale, The Salt Question",
        "Who speaks where", "34 words: Great Sluice, shooting at the, ¶ 3 · Troops Fire on Salt Workers at Port Meral, ¶ 3",
    ):  # fmt: skip
        assert part in words, part


def test_excerpts_leave_the_texts_out(ledger, examples):  # noqa: F811
    whole, cut = words_of(page_of(ledger)), words_of(page_of(ledger, excerpts=True))
    assert len(cut) < len(whole) * 0.75
    for document in examples:
        for block in (b for b in document.blocks if b.kind == "paragraph" and b.end - b.start > 400):
            middle = " ".join(document.text[block.start + 150 : block.start + 330].split()[1:-1])
            assert middle not in cut


def test_pseudonyms_in_every_document_and_attribute(ledger):
    with ledger.snapshot() as snapshot:
        names = Pseudonyms(
            {"Ilse Morran": "Witness A", "Conrad Hale": "Scholar H"}, [d for _, d in snapshot.bodies()]
        )
        page = ledger_report(snapshot, "papers", names=names)
    assert names.left_in(page) == []
    assert "morran" not in page.casefold()
    assert not re.search(r"\bhale\b", page.casefold())
    assert "Witness A" in page
    assert "Accounts of one event" not in page  # its tables are of the names as they stand


def test_an_empty_ledger_makes_a_page(tmp_path):
    with open_ledger(tmp_path / "a.ledger", create=True) as ledger:
        assert "No document was read." in page_of(ledger)


def test_a_hostile_document_stays_words(tmp_path):
    with open_ledger(tmp_path / "a.ledger", create=True) as ledger:
        text = (
            "</style><script>alert(1)</script> \" onload='x'\n\n"
            + "“<img src=x>,” said <b>Orla Vint</b> on 4 May 1921.\n"
        )
        ledger.add(whence.annotate(text, name='"><script>.txt', title="<script>", author="<img>"))
        parsed = Parsed(page_of(ledger))
    assert parsed.names.count("script") == 1
    assert "img" not in parsed.names
    assert parsed.events == []


def test_accounts_stand_beside_each_other_and_the_map_says_who_rests_on_whom(ledger):
    page = page_of(ledger)
    words = words_of(page)
    assert "share an origin" in words
    assert "That no link was found does not make accounts independent." in words
    tables = re.findall(r"<table>(.*?)</table>", page, re.DOTALL)
    assert tables
    for table in tables:
        rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        columns = rows[0].count('<th scope="col">')
        assert columns > 1
        assert all(row.count("<td>") == columns for row in rows[1:])
    assert page.count('class="arc') == len(re.findall(r'class="arc \w+" d="M250 \d+ C', page)) > 0
