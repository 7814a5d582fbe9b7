"""The Document and its JSON: one description, and the same bytes there and back."""

import json
import pathlib

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings

import whence
from tests.strategies import texts
from whence.layers.check import broken_rules
from whence.layers.document import Document, from_json, json_schema, to_json

EXAMPLES = sorted(
    p
    for p in (pathlib.Path(__file__).parents[2] / "examples").iterdir()
    if p.suffix in (".txt", ".md") and p.stem != "README"
)


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda p: p.name)
def example(request) -> Document:
    return whence.read(request.param)


def test_there_are_six_examples():
    assert len(EXAMPLES) == 6


def test_examples_keep_every_rule_of_the_format(example):
    assert broken_rules(example) == []


def test_json_there_and_back_is_the_same_bytes(example):
    line = to_json(example)
    assert to_json(from_json(line)) == line


def test_the_schema_describes_what_is_written(example):
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(to_json(example)))


def test_every_list_of_the_format_is_filled_somewhere():
    documents = [whence.read(p) for p in EXAMPLES]
    for field in msgspec.structs.fields(Document):
        if field.name not in ("pages", "layers"):
            assert any(getattr(d, field.name) for d in documents), field.name


def test_what_plug_ins_write_survives():
    line = to_json(whence.annotate("The wall fell."))
    with_layer = line.replace(b'"layers":{}', b'"layers":{"hedges":{"x":[1.0,1e3,null,"\xc3\xa9"]}}')
    assert with_layer != line
    assert to_json(from_json(with_layer)) == with_layer


def test_unknown_fields_are_ignored():
    line = to_json(whence.annotate("The wall fell."))
    assert to_json(from_json(line.replace(b'{"format"', b'{"new":1,"format"'))) == line


@pytest.mark.parametrize("line", [b"", b"{}", b"[1]", b"\xff", b'{"format":"other"}'])
def test_what_is_no_document_is_refused_in_a_sentence(line):
    with pytest.raises(ValueError, match="This is no whence-document/1"):
        from_json(line)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text_keeps_every_rule(text):
    try:
        doc = whence.annotate(text)
    except whence_refusals():
        return
    assert broken_rules(doc) == []
    line = to_json(doc)
    assert to_json(from_json(line)) == line
    assert to_json(whence.annotate(text)) == line


def whence_refusals():
    from whence.readers import Unreadable

    return Unreadable


def test_the_checker_sees_what_is_wrong():
    doc = whence.annotate("The engineer said that the wall would hold.")
    assert broken_rules(doc) == []
    broken = msgspec.structs.replace(doc, claims=(msgspec.structs.replace(doc.claims[0], voice="v99"),))
    assert any("v99" in rule for rule in broken_rules(broken))
    cut = msgspec.structs.replace(doc, sentences=(msgspec.structs.replace(doc.sentences[0], end=6),))
    assert any("cuts a word" in rule for rule in broken_rules(cut))
    assert any("No origin" in rule for rule in broken_rules(msgspec.structs.replace(doc, origins=())))


@pytest.mark.parametrize(
    ("line", "byline", "publisher", "date"),
    [
        ("Nora Garrow Bell, 3 October 1958", "Nora Garrow Bell", None, "1958-10-03"),
        ("The Reverend Arthur Venning, August 1926", "Reverend Arthur Venning", None, "1926-08"),
        ("Helena Marrack, in: A Dictionary of Western Seafarers, 12 May 1964", "Helena Marrack", None, "1964-05-12"),
        ("Harn District Commission, 14 November 1911", None, "Harn District Commission", "1911-11-14"),
    ],
)  # fmt: skip
def test_who_and_when_in_the_line_below_the_title(line, byline, publisher, date):
    body = "The mill stood empty through the winter. Nobody in the town would buy it, and the river had the cellar."
    facts = whence.annotate(f"The Mill at Harn: Some Recollections\n{line}\n\n{body}").document
    assert (facts.byline, facts.publisher, facts.date.edtf) == (byline, publisher, date)
