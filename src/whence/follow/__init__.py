"""Following a note into its source: which document is the cited work, and whether the words that are quoted stand there."""

from whence.follow.choices import choices, choose
from whence.follow.cited_documents import Card, CitedDocuments, Link
from whence.follow.differences import Difference
from whence.follow.finding import Turn
from whence.follow.following import Followed, FoundAt, Paraphrased, follow, paraphrases
from whence.follow.library import Both, LedgerLibrary, Library, Shelf
from whence.follow.reading_list import Missing, missing

__all__ = [
    "Both", "Card", "CitedDocuments", "Difference", "Followed", "FoundAt", "LedgerLibrary", "Library", "Link", "Missing", "Paraphrased", "Shelf", "Turn",
    "choices", "choose", "follow", "missing", "paraphrases",
]  # fmt: skip
