"""Notes of a web page: which links are note markers, where their notes stand, and what only leads back.

Sites write notes in many ways, but nearly all agree in one: a short label links to a place of the page that links back,
begins with the same label, or stands in a list of notes. That is looked for; class names and roles only help.
"""

import re
from bisect import bisect_right

from msgspec import Struct, field

from whence.readers.html_numbered import NUMBERED, Numbers, numbered_notes
from whence.readers.html_page import (
    BLOCKS,
    HEADINGS,
    Element,
    Link,
    Page,
    ancestors,
    block_of,
    is_notes_list,
    names_of,
    words_in,
)

_UP = 12  # elements that are climbed at most: no site nests one note deeper
_SUPERSCRIPTS = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_LABEL = re.compile(
    r"[\[({]?\s?((?:(?:foot)?note|nb|n|fn)?\.?\s?(?:\d{1,4}[a-z]?)|[a-zα-ω]{1,2}|[ivxlc]{1,8}|[*†‡§¶‖#]{1,4}"
    r"|[¹²³⁰⁴-⁹]{1,4})\s?[\])}]?[.:]?",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"noteref|footnote|endnote|fnanchor|\breference\b|sdfootnote|sdendnote|\bfnref|easy-footnote|\bfn\b|\bnote-?(?:ref|link|call)",
    re.IGNORECASE,
)
_NOTEREF = re.compile(r"noteref|footnote-?ref", re.IGNORECASE)
_ONE_NOTE = re.compile(
    r"doc-(?:foot|end)note|(?:^|[\s_-])(?:foot|end|rear|side)?-?note(?:-?(?:item|body|text|content|single))?(?=$|[\s_:.\d-])|\bfn\b|\bfn-?\d",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"notes\b|references\b", re.IGNORECASE)
_LEADS_BACK = re.compile(r"ref|anc(?:hor)?$|-bk$|back|return", re.IGNORECASE)
_PAGE_PLACE = re.compile(r"(?:page|pg|p|pag|seite|s)[_.-]?(?:\d+|[ivxlc]+)$", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"(?:\b(?:foot|end)?notes?|\bnn?\.|\bfn\.?|\bpp?\.|\bpages?|§)\s*$", re.IGNORECASE)
_HEAD = re.compile(r"[\s\[({^↑↩]*([\w*†‡§¶‖]{1,8})")
_NOTHING_ELSE = re.compile(r"[\s\[\](){}|,;.:^↑⇑▲↩⤴↵⏎←«»\ufe0e\ufe0f-]*")
_BACK_LENGTH = 30


class WebNote(Struct, eq=False):
    """One note: its label, and the elements in which it stands, one after another."""

    label: str
    element: Element
    number: int = 0
    led_back: bool = False


class Notes(Struct, eq=False):
    """Markers and notes by the elements at which they stand, and what is left out because it only leads back.

    ``places``: a whole element is (part of) a note. ``starts``: a note begins here, inside a block that holds others.
    """

    markers: dict[Element, tuple[str, WebNote]] = field(default_factory=dict)
    places: dict[Element, WebNote] = field(default_factory=dict)
    starts: dict[Element, WebNote] = field(default_factory=dict)
    left_out: set[Element] = field(default_factory=set)
    holders: set[Element] = field(default_factory=set)


class _Pair(Struct, eq=False):
    link: Link
    target: Element
    block: Element
    label: str


def find_notes(page: Page) -> Notes:
    """The notes of a page and their markers."""
    return _Finder(page).run()


