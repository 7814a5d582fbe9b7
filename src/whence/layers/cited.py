"""cited: the citation to which a note or a marker leads: the first one of the note."""

from whence.layers.document import Citation, Document


class Cited:
    """Answers for one document."""

    def __init__(self, doc: Document) -> None:
        self._by_note = {c.note: c for c in reversed(doc.citations) if c.note}
        self._note_of = {m.id: m.note for m in doc.markers}

    def by_note(self, note: str | None) -> Citation | None:
        """The first citation of a note; None where it has none."""
        return self._by_note.get(note) if note else None

    def by_marker(self, marker: str | None) -> Citation | None:
        """The first citation of the note that a marker leads to."""
        return self.by_note(self._note_of.get(marker)) if marker else None
