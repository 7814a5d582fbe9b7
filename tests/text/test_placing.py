"""Anchors in texts that have changed: properties. Whatever is put in elsewhere, the words are found where they went, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from whence.text import Placer, Span, anchor_of

WORDS = "The sluice was shut on Monday and nobody in the yard had a key to it until the clerk came home late at night".split()
words = st.lists(st.sampled_from(WORDS), min_size=12, max_size=60)
more = st.lists(st.sampled_from(["moreover", "elsewhere", "perhaps", "indeed"]), min_size=1, max_size=6)


@given(words, st.data(), more, st.booleans())
def test_words_put_in_elsewhere_move_nothing_wrongly(chosen, data, added, before):
    text = " ".join(chosen)
    first = data.draw(st.integers(0, len(chosen) - 2))
    last = data.draw(st.integers(first + 1, min(first + 8, len(chosen))))
    start = len(" ".join(chosen[:first])) + (1 if first else 0)
    end = len(" ".join(chosen[:last]))
    anchor = anchor_of(text, "d", "claim", [Span(start, end)])
    put = " ".join(added)
    later = f"{put} {text}" if before else f"{text} {put}"
    shift = len(put) + 1 if before else 0
    found = Placer(later).place(anchor)
    assert found is None or found == (Span(start + shift, end + shift),)


@given(words, st.data())
def test_several_spans_keep_their_order_and_their_words(chosen, data):
    text = " ".join(chosen)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(chosen) - 1), min_size=2, max_size=3)))
    spans = []
    for n in cuts:
        start = len(" ".join(chosen[:n])) + (1 if n else 0)
        spans.append(Span(start, start + len(chosen[n])))
    anchor = anchor_of(text, "d", "attribution", spans)
    found = Placer("Long ago. " + text).place(anchor)
    if found is not None:
        assert tuple(Span(s.start - 10, s.end - 10) for s in found) == tuple(spans)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_looked_through_without_a_fault(text, other):
    if not text.strip():
        return
    anchor = anchor_of(text, "d", "place", [Span(0, len(text))])
    assert Placer(text).place(anchor) == anchor.spans
    for span in Placer(other).place(anchor) or ():
        assert 0 <= span.start < span.end <= len(other)
