"""The screen at the top of the report: its lines with links to their words, and the ribbon of voices."""

from collections.abc import Sequence

from msgspec import Struct

from whence.exports.report_margin import Apparatus, Bit
from whence.exports.report_words import LETTERS
from whence.exports.screen import Line, Part, Screen, Speaker
from whence.text import Span

_LINKS_SHOWN = 8
_TABBABLE = 40
_MOST_CELLS = 600  # of the ribbon: a wide window has three pixels for each


class Entry(Struct, frozen=True):
    """A line of the screen: its words linked to the first place, and links to the places it is about."""

    token: str
    text: Bit
    facts: tuple[Bit, ...]
    places: tuple[Bit, ...]
    more: tuple[Bit, ...]


class Voice(Struct, frozen=True):
    """A speaker in the legend."""

    token: str
    key: int
    letter: str
    name: str
    share: str
    href: str | None
    where: str


class Cell(Struct, frozen=True):
    """A stretch of the ribbon: where it begins and how wide it is (per cent), whose it is, where it leads."""

    x: str
    width: str
    middle: str
    key: int
    letter: str
    noted: bool
    title: str
    href: str


class Top(Struct, frozen=True):
    """All that stands above the text."""

    rests: tuple[Entry, ...]
    unsourced: tuple[Entry, ...]
    followed: tuple[Entry, ...]
    look: tuple[Entry, ...]
    untold: tuple[Entry, ...]
    next: tuple[Entry, ...]
    voices: tuple[Voice, ...]
    speaking: tuple[Cell, ...]
    noted: tuple[Cell, ...]
    tabbable: bool
    first: str
    last: str


def top(made: Apparatus, screen: Screen) -> Top:
    """The screen with its links. Asks for every place it links to, so it comes before the text is cut."""
    speaking = _merged(screen.parts, by_note=False)
    names = {s.key: s.name for s in reversed(screen.speakers)}
    ends = screen.parts
    return Top(
        rests=_rests(made, screen),
        unsourced=_lines(made, "unsourced", screen.unsourced),
        followed=_lines(made, "followed", screen.followed),
        look=_lines(made, "look", screen.look[:5]),
        untold=_lines(made, "untold", screen.untold),
        next=_lines(made, "next", screen.next),
        voices=_voices(made, screen.speakers),
        speaking=_cells(made, speaking, names),
        noted=_cells(made, _merged(screen.parts, by_note=True), {}),
        tabbable=len(speaking) <= _TABBABLE,
        first=made.places.label(ends[0].start) if ends else "",
        last=made.places.label(ends[-1].end - 1) if ends else "",
    )


def _rests(made: Apparatus, screen: Screen) -> tuple[Entry, ...]:
    """The works that the text rests on, with links to their notes and to the words that lean on them."""
    notes = {n.id: n for n in made.document.notes}
    by_label = {n.label: n for n in made.document.notes}
    found = []
    for n, support in enumerate(screen.rests, 1):
        facts: list[Bit] = []
        for name in support.notes:
            note = notes.get(name) or by_label.get(name)
            label = note.label if note else name
            facts += [Bit(", " if facts else ("notes " if len(support.notes) > 1 else "note "))]
            facts.append(Bit(label, "", made.places.link(note.start) if note else None))
        if support.pages:
            facts += [Bit("; " if facts else ""), Bit(support.pages, "value")]
        text = Bit(support.text, "", _first(made, support.spans))
        places, more = _places(made, support.spans, support.where)
        found.append(Entry(f"rests-{n}", text, tuple(facts), places, more))
    return tuple(found)


def _lines(made: Apparatus, token: str, lines: Sequence[Line]) -> tuple[Entry, ...]:
    found = []
    for n, line in enumerate(lines, 1):
        places, more = _places(made, line.spans, line.where)
        found.append(Entry(f"{token}-{n}", Bit(line.text, "", _first(made, line.spans)), (), places, more))
    return tuple(found)


def _first(made: Apparatus, spans: Sequence[Span]) -> str | None:
    return made.places.link(min(spans).start) if spans else None


