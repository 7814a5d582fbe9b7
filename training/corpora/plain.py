"""Texts without marks: older prose that those who teach have to mark themselves (public domain, see same-event/SOURCE.md)."""

import pathlib
from collections.abc import Iterator

from training.corpora.prepared import Prepared, prepared


def texts(folder: pathlib.Path) -> Iterator[Prepared]:
    """Every .txt file below a folder."""
    for path in sorted(folder.glob("**/*.txt")):
        yield prepared(path.stem, path.read_text(encoding="utf-8"), ())
