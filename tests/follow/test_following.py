"""Following the quotations of an essay into a memoir, a study and letters: every answer, the chain, the passages beside a claim."""

import pathlib
from itertools import pairwise

import msgspec
import pytest

import whence
from whence.follow import Card, Shelf, follow, missing, paraphrases
from whence.layers.document import Document
from whence.text import Page

FILES = pathlib.Path(__file__).with_name("files")


@pytest.fixture(scope="module")
def documents() -> list[tuple[str, Document]]:
    return [(p.name, whence.read(p)) for p in sorted(FILES.iterdir())]


@pytest.fixture(scope="module")
def found(documents):
    return {f.note: f for f in follow([d for d in documents if d[0] == "essay.md"], Shelf(documents))}


def kinds(f) -> list[str]:
    return [d.kind for d in f.found.differences]


def test_found_word_for_word_where_the_note_leads(found):
    f = found["1"]
    assert (f.answer, f.link, f.source) == ("word_for_word", "linked", "hale-salt-on-the-sill.txt")
    assert (f.work_label, f.cited, f.found.place) == ("Hale, Salt on the Sill", "page 12", "¶ 1")
    assert f.found.on_cited_page is None  # the memoir has no pages


def test_an_ellipsis_is_named_with_what_it_leaves_out(found):
    f = found["3"]
    assert (f.answer, kinds(f)) == ("differs", ["omission_marked"])
    assert f.found.differences[0].there == "through the whole of that spring"


def test_what_a_cut_leaves_outside_has_a_line_of_its_own(found):
    assert [t.words for t in found["2"].found.turns] == ["unless"]
    assert [t.words for t in found["4"].found.turns] == ["not"]
    assert "I do not believe that the strikers" in found["4"].found.turns[0].context


def test_words_that_are_somebody_else_s_there(found):
    assert found["5"].found.voice.other
    assert (
        found["5"].found.voice.message
        == "Here the words are L. T. Morran’s; in morran.txt they are those of Jonas Pell."
    )
    assert "as Pell wrote" in found["5"].found.voice.passage
    assert not found["1"].found.voice.other


def test_the_chain_is_walked_to_the_last_document_that_is_here(found):
    (step,) = found["5"].chain
    assert (step.document, step.work, step.cited) == ("morran.txt", "Pell, Letters from the Coast", "page 3")
    assert (step.path, step.found, step.place_there) == ("pell.txt", True, "¶ 1")


def test_nothing_found_source_not_here_and_found_elsewhere(found):
    assert (found["7"].answer, found["7"].source) == ("nothing", "hale-salt-on-the-sill.txt")
    vint = found["8"]
    assert (vint.answer, vint.link, vint.source) == ("elsewhere", "not_here", None)
    assert [e.path for e in vint.elsewhere] == ["pell.txt"]


def test_without_the_other_documents_the_source_is_not_here(documents):
    essay = [d for d in documents if d[0] == "essay.md"]
    assert {f.answer for f in follow(essay, Shelf(essay))} == {"not_here"}


def test_a_claim_stands_beside_the_passage_with_its_names_and_numbers(documents):
    (p,) = [p for p in paraphrases(documents[:1], Shelf(documents)) if p.note == "6"]
    assert "cut by 10 per cent" in p.beside.passages[0].words
    assert p.beside.differing == ("“12 per cent” here, “10 per cent” there",)


def test_the_reading_list_has_what_is_cited_and_not_here(documents):
    (m,) = missing(documents, Shelf(documents).cards())
    assert (m.label, m.verdict, m.quotations) == ("Vint, A Winter of Nets", "not_here", 1)
    alone = missing(documents[:1], Shelf(documents[:1]).cards())
    assert alone[0].label == "Hale, Salt on the Sill"


def test_a_person_s_choice_wins(documents):
    from whence.ledger.reading import work_key

    essay = documents[0][1]
    vint = next(w for w in essay.works if "Winter" in str(w.csl["title"]))
    chosen = follow(documents[:1], Shelf(documents), {work_key(vint): "pell.txt"})
    f = next(f for f in chosen if f.note == "8")
    assert (f.answer, f.link, f.why, f.source) == ("word_for_word", "linked", "a person said so", "pell.txt")


def with_pages(document: Document, *cuts: str) -> Document:
    """The document with pages that begin at these words, printed 12, 13 …"""
    starts = [0, *(document.text.index(c) for c in cuts), len(document.text)]
    pages = tuple(Page(a, z, str(12 + n)) for n, (a, z) in enumerate(pairwise(starts)))
    return msgspec.structs.replace(document, pages=pages)


