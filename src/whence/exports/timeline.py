"""Timeline: times on one scale, as exact and as vague as they were told, each with those who give it.

A day is a dot, a month or a decade a bar as long as it, an approximate time a bar without firm ends; what only the
narrative makes likely is hollow. Where centuries lie between two times, the scale is broken, and says so.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

_MOST_BREAKS = 4
_LABELS = 7  # on the whole scale, about
_LETTER = 2.5  # per cent of the scale that a letter of a label needs where the page is narrow
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)$")


class Giver(Struct, frozen=True):
    """Who gives a time, where, in which words. ``key`` is the speaker's colour (see screen.Speaker)."""

    name: str
    key: int | None
    letter: str
    where: str
    href: str | None
    words: str


class Moment(Struct, frozen=True):
    """A time as somebody tells it: its value, and the days (YYYY-MM-DD) between which each of its readings lies."""

    value: str
    periods: tuple[tuple[str, str], ...]
    fuzzy: bool
    likely: bool
    giver: Giver


class Bar(Struct, frozen=True):
    """Where a reading lies on the scale, in per cent; a day has no width."""

    x: str
    width: str
    kind: str


class Row(Struct, frozen=True):
    """A time with its bars and everybody who gives it."""

    value: str
    hint: str
    bars: tuple[Bar, ...]
    givers: tuple[Giver, ...]


class Tick(Struct, frozen=True):
    """A label on the scale."""

    x: str
    words: str


