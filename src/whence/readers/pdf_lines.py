"""Lines of a PDF page: characters that stand beside each other, in the order in which they are read."""

import re
from array import array
from collections import Counter
from statistics import median

from msgspec import Struct, field

from whence.readers.pdf_child import RawPage

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_HYPHENS = "\x02\xad\ufffe"
_RAISED, _SMALLER = 0.12, 0.86  # of a line's size: how high and how small a superscript is
_LABEL = re.compile(r"[0-9]{1,4}[a-z]?|[*†‡§¶‖#]{1,4}|[a-z]")


class Line(Struct, eq=False):
    """A line: its characters, left, right, baseline and size in points, and the raised stretches in it."""

    page: int
    chars: str
    left: float
    right: float
    base: float
    size: float
    raised: list[tuple[int, int]] = field(default_factory=list)
    column: int = 0
    top: float = 0.0

    def label(self) -> tuple[str, int]:
        """The raised label with which a line begins, and where it ends; '' where it begins otherwise."""
        for a, z in self.raised:
            if not self.chars[:a].strip(" [("):
                return self.chars[a:z].strip(), z
        return "", 0

    def where(self) -> str:
        """The page of the file and the box, as origins give them."""
        return f"page {self.page + 1} box {self.left:.0f} {self.base:.0f} {self.right:.0f} {self.base + self.size:.0f}"


class _Piece(Struct, eq=False):
    """Characters that follow each other on one baseline, with their boxes' places in the page."""

    first: int
    chars: list[str]
    at: list[int]
    left: float
    right: float
    base: float
    size: float


def lines_of(page: RawPage, number: int) -> list[Line]:
    """The lines of a page in reading order."""
    boxes = array("f")
    boxes.frombytes(page.boxes)
    pieces = _pieces(page.chars, boxes)
    gutter = _gutter(pieces, page.width)
    return _in_order([_line(p, boxes, number) for p in pieces], gutter)


def _pieces(chars: str, boxes: "array[float]") -> list[_Piece]:
    found: list[_Piece] = []
    piece: _Piece | None = None
    for n, c in enumerate(chars):
        left, right, bottom, top, base = boxes[5 * n : 5 * n + 5]
        size = top - bottom
        if size <= 0 or right < left or c.isspace():
            if piece is not None and piece.chars[-1] != " ":
                piece.chars.append(" ")
                piece.at.append(n)
            continue
        if piece is None or not _joins(piece, left, base, size):
            piece = _Piece(n, [], [], left, right, base, size)
            found.append(piece)
        elif size > piece.size * 1.15:  # a superscript came first
            piece.base, piece.size = base, size
        piece.chars.append(c)
        piece.at.append(n)
        piece.right = max(piece.right, right)
        piece.left = min(piece.left, left)
    return found


def _joins(piece: _Piece, left: float, base: float, size: float) -> bool:
    larger = max(piece.size, size)
    return (
        abs(base - piece.base) < 0.55 * larger
        and piece.right - 1.4 * larger <= left <= piece.right + 2.5 * larger
    )


def _gutter(pieces: list[_Piece], width: float) -> float | None:
    """The middle of the white strip between two columns; None where the page has one."""
    long = [p for p in pieces if len(p.chars) > 12]
    if len(long) < 12:
        return None
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        x = width * step / 100
        crossing = sum(p.left < x - 2 and p.right > x + 2 for p in long)
        left, right = sum(p.right <= x + 2 for p in long), sum(p.left >= x - 2 for p in long)
        if (
            crossing <= 0.15 * len(long)
            and min(left, right) >= 0.25 * len(long)
            and (best is None or crossing < best[0])
        ):
            best = crossing, x
    return best[1] if best else None


def _line(p: _Piece, boxes: "array[float]", number: int) -> Line:
    sizes = [boxes[5 * n + 3] - boxes[5 * n + 2] for n, c in zip(p.at, p.chars, strict=True) if c != " "]
    bases = [boxes[5 * n + 4] for n, c in zip(p.at, p.chars, strict=True) if c != " "]
    usual = Counter(round(s * 2) for s in sizes)
    most = max(usual, key=lambda s: (usual[s], s)) / 2  # a sign of another font may be much higher
    big = [(s, b) for s, b in zip(sizes, bases, strict=True) if abs(s - most) <= 0.5]
    size, base = median(s for s, _ in big), median(b for _, b in big)
    chars = ""
    raised: list[tuple[int, int]] = []
    for n, c in zip(p.at, p.chars, strict=True):
        high = (
            c != " "
            and boxes[5 * n + 4] - base > _RAISED * size
            and boxes[5 * n + 3] - boxes[5 * n + 2] < _SMALLER * size
        )
        if high and raised and raised[-1][1] == len(chars):
            raised[-1] = (raised[-1][0], len(chars) + 1)
        elif high:
            raised.append((len(chars), len(chars) + 1))
        chars += _LIGATURES.get(c, "-" if c in _HYPHENS else c)
    raised = [(a, z) for a, z in raised if _LABEL.fullmatch(chars[a:z])]
    return Line(number, chars.rstrip(), p.left, p.right, base, size, raised, top=base + size)


def _in_order(lines: list[Line], gutter: float | None) -> list[Line]:
    """Lines from top to bottom; of two columns the left one first, between lines that go over both."""
    lines = [line for line in lines if line.chars.strip()]
    if gutter is None:
        return _merged(sorted(lines, key=lambda line: (-round(line.base), line.left)))
    for line in lines:
        line.column = (
            0 if line.left < gutter - 2 and line.right > gutter + 2 else 1 if line.right <= gutter + 2 else 2
        )
    ordered = sorted(lines, key=lambda line: (-round(line.base), line.left))
    bands: list[list[Line]] = [[]]
    for line in ordered:
        if line.column == 0:
            bands += [[line], []]
        else:
            bands[-1].append(line)
    found = []
    for band in bands:
        found += [*_merged([x for x in band if x.column < 2]), *_merged([x for x in band if x.column == 2])]
    return found


def _merged(lines: list[Line]) -> list[Line]:
    """Pieces on one baseline as one line."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last.base - line.base) < 0.35 * max(last.size, line.size)
            and line.left >= last.right - 1
        ):
            shift = len(last.chars) + 1
            last.chars = f"{last.chars} {line.chars}"
            last.raised += [(a + shift, z + shift) for a, z in line.raised]
            last.right = line.right
            last.size = max(last.size, line.size)
        else:
            found.append(line)
    return found
