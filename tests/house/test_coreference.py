"""The scorer of groups gives what the papers give for their examples."""

import pytest
from evaluation.coreference import b_cubed, ceaf_e, conll, muc


def groups(*words):
    return [frozenset(w) for w in words]


KEY = groups("12345", "67", "89ABC")


def test_the_example_of_bagga_and_baldwin():
    found = groups("12345", "6789ABC")
    assert muc(KEY, found)[:2] == pytest.approx((0.9, 1.0))
    assert b_cubed(KEY, found)[:2] == pytest.approx((16 / 21, 1.0), abs=1e-3)


def test_the_example_of_luo():
    # CEAF-e of (a): {1..5} with itself, {8 9 A B C} with the joined group
    found = groups("12345", "6789ABC")
    precision, recall, _ = ceaf_e(KEY, found)
    assert precision == pytest.approx((1 + 10 / 12) / 2)
    assert recall == pytest.approx((1 + 10 / 12) / 3)


def test_the_same_groups_are_perfect_and_alone_ones_are_not():
    assert conll(KEY, KEY)["CoNLL"] == 100
    assert conll(KEY, [[m] for g in KEY for m in g])["MUC"] == [0, 0, 0]


def test_a_pairing_is_the_best_one():
    key, found = groups("ab", "cdefg"), groups("abc", "defg", "x")
    precision, recall, _ = ceaf_e(key, found)
    assert recall == pytest.approx((2 * 2 / 5 + 2 * 4 / 9) / 2)
    assert precision == pytest.approx((2 * 2 / 5 + 2 * 4 / 9) / 3)
