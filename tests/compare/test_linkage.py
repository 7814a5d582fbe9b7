"""Linkage: the same groups whatever the order, and none that is not alike enough."""

from hypothesis import given
from hypothesis import strategies as st

from whence.compare.linkage import linked, tie

SIZE = 9
SCORES = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda p: p[0] < p[1]),
    st.integers(20, 1000),
)


@given(SCORES, st.integers(100, 900), st.randoms())
def test_every_member_is_in_one_group_and_the_order_of_scores_changes_nothing(scores, least, chance):
    groups = linked(SIZE, scores, least)
    assert sorted(n for g in groups for n in g) == list(range(SIZE))
    mixed = list(scores.items())
    chance.shuffle(mixed)
    assert linked(SIZE, dict(mixed), least) == groups


@given(SCORES, st.integers(100, 900))
def test_a_lower_limit_only_joins(scores, least):
    finer = {frozenset(g) for g in linked(SIZE, scores, least)}
    wider = [set(g) for g in linked(SIZE, scores, least - 80)]
    assert all(any(g <= w for w in wider) for g in finer)


@given(SCORES, st.integers(100, 900))
def test_what_is_alone_is_like_no_other_that_is_alone(scores, least):
    alone = [g[0] for g in linked(SIZE, scores, least) if len(g) == 1]
    assert all(scores.get((a, b), 0) < least for a in alone for b in alone if a < b)


def test_an_average_counts_what_is_not_scored_as_nothing():
    assert linked(3, {(0, 1): 900, (1, 2): 900}, 500) == [[0, 1], [2]]
    assert linked(3, {(0, 1): 900, (1, 2): 900, (0, 2): 200}, 500) == [[0, 1, 2]]
    assert tie(2, [0, 1, 2], {(0, 1): 900, (1, 2): 900, (0, 2): 200}) == 550
