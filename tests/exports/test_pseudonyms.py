"""Pseudonyms: no name of the list is left anywhere, and every span still covers its words."""

import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whence
from whence.exports.pseudonyms import BadList, Pseudonyms, pseudonym_list

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
LISTED = {"Ilse Morran": "Witness A", "Conrad Hale": "Scholar H", "Tibor Askell": "Captain T"}


@pytest.mark.parametrize("name", ["essay.txt", "encyclopedia.md", "memoir.txt"])
def test_no_name_is_left_in_the_page(name):
    document = whence.read(EXAMPLES / name)
    names = Pseudonyms(LISTED, [document])
    page = whence.write(names.document(document), "report")
    assert names.left_in(whence.write(document, "report"))
    assert names.left_in(page) == []
    assert "Morran" not in page


def test_spans_follow_their_words():
    document = whence.read(EXAMPLES / "essay.txt")
    names = Pseudonyms(LISTED, [document])
    changed = names.document(document)
    for field in ("quotations", "sentences", "times", "citations", "mentions", "blocks", "markers"):
        for old, new in zip(getattr(document, field), getattr(changed, field), strict=True):
            before = document.text[old.start : old.end]
            assert names.words(before) == changed.text[new.start : new.end]
    assert (changed.document.id, changed.document.bytes) == ("", 0)


TEXTS = [
    "Morran’s house",
    "ILSE MORRAN",
    "Ilse\nMorran",
    "Ilse Mor\u00adran",
    "M\u00f3rran",
    "Mo\u0301rran",
    "Ilse-Morran",
    "ilse_morran.txt",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_way_of_writing_a_name_is_replaced(text):
    names = Pseudonyms({"Ilse Morran": "Witness A", "Morran": "Witness A"})
    assert names.words(text).startswith("Witness A")
    assert names.left_in(f'<p title="{text}">x</p>')
    assert names.left_in(names.words(text)) == []


def test_words_that_only_begin_like_a_name_stay():
    names = Pseudonyms({"Hale": "Scholar H"})
    assert names.words("Halesworth inhaled; Hale, hale") == "Halesworth inhaled; Scholar H, Scholar H"


@given(st.text(alphabet="Morran Ilse.\n-’é<>&", max_size=80))
def test_whatever_the_text_none_is_left(text):
    names = Pseudonyms({"Ilse Morran": "Witness A", "Morran": "Witness A"})
    assert "morran" not in [w.strip(".\n-’<>&") for w in names.words(text).casefold().split()]


@pytest.mark.parametrize("sign", [",", ";", "\t", " = ", "="])
def test_a_list_in_any_separator(sign):
    assert pseudonym_list(f"name{sign}pseudonym\n# a remark\nIlse Morran{sign}Witness A\n") == {
        "Ilse Morran": "Witness A"
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "names nobody"), ("Ilse Morran", "line 1"), ("A,B\nA,C", "second pseudonym"), ("A,\n", "line 1")],
)
def test_a_bad_list_is_said_to_be_one(words, said):
    with pytest.raises(BadList, match=said):
        pseudonym_list(words)


def test_a_family_name_alone_is_replaced_though_the_list_has_the_whole_name():
    names = Pseudonyms(
        {"Ilse Morran": "Witness A", "Jonas Morran": "Witness B", "Ministry of Salt": "Body C"}
    )
    assert names.words("I. Morran, Ilse") == "Witness A, Ilse"
    assert names.words("Morran, Ilse") == "Witness A"
    assert names.words("the Morran house; Salt") == "the Witness A or Witness B house; Salt"


def test_a_name_that_stands_nowhere_is_said():
    document = whence.read(EXAMPLES / "essay.txt")
    names = Pseudonyms({"Ilse Moran": "Witness A", "Conrad Hale": "Scholar H"}, [document])
    assert [d.split("”")[0] for d in names.doubts()] == ["“Ilse Moran"]


def test_a_name_that_two_people_bear_is_said():
    text = "Bijan Nyabati said that the wall fell. Pierre Nyabati said that it stood."
    names = Pseudonyms({"Nyâbâti": "Vos"}, [whence.annotate(text)])
    assert "Bijan Nyabati, Pierre Nyabati" in names.doubts()[0]
