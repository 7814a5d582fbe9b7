"""turn_labels: who is meant by the label at the head of a turn ('Q:', 'MRS. REVE.'): a person of the document, or nobody but the label."""

import re
from functools import cached_property

from whence.layers.document import Block, Document
from whence.text import Span


def label(chars: str, block: Block, end: int) -> Span | None:
    """The words before the sign with which a turn's label ends."""
    found = re.match(r"[^:.]+", chars[block.start : end])
    return Span(block.start, block.start + len(found[0].rstrip())) if found and found[0].strip() else None


class TurnLabels:
    """Answers for one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc

    def of(self, span: Span) -> tuple[tuple[str, ...], Span]:
        """The one person whom a label calls, if it does, and where the label stands first."""
        words = self.doc.text[span.start : span.end]
        fits = self._people.get(words.strip().casefold(), ())
        return (fits if len(fits) == 1 else ()), self._first.get(words, span)

    @cached_property
    def _first(self) -> dict[str, Span]:
        """The labels of turns with the place where each stands first."""
        found: dict[str, Span] = {}
        for block in self.doc.blocks:
            span = label(self.doc.text, block, block.end) if block.kind == "turn" else None
            if span:
                found.setdefault(self.doc.text[span.start : span.end], span)
        return found

    @cached_property
    def _people(self) -> dict[str, tuple[str, ...]]:
        """Persons by what a label can call them: a whole name or a last name, without case."""
        found: dict[str, dict[str, None]] = {}
        for e in self.doc.entities:
            for name in (e.name, *e.names) if e.kind == "person" else ():
                for called in (name.casefold(), name.split()[-1].casefold()):
                    found.setdefault(called, {})[e.id] = None
        return {called: tuple(ids) for called, ids in found.items()}
