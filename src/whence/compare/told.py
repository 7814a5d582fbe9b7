"""told: what a document tells: its events as each sentence has them, with what one of them lends to another."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from whence.compare.cells import ROWS, Cell, RowKind, is_nameless
from whence.compare.contexts import Context, contexts_of
from whence.compare.counted import COUNTED
from whence.compare.heads import noun, opposed
from whence.compare.kinship import is_kept
from whence.compare.scenes import day as day_of
from whence.compare.scenes import scene
from whence.compare.tellings import Telling, TellingReader
from whence.compare.values import AGE, DOERS_AGE, LENGTH, Number, When
from whence.layers.document import Document
from whence.layers.inner_names import outermost
from whence.ledger.words import TokenIndex
from whence.text import Span, SpanIndex

_OBJECT_WITHIN = 70  # characters from a verb to the noun for what it does
_LASTING = frozenset(["fight", "protest", "contest", "consult"])  # kinds of what goes on for a time
_OPENS = re.compile(
    r"\W*(?:(?:and|but|then|so|it\s+was|only|early|late|towards?|about|on|in|at|by|during)\W+){0,4}(?:the\s+)?",
    re.IGNORECASE,
)
_CLEFT = re.compile(r"(?:And\s+|But\s+)?[Ii]t\s+was\b")
_SUBORDINATE = re.compile(
    r"\b(?:who|whom|whose|which|that|after|before|when|while|because|since|until|till|where|had|having|though|although|if|lest|for|as)\b"
)
_TO_COME = re.compile(
    r"\b(?:(?:is|are|was|were)\s+to|(?<!the )(?<!her )(?<!his )(?<!my )(?<!last )will|shall|would|should|may|might|could|ought\s+to|hopes?\s+to|plans?\s+to)\b"
)
_YEAR, _DIGIT = re.compile(r"-?\d{4}"), re.compile(r"\d")
# kinds of what happens on a day, and of what it costs
_HAPPENS = frozenset(["destroy", "fight", "assault", "fire", "protest"])
_COSTS = frozenset(["life", "assault", "arrest", "destroy", "fire"])
_FOLLOWS = 3  # sentences
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_LATER = re.compile(
    r"\b(?:later|afterwards?|since|subsequently|eventually|finally|meanwhile|next|previous|earlier|before|had)\b",
    re.IGNORECASE,
)


class Told(Struct, frozen=True, eq=False, gc=False):
    """A document's events as they are told in it, and the stretches in which they stand."""

    path: str
    tellings: tuple[Telling, ...]
    contexts: tuple[Context, ...]


def told(path: str, document: Document) -> Told:
    """The events of a document as they are told, in the order of the text."""
    index = TokenIndex(document.text, document.document.language)
    contexts = contexts_of(document, index)
    reader = TellingReader(path, document, index, contexts)
    tellings = list(_as_planned(list(_as_their_verbs(list(reader.all()), reader.light)), document.text))
    lent = list(_lent(tellings, reader.said_behind()))
    return Told(
        path,
        tuple(_counted(_on_its_day(_opened(lent, document.text), document), document, contexts)),
        contexts,
    )


def _written(document: Document) -> int | None:
    """The year in which a document was written: what happens later it does not tell."""
    date = document.document.date
    year = _YEAR.match(date.value) if date else None
    return int(year[0]) if year else None


def _counted(
    tellings: Iterable[Telling], document: Document, contexts: tuple[Context, ...]
) -> Iterator[Telling]:
    """Tellings with how many of their kind their stretch has, what else it tells, their years, and when they were written."""
    made = list(tellings)
    written, day = _written(document), document.document.date
    written_on = day_of(day.value) if day else None
    cells: dict[int, list[Cell]] = {n: [] for n in range(len(contexts))}
    for t in made:
        cells[t.context] += t.account.cells
    named = SpanIndex([m for m in outermost(document.mentions) if m.form == "name"])
    scenes = [scene(document, c, named, cells[n]) for n, c in enumerate(contexts)]
    kinds = [(t.context, t.event.kind if t.event.kind != "other" else t.head) for t in made]
    counts = Counter(kinds)
    places = {(t.context, c.start, n) for t in made for c, n in _nouns(t)}
    told = Counter((context, n) for context, _, n in places)
    return (
        replace(
            t,
            alike=counts[k],
            years=_years(t),
            written=written,
            written_on=written_on,
            scene=scenes[t.context],
            valued=frozenset(c.row for c in t.account.cells if c.value),
            only=frozenset(n for _, n in _nouns(t) if told[t.context, n] == 1),
        )
        for t, k in zip(made, kinds, strict=True)
    )


