"""places: what a reader calls a place in a document: the number of a paragraph, of a note, the title."""

from bisect import bisect_left, bisect_right

from whence.layers.document import Block, Document

NOT_RUNNING = ("title", "heading", "note", "colophon")
_NAMES = {"title": "title", "heading": "heading", "note": "note", "colophon": "colophon"}


def paragraph_numbers(document: Document) -> dict[str, int]:
    """The number (¶) of each block of the running text, by the block's id, from 1.

    Block quotations, list items, turns and verse count like paragraphs; titles, headings, notes and colophons have
    no number.
    """
    numbered = [b for b in _blocks(document) if b.kind not in NOT_RUNNING]
    return {block.id: n for n, block in enumerate(numbered, 1)}


def _blocks(document: Document) -> list[Block]:
    """The blocks in the order of the text; a text without any is one block."""
    if not document.blocks and document.text.strip():
        return [Block("b0", 0, len(document.text), "other")]
    return sorted(document.blocks, key=lambda b: (b.start, b.end))


class PlaceNames:
    """The blocks of a document in the order of the text, and what each place in them is called."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.blocks = _blocks(document)
        self.numbers = paragraph_numbers(document)
        self._starts = [b.start for b in self.blocks]
        self._note_labels = {self.block_at(n.start): n.label for n in document.notes} if self.blocks else {}

    def block_at(self, position: int) -> int:
        """The index of the block that holds the position; between two blocks the next, after all the last."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.blocks[index].end:
            index += 1
        return min(index, len(self.blocks) - 1)

    def blocks_of(self, start: int, end: int) -> range:
        """The indices of the blocks that share a character with start..end."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        while first < len(self.blocks) and self.blocks[first].end <= start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, end)))

    def label(self, position: int) -> str:
        """What a reader calls the place: '¶ 3', 'note 5', 'title'."""
        if not self.blocks:
            return "text"
        index = self.block_at(position)
        block = self.blocks[index]
        if block.id in self.numbers:
            return f"¶ {self.numbers[block.id]}"
        if index in self._note_labels:
            return f"note {self._note_labels[index]}"
        return _NAMES[block.kind]
