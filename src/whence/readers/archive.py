"""Archives of XML parts (DOCX, EPUB): their entries within limits, and XML without entities or network."""

import io
import zipfile
import zlib
from typing import Any

from whence.readers.unreadable import Unreadable

MOST_ENTRIES = 10_000
MOST_BYTES = 300_000_000  # of one part, and of all that are read
MOST_RATIO = 300  # of a part's bytes to its packed ones, where it is larger than a page
_SMALL = 1_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError)


class Archive:
    """A ZIP file in memory. ``kind`` names it to people. Raises Unreadable where it is none, or a bomb."""

    def __init__(self, raw: bytes, kind: str) -> None:
        self._kind = kind
        if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise Unreadable(
                f"is not {kind} that can be opened (an older Word file, or one with a password)",
                "open it in its program and save it anew, without a password",
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except _BROKEN as error:
            raise self._broken() from error
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Unreadable(f"holds {len(entries)} parts, more than {kind} needs", "save it anew")
        self._entries = {e.filename: e for e in entries}
        self._left = MOST_BYTES

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises Unreadable where it is missing, damaged or grows too large."""
        entry = self._entries.get(name)
        if entry is None:
            raise Unreadable(f"lacks its part {name}", "save it anew from the program that made it")
        large = entry.file_size > _SMALL
        if entry.file_size > self._left or (
            large and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
        ):
            raise Unreadable("unpacks to far more than a text needs", "save it anew without pictures")
        try:
            with self._zip.open(entry) as part:
                raw = part.read(entry.file_size + 1)
        except _BROKEN as error:
            raise self._broken() from error
        if len(raw) > entry.file_size:
            raise self._broken()
        self._left -= len(raw)
        return raw

    def _broken(self) -> Unreadable:
        return Unreadable(f"is damaged, or not {self._kind}", "save it anew from the program that made it")


def xml(raw: bytes, name: str) -> Any:
    """The root element of an XML part (lxml). No entity is expanded, nothing is fetched. Raises Unreadable."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else "no XML"
        raise Unreadable(
            f"has a part that is no sound XML ({name}: {reason})", "save it anew, or repair it"
        ) from error