def _nouns(t: Telling) -> Iterator[tuple[Cell, str]]:
    """The numbers of a telling, each with the noun that is counted."""
    for c in t.account.cells:
        if isinstance(c.value, Number) and c.value.role not in (AGE, DOERS_AGE, LENGTH) and c.value.of:
            yield c, noun(c.value.of)


def _years(t: Telling) -> tuple[int, int] | None:
    """The first and last year that its dates say, else those of its sentence; None where they say none for sure."""
    whens = [c for c in t.account.cells if isinstance(c.value, When) and not c.value.likely]
    # 'in the morning' says no day
    days = [
        c.value
        for c in whens
        if isinstance(c.value, When) and (c.value.clock is None or _DIGIT.search(c.words))
    ]
    stated = [day for d in days for day in (d.first, d.last)] or list(t.stated)
    found = [int(m[0]) for day in stated if (m := _YEAR.match(day))]
    return (min(found), max(found)) if found else None


def _as_their_verbs(tellings: list[Telling], light: frozenset[str]) -> Iterator[Telling]:
    """Tellings, of which a noun behind a verb that only says that it was done is told as the verb is: 'did not fire a volley', 'paid him a bribe'."""
    verb: Telling | None = None
    for t in tellings:
        if not (t.event.why or "").startswith("noun"):
            verb = t
        elif (
            verb is not None
            and t.account.told_as is None
            and verb.sentence == t.sentence
            and verb.head in light
        ):
            told = verb.account
            if t.at.start - verb.at.end <= _OBJECT_WITHIN and told.voice == t.account.voice:
                account = replace(
                    t.account,
                    told_as=told.told_as,
                    denied=told.denied or t.account.denied,
                    counts=told.counts,
                )
                t = replace(t, account=account)
        yield t


def _as_planned(tellings: list[Telling], text: str) -> Iterator[Telling]:
    """Tellings, of which a number that no event has is only planned where its sentence tells of plans: 'is to go in, with four battalions'."""
    planned = {t.sentence for t in tellings if t.account.told_as in ("intended", "expected", "possible")}
    for t in tellings:
        if t.event.why == COUNTED and (
            t.sentence in planned or _TO_COME.search(text, _clause(text, t), t.at.start)
        ):
            t = replace(t, account=replace(t.account, counts=False))
        yield t


def _clause(text: str, t: Telling) -> int:
    """Where the part of a sentence begins in which a telling stands, behind a semicolon."""
    return max(t.sentence.start, text.rfind(";", t.sentence.start, t.at.start))


def _opened(tellings: list[Telling], text: str) -> Iterator[Telling]:
    """Tellings with the time at which their sentence opens, where they have none and stand in its main clauses: 'On 24 August he drew his sword and
    founded the city', 'It was on 24 August that …'."""
    opening: dict[Span, tuple[Telling, Cell]] = {}
    for t in tellings:
        first = opening.get(t.sentence)
        for c in t.account.cells:
            if c.row == "when" and _OPENS.fullmatch(text, t.sentence.start, c.start) and first is None:
                opening[t.sentence] = (t, c)
    for t in tellings:
        other, cell = opening.get(t.sentence, (t, None))
        if cell and other is not t and t.at.start >= cell.end and _is_main(text, cell.end, t):
            told = t.account.voice == other.account.voice and not any(
                c.row == "when" for c in t.account.cells
            )
            t = _with(t, [cell]) if told else t
        yield t


def _is_main(text: str, start: int, t: Telling) -> bool:
    """Whether a telling stands in a main clause behind a position of its sentence; that of 'It was on Monday that …' is one."""
    between = text[start : t.at.start]
    if _CLEFT.match(text, t.sentence.start):
        between = re.sub(r"^[^,;:]*?\bthat\b", "", between, count=1)
    return _SUBORDINATE.search(between) is None


