"""What stands where on a web page: one pass over its elements, before anything is chosen or written.

Every list here keeps the order of the page. ``order`` is the number of an element in that order, so that "inside"
is a comparison of two numbers.
"""

import re
from typing import Any

from msgspec import Struct, field

from whence.lang import lexicon

# lxml comes without types; an element is only ever handed on
Element = Any

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul listing xmp plaintext".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# what no browser shows as words of the page
NEVER = frozenset(
    "head title script style template noscript noframes noembed iframe frameset object embed applet svg canvas audio video "
    "select option datalist textarea button input map area annotation annotation-xml".split()
)
WHITE = re.compile(r"[ \t\n\r\f]+")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader mw-editsection mw-jump-link "
    "cite-accessibility-label mwe-math-mathml-a11y printfooter catlinks".split()
)
_NOTES_LIST = re.compile(
    r"foot-?notes?\b|end-?notes?\b|\breferences\b|\breflist\b|\bmw-references|\bnotes?\b|\bnotelist\b|\brearnotes?\b"
    r"|\bfn-?(?:list|group)\b|fussnoten|sdfootnote|sdendnote|\bfootnotes?_",
    re.IGNORECASE,
)
_STRONG = frozenset(
    "comments comment-list commentlist comment-respond disqus_thread respond cookie-banner cookie-notice".split()
)
_WEAK = frozenset(
    "navbox navbar nav-links navigation menu sidebar breadcrumb breadcrumbs share sharing sharedaddy social share-buttons "
    "social-share related related-posts related-articles newsletter subscribe subscription-widget advert advertisement "
    "ads ad-slot promo site-header site-footer noprint post-navigation pagination recommended".split()
)
_PAGE_NUMBER = frozenset("pagenum pageno page-number pagenumber pagebreak page-break pb".split())
_PAGE_LABEL = re.compile(r"[\[{(]?\s*(?:pg|page|p)?\.?\s*(\d{1,5}|[ivxlcdm]{1,8})\s*[\]})]?", re.IGNORECASE)
_FRAGMENT = re.compile(r"([^#\s]*)#([^\s#]+)$")
_SHORT = 40
_HEADING = 25  # characters: a longer paragraph is no heading 'Notes'
_LONG_CELL = 1000


class Link(Struct, eq=False):
    """A link to another place of the page. ``first``: no letter or digit of its block stands before it."""

    element: Element
    words: str
    target: str
    block: Element
    order: int
    first: bool
    raised: bool
    before: str


class Region(Struct, eq=False):
    """An element that may stand beside what the page is about, from its order to that of its last descendant."""

    element: Element
    order: int
    end: int
    kind: str


class Stretch(Struct, eq=False):
    """The words of one block: how many, whether most of them are links, and what the content library takes it for."""

    block: Element
    order: int
    length: int
    linked: int
    kind: str = "bad"


class Page(Struct, eq=False):
    """What a pass over the elements finds."""

    body: Element
    ids: dict[str, Element] = field(default_factory=dict)
    orders: dict[Element, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    raised: list[tuple[Element, str, str]] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    note_roles: list[Element] = field(default_factory=list)
    headings: list[tuple[Element, str]] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)
    hidden: set[Element] = field(default_factory=set)
    layout_tables: set[Element] = field(default_factory=set)
    page_numbers: dict[Element, str] = field(default_factory=dict)
    length: int = 0
    preformatted: int = 0


def names_of(element: Element) -> str:
    """Class, id and roles of an element, one after another."""
    attributes = element.attrib
    return " ".join(str(attributes.get(k, "")) for k in ("class", "id", "role", "epub:type"))


def is_notes_list(element: Element) -> bool:
    """Whether an element says that it holds notes."""
    return bool(_NOTES_LIST.search(names_of(element)))


def block_of(element: Element) -> Element:
    """The innermost block in which an element stands, itself included."""
    while element.tag not in BLOCKS and element.getparent() is not None:
        element = element.getparent()
    return element


