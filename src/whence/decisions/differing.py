"""differing: where two people decided differently about the same thing. Both decisions stand in the log; the later one holds."""

from collections.abc import Iterable

from whence.decisions.entries import Accept, AnyEntry, Correct, Different, Reject, Same
from whence.text import Anchor

Thing = tuple[object, ...]


def differing(entries: Iterable[AnyEntry]) -> list[tuple[AnyEntry, AnyEntry]]:
    """Pairs of Entries by different people about one thing that say different things; the last word of each person, in the log's order."""
    last: dict[Thing, dict[str, AnyEntry]] = {}
    for entry in entries:
        for thing in things(entry):
            said = last.setdefault(thing, {})
            said.pop(entry.by, None)
            said[entry.by] = entry
    found: dict[tuple[object, object], tuple[AnyEntry, AnyEntry]] = {}
    for said in last.values():
        spoken = list(said.values())
        for i, one in enumerate(spoken):
            for other in spoken[i + 1 :]:
                if _differ(one, other):
                    found.setdefault((one.id, other.id), (one, other))
    return list(found.values())


def things(entry: AnyEntry) -> list[Thing]:
    """What an Entry decides: a record as a whole, one of its fields, whether two are one."""
    match entry:
        case Accept(what=what) | Reject(what=what):
            return [("record", *_place(what))]
        case Correct(what=what, field=field):
            return [("field", field, *_place(what)), ("record", *_place(what))]
        case Same(left=left, right=right) | Different(left=left, right=right):
            return [("same", *sorted((_place(left), _place(right))))]
    return []


def _place(anchor: Anchor) -> Thing:
    return (anchor.document, anchor.kind, tuple((s.start, s.end) for s in anchor.spans))


def _differ(one: AnyEntry, other: AnyEntry) -> bool:
    if isinstance(one, Correct) and isinstance(other, Correct):
        return one.field == other.field and (one.value, one.to) != (other.value, other.to)
    return type(one) is not type(other)