def _on_its_day(tellings: Iterable[Telling], document: Document) -> Iterator[Telling]:
    """Tellings of what it cost with the day of what happened, which a sentence shortly before tells, where they have none and no other time is told
    between: 'The ferry overturned on 14 June. Nineteen passengers drowned.'"""
    times = SpanIndex([t for t in document.times if t.type in ("DATE", "TIME")])
    last: Telling | None = None
    for t in tellings:
        dated = [c for c in t.account.cells if c.row == "when"]
        if dated and t.event.kind in _HAPPENS and t.account.counts:
            last = t
        elif last is not None and not dated and t.event.kind in _COSTS and t.sentence != last.sentence:
            timeless = not times.inside(last.sentence.end, t.at.end)
            # one who is named may have died of it later, elsewhere
            counted = any(c.row == "how many" for c in t.account.cells)
            if (
                counted
                and timeless
                and last.account.voice == t.account.voice
                and _follows(last, t, document.text)
            ):
                t = _with(t, [c for c in last.account.cells if c.row == "when"])
        yield t


def _follows(first: Telling, t: Telling, text: str) -> bool:
    """Whether a telling stands few sentences behind another, in its paragraph, and is not said to be of another time."""
    between = text[first.sentence.end - 1 : t.sentence.start]
    near = "\n\n" not in between and len(_SENTENCE_END.findall(between)) <= _FOLLOWS
    return near and _LATER.search(text, t.sentence.start, t.at.start) is None


def _with(t: Telling, cells: Iterable[Cell]) -> Telling:
    """A telling with more cells."""
    ordered = sorted((*t.account.cells, *cells), key=lambda c: (ROWS.index(c.row), c.start, c.end))
    return replace(t, account=replace(t.account, cells=tuple(ordered)))


def _lent(tellings: list[Telling], said: Mapping[Span, list[Cell]]) -> Iterator[Telling]:
    """Tellings with the day and the place that another event of their sentence, voice and kind has, where they have none of their own; a place
    before them that is the only one of the sentence holds for all that follows. ``said``: what the sentence behind says of a sentence ('It was 1934')."""
    by_sentence: dict[Span, list[Telling]] = {}
    for t in tellings:
        by_sentence.setdefault(t.sentence, []).append(t)
    for t in tellings:
        beside = [o for o in by_sentence[t.sentence] if o is not t and o.account.voice == t.account.voice]
        kinds: tuple[RowKind, ...] = ("when", "where")
        lent = [c for row in kinds for c in _borrowed(t, beside, row)]
        rows = {c.row for c in (*t.account.cells, *lent) if not is_nameless(c)}
        goes_on = t.event.kind in _LASTING
        behind = [c for c in said.get(t.sentence, ()) if c.row != "how many" or goes_on]
        lent += [c for c in behind if c.row not in rows]
        own = [c.value for c in t.account.cells if isinstance(c.value, When)]
        hour = next((c for c in behind if c.row in rows and _tells_hour(c, own)), None)
        if hour is not None:
            t, hour = _at_hour(t, hour)
            lent.append(hour)
        yield _with(t, lent) if lent else t


def _at_hour(t: Telling, hour: Cell) -> tuple[Telling, Cell]:
    """A telling and the hour that is said behind of its day: the hour stands for both where days are compared."""
    day = next(c for c in t.account.cells if isinstance(c.value, When) and c.value.clock is None)
    clock = hour.value.clock if isinstance(hour.value, When) else None
    cells = tuple(replace(c, value=None) if c is day else c for c in t.account.cells)
    whole = replace(day.value, clock=clock) if isinstance(day.value, When) else None
    return replace(t, account=replace(t.account, cells=cells)), replace(hour, value=whole)


def _tells_hour(cell: Cell, told: list[When]) -> bool:
    """Whether a cell says at what hour of the one day that is told something was."""
    said = cell.value
    return (
        isinstance(said, When)
        and said.clock is not None
        and any(w.clock is None and w.first == said.first for w in told)
    )


def _borrowed(t: Telling, beside: list[Telling], row: RowKind) -> list[Cell]:
    if any(c.row == row for c in t.account.cells):
        return []
    lenders = [o for o in beside if not o.loose and (o.account.counts or not t.account.counts)]
    held = {c.words: (o, c) for o in lenders for c in o.account.cells if c.row == row}
    if len(held) != 1:
        return []
    other, cell = next(iter(held.values()))
    alike = other.event.kind == t.event.kind != "other" and not opposed(other.head, t.head)
    if row == "where" and is_kept(other) and not is_kept(t):
        return []  # nobody is arrested where he is locked up
    return [cell] if alike or (row == "where" and cell.end < t.at.start) else []
