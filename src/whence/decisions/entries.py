"""Entries: what people decide, one record a decision. The log only grows; undo is one more Entry.

An Entry says who decided, when and why, and points at words by Anchors, so that reading a document again, even with
a newer version, keeps it.
"""

from datetime import UTC, datetime
from typing import Literal, get_args
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from whence.text import Anchor

Rule = Literal["word", "phrase", "name", "documents"]


class Entry(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every decision has: an id of its own that collides with no other log's, when, by whom, why.

    Entries that were decided at once, about several things, have one id ``together``; they are taken back at once.
    """

    id: UUID
    at: datetime
    by: str
    because: str = ""
    together: UUID | None = None


class Accept(Entry, frozen=True, tag="accept"):
    """Read rightly: what Whence found at this place is what stands there. It does not say that it is true."""

    what: Anchor


class Reject(Entry, frozen=True, tag="reject"):
    """Read wrongly: there is no such thing at this place. It does not say that what the words tell is false."""

    what: Anchor


class Correct(Entry, frozen=True, tag="correct"):
    """A field of a record is read wrongly; this is what it should be. ``to`` says where, if the value is a place."""

    what: Anchor
    field: str
    value: str | None
    to: Anchor | None = None


class Same(Entry, frozen=True, tag="same"):
    """Two names, works or events are one."""

    left: Anchor
    right: Anchor


class Different(Entry, frozen=True, tag="different"):
    """Two that seem one are two."""

    left: Anchor
    right: Anchor


class Add(Entry, frozen=True, tag="add"):
    """A record that Whence missed, with its fields."""

    what: Anchor
    fields: dict[str, str]


class Mark(Entry, frozen=True, tag="mark"):
    """A person's own mark at a place: 'checked', 'ask the source'."""

    what: Anchor
    label: str


class Comment(Entry, frozen=True, tag="comment"):
    """What a person remarks at a place."""

    what: Anchor
    words: str


class Dismiss(Entry, frozen=True, tag="dismiss"):
    """A rule: findings of one kind are not shown. Of a word for what happens, of words that texts share, of a name, or between two documents (by their ids)."""

    rule: Rule
    values: tuple[str, ...]


class Withdraw(Entry, frozen=True, tag="withdraw"):
    """Takes another Entry back."""

    entry: UUID


AnyEntry = Accept | Reject | Correct | Same | Different | Add | Mark | Comment | Dismiss | Withdraw
Kind = Literal[
    "accept", "reject", "correct", "same", "different", "add", "mark", "comment", "dismiss", "withdraw"
]
KINDS: tuple[Kind, ...] = get_args(Kind)


def new_id() -> UUID:
    """An id for a new Entry."""
    return uuid4()


def now() -> datetime:
    """When an Entry is made: the one place where people's decisions ask the clock."""
    return datetime.now(UTC).replace(microsecond=0)


def entry_json(entry: AnyEntry) -> str:
    """The Entry as JSON; the same Entry is always the same characters."""
    return msgspec.json.encode(entry, order="sorted").decode()


def entry_of(words: str) -> AnyEntry:
    """The Entry of its JSON. Raises ValueError with a plain sentence where it is none."""
    try:
        entry: AnyEntry = msgspec.json.decode(words, type=AnyEntry)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ValueError(f"This is no Entry of a log: {error}.") from error
    return entry


def entries_of(lines: str) -> list[AnyEntry]:
    """The Entries of a log as JSON Lines: bare, or with their position and hashes as ``whence log --json`` writes them. Raises ValueError."""
    found = []
    for line in lines.splitlines():
        if line.strip():
            found.append(entry_of(_bare(line)))
    return found


def _bare(line: str) -> str:
    try:
        row = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return line
    held = row.get("entry") if isinstance(row, dict) else None
    return msgspec.json.encode(held).decode() if isinstance(held, dict) else line
