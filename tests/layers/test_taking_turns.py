"""Turns: what a quotation tells by itself, and what its neighbours add."""

from whence.layers.document import Quotation
from whence.layers.taking_turns import Evidence, decided
from whence.text import Span

PEOPLE = ["e1", "e2", "e3"]


def told(n, weights=None, block=None, *, plain=False, called=(), less=None, opens=True, **more):
    place = Span(100 * n, 100 * n + 50)
    quotation = Quotation(f"q{n}", place.start, place.end, "inline", "speech", (place,))
    block = n if block is None else block
    return Evidence(quotation, block, opens, weights or {}, None, plain, tuple(called), less or {}, **more)


def speakers(*turns):
    return [who for who, _ in decided(turns, PEOPLE)]


def named(n, who, **more):
    return told(n, {who: 0.995}, plain=True, **more)


def test_two_who_talk_take_turns():
    assert speakers(named(1, "e1"), named(2, "e2"), told(3), told(4)) == ["e1", "e2", "e1", "e2"]


def test_a_paragraph_has_one_voice():
    assert speakers(named(1, "e1"), named(2, "e2"), told(3, block=2, opens=False)) == ["e1", "e2", "e2"]


def test_a_named_speaker_is_not_overruled_by_turns():
    assert speakers(named(1, "e1"), named(2, "e2"), named(3, "e3"), named(4, "e2"))[2] == "e3"


def test_whoever_is_spoken_to_answers():
    assert speakers(named(1, "e1", called=["e3"]), told(2))[1] == "e3"


def test_nobody_speaks_to_himself():
    turns = (named(1, "e1"), named(2, "e2"), told(3, {"e1": 0.3, "e3": 0.3}, less={"e1": 0.05}))
    assert speakers(*turns)[2] != "e2"


def test_somebody_else_speaks_where_nobody_who_is_known_goes_with_the_pronoun():
    turns = (named(1, "e1"), told(2, {"e1": 0.05}, another=0.9, less={"e1": 0.05, "e2": 0.05, "e3": 0.05}))
    assert speakers(*turns) == ["e1", None]


def test_nobody_answers_himself():
    before = named(1, "e1", block=1)
    assert speakers(before, told(2, {"e1": 0.99, "e3": 0.005}))[1] == "e1"
    assert speakers(before, told(2, {"e1": 0.99, "e3": 0.005}, answers=True))[1] == "e3"


def test_chances_are_chances():
    for _, probability in decided((named(1, "e1"), told(2), told(9)), PEOPLE):
        assert 0 < probability < 1
