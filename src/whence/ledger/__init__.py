"""The ledger: many documents kept and found again, and the append-only log of what people decide about them."""

from whence.ledger.book import Ledger, open_ledger
from whence.ledger.opening import LedgerError
from whence.ledger.question import Question
from whence.ledger.snapshot import Snapshot, Unknown

__all__ = ["Ledger", "LedgerError", "Question", "Snapshot", "Unknown", "open_ledger"]
