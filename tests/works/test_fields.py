"""The parser of reference strings: fields by their spans, names, and what it does with words that are no reference."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.works.field_items import item, names
from whence.works.fields import fields

REFERENCE = "Tollard, L. (1966). The arithmetic of graves. Lessanian Historical Quarterly, 12(3), 201–219."


def test_fields_are_spans_of_the_reference():
    found = {f.name: REFERENCE[f.start : f.end] for f in fields(REFERENCE)}
    assert found == {
        "author": "Tollard, L.", "date": "(1966).", "title": "The arithmetic of graves.",
        "journal": "Lessanian Historical Quarterly,", "volume": "12(3),", "pages": "201–219.",
    }  # fmt: skip


def test_a_reference_is_a_csl_item():
    assert item(REFERENCE) == {
        "type": "article-journal", "author": [{"family": "Tollard", "given": "L."}], "issued": {"date-parts": [[1966]]},
        "title": "The arithmetic of graves", "container-title": "Lessanian Historical Quarterly", "volume": "12", "issue": "3",
        "page": "201–219",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Hale, Conrad.", [("Hale", "Conrad")]),
        (
            "Hale, C., Morran, I., & van der Oake, M.",
            [("Hale", "C."), ("Morran", "I."), ("van der Oake", "M.")],
        ),
        ("Conrad Hale and Ilse Morran (eds.)", [("Hale", "Conrad"), ("Morran", "Ilse")]),
        ("Hale C, Morran IB, Oake M,", [("Hale", "C"), ("Morran", "IB"), ("Oake", "M")]),
        ("In C. Hale & I. van Morran (Eds.),", [("Hale", "C."), ("van Morran", "I.")]),
        ("Hale, C. et al.", [("Hale", "C.")]),
    ],
)
def test_names_in_any_order(written, people):
    assert [(p["family"], p.get("given")) for p in names(written)] == people


@given(st.text(max_size=200))
def test_any_words_stand_in_one_field_each(words):
    found = fields(words)
    assert all(f.name for f in found)
    assert [w for f in found for w in words[f.start : f.end].split()] == re.findall(r"\S+", words)
    item(words)


def test_what_is_no_reference_is_none():
    assert item("He said that nothing was known of it before 1949, and that the Board had met.") is None
    assert fields("x " * 500) == []
