"""fixtures: documents that tell of one event, and what a careful reader finds in conflict. See cases/README.md."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

import whence
from whence.compare.accounts import Column, Finding
from whence.compare.keeping import compared

CASES = Path(__file__).parent / "cases"
_HEAD = re.compile(r"\[(?P<label>\w+) \| (?P<author>[^|]*) \| (?P<date>[^|\]]*)\]$")


class Expected(Struct, frozen=True):
    """A conflict: the row, and words of each side (of 'told as' the labels of the documents)."""

    row: str
    a: str
    b: str


class Fixture(Struct, frozen=True):
    """Documents as (label, author, date, text), and their conflicts; none where there is none."""

    title: str
    documents: tuple[tuple[str, str | None, str | None, str], ...]
    conflicts: tuple[Expected, ...]


def fixtures(path: Path) -> Iterator[Fixture]:
    """The fixtures of a file, in its order."""
    for part in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        texts, _, said = rest.partition("\n--\n")
        yield Fixture(title.strip(), tuple(_documents(texts)), tuple(_expected(said)))


def _documents(texts: str) -> Iterator[tuple[str, str | None, str | None, str]]:
    held: list[str] = []
    head: re.Match[str] | None = None
    for line in [*texts.splitlines(), None]:
        found = _HEAD.match(line.strip()) if line is not None else None
        if line is None or found:
            if head:
                given = (head[k].strip() for k in ("author", "date"))
                author, date = (None if g in ("", "-") else g for g in given)
                yield head["label"], author, date, "\n".join(held).strip()
            head, held = found, []
        else:
            held.append(line)


def _expected(said: str) -> Iterator[Expected]:
    for line in said.splitlines():
        if line.startswith("conflict:"):
            row, a, b = (w.strip() for w in line.removeprefix("conflict:").split("|"))
            yield Expected(row, a, b)


@cache
def found(fixture: Fixture) -> list[Expected]:
    """The conflicts that Whence finds; reckoned once, since several tests ask."""
    documents = (
        (label, whence.annotate(text, name=label, author=author, date=date))
        for label, author, date, text in fixture.documents
    )
    return [
        Expected(row.kind, *_sides(row.kind, f, event.table.columns))
        for event in compared(documents).events()
        for row in event.table.rows
        for f in row.findings
        if f.standing == "conflict"
    ]


def _sides(kind: str, finding: Finding, columns: Sequence[Column]) -> tuple[str, str]:
    if kind == "told as":
        return columns[finding.a].path, columns[finding.b].path
    return finding.cells[0].words, finding.cells[1].words


def is_met(expected: Expected, conflicts: list[Expected]) -> bool:
    """Whether one of the conflicts is the expected one: the row, and on each side words that hold the other's or are held by them."""
    for c in conflicts:
        for a, b in ((c.a, c.b), (c.b, c.a)):
            if c.row == expected.row and _alike(a, expected.a) and _alike(b, expected.b):
                return True
    return False


_LED_IN = re.compile(r"^(?:at|on|in) (?=\w)")  # which words of a day or an hour may have or not


def _alike(a: str, b: str) -> bool:
    one, other = (_LED_IN.sub("", " ".join(w.lower().split())) for w in (a, b))
    return one in other or other in one
