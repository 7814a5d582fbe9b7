"""The digest: one screen, told apart without colour."""

import pathlib

import whence
from whence.exports.digest import digest
from whence.exports.screen_of import screen_of

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"


def screen(name):
    return screen_of(whence.read(EXAMPLES / name))


def test_it_fits_on_a_screen():
    for path in EXAMPLES.glob("*.txt"):
        lines = digest(screen(path.name)).splitlines()
        assert len(lines) <= 48, path.name
        assert max(map(len, lines)) <= 80


def test_every_line_says_where_it_stands():
    s = screen("essay.txt")
    for line in (*s.look, *s.untold, *s.next, *s.unsourced):
        assert line.where, line.text
        assert line.spans
    for support in s.rests:
        assert support.where
        assert support.notes


def test_the_ribbon_runs_from_the_first_word_to_the_last():
    document = whence.read(EXAMPLES / "essay.txt")
    s = screen_of(document)
    body = [b for b in document.blocks if b.kind not in ("title", "heading", "note", "colophon")]
    assert s.parts[0].start == body[0].start
    assert s.parts[-1].end == body[-1].end
    for a, b in zip(s.parts, s.parts[1:], strict=False):
        assert a.end <= b.start
        assert not any(c.isalnum() for c in document.text[a.end : b.start] if b.start - a.end < 3)


def test_at_most_five_speakers_and_the_others():
    for path in EXAMPLES.glob("*.txt"):
        s = screen(path.name)
        assert len(s.speakers) <= 6
        assert {p.key for p in s.parts} <= {x.key for x in s.speakers}


def test_a_text_without_notes_says_so():
    out = digest(screen_of(whence.annotate("The engineer said that the wall would hold. It fell.")))
    assert "No note gives a source for anything in this text." in out


def test_colour_is_asked_for():
    assert "\x1b[" not in digest(screen("essay.txt"))
    assert "\x1b[" in digest(screen("essay.txt"), colour=True)


def test_a_document_cannot_write_escape_codes_to_the_terminal():
    hostile = whence.annotate(
        "Title \x1b[31mred\x1b]0;x\x07\n\nThe \x1b[2Jengineer said that the wall would hold. [bold]no[/bold]"
    )
    out = digest(screen_of(hostile))
    assert "\x1b" not in out
    assert "\x07" not in out