class Timeline(Struct, frozen=True):
    """The rows in their order, the scale above them, where it is broken, and how many times are not shown."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[str, ...]
    more: int


def timeline(moments: Iterable[Moment], most: int) -> Timeline | None:
    """The times, those of the same value in one row; None where no time has a place on a scale.

    Of more than ``most`` rows those stay that are told most often.
    """
    groups: dict[tuple[object, ...], list[Moment]] = {}
    for m in moments:
        if m.periods:
            groups.setdefault((m.periods, m.value, m.fuzzy, m.likely), []).append(m)
    if not groups:
        return None
    kept = sorted(groups.values(), key=lambda g: (-len(g), _begin(g[0]), g[0].value))[:most]
    kept.sort(key=lambda g: (_begin(g[0]), -_end(g[0]), g[0].value, g[0].likely))
    spans = [(_year(a), _year(b, last=True)) for g in kept for a, b in g[0].periods]
    scale = Scale(spans)
    rows = tuple(_row(g, scale) for g in kept)
    return Timeline(rows, scale.ticks(), scale.breaks(), len(groups) - len(kept))


def _row(group: Sequence[Moment], scale: "Scale") -> Row:
    first = group[0]
    bars = tuple(_bar(a, b, first, scale) for a, b in first.periods)
    hints = [
        *(["approximate"] if first.fuzzy else []),
        *(["likely"] if first.likely else []),
        *(["one or the other"] if len(bars) > 1 else []),
    ]
    givers = {(g.giver.name, g.giver.where, g.giver.href): g.giver for g in group}
    return Row(first.value, ", ".join(hints), bars, tuple(givers.values()))


def _bar(first: str, last: str, moment: Moment, scale: "Scale") -> Bar:
    x = scale.x(_year(first))
    width = 0.0 if first == last else scale.x(_year(last, last=True)) - x
    kind = (
        ("day" if first == last else "span")
        + (" fuzzy" if moment.fuzzy else "")
        + (" likely" if moment.likely else "")
    )
    return Bar(f"{x:.2f}", f"{width:.2f}", kind)


def _begin(moment: Moment) -> float:
    return _year(moment.periods[0][0])


def _end(moment: Moment) -> float:
    return _year(moment.periods[0][1], last=True)


def _year(day: str, last: bool = False) -> float:
    """A day as a number of years; the ``last`` one of a period ends with its evening."""
    match = _DAY.match(day)
    if match is None:
        return 0.0
    return int(match[1]) + (int(match[2]) - 1) / 12 + (int(match[3]) - (0 if last else 1)) / 372


class _Piece(Struct):
    """A stretch of the scale without a break: from year to year, from x to x (per cent)."""

    first: float
    last: float
    rows: int
    left: float = 0.0
    right: float = 0.0


class Scale:
    """Years to per cent, in pieces where nothing lies between them for long."""

    def __init__(self, spans: Sequence[tuple[float, float]]) -> None:
        """``spans``: the first and last moment of each row, in years."""
        self.pieces = _pieces(spans)
        rows = sum(p.rows for p in self.pieces)
        years = sum(p.last - p.first for p in self.pieces)
        gap = 4.0
        room = 100.0 - gap * (len(self.pieces) - 1)
        at = 0.0
        for piece in self.pieces:
            share = (piece.rows / rows + (piece.last - piece.first) / years) / 2
            piece.left, piece.right = at, at + room * share
            at = piece.right + gap

    def x(self, year: float) -> float:
        """Where a year lies; between two pieces in the middle of the break."""
        for n, piece in enumerate(self.pieces):
            if year <= piece.last:
                if year < piece.first:
                    return piece.left if n == 0 else (self.pieces[n - 1].right + piece.left) / 2
                return piece.left + (piece.right - piece.left) * (year - piece.first) / (
                    piece.last - piece.first
                )
        return self.pieces[-1].right

    def breaks(self) -> tuple[str, ...]:
        """Where the scale is broken."""
        return tuple(
            f"{(a.right + b.left) / 2:.2f}" for a, b in zip(self.pieces, self.pieces[1:], strict=False)
        )

    def ticks(self) -> tuple[Tick, ...]:
        """Round years, or months where a piece is short; never two labels close to each other."""
        found: list[Tick] = []
        breaks = [float(b) for b in self.breaks()]
        last = -100.0
        for n, piece in enumerate(self.pieces):
            end = self.pieces[n + 1].left if n + 1 < len(self.pieces) else 100.0
            for at, (year, words) in enumerate(_round(piece)):
                x = self.x(year)
                needs = _LETTER * (len(words) + 1)
                clear = all(abs(x - b) > needs / 2 for b in breaks)
                if clear and x - last >= needs and (at == 0 or end - x >= needs / 2):
                    found.append(Tick(f"{x:.2f}", words))
                    last = x
        return tuple(found)


def _pieces(spans: Sequence[tuple[float, float]]) -> list[_Piece]:
    """The scale's pieces: what lies within a long gap of its neighbours, with some air on both sides."""
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    total = max(last - first, 0.02)
    short = sorted((a, b) for a, b in spans if b - a <= 0.4 * total) or sorted(spans)
    gaps: list[tuple[float, float, float]] = []
    end = short[0][1]
    for a, b in short[1:]:
        if a - end > max(2.0, 0.06 * total):
            gaps.append((a - end, end, a))
        end = max(end, b)
    cuts = sorted((g[1], g[2]) for g in sorted(gaps, reverse=True)[:_MOST_BREAKS])
    bounds = [min(first, short[0][0]), *(x for cut in cuts for x in cut), max(last, end)]
    pieces = []
    for a, b in zip(bounds[::2], bounds[1::2], strict=True):
        inside = sum(a <= s <= b for s, _ in spans)
        air = max((b - a) * 0.04, 0.02)
        pieces.append(_Piece(a - air, b + air, max(inside, 1)))
    return pieces


def _round(piece: _Piece) -> Iterable[tuple[float, str]]:
    """Round points of a piece: months where it is shorter than two years, else years by steps of 1, 2, 5, 10 …"""
    length = piece.last - piece.first
    room = max(1.0, _LABELS * (piece.right - piece.left) / 100)
    if length < 2:
        step = next((s for s in (1, 2, 3, 6) if length * 12 / s <= room), 12)
        begin = int(piece.first * 12 // 1)
        for month in range(begin, int(piece.last * 12) + 1):
            if month % step == 0 and month / 12 >= piece.first:
                year, at = divmod(month, 12)
                yield month / 12, f"{_MONTHS[at]} {year_label(year)}" if step < 12 else year_label(year)
        return
    step = next(s * 10**e for e in range(9) for s in (1, 2, 5) if length / (s * 10**e) <= room)
    year = int(piece.first // step) * step
    while year <= piece.last:
        if year >= piece.first:
            yield float(year), year_label(year)
        year += step


def year_label(year: int) -> str:
    """A year as people write it; the astronomical year 0 is 1 BC."""
    return str(year) if year > 0 else f"{1 - year} BC"
