"""The digest: a Screen set for the terminal, on one page: what the text rests on, who speaks, what to look at."""

import io
import itertools
from typing import TYPE_CHECKING

from whence.exports.listing import note_numbers
from whence.exports.screen import Line, Part, Screen, Speaker
from whence.exports.terminal import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

# Told apart without colour by their letters; the colours are those of a palette that colour-blind people can tell apart.
LETTERS = ("·", "A", "B", "C", "D", "+")
_COLOURS = ("default", "dodger_blue2", "dark_orange3", "purple", "deep_pink3", "grey58")
_MOST_WORKS = 5
_MOST_LINES = 4


def digest(screen: Screen, width: int = 80, colour: bool = False) -> str:
    """The digest as text of at most ``width`` columns; with ``colour``, escape codes of a terminal are in it."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out, width=max(40, width), force_terminal=colour, color_system="256" if colour else None, highlight=False,
        legacy_windows=False, _environ={},
    )  # fmt: skip
    _head(console, screen)
    _rests(console, screen)
    _speaks(console, screen)
    for title, lines in (
        ("In its sources", screen.followed),
        ("Look at", screen.look),
        ("Not told", screen.untold),
        ("Next", screen.next),
    ):
        if lines:
            _section(
                console,
                title,
                [(line.text, line.where) for line in (lines if lines is screen.followed else _first(lines))],
            )
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _first(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return lines[:_MOST_LINES]


def _head(console: "Console", screen: Screen) -> None:
    from rich.text import Text

    console.print(Text(printable(screen.title), style="bold"))
    if screen.about:
        console.print(Text(printable(screen.about), style="dim"))


def _section(console: "Console", title: str, rows: list[tuple[str, str]]) -> None:
    """A heading, and lines with the place at the right."""
    from rich.text import Text

    console.print()
    console.print(Text(title, style="bold"))
    table = _grid()
    for text, where in rows:
        table.add_row(
            Text("–", style="dim"), Text(printable(text)), Text(where.replace("\u00a0", ""), style="dim")
        )
    console.print(table)


def _grid() -> "Table":
    from rich.table import Table

    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=1)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=1, justify="right", overflow="fold")
    return table


def _rests(console: "Console", screen: Screen) -> None:
    rows = []
    for s in screen.rests[:_MOST_WORKS]:
        notes = f"note{'s' * (len(s.notes) > 1)} {note_numbers(s.notes)}" if s.notes else ""
        rows.append(
            (", ".join(p for p in (s.text, s.pages) if p), ", ".join(p for p in (notes, s.where) if p))
        )
    if len(screen.rests) > _MOST_WORKS:
        rest = screen.rests[_MOST_WORKS:]
        rows.append((f"… and {len(rest)} more works", ""))
    rows += [(line.text, line.where) for line in screen.unsourced]
    if rows:
        _section(console, "Rests on", rows)


def _speaks(console: "Console", screen: Screen) -> None:
    from rich.text import Text

    if not screen.parts:
        return
    console.print()
    console.print(Text("Who speaks", style="bold") + Text("  from the first word to the last", style="dim"))
    columns = min(console.width - 2, 100)
    voices, notes = _ribbon(screen.parts, columns)
    console.print(Text("  ").append_text(voices))
    console.print(Text("  ").append_text(notes))
    legend = Text("  ")
    for n, speaker in enumerate(screen.speakers):
        if n:
            legend.append("   ")
        legend.append(LETTERS[speaker.key], style=f"bold {_COLOURS[speaker.key]}")
        legend.append(f" {printable(_short(speaker))}")
    console.print(legend)
    if any(p.noted for p in screen.parts):
        console.print(Text("  ▔ with a note", style="dim"))


def _short(speaker: Speaker) -> str:
    return speaker.name if len(speaker.name) <= 40 else speaker.name[:39].rsplit(" ", 1)[0] + " …"


def _ribbon(parts: tuple[Part, ...], columns: int) -> tuple["Text", "Text"]:
    """Two lanes of cells: who speaks in most of the cell, and whether a note covers most of it."""
    from rich.text import Text

    total = sum(p.end - p.start for p in parts)
    voices, notes = Text(), Text()
    bounds = [total * n // columns for n in range(columns + 1)]
    part, passed = 0, 0
    for a, b in itertools.pairwise(bounds):
        by_key: dict[int, int] = {}
        noted = 0
        at = a
        while at < max(b, a + 1) and part < len(parts):
            end = passed + parts[part].end - parts[part].start
            share = min(end, max(b, a + 1)) - at
            by_key[parts[part].key] = by_key.get(parts[part].key, 0) + share
            noted += share * parts[part].noted
            at += share
            if end > b or part == len(parts) - 1:
                break
            passed, part = end, part + 1
        # another voice shows wherever it has a fair part of the cell: the author is the ground
        others = {k: n for k, n in by_key.items() if k and n * 3 >= b - a}
        key = max(others or by_key or {0: 1}, key=lambda k: ((others or by_key or {0: 1})[k], -k))
        voices.append(LETTERS[key], style=_COLOURS[key])
        notes.append("▔" if noted * 2 >= max(1, b - a) else " ", style="dim")
    return voices, notes
