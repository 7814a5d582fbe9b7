"""A tree of page elements (p, h1, blockquote, li, table …) written down as a Text: what formats of marked-up text share.

A reader builds the tree of its format's parts; ``data-where`` on an element says where its words come from.
"""

from typing import Any

from whence.readers.html_content import Content
from whence.readers.html_notes import Notes, WebNote, find_notes
from whence.readers.html_page import Element, Page, Survey, ancestors
from whence.readers.html_writer import Writer
from whence.text import Text


class _NoJudge:
    """All words of such a tree are the text; nothing is to be judged."""

    def add(self, stretch: Any, words: str) -> None:
        """Takes the words of a block, and leaves them."""

    def finish(self) -> None:
        """Has nothing to do."""


def surveyed(root: Element) -> Page:
    """The page, looked through."""
    return Survey(root, _NoJudge()).run()


def written(page: Page, notes: Notes | None, facts: dict[str, str], media_type: str) -> Text:
    """The Text of a tree. Where ``notes`` are not told they are found by their links, as on a web page."""
    found = notes if notes is not None else find_notes(page)
    content = Content(page.body, set(), set())
    return Writer(page, content, found, False, media_type).text(facts)


def noted(markers: dict[Element, tuple[str, WebNote]]) -> Notes:
    """Notes that the format itself ties to their markers; each note's element is its own block."""
    notes = Notes()
    notes.markers = markers
    numbered = dict.fromkeys(note for _, note in markers.values())
    for n, note in enumerate(numbered, 1):
        note.number = n
        notes.places[note.element] = note
        notes.holders.update(ancestors(note.element, known=notes.holders))
    return notes


def whole(facts: dict[str, str], head: str) -> dict[str, str]:
    """Facts of a file's own properties, without those of which its first words know nothing: a template's title,
    the name of whoever typed it."""
    seen = " ".join(head.split()).casefold()
    told = {k: v for k, v in facts.items() if k not in ("title", "author")}
    for key in ("title", "author"):
        value = " ".join(facts.get(key, "").split())
        if len(value) > 2 and value.casefold() in seen:
            told[key] = value
    return told
