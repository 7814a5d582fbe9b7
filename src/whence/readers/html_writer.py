"""A web page written down: its own characters, white space as a browser shows it, every run with the path of its element.

Blocks, notes and markers are marked as in Markdown: a blank line between blocks, ``|`` between cells, and the label of
a note written before it where the page leaves it to the browser.
"""

import re

from whence.readers.html_block import Frame, Mark, OpenBlock, label_at, pieces, trimmed, without_end
from whence.readers.html_content import Content
from whence.readers.html_notes import Notes, WebNote, label_of
from whence.readers.html_page import BLOCKS, HEADINGS, NEVER, WHITE, Element, Page, ancestors
from whence.text import Given, Origin, Text
from whence.text import Page as PrintedPage

MEDIA_TYPE = "text/html"
_DEEPEST = 60  # elements of a path; what stands deeper has the path of the element above
_QUOTES = frozenset("quote blockquote blockquot block-quote pullquote extract quotation".split())
_EMPHASIS = frozenset("em i strong b cite".split())
_ARROWS = re.compile(r"[\s^↑⇑▲⤴↩↵\ufe0e\ufe0f]+")
_CODE = re.compile(r"highlight|code|source|lang(?:uage)?-", re.IGNORECASE)
_BAD_LINK = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)
_ROWS = frozenset("tr table tbody thead tfoot caption".split())
_MOSTLY = 0.9


