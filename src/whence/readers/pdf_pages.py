"""Pages of a PDF: what stands in their heads and feet, their printed numbers, and which lines are notes at their foot."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from msgspec import Struct

from whence.readers.pdf_child import RawDocument
from whence.readers.pdf_lines import Line, lines_of

_APART = 1.7  # of the usual size: from baseline to baseline, heads and feet stand farther from the text than its lines
_EDGE = 3  # lines at the top and at the bottom that may be heads or feet
_SMALL = 0.94  # of the size of the text: smaller lines may be notes
_ALONE = 0.8  # of it: a number that stands alone is a raised label
_BEGINS = re.compile(r"\s*(?:\[(?P<square>\d{1,4})\]|(?P<plain>\d{1,4}|[*†‡§]{1,3})\.?(?=\s*[^\s\d]))")
_NUMBER = re.compile(
    r"[\[(]?\s*(?:page|p\.|-|–)?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:-|–)?\s*[\])]?(?:\s+of\s+\d+)?", re.IGNORECASE
)
_AT_END = re.compile(r"^(\d{1,4}|[ivxlc]{1,6})\s{1,}\D|\D\s+(\d{1,4}|[ivxlc]{1,6})$")


class PdfNote(Struct, eq=False):
    """A note: its label and its lines, on one page or several."""

    label: str
    lines: list[tuple[Line, int]]  # and where in the line its words begin


class PdfPage(Struct, eq=False):
    """A page: its number in the file and the lines of its text."""

    number: int
    lines: list[Line]


class Paged(Struct, eq=False):
    """The document: its pages, its notes, the usual size of its text, and the printed label of each page."""

    pages: list[PdfPage]
    notes: list[PdfNote]
    size: float
    labels: list[str]


def paged(document: RawDocument) -> Paged:
    """The pages of a document without heads and feet, its notes apart."""
    lines = [lines_of(page, n) for n, page in enumerate(document.pages)]
    size = _usual_size(lines)
    heads = _heads(lines, [p.height for p in document.pages], size)
    labels = _labels(lines, heads, [p.label for p in document.pages])
    body = [[line for line in page if line not in heads] for page in lines]
    notes = _Notes(size)
    pages = [PdfPage(n, notes.taken_from(page)) for n, page in enumerate(body)]
    return Paged(pages, notes.found, size, labels)


def _usual_size(lines: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in lines:
        for line in page:
            sizes[round(line.size * 4) / 4] += len(line.chars)
    return max(sizes, key=lambda s: (sizes[s], s)) if sizes else 10.0


# -- heads and feet ---------------------------------------------------------------------------------------------------


def _heads(lines: list[list[Line]], heights: list[float], size: float) -> set[Line]:
    """Lines at the edges of pages that come again on other pages, and bare page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    places: Counter[int] = Counter()
    for page in lines:
        ordered = sorted(page, key=lambda line: -line.base)
        edge = [*ordered[:_EDGE], *ordered[max(_EDGE, len(ordered) - _EDGE) :]]
        seen.update({(_plain(line), round(line.base / 4)) for line in edge})
        places.update({round(line.base / 4) for line in edge if len(line.chars) < 60})
    least = max(3, len(lines) // 40)
    widths = [line.right - line.left for page in lines for line in page if abs(line.size - size) < 0.6]
    full = sorted(widths)[int(0.8 * len(widths))] if widths else 0.0
    found: set[Line] = set()
    for page, height in zip(lines, heights, strict=True):
        ordered = sorted(page, key=lambda line: -line.base)
        for run in (ordered[:_EDGE], ordered[::-1][:_EDGE]):
            for k, line in enumerate(run):
                again = sum(seen[_plain(line), round(line.base / 4) + d] for d in (-1, 0, 1)) >= least
                at_edge = line.base > 0.88 * height or line.base < 0.1 * height
                bare = bool(_NUMBER.fullmatch(line.chars.strip())) and at_edge
                usual = (
                    sum(places[round(line.base / 4) + d] for d in (-1, 0, 1)) >= 0.5 * len(lines)
                    and len(lines) > 3
                )
                short = (
                    not line.label()[0]
                    and line.right - line.left < 0.75 * full
                    and at_edge
                    and usual
                    and _apart(run, k, size)
                )
                if not (again or bare or short):
                    break
                found.add(line)
    return found


def _apart(run: list[Line], k: int, size: float) -> bool:
    """Whether a line stands apart from the next one towards the middle of the page."""
    return k + 1 >= len(run) or abs(run[k].base - run[k + 1].base) > _APART * size


def _plain(line: Line) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.chars.casefold()).strip()


