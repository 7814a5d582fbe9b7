"""At hand: what is asked for is always given; no more is held than may be, but for what is asked for at once."""

from hypothesis import given
from hypothesis import strategies as st

from whence.compare.at_hand import AtHand

KEYS = st.integers(0, 12)
MOST = 10


@given(st.lists(st.one_of(st.lists(KEYS, min_size=1, max_size=5, unique=True), KEYS), max_size=30))
def test_what_is_held_is_never_larger_than_it_may_be_and_read_again_only_when_it_was_let_go(steps):
    read: list[int] = []

    def get(keys):
        read.extend(keys)
        return {k: "x" * k for k in keys}

    held = AtHand(get, MOST, len)
    for step in steps:
        if isinstance(step, int):
            held.forget([step])
            assert step not in dict(held.items())
            continue
        there = dict(held.items())
        read.clear()
        found = held(step)
        assert found == {k: "x" * k for k in step}
        assert read == [k for k in step if k not in there]
        kept = dict(held.items())
        assert sum(map(len, kept.values())) <= max(MOST, sum(step))


def test_without_a_size_values_are_counted():
    held = AtHand(lambda keys: dict.fromkeys(keys), 2)
    for key in range(5):
        held([key])
    assert [k for k, _ in held.items()] == [3, 4]
