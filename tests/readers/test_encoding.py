"""Bytes in any encoding become the characters that their author wrote."""

import codecs

import pytest

from whence.readers import Unreadable
from whence.readers.encoding import cleaned, decode
from whence.readers.plain import read

WORDS = "“Ça va,” said Zoë — ‘the wall’ fell… «non»"


@pytest.mark.parametrize(
    "raw",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
    ],
    ids=[
        "utf-8",
        "utf-8 marked",
        "utf-16-le marked",
        "utf-16-be marked",
        "utf-32 marked",
        "utf-16-le",
        "utf-16-be",
        "cp1252",
    ],
)
def test_the_characters_are_those_of_the_author(raw):
    assert read(raw).chars == WORDS


def test_cyrillic_in_its_old_encoding():
    words = "Стена была старая, и весной она упала. Никто не спал в эту ночь, все бежали к мосту. " * 4
    assert decode(words.encode("cp1251"))[0] == words


def test_right_to_left_and_combining_marks_stay():
    words = "قال الرجل: «سقط الجدار». e\u0301tait"
    assert read(words.encode()).chars == words


def test_nul_and_lone_surrogates_are_replaced_and_listed():
    chars, replaced = cleaned("a\0b\ud800c")
    assert chars == "a\ufffdb\ufffdc"
    assert replaced == [(1, "U+0000"), (3, "U+D800")]


def test_every_character_has_an_origin():
    text = read(b"wall \xed\xa0\x80 fell\0.")
    assert [(o.start, o.end, o.generated) for o in text.origins] == [
        (0, 5, False),
        (5, 6, True),
        (6, 11, False),
        (11, 12, True),
        (12, 13, False),
    ]
    assert text.origins[-1].where == "bytes 14-15"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x7fELF\x02\x01", "a program"),
        (bytes(range(256)) * 20, "control bytes"),
    ],
)
def test_what_is_no_text_is_said_to_be_none(raw, what):
    with pytest.raises(Unreadable) as refused:
        read(raw)
    assert what in str(refused.value)
