"""BibTeX, RIS and CSL-JSON: what goes out comes back the same; what is no such file is said to be none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.exports.bibliographies import written
from whence.works import bibtex, ris

_WORD = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäéøßçñ", min_size=2, max_size=12)
_WORDS = st.lists(_WORD, min_size=1, max_size=5).map(" ".join)
_PERSON = st.one_of(
    st.fixed_dictionaries({"family": _WORD, "given": _WORDS}),
    _WORDS.filter(lambda w: " " in w).map(lambda w: {"literal": w}),
)
_DATE = st.one_of(
    st.integers(1400, 2026).map(lambda y: [y]),
    st.tuples(st.integers(1400, 2026), st.integers(1, 12), st.integers(1, 28)).map(list),
)
ITEMS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["book", "chapter", "article-journal", "paper-conference", "report", "thesis"]
        ),
        "title": _WORDS,
        "author": st.lists(_PERSON, min_size=1, max_size=3),
        "issued": _DATE.map(lambda d: {"date-parts": [d]}),
        "publisher": _WORDS,
        "publisher-place": _WORDS,
        "container-title": _WORDS,
        "volume": st.integers(1, 200).map(str),
        "page": st.tuples(st.integers(1, 400), st.integers(401, 900)).map(lambda p: f"{p[0]}–{p[1]}"),
    }
)


@given(st.lists(ITEMS, min_size=1, max_size=4))
def test_bibtex_comes_back_the_same(items):
    back = bibtex.items(bibtex.written(items))
    assert [{k: v for k, v in item.items() if k != "id"} for item in back.values()] == items


@given(st.lists(ITEMS, min_size=1, max_size=4))
def test_ris_comes_back_the_same(items):
    assert ris.items(ris.written(items)) == items


def test_bibtex_of_other_programs_is_read():
    found = bibtex.items(
        r"""@string{tern = "Tern Quay"}
        @Book{hale49, author = "Conrad Hale and Mar{\'\i}a {de la Cruz}", title = {The {S}alt Question \& its Friends},
          publisher = tern, address = {Ambry}, month = may, year = 1949}
        @online{port, title = {The Port}, date = {2004-03-02}, url = {https://port.example/a_b}}
        @book{broken, title = {a"""
    )
    assert found["hale49"]["author"] == [
        {"family": "Hale", "given": "Conrad"},
        {"family": "de la Cruz", "given": "María"},
    ]
    assert found["hale49"]["title"] == "The Salt Question & its Friends"
    assert found["hale49"]["issued"] == {"date-parts": [[1949, 5]]}
    assert found["port"] | {"id": 0} == {
        "id": 0, "type": "webpage", "title": "The Port", "URL": "https://port.example/a_b", "issued": {"date-parts": [[2004, 3, 2]]},
    }  # fmt: skip
    assert "broken" not in found


def test_bibtex_has_keys_of_its_own_for_each_work():
    item = {"type": "book", "title": "The Salt Question", "author": [{"family": "Hale", "given": "C."}]}
    made = bibtex.written(
        [item, {**item, "title": "The Salt Answers"}, {"type": "book", "title": "100 % & more_{x"}]
    )
    assert "@book{halesalt," in made
    assert "@book{halesalt2," in made
    assert r"100 \% \& more\_x" in made


def test_ris_that_is_none():
    assert ris.items("") == []
    assert ris.items("no record, but words\nTI  - \n") == []
    with pytest.raises(ValueError, match="has no end"):
        ris.items("TY  - BOOK\nTI  - The Salt Question\nTY  - BOOK\n")


def test_a_style_sets_the_works_in_its_order():
    items = [
        {"type": "book", "title": "Salt", "author": [{"family": "Morran", "given": "Ilse"}], "issued": {"date-parts": [[1958]]}},
        {"type": "book", "title": "Sluices", "author": [{"family": "Hale", "given": "Conrad"}], "issued": {"date-parts": [[1949]]}},
    ]  # fmt: skip
    assert [line.split()[0] for line in written("bibliography", [*items, items[0]]).splitlines()] == [
        "Hale,",
        "Morran,",
    ]
    with pytest.raises(ValueError, match=r"no style nowhere\.csl"):
        written("bibliography", items, "nowhere.csl")
    with pytest.raises(ValueError, match="There is no style"):
        written("bibliography", items, "chicago-of-nowhere")
