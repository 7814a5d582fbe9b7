"""python -m whence.readers.pdf_child: reads a PDF on standard input, writes its characters and their places on standard output.

It runs in a process of its own, with limits, so that a file that breaks the PDF library breaks nothing else.
"""

import ctypes
import sys
from array import array
from importlib import import_module
from typing import Any

import msgspec

MOST_PAGES = 5_000
_MOST_CHARACTERS = 20_000_000
_SECONDS, _BYTES = 240, 4_000_000_000


class RawPage(msgspec.Struct):
    """A page: its size, its label, its characters, and for each of them left, right, bottom, top, baseline (points) as
    32-bit floats; how much of it is pictures."""

    width: float
    height: float
    label: str
    chars: str
    boxes: bytes
    pictures: int


class RawDocument(msgspec.Struct):
    """The pages, what the file says of itself, and a sentence where it could not be read."""

    pages: list[RawPage]
    facts: dict[str, str]
    failed: str = ""


def main() -> None:
    """Reads, extracts, writes."""
    _limit()
    raw = sys.stdin.buffer.read()
    sys.stdout.buffer.write(msgspec.msgpack.encode(extracted(raw)))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: the time limit of the parent is left
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def extracted(raw: bytes) -> RawDocument:
    """The characters of all pages."""
    pypdfium2: Any = import_module("pypdfium2")
    try:
        document = pypdfium2.PdfDocument(raw)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        return RawDocument([], {}, "password" if "assword" in str(error) else "damaged")
    if len(document) > MOST_PAGES:
        return RawDocument([], {}, f"long {len(document)}")
    pages, total = [], 0
    for number in range(len(document)):
        try:
            page = _page(document, number)
        except pypdfium2.PdfiumError:
            page = RawPage(0, 0, "", "", b"", 0)
        total += len(page.chars)
        if total > _MOST_CHARACTERS:
            return RawDocument([], {}, "large")
        pages.append(page)
    return RawDocument(pages, _facts(document))


def _page(document: Any, number: int) -> RawPage:
    pdfium: Any = import_module("pypdfium2.raw")
    page = document[number]
    text = page.get_textpage()
    width, height = page.get_size()
    turned = page.get_rotation()
    wide, high = (height, width) if turned in (90, 270) else (width, height)
    chars: list[str] = []
    boxes = array("f")
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    for n in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, n)
        if code in (13, 10, 0) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        pdfium.FPDFText_GetCharOrigin(text, n, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, n, box)
        chars.append(chr(code))
        boxes.extend(_turned(turned, wide, high, box.left, box.right, box.bottom, box.top, x.value, y.value))
    pictures = (
        sum(1 for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=2))
        if len(chars) < 20
        else 0
    )
    try:
        label = document.get_page_label(number) or ""
    except Exception:  # a broken table of labels
        label = ""
    text.close()
    page.close()
    return RawPage(width, height, label[:20], "".join(chars), boxes.tobytes(), pictures)


def _turned(
    turned: int,
    wide: float,
    high: float,
    left: float,
    right: float,
    bottom: float,
    top: float,
    x: float,
    y: float,
) -> tuple[float, float, float, float, float]:
    """A box as it is seen on a page that is shown turned by so many degrees."""
    if turned == 90:
        return bottom, top, wide - right, wide - left, wide - x
    if turned == 180:
        return wide - right, wide - left, high - top, high - bottom, high - y
    if turned == 270:
        return high - top, high - bottom, left, right, x
    return left, right, bottom, top, y


def _facts(document: Any) -> dict[str, str]:
    found = {}
    try:
        about = document.get_metadata_dict()
    except Exception:  # a broken table of properties
        return {}
    for key, name in (("title", "Title"), ("author", "Author")):
        words = " ".join(str(about.get(name, "")).split())
        if words:
            found[key] = words[:500]
    return found


if __name__ == "__main__":
    main()
