"""The timeline: in order, on one scale, as fuzzy as it was told."""

from hypothesis import given
from hypothesis import strategies as st

from whence.exports.timeline import Giver, Moment, timeline

WHO = Giver("Vint", 1, "A", "¶ 1", "#t1", "it fell")
_DAYS = st.dates().map(lambda d: d.isoformat())
_PERIODS = st.tuples(_DAYS, _DAYS).map(lambda p: (min(p), max(p)))


def moment(*periods, fuzzy=False, likely=False) -> Moment:
    return Moment("/".join(a for a, _ in periods), tuple(periods), fuzzy, likely, WHO)


@given(st.lists(_PERIODS, min_size=1, max_size=30))
def test_rows_are_in_order_and_bars_on_the_scale(periods):
    made = timeline([moment(p) for p in periods], 100)
    ordered = sorted(set(periods))
    starts = [float(row.bars[0].x) for row in made.rows]
    assert starts == sorted(starts)
    assert len(starts) == len(ordered)
    for row in made.rows:
        for bar in row.bars:
            assert -0.01 <= float(bar.x) <= float(bar.x) + float(bar.width) <= 100.01
    ticks = [float(t.x) for t in made.ticks]
    assert ticks == sorted(ticks)
    assert all(0 <= x <= 100 for x in ticks)


def test_a_day_is_a_dot_and_a_month_is_longer():
    made = timeline([moment(("1921-05-04", "1921-05-04")), moment(("1921-05-01", "1921-05-31"))], 9)
    month, day = made.rows
    assert day.bars[0].kind == "day"
    assert day.bars[0].width == "0.00"
    assert month.bars[0].kind == "span"
    assert float(month.bars[0].width) > 0


def test_what_is_fuzzy_or_only_likely_or_of_two_readings_says_so():
    rows = timeline(
        [
            moment(("1921-01-01", "1921-12-31"), fuzzy=True),
            moment(("1922-01-01", "1922-12-31"), likely=True),
            moment(("1923-01-01", "1923-01-31"), ("1924-01-01", "1924-01-31")),
        ],
        9,
    ).rows
    assert [r.hint for r in rows] == ["approximate", "likely", "one or the other"]
    assert [r.bars[0].kind for r in rows] == ["span fuzzy", "span likely", "span"]


def test_centuries_without_a_time_are_a_break():
    made = timeline(
        [
            moment(("0044-03-15", "0044-03-15")),
            moment(("1921-05-04", "1921-05-04")),
            moment(("1921-06-04", "1921-06-04")),
        ],
        9,
    )
    assert len(made.breaks) == 1
    assert float(made.rows[0].bars[0].x) < float(made.breaks[0]) < float(made.rows[1].bars[0].x)


def test_those_who_give_one_time_stand_in_one_row_and_more_than_fits_is_counted():
    same = ("1921-05-04", "1921-05-04")
    other = Moment("1921-05-04", (same,), False, False, Giver("Hale", 2, "B", "¶ 2", "#t2", "no"))
    many = [moment((f"19{n}-01-01", f"19{n}-01-01")) for n in range(30, 60)]
    made = timeline([moment(same), other, *many], 10)
    assert [g.name for g in made.rows[0].givers] == ["Vint", "Hale"]
    assert (len(made.rows), made.more) == (10, 21)


def test_nothing_dated_is_no_timeline():
    assert timeline([moment()], 9) is None
