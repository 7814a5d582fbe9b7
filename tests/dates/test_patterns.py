"""The patterns of a language by their first words: never fewer expressions than when all are tried everywhere."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.dates import grammar
from whence.dates.patterns import Patterns, beginnings, made_from

LANGUAGES = ("en", "de", "fr", "es", "it", "pt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_was_made_from_the_patterns_as_they_are(language):
    """Where this fails, run `make generate`: until then dates are found as well, but slowly."""
    known = beginnings(language)
    assert known is not None
    assert known.of == made_from(grammar(language).patterns.all)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_holds_back_nothing(language):
    """Words that patterns are made of, in any order, between signs that can part them."""
    g = grammar(language)
    everywhere = Patterns(g.patterns.all, None)
    by_word = g.patterns
    words = sorted(
        {w for p in g.patterns.all for w in re.findall(r"[^\W\d_]{2,}", p.source)} | {*g.first_words}
    )
    numbers = st.one_of(st.integers(0, 40), st.integers(1000, 2030), st.integers(0, 99999)).map(str)
    pieces = st.one_of(st.sampled_from(words), numbers, st.sampled_from(["the", "of", "in", "a"]))
    apart = st.sampled_from(
        [" ", " ", " ", " ", "-", "–", ", ", "/", ".", "’", "'", ". ", "", "\n", "st ", "th ", "s "]
    )

    @given(st.lists(st.tuples(pieces, apart), min_size=1, max_size=14))
    @settings(max_examples=120 if language == "en" else 30, deadline=None)
    def same(parts):
        text = "".join(word + sign for word, sign in parts)
        found = list(g.find(text))
        g.patterns = everywhere
        try:
            assert found == list(g.find(text))
        finally:
            g.patterns = by_word

    same()
