"""compare_page: accounts beside each other for the terminal and as rows: who tells what of an event, what agrees, what excludes it, who rests on whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import commonpath
from typing import TYPE_CHECKING, Any

import msgspec

from whence.compare.dependence import Dependence, Lead
from whence.exports.results import counted

if TYPE_CHECKING:
    from whence.compare.accounts import Column, Finding
    from whence.compare.accounts import Row as AccountRow
    from whence.compare.cells import Cell
    from whence.compare.gathered import ComparedEvent
    from whence.exports.results import Page
    from whence.exports.tables import Row

COLUMNS = (
    "event", "row", "standing", "voice", "document", "place", "words", "value", "source", "told_as", "certain", "start", "end",
)  # fmt: skip
_STANDING = {
    "equal": "the same", "compatible": "compatible", "conflict": "in conflict", "change": "changed by the same voice",
    "beside": "side by side", "one voice": "one voice",
}  # fmt: skip
_STYLE = {"conflict": "bold red", "change": "yellow", "equal": "green", "compatible": "green"}
_MOST_LEADS = 12


def letter(n: int) -> str:
    """What a column is called: A to Z, then AA, AB …"""
    return (letter(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def standing_words(standing: str) -> str:
    """How columns stand, in plain words."""
    return _STANDING[standing]


class _Near:
    """A page on which documents go by their paths below the folder that holds them all."""

    def __init__(self, page: "Page", paths: Iterable[str]) -> None:
        self._page = page
        folders = {p.rsplit("/", 1)[0] if "/" in p else "" for p in paths}
        mixed = len({f.startswith("/") for f in folders}) > 1 or "" in folders
        shared = commonpath(folders) if folders and not mixed else "/"
        self._root = f"{shared}/" if shared != "/" else ""

    def line(self, *parts: tuple[str, str], indent: int = 0) -> None:
        """A paragraph of (words, style)."""
        said = ((w.replace(self._root, "") if self._root else w, style) for w, style in parts)
        self._page.line(*said, indent=indent)

    def gap(self) -> None:
        """An empty line."""
        self._page.gap()


def overview_page(
    page: "Page", events: "Sequence[ComparedEvent]", counts: tuple[int, int], found: Dependence, most: int, command: str
) -> None:  # fmt: skip
    """The events with most accounts first, with what is in conflict; and who rests on whom. ``counts``: of all events, and of those with a conflict."""
    near = _Near(page, found.documents)
    whole, torn = counts
    told = f"{counted(whole, 'event')} told by more than one voice"
    page.line(
        (
            f"{counted(len(found.documents), 'document')}: {told}{f', {torn} with a conflict' if torn else ''}",
            "bold",
        )
    )
    _dependence(near, found, {})
    for n, event in enumerate(events[:most], 1):
        page.gap()
        page.line(
            (f"{n}  ", "dim"), (event.label, "bold"),
            (f"   {counted(event.documents, 'document')}, {counted(event.voices, 'voice')}", "dim"),
        )  # fmt: skip
        for row in event.table.rows:
            for f in row.findings[:_MOST_LEADS]:
                if f.standing in ("conflict", "change"):
                    _finding(near, row.kind, f, event.table.columns)
    if whole > most:
        page.gap()
        page.line((f"… and {counted(whole - most, 'event')} more; --limit gives more of them", "dim"))
    if events:
        page.gap()
        page.line((f'{command} --event "WORDS" shows the whole table of one', "dim"))


def _finding(page: _Near, kind: str, f: "Finding", columns: "Sequence[Column]") -> None:
    sides = (
        f"{cell.words} ({c.voice}, {c.path})"
        for cell, c in zip(f.cells, (columns[f.a], columns[f.b]), strict=True)
    )
    page.line(
        (f"{kind}  ", ""),
        (f"{_STANDING[f.standing]}: ", _STYLE[f.standing]),
        (" – ".join(sides), ""),
        indent=3,
    )


def event_page(page: "Page", event: "ComparedEvent", found: Dependence, search: str | None = None) -> None:
    """One event: its voices, each row with what they tell, and who of them rests on whom. ``search``: the command that looks for what was not found."""
    page.line((event.label, "bold"))
    columns = event.table.columns
    near = _Near(page, found.documents)
    names = {n: letter(n) for n in range(len(columns))}
    for n, c in enumerate(columns):
        t = c.tellings[0]
        source = f" · source: {'; '.join(c.sources)}" if c.sources else ""
        unsure = "" if c.certain else " · may be of another event"
        near.line(
            (f"{names[n]}  ", "bold"),
            (c.voice, "italic"),
            (f"  {c.path}, {t.account.place}{source}{unsure}", "dim"),
            indent=2,
        )
    for row in event.table.rows:
        page.gap()
        page.line((f"{row.kind}  ", "bold"), (_STANDING[row.standing], _STYLE.get(row.standing, "dim")))
        _row(page, row, names)
    if search and any(not cells for row in event.table.rows for cells in row.cells):
        page.gap()
        page.line((f"{search}   looks in the texts for what was not found here", "dim"))
    page.gap()
    by_path: dict[str, list[str]] = {}
    for n, c in enumerate(columns):
        by_path.setdefault(c.path, []).append(names[n])
    _dependence(near, found, {path: "".join(f"{n} " for n in ns).strip() for path, ns in by_path.items()})


def _row(page: "Page", row: "AccountRow", names: Mapping[int, str]) -> None:
    silent = []
    for n, cells in enumerate(row.cells):
        if cells:
            page.line((f"{names[n]}  ", "bold"), ("; ".join(c.words for c in cells[:6]), ""), indent=2)
        else:
            silent.append(names[n])
    if silent:
        page.line((f"nothing found: {', '.join(silent)}", "dim"), indent=2)
    for f in row.findings:
        if f.standing in ("conflict", "change"):
            said = f"{names[f.a]} “{f.cells[0].words}” – {names[f.b]} “{f.cells[1].words}”"
            page.line((f"{_STANDING[f.standing]}: ", _STYLE[f.standing]), (said, ""), indent=2)


def _dependence(page: _Near, found: Dependence, letters: Mapping[str, str]) -> None:
    if len(found.documents) < 2:
        return
    page.line((found.sentence(), ""))
    for circle in found.circles:
        page.line(("in a circle: ", "bold red"), (" → ".join((*circle, circle[0])), ""), indent=2)
    for lead in found.leads[:_MOST_LEADS]:
        page.line((lead_words(lead, letters), "dim"), indent=2)
    if len(found.leads) > _MOST_LEADS:
        page.line(
            (f"… and {counted(len(found.leads) - _MOST_LEADS, 'lead')} more in --json", "dim"), indent=2
        )


def lead_words(lead: Lead, letters: Mapping[str, str] | None = None) -> str:
    """A lead in plain words: 'b.txt has 22 words of a.txt', 'c.txt: according to Ilse Torp (a.txt)'."""
    held = letters or {}
    a, b = (f"{p} ({held[p]})" if p in held else p for p in (lead.a, lead.b))
    if lead.kind == "same words":
        earlier = {"a": f"; {b} is the earlier", "b": f"; {a} is the earlier"}.get(
            lead.rests or "", "; which is the earlier is not known"
        )
        return f"{a} and {b} have {lead.words} in common{earlier}"
    if lead.kind == "same quotation":
        return f"{a} and {b} quote the same {lead.words}"
    if lead.kind == "cites":
        return f"{a} cites {b} ({lead.words})"
    if lead.kind == "according to" and lead.slight:
        return f"{a} passes on the word of {lead.words}, the author of {b}"
    if lead.kind == "according to":
        return f"{a} has it from {lead.words} ({b})"
    if lead.kind == "same source":
        return f"{a} cites {lead.b}, as others do"
    if lead.kind == "same informant":
        return f"{a} passes on the word of {lead.words}, as others do"
    if lead.kind == "agency":
        return f"{a} is a report of {lead.words}"
    return f"{a} and {b} write {lead.words}"


def json_rows(events: "Iterable[ComparedEvent]", found: Dependence) -> "Iterator[Row]":
    """An object an event, with its columns and rows; then one of who rests on whom."""
    for e in events:
        yield {
            "kind": "event",
            "event": e.label,
            "documents": e.documents,
            "voices": e.voices,
            "conflicts": len(e.table.conflicts),
            "columns": [_column(c) for c in e.table.columns],
            "rows": [_row_record(r) for r in e.table.rows],
        }
    yield {
        "kind": "dependence",
        "sentence": found.sentence(),
        "documents": list(found.documents),
        "origins": msgspec.to_builtins(found.origins),
        "alone": list(found.alone),
        "circles": [list(c) for c in found.circles],
        "leads": [msgspec.to_builtins(lead) for lead in found.leads],
    }


def _column(c: "Column") -> dict[str, Any]:
    return {
        "document": c.path,
        "voice": c.voice,
        "certain": c.certain,
        "sources": list(c.sources),
        "tellings": [
            {
                "event": t.event.id, "words": t.word, "start": t.at.start, "end": t.at.end, "place": t.account.place,
                "sentence": {"start": t.sentence.start, "end": t.sentence.end}, "told_as": t.account.told_as, "counts": t.account.counts,
            }
            for t in c.tellings
        ],
    }  # fmt: skip


def _row_record(r: "AccountRow") -> dict[str, Any]:
    return {
        "row": r.kind,
        "standing": r.standing,
        "cells": [[_cell(c) for c in cells] for cells in r.cells],
        "findings": [
            {"a": f.a, "b": f.b, "standing": f.standing, "cells": [_cell(c) for c in f.cells]}
            for f in r.findings
        ],
    }


def _cell(c: "Cell") -> dict[str, Any]:
    return {"words": c.words, "start": c.start, "end": c.end, "value": _value(c)}


def _value(c: "Cell") -> Any:
    """A cell's value as a plain record; its sets in order, since their own order is that of their hashes."""
    if c.value is None:
        return None
    fields = msgspec.structs.asdict(c.value)
    return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in fields.items()}


def csv_rows(events: "Iterable[ComparedEvent]") -> "Iterator[Row]":
    """A row for each cell."""
    for e in events:
        for row in e.table.rows:
            for column, cells in zip(e.table.columns, row.cells, strict=True):
                for c in cells:
                    t = next((t for t in column.tellings if c in t.account.cells), column.tellings[0])
                    yield {
                        "event": e.label, "row": row.kind, "standing": row.standing, "voice": column.voice, "document": column.path,
                        "place": t.account.place, "words": c.words, "value": _shown(c), "source": t.account.source,
                        "told_as": t.account.told_as, "certain": column.certain, "start": c.start, "end": c.end,
                    }  # fmt: skip


def _shown(c: "Cell") -> str | None:
    """A value on one line: an EDTF, a number with its bounds, a place."""
    value = _value(c)
    if value is None:
        return None
    if "edtf" in value:
        return str(value["edtf"])
    if "least" in value:
        low, high = value["least"], value["most"]
        bounds = str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
        return f"{'about ' if value['near'] else ''}{bounds} {value['of']}".strip()
    return ", ".join(value["names"])
