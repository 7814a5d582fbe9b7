"""accounts: the table of an event: what each voice tells of it, row by row, and how what they tell stands to each other.

Days, numbers and places are compared by rule; whether it happened is by polarity. Who did it, why, and what it is called are set side by side: that they
differ is said only where the text itself says so. The same voice that tells it otherwise later has changed what it tells; it does not conflict with itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal

import msgspec
from msgspec import Struct

from whence.compare.anchors import anchored, may_be_one_voice
from whence.compare.cells import ROWS, Cell, RowKind
from whence.compare.contradicting import UNLIKELY, exclude_one_another, log_odds
from whence.compare.heads import opposed
from whence.compare.tellings import Telling
from whence.compare.values import Number, Verdict, compared, is_within

Key = tuple[str, int, int]
Surely = Callable[[Telling, Telling], bool]
Apart = Callable[[str, str], bool]
_LIKELY_DENIED = 1.0  # log odds from which a denial, of one event by its words, is of the other's
_VERDICTS: tuple[Verdict, ...] = ("equal", "compatible", "conflict")
Standing = Literal["equal", "compatible", "conflict", "change", "beside", "one voice"]


class Column(Struct, frozen=True):
    """One voice in one document, with its tellings of the event. ``certain``: false where it may be of another event."""

    path: str
    voice: str
    holder: str
    sources: tuple[str, ...]
    tellings: tuple[Telling, ...]
    certain: bool

    @property
    def perhaps(self) -> bool:
        """Whether it is not certain that these are the words of this voice."""
        return all(t.account.perhaps for t in self.tellings)

    @property
    def tells(self) -> bool:
        """Whether it tells more than that there was such an event, or that there was none."""
        return any(t.account.cells or t.account.denied for t in self.tellings)


class Finding(Struct, frozen=True):
    """How two columns (by number) stand to each other in a row, with the cells that say so."""

    a: int
    b: int
    standing: Standing
    cells: tuple[Cell, Cell]


class Row(Struct, frozen=True):
    """What all columns tell of one thing; a column without a cell tells nothing of it that was found. ``standing`` is the strongest of the findings."""

    kind: RowKind | Literal["told as"]
    cells: tuple[tuple[Cell, ...], ...]
    standing: Standing
    findings: tuple[Finding, ...]


class Table(Struct, frozen=True):
    """The accounts of one event beside each other."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """Where two columns exclude each other."""
        return tuple(f for r in self.rows for f in r.findings if f.standing == "conflict")


def table(
    cores: Iterable[Iterable[Telling]],
    others: Iterable[Telling],
    surely: Surely,
    apart: Apart = lambda a, b: False,
) -> Table:
    """The account table of an event: tellings that are of one event stand in one core; the others may be of it, and conflict with nothing.

    ``surely`` says of two tellings whether they are of one event beyond doubt: a denial speaks only against these. ``apart`` says of two
    documents whether findings between them are dismissed.
    """
    held = [list(c) for c in cores]
    core: dict[Key, int] = {t.key: n for n, c in enumerate(held) for t in c}
    columns = _columns(sorted([*(t for c in held for t in c), *others], key=lambda t: t.key), core)
    rows = [_row(kind, columns, core) for kind in ROWS]
    made = (*rows, _occurrence(columns, core, surely))
    return Table(columns, tuple(_without(r, columns, apart) for r in made if any(r.cells)))


def _without(row: Row, columns: Sequence[Column], apart: Apart) -> Row:
    """A row without the findings that are dismissed."""
    kept = tuple(f for f in row.findings if not apart(columns[f.a].path, columns[f.b].path))
    if len(kept) == len(row.findings):
        return row
    return msgspec.structs.replace(row, findings=kept, standing=_strongest(kept, row.cells))


def _columns(tellings: Sequence[Telling], core: Mapping[Key, int]) -> tuple[Column, ...]:
    held: dict[tuple[str, str, str], list[Telling]] = {}
    for t in tellings:
        held.setdefault((t.path, t.account.voice, t.account.holder), []).append(t)
    return tuple(
        Column(
            path, voice, holder, tuple(dict.fromkeys(s for t in ts if (s := t.account.source))), tuple(ts),
            any(t.key in core for t in ts),
        )
        for (path, voice, holder), ts in held.items()
    )  # fmt: skip


def _row(kind: RowKind, columns: Sequence[Column], core: Mapping[Key, int]) -> Row:
    cells = tuple(
        _unlike(c for t in col.tellings for c in t.account.cells if c.row == kind) for col in columns
    )
    told = [_counting(kind, column, core) for column in columns]
    found = [_standing(told, columns, a, b) for a, b in combinations(range(len(columns)), 2)]
    findings = tuple(f for f in found if f)
    return Row(kind, cells, _strongest(findings, cells, sum(map(bool, told))), findings)


def _unlike(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Cells without those that say the same in the same words."""
    seen: dict[str, Cell] = {}
    for c in cells:
        seen.setdefault(c.words.casefold(), c)
    return tuple(seen.values())