def label_of(words: str) -> str | None:
    """The label of a marker: what stands between its brackets; None for words that are none."""
    match = _LABEL.fullmatch(words) if len(words) <= 16 else None
    return match[1].strip().translate(_SUPERSCRIPTS) if match else None


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.found = Notes()
        self.pairs: list[_Pair] = []
        self._numbers = Numbers()
        self._heads: dict[Element, str] = {}
        self._targets_in: dict[Element, int] = {}
        self._markers_in: dict[Element, int] = {}
        self._shared: dict[Element, list[tuple[int, WebNote]]] = {}

    def run(self) -> Notes:
        """Pairs of markers and notes, then how far each note goes, then what leads back from it."""
        self._accept()
        self._count()
        self._place()
        self._with_roles()
        self._unmarked()
        self._continued()
        self._back()
        if not self.found.markers:
            self._unlinked()
        for place in (*self.found.places, *self.found.starts):
            self.found.holders.update(ancestors(place, known=self.found.holders))
        for n, note in enumerate(
            dict.fromkeys((*self.found.places.values(), *self.found.starts.values())), 1
        ):
            note.number = n
        return self.found

    # -- which links are markers ------------------------------------------------------------------------------------

    def _accept(self) -> None:
        resolved = []
        # a converter lost the place of a note, but the note still leads back to its marker
        led_back = {link.target: link for link in self.page.links if link.first}
        for link in self.page.links:
            target = self.page.ids.get(link.target)
            if target is None and label_of(link.words):
                own = (link.element, link.element.getparent())
                back = next((led_back[i] for i in (e.get("id", "") for e in own) if i in led_back), None)
                if back is not None:
                    target = back.element
                    self.page.orders.setdefault(target, back.order)
            if target is not None:
                resolved.append((link, target, block_of(target)))
        # block → blocks that a link in it leads to
        leads: dict[Element, set[Element]] = {}
        for link, _, block in resolved:
            leads.setdefault(link.block, set()).add(block)
        for link, target, block in resolved:
            label = label_of(link.words)
            if label is None and (link.words or not _NOTEREF.search(names_of(link.element))):
                continue
            if self._is_marker(link, target, block, label or "", leads):
                self.pairs.append(_Pair(link, target, block, label or ""))

    def _is_marker(
        self, link: Link, target: Element, block: Element, label: str, leads: dict[Element, set[Element]]
    ) -> bool:
        page = self.page
        if (
            block is link.block
            or (block.tag in ("body", "html") and block is target)
            or block.tag in HEADINGS
        ):
            return False
        role = _has_role(link)
        back = _LEADS_BACK.search(link.target) and "cite_note" not in link.target
        later = page.orders.get(target, 0) > link.order
        if _PAGE_PLACE.fullmatch(link.target) or (back and (link.first or not later)):
            return False
        if link.first and not (later and (link.raised or role)):
            return False
        if _SPOKEN_OF.search(link.before) and not link.raised and not label.lower().startswith(("note", "n")):
            return False  # 'see note 5' speaks of a note
        if not later and not (link.block in leads.get(block, ()) and role):
            return False
        mutual = link.block in leads.get(block, ())
        return (
            mutual
            or role
            or (bool(label) and self._begins_with(block, label))
            or any(is_notes_list(e) for e in ancestors(block, 6))
            or (link.raised and block.tag in ("li", "p", "dd", "td", "div", "aside"))
        )

    def _begins_with(self, block: Element, label: str) -> bool:
        if block.tag == "li" or (block.getparent() is not None and block.getparent().tag == "li"):
            item = block if block.tag == "li" else block.getparent()
            if (
                item.getparent() is not None
                and item.getparent().tag == "ol"
                and str(self._numbers.of(item)) == label
            ):
                return True
        match = _HEAD.match(self._words(_row(block)))
        return bool(match) and match is not None and match[1].casefold() == label.casefold().split(" ")[-1]

    def _words(self, element: Element) -> str:
        """The first words of an element, looked up once."""
        if element not in self._heads:
            self._heads[element] = words_in(element, 40)
        return self._heads[element]

    # -- where notes stand ------------------------------------------------------------------------------------------

    def _count(self) -> None:
        """How many notes and markers stand in the elements around each of them."""
        for target in dict.fromkeys(p.target for p in self.pairs):
            for above in ancestors(target, _UP):
                self._targets_in[above] = self._targets_in.get(above, 0) + 1
        for pair in self.pairs:
            for above in ancestors(pair.link.element, _UP):
                self._markers_in[above] = self._markers_in.get(above, 0) + 1

    def _place(self) -> None:
        notes: dict[Element, WebNote] = {}
        in_block: dict[Element, dict[str, Element]] = {}
        for pair in self.pairs:
            in_block.setdefault(pair.block, {}).setdefault(pair.label, pair.target)
        for pair in self.pairs:
            several = len(in_block[pair.block]) > 1 and not self._same_note(in_block[pair.block])
            place = in_block[pair.block][pair.label] if several else self._whole_note(pair.block)
            if place not in notes:
                label = pair.label or self._shown_label(place)
                notes[place] = WebNote(label, place)
                (self.found.starts if several and place is not pair.block else self.found.places)[place] = (
                    notes[place]
                )
            marker = _around(pair.link)
            self.found.markers.setdefault(marker, (pair.label, notes[place]))

    @staticmethod
    def _same_note(targets: dict[str, Element]) -> bool:
        """Whether labels of one block lead to the same element: one note under several labels."""
        return len(set(targets.values())) == 1

    def _whole_note(self, block: Element) -> Element:
        """The element that is the whole note, from the block in which its link lands upwards."""
        best = block
        for above in ancestors(block, _UP)[1:]:
            if above.tag in ("body", "html", "main", "article") or self._targets_in.get(above, 0) > 1:
                break
            if self._markers_in.get(above, 0) > self._markers_in.get(block, 0):
                break
            tag, names = above.tag, names_of(above)
            if _SEVERAL.search(names) or any(child.tag in HEADINGS for child in above.iterchildren()):
                break
            if tag in ("li", "tr", "dd") or _ONE_NOTE.search(names):
                best = above
        return best

    def _shown_label(self, place: Element) -> str:
        if place.tag == "li" and place.getparent() is not None and place.getparent().tag == "ol":
            return str(self._numbers.of(place))
        match = _HEAD.match(self._words(place))
        return match[1] if match and label_of(match[1]) else ""

    def _with_roles(self) -> None:
        """Notes that say that they are notes, though no marker was found."""
        for element in self.page.note_roles:
            around = ancestors(element, _UP)
            if not any(a in self.found.places for a in around) and not self._targets_in.get(element):
                if any(a in self.found.places for a in element.iterchildren()):
                    continue
                self.found.places[element] = WebNote(self._shown_label(element), element)

    def _unmarked(self) -> None:
        """Items of a numbered list of notes to which no marker leads."""
        lists = dict.fromkeys(
            n.getparent() for n in self.found.places if n.tag == "li" and n.getparent() is not None
        )
        for parent in lists:
            items = list(parent.iterchildren("li"))
            noted = sum(i in self.found.places for i in items)
            if (parent.tag == "ol" and 2 * noted >= len(items)) or any(
                is_notes_list(e) for e in ancestors(parent, 3)
            ):
                for item in items:
                    if item not in self.found.places and not self._targets_in.get(item):
                        self.found.places[item] = WebNote(self._shown_label(item), item)

    def _continued(self) -> None:
        """Blocks after a note that belong to it: up to the next note, or to the end of a list of notes."""
        places = dict(self.found.places)
        for element, note in places.items():
            if element.tag in ("li", "tr", "aside"):
                continue
            ends = element.tag == "dt" or is_notes_list(element.getparent())
            siblings: list[Element] = []
            for sibling in element.itersiblings():
                if sibling in places:
                    ends = True
                    break
                if not self._may_continue(sibling) or (element.tag == "dt" and sibling.tag != "dd"):
                    break
                siblings.append(sibling)
                if len(siblings) > _UP:
                    break
            if ends:
                for sibling in siblings:
                    self._continue(sibling, note)

    def _continue(self, sibling: Element, note: WebNote) -> None:
        match = NUMBERED.match(words_in(sibling, 20))
        number = re.match(r"\d+", note.label)
        if match and number and match[1] != note.label and 0 <= int(match[2]) - int(number[0]) <= 1:
            self.found.places[sibling] = WebNote(match[1], sibling)  # the next note, to which no marker leads
        elif sibling not in self.found.places:
            self.found.places[sibling] = note

    def _may_continue(self, sibling: Element) -> bool:
        return sibling.tag in ("p", "blockquote", "ul", "ol", "dd", "pre", "div", "br", "dl") and not (
            self._markers_in.get(sibling) or self._targets_in.get(sibling)
        )

    # -- what leads back --------------------------------------------------------------------------------------------

    def _back(self) -> None:
        blocks: dict[WebNote, set[Element]] = {}
        for element, (_, note) in self.found.markers.items():
            blocks.setdefault(note, set()).update(ancestors(element, _UP))
        for element, note in self.found.starts.items():
            self._shared.setdefault(block_of(element), []).append((self.page.orders.get(element, 0), note))
        for notes in self._shared.values():
            notes.sort(key=lambda s: s[0])
        marked = {block_of(element) for element in self.found.markers}
        links: dict[Element, None] = {}
        for link in self.page.links:
            if link.element in self.found.markers or len(link.words) > _BACK_LENGTH:
                continue
            target = self.page.ids.get(link.target)
            around = self._note_around(link)
            if around is None or target is None:
                continue
            own = target in blocks.get(around, ()) or block_of(target) in blocks.get(around, ())
            if own or (link.first and block_of(target) in marked):
                around.led_back = True
                begins = link.first or block_of(link.element) in self._shared
                if label_of(link.words) != around.label or not begins:
                    links[link.element] = None
        self.found.left_out.update(_wrapped(e, links) for e in links)

    def _unlinked(self) -> None:
        """Notes to which no link leads, by their numbers."""
        items, raised = numbered_notes(self.page, self._numbers)
        notes = {label: WebNote(label, element) for label, element in items.items()}
        self.found.places.update((note.element, note) for note in notes.values())
        for mark, label in raised.items():
            if not any(a in self.found.places for a in ancestors(mark, _UP)):
                self.found.markers[mark] = (label, notes[label])

    def _note_around(self, link: Link) -> WebNote | None:
        for above in ancestors(link.element, _UP):
            note = self.found.places.get(above) or self.found.starts.get(above)
            if note is not None:
                return note
        shared = self._shared.get(block_of(link.element), [])
        at = bisect_right(shared, link.order, key=lambda s: s[0])
        return shared[at - 1][1] if at else None


