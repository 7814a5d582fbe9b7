"""The text of the report: each block cut into small pieces that never nest, whatever the records overlap.

A piece is a stretch of text over which nothing changes: the same quotation, the same source, the same time. It
becomes one element (or none), with the records it belongs to as an attribute.
"""

import itertools
import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from whence.exports.report_margin import Apparatus, Entry, Mark
from whence.exports.report_words import LETTERS
from whence.layers.document import Block, Marker
from whence.layers.naming import excerpt
from whence.text import Span

_EXCERPT = 60  # characters of a block that stand for it where the text is left out
_LINKING = ("time", "signal", "cue", "source", "cite")
_BULLET = re.compile(r"(?:[-*•–·]|\(?(?:\d{1,3}|[a-z]|[ivxl]+)[.)])\s")
_VOICED = {"q inline": "quoted", "q block": "", "said": "reported"}


class Badge(Struct, frozen=True):
    """The letter of a speaker before the words, linked to the entry in the margin."""

    key: int | None
    letter: str
    name: str
    href: str


class Piece(Struct, frozen=True):
    """One piece of text: its words, the id under which it can be linked to, its classes, its records, its link."""

    words: str
    place: str | None
    classes: str
    records: str
    href: str | None
    badges: tuple[Badge, ...]
    marker: tuple[str, str, str] | None = None  # what stands before, in and after the marker's label


class Row(Struct, frozen=True):
    """A block with its number, the printed pages that begin in it, its pieces and its apparatus."""

    kind: str
    level: int
    number: int | None
    pages: tuple[str, ...]
    key: int | None
    bare: bool
    label: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    entries: tuple[Entry, ...]
    back: tuple[tuple[str, str], ...]
    extent: str = ""  # from where to where on the ribbon, in per cent
    start: int = 0  # the block's first character
    end: int = 0  # and where it ends


def rows(made: Apparatus, excerpts: bool = False, ribbon: Span | None = None) -> list[Row]:
    """A row for each block, in the order of the text; of ``excerpts`` only those that something is said about."""
    places = made.places
    marks: list[list[Mark]] = [[] for _ in places.blocks]
    for mark in made.marks:
        for index in places.blocks_of(mark.start, mark.end):
            marks[index].append(mark)
    markers: list[list[Marker]] = [[] for _ in places.blocks]
    for marker in made.document.markers:
        markers[places.block_at(marker.start)].append(marker)
    pages: list[list[str]] = [[] for _ in places.blocks]
    for page in made.document.pages:
        pages[places.block_at(page.start)].append(page.label)
    note_links = {n.id: places.link(n.start) for n in made.document.notes}
    backs = _backs(made)
    found = []
    for index in range(len(places.blocks)):
        if excerpts:
            pieces = _excerpt(made, index)
            if not (made.entries[index] or made.places.wanted[index]):
                continue
        else:
            pieces = _pieces(made, index, marks[index], markers[index], note_links)
        row = _row(made, index, marks[index], pieces, tuple(pages[index]), backs.get(index, ()))
        found.append(msgspec.structs.replace(row, extent=_extent(places.blocks[index], ribbon)))
    return found


def _extent(block: Block, ribbon: Span | None) -> str:
    """Where a block of the running text lies on the ribbon."""
    if ribbon is None or block.kind == "note":
        return ""
    length = ribbon.end - ribbon.start
    start, end = (
        100 * (min(max(p, ribbon.start), ribbon.end) - ribbon.start) / length
        for p in (block.start, block.end)
    )
    return f"{start:.1f} {end:.1f}" if end > start else ""


def _row(
    made: Apparatus, index: int, marks: Sequence[Mark], pieces: tuple[Piece, ...],
    pages: tuple[str, ...], back: tuple[tuple[str, str], ...],
) -> Row:  # fmt: skip
    """The row of one block, from its pieces and what the margin has for it."""
    block = made.places.blocks[index]
    label, rest = _turn_label(block, marks, pieces)
    return Row(
        kind=block.kind,
        level=max(2, min(6, (block.level or 2) + 1)),
        number=made.places.numbers.get(block.id),
        pages=pages,
        key=_block_key(block, marks),
        bare=not _BULLET.match(made.places.text[block.start : block.start + 8]),
        label=label,
        pieces=rest,
        entries=tuple(sorted(made.entries[index], key=lambda e: (e.kind == "up", e.start))),
        back=back,
        start=block.start,
        end=block.end,
    )


def _backs(made: Apparatus) -> dict[int, tuple[tuple[str, str], ...]]:
    """For each note's block the links back to its markers, with the paragraphs in which they stand."""
    notes = {n.id: n for n in made.document.notes}
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for marker in made.document.markers:
        note = notes.get(marker.note or "")
        if note:
            index = made.places.block_at(note.start)
            link = (made.places.label(marker.start), made.places.link(marker.start))
            found[index] = (*found.get(index, ()), link)
    return found


