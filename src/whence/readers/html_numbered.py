"""Notes that no link leads to: a numbered list under a heading for notes, its numbers in the text as superscripts or [n]."""

import re

from whence.lang import lexicon
from whence.readers.html_page import BLOCKS, HEADINGS, Element, Page, words_in

NUMBERED = re.compile(r"(?:\[[^\]\d]{1,12}\]\s?)?[\[(]?((\d{1,4})[a-z]?)[\])]?[.:]?\s?\S")
_MOST_HEADINGS = 20
_PLAIN_MARKER = re.compile(r"\[(\d{1,3})\]")
_UNIT = re.compile(r"(?:\b[kcdmµ]?m|\bft|\bin|\d|[=+×*/^)]\s?\w{1,2}|\b[a-zA-Z])$")
_POWER = re.compile(r"(?:\b[kcdmµ]?m|\d|=\s?\w{1,2}|\b[a-zA-Z])$")
_AROUND = re.compile(r"[\[\](). ]+")
_SUPERSCRIPTS = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")


class Numbers:
    """The numbers that a browser shows before the items of lists."""

    def __init__(self) -> None:
        self._known: dict[Element, int] = {}

    def of(self, item: Element) -> int:
        """The number of an item."""
        if item not in self._known:
            parent = item.getparent()
            at = _whole(parent.get("start"), 1)
            for child in parent.iterchildren("li"):
                at = _whole(child.get("value"), at)
                self._known[child] = at
                at += 1
        return self._known.get(item, 0)


def numbered_notes(page: Page, numbers: Numbers) -> tuple[dict[str, Element], dict[Element, str]]:
    """Notes by their numbers, and the superscripts that count as they do; both empty where the text does not count."""
    headings = set(lexicon("en").table("page")["headings"]["notes"])
    named = [e for e, words in page.headings if words.casefold().strip(" .:") in headings]
    for element in reversed(named[-_MOST_HEADINGS:]):
        items = _items_after(element, numbers)
        wanted = list(items)
        raised = _raised_for(page, wanted)
        found = len(raised)
        if items and 2 * found < len(items):
            found = max(found, len(_labels_in(page) & set(wanted)))
        if items and 2 * found >= len(items):
            return items, raised
    return {}, {}


def _items_after(heading: Element, numbers: Numbers) -> dict[str, Element]:
    """Numbered blocks that follow a heading: items of a list, or paragraphs that begin with 1, 2, 3."""
    at, above = heading, heading.getparent()
    while at.getnext() is None and above is not None and above.tag not in ("body", "html"):
        at, above = above, above.getparent()
    found: dict[str, Element] = {}
    for sibling in at.itersiblings():
        if sibling.tag in HEADINGS:
            break
        listed = sibling if sibling.tag == "ol" else None
        if sibling.tag in ("div", "section"):
            listed = sibling.find(".//ol")
        if listed is not None and not found:
            return {str(numbers.of(i)): i for i in listed.iterchildren("li")}
        for block in _paragraphs(sibling):
            match = NUMBERED.match(words_in(block, 20))
            if match and match[1] == str(len(found) + 1):
                found[match[1]] = block
    return found


def _paragraphs(element: Element) -> list[Element]:
    """A paragraph, or those that stand in a division."""
    if element.tag in ("div", "section") and len(element):
        return [child for child in element.iterchildren() if child.tag in BLOCKS]
    return [element] if element.tag in BLOCKS else []


def _raised_for(page: Page, numbers: list[str]) -> dict[Element, str]:
    """Superscripts that count as the notes do; powers and units are passed over, for they don't."""
    marks: dict[Element, str] = {}
    at = 0
    for element, words, before in page.raised:
        label = _AROUND.sub("", words).translate(_SUPERSCRIPTS)
        ahead = numbers[at : at + 3]
        if label in ("2", "3") and _POWER.search(before):
            continue
        if label in ahead and (label == ahead[0] or not _UNIT.search(before)):
            marks[element] = label
            at += ahead.index(label) + 1
        elif at and label == numbers[at - 1] and not _UNIT.search(before):
            marks[element] = label  # the same note again
    return marks


def _labels_in(page: Page) -> set[str]:
    """Labels that stand as [n] somewhere on the page."""
    found: set[str] = set()
    for text in page.body.itertext():
        found.update(_PLAIN_MARKER.findall(text))
    return found


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value, re.ASCII) else otherwise