def _standing(
    told: Sequence[Sequence[tuple[int, Telling, Cell]]], columns: Sequence[Column], a: int, b: int
) -> Finding | None:
    """How two columns stand to each other: in conflict only if nothing that one tells can be what the other tells of the same people or things."""
    known: dict[str, dict[Verdict, tuple[Cell, Cell]]] = {}
    for core, of_x, x in told[a]:
        for other, of_y, y in told[b]:
            found = compared(x.value, y.value) if core == other and x.value and y.value else None
            against = found == "conflict" and exclude_one_another(of_x, x, of_y, y)
            if found and (found != "conflict" or (against and _may_conflict(of_x, of_y))):
                known.setdefault(_of_whom(x), {}).setdefault(found, (x, y))
    if not known:
        return None
    best = [min(found, key=_VERDICTS.index) for found in known.values()]
    verdict: Verdict = "conflict" if "conflict" in best else min(best, key=_VERDICTS.index)
    cells = next(found[verdict] for found, own in zip(known.values(), best, strict=True) if own == verdict)
    changed = verdict == "conflict" and columns[a].holder == columns[b].holder
    return Finding(a, b, "change" if changed else verdict, cells)


def _may_conflict(a: Telling, b: Telling) -> bool:
    """Whether what two tellings say of one event can be held against one another."""
    if not anchored(a, b) or may_be_one_voice(a, b) or opposed(a.head, b.head):
        return False  # where he was born says nothing against where he is buried
    # one who changes his mind is not weighed
    return a.account.holder == b.account.holder or log_odds(a, b) >= UNLIKELY


def _of_whom(cell: Cell) -> str:
    """Whom or what a number counts by its role: those to whom it happened, those who did it, how long it lasted, how old somebody was."""
    return cell.value.role if isinstance(cell.value, Number) else ""


def _counting(kind: RowKind, column: Column, core: Mapping[Key, int]) -> list[tuple[int, Telling, Cell]]:
    """The cells of a column that can conflict, with the core of each; without those that say what another says more exactly ('in 1826', 'on 1 May')."""
    found = [
        (core[t.key], t, c)
        for t in column.tellings
        if t.account.counts and t.key in core
        for c in t.account.cells
        if c.row == kind
    ]
    return [
        (n, t, c) for n, t, c in found if not any(n == m and is_within(d.value, c.value) for m, _, d in found)
    ]


def _strongest(findings: Sequence[Finding], cells: Sequence[Sequence[Cell]], counting: int = 0) -> Standing:
    """The standing of a row: in conflict if any two are; the same or compatible only if all that tell it flatly
    (``counting`` columns) were compared."""
    if sum(bool(c) for c in cells) < 2:
        return "one voice"
    for standing in ("conflict", "change"):
        if any(f.standing == standing for f in findings):
            return standing
    if not findings or len(findings) < counting * (counting - 1) // 2:
        return "beside"
    return "equal" if all(f.standing == "equal" for f in findings) else "compatible"


def _occurrence(columns: Sequence[Column], core: Mapping[Key, int], surely: Surely) -> Row:
    """Whether it is told to have happened, where somebody tells that it has not."""
    pairs = [
        (a, b, disputed)
        for a, b in combinations(range(len(columns)), 2)
        if (disputed := _disputed(columns[a], columns[b], core, surely))
    ]
    concerned = {c for _, _, disputed in pairs for c in disputed}
    cells = tuple(_told(column, core, concerned) for column in columns)
    findings = []
    for a, b, _ in pairs:
        standing: Standing = "change" if columns[a].holder == columns[b].holder else "conflict"
        findings.append(Finding(a, b, standing, (cells[a][0], cells[b][0])))
    return Row("told as", cells, _strongest(findings, cells), tuple(findings))


