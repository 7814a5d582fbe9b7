"""source_list: a sources.csv of the documents, to fill in: a row a file, with what is known of it already."""

from collections.abc import Iterable, Iterator

from whence.exports.tables import csv_lines
from whence.ledger.records import KeptDocument
from whence.readers.sources_csv import COLUMNS


def source_list(documents: Iterable[KeptDocument]) -> Iterator[bytes]:
    """The lines of the list, in the order of the documents. Read again beside them, it changes nothing."""
    rows = (
        {
            "file": d.path, "author": d.byline, "title": d.title, "date": d.date if d.date and "X" not in d.date else None,
            "publisher": d.publisher, "url": d.url, "retrieved": d.retrieved, "language": d.language, "tags": list(d.tags),
        }
        for d in documents
    )  # fmt: skip
    return csv_lines(rows, COLUMNS)
