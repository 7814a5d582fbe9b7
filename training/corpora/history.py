"""Attributions in histories, memoirs and reports, marked by readers for Whence: pages drawn by chance from corpora that have none.

``history.jsonl`` keeps the places, no words: a page a line, with the document's path below the corpora, the page's place in the text as
Whence reads it, a checksum of its words, and for each attribution the spans of source, cue and content. Those inside the content of
others are marked too, which PolNeAR does not do.
"""

import pathlib
from collections.abc import Iterator

from evaluation.marked_pages import MarkedPage, Spans, marked_pages
from training.corpora import gum
from training.corpora.prepared import Attribution, Prepared, prepared

from whence.readers.files import Source, read_text

KEPT = pathlib.Path(__file__).with_name("history.jsonl")
_AROUND = 200  # characters before and behind a page that the network sees, and of which nothing is taught
_MOST_AROUND = 3_000


def texts(corpora: pathlib.Path, clean: bool = False) -> Iterator[Prepared]:
    """The pages of the documents that CORPORA has, each with some text around it; ``clean``: without those of GUM whose licence is not free.

    Raises ValueError where a text is no more what its page was marked in.
    """
    documents: dict[str, Prepared] = {}
    for number, page in enumerate(marked_pages(KEPT)):
        if not (corpora / page.document).exists() or (clean and not _is_free(page.document)):
            continue
        if page.document not in documents:
            documents[page.document] = _document(corpora / page.document)
        yield _prepared(page, documents[page.document], f"page{number}")


def _is_free(document: str) -> bool:
    """Whether a document is in the public domain or under a licence that asks for no more than its name."""
    folder, _, name = document.partition("/")
    return folder != "gum" or name.split("_")[1] in gum.CLEAN


def _document(path: pathlib.Path) -> Prepared:
    """A whole document, cut into sentences and blocks."""
    if path.suffix == ".conllu":
        return gum.text(path)
    return prepared(path.stem, read_text(Source(path.name, path), path.read_bytes()).chars, ())


def _prepared(page: MarkedPage, document: Prepared, name: str) -> Prepared:
    chars = document.chars
    page.check(chars)
    first = max((a for a, _ in document.blocks if a <= max(0, page.start - _AROUND)), default=0)
    last = min((z for _, z in document.blocks if z >= page.end + _AROUND), default=page.end)
    first = first if page.start - first <= _MOST_AROUND else page.start
    last = last if last - page.end <= _MOST_AROUND else page.end

    def moved(spans: Spans) -> Spans:
        return tuple((a - first, z - first) for a, z in spans)

    text = prepared(name, chars[first:last], ("attributions", "nested"))
    text.attributions = [Attribution(*(moved(part) for part in marked)) for marked in page.attributions]
    around = ((0, page.start - first), (page.end - first, last - first))
    text.discarded = tuple((a, z) for a, z in around if a < z)
    return text
