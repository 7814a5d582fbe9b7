"""Whatever is taken from a text is found there word for word, and never word for word with another letter; nothing else is found."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

import whence
from whence.follow.collated import Collated
from whence.follow.finding import Wanted, find
from whence.follow.scanning import Scanner, scan
from whence.follow.searched import Searched, pages_of
from whence.layers.document import Quotation
from whence.text import Span

PARTS = "ba ce di fo gu ha je ki lo mu na pe ri so tu wa xi yo zu stra".split()
WORDS = st.lists(st.sampled_from([a + b for a in PARTS for b in PARTS[:7]]), min_size=60, max_size=160)


def read(text: str):
    """A document of which only the words count."""
    return whence.annotate(text, language="la")


def wanted(words: str) -> Wanted:
    document = read(f"“{words}”")
    return Wanted(
        document, Quotation("q1", 0, len(words) + 2, "inline", "writing", (Span(1, len(words) + 1),))
    )


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(0, 40), st.integers(8, 20))
def test_words_taken_from_a_text_are_found_word_for_word(words, start, size):
    text = ", ".join(" ".join(words[n : n + 9]) for n in range(0, len(words), 9)) + "."
    pieces = re.findall(r"\S+", text)[start : start + size]
    place = find(wanted(" ".join(pieces).strip(",.")), Searched(read(text), "s"))
    assert place is not None
    assert place.differences == ()
    assert place.covered == 1


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(0, 40), st.integers(10, 20), st.integers(2, 7))
def test_another_letter_is_never_word_for_word(words, start, size, at):
    chosen = words[start : start + size]
    chosen[at] = chosen[at][:-1] + ("q" if chosen[at][-1] != "q" else "x")
    place = find(wanted(" ".join(chosen)), Searched(read(" ".join(words)), "s"))
    assert place is None or place.differences


@settings(max_examples=40, deadline=None)
@given(WORDS, st.lists(st.sampled_from("qua que qui quo xax xex".split()), min_size=8, max_size=20))
def test_other_words_are_not_found(words, other):
    assert find(wanted(" ".join(other)), Searched(read(" ".join(words)), "s")) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=5), st.integers(0, 30), st.integers(10, 20))
def test_a_scan_leads_to_the_text_that_has_the_words(texts, start, size):
    chosen = [" ".join(t[start : start + size]) for t in texts]
    scanner = Scanner([Collated(c).forms for c in chosen])
    for n, (path, _, numbers) in enumerate(
        scan(scanner, [(f"{k}", " ".join(t)) for k, t in enumerate(texts)])
    ):
        assert path == str(n)
        assert n in numbers


def test_other_processes_find_what_this_one_finds():
    scanner = Scanner([Collated("nobody counted the dead that night").forms])
    texts = [
        (
            f"{n:03}",
            f"It was said in {n} that nobody counted the dead that night." if n % 9 == 0 else "Nothing.",
        )
        for n in range(75)
    ]
    alone = [(path, scanner.quotations_in(Collated(chars))) for path, chars in texts]
    assert [(path, numbers) for path, _, numbers in scan(scanner, texts)] == alone


def test_locators_name_pages():
    assert pages_of("xii-xiv, 3") == {"xii", "xiv", "3"}
    assert pages_of("99–101") == {"99", "100", "101"}
    assert pages_of("214n.") == {"214"}


def test_words_keep_their_places():
    text = "The com-\nmandant’s “ﬁrst” order, of 4 May."
    words = Collated(text)
    assert words.forms == ["the", "commandants", "first", "order", "of", "4", "may"]
    assert [text[a:z] for a, z in zip(words.starts, words.ends, strict=True)][1] == "com-\nmandant’s"
    assert words.letters(1) == "commandant's"
    assert Collated(text, [Span(12, 30)]).forms == Collated(text[12:30]).forms
    assert Collated("").forms == []
