"""source_ways: the way from a page on this machine into a source: its file, at the page or the words."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from whence.follow import FoundAt

_FIRST = 5  # words by which a browser finds a place in a text


def ways_from(folder: Path) -> Callable[[FoundAt], str | None]:
    """Addresses from a page in a folder: of a PDF with its page, of a text with its first words; None for what is no file.

    They are relative, so that page and sources can be moved together, and hold nothing that a browser could run.
    """

    def way(found: FoundAt) -> str | None:
        path = Path(found.path)
        if not path.is_file():
            return None
        relative = os.path.relpath(path, folder).replace(os.sep, "/")
        address = quote(relative if relative.startswith(".") else f"./{relative}")
        suffix = path.suffix.lower()
        if suffix == ".pdf":
            return f"{address}#page={found.page}" if (found.page or "").isdigit() else address
        if suffix in (".txt", ".html", ".htm", ".md"):
            return f"{address}#:~:text={quote(' '.join(found.words.split()[:_FIRST]), safe='')}"
        return address

    return way
