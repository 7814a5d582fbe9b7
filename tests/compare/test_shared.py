"""Shared passages: found in full, in every document that has them, and in nothing else."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import whence
from whence.compare.shared import SHORTEST, shared_passages

WORDS = [
    f"{a}{b}"
    for a in "bal cor den fal gor hil jam kel lor mur".split()
    for b in "a ad en ick om uth y".split()
]


def prose(seed: int, length: int) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def found(*texts: list[str]):
    return shared_passages((f"{n}.txt", whence.annotate(" ".join(t) + ".")) for n, t in enumerate(texts))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(SHORTEST, 40), st.integers(0, 30), st.integers(0, 30))
def test_every_passage_of_twelve_words_is_found_whole(seed, length, before, after):
    passage = prose(seed, length)
    one = [*prose(seed + 1, before), "first", *passage, "second", *prose(seed + 2, after)]
    other = ["third", *passage, "fourth", *prose(seed + 3, 20)]
    assert [s.words.split() for s in found(one, other)][:1] == [passage]


def test_case_signs_and_line_breaks_do_not_count_and_the_words_stay_as_they_stand():
    a = "He wrote: “The Wall of Old Ambry fell in the Night, and nobody saw it go down.” So it was."
    b = "They say the wall of\nold Ambry fell in the night and nobody saw\nit go down, and more."
    passages = shared_passages([("a.txt", whence.annotate(a)), ("b.txt", whence.annotate(b))])
    assert [p.words for p in passages] == [
        "The Wall of Old Ambry fell in the Night, and nobody saw it go down"
    ]
    for place, text in zip(passages[0].places, (a, b), strict=True):
        assert text[place.span.start : place.span.end].lower().startswith("the wall")


def test_what_is_shorter_or_stands_once_is_not_found():
    passage = prose(1, SHORTEST - 1)
    assert not found(["one", *passage, "two"], ["three", *passage, "four"])
    assert not found(prose(2, 200))
    assert not found(prose(3, 200), prose(4, 200))


def test_three_documents_share_one_passage():
    passage = prose(5, 20)
    shared = found(*(["begin", str(n), *passage, str(n), "end"] for n in range(3)))
    assert [len(s.places) for s in shared] == [3]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_order_of_documents_changes_nothing(order):
    passage = prose(6, 30)
    texts = [
        (f"{n}.txt", whence.annotate(" ".join(["x", str(n), *passage[n : 30 - n], "y"]) + "."))
        for n in range(3)
    ]
    assert shared_passages(texts[n] for n in order) == shared_passages(texts)