class Writer:
    """Walks the page once, writing what was chosen."""

    def __init__(
        self, page: Page, content: Content, notes: Notes, replaced: bool, media_type: str = MEDIA_TYPE
    ) -> None:  # fmt: skip
        self._media_type = media_type
        self._page, self._content, self._notes, self._replaced = page, content, notes, replaced
        self._plain = page.preformatted > _MOSTLY * page.length and not notes.places and not notes.starts
        self._out: list[str] = []
        self._length = 0
        self._origins: list[Origin] = []
        self._given: list[Given] = []
        self._printed: list[tuple[int, str]] = []
        self._block = OpenBlock()
        self._frames: list[Frame] = []
        self._open: list[tuple[Element, OpenBlock, int, str, tuple[tuple[str, str], ...]]] = []
        self._quotes = 0
        self._noted: WebNote | None = None  # the note that was written last
        self._noted_at = 0
        self._around = {a for one in (content.root, *content.besides) for a in ancestors(one)}

    def text(self, facts: dict[str, str]) -> Text:
        """The Text of the page."""
        from lxml.etree import iterwalk

        walk = iterwalk(self._page.body, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if not self._start(element):
                    walk.skip_subtree()
            else:
                self._end(element)
        self._flush()
        if facts:
            self._given.append(Given(0, 0, "metadata", tuple(sorted(facts.items()))))
        given = tuple(sorted(self._given, key=lambda g: (g.start, -g.end, g.kind)))
        return Text("".join(self._out), self._media_type, tuple(self._origins), self._pages(), given)

    # -- elements -------------------------------------------------------------------------------------------------

    def _start(self, element: Element) -> bool:
        """Opens an element; False where nothing in it is written."""
        tag = element.tag
        frame = self._frame(element, tag)
        self._frames.append(frame)
        if element in self._page.page_numbers and not frame.muted:
            self._block.pages.append((self._block.length, self._page.page_numbers[element]))
            return False
        if self._skipped(element, tag):
            frame.muted = True
            return False
        if tag in BLOCKS:
            self._start_block(element, tag, frame)
        if not frame.muted:
            self._start_inline(element, tag, frame)
        elif not self._leads_on(element):
            return False
        if element.text:
            self._text(element.text, frame)
        return True

    def _skipped(self, element: Element, tag: str) -> bool:
        if element in self._notes.left_out:
            return True
        return tag in NEVER and element not in self._notes.holders

    def _leads_on(self, element: Element) -> bool:
        """Whether a part of the page that is left out may still hold something that is taken."""
        return element in self._notes.holders or element in self._around

    def _frame(self, element: Element, tag: str) -> Frame:
        above = self._frames[-1] if self._frames else None
        if above is None:
            root = element.getroottree().getroot()
            path = "/html" if element is root else "/html/body"
            return Frame(element, path, 1, muted=element is not self._content.root)
        path = element.get("data-where") or above.path
        # another path is that of a reader of another format, which says itself where its words come from
        if path.startswith("/") and above.depth < _DEEPEST:
            above.counts = above.counts if above.counts is not None else {}
            above.counts[tag] = above.counts.get(tag, 0) + 1
            path = f"{path}/{tag}[{above.counts[tag]}]"
        block = tag in BLOCKS
        note = None if above.shared and block else above.note
        if above.shared and block:
            above.note, above.shared = None, False
        frame = Frame(
            element, path, above.depth + 1, above.muted, above.level, above.quoted, above.item, above.caption,
            above.pre, above.code, above.table, note,
        )  # fmt: skip
        if not block:
            frame.shared = above.shared
        self._mute(element, frame)
        if element in self._notes.places:
            frame.note, frame.muted = self._notes.places[element], False
        return frame

    def _mute(self, element: Element, frame: Frame) -> None:
        content = self._content
        if element is content.root or element in content.besides:
            frame.muted = False
        elif element in content.left_out or element in self._page.hidden:
            frame.muted = True

    def _start_block(self, element: Element, tag: str, frame: Frame) -> None:
        self._flush_block(tag, frame)
        if tag in HEADINGS:
            frame.level = int(tag[1])
        elif tag == "blockquote" or (
            tag in ("div", "p") and _QUOTES.intersection(element.get("class", "").split())
        ):
            frame.quoted = True
        elif tag == "li":
            frame.item = True
        elif tag in ("figcaption", "caption"):
            frame.caption = True
        elif tag in ("pre", "listing", "xmp", "plaintext"):
            frame.pre = True
            frame.code = bool(_CODE.search(element.get("class", ""))) or element.find("code") is not None
        elif tag == "table":
            frame.table = element not in self._page.layout_tables
        elif tag == "tr" and frame.table and frame.note is None:
            self._block.kind, self._block.row = "table", False
        elif tag in ("td", "th") and frame.table and frame.note is None and not frame.muted:
            self._block.kind = "table"
            self._block.space = None
            if self._block.row:
                self._block.write(" | ", "between cells", generated=True)
            self._block.row = True

    def _start_inline(self, element: Element, tag: str, frame: Frame) -> None:
        if element in self._notes.starts:
            self._begin_shared(self._notes.starts[element])
        if element in self._notes.markers:
            label, _ = self._notes.markers[element]
            self._mark(element, "marker", (("label", label),) if label else ())
        elif tag in _EMPHASIS:
            self._mark(element, "emphasis", ())
        elif tag == "a" and element.get("href") and not _BAD_LINK.match(element.get("href")):
            self._mark(element, "link", (("href", _clean(element.get("href"))),))
        elif tag == "br":
            self._line(frame)
        elif tag == "q":
            self._quote("“‘", frame)
            self._quotes += 1

    def _mark(self, element: Element, kind: str, attributes: tuple[tuple[str, str], ...]) -> None:
        self._open.append((element, self._block, self._block.length, kind, attributes))

    def _end(self, element: Element) -> None:
        frame = self._frames.pop()
        tag = element.tag
        if tag == "q" and not frame.muted:
            self._quotes -= self._quotes > 0
            self._quote("”’", frame)
        while self._open and self._open[-1][0] is element:
            self._end_mark(frame)
        if tag in BLOCKS and not self._skipped(element, tag):
            self._flush_block(tag, frame)
        if element.tail and self._frames:
            self._text(element.tail, self._frames[-1])

    def _end_mark(self, frame: Frame) -> None:
        element, block, start, kind, attributes = self._open.pop()
        if block is not self._block:
            return
        if kind == "marker" and block.length == start:
            note = self._notes.markers[element][1]
            label = note.label or str(note.number)
            self._prepare(frame)
            self._block.write(f"[{label}]", f"note marker {label}", generated=True)
            self._block.holds = True
            attributes = (("label", label),)
        if block.length > start:
            block.marks.append(Mark(kind, start, block.length, attributes))

    def _begin_shared(self, note: WebNote) -> None:
        """A note that begins inside a block: an opening bracket just before it is its own."""
        taken: tuple[str, str, bool] | None = None
        last = self._block.runs[-1] if self._block.runs else None
        if last and last[0][-1] in "[(":
            taken = (last[0][-1], last[1], last[2])
            self._block.runs[-1] = (last[0][:-1], *last[1:])
            self._block.length -= 1
            self._block.runs = [r for r in self._block.runs if r[0]]
        self._flush()
        for frame in reversed(self._frames):
            frame.note, frame.shared = note, True
            if frame.element.tag in BLOCKS:
                break
        if taken:
            self._prepare(self._frames[-1])
            self._block.write(*taken)

    # -- words ------------------------------------------------------------------------------------------------------

    def _text(self, text: str, frame: Frame) -> None:
        if frame.muted:
            return
        if frame.pre:
            self._prepare(frame)
            self._write(text, frame)
            return
        plain = WHITE.sub(" ", text)
        if plain[0] == " ":
            plain = plain[1:]
            self._pause(frame.path)
        if not plain:
            return
        ends = plain[-1] == " "
        plain = plain[:-1] if ends else plain
        self._prepare(frame)
        self._spaced()
        self._write(plain, frame)
        if ends:
            self._pause(frame.path)

    def _write(self, chars: str, frame: Frame) -> None:
        if not self._replaced or "\ufffd" not in chars:
            self._block.write(chars, frame.path)
            return
        for part in re.split("(\ufffd+)", chars):
            generated = part.startswith("\ufffd")
            self._block.write(part, f"{frame.path}, replaced" if generated else frame.path, generated)

    def _pause(self, where: str, generated: bool = False) -> None:
        """White space: one space, written when words follow it in the same line."""
        if self._block.length and self._block.last not in "\n" and self._block.space is None:
            self._block.space = (where, generated)

    def _spaced(self) -> None:
        if self._block.space is not None:
            where, generated = self._block.space
            self._block.space = None
            if self._block.last != " " or not generated:
                self._block.write(" ", where, generated)

    def _quote(self, marks: str, frame: Frame) -> None:
        if not frame.muted:
            self._prepare(frame)
            if marks[0] == "“":
                self._spaced()
            depth = self._quotes % 2
            self._block.write(marks[depth], f"{frame.path}, quotation mark", generated=True)

    def _line(self, frame: Frame) -> None:
        """A line break; two of them part blocks, as writers of old pages meant them to."""
        if frame.table and frame.note is None:
            self._pause(frame.path, generated=True)
            return
        self._block.space = None
        if self._block.last == "\n" and not frame.pre:
            if not self._only_label():
                self._flush()
        elif self._block.length:
            self._block.write("\n", frame.path, generated=True)

    def _prepare(self, frame: Frame) -> None:
        """Makes sure that the open block is of the kind that words of this element are."""
        block = self._block
        if block.length and block.note is not frame.note:
            self._flush()
            block = self._block
        if block.length or (block.kind == "table" and frame.table):
            return
        block.note, block.pre, block.level = frame.note, frame.pre, frame.level
        if frame.level:
            block.kind = "heading"
        elif frame.table:
            block.kind = "table"
        elif frame.caption or frame.code:
            block.kind = "other"
        elif frame.quoted:
            block.kind = "block_quotation"
        else:
            block.kind = "list_item" if frame.item else "paragraph"

    # -- blocks -----------------------------------------------------------------------------------------------------

    def _flush_block(self, tag: str, frame: Frame) -> None:
        """The end of a block: in a cell of a table a space, after the bare label of a note too, else a blank line."""
        block = self._block
        if block.kind == "table" and block.row and frame.table and tag not in _ROWS:
            self._pause(frame.path, generated=True)
        elif self._only_label():
            self._pause("after the label of a note", generated=True)
        else:
            self._flush()

    def _only_label(self) -> bool:
        """Whether nothing but the label of a note was written of it yet."""
        block = self._block
        if block.note is None or block.note is self._noted or not block.length or block.length > 40:
            return False
        chars = _ARROWS.sub("", block.chars())
        return bool(block.note.label) and bool(label_at(chars, block.note.label) == len(chars))

    def _flush(self) -> None:
        """Writes the open block out, if there are words in it."""
        block, self._block = self._block, OpenBlock()
        chars = block.chars()
        block.join()
        if not block.holds or not chars.strip():
            self._block.pages = [(0, label) for _, label in block.pages]
            return
        bare = chars.lstrip(" \n")
        begin = len(chars) - len(bare)
        block.cut_front(chars.rfind("\n", 0, begin) + 1 if block.pre else begin)
        if block.note is not None and block.note is not self._noted:
            self._label(block, block.note)
        if self._length:
            self._append("\n\n", "between blocks", generated=True)
        base, chars = self._length, block.chars()
        trailing = len(chars) - len(chars.rstrip(" \n"))
        for run, where, generated in without_end(block.runs, trailing):
            self._append(run, where, generated)
        self._give(block, base, chars)
        self._printed += [(min(base + at, self._length), label) for at, label in block.pages]

    def _append(self, chars: str, where: str, generated: bool) -> None:
        start = self._length
        self._out.append(chars)
        self._length += len(chars)
        self._origins.append(Origin(start, self._length, where, generated))

    def _label(self, block: OpenBlock, note: WebNote) -> None:
        """Sees to it that a note begins with its label, apart from its words."""
        chars = block.chars()
        arrows = _ARROWS.match(chars)
        if note.led_back and arrows:
            block.cut_front(arrows.end())
            chars = block.chars()
        if not note.label:
            return
        first = block.runs[0][0]
        size = (
            len(first)
            if len(block.runs) > 1 and label_of(first.strip()) == note.label
            else label_at(chars, note.label)
        )
        if not size:
            shown = f"{note.label}. " if " " in note.label else f"[{note.label}] "
            block.insert(0, shown, f"label of note {note.label}")
        elif size < len(chars) and not chars[size].isspace():
            block.insert(size, " ", "after the label of a note")

    def _give(self, block: OpenBlock, base: int, chars: str) -> None:
        """Marks what was written: the block (or its part of a note) and what stands in it."""
        for mark in block.marks:
            start, end = trimmed(chars, mark.start, min(mark.end, len(chars)))
            if mark.kind == "marker" and start and chars[start - 1] == "[" and chars[end : end + 1] == "]":
                start, end = start - 1, end + 1
            if end > start:
                self._given.append(Given(base + start, base + end, mark.kind, mark.attributes))
        start, end = trimmed(chars, 0, len(chars))
        if block.note is not None:
            self._give_note(block.note, base + start, base + end)
            return
        self._noted = None
        attributes = (("level", str(block.level)),) if block.kind == "heading" else ()
        if block.kind == "block_quotation" and not any(c.isalnum() for c in chars):
            block.kind = "other"  # a row of dots or stars quotes no words
        if block.pre and self._plain:
            return  # a whole page set as typed: its layout tells more than one mark would
        if block.pre and block.kind != "other":
            for first, last in pieces(chars, start, end):
                self._given.append(Given(base + first, base + last, block.kind, attributes))
            return
        self._given.append(Given(base + start, base + end, block.kind, attributes))

    def _give_note(self, note: WebNote, start: int, end: int) -> None:
        if note is self._noted:
            begun = self._given[self._noted_at]
            self._given[self._noted_at] = Given(begun.start, end, "note", begun.attributes)
        else:
            self._noted_at = len(self._given)
            self._given.append(Given(start, end, "note", (("label", note.label),) if note.label else ()))
        self._noted = note

    def _pages(self) -> tuple[PrintedPage, ...]:
        """Printed pages, each from its number to the next one."""
        ends = [*(at for at, _ in self._printed[1:]), self._length][: len(self._printed)]
        pages = zip(self._printed, ends, strict=True)
        return tuple(PrintedPage(start, end, label) for (start, label), end in pages if end > start)


def _clean(value: str) -> str:
    return "".join(c for c in value if not "\ud800" <= c <= "\udfff" and c != "\0")[:2000]
