"""TEI editions: what the editor marked is taken over."""

from pathlib import Path

import pytest

import whence
from whence.readers import Unreadable
from whence.readers.tei import read

EDITION = Path(__file__).parent / "files" / "mill.tei.xml"


def wrapped(body: str, head: str = "") -> bytes:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{head}</teiHeader><text><body>{body}</body></text></TEI>'.encode()


def given(raw: bytes, kind: str) -> list[tuple[str, dict[str, str]]]:
    text = read(raw)
    return [(text.chars[g.start : g.end], dict(g.attributes)) for g in text.given if g.kind == kind]


def test_notes_at_their_place_and_notes_that_are_called():
    document = whence.read(EDITION)
    notes = {n.id: document.text[n.start : n.end] for n in document.notes}
    assert [(m.label, notes[m.note][:14]) for m in document.markers] == [
        ("1", "[1] The date i"), ("2", "[2] Edda Voss "), ("3", "[3] Joren Haak"),
    ]  # fmt: skip


def test_pages_speakers_and_dates():
    document = whence.read(EDITION)
    assert [p.label for p in document.pages] == ["41", "42"]
    raw = EDITION.read_bytes()
    assert given(raw, "date") == [("9 March 1911", {"when": "1911-03-09"})]
    [(words, said)] = given(raw, "said")
    assert words == "came down the race like a thing that knew its way"
    assert said == {"who": "Edda Voss"}
    assert "“came down the race" in read(raw).chars  # the edition leaves the marks to the markup


def test_of_two_readings_the_one_on_the_page():
    assert "Haake’s minutes leve the two men out" in read(EDITION.read_bytes()).chars


def test_a_note_that_is_pointed_at_stays_where_it_is():
    raw = wrapped(
        '<p>Once.<note xml:id="a" n="1">A.</note> Twice.<note n="2">See <ref target="#a">note 1</ref>.</note></p>'
    )
    assert read(raw).chars == "Once.[1] Twice.[2]\n\n[1] A.\n\n[2] See note 1."


def test_other_xml_is_refused():
    with pytest.raises(Unreadable, match="no TEI edition"):
        read(b"<html><body><p>Words.</p></body></html>")


def test_no_entity_is_expanded():
    bomb = (
        b'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>One &b; two.</p></body></text></TEI>'
    )
    assert "aaaa" not in read(bomb).chars


def test_a_file_outside_is_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the key")
    raw = (
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file://{secret}">]>'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>One &x; two.</p></body></text></TEI>'
    ).encode()
    assert "the key" not in read(raw).chars
