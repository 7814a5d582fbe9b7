"""Source lists: what a ``sources.csv``, a Zotero export, or a BibTeX or RIS file beside the documents says of each of them.

A list is looked for in the folder of a document and in those above it, up to the folder that was named. The nearest
one holds; a ``sources.csv`` outranks an export, and fills only what its cells say.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from whence.readers.files import Source
from whence.readers.said import Said
from whence.readers.sources_csv import NAME, read_csv
from whence.readers.unreadable import Unreadable
from whence.readers.zotero import Item, read_export

MAX_BYTES = 50_000_000
_MOST_EXPORTS = 20  # files in one folder that are opened to see whether they are exports
_EXPORTS = (".json", ".bib", ".ris")


class ListFault(Exception):
    """What is wrong with a list, where, and what to do: one plain sentence."""


class SourceLists:
    """The lists beside the documents that a command was given; each is read once, when a document needs it."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._roots = [Path(p).absolute() for p in paths if Path(p).is_dir()]
        self._folders: dict[Path, _Folder] = {}
        self.faults: list[str] = []

    def said(self, source: Source) -> Said:
        """What the lists say of a source; nothing where there are none. ``faults`` grows by what is wrong in them."""
        if source.path is None:
            return Said()
        path = Path(os.path.normpath(source.path.absolute()))
        said = Said()
        for folder in self._above(path):
            said = said.over(self._folder(folder).said(path))
        return said

    def unknown(self) -> Iterator[str]:
        """Sentences on lines of lists that name files which are not there, in folders that were read as a whole."""
        for folder, lists in sorted(self._folders.items()):
            if any(folder.is_relative_to(root) for root in self._roots):
                yield from lists.unknown()

    def _above(self, path: Path) -> Iterator[Path]:
        """The folder of a file and those above it up to the one that was named."""
        root = max(
            (r for r in self._roots if path.is_relative_to(r)),
            key=lambda r: len(r.parts),
            default=path.parent,
        )
        for folder in path.parents:
            yield folder
            if folder == root:
                return

    def _folder(self, folder: Path) -> "_Folder":
        if folder not in self._folders:
            self._folders[folder] = _Folder(folder, self.faults)
        return self._folders[folder]


class _Folder:
    """The lists of one folder."""

    def __init__(self, folder: Path, faults: list[str]) -> None:
        self.folder = folder
        self.list = folder / NAME
        self.rows: dict[Path, tuple[int, Said]] = {}
        self.items: list[Item] = []
        raw = self._bytes(self.list, faults)
        if raw is not None:
            self._rows(raw, faults)
        try:
            exports = sorted(
                p for p in folder.iterdir() if p.suffix.lower() in _EXPORTS and not p.name.startswith(".")
            )
        except OSError:
            exports = []
        for export in exports[:_MOST_EXPORTS]:
            content = self._bytes(export, faults)
            if content is not None:
                try:
                    self.items += read_export(content, folder, export.suffix.lower())
                except ValueError as reason:
                    faults.append(f"{export} {reason}; it was not used: export it anew.")

    @staticmethod
    def _bytes(path: Path, faults: list[str]) -> bytes | None:
        try:
            if not path.is_file():
                return None
            if path.stat().st_size > MAX_BYTES:
                faults.append(
                    f"{path} is too large for a list of sources (the limit is {MAX_BYTES // 1_000_000} MB); it was not used."
                )
                return None
            return path.read_bytes()
        except OSError as error:
            faults.append(
                f"{path} could not be read ({(error.strerror or str(error)).lower()}); the documents were read without it."
            )
            return None

    def _rows(self, raw: bytes, faults: list[str]) -> None:
        try:
            for line, file, said, wrong in read_csv(raw):
                faults += [f"{self.list}, line {line}: {sentence}" for sentence in wrong]
                if not file:
                    continue
                path = Path(os.path.normpath(self.folder / file.replace("\\", "/")))
                if path in self.rows:
                    faults.append(
                        f"{self.list}, line {line}: “{file}” stands in line {self.rows[path][0]} already; the first one holds."
                    )
                    continue
                self.rows[path] = (line, said)
        except Unreadable as reason:
            faults.append(f"{self.list} {reason.what}; {reason.remedy}.")

    def said(self, path: Path) -> Said:
        """What the lists of this folder say of a file."""
        _, row = self.rows.get(path, (0, Said()))
        fits = [i.said for i in self.items if i.path == path] or [
            i.said for i in self.items if path.stem and i.is_called(path.stem)
        ]
        return row.over(fits[0]) if len(fits) == 1 else row

    def unknown(self) -> Iterator[str]:
        """Sentences on rows whose files are not there."""
        for path, (line, _) in self.rows.items():
            if not path.is_file():
                yield f"{self.list}, line {line}: there is no file “{path.name}” there; correct the name or take the line out."
