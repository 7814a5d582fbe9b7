"""Pieces stand where they say; windows hold all of them once."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from whence.model.pieces import INSIDE, MARK, OUTSIDE, Cutter
from whence.model.windows import LENGTH, windows

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz.,“”", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"), "wall", "the", "##ed"]  # fmt: skip
CUTTER = Cutter(VOCABULARY)


def bare(words):
    return "".join(c for c in unicodedata.normalize("NFD", words.lower()) if not unicodedata.combining(c))


@given(st.text(max_size=80))
def test_a_piece_is_the_characters_it_covers(chars):
    pieces = CUTTER.cut(chars, [(0, len(chars))], [(0, len(chars))], [])
    last = 0
    for n, a, z in zip(pieces.ids, pieces.starts, pieces.ends, strict=True):
        assert last <= a < z <= len(chars)
        last = a if VOCABULARY[n] == "[UNK]" else z
        if VOCABULARY[n] != "[UNK]":
            assert bare(chars[a:z]) == VOCABULARY[n].removeprefix("##")


def test_words_sentences_and_marks():
    chars = "“The wall.” Walled in."
    pieces = CUTTER.cut(chars, [(0, 11), (12, 22)], [(0, 22)], [(0, 11)])
    shown = [VOCABULARY[n] for n in pieces.ids]
    assert shown[:4] == ["“", "the", "wall", "."]
    assert list(pieces.quoted[:5]) == [MARK, INSIDE, INSIDE, INSIDE, MARK]
    assert set(pieces.quoted[5:]) == {OUTSIDE}
    walled = [n for n, a in enumerate(pieces.starts) if 12 <= a < 18]
    assert len({int(pieces.words[n]) for n in walled}) == 1
    assert list(pieces.sentences[:5]) == [0] * 5
    assert pieces.sentences[5] == 1


@given(st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_windows_hold_every_piece_once(sizes):
    chars, spans = "", []
    for size in sizes:
        spans.append((len(chars), len(chars) + 2 * size - 1))
        chars += "a " * size
    pieces = CUTTER.cut(chars, spans, [(0, len(chars))], [])
    found = list(windows(pieces))
    assert [a for a, _ in found] == [0, *(z for _, z in found[:-1])]
    assert found[-1][1] == len(pieces)
    assert all(0 < z - a <= LENGTH - 2 for a, z in found)
    cuts = {z for _, z in found[:-1]}
    inside = {z for z in cuts if pieces.sentences[z] == pieces.sentences[z - 1]}
    assert len(inside) <= sum(size // (LENGTH - 2) for size in sizes)
