"""When something was said: the one date beside source and cue, where it is of their clause."""

import pytest

import whence


@pytest.mark.parametrize(
    ("words", "cue", "said"),
    [
        ("Mrs. Garrick told me on Sunday that her son had sailed.", "told", "Sunday"),
        ("In May 1921 the Board said that the gate was shut.", "said", "May 1921"),
        ("He is better than at Christmas, and Dr. Pellow declares that he may go out.", "declares", None),
        ("Anna Pell, who retired last year, remembers that the dam was unsound.", "remembers", None),
        ("“It was heard in May.” According to the harbour-master, nobody came.", "According to", None),
        ("He came in January, when he promised that he would stay.", "promised", None),
    ],
)
def test_said(words, cue, said):
    document = whence.annotate(words, name="test")
    times = {t.id: words[t.start : t.end] for t in document.times}
    (attribution,) = [a for a in document.attributions if words[a.cue[0].start : a.cue[0].end] == cue]
    assert times.get(attribution.said) == said
