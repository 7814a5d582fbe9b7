"""The lines of a document that a ledger answers with."""

import pytest

import whence
from whence.ledger.lines import lines_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peter Kerr denied that any trucks had been on the deck.", "denied that any trucks had been on the deck"),
        ("Peter Kerr said that no trucks had been on the deck.", "no trucks had been on the deck"),
        ("Peter Kerr said that the trucks had been on the deck.", "the trucks had been on the deck"),
    ],
)  # fmt: skip
def test_what_is_denied_is_not_shown_as_said(text, words):
    document = whence.annotate(text)
    claim = next(c for c in document.claims if c.attribution)
    line = next(line for line in lines_of(document) if line.record == claim.id)
    assert " … ".join(text[s.start : s.end] for s in line.spans) == words
