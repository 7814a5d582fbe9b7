"""How old somebody is said to have been."""

import pytest

import whence
from whence.compare.told import told


def age(text, word):
    document = whence.annotate(text, name="a.txt")
    telling = next(t for t in told("a.txt", document).tellings if t.word == word)
    return [c.value.least for c in telling.account.cells if getattr(c.value, "role", "") == "age"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Galvan, 44, was shot by two men.", "shot", [44]),
        ("Galvan, a teacher aged twenty-six, was arrested on 3 May.", "arrested", [26]),
        ("Aged 44, Galvan was shot by two men.", "shot", [44]),
        ("At the age of forty-four he died of fever.", "died", [44]),
        ("He died at 44.", "died", [44]),
        ("He was 44 when he died.", "died", [44]),
        ("The 44-year-old teacher was arrested.", "arrested", [44]),
        ("On 9 June 1902 Tomas Rell, aged 44, was shot.", "shot", [44]),
        ("Bishop Rell died on 16 October 1196, a man of fifty-eight, and was buried there.", "died", [58]),
        ("Mordecai Rell died on Tuesday, the light of the town, at seventy-one years of age.", "died", [71]),
        ("He died at 4.30 on Monday.", "died", []),
        ("He died and left a widow aged 44.", "died", []),
        ("Galvan, 44, and Rell, 26, were arrested.", "arrested", []),
    ],
)
def test_the_age_of_whom_it_happened_to(text, word, expected):
    assert age(text, word) == expected