def _block_key(block: Block, marks: Sequence[Mark]) -> int | None:
    """The speaker of a block that is one quotation as a whole; -1 where it is none."""
    for mark in marks:
        if (
            mark.style == "q block"
            and mark.end > block.start
            and mark.end - mark.start > (block.end - block.start) / 2
        ):
            return mark.key
    return -1


def _turn_label(
    block: Block, marks: Sequence[Mark], pieces: tuple[Piece, ...]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of a turn before the speaker's own words ('CORL: '), and the rest."""
    if block.kind != "turn":
        return (), pieces
    starts = [m.start for m in marks if m.style == "q block" and m.start >= block.start]
    length = min(starts, default=block.start) - block.start
    count = 0
    while count < len(pieces) and length > 0:
        length -= sum(map(len, pieces[count].marker or (pieces[count].words,)))
        count += 1
    return (pieces[:count], pieces[count:]) if length == 0 else ((), pieces)


def _pieces(
    made: Apparatus, index: int, marks: Sequence[Mark], markers: Sequence[Marker], note_links: dict[str, str]
) -> tuple[Piece, ...]:
    """Cuts one block at every boundary of its marks and markers and at every place that is linked to."""
    block = made.places.blocks[index]
    wanted = made.places.wanted[index]
    starting: dict[int, list[Mark]] = {}
    cuts = {block.start, block.end, *wanted}
    for mark in marks:
        start = max(mark.start, block.start)
        starting.setdefault(start, []).append(mark)
        cuts |= {start, min(mark.end, block.end)}
    by_start = {m.start: m for m in markers if m.end <= block.end}
    cuts |= {p for m in by_start.values() for p in (m.start, m.end)}
    bounds = sorted(cuts)
    active: list[Mark] = []
    pieces = []
    inside: Marker | None = None
    for start, end in itertools.pairwise(bounds):
        active = [m for m in active if m.end > start] + starting.get(start, [])
        begun = [m for m in starting.get(start, []) if m.badge and m.start == start]
        inside = by_start.get(start) or (inside if inside and start < inside.end else None)
        place = f"t{start}" if start in wanted else None
        words = made.places.text[start:end]
        pieces.append(_piece(words, place, active, _badges(made, begun), inside, note_links))
    return tuple(pieces)


def _excerpt(made: Apparatus, index: int) -> tuple[Piece, ...]:
    """The first words of a block, and an empty place for each that is linked to."""
    block = made.places.blocks[index]
    places = [Piece("", f"t{at}", "", "", None, ()) for at in sorted(made.places.wanted[index])]
    words = excerpt(made.document.text, Span(block.start, block.end), _EXCERPT)
    return (*places, Piece(words, None, "", "", None, ()))


def _piece(
    words: str, place: str | None, active: Sequence[Mark], badges: tuple[Badge, ...],
    marker: Marker | None, note_links: dict[str, str],
) -> Piece:  # fmt: skip
    """One piece, from the marks that lie over it."""
    href = next((m.href for kind in _LINKING for m in active if m.style == kind and m.href), None)
    records = " ".join(dict.fromkeys(m.token for m in active))
    split = None
    if marker:
        href = note_links.get(marker.note or "")
        before, label, after = words.partition(marker.label)
        split = (before, label, after) if label else ("", words, "")
    return Piece(words, place, _classes(active, marker), records, href, badges, split)


def _classes(active: Sequence[Mark], marker: Marker | None) -> str:
    """Classes for what a piece is, and for the innermost speaker whose words it holds."""
    classes = {m.style: None for m in active if m.style not in _VOICED}
    voiced = [m for m in active if m.style in _VOICED]
    if voiced and not marker and "ins" not in classes:
        inner = min(voiced, key=lambda m: m.end - m.start)
        if _VOICED[inner.style]:
            classes |= {_VOICED[inner.style]: None, key_class(inner.key): None}
    return " ".join(classes)


def _badges(made: Apparatus, begun: Iterable[Mark]) -> tuple[Badge, ...]:
    """The letters of the speakers whose words begin here; the author has none."""
    return tuple(
        Badge(m.key, LETTERS.get(m.key, "+"), "Who speaks", f"#e-{m.badge}") for m in begun if m.key != 0
    )


def key_class(key: int | None) -> str:
    """The class that gives a speaker's colour; 'kx' where nobody knows who speaks, none where no speaker is meant."""
    return "kx" if key is None else f"k{key}" if key >= 0 else ""
