"""Decoding: the best path is the best of all paths; probabilities are those of the chain."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from whence.model import decode


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_the_best_of_all_paths(seed, size):
    dice = np.random.default_rng(seed)
    emissions, moves, begins = dice.normal(size=(1, size, 4)), dice.normal(size=(4, 4)), dice.normal(size=4)
    anchor = int(dice.integers(size))

    def score(path):
        return begins[path[0]] + sum(emissions[0, n, p] for n, p in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path))  # fmt: skip

    allowed = [p for p in itertools.product(range(4), repeat=size) if p[anchor] == decode.CUE]
    best = max(allowed, key=score)
    path, log = decode.viterbi(emissions, np.array([anchor]), moves, begins)
    assert tuple(path[0]) == best
    whole = np.log(sum(np.exp(score(p)) for p in allowed))
    assert abs(log[0] - (score(best) - whole)) < 1e-6


def test_the_pieces_of_a_word_have_one_part():
    emissions = np.zeros((1, 6, 4), dtype=np.float32)
    emissions[0, 3, decode.CONTENT] = 5
    words = np.array([-1, 0, 1, 2, 2, -2])
    anchors = np.full(6, -9, dtype=np.float32)
    anchors[1] = 3
    (found,) = decode.attributions(
        anchors, np.array([1]), emissions, np.zeros((4, 4)), np.zeros(4), words, 0.5
    )
    assert found.parts[3] == found.parts[4] == decode.CONTENT
    assert found.parts[1] == decode.CUE


def test_nothing_likely_is_nothing():
    none = decode.attributions(np.full(3, -9, dtype=np.float32), np.array([1]), np.zeros((1, 3, 4), dtype=np.float32),
                               np.zeros((4, 4)), np.zeros(4), np.array([-1, 0, -2]), 0.5)  # fmt: skip
    assert none == []
