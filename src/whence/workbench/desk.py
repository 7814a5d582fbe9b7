"""desk: what the workbench has at hand: the ledger, the documents laid out last, the comparison, who sits at it."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import Depends, Request
from msgspec import Struct

from whence.decisions import Decided, Records
from whence.decisions.queue import Question, questions
from whence.exports.report import Laid
from whence.exports.report_text import Row
from whence.exports.screen_of import screen_of
from whence.layers.certainty import LeftOut, view
from whence.ledger import Ledger, Snapshot
from whence.workbench.layers import layers

if TYPE_CHECKING:
    from whence.workbench.accounts import Beside

T = TypeVar("T")
_KEPT = 48  # documents at hand
_PIECE = 12_000  # characters of text in a piece of the page, about


class Piece(Struct, frozen=True):
    """Some rows of the text that are sent to the page together, and where they begin and end."""

    start: int
    end: int
    rows: tuple[Row, ...]


class Read:
    """One document as it is decided at one position of the log: its records, what is to be looked at, and how it is laid out."""

    def __init__(self, found: Decided, position: int) -> None:
        self.decided = found
        self.position = position
        self.whole = found.document  # with what is not sure
        self._sheets: dict[bool, Sheet] = {}

    @cached_property
    def records(self) -> Records:
        """What can be decided about."""
        return Records(self.whole)

    @cached_property
    def questions(self) -> list[Question]:
        """What is to be looked at."""
        return questions(self.decided)

    def sheet(self, uncertain: bool) -> "Sheet":
        """The document laid out, with or without what is not sure."""
        if uncertain not in self._sheets:
            self._sheets[uncertain] = Sheet(self, uncertain)
        return self._sheets[uncertain]


class Sheet:
    """A document laid out: what stands above, the pieces of its text, and what can be drawn over them."""

    def __init__(self, read: Read, uncertain: bool) -> None:
        self.position = read.position  # of the log, at which it was drawn
        self.document, self.left_out = view(read.whole, uncertain)
        self.laid = Laid(
            self.document, screen_of(self.document, LeftOut(words=self.left_out.words))
        )  # how much is left out a button says
        self.pieces = tuple(_pieces(self.laid.rows, len(self.document.text)))
        self.layers = layers(self.document, read.decided.standing)


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
        self._reading = threading.Lock()
        self._comparing = threading.Lock()
        self._reads: OrderedDict[tuple[object, ...], Read] = OrderedDict()
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

    def read(self, name: str) -> Read:
        """A document as it is decided now. Raises Unknown."""
        with self.snapshot() as snapshot:
            identity = snapshot.identity(name)
            about = snapshot.decisions().about(identity[0])
            key = (*identity, about[-1].id if about else None, len(about))  # anew with each decision about it
            with self._reading:
                if key in self._reads:
                    self._reads.move_to_end(key)
                    return self._reads[key]
            found = Read(snapshot.decided(name), snapshot.position)
        with self._reading:
            self._reads[key] = found
            while len(self._reads) > _KEPT:
                self._reads.popitem(last=False)
        return found

    def beside(self) -> "Beside":
        """All documents compared; reckoned again when a document or a decision has come."""
        from whence.workbench.accounts import beside

        with self.snapshot() as snapshot:
            state = snapshot.state_number()
            with self._comparing:  # whoever asks meanwhile waits for the same answer
                if self._beside is None or self._beside[0] != state:
                    self._beside = (state, beside(self.ledger, snapshot))
                return self._beside[1]

    def compare_ahead(self) -> None:
        """Compares in the background what has come, so that whoever opens the page does not wait."""
        threading.Thread(target=self._compare_ahead, name="comparing", daemon=True).start()

    def _compare_ahead(self) -> None:
        with suppress(Exception):  # whoever opens the page asks again, and is told
            self.beside()

    def close(self) -> None:
        """Lets go of the ledger."""
        self.ledger.close()


def _desk(request: Request) -> Desk:
    made: Desk = request.app.state.desk
    return made


AtHand = Annotated[Desk, Depends(_desk)]
