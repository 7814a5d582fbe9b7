"""Saved web pages: the text of the page without what stands around it, its notes, and what it says of itself.

lxml parses (nothing is fetched, no entity is expanded, no script is run); jusText helps to tell the text from the rest of
the page. Each run of characters has the path of its element as its origin.
"""

import codecs
import re
from typing import cast

from whence.readers.encoding import cleaned, decode
from whence.readers.html_content import Judge, choose
from whence.readers.html_facts import facts_of, language_of
from whence.readers.html_notes import find_notes
from whence.readers.html_page import Element, Survey
from whence.readers.html_writer import MEDIA_TYPE, Writer
from whence.readers.unreadable import Unreadable
from whence.text import Text

__all__ = ["MEDIA_TYPE", "SUFFIXES", "read"]

SUFFIXES = (".html", ".htm", ".xhtml")
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a page says its encoding (browsers look at 1024)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>")
_KEPT = frozenset("html head title meta link body p br h1 h2 h3 h4 h5 h6 hr script style template".split())
_DEEP = "Excessive depth"
# as browsers read these names
_ALIASES = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932",
    "shift-jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "x-gbk": "gb18030", "tis-620": "cp874",
    "iso-8859-11": "cp874", "big5": "big5hkscs", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
}  # fmt: skip
_NO_TEXT = frozenset("utf_7 unicode_escape raw_unicode_escape idna punycode undefined".split())


def read(raw: bytes) -> Text:
    """The Text of a web page. Raises Unreadable where the bytes are no text or the page is only a set of frames."""
    chars, replaced = _chars(raw)
    root = _parsed(chars)
    if root is None:
        return Text("", MEDIA_TYPE)
    facts = facts_of(root, chars)
    page = Survey(root, Judge(language_of(root))).run()
    notes = find_notes(page)
    content = choose(page, notes.holders, facts.get("title", ""))
    text = Writer(page, content, notes, bool(replaced)).text(facts)
    if not text.chars.strip() and root.find(".//frame") is not None:
        raise Unreadable("holds only frames", "save the page that is shown in the frame", without_text=True)
    return text


def parsed(raw: bytes) -> Element | None:
    """The root element of a page; None where it has none. Raises Unreadable where the bytes are no text."""
    return _parsed(_chars(raw)[0])


def _chars(raw: bytes) -> tuple[str, int]:
    """The characters of a page, and how many were replaced."""
    chars, replaced = cleaned(_decoded(raw))
    return chars.replace("\r\n", "\n").replace("\r", "\n"), len(replaced)


def _decoded(raw: bytes) -> str:
    """The characters of a page: by its byte order mark, as UTF-8, by what it declares, or by the detector."""
    declared = _codec(raw[:_HEAD])
    if declared and declared.startswith("iso2022"):
        return raw.decode(declared, errors="replace")  # seven-bit bytes, which would pass for UTF-8
    try:
        chars, encoding, _ = decode(raw)
    except Unreadable:
        if declared is None or ("encoding" not in str(declared) and raw[:4096].count(0)):
            raise
        return raw.decode(declared, errors="replace")
    if declared is None or encoding.startswith("utf"):
        return chars
    try:
        return raw.decode(declared)
    except UnicodeDecodeError:
        lenient = raw.decode(declared, errors="replace")
    bad = lenient.count("\ufffd")
    return lenient if 4 * bad <= sum(c > "\x7f" for c in lenient) - bad else chars


def _codec(head: bytes) -> str | None:
    """The encoding that a page declares, as Python calls it; None for none or one that no text has."""
    match = _DECLARED.search(head)
    if match is None:
        return None
    name = match[1].decode("ascii", errors="replace").lower()
    try:
        found = codecs.lookup(_ALIASES.get(name, name))
    except LookupError:
        return None
    text = getattr(found, "_is_text_encoding", True) and found.name not in _NO_TEXT
    return found.name.replace("-", "_") if text and not found.name.startswith("utf-16") else None


def _parsed(chars: str) -> Element | None:
    """The root element; None where there is none. Pages nested deeper than any parser goes lose elements, not words."""
    root, deep = _tree(chars)
    if deep:
        root, deep = _tree(_flattened(chars))
    return root


def _tree(chars: str) -> tuple[Element | None, bool]:
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(chars.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    deep = any(_DEEP in e.message for e in parser.error_log.filter_from_fatals())
    return cast("Element | None", root), deep


def _flattened(chars: str) -> str:
    """The page with paragraphs and headings only: every other tag parts words as a paragraph does."""

    def flat(match: re.Match[str]) -> str:
        return match[0] if match[2].lower() in _KEPT else "<p>"

    return _TAG.sub(flat, chars)
