"""report_accounts: accounts beside each other on the page of a ledger: a table for each event, and the map of who rests on whom."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from whence.compare.comparison import Comparison
from whence.compare.dependence import Dependence, Lead
from whence.compare.gathered import ComparedEvent
from whence.exports.compare_page import lead_words, letter, standing_words
from whence.follow.cited_documents import Card

MOST_DOCUMENTS = 300  # on one page: whence compare has no such limit
_MOST_EVENTS = 12
_MOST_CELLS = 4
_MOST_ON_MAP = 40
_ROW = 26  # height of a row of the map
_LABEL = 250  # width of its labels
_WIDTH = 560

Way = Callable[[str, int], str | None]


class CellView(Struct, frozen=True):
    """Words of a cell, with the way to their place on the page."""

    words: str
    href: str | None


class ColumnView(Struct, frozen=True):
    """A voice: its letter, who it is, in which document, and the way there."""

    letter: str
    voice: str
    document: str
    href: str | None
    certain: bool
    path: str
    event: str  # the record of the first telling


class RowView(Struct, frozen=True):
    """A row: what it is, how the columns stand, and the cells of each."""

    kind: str
    standing: str
    torn: bool
    cells: tuple[tuple[CellView, ...], ...]


class EventView(Struct, frozen=True):
    """An event with its table."""

    label: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]


class Node(Struct, frozen=True):
    """A row of the map: a document, or what is outside."""

    y: int
    label: str
    outside: bool
    href: str | None


class Edge(Struct, frozen=True):
    """An arc of the map, from who rests to what it rests on; without a direction where nobody knows."""

    path: str
    style: str
    tip: str | None
    words: str


class RestMap(Struct, frozen=True):
    """The map of who rests on whom."""

    height: int
    width: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class AccountsView(Struct, frozen=True):
    """All that the page shows of the comparison."""

    events: tuple[EventView, ...]
    more: int
    sentence: str
    circles: tuple[str, ...]
    leads: tuple[str, ...]
    map: RestMap | None


class Accounts:
    """The comparison of the documents of a page; shown when all their places are known."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    @cached_property
    def _first(self) -> tuple[ComparedEvent, ...]:
        return self._comparison.events(_MOST_EVENTS)

    def places(self) -> Iterator[tuple[str, int]]:
        """The places (path, first character) to which the page must have a way."""
        for event in self._first:
            for n, column in enumerate(event.table.columns):
                yield column.path, column.tellings[0].at.start
                for row in event.table.rows:
                    yield from ((column.path, c.start) for c in row.cells[n][:_MOST_CELLS])

    def view(
        self, cards: Sequence[Card], decided: dict[str, str | None], titles: dict[str, str], way: Way
    ) -> AccountsView:  # fmt: skip
        """What the page shows; ``titles`` by path."""
        found = self._comparison.dependence(None, cards, decided)
        return AccountsView(
            tuple(_event(e, titles, way) for e in self._first),
            max(0, self._comparison.counts()[0] - _MOST_EVENTS),
            _called(found.sentence(), titles),
            tuple(" → ".join(titles.get(p, p) for p in (*c, c[0])) for c in found.circles),
            tuple(_called(lead_words(lead), titles) for lead in found.leads[:_MOST_ON_MAP]),
            _map(found, titles, way) if any(lead.joins for lead in found.leads) else None,
        )

    def findings(
        self, cards: Sequence[Card], decided: dict[str, str | None]
    ) -> tuple[tuple[ComparedEvent, ...], Dependence]:
        """All events, and who rests on whom, for tables."""
        return self._comparison.events(), self._comparison.dependence(None, cards, decided)

    def asked(self, words: str, titles: dict[str, str], way: Way) -> EventView | None:
        """The event that words ask for; None where none fits."""
        found = self._comparison.asked(words)
        return _event(found, titles, way) if found else None

    def between(self, a: str, b: str, titles: dict[str, str], way: Way) -> tuple[EventView, ...]:
        """The events that two documents both tell, by their paths."""
        return tuple(_event(e, titles, way) for e in self._comparison.between(a, b))


def _called(words: str, titles: dict[str, str]) -> str:
    """A sentence with the titles of documents in place of their paths."""
    for path in sorted(titles, key=lambda p: (-len(p), p)):
        words = words.replace(path, f"“{titles[path]}”")
    return words


def _event(event: ComparedEvent, titles: dict[str, str], way: Way) -> EventView:
    columns = event.table.columns
    return EventView(
        event.label,
        tuple(
            ColumnView(
                letter(n),
                c.voice,
                titles.get(c.path, c.path),
                way(c.path, c.tellings[0].at.start),
                c.certain,
                c.path,
                c.tellings[0].event.id,
            )
            for n, c in enumerate(columns)
        ),
        tuple(
            RowView(
                row.kind,
                standing_words(row.standing),
                row.standing in ("conflict", "change"),
                tuple(
                    tuple(CellView(c.words, way(columns[n].path, c.start)) for c in cells[:_MOST_CELLS])
                    for n, cells in enumerate(row.cells)
                ),
            )
            for row in event.table.rows
        ),
    )


def _map(found: Dependence, titles: dict[str, str], way: Way) -> RestMap:
    """Documents under each other, what is outside below them, and arcs at their right."""
    joining = [lead for lead in found.leads if lead.joins]
    named = {p for lead in joining for p in (lead.a, *([lead.b] if lead.within else []))}
    inside = [p for p in found.documents if p in named][:_MOST_ON_MAP]
    outside = sorted({lead.b for lead in joining if not lead.within and lead.a in inside})[:_MOST_ON_MAP]
    at = {name: _ROW * n + _ROW // 2 for n, name in enumerate([*inside, *(f"\0{o}" for o in outside)])}
    nodes = [Node(at[p], _short(titles.get(p, p)), False, way(p, -1)) for p in inside]
    nodes += [Node(at[f"\0{o}"], _short(o), True, None) for o in outside]
    edges = [e for lead in joining if (e := _edge(lead, at, titles)) is not None]
    return RestMap(_ROW * len(at), _WIDTH, tuple(nodes), tuple(edges))


def _edge(lead: Lead, at: dict[str, int], titles: dict[str, str]) -> Edge | None:
    other = lead.b if lead.within else f"\0{lead.b}"
    if lead.a not in at or other not in at:
        return None
    start, end = at[lead.a], at[other]
    if lead.rests == "b":
        start, end = end, start
    reach = min(_WIDTH - _LABEL - 20, 24 + abs(end - start) * 0.7)
    path = f"M{_LABEL} {start} C{_LABEL + reach:.0f} {start} {_LABEL + reach:.0f} {end} {_LABEL + 4} {end}"
    style = {"same words": "words", "cites": "cites", "according to": "cites"}.get(lead.kind, "source")
    tip = f"M{_LABEL + 2} {end}l9 -4v8z" if lead.rests else None
    return Edge(path, style, tip, _called(lead_words(lead), titles))


def _short(words: str) -> str:
    return words if len(words) <= 32 else words[:31].rstrip() + "…"
