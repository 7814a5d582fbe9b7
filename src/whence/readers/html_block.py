"""The block of a web page that is being written: its runs and marks, until it is known what it is."""

import re
from itertools import groupby

from msgspec import Struct, field

from whence.readers.html_notes import WebNote
from whence.readers.html_page import Element

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_FLAT = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹\xa0\n", "1230456789  ")


class Frame(Struct, gc=False):
    """An open element and what it means for the words in it."""

    element: Element
    path: str
    depth: int
    muted: bool = False
    level: int = 0
    quoted: bool = False
    item: bool = False
    caption: bool = False
    pre: bool = False
    code: bool = False
    table: bool = False
    note: WebNote | None = None
    shared: bool = False  # the note began inside this block
    counts: dict[str, int] | None = None


class Mark(Struct):
    """Something marked inside a block: a marker, emphasis, a link."""

    kind: str
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...] = ()


class OpenBlock(Struct):
    """The block that is being written: its runs, and marks that count from its beginning."""

    kind: str = ""
    level: int = 0
    pre: bool = False
    note: WebNote | None = None
    runs: list[tuple[str, str, bool]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pages: list[tuple[int, str]] = field(default_factory=list)
    length: int = 0
    holds: bool = False
    last: str = ""
    space: tuple[str, bool] | None = None
    row: bool = False

    def write(self, chars: str, where: str, generated: bool = False) -> None:
        """Appends a run."""
        if not chars:
            return
        self.runs.append((chars, where, generated))
        self.length += len(chars)
        self.last = chars[-1]
        self.holds = self.holds or (not generated and not chars.isspace())

    def join(self) -> None:
        """Makes one run of neighbours that come from the same place."""
        self.runs = [
            ("".join(r[0] for r in same), *place) for place, same in groupby(self.runs, key=lambda r: r[1:])
        ]

    def insert(self, at: int, chars: str, where: str) -> None:
        """Writes generated characters at a place inside; what is marked behind it moves on."""
        runs, position, done = [], 0, False
        for run in self.runs:
            end = position + len(run[0])
            if not done and position <= at <= end:
                cut = at - position
                runs += [(run[0][:cut], *run[1:]), (chars, where, True), (run[0][cut:], *run[1:])]
                done = True
            else:
                runs.append(run)
            position = end
        self.runs = [r for r in runs if r[0]]
        self._move(at, len(chars))

    def cut_front(self, size: int) -> None:
        """Leaves out the first characters."""
        left, runs = size, []
        for chars, where, generated in self.runs:
            gone = min(left, len(chars))
            left -= gone
            if chars[gone:]:
                runs.append((chars[gone:], where, generated))
        self.runs = runs
        self._move(0, -size)

    def _move(self, at: int, by: int) -> None:
        self.length += by
        for mark in self.marks:
            mark.start = max(0, mark.start + by) if mark.start >= at else mark.start
            mark.end = max(0, mark.end + by) if mark.end > at else mark.end
        self.pages = [(max(0, p + by) if p >= at else p, label) for p, label in self.pages]

    def chars(self) -> str:
        """What is written so far."""
        return "".join(r[0] for r in self.runs)


def label_at(chars: str, label: str) -> int:
    """How many characters the label of a note takes at its beginning, brackets and full stop included; 0 for none."""
    head = chars[: len(label) + 8].translate(_FLAT)
    at = _past(head, 0, " ")
    at = _past(head, _past(head, at, "[("), " ")
    end = at + len(label)
    follows = head[end : end + 1]
    cut = follows.isdigit() if label[-1:].isdigit() else follows.isalnum() or follows == "_"
    if head[at:end].casefold() != label.casefold() or cut:
        return 0
    closed = _past(head, _past(head, end, " "), "])")
    end = closed if head[closed - 1 : closed] in ("]", ")") and closed > end else end
    return min(_past(head, end, ".:"), len(chars))


def _past(chars: str, at: int, one_of: str) -> int:
    """The place behind one of some characters, where one stands there."""
    return at + (chars[at : at + 1] != "" and chars[at : at + 1] in one_of)


def without_end(runs: list[tuple[str, str, bool]], size: int) -> list[tuple[str, str, bool]]:
    """Runs without their last characters."""
    kept = list(runs)
    while size > 0 and kept:
        chars, where, generated = kept.pop()
        if len(chars) > size:
            kept.append((chars[:-size], where, generated))
        size -= len(chars)
    return kept


def trimmed(chars: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space at its ends."""
    while end > start and chars[end - 1].isspace():
        end -= 1
    while start < end and chars[start].isspace():
        start += 1
    return start, end


def pieces(chars: str, start: int, end: int) -> list[tuple[int, int]]:
    """Paragraphs of preformatted text: what blank lines part."""
    found, at = [], start
    for gap in _BLANK_LINE.finditer(chars, start, end):
        found.append(trimmed(chars, at, gap.start()))
        at = gap.end()
    found.append(trimmed(chars, at, end))
    return [(a, b) for a, b in found if b > a]
