"""Files and folders: which documents there are, their bytes within limits, and the reader for each."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from whence.readers.unreadable import Unreadable
from whence.text import Text

MAX_BYTES = 20_000_000
_LARGE_BYTES = 200_000_000  # of formats that hold pictures too
_LARGE = frozenset((".pdf", ".docx", ".docm", ".epub"))
STANDARD_INPUT = "-"

Reader = Callable[[bytes], Text]

# Suffix → module of this room; plug-ins add others under the entry point group "whence.readers".
_BUILT_IN = {
    ".txt": "whence.readers.plain",
    ".text": "whence.readers.plain",
    ".md": "whence.readers.markdown",
    ".markdown": "whence.readers.markdown",
    ".html": "whence.readers.html",
    ".htm": "whence.readers.html",
    ".xhtml": "whence.readers.html",
    ".docx": "whence.readers.docx",
    ".docm": "whence.readers.docx",
    ".epub": "whence.readers.epub",
    ".pdf": "whence.readers.pdf",
    ".xml": "whence.readers.tei",
    ".tei": "whence.readers.tei",
}
MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "tei": "application/tei+xml",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_KNOWN_BUT_NOT_READ = {
    ".doc": "a Word document", ".odt": "an OpenDocument text",
 ".rtf": "an RTF file",
}  # fmt: skip
_BESIDE = {
    "readme.md",
    "license",
    "license.txt",
    "license.md",
    "sources.csv",
}  # not documents when found in a folder


class Source(Struct, frozen=True):
    """One input: a file, or standard input where ``path`` is None. ``name`` is what people are shown."""

    name: str
    path: Path | None


def find(paths: list[str]) -> Iterator[Source | tuple[str, Unreadable]]:
    """The documents that paths name, in the order of their names; folders are searched with all that is below.

    A path that leads to no document comes back with the reason, so that the others go on.
    """
    for given in paths:
        if given == STANDARD_INPUT:
            yield Source("standard input", None)
            continue
        path = Path(given)
        if not path.is_dir():
            yield Source(given, path)
            continue
        try:
            found = sorted(_below(path), key=str)
        except OSError as error:
            yield given, _of_system(error)
            continue
        if not found:
            yield (
                given,
                Unreadable(
                    "is a folder without documents",
                    f"put {' or '.join(suffixes())} files into it or name them one by one",
                ),
            )
        for file in found:
            yield Source(str(file), file)


def _below(folder: Path) -> Iterator[Path]:
    def raise_(error: OSError) -> None:
        raise error

    known = set(suffixes())
    for root, folders, names in os.walk(folder, onerror=raise_):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in names:
            if (
                Path(name).suffix.lower() in known
                and not name.startswith(".")
                and name.lower() not in _BESIDE
            ):
                yield Path(root) / name


def suffixes() -> tuple[str, ...]:
    """The suffixes that are read, those of plug-ins included."""
    return tuple(
        sorted({*_BUILT_IN, *(f".{name}" for name in _plug_ins() if len(name) <= 8)} - {".text", ".markdown"})
    )


def _plug_ins() -> dict[str, object]:
    from importlib.metadata import entry_points

    return {e.name: e for e in entry_points(group="whence.readers") if e.name not in MEDIA_TYPES}


def load(source: Source, stdin: BinaryIO | None = None) -> bytes:
    """The bytes of a source. Raises Unreadable for what is missing, forbidden, empty or too large."""
    most = _LARGE_BYTES if source.path and source.path.suffix.lower() in _LARGE else MAX_BYTES
    try:
        if source.path is None:
            raw = (stdin or sys.stdin.buffer).read(most + 1)
        else:
            mode = source.path.stat()
            if not stat.S_ISREG(mode.st_mode) and not stat.S_ISFIFO(mode.st_mode):
                raise Unreadable("is not a file", "name a document")
            if mode.st_size > most:
                raise _too_large(mode.st_size, most)
            with source.path.open("rb") as file:
                raw = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise _of_system(error) from error
    if len(raw) > most:
        raise _too_large(len(raw), most)
    if not raw.strip(b"\0 \t\r\n\x0c\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("is empty", "give a file with text in it", without_text=True)
    return raw


def _too_large(size: int, most: int) -> Unreadable:
    return Unreadable(
        f"is too large ({size / 1e6:.0f} MB or more; the limit is {most / 1e6:.0f} MB)",
        "split it into its chapters",
    )


def _of_system(error: OSError | ValueError) -> Unreadable:
    """What the operating system says, in a plain sentence."""
    code = getattr(error, "errno", None)
    if code in (errno.ENOENT, errno.ENOTDIR):
        return Unreadable("is not there (any more)", "check the name")
    if code in (errno.EACCES, errno.EPERM):
        return Unreadable("may not be read by you", "change its permissions or copy it")
    if code == errno.EISDIR:
        return Unreadable("is a folder", "name the files in it")
    if code == errno.ENAMETOOLONG:
        return Unreadable("has a name that is too long", "rename it")
    reason = getattr(error, "strerror", None) or str(error)
    return Unreadable(f"could not be read ({reason.lower()})", "check the disk and the name")


def read_text(source: Source, raw: bytes, media_type: str | None = None) -> Text:
    """The Text of a source's bytes, by media type where given, else by the name's suffix.

    Raises Unreadable where no reader takes the format or the reader finds no text.
    """
    text = _reader_for(source, media_type, raw)(raw)
    if text.media_type == "text/markdown":
        from whence.readers.pandoc_citations import with_citations

        text = with_citations(text, source.path.parent if source.path else None)
    if not text.chars.strip():
        raise Unreadable("holds no text", "give a file with text in it", without_text=True)
    return text


def _reader_for(source: Source, media_type: str | None, raw: bytes) -> Reader:
    for name, kind in MEDIA_TYPES.items():
        if media_type in (name, kind):
            return _module(f"whence.readers.{'plain' if name == 'text' else name}")
    suffix = source.path.suffix.lower() if source.path else ""
    if not suffix or suffix in (".txt", ".text"):
        return _module(f"whence.readers.{_looks_like(raw)}")
    if suffix in _BUILT_IN:
        return _module(_BUILT_IN[suffix])
    plug_in = _plug_ins().get(suffix[1:])
    if plug_in is not None:
        loaded: Reader = plug_in.load()  # type: ignore[attr-defined]
        return loaded
    readable = " and ".join(suffixes())
    if suffix in _KNOWN_BUT_NOT_READ:
        raise Unreadable(
            f"is {_KNOWN_BUT_NOT_READ[suffix]}, which this version does not read",
            f"save it as one of {readable}",
        )
    raise Unreadable(
        f"has the suffix {suffix}, which Whence does not know",
        f"rename it if it is text (it reads {readable})",
    )


def _looks_like(raw: bytes) -> str:
    """The reader for bytes that come without a name, or as text: by how they begin."""
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "epub" if b"application/epub+zip" in raw[:120] else "docx"
    return "plain"


def _module(name: str) -> Reader:
    reader: Reader = import_module(name).read
    return reader
