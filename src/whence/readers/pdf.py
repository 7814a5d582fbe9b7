"""PDF files: their text in reading order, without running heads, with its notes and the page of every character.

PDFium reads the characters and their places, in a process of its own; what is a line, a paragraph, a head, a marker or a note is told
from the places alone (pdf_lines, pdf_pages, pdf_writer).
"""

import subprocess
import sys

import msgspec

from whence.readers.pdf_child import RawDocument
from whence.readers.pdf_pages import paged
from whence.readers.pdf_writer import written
from whence.readers.tree import whole
from whence.readers.unreadable import Unreadable
from whence.text import Given, Text

MEDIA_TYPE = "application/pdf"
SUFFIXES = (".pdf",)
_SECONDS = 300
_HEAD = 4_000  # characters of which a title or an author in the properties must be part
_LEAST = 20  # characters on a page that is not only a picture


def read(raw: bytes) -> Text:
    """The Text of a PDF. Raises Unreadable where it is damaged, locked, or nothing but pictures."""
    if b"%PDF-" not in raw[:1024]:
        raise Unreadable(
            "is not a PDF file", "check what it is; a web page or text can be saved as .html or .txt"
        )
    document = _extracted(raw)
    if document.failed:
        raise _refused(document.failed)
    empty = [n for n, p in enumerate(document.pages, 1) if len(p.chars.split()) * 4 < _LEAST and p.pictures]
    if not any(p.chars.strip() for p in document.pages):
        raise Unreadable(
            "holds pictures of pages without text" if empty else "holds no text",
            "run it through text recognition first (ocrmypdf, for example)", without_text=True,
        )  # fmt: skip
    text = written(paged(document), MEDIA_TYPE)
    given = list(text.given)
    if empty:
        given.append(_notice(empty))
    # when the file was made says nothing of when its text was written
    facts = whole(document.facts, text.chars[:_HEAD])
    if facts:
        given.append(Given(0, 0, "metadata", tuple(sorted(facts.items()))))
    given.sort(key=lambda g: (g.start, -g.end, g.kind))
    return Text(text.chars, text.media_type, text.origins, text.pages, tuple(given))


def _extracted(raw: bytes) -> RawDocument:
    """What the child process finds. Raises Unreadable where it breaks or takes too long."""
    command = [sys.executable, "-m", "whence.readers.pdf_child"]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=_SECONDS, check=False)
        return msgspec.msgpack.decode(done.stdout, type=RawDocument)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            f"takes more than {_SECONDS} seconds to read", "split it into its chapters"
        ) from error
    except (msgspec.DecodeError, OSError) as error:
        raise Unreadable(
            "broke the PDF library that reads it", "print it anew to PDF from another program, and read that"
        ) from error


def _refused(failed: str) -> Unreadable:
    kind, _, number = failed.partition(" ")
    if kind == "password":
        return Unreadable("is locked with a password", "save a copy without one")
    if kind == "long":
        return Unreadable(f"has {number} pages, more than are read at once", "split it into its chapters")
    if kind == "large":
        return Unreadable("holds more text than is read at once", "split it into its chapters")
    return Unreadable("is damaged", "print it anew to PDF, or repair it (qpdf, for example)")


def _notice(empty: list[int]) -> Given:
    """Pages that are pictures without text, as something to look at."""
    shown = ", ".join(map(str, empty[:12])) + (" …" if len(empty) > 12 else "")
    several = len(empty) > 1
    message = (
        f"Page{'s' * several} {shown} of the file {'are pictures' if several else 'is a picture'} without text: "
        f"nothing of {'them' if several else 'it'} was read."
    )
    return Given(0, 0, "notice", (("message", message), ("problem", "page_without_text")))
