"""desk: what the workbench has at hand: the ledger, the documents laid out last, the comparison, who sits at it."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from whence.decisions import Decided, Records
from whence.decisions.queue import Question, questions
from whence.exports.report import Laid
from whence.exports.report_text import Row
from whence.exports.screen_of import screen_of
from whence.layers.certainty import view
from whence.ledger import Ledger, Snapshot

if TYPE_CHECKING:
    from whence.workbench.accounts import Beside

T = TypeVar("T")
_KEPT = 12  # documents laid out
_PIECE = 12_000  # characters of text in a piece of the page, about


class Piece(Struct, frozen=True):
    """Some rows of the text that are sent to the page together, and where they begin and end."""

    start: int
    end: int
    rows: tuple[Row, ...]


class Sheet:
    """One document on the desk, as it is decided at one position of the log."""

    def __init__(self, found: Decided, uncertain: bool, position: int) -> None:
        self.decided = found
        self.position = position
        self.whole = found.document  # with what is not sure
        self.document, left_out = view(found.document, uncertain)
        self.left_out = left_out
        self.laid = Laid(self.document, screen_of(self.document, left_out, ()))
        self.records = Records(found.document)
        self.pieces = tuple(_pieces(self.laid.rows, len(self.document.text)))
        self.questions: list[Question] = questions(found)


def _pieces(rows: list[Row], length: int) -> list[Piece]:
    """Rows in runs of about the same length; notes stand at the end, wherever they were in the text."""
    text = [r for r in rows if r.kind != "note"]
    made: list[Piece] = []
    for part in (text, [r for r in rows if r.kind == "note"]):
        held: list[Row] = []
        for n, row in enumerate(part):
            held.append(row)
            after = part[n + 1].start if n + 1 < len(part) else length
            if after - held[0].start >= _PIECE or n + 1 == len(part):
                made.append(Piece(held[0].start, max(after, held[0].start + 1), tuple(held)))
                held = []
    return made


class Desk:
    """The one place through which the pages ask and decide. Its methods may be called from several threads."""

    def __init__(self, place: str, by: str) -> None:
        self.place = place
        self.by = by
        self.ledger = Ledger(place, create="://" not in place)
        self._writing = threading.Lock()
        self._laying = threading.Lock()
        self._sheets: OrderedDict[tuple[str, int, bool], Sheet] = OrderedDict()
        self._beside: tuple[tuple[int, int], Beside] | None = None

    @property
    def folder(self) -> Path:
        """The folder of the ledger, in which added files are put."""
        return Path(self.place).absolute().parent if "://" not in self.place else Path.cwd()

    def snapshot(self) -> Snapshot:
        """A view of the ledger as it is now; to be closed."""
        return self.ledger.snapshot(flush=False)

    def write(self, work: Callable[[Ledger], T]) -> T:
        """Does something that writes, one after the other."""
        with self._writing:
            return work(self.ledger)

    def sheet(self, name: str, uncertain: bool = False) -> Sheet:
        """A document as it is decided now. Raises Unknown."""
        with self.snapshot() as snapshot:
            identity, made = snapshot.identity(name)
            key = (identity, made, uncertain)  # a decision about the document makes its lines anew
            with self._laying:
                if key in self._sheets:
                    self._sheets.move_to_end(key)
                    return self._sheets[key]
            found = snapshot.decided(name)
            position = snapshot.position
        sheet = Sheet(found, uncertain, position)
        with self._laying:
            self._sheets[key] = sheet
            while len(self._sheets) > _KEPT:
                self._sheets.popitem(last=False)
        return sheet

    def beside(self) -> "Beside":
        """All documents compared; reckoned again when a document or a decision has come."""
        from whence.workbench.accounts import beside

        with self.snapshot() as snapshot:
            state = snapshot.state_number()
            with self._laying:
                if self._beside and self._beside[0] == state:
                    return self._beside[1]
            found = beside(snapshot)
        with self._laying:
            self._beside = (state, found)
        return found

    def close(self) -> None:
        """Lets go of the ledger."""
        self.ledger.close()
