"""making: Entries from what a person says, whichever way: on a page, or with a command."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from whence.decisions.entries import (
    Accept,
    Add,
    AnyEntry,
    Comment,
    Correct,
    Different,
    Mark,
    Reject,
    Same,
    Withdraw,
    new_id,
    now,
)  # fmt: skip
from whence.decisions.fold import State
from whence.text import Anchor

Action = Literal["accept", "reject", "correct", "add", "same", "different", "mark", "comment"]


def entry(
    action: Action, what: Anchor, by: str, because: str = "", field: str | None = None, value: str | None = None,
    to: Anchor | None = None, other: Anchor | None = None, fields: Mapping[str, str] | None = None,
) -> AnyEntry:  # fmt: skip
    """The Entry of an action about a place. Raises ValueError, with a plain sentence, where something is missing."""
    head: dict[str, Any] = {"id": new_id(), "at": now(), "by": by, "because": because}
    words = (value or "").strip()
    match action:
        case "accept":
            return Accept(**head, what=what)
        case "reject":
            return Reject(**head, what=what)
        case "correct":
            if not field:
                raise ValueError("Say what is to be corrected.")
            return Correct(**head, what=what, field=field, value=words or None, to=to)
        case "add":
            return Add(**head, what=what, fields={k: v for k, v in (fields or {}).items() if v})
        case "mark" if words:
            return Mark(**head, what=what, label=words)
        case "comment" if words:
            return Comment(**head, what=what, words=words)
        case "mark" | "comment":
            raise ValueError(f"A {action} needs words.")
    if other is None:
        raise ValueError("Choose the other one.")
    return (Same if action == "same" else Different)(**head, left=what, right=other)


def together(entries: Sequence[AnyEntry]) -> list[AnyEntry]:
    """Entries that are decided at once, so that they are taken back at once."""
    if len(entries) < 2:
        return list(entries)
    return [msgspec.structs.replace(e, together=entries[0].id) for e in entries]


def withdrawals(state: State, by: str, wanted: str | None = None) -> list[Withdraw]:
    """What takes back the last decision of a person, or one by its id, with those that were decided at once with it; empty where there is none."""
    standing = state.standing()
    mine = [e for e in standing if (str(e.id) == wanted if wanted else e.by == by)]
    if not mine:
        return []
    last = mine[-1]
    undone = (
        [last] if wanted or last.together is None else [e for e in standing if e.together == last.together]
    )
    return [w for w in together([_withdrawal(e, by) for e in undone]) if isinstance(w, Withdraw)]


def restorations(state: State, by: str) -> list[Withdraw]:
    """What makes good again what a person took back last, as long as she has decided nothing since; empty where there is none."""
    taken_back = {e.entry for e in state.entries if isinstance(e, Withdraw)}
    withdrawn = {e.id for e in state.entries if isinstance(e, Withdraw)}
    for last in reversed(state.entries):
        if last.by != by:
            continue
        if not isinstance(last, Withdraw):
            return []
        if last.entry in withdrawn or last.id in taken_back:
            continue  # itself made something good, or was made good
        undone = (
            [last] if last.together is None else [e for e in state.entries if e.together == last.together]
        )
        return [w for w in together([_withdrawal(e, by) for e in undone]) if isinstance(w, Withdraw)]
    return []


def _withdrawal(entry: AnyEntry, by: str) -> Withdraw:
    return Withdraw(id=new_id(), at=now(), by=by, entry=entry.id)
