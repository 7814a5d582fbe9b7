"""Whence: who says it, on what source, when, about whom.

    >>> import whence
    >>> document = whence.read("examples/essay.txt")          # doctest: +SKIP
    >>> document.quotations[0].basis                           # doctest: +SKIP

``read`` makes a Document of a file, ``annotate`` of a string; ``write`` makes a report, a digest or JSON of a Document;
``open_ledger`` opens a ledger of many documents, of which ``find``, ``who``, ``documents``, ``works`` and ``show`` ask.
Importing this package loads nothing heavy.
"""

from whence.version import __version__

TYPE_CHECKING = False  # typing itself would make up a third of the time that importing whence takes
if TYPE_CHECKING:
    from pathlib import Path

    from whence.layers.document import Document
    from whence.ledger import Ledger

__all__ = ["__version__", "annotate", "open_ledger", "read", "write"]


def read(
    path: "str | Path",
    *,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> "Document":
    """The Document of a file. What the file does not say can be told; ``date`` is EDTF.

    Raises whence.readers.Unreadable, with a plain sentence, where the file cannot be read.
    """
    from pathlib import Path

    from whence.layers.reading import read as read_source
    from whence.readers import Said, Source

    return read_source(Source(str(path), Path(path)), Said(title, author, date, language, url))


def annotate(
    text: str,
    *,
    name: str = "text",
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    language: str | None = None,
) -> "Document":
    """The Document of a string, read as plain text.

    Raises whence.readers.Unreadable where the string is empty or too large.
    """
    import io

    from whence.layers.reading import read as read_source
    from whence.readers import Said, Source

    said = Said(title, author, date, language, None, "text/plain")
    return read_source(Source(name, None), said, io.BytesIO(text.encode("utf-8", "surrogatepass")))


def open_ledger(place: "str | Path", create: bool = False) -> "Ledger":
    """A ledger: a file, or a PostgreSQL database by its URL. With ``create`` a new one is made where none is.

    Use it as a context manager. Raises whence.ledger.LedgerError, with a plain sentence, where it cannot be opened.
    """
    from whence.ledger import open_ledger as opened

    return opened(place, create)


def write(document: "Document", form: str = "json", uncertain: bool = False) -> str:
    """A document as ``json`` (one line), as ``report`` (an HTML page) or as ``digest`` (for the terminal, 80 columns).

    Report and digest leave out what is not sure, unless ``uncertain``; JSON has all.

    Raises ValueError for another form.
    """
    if form == "json":
        from whence.layers.document import to_json

        return to_json(document).decode()
    if form in ("report", "digest"):
        from whence.exports.digest import digest
        from whence.exports.report import report
        from whence.exports.screen_of import screen_of
        from whence.layers.certainty import view

        document, left_out = view(document, uncertain)
        screen = screen_of(document, left_out)
        return report(document, screen) if form == "report" else digest(screen)
    raise ValueError(f"A document can be written as json, report or digest, not as {form!r}.")
