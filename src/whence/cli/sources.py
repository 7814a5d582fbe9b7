"""sources: where the sources of the given documents are: beside them, in files and folders that --in names, or in a ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from whence.cli.ledgers import is_ledger, opened, told

if TYPE_CHECKING:
    from whence.follow import Followed, Library, Paraphrased
    from whence.layers.document import Document


class Sources(Struct):
    """The documents in which quotations are looked for, what people decided of them, and how many could not be read."""

    library: "Library"
    decided: dict[str, str | None]
    failed: int = 0

    def follow(self, documents: "list[tuple[str, Document]]") -> "tuple[list[Followed], list[Paraphrased]]":
        """The quotations of documents, and the claims that stand beside passages of their sources."""
        from whence.follow import follow, paraphrases
        from whence.layers.certainty import shown

        sure = [(path, shown(document)) for path, document in documents]
        return follow(sure, self.library, self.decided), paraphrases(sure, self.library, self.decided)


in_option = click.option(
    "--in", "places", multiple=True, metavar="PATH",
    help="Where the sources are: files, folders, or a ledger.",
)  # fmt: skip


@contextmanager
def sources_of(
    paths: tuple[str, ...], places: tuple[str, ...], documents: "list[tuple[str, Document]]"
) -> Iterator[Sources]:
    """The sources of documents that were given by paths; of a single file without --in what lies in its folder."""
    from whence.follow import Both, LedgerLibrary, Shelf, choices

    ledgers = [p for p in places if is_ledger(p)]
    if ledgers and len(places) > 1:
        raise click.UsageError("Give one ledger, or files and folders.")
    if ledgers:
        with opened(ledgers[0]) as ledger, ledger.snapshot() as snapshot:
            yield Sources(Both(Shelf(documents), LedgerLibrary(snapshot)), choices(snapshot))
        return
    given = bool(places)
    if not places and len(paths) == 1 and Path(paths[0]).is_file():
        places = tuple(str(p) for p in sorted(Path(paths[0]).parent.iterdir()) if _is_document(p))
    more, failed = _read(places, {document.document.id for _, document in documents})
    if given and failed and not more:
        told(
            "no document could be read where --in says; sources were looked for among the given documents alone"
        )
    yield Sources(Shelf([*documents, *more]), {}, failed)


def _read(places: tuple[str, ...], have: set[str]) -> "tuple[list[tuple[str, Document]], int]":
    """The documents at some places, by rules alone, which is enough to find words in them."""
    from whence.cli.inputs import Inputs
    from whence.layers.signals import by_rules
    from whence.readers import Said

    if not places:
        return [], 0
    inputs = Inputs(places)
    found = []
    with by_rules():
        for source, document in inputs.documents(Said()):
            if document.document.id not in have:
                have.add(document.document.id)
                found.append((source.name, document))
    return found, inputs.failed


def _is_document(path: Path) -> bool:
    from whence.readers.files import suffixes

    return path.is_file() and path.suffix.lower() in suffixes() and not path.name.startswith((".", "~$"))
