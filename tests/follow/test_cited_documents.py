"""Which document a cited work is: by its address, by title, author and year, by its file's name; and when it stays open."""

import pytest

from whence.follow import Card, CitedDocuments

CARDS = [
    Card("own.txt", "own.txt", "The Salt Strike", "Conrad Dell", "2008"),
    Card("a.pdf", "a.pdf", "Salt on the Sill", "Ada Hale", "1949"),
    Card("b.pdf", "hale-1951-salt-on-the-sill.pdf"),
    Card("c.html", "c.html", "The Bread Riots", "L. T. Morran", None, "https://www.example.org/riots/?utm=x"),
    Card("d.pdf", "d.pdf", "Memoirs", "Orla Vint", "1951"),
    Card("e.pdf", "e.pdf", "Memoirs", "Jonas Pell", "1930"),
    Card(
        "f.pdf",
        "f.pdf",
        "A Winter of Nets: Letters 1920–1921",
        None,
        "1951",
        "https://doi.org/10.1234/nets.5",
    ),
]


def work(title: str, family: str | None = None, year: int | None = None, **more: str) -> dict[str, object]:
    made: dict[str, object] = {"type": "book", "title": title, **more}
    if family:
        made["author"] = [{"family": family}]
    if year:
        made["issued"] = {"date-parts": [[year]]}
    return made


@pytest.mark.parametrize(
    ("csl", "verdict", "path"),
    [
        (work("Salt on the Sill: A Memoir", "Hale", 1949), "linked", "a.pdf"),
        (work("Salt on the Sill", "Morran", 1987), "maybe", "a.pdf"),
        (work("The Bread Riots of the Coast", "Ansty", URL="http://example.org/riots"), "linked", "c.html"),
        (work("Memoirs", "Pell"), "linked", "e.pdf"),
        (work("Memoirs"), "maybe", "d.pdf"),
        (work("Nets", DOI="10.1234/NETS.5"), "linked", "f.pdf"),
        (work("A Winter of Nets", "Vint", 1951), "maybe", "f.pdf"),
        (work("Of Bread", "Hale", 1949), "not_here", None),
        (work("The Salt Strike", "Dell", 2008), "itself", "own.txt"),
        ({"type": "interview", "author": [{"family": "Hale"}]}, "not_here", None),
    ],
)
def test_the_document_of_a_work(csl, verdict, path):
    link = CitedDocuments(CARDS).link(csl, "key", "own.txt")
    assert (link.verdict, link.path) == (verdict, path)
    assert link.why


def test_another_edition_is_said_to_be_one():
    link = CitedDocuments(CARDS[1:2]).link(work("Salt on the Sill", "Hale", 1951), "key", "own.txt")
    assert link.verdict == "linked"
    assert "perhaps another edition" in link.why


def test_a_title_page_says_what_the_file_does_not():
    first = (
        "THE LAMP AT KESSING POINT\nA Harbour Memoir\n\nby Edith Marlow\n\n1931\n\nIt was lit in the spring"
    )
    report = "Report of the Commission of Inquiry\ninto the Loss of the Albany\n\n41\n\nThe vessel was"
    cards = [Card("lamp.txt", "lamp.txt", beginning=first), Card("a.pdf", "a.pdf", beginning=report)]
    link = CitedDocuments(cards).link(work("The Lamp at Kessing Point", "Marlow", 1931), "k", "x")
    assert (link.verdict, link.path) == ("linked", "lamp.txt")
    assert link.why == "the same title in its first words, the same author, the same year"
    assert CitedDocuments(cards).link(work("Report of the Commission"), "k", "x").verdict == "maybe"
    assert CitedDocuments(cards).link(work("The Harbour"), "k", "x").verdict == "not_here"


def test_what_a_person_decided_wins_and_none_of_these_stays_none():
    csl = work("Salt on the Sill", "Hale", 1949)
    assert CitedDocuments(CARDS, {"key": "d.pdf"}).link(csl, "key", "own.txt").path == "d.pdf"
    assert CitedDocuments(CARDS, {"key": None}).link(csl, "key", "own.txt").verdict == "not_here"


def test_the_order_of_the_documents_does_not_matter():
    csl = work("Memoirs")
    assert CitedDocuments(CARDS).link(csl, "k", "x") == CitedDocuments(CARDS[::-1]).link(csl, "k", "x")
