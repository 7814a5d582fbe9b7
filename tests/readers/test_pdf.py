"""PDF: lines, paragraphs and notes from places alone; files that break."""

from array import array
from pathlib import Path

import pytest

import whence
from whence.readers import Unreadable
from whence.readers.pdf import MEDIA_TYPE, read
from whence.readers.pdf_child import RawDocument, RawPage
from whence.readers.pdf_pages import paged
from whence.readers.pdf_writer import written

FILE = Path(__file__).parent / "files" / "mill-libreoffice.pdf"
WIDTH = 5.0  # of a character, in points


def page(lines: list[tuple[float, float, float, str]], label: str = "") -> RawPage:
    """A page from lines of (left, baseline, size, words); ^ raises the one character behind it."""
    chars, boxes = "", array("f")
    for left, base, size, words in lines:
        x, raised = left, False
        for c in words:
            if c == "^":
                raised = True
                continue
            low, high = (
                (base + 0.35 * size, base + size) if raised else (base - 0.2 * size, base + 0.8 * size)
            )
            boxes.extend((x, x + WIDTH, low, high, base + (0.35 * size if raised else 0)))
            chars += c
            x, raised = x + WIDTH, False
        boxes.extend((x, x, base, base, base))
        chars += " "
    return RawPage(600, 800, label, chars, boxes.tobytes(), 0)


def text_of(*pages: RawPage):
    return written(paged(RawDocument(list(pages), {})), MEDIA_TYPE)


FULL = "a line of the text that goes on to the right margin of it"


def body(first: int, number: int, size: float = 10.0) -> list[tuple[float, float, float, str]]:
    return [(50, first - 14 * n, size, FULL) for n in range(number)]


def test_a_word_broken_at_the_end_of_a_line_is_made_whole():
    text = text_of(
        page(
            [
                (50, 700, 10, "the committee was con-"),
                (50, 686, 10, "vinced of the well-"),
                (50, 672, 10, "known well-known fact."),
            ]
        )
    )
    assert text.chars == "the committee was convinced of the well-known well-known fact."
    assert any("hyphen left out" in o.where for o in text.origins)


def test_notes_at_the_foot_go_on_over_the_page():
    first = page(
        [
            *body(700, 20),
            (50, 406, 10, "as was said before.^1"),
            (50, 90, 8, "^1The first note, which does not"),
            (50, 80, 8, "end on this page but"),
        ]
    )
    second = page(
        [
            *body(700, 20),
            (50, 406, 10, "and so it was.^2"),
            (50, 90, 8, "goes on here."),
            (50, 80, 8, "^2The second one."),
        ]
    )
    text = text_of(first, second)
    notes = [text.chars[g.start : g.end] for g in text.given if g.kind == "note"]
    assert notes == [
        "[1] The first note, which does not end on this page but goes on here.",
        "[2] The second one.",
    ]
    assert [g.get("label") for g in text.given if g.kind == "marker"] == ["1", "2"]


def test_running_heads_and_page_numbers_are_left_out():
    pages = [
        page([(200, 770, 8, "The History of Salt"), *body(700, 20), (290, 40, 10, str(n))])
        for n in range(11, 17)
    ]
    text = text_of(*pages)
    assert "History of Salt" not in text.chars
    assert [p.label for p in text.pages] == ["11", "12", "13", "14", "15", "16"]


def test_two_columns_are_read_one_after_the_other():
    left = [(50, 700 - 14 * n, 10, f"left column line {n:02d} of it") for n in range(12)]
    right = [(320, 700 - 14 * n, 10, f"right column line {n:02d} of it") for n in range(12)]
    mixed = [x for pair in zip(left, right, strict=True) for x in pair]
    chars = text_of(page(mixed)).chars
    assert chars.index("left column line 11") < chars.index("right column line 00")


def test_a_quotation_in_small_letters_is_no_note():
    lines = [
        *body(700, 20),
        (90, 390, 8, "small words that stand further in"),
        (90, 379, 8, "and are a quotation of somebody."),
        *body(360, 5),
    ]
    assert not [g for g in text_of(page(lines)).given if g.kind == "note"]


def test_a_damaged_file_and_one_that_is_none(tmp_path):
    with pytest.raises(Unreadable, match="is damaged"):
        read(b"%PDF-1.7\nnothing")
    with pytest.raises(Unreadable, match="not a PDF"):
        read(b"words")


def test_a_file_that_ends_too_soon():
    with pytest.raises(Unreadable):
        read(FILE.read_bytes()[:3000])


def test_the_library_breaking_breaks_nothing(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(Unreadable, match="broke the PDF library"):
        read(FILE.read_bytes())


def test_the_same_bytes_at_every_run():
    assert whence.write(whence.read(FILE)) == whence.write(whence.read(FILE))
