"""scenes: what a stretch of a document tells as a whole: what it speaks of, whom it names, what it counts, how many times it tells."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from whence.compare.cells import Cell
from whence.compare.contexts import Context, weight
from whence.compare.heads import noun
from whence.compare.values import Number, When
from whence.layers.document import Document, Mention, Time
from whence.ledger.periods import day_number, days_since
from whence.ledger.words import tokens
from whence.text import SpanIndex

_RARE = 60  # how telling a name is that few texts share


class Scene(Struct, frozen=True, gc=False):
    """``keys`` are what it speaks of (contexts.Context), ``names`` the stems of rare names, ``persons`` the stems of the name of each person, ``numbers``
    how many of what it counts, ``times`` how many times of events it tells."""

    keys: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    persons: tuple[frozenset[str], ...] = ()
    numbers: frozenset[tuple[float, str]] = frozenset()
    times: int = 0


def scene(document: Document, context: Context, names: "SpanIndex[Mention]", cells: Sequence[Cell]) -> Scene:
    """The scene of a stretch whose events have these cells. ``names``: all of the document."""
    language = document.document.language
    named = {m.entity for m in names.inside(context.span.start, context.span.end)}
    persons = [e for e in document.entities if e.kind == "person" and e.id in named]
    return Scene(
        context.about,
        frozenset(s for s in context.names.stems if weight(s) >= _RARE),
        tuple(frozenset(tokens(e.name, language)) for e in persons),
        frozenset(n for c in cells if (n := _counted(c))),
        len({c.words for c in cells if isinstance(c.value, When)}),
    )


def _counted(cell: Cell) -> tuple[float, str] | None:
    """How many of what a cell says, where it is exact."""
    v = cell.value
    exact = isinstance(v, Number) and v.of and v.least is not None and v.least == v.most
    return (v.least, noun(v.of)) if exact and isinstance(v, Number) and v.least is not None else None


def span_of(times: Iterable[Time]) -> tuple[int, int] | None:
    """The first and last day (periods.days_since) that times can mean; None where they mean none."""
    found = [
        (first, last)
        for t in times
        if t.type in ("DATE", "TIME")
        for r in t.resolved[:1]
        if (first := day(r.earliest)) is not None and (last := day(r.latest, True)) is not None
    ]
    return (min(a for a, _ in found), max(z for _, z in found)) if found else None


def day(said: str | None, last: bool = False) -> int | None:
    """A day as a number (periods.days_since); None for what is none."""
    number = day_number(said, last) if said else None
    return None if number is None else days_since(number)
