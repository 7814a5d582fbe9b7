"""What of a web page is its text, and what stands around it: navigation, advertisements, comments, footers.

jusText tells running prose from the rest, block by block. Its judgement only says where the text begins and ends on the
page: within that everything is kept, so that no short paragraph, list, verse or note is lost. What a page declares
(``<main>``, ``<article>``, ``<nav>``) stands before what is guessed.
"""

from bisect import bisect_left
from importlib import import_module
from typing import Any

from msgspec import Struct

from whence.readers.html_page import (
    HEADINGS,
    Element,
    Page,
    Region,
    Stretch,
    ancestors,
    block_of,
    is_notes_list,
)

_BATCH = 500
_SOME = 200  # characters of prose elsewhere, without which nothing is taken for comments or navigation
_ENOUGH = 0.9  # of the running words must stand in what is taken, where the page declares nothing
_DECLARED = 0.75  # the same where the page says which part it is
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "lt": "Lithuanian",
    "lv": "Latvian", "nl": "Dutch", "nb": "Norwegian_Bokmal", "no": "Norwegian_Bokmal", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip


class _Place:
    """Where a paragraph stands, as jusText wants to be told: headings and selections matter to it, depth does not."""

    def __init__(self, tag: str) -> None:
        self.dom = tag
        self.xpath = f"/{tag}"


class Judge:
    """jusText, asked in small portions, so that a page of any size takes no more memory than its words."""

    def __init__(self, language: str | None) -> None:
        core: Any = import_module("justext.core")  # no types: one door for what is not checked
        self._paragraph: Any = import_module("justext.paragraph").Paragraph
        self._classify: Any = core.classify_paragraphs
        stoplist: Any = import_module("justext.utils").get_stoplist
        name = _NAMES.get((language or "en").lower().split("-")[0])
        self._words = stoplist(name) if name else frozenset()
        self._waiting: list[tuple[Stretch, Any]] = []

    def add(self, stretch: Stretch, words: str) -> None:
        """Takes the words of a block; its ``kind`` is known when ``finish`` returns."""
        paragraph = self._paragraph(_Place(stretch.block.tag))
        paragraph.append_text(words)
        paragraph.chars_count_in_links = stretch.linked
        self._waiting.append((stretch, paragraph))
        if len(self._waiting) >= _BATCH:
            self.finish()

    def finish(self) -> None:
        """Judges what waits."""
        options = {} if self._words else {"stopwords_low": 0.0, "stopwords_high": 0.0}
        self._classify([p for _, p in self._waiting], self._words, **options)
        for stretch, paragraph in self._waiting:
            stretch.kind = paragraph.cf_class
        self._waiting = []


class Content(Struct, eq=False):
    """The element that holds the text, what is taken besides, and what is left out."""

    root: Element
    besides: set[Element]
    left_out: set[Element]


class _Sums:
    """How many characters of some blocks stand between two places of the page."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self._orders = [s.order for s in stretches]
        self._sums = [0]
        for s in stretches:
            self._sums.append(self._sums[-1] + s.length)

    def within(self, first: int, last: int) -> int:
        """Characters of the blocks that begin between two orders, both included."""
        return self._sums[bisect_left(self._orders, last + 1)] - self._sums[bisect_left(self._orders, first)]


def choose(page: Page, noted: set[Element], title: str) -> Content:
    """The part of a page that is its text. ``noted``: elements that hold notes, which are never left out."""
    stretches = sorted(page.stretches, key=lambda s: s.order)
    prose = [s for s in stretches if s.kind in ("good", "neargood")]
    left_out = _left_out(page, _Sums(prose), noted)
    outside = [r for r in page.regions if r.element in left_out]
    running = _not_in(outside, [s for s in stretches if s.linked < 0.5 * s.length])
    prose = _not_in(outside, prose)
    declared = _declared(page, running)
    root = declared if declared is not None else _holding(page.body, prose, running)
    besides = _title(page, root, title)
    return Content(root, besides, left_out)


def _left_out(page: Page, prose: _Sums, noted: set[Element]) -> set[Element]:
    """Elements that stand around the text. What holds prose stays, unless it is declared to be something else."""
    total = prose.within(0, 1 << 60)
    left: set[Element] = set()
    articles = [r for r in page.regions if r.kind in ("article", "main")]
    for region in page.regions:
        if region.kind in ("article", "main") or is_notes_list(region.element):
            continue
        held = prose.within(region.order, region.end)
        if region.kind in ("nav", "strong"):
            out = total - held >= _SOME or not total
        elif region.kind == "header":
            inside = any(a.order < region.order <= a.end for a in articles[:200])
            out = not held and not inside and not _between(page.tops, region.order, region.end)
        else:
            out = not held and not (region.kind == "form" and not total)
        if out:
            left.add(region.element)
    return left


def _between(orders: list[int], first: int, last: int) -> bool:
    """Whether one of some orders is between two others."""
    return bisect_left(orders, first) < bisect_left(orders, last + 1)


def _not_in(regions: list[Region], stretches: list[Stretch]) -> list[Stretch]:
    """The stretches that stand in none of the regions; both come in the order of the page."""
    kept, at, end = [], 0, -1
    for s in stretches:
        while at < len(regions) and regions[at].order <= s.order:
            end = max(end, regions[at].end)
            at += 1
        if s.order > end:
            kept.append(s)
    return kept


def _declared(page: Page, running: list[Stretch]) -> Element | None:
    """The one <main> or <article> that holds most of the running words, None where none does."""
    sums = _Sums(running)
    total = sums.within(0, 1 << 60)
    for kind in ("main", "article"):
        found = [r for r in page.regions if r.kind == kind]
        best = max(found, key=lambda r: (sums.within(r.order, r.end), -r.order), default=None)
        if best is not None and total and sums.within(best.order, best.end) >= _DECLARED * total:
            return best.element
    return None


def _holding(body: Element, prose: list[Stretch], running: list[Stretch]) -> Element:
    """The smallest element with all prose and nearly all running words in it; the body where there is no prose."""
    if not prose:
        return body
    above = ancestors(prose[0].block)
    last = set(ancestors(prose[-1].block))
    common = next((e for e in above if e in last), body)
    total = sum(s.length for s in running)
    at = above.index(common) if common in above else len(above) - 1
    counts = _counts(above, running)
    while at < len(above) - 1 and counts[at] < _ENOUGH * total:
        at += 1
    return above[at] if above[at].tag != "html" else body


def _counts(above: list[Element], running: list[Stretch]) -> list[int]:
    """For each of a chain of elements how many running characters stand in it."""
    depth = {e: i for i, e in enumerate(above)}
    own = [0] * len(above)
    reached: dict[Element, int] = {}
    for s in running:
        element, path = s.block, []
        while element is not None and element not in depth and element not in reached:
            path.append(element)
            element = element.getparent()
        level = depth.get(element, reached.get(element, len(above) - 1))
        reached.update((e, level) for e in path)
        own[level] += s.length
    for i in range(1, len(own)):
        own[i] += own[i - 1]
    return own


def _title(page: Page, root: Element, title: str) -> set[Element]:
    """The heading with the page's title, where it stands outside the text: it is taken too."""
    plain = title.casefold()
    for element, words in page.headings:
        if element.tag == "h1" and len(words) > 3 and plain and words.casefold() in plain:
            inside = root in ancestors(element)
            return set() if inside else {block_of(element)}
        if element.tag in HEADINGS and element.tag != "h1" and words.casefold() == plain:
            return set() if root in ancestors(element) else {element}
    return set()
