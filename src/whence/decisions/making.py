"""making: Entries from what a person says, whichever way: on a page, or with a command."""

from collections.abc import Mapping
from typing import Any, Literal

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
    new_id,
    now,
)  # fmt: skip
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