def ancestors(element: Element, most: int = 1 << 30, known: set[Element] | None = None) -> list[Element]:
    """An element and those around it, innermost first, up to one that is known already."""
    found: list[Element] = []
    while element is not None and len(found) <= most and (known is None or element not in known):
        found.append(element)
        element = element.getparent()
    return found


def words_in(element: Element, most: int = 80) -> str:
    """The first words of an element, white space collapsed."""
    found: list[str] = []
    length = 0
    for part in element.itertext():
        found.append(part)
        length += len(part)
        if length > 4 * most:
            break
    return WHITE.sub(" ", "".join(found)).strip()[:most]


class _Block:
    """A block that is open: its words so far."""

    __slots__ = ("element", "length", "linked", "order", "seen", "tail", "words")

    def __init__(self, element: Element, order: int) -> None:
        self.element, self.order = element, order
        self.words: list[str] = []
        self.length = self.linked = 0
        self.seen = False
        self.tail = ""


class Survey:
    """Walks the elements once. ``judge`` tells for stretches of words what they are (see html_content)."""

    def __init__(self, root: Element, judge: Any) -> None:
        found = root.find("body")
        self.page = Page(found if found is not None else root)
        self._judge = judge
        self._blocks: list[_Block] = []
        self._open: list[Region] = []
        self._open_links: list[tuple[Link, list[str]]] = []
        self._tables: list[list[Any]] = []
        self._tails: list[str] = []
        self._named = set(lexicon("en").table("page")["headings"]["notes"])
        self._muted = self._raised = self._pre = self._anchors = 0
        self._order = 0

    def run(self) -> Page:
        """The page, looked through."""
        from lxml.etree import iterwalk

        for event, element in iterwalk(self.page.body, events=("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self._judge.finish()
        return self.page

    # -- elements -------------------------------------------------------------------------------------------------

    def _start(self, element: Element) -> None:
        tag = element.tag
        self._order += 1
        attributes = element.attrib
        if attributes:
            self._attributes(element, tag)
        if tag in NEVER or element in self.page.hidden:
            self._muted += 1
        if tag in BLOCKS or not self._blocks:
            self._start_block(element, tag)
        elif tag == "sup":
            self._raised += 1
            self._tails.append(self._blocks[-1].tail)
        elif tag == "a":
            self._anchors += 1
            if attributes:
                self._link(element)
        if tag in ("nav", "header", "footer", "aside", "form", "article", "main"):
            self._region(element, tag)
        if element.text:
            self._text(element.text)

    def _start_block(self, element: Element, tag: str) -> None:
        self._blocks.append(_Block(element, self._order))
        if tag == "table":
            if self._tables:
                self._tables[-1][1] = True
            self._tables.append([element, element.get("role") in ("presentation", "none"), 0, 0])
        elif self._tables:
            table = self._tables[-1]
            if tag in ("td", "th"):
                table[2] = table[3] = 0
            elif tag == "p":
                table[2] += 1
            table[1] = table[1] or table[2] > 1 or tag in HEADINGS or tag in ("blockquote", "pre", "article")
        self._pre += tag == "pre"

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS or (self._blocks and self._blocks[-1].element is element):
            self._end_block(element, tag)
        elif tag == "sup":
            self._raised -= 1
            self._end_raised(element, self._tails.pop())
        elif tag == "a":
            self._anchors -= self._anchors > 0
            if self._open_links and self._open_links[-1][0].element is element:
                link, words = self._open_links.pop()
                link.words = WHITE.sub(" ", "".join(words)).strip()
        if tag in NEVER or element in self.page.hidden:
            self._muted -= 1
        while self._open and self._open[-1].element is element:
            self._open.pop().end = self._order
        if element.tail and self._blocks:
            self._text(element.tail)

    def _end_block(self, element: Element, tag: str) -> None:
        block = self._blocks.pop()
        self._stretch(block)
        if tag in HEADINGS or (tag in ("p", "div") and 0 < block.length < _HEADING):
            words = WHITE.sub(" ", "".join(block.words)).strip()
            if tag in HEADINGS or words.casefold().strip(" .:") in self._named:
                self.page.headings.append((element, words))
        if tag == "h1":
            self.page.tops.append(block.order)
        if tag == "table" and self._tables:
            table = self._tables.pop()
            if table[1]:
                self.page.layout_tables.add(table[0])
        self._pre -= tag == "pre" and self._pre > 0

    def _stretch(self, block: _Block) -> None:
        if block.length >= _SHORT:
            stretch = Stretch(block.element, block.order, block.length, block.linked)
            self.page.stretches.append(stretch)
            self._judge.add(stretch, "".join(block.words))

    def _end_raised(self, element: Element, before: str) -> None:
        words = WHITE.sub(" ", "".join(element.itertext())).strip() if len(element) < 6 else ""
        if words and len(words) <= 8 and not self._anchors and element.find(".//a") is None:
            self.page.raised.append((element, words, before))

    # -- what attributes say ----------------------------------------------------------------------------------------

    def _attributes(self, element: Element, tag: str) -> None:
        page, attributes = self.page, element.attrib
        for key in ("id", "name"):
            value = attributes.get(key)
            if value and (key == "id" or tag == "a") and value not in page.ids:
                page.ids[value] = element
                page.orders[element] = self._order
        classes = attributes.get("class", "").split()
        role = attributes.get("role", "")
        kinds = attributes.get("epub:type", "").split()
        unseen = "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", ""))
        if unseen or _HIDDEN_CLASSES.intersection(classes):
            page.hidden.add(element)
        if role in ("doc-footnote", "doc-endnote") or {"footnote", "endnote", "rearnote"}.intersection(kinds):
            page.note_roles.append(element)
        if role == "doc-pagebreak" or "pagebreak" in kinds or _PAGE_NUMBER.intersection(classes):
            self._page_number(element)
        if role in ("navigation", "search", "banner", "contentinfo", "complementary", "main"):
            kind = {"navigation": "nav", "search": "nav", "main": "main"}.get(role, "aside")
            self._region(element, kind)
        names = {*classes, attributes.get("id", "")}
        if _STRONG.intersection(names) and tag not in ("body", "html"):
            self._region(element, "strong")
        elif _WEAK.intersection(names) and tag in BLOCKS and tag != "body":
            self._region(element, "weak")

    def _page_number(self, element: Element) -> None:
        words = words_in(element, 30)
        match = _PAGE_LABEL.fullmatch(words or element.get("title", "") or element.get("aria-label", ""))
        if match and element is not self.page.body:
            self.page.page_numbers[element] = match[1]

    def _region(self, element: Element, kind: str) -> None:
        region = Region(element, self._order, self._order, kind)
        self._open.append(region)
        self.page.regions.append(region)

    def _link(self, element: Element) -> None:
        match = _FRAGMENT.match(element.get("href", ""))
        if match and self._blocks and not self._open_links:
            block = self._blocks[-1]
            link = Link(
                element,
                "",
                match[2],
                block.element,
                self._order,
                not block.seen,
                self._raised > 0,
                block.tail,
            )
            self._open_links.append((link, []))
            self.page.links.append(link)

    # -- words --------------------------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        if self._open_links:
            self._open_links[-1][1].append(text)
        if self._muted:
            return
        block = self._blocks[-1]
        stripped = text.strip()
        if not stripped:
            if block.words:
                block.words.append(" ")
            return
        size = len(stripped)
        block.words.append(text)
        block.length += size
        block.linked += size if self._anchors else 0
        block.seen = block.seen or any(c.isalnum() for c in stripped[:200])
        block.tail = (block.tail + text)[-24:] if size < 24 else text[-24:]
        self.page.length += size
        self.page.preformatted += size if self._pre else 0
        if self._tables:
            self._cell(size)

    def _cell(self, size: int) -> None:
        table = self._tables[-1]
        table[3] += size
        table[1] = table[1] or table[3] > _LONG_CELL