def _has_role(link: Link) -> bool:
    """Whether a link, what it holds or what holds it says that it is a note marker."""
    element = link.element
    around = [element, *element.iterchildren()]
    for above in ancestors(element, 2)[1:]:
        if above.tag not in BLOCKS:
            around.append(above)
    return any(_ROLE.search(names_of(e)) for e in around[:6])


def _around(link: Link) -> Element:
    """The outermost element that holds nothing but the marker: a superscript around '[1]'."""
    best = element = link.element
    while element.getparent() is not None and element.getparent().tag not in BLOCKS:
        element = element.getparent()
        if len(element) > 1 or len(words_in(element, 40)) > len(link.words) + 4:
            break
        best = element
    return best


def _wrapped(element: Element, links: dict[Element, None]) -> Element:
    """The outermost inline element around a link back that holds only such links, brackets and arrows."""
    best = element
    for above in ancestors(element, 4)[1:]:
        if above.tag in BLOCKS or len(above) > 60:
            break
        if not _NOTHING_ELSE.fullmatch(_rest(above, links)):
            break
        best = above
    return best


def _rest(element: Element, links: dict[Element, None]) -> str:
    """The words of an element without those of some links in it; 200 characters at most."""
    found: list[str] = [element.text or ""]
    length = 0
    for child in element.iterdescendants():
        inside = any(a in links for a in ancestors(child, 4))
        found.append(
            ("" if inside else child.text or "") + ("" if child not in links and inside else child.tail or "")
        )
        length += len(found[-1])
        if length > 200 or len(found) > 200:
            break
    return "".join(found)


def _row(block: Element) -> Element:
    """The row of a table to which a cell belongs; any other block as it is."""
    parent = block.getparent()
    return parent if block.tag in ("td", "th") and parent is not None and parent.tag == "tr" else block
