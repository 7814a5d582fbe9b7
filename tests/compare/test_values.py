"""Values: a conflict is only what cannot both be so."""

import pytest

from whence.compare.values import Number, When, Where, compared


def day(first, last=None, **kw):
    return When(
        first,
        first,
        last or first,
        kw.get("approximate", False),
        kw.get("likely", False),
        kw.get("day"),
        kw.get("clock"),
    )


def unknown(of_the_year, clock=None):
    """A day, month or season of a year that nobody tells."""
    return When("", "", "", False, True, of_the_year, clock)


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
        (day("1701-02-10"), day("1702-02-10"), None),
        (day("1701-05-10"), day("1702-05-10"), "conflict"),
        (day("1701-02-10"), day("1703-02-10"), "conflict"),
        (day("1801-02-10"), day("1802-02-10"), "conflict"),
        (unknown("SP"), unknown("FA"), "conflict"),
        (unknown("05"), unknown("05-03"), "compatible"),
        (unknown("SP"), unknown("09"), None),
        (day("1921-05-03", clock=(360, 360)), day("1921-05-03", clock=(840, 840)), "conflict"),
        (day("1921-05-03", clock=(360, 360)), day("1921-05-03", clock=(400, 400)), "compatible"),
        (day("1921-05-03", clock=(1140, 1800)), day("1921-05-03", clock=(120, 120)), "compatible"),
        (day("1921-05-03", clock=(360, 360)), day("1921-05-03"), "equal"),
        (unknown(None, (360, 360)), unknown(None, (840, 840)), "conflict"),
    ],
)
def test_days(a, b, verdict):
    assert compared(a, b) == compared(b, a) == verdict


def number(least, most, of="workers", near=False, **kw):
    return Number(least, most, near, of, **kw)


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
        (number(62, 62, "persons"), number(140, 140, "women"), "conflict"),
        (number(62, 62, "persons"), number(40, 40, "women"), None),
        (number(14, 14, "strikers"), number(26, 26, "men"), "conflict"),
        (number(14, 14, "strikers"), number(26, 26, "men", mixed=True), None),
        (number(17, 17, "passengers"), number(22, 22, "travellers"), "conflict"),
        (number(17, 17, "passengers"), number(22, 22, "passengers", role="other"), None),
        (number(9, 9, "ships", role="any"), number(26, 26, "ships", role="agent"), "conflict"),
        (number(9, 9, "days", role="any"), number(26, 26, "days", role="length"), None),
        (number(7, 7, "weeks", role="length"), number(5, 5, "months", role="length"), "conflict"),
        (number(8, 8, "weeks", role="length"), number(2, 2, "months", role="length"), "compatible"),
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
        (where("lirico"), where("teatro lirico"), "compatible"),
        (Where(frozenset(["hull"]), side="north"), Where(frozenset(["hull"]), side="south"), "conflict"),
        (Where(frozenset(["hull"]), side="north"), Where(frozenset(["hull"])), "compatible"),
        (where("smyrna", "city"), where("izmir", "city"), "equal"),
        (where("lemberg", "city"), where("lwow", "city"), "equal"),
        (where("lemberg", "city"), where("vilna", "city"), "conflict"),
        (Where(frozenset(["prater"]), town=frozenset(["vienna"])), where("hull", "city"), "conflict"),
    ],
)
def test_places(a, b, verdict):
    assert compared(a, b) == compared(b, a) == verdict


def test_nouns_of_overlapping_rows_name_one_thing():
    assert (
        compared(Number(14, 14, False, "ships", "agent"), Number(9, 9, False, "vessels", "agent"))
        == "conflict"
    )
    assert (
        compared(Number(14, 14, False, "warships", "agent"), Number(14, 14, False, "vessels", "agent"))
        == "equal"
    )


def test_unlike_things_are_not_compared():
    assert compared(day("1921"), number(3, 3)) is None
