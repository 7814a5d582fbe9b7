"""Places in the report: links to any words of the text."""

from whence.layers.document import Document
from whence.layers.places import PlaceNames


class Places(PlaceNames):
    """Where things stand on the page of the report.

    Whoever links to words asks ``link`` for it; the text is cut at every asked place (``wanted``) afterwards, so that
    no link lacks its target.
    """

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.wanted: list[set[int]] = [set() for _ in self.blocks]

    def link(self, position: int) -> str:
        """A link to the words that begin at the position (or at the next block, where none stand there)."""
        if not self.blocks:
            return "#text"
        index = self.block_at(position)
        block = self.blocks[index]
        place = position if block.start <= position < block.end else block.start
        self.wanted[index].add(place)
        return f"#t{place}"
