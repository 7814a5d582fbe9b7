"""The text of a PDF written down: lines joined to paragraphs, over pages too; words broken at the end of a line made whole.

Each line keeps its box on its page as its origin; what was added between lines, or left out of a broken word, is said there.
"""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from msgspec import Struct, field

from whence.readers.pdf_lines import Line
from whence.readers.pdf_pages import Paged, PdfNote, PdfPage
from whence.text import Given, Origin, Page, Text

_ENDS = re.compile(r"[.!?:;…]['\"”’»)\]]{0,3}\s*\d{0,3}$")
_BROKEN = re.compile(r"(\w+)-$")
_BULLET = re.compile(r"[•▪◦‣·–—*-]\s+\S")
_ALONE = 0.8  # of the usual size: a number that stands alone is a marker
_LARGE = 1.12  # of the usual size: headings


class _Paragraph(Struct, eq=False):
    kind: str
    level: int
    lines: list[Line] = field(default_factory=list)


def written(document: Paged, media_type: str) -> Text:
    """The Text of the pages: the running text, then the notes in their order."""
    paragraphs = _Paragraphs(document).all()
    writer = _Writer(document)
    for p in paragraphs:
        writer.paragraph(p)
    for note in document.notes:
        writer.note(note)
    return writer.text(media_type)


class _Margins(Struct):
    left: float
    right: float
    leading: float
    justified: bool


class _Paragraphs:
    """Finds where paragraphs begin."""

    def __init__(self, document: Paged) -> None:
        self._document = document
        self._size = document.size
        self._sizes = sorted(
            {round(line.size) for p in document.pages for line in p.lines if line.size > _LARGE * self._size},
            reverse=True,
        )
        self._found: list[_Paragraph] = []

    def all(self) -> list[_Paragraph]:
        """The paragraphs in their order."""
        last: Line | None = None
        margins: dict[tuple[int, int], _Margins] = {}
        for page in self._document.pages:
            for column in {line.column for line in page.lines}:
                margins[page.number, column] = self._margins([x for x in page.lines if x.column == column])
            for n, line in enumerate(page.lines):
                mine = margins[page.number, line.column]
                after = page.lines[n + 1] if n + 1 < len(page.lines) else None
                kind, level = self._kind(line, last, after, mine)
                before = margins[last.page, last.column] if last else mine
                if self._begins(line, last, after, kind, level, mine, before):
                    self._found.append(_Paragraph(kind, level))
                self._found[-1].lines.append(line)
                last = line
        return self._found

    def _margins(self, lines: list[Line]) -> _Margins:
        usual = [x for x in lines if abs(x.size - self._size) < 0.08 * self._size] or lines
        lefts = Counter(round(x.left) for x in usual)
        common = [x for x, k in lefts.items() if k >= max(2, 0.15 * len(usual))]
        left = float(min(common)) if common else min(x.left for x in usual)
        right = sorted(x.right for x in usual)[int(0.9 * (len(usual) - 1))]
        gaps = [a.base - b.base for a, b in pairwise(usual) if 0 < a.base - b.base < 3 * self._size]
        full = sum(x.right > right - self._size for x in usual)
        return _Margins(left, right, median(gaps) if gaps else 1.2 * self._size, full > 0.55 * len(usual))

    def _kind(self, line: Line, last: Line | None, after: Line | None, m: _Margins) -> tuple[str, int]:
        if line.size > _LARGE * self._size and len(line.chars) < 160 and any(c.isalpha() for c in line.chars):
            return "heading", min(
                6, 1 + self._sizes.index(round(line.size)) if round(line.size) in self._sizes else 3
            )
        if _BULLET.match(line.chars):
            return "list_item", 0
        small = line.size < 0.95 * self._size
        inset = line.left - m.left > 1.1 * self._size and line.right < m.right + 2
        if inset:
            beside = [
                x for x in (last, after) if x is not None and x.page == line.page and x.column == line.column
            ]
            inset = any(abs(x.left - line.left) < 2 and abs(x.size - line.size) < 0.5 for x in beside)
            inset = inset and (line.right < m.right - 0.5 * self._size or small or not _centred(line, m))
        return ("block_quotation", 0) if inset and not _centred(line, m) else ("paragraph", 0)

    def _begins(
        self, line: Line, last: Line | None, after: Line | None, kind: str, level: int, m: _Margins, before: _Margins
    ) -> bool:  # fmt: skip
        if last is None or kind == "list_item":
            return True
        open_ = self._found[-1]
        if kind == "heading" or open_.kind == "heading":
            near = kind == open_.kind and level == open_.level and line.page == last.page
            return not (near and 0 < last.base - line.base < 2 * line.size)
        if (kind == "block_quotation") != (open_.kind == "block_quotation"):
            return not (kind == "paragraph" and open_.kind == "list_item")
        over = line.page != last.page or line.column != last.column
        if not over and last.base - line.base > 1.4 * m.leading and last.base - line.base > 1.3 * line.size:
            return True
        margin, right = (
            (m.left, before.right) if kind != "block_quotation" else (open_.lines[-1].left, before.right)
        )
        indent = line.left - margin
        was = last.left - (before.left if kind != "block_quotation" else margin)
        if 0.6 * self._size < indent and (indent > was + 0.5 * self._size) and open_.kind != "list_item":
            return True
        short = last.right < right - 3 * self._size
        ends = bool(_ENDS.search(last.chars.rstrip()))
        starts = line.chars.lstrip("“\"'‘([")[:1].isupper() or line.chars[:1].isdigit()
        if over:
            return ends and starts and short
        return ends and starts and short and before.justified


