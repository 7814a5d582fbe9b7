"""Citations that can be pasted under a text: in each style, as text, Markdown and HTML; what is not known is not said."""

import msgspec
import pytest

import whence
from whence.exports.citing import STYLES, cite, item_of
from whence.layers.document import Dated
from whence.text import Page, Span

PAGE = whence.annotate(
    "The Sluice & the Key\n\nBy Anna Rell\n\nThe sluice was shut on Monday. Nobody had the <key>.\n"
)
START = PAGE.text.index("The sluice was")
WORDS = Span(START, START + 29)
FACTS = msgspec.structs.replace(
    PAGE.document,
    title="The Sluice & the Key",
    byline="Anna Rell",
    publisher="Larch & Daughters",
    date=Dated("1904-05", "1904-05"),
)
KNOWN = msgspec.structs.replace(PAGE, document=FACTS, pages=(Page(0, len(PAGE.text), "13"),))


@pytest.mark.parametrize("style", STYLES)
def test_every_style_names_author_and_page(style):
    found = cite(KNOWN, WORDS, style)
    assert found.words == "“The sluice was shut on Monday”"
    assert "Rell" in found.note
    assert "13" in found.note
    assert "<" not in found.note


def test_forms():
    assert "&amp;" in cite(KNOWN, WORDS, "chicago-note", "html").note
    assert "Sluice & the Key" in cite(KNOWN, WORDS, "chicago-note", "text").note
    assert (
        cite(KNOWN, Span(PAGE.text.index("<key>"), PAGE.text.index("<key>") + 5), "mla", "html").words
        == "“&lt;key&gt;”"
    )


def test_a_hostile_title_is_no_markup():
    evil = msgspec.structs.replace(
        KNOWN, document=msgspec.structs.replace(FACTS, title="<script>alert(1)</script>")
    )
    assert "<script" not in cite(evil, WORDS, "chicago-note", "html").note
    assert "<script>alert(1)</script>" in cite(evil, WORDS, "chicago-note", "text").note


def test_without_pages_the_paragraph_is_named():
    assert "para. 1" in cite(msgspec.structs.replace(KNOWN, pages=()), WORDS, "chicago-note").note


def test_nothing_is_made_up():
    bare = whence.annotate("Nobody had the key.\n", name="note.txt")
    assert item_of(bare).keys() <= {"id", "type", "title"}


def test_an_unknown_style_is_said():
    with pytest.raises(ValueError, match="There is no style"):
        cite(KNOWN, WORDS, "vancouver")


def test_the_anchor_holds_the_words():
    assert cite(KNOWN, WORDS).anchor.exact == ("The sluice was shut on Monday",)