def _disputed(a: Column, b: Column, core: Mapping[Key, int], surely: Surely) -> set[int]:
    """The cores of which one column tells that it happened, and the other that it did not."""
    found = set()
    for one, other in ((a, b), (b, a)):
        for denied, no in _denied(one, core).items():
            for yes in other.tellings:
                happened = yes.account.told_as == "happened" and yes.account.counts
                if (
                    core.get(yes.key) == denied
                    and happened
                    and any(_is_of(yes, t, surely) and _meets(yes, t) for t in no)
                ):
                    found.add(denied)
    return found


def _is_of(yes: Telling, no: Telling, surely: Surely) -> bool:
    """Whether a denial is of the very event that the other tells: beyond doubt, or by what both texts tell besides; and not in one voice."""
    if may_be_one_voice(yes, no):
        return False
    if surely(yes, no):
        return True
    one_thing = yes.head == no.head or (yes.event.kind == no.event.kind != "other")
    return one_thing and yes.path != no.path and log_odds(yes, no) >= _LIKELY_DENIED


def _meets(yes: Telling, no: Telling) -> bool:
    """Whether a denial is of what the other tells: 'was not killed in Hull' says nothing against a death in Leeds, 'did not attend the funeral' nothing
    against who attended the inquest."""
    if "other" in (yes.event.kind, no.event.kind) and not _of_one_thing(yes, no):
        return False
    if " " in no.called and yes.head != no.head:
        return False  # 'paid no attention' says nothing against what else he paid
    if _by_his_own(no) and not (yes.doers & no.doers or yes.agents & no.agents):
        return False  # 'my company did not fire' says nothing against the gendarmes' firing
    if _of_none(no) and not (yes.done_to & no.done_to or yes.after & no.after):
        return False  # 'paid him no bribe' says nothing against whom he paid what else
    return not any(
        compared(x.value, y.value) == "conflict"
        for x in yes.account.cells
        for y in no.account.cells
        if x.row == y.row and (x.row in ("when", "where") or _of_doers(x)) and x.value and y.value
    )


def _of_doers(cell: Cell) -> bool:
    """Whether a number is of those who did it: that two could not pay says nothing against six who did."""
    return isinstance(cell.value, Number) and cell.value.role == "agent"


def _by_his_own(t: Telling) -> bool:
    """Whether what is denied is that the speaker's own people did it."""
    return any(c.row == "by whom" and c.words.lower().startswith(("my ", "our ")) for c in t.account.cells)


def _of_none(t: Telling) -> bool:
    """Whether what is denied is that it was done to any such thing: 'paid him no bribe'."""
    return any(
        c.row == "who" and c.words.lower().startswith(("no ", "not a ")) and c.start > t.at.start
        for c in t.account.cells
    )


def _of_one_thing(a: Telling, b: Telling) -> bool:
    """Whether two events may be done to one thing, as far as both say to what."""
    if not (a.done_to or a.patients) or not (b.done_to or b.patients):
        return True
    return bool(a.done_to & b.done_to or a.patients & b.patients or a.after & b.after)


def _denied(column: Column, core: Mapping[Key, int]) -> dict[int, list[Telling]]:
    """The cores of which a column tells only that it did not happen, with its tellings."""
    held: dict[int, list[Telling]] = {}
    for t in column.tellings:
        if t.key in core:
            held.setdefault(core[t.key], []).append(t)
    return {c: ts for c, ts in held.items() if all(t.account.denied for t in ts)}


def _told(column: Column, core: Mapping[Key, int], concerned: set[int]) -> tuple[Cell, ...]:
    """How a column tells what is disputed, in a word, at the words that tell it."""
    tellings = [t for t in column.tellings if core.get(t.key) in concerned]
    if not tellings:
        return ()
    denied = all(t.account.denied for t in tellings)
    t = next((t for t in tellings if denied or t.account.told_as), tellings[0])
    words = "did not happen" if denied else t.account.told_as or "told"
    return (Cell("called", words, t.at.start, t.at.end),)
