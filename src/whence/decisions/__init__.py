"""What people decide about what was read: Entries, where they stand in a text, and the document that follows from them."""

from whence.decisions.applied import Decided, Orphan, Standing, check, decided
from whence.decisions.records import Records

__all__ = ["Decided", "Orphan", "Records", "Standing", "check", "decided"]