def _labels(lines: list[list[Line]], heads: set[Line], given: list[str]) -> list[str]:
    """The number printed on each page, where numbers count on with the pages; else the file's label, else its place."""
    printed: list[str | None] = []
    for page in lines:
        found = None
        for line in page:
            if line in heads:
                words = line.chars.strip()
                whole = _NUMBER.fullmatch(words)
                beside = _AT_END.search(words)
                found = found or (whole[1] if whole else (beside[1] or beside[2]) if beside else None)
        printed.append(found)
    steps = Counter(int(p) - n for n, p in enumerate(printed) if p and p.isdigit())
    labels = []
    for n, p in enumerate(printed):
        sure = p is not None and (not p.isdigit() or steps[int(p) - n] >= 2 or len(lines) < 3)
        near = [s for s, k in steps.most_common(3) if k >= 3]
        if sure and p is not None:
            labels.append(p)
        elif given[n]:
            labels.append(given[n])
        else:
            labels.append(str(n + near[0]) if near and n + near[0] > 0 else str(n + 1))
    return labels


# -- notes ---------------------------------------------------------------------------------------------------------------


class _Notes:
    """Takes the notes off the feet of pages, in their order."""

    def __init__(self, size: float) -> None:
        self.found: list[PdfNote] = []
        self._size = size
        self._open = False  # whether the last page ended inside a note

    def taken_from(self, page: list[Line]) -> list[Line]:
        """The lines of a page that are not notes."""
        columns = sorted({line.column for line in page})
        if len(columns) > 2 or (len(columns) == 2 and 0 not in columns):
            kept = []
            for column in columns:
                kept += self._foot([line for line in page if line.column == column])
            return kept
        return self._foot(page)

    def _foot(self, page: list[Line]) -> list[Line]:
        at = len(page)
        while at and page[at - 1].size <= _SMALL * self._size:
            at -= 1
        at = min(at, self._as_large(page))
        small = page[at:]
        begins = [k for k, line in enumerate(small) if self._label(line, k, small)]
        if not begins and not (small and self._open and self._goes_on(page, at)):
            self._open = False
            return page
        first = begins[0] if begins else 0
        if first and not (self._open and self._same_margin(small, first)):
            at, small = at + first, small[first:]  # a quotation in small letters stands before the notes
            first = 0
        last = self._last()
        for line in small:
            label = self._label(line, 0, [line], last)
            if label:
                self.found.append(PdfNote(label[0], [(line, label[1])]))
                last = label[0]
            elif self.found:
                self.found[-1].lines.append((line, 0))
        self._open = bool(small)
        return page[:at]

    def _as_large(self, page: list[Line]) -> int:
        """Where notes in the size of the text begin: the first line that opens with the raised label of a marker above it."""
        called: set[str] = set()
        for k, line in enumerate(page):
            label, end = line.label()
            if label and label in called:
                return k
            called.update(line.chars[a:z].strip() for a, z in line.raised if a >= end)
        return len(page)

    def _last(self) -> str:
        return self.found[-1].label if self.found else ""

    def _label(
        self, line: Line, k: int, small: list[Line], last: str | None = None
    ) -> tuple[str, int] | None:
        """The label with which a line begins a note, and where its words begin."""
        label, end = line.label()
        if label:
            return label, end
        alone = line.chars.strip()
        if alone.isdigit() and len(alone) < 5 and line.size < _ALONE * self._size:
            return alone, len(line.chars)  # its words are blacked out
        match = _BEGINS.match(line.chars)
        if match is None:
            return None
        plain = match["square"] or match["plain"]
        if not plain.isdigit() or match["square"]:
            return plain, match.end()
        before = last if last is not None else next(
            (x for x in (self._bare(small[j]) for j in range(k - 1, -1, -1)) if x), self._last()
        )  # fmt: skip
        follows = before.isdigit() and int(plain) in (int(before) + 1, int(before) + 2)
        return (plain, match.end()) if follows or int(plain) == 1 or not self.found else None

    @staticmethod
    def _bare(line: Line) -> str:
        label, _ = line.label()
        match = _BEGINS.match(line.chars)
        return label or (match["square"] or match["plain"] if match else "")

    def _goes_on(self, page: list[Line], at: int) -> bool:
        """Whether small lines without a label are the end of a note of the page before: apart from the text above."""
        if at == 0:
            return True
        gaps = [a.base - b.base for a, b in pairwise(page[:at]) if a.base > b.base]
        usual = median(gaps) if gaps else self._size * 1.2
        return page[at - 1].base - page[at].base > 1.15 * usual

    def _same_margin(self, small: list[Line], first: int) -> bool:
        """Whether the lines before the first label stand where notes do, not further in as quotations."""
        margin = min(line.left for line in small[first:])
        return median(line.left for line in small[:first]) < margin + 0.8 * self._size