def _centred(line: Line, m: _Margins) -> bool:
    return abs((line.left - m.left) - (m.right - line.right)) < 6 and line.left - m.left > 12


class _Writer:
    """Writes characters with their origins, pages and marks."""

    def __init__(self, document: Paged) -> None:
        self._labels = document.labels
        self._size = document.size
        self._out: list[str] = []
        self._length = 0
        self._origins: list[Origin] = []
        self._given: list[Given] = []
        self._pages: list[tuple[int, int]] = []  # where a page's characters begin
        self._words = _words(document.pages, document.notes)

    def paragraph(self, p: _Paragraph) -> None:
        """A paragraph, a heading, a quotation."""
        start = self._begin()
        self._lines([(line, 0) for line in p.lines], markers=True)
        if self._length > start:
            self._given.append(
                Given(start, self._length, p.kind, (("level", str(p.level)),) if p.kind == "heading" else ())
            )

    def note(self, note: PdfNote) -> None:
        """A note, under its label."""
        start = self._begin()
        self._turn(note.lines[0][0].page)
        self._write(f"[{note.label}] ", f"label of note {note.label}", True)
        self._lines(note.lines, markers=False)
        self._given.append(Given(start, self._length, "note", (("label", note.label),)))

    def _begin(self) -> int:
        if self._length:
            self._write("\n\n", "between blocks", True)
        return self._length

    def _turn(self, page: int) -> None:
        if not self._pages or self._pages[-1][1] != page:
            self._pages.append((self._length, page))

    def _lines(self, lines: list[tuple[Line, int]], markers: bool) -> None:
        for n, (line, begin) in enumerate(lines):
            chars = line.chars
            a = begin + len(chars[begin:]) - len(chars[begin:].lstrip())
            following = lines[n + 1][0] if n + 1 < len(lines) else None
            end, join = self._joint(chars, following.chars if following is not None else "")
            self._turn(line.page)
            base = self._length - a
            self._write(chars[a:end], line.where(), False)
            raised = line.raised
            if not raised and chars.strip().isdigit() and len(chars) < 5 and line.size < _ALONE * self._size:
                raised = [(0, len(chars))]  # what stood before it is blacked out
            for x, z in raised if markers else ():
                if a <= x and z <= end:
                    self._mark(base + x, base + z, chars[x:z])
            if following is not None:
                if join:
                    self._write(join, "between lines", True)
                elif end < len(chars):
                    last = self._origins[-1]
                    self._origins[-1] = Origin(
                        last.start, last.end, f"{last.where}, hyphen left out", last.generated
                    )

    def _mark(self, start: int, end: int, label: str) -> None:
        self._given.append(Given(start, end, "marker", (("label", label.strip()),)))

    def _joint(self, chars: str, following: str) -> tuple[int, str]:
        """Where a line ends, and what stands between it and the next one: nothing where a word was broken."""
        chars = chars.rstrip()
        broken = _BROKEN.search(chars)
        word = re.match(r"\w+", following)
        if not broken or not word:
            return len(chars), "" if chars.endswith(("—", "–")) and following[:1].isalpha() else " "
        whole, parted = f"{broken[1]}{word[0]}".casefold(), f"{broken[1]}-{word[0]}".casefold()
        if self._words[parted] > self._words[whole] or not word[0][:1].islower():
            return len(chars), ""  # 'well-known' keeps its hyphen
        return len(chars) - 1, ""

    def _write(self, chars: str, where: str, generated: bool) -> None:
        if not chars:
            return
        start = self._length
        self._out.append(chars)
        self._length += len(chars)
        self._origins.append(Origin(start, self._length, where, generated))

    def text(self, media_type: str) -> Text:
        """What was written."""
        ends = [*(at for at, _ in self._pages[1:]), self._length]
        pages = tuple(
            Page(start, end, self._labels[n])
            for (start, n), end in zip(self._pages, ends, strict=True)
            if end > start
        )
        given = tuple(sorted(self._given, key=lambda g: (g.start, -g.end, g.kind)))
        return Text("".join(self._out), media_type, tuple(self._origins), pages, given)


def _words(pages: list[PdfPage], notes: list[PdfNote]) -> Counter[str]:
    """How often each word, and each word with a hyphen, stands within a line."""
    found: Counter[str] = Counter()
    lines = [line for p in pages for line in p.lines] + [line for note in notes for line, _ in note.lines]
    for line in lines:
        found.update(w.casefold() for w in re.findall(r"\w+(?:-\w+)*", line.chars))
    return found