def test_on_the_cited_page_or_on_another(documents):
    paged = dict(documents)
    paged["hale-salt-on-the-sill.txt"] = with_pages(
        paged["hale-salt-on-the-sill.txt"], "Colonel Orsk", "The pans", "I do not"
    )
    found = {f.note: f for f in follow(documents[:1], Shelf(list(paged.items())))}
    assert (found["1"].found.page, found["1"].found.on_cited_page) == ("12", True)
    assert (found["4"].found.page, found["4"].found.on_cited_page) == ("15", True)
    moved = with_pages(paged["hale-salt-on-the-sill.txt"], "We stood", "Colonel Orsk", "The pans")
    paged["hale-salt-on-the-sill.txt"] = moved
    found = {f.note: f for f in follow(documents[:1], Shelf(list(paged.items())))}
    assert (found["1"].found.page, found["1"].found.on_cited_page) == ("13", False)


def test_a_cited_page_without_text(documents):
    paged = dict(documents)
    hale = with_pages(paged["hale-salt-on-the-sill.txt"], "Colonel Orsk")
    paged["hale-salt-on-the-sill.txt"] = msgspec.structs.replace(
        hale, pages=(*hale.pages, Page(len(hale.text), len(hale.text), "16"))
    )
    found = {f.note: f for f in follow(documents[:1], Shelf(list(paged.items())))}
    assert found["7"].answer == "no_text"


def test_a_source_that_is_a_scan_without_text(documents):
    class WithScan(Shelf):
        def cards(self):
            return [
                *super().cards(),
                Card("vint-a-winter-of-nets.pdf", "vint-a-winter-of-nets.pdf", has_text=False),
            ]

    here = [d for d in documents if d[0] != "pell.txt"]
    f = next(f for f in follow(documents[:1], WithScan(here)) if f.note == "8")
    assert (f.link, f.source, f.answer) == ("linked", "vint-a-winter-of-nets.pdf", "no_text")


def test_copies_that_share_a_slip(documents):
    slip = "Hale wrote that “the square was emptied in less time than it takes to say a {}, and nobody counted the dead.”[1]\n\n[1] Ada Hale, Salt on the Sill (London: Faber, 1949), 12.\n"
    copies = [
        (f"{name}.txt", whence.annotate(slip.format(word), name=f"{name}.txt"))
        for name, word in (("one", "psalm"), ("two", "psalm"), ("three", "prayer"))
    ]
    found = {f.document: f for f in follow(copies, Shelf([*documents, *copies]))}
    assert found["one.txt"].same_slips == ("two.txt",)
    assert found["three.txt"].same_slips == ()


@pytest.mark.parametrize(
    ("quotation", "answer"),
    [
        ("“silver”", "too_short"),
        ("“… … …”", "empty"),
        ("“a thing that stands in no document at all”", "no_source"),
    ],
)
def test_quotations_that_give_nothing_to_look_for(documents, quotation, answer):
    quoting = whence.annotate(f"One of the men shouted: {quotation} and was gone.")
    assert [f.answer for f in follow([("q.txt", quoting)], Shelf(documents))] in ([answer], [])
    if answer != "empty":
        assert quoting.quotations


@pytest.mark.slow
def test_ten_thousand_words_and_the_document_itself():
    book = " ".join(f"word{n % 997} and{n % 13} then{n % 31}." for n in range(3_500))
    source = whence.annotate(book, name="book.txt")
    quoting = whence.annotate(f"He wrote:\n\n> {book}\n", name="q.md")
    made = follow([("q.md", quoting)], Shelf([("book.txt", source), ("q.md", quoting)]))
    assert [f.answer for f in made] == ["elsewhere"]
    itself = "Dell: The Wall\n\nby Conrad Dell\n\n“The wall fell in the night and nobody saw it.”[1]\n\n[1] Conrad Dell, The Wall (Lantry, 1921), 3.\n"
    own = whence.annotate(itself, name="the-wall-dell.txt", title="The Wall", author="Conrad Dell")
    (f,) = follow([("wall.txt", own)], Shelf([("wall.txt", own)]))
    assert (f.link, f.answer, f.found) == ("itself", "not_here", None)


def test_same_in_same_out_whatever_the_order(documents):
    once = follow(documents, Shelf(documents))
    again = follow(documents, Shelf(documents[::-1]))
    assert msgspec.json.encode(once) == msgspec.json.encode(again)
