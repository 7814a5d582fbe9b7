"""Markdown: words without markup, each traced to its bytes; what the file marks is kept."""

from hypothesis import given, reject, settings

from tests.strategies import texts
from whence.readers import Unreadable
from whence.readers.markdown import read

SOURCE = """---
title: The dam
author: Orla Vint
---
# The *dam*

It **fell**[^1] in [May](http://example.org/may) &amp; nobody slept.[^b]

> We stuffed the cracks.
> Each spring.

- a gate
- a wall

[^1]: Vint, p. 3.

    More of it.
[^b]: Rell, p. 4.
[^c]: Never used.

<p onclick="x()">Plain <b>words</b></p><script>alert(1)</script>
"""


def test_words_without_markup():
    assert read(SOURCE.encode()).chars == (
        "The dam\n\nIt fell[1] in May & nobody slept.[b]\n\nWe stuffed the cracks.\nEach spring.\n\na gate\n\na wall\n\n"
        "[1] Vint, p. 3.\n\nMore of it.\n\n[b] Rell, p. 4.\n\n[c] Never used.\n\nPlain  words"
    )


def test_what_the_file_marks():
    text = read(SOURCE.encode())
    marked = [
        (g.kind, text.chars[g.start : g.end])
        for g in text.given
        if g.kind in ("heading", "block_quotation", "note", "marker")
    ]
    assert marked == [
        ("heading", "The dam"),
        ("marker", "[1]"),
        ("marker", "[b]"),
        ("block_quotation", "We stuffed the cracks.\nEach spring."),
        ("note", "[1] Vint, p. 3.\n\nMore of it."),
        ("note", "[b] Rell, p. 4."),
        ("note", "[c] Never used."),
    ]
    metadata = next(g for g in text.given if g.kind == "metadata")
    assert dict(metadata.attributes) == {"title": "The dam", "author": "Orla Vint"}


def test_runs_are_traced_to_the_bytes_they_stand_at():
    raw = "Zoë said **no**.\n".encode()
    text = read(raw)
    for origin in text.origins:
        assert origin.where.startswith("bytes ")
        first, last = map(int, origin.where.removeprefix("bytes ").split("-"))
        assert raw[first:last].decode() == text.chars[origin.start : origin.end]


def test_carriage_returns_do_not_move_the_bytes():
    raw = b"One **two**\r\nthree.\r\n\r\nFour.\r\n"
    text = read(raw)
    last = text.origins[-1]
    first, end = map(int, last.where.removeprefix("bytes ").split("-"))
    assert raw[first:end] == b"Four."


def test_deep_nesting_is_survived():
    assert "wall" in read((">" * 5000 + " wall").encode()).chars


def test_a_note_inside_the_sentence():
    assert read(b"It fell.^[Vint, p. 3.] We ran.").chars == "It fell.[i1] We ran.\n\n[i1] Vint, p. 3."


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_markdown_is_traced_from_end_to_end(source):
    try:
        text = read(source.encode("utf-8", "surrogatepass"))
    except Unreadable:
        reject()  # control bytes: no text, and said to be none
    at = 0
    for origin in text.origins:
        assert origin.start == at
        assert origin.end > origin.start
        at = origin.end
    assert at == len(text.chars)
    for g in text.given:
        assert 0 <= g.start <= g.end <= len(text.chars)