def _places(made: Apparatus, spans: Sequence[Span], where: str) -> tuple[tuple[Bit, ...], tuple[Bit, ...]]:
    """Links to the places of a line: a few that are shown, and the rest, which can be opened."""
    if len(spans) == 1 and where:
        return (Bit(where, "", made.places.link(spans[0].start)),), ()
    links: dict[str, str] = {}
    for span in sorted(spans):
        links.setdefault(made.places.label(span.start), made.places.link(span.start))
    bits = tuple(Bit(label, "", href) for label, href in links.items())
    if not bits and where:
        bits = (Bit(where),)
    return bits[:_LINKS_SHOWN], bits[_LINKS_SHOWN:]


def _voices(made: Apparatus, speakers: Sequence[Speaker]) -> tuple[Voice, ...]:
    total = sum(s.characters for s in speakers)
    found = []
    for n, speaker in enumerate(speakers, 1):
        share = 100 * speaker.characters / total if total else 0
        words = f"{share:.0f} %" if share >= 1 else "under 1 %" if speaker.characters else ""
        href = made.places.link(speaker.first.start) if speaker.first else None
        where = made.places.label(speaker.first.start) if speaker.first else ""
        letter = LETTERS.get(speaker.key, "+")
        found.append(Voice(f"speaker-{n}", speaker.key, letter, speaker.name, words, href, where))
    return tuple(found)


def _merged(parts: Sequence[Part], by_note: bool) -> list[Part]:
    """The parts with neighbours joined that the lane doesn't tell apart; each reaches to the next."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and (last.noted == part.noted if by_note else last.key == part.key):
            joined[-1] = Part(
                last.start, part.end, last.key, last.noted if by_note else last.noted or part.noted
            )
        else:
            if last:
                joined[-1] = Part(last.start, part.start, last.key, last.noted)
            joined.append(part)
    return _seen(joined, _MOST_CELLS)


class Lane(Struct, frozen=True):
    """A stretch of a small ribbon: where it begins, how wide it is (per cent), whose it is."""

    x: str
    width: str
    key: int


def lanes(parts: Sequence[Part], most: int) -> list[Lane]:
    """A ribbon of at most about so many stretches, without links."""
    joined = _seen(_merged(parts, by_note=False), most)
    if not joined:
        return []
    origin, length = joined[0].start, joined[-1].end - joined[0].start
    return [
        Lane(f"{100 * (p.start - origin) / length:.2f}", f"{100 * (p.end - p.start) / length:.2f}", p.key)
        for p in joined
    ]


def _seen(parts: list[Part], most: int) -> list[Part]:
    """The parts without those that are too narrow to be seen: they go into the one before them."""
    if len(parts) <= most:
        return parts
    narrow = (parts[-1].end - parts[0].start) / most
    kept = parts[:1]
    for part in parts[1:]:
        last = kept[-1]
        if part.end - last.end < narrow or last.key == part.key:
            kept[-1] = Part(last.start, part.end, last.key, last.noted)
        else:
            kept.append(Part(last.end, part.end, part.key, part.noted))
    return kept


def _cells(made: Apparatus, parts: Sequence[Part], names: dict[int, str]) -> tuple[Cell, ...]:
    """The parts as cells of the ribbon. Without names they tell only whether a note covers them."""
    if not parts:
        return ()
    origin, length = parts[0].start, parts[-1].end - parts[0].start
    cells = []
    for part in parts:
        x, width = 100 * (part.start - origin) / length, 100 * (part.end - part.start) / length
        where = made.places.label(part.start)
        who = "with a note" if part.noted else "without a note"
        if names:
            who = names.get(part.key, "others")
        letter = LETTERS.get(part.key, "+") if width > 2.2 else ""
        middle = f"{x + width / 2:.2f}"
        title = f"{who}, from {where}"
        cells.append(
            Cell(
                f"{x:.2f}",
                f"{width:.2f}",
                middle,
                part.key,
                letter,
                part.noted,
                title,
                made.places.link(part.start),
            )
        )
    return tuple(cells)
