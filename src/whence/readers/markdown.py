"""Markdown: CommonMark with footnotes, tables and front matter (markdown-it-py), markup left out, every run traced.

Note markers are written into the text as ``[label]`` (generated), notes as paragraphs of their own.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from whence.readers.encoding import cleaned, decode
from whence.readers.plain import origins_of
from whence.text import Given, Origin, Text

if TYPE_CHECKING:
    from markdown_it.token import Token

MEDIA_TYPE = "text/markdown"
SUFFIXES = (".md", ".markdown")
_MAX_NESTING = 40
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]{0,2000}>", re.DOTALL)
_META = re.compile(
    r"^(title|author|date|publisher|url|lang|language|bibliography):[ \t]*(.+?)[ \t]*$", re.MULTILINE
)


def read(raw: bytes) -> Text:
    """The Text of a Markdown file. Raises Unreadable where the bytes are no text."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    chars, encoding, mark = decode(raw)
    chars, replaced = cleaned(chars)
    source = chars.replace("\r\n", "\n").replace("\r", "\n")
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(front_matter_plugin)
    parser.core.ruler.disable("footnote_tail")  # notes stay where they stand, unused ones too
    env: dict[str, object] = {}
    tokens = parser.parse(source, env)
    if max((t.level for t in tokens), default=0) >= _MAX_NESTING - 2 or (source.strip() and not tokens):
        # deeper than any document is: the parser would leave words out, so they are kept with their markup
        return Text(chars, MEDIA_TYPE, origins_of(chars, encoding, mark, replaced))
    walker = _Walker(source, _ByteOffsets(chars, encoding, mark), env)
    walker.walk(tokens)
    return walker.text()


class _ByteOffsets:
    """Characters of the newline-normalised source → bytes of the file, asked for in rising order."""

    def __init__(self, original: str, encoding: str, mark: int) -> None:
        self._original, self._encoding = original, encoding
        self._plain, self._full, self._byte = 0, 0, mark

    def at(self, position: int) -> int:
        """The byte at which the character at position begins."""
        full = self._full
        for _ in range(position - self._plain):
            full += 2 if self._original.startswith("\r\n", full) else 1
        self._byte += len(self._original[self._full : full].encode(self._encoding, errors="replace"))
        self._plain, self._full = max(position, self._plain), full
        return self._byte


