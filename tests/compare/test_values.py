"""Values: a conflict is only what cannot both be so."""

import pytest

from whence.compare.values import Number, When, Where, compared


def day(first, last=None, **kw):
    return When(
        first, first, last or first, kw.get("approximate", False), kw.get("likely", False), kw.get("day")
    )


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (day("1921-05-03"), day("1921-05-03"), "equal"),
        (day("1921-05-03"), day("1921-05-04"), "conflict"),
        (day("1921-05-01", "1921-05-31"), day("1921-05-04"), "compatible"),
        (day("1921-05-03", approximate=True), day("1921-05-04"), None),
        (day("1921-05-03", likely=True), day("1921-05-04"), None),
        (day("1921-05-03", likely=True, day="05-03"), day("1921-05-04", day="05-04"), "conflict"),
        (day("1921-05-03", likely=True, day="05-03"), day("1922-05-03", day="05-03"), None),
    ],
)
def test_days(a, b, verdict):
    assert compared(a, b) == compared(b, a) == verdict


def number(least, most, of="workers", near=False):
    return Number(least, most, near, of)


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (number(20, 20), number(20, 20), "equal"),
        (number(20, 20), number(35, 35), "conflict"),
        (number(20, None), number(35, 35), "compatible"),
        (number(None, 20), number(35, 35), "conflict"),
        (number(300, 300, near=True), number(310, 310), "compatible"),
        (number(300, 300, near=True), number(500, 500), "conflict"),
        (number(20, 20), number(35, 35, "women"), None),
        (number(20, 20, "people"), number(35, 35, "victims"), "conflict"),
        (number(0, 0, ""), number(12, 12), "conflict"),
        (number(0, 0, "women"), number(12, 12, "men"), None),
    ],
)
def test_numbers(a, b, verdict):
    assert compared(a, b) == compared(b, a) == verdict


def where(name, kind="", *beside):
    return Where(frozenset([name]), kind, frozenset(beside))


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (where("hull", "city"), where("hull", "city"), "equal"),
        (where("hull", "city"), where("leeds", "city"), "conflict"),
        (where("hull", "city"), where("england", "country"), None),
        (where("harrow"), where("dunmore"), "conflict"),
        (where("harrow"), where("hull", "city"), "conflict"),
        (Where(frozenset(["harrow"]), "", frozenset(), "near"), where("hull", "city"), None),
        (
            Where(frozenset(["harrow"]), "", frozenset(), "in", "a", frozenset(["hull"])),
            where("hull", "city"),
            "compatible",
        ),
        (where("harrow", "", "dunmore"), where("dunmore"), "compatible"),
    ],
)
def test_places(a, b, verdict):
    assert compared(a, b) == compared(b, a) == verdict


def test_unlike_things_are_not_compared():
    assert compared(day("1921"), number(3, 3)) is None
