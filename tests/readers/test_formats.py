"""One text in five formats, made by real programs (pandoc, LibreOffice) from mill.md: the same words, notes and blocks."""

from pathlib import Path

import pytest

import whence
from whence.layers.check import broken_rules

FILES = Path(__file__).parent / "files"
MADE = ("mill.md", "mill-pandoc.docx", "mill-libreoffice.docx", "mill-pandoc.epub", "mill-libreoffice.pdf")
NOTES = {
    "1": "The date is that of the fire brigade’s log", "2": "Edda Voss to Lene Voss, 20 March 1911",
    "3": "Joren Haake, Minutes of the Inquiry", "4": "Testimony of Marte Illing", "5": "Ibid.", "6": "“What the Mill Cost”",
}  # fmt: skip
BEFORE = {
    "1": "how it began.", "2": "knew its way”.", "3": "in the drying room.", "4": "see them come out.",
    "5": "two men out.", "6": "had claimed eleven.",
}  # fmt: skip


def plain(words: str) -> str:
    return " ".join(words.replace("*", "").replace('"', "“").replace("”", "“").replace("'", "’").split())


@pytest.fixture(scope="module", params=MADE)
def document(request):
    return whence.read(FILES / request.param)


def test_nothing_is_broken(document):
    assert broken_rules(document) == []


def test_each_marker_has_its_note(document):
    notes = {n.id: document.text[n.start : n.end] for n in document.notes}
    assert [m.label for m in document.markers] == list(NOTES)
    for m in document.markers:
        assert plain(NOTES[m.label]) in plain(notes[m.note])
        assert plain(document.text[: m.start]).endswith(plain(BEFORE[m.label]))


def test_blocks(document):
    kinds = [b.kind for b in document.blocks if b.kind not in ("note", "colophon")]
    assert kinds.count("block_quotation") == 1
    headings = [
        plain(document.text[b.start : b.end]).lstrip("# ") for b in document.blocks if b.kind == "heading"
    ]
    assert headings[-2:] == ["What the inquiry was told", "What was said afterwards"]
    paragraphs = [plain(document.text[b.start : b.end]) for b in document.blocks if b.kind == "paragraph"]
    assert (
        len(
            [
                p
                for p in paragraphs
                if p.startswith(("The upper mill", "Edda Voss", "The inquiry", "Haake", "In 1934"))
            ]
        )
        == 5
    )


def test_facts(document):
    assert document.document.title == "The Night at the Upper Mill"
    assert document.document.byline == "Ada Corrin"


def test_the_second_paragraph_of_a_note_is_part_of_it(document):
    note = next(n for n in document.notes if n.label == "5")
    assert plain(document.text[note.start : note.end]).endswith("of which three are known.")


def test_who_speaks_in_the_block_quotation(document):
    quotation = next(q for q in document.quotations if q.form == "block")
    assert plain(document.text[quotation.start : quotation.end]).startswith("I was at the sluice")


def test_pages_of_a_pdf():
    document = whence.read(FILES / "mill-libreoffice.pdf")
    labels = [p.label for p in document.pages]
    assert labels == ["1", "2", "1", "2"]  # the text, then the notes
    assert all(p.start < p.end for p in document.pages)
    at = document.text.index("In 1934")
    assert next(p.label for p in document.pages if p.start <= at < p.end) == "2"
    assert all("page " in o.where for o in document.origins if not o.generated)