class _Walker:
    """Walks the token stream once, writing characters, their origins and what the file marks."""

    def __init__(self, source: str, offsets: _ByteOffsets, env: dict[str, object]) -> None:
        self._source, self._offsets, self._env = source, offsets, env
        self._lines = [0]
        for line in source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._out: list[str] = []
        self._length = 0
        self._cursor = 0
        self._origins: list[Origin] = []
        self._given: list[Given] = []
        self._open: list[tuple[str, int, tuple[tuple[str, str], ...]]] = []
        self._quotes = self._items = self._cells = 0
        self._in_note = self._note_begins = False
        self._inline_notes: list[tuple[str, Sequence[Token]]] = []

    def text(self) -> Text:
        given = tuple(sorted(self._given, key=lambda g: (g.start, -g.end, g.kind)))
        return Text("".join(self._out), MEDIA_TYPE, tuple(self._origins), (), given)

    # -- writing --------------------------------------------------------------------------------------------

    def _write(self, chars: str, where: str, generated: bool = False) -> None:
        if not chars:
            return
        start = self._length
        self._out.append(chars)
        self._length += len(chars)
        self._origins.append(Origin(start, self._length, where, generated))

    def _copy(self, content: str) -> None:
        """Writes words of the file, found again from the cursor on; entities and escapes cover what they stand for."""
        at = self._source.find(content, self._cursor)
        if 0 <= at < self._cursor + 2000 + len(content):
            start, end = at, at + len(content)
        else:
            start = end = min(self._cursor, len(self._source))
        self._cursor = end
        first = self._offsets.at(start)
        self._write(content, f"bytes {first}-{self._offsets.at(end)}")

    def _break(self) -> None:
        """A blank line between two blocks."""
        if self._length:
            self._write("\n\n", "between blocks", generated=True)

    def _start(self, kind: str, *attributes: tuple[str, str]) -> None:
        self._open.append((kind, self._length, tuple(sorted(attributes))))

    def _end(self) -> None:
        kind, start, attributes = self._open.pop()
        if self._length > start and kind:
            self._given.append(Given(start, self._length, kind, attributes))

    # -- walking --------------------------------------------------------------------------------------------

    def walk(self, tokens: Sequence["Token"]) -> None:
        """Takes the tokens of a whole document."""
        handlers: dict[str, Callable[[Token], None]] = {
            "front_matter": self._front_matter,
            "blockquote_open": self._quote, "blockquote_close": self._quote,
            "list_item_open": self._item, "list_item_close": self._item,
            "footnote_reference_open": self._note, "footnote_reference_close": self._note_end,
            "heading_open": self._heading, "heading_close": self._text_end,
            "paragraph_open": self._paragraph, "paragraph_close": self._text_end,
            "inline": self._text_of, "fence": self._code, "code_block": self._code,
            "html_block": self._html, "tr_open": self._row, "tr_close": self._row_end,
        }  # fmt: skip
        for token in tokens:
            if token.map:
                self._cursor = max(self._cursor, self._lines[min(token.map[0], len(self._lines) - 1)])
            handler = handlers.get(token.type)
            if handler:
                handler(token)

    def _front_matter(self, token: "Token") -> None:
        found = tuple(sorted({m[1]: m[2].strip("\"'") for m in _META.finditer(token.content)}.items()))
        self._given.append(Given(0, 0, "metadata", found))

    def _quote(self, token: "Token") -> None:
        self._quotes += 1 if token.type.endswith("open") else -1

    def _item(self, token: "Token") -> None:
        self._items += 1 if token.type.endswith("open") else -1

    def _note(self, token: "Token") -> None:
        self._break()
        self._note_label(str(token.meta["label"]))
        self._in_note = self._note_begins = True

    def _note_end(self, token: "Token") -> None:
        self._end()
        self._in_note = False

    def _heading(self, token: "Token") -> None:
        self._break()
        self._start("heading", ("level", token.tag[1:]))

    def _paragraph(self, token: "Token") -> None:
        if not (self._in_note and self._note_begins):
            self._break()
        self._note_begins = False
        kind = "block_quotation" if self._quotes else "list_item" if self._items else "paragraph"
        self._start("" if self._in_note else kind)  # a note is marked as a whole, not its paragraphs

    def _text_end(self, token: "Token") -> None:
        self._end()
        self._write_inline_notes()

    def _text_of(self, token: "Token") -> None:
        if self._cells:
            self._write(" | " if self._cells > 1 else "", "between cells", generated=True)
            self._cells += 1
        self._inline(token.children or [])

    def _code(self, token: "Token") -> None:
        self._break()
        self._start("other")
        self._copy(token.content.rstrip("\n"))
        self._end()

    def _row(self, token: "Token") -> None:
        self._break()
        self._start("table")
        self._cells = 1

    def _row_end(self, token: "Token") -> None:
        self._end()
        self._cells = 0

    def _note_label(self, label: str) -> None:
        self._start("note", ("label", label))
        self._write(f"[{label}] ", f"label of note {label}", generated=True)

    def _inline(self, children: Sequence["Token"]) -> None:
        for child in children:
            if child.type in ("text", "text_special", "code_inline"):
                self._copy(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                self._copy("\n")
            elif child.type == "html_inline":
                at = self._source.find(child.content, self._cursor)
                self._cursor = at + len(child.content) if at >= 0 else self._cursor
            elif child.type == "image":
                self._copy(child.content)
                self._skip_destination()
            elif child.type in ("em_open", "strong_open"):
                self._start("emphasis")
            elif child.type == "link_open":
                self._start("link", ("href", str(child.attrs.get("href", ""))))
            elif child.type in ("em_close", "strong_close", "link_close"):
                self._end()
                if child.type == "link_close":
                    self._skip_destination()
            elif child.type == "footnote_ref":
                self._marker(child)

    def _skip_destination(self) -> None:
        """Passes over ](destination), so that words after it are not found inside it."""
        if self._source.startswith("](", self._cursor):
            end = self._source.find(")", self._cursor)
            self._cursor = end + 1 if end >= 0 else self._cursor

    def _marker(self, token: "Token") -> None:
        label = token.meta.get("label")
        if label is None:  # ^[a note inside the sentence]
            label = f"i{token.meta['id'] + 1}"
            listed = self._env["footnotes"]["list"][token.meta["id"]]  # type: ignore[index]
            self._inline_notes.append((label, listed["tokens"]))
        else:
            at = self._source.find(f"[^{label}]", self._cursor)
            self._cursor = at + len(label) + 3 if at >= 0 else self._cursor
        self._start("marker", ("label", str(label)))
        self._write(f"[{label}]", f"note marker {label}", generated=True)
        self._end()

    def _write_inline_notes(self) -> None:
        waiting, self._inline_notes = self._inline_notes, []
        for label, tokens in waiting:
            self._break()
            self._note_label(label)
            self._inline(tokens)
            self._end()

    def _html(self, token: "Token") -> None:
        """A block of HTML: its words without its tags, never its scripts or styles."""
        bare = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", token.content, flags=re.DOTALL | re.IGNORECASE)
        bare = _TAG.sub(" ", bare).strip()
        if bare:
            self._break()
            self._start("paragraph")
            for line in bare.splitlines(keepends=True):
                self._copy(line)
            self._end()
