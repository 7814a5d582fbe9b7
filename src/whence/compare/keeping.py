"""keeping: brings what is kept for comparing up to date: documents that came, changed or went are compared with their neighbours, and only the
events that they touch are grouped anew. What stands then is what comparing all of them at once gives."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

import msgspec

from whence.compare.comparison import Comparison, Opened
from whence.compare.copying import Copying
from whence.compare.dismissals import Dismissals, dismissals
from whence.compare.grouping import Grouping, packed_scores
from whence.compare.neighbours import Neighbours
from whence.compare.packing import packed
from whence.compare.same_event import MAYBE
from whence.layers.document import Document
from whence.ledger import Ledger, Snapshot
from whence.ledger.compared import Compared, Node, Side, Stored, in_memory
from whence.version import __version__

_FORM = f"{__version__} 10"  # of what is kept; the number grows whenever the same version would keep something else
_AT_ONCE = 100  # documents in one transaction
_BYTES = 3_000_000  # of wording: the same, of long ones


def compared(documents: Iterable[tuple[str, Document]], dismissed: Dismissals | None = None) -> Comparison:
    """Documents outside a ledger, by their paths, beside each other. The order in which they are given changes nothing."""
    texts: list[str] = []
    store = in_memory(texts.__getitem__)
    keeping = _Keeping(dismissed or Dismissals())

    def all_packed() -> Iterator[Stored]:
        for path, document in documents:
            texts.append(document.text)
            yield packed(Side(path, len(texts) - 1, ""), document)

    for some in _in_pieces(all_packed()):
        keeping.take(store, some, [])
    return Comparison(lambda: nullcontext(store), dismissed)


def compared_ledger(ledger: Ledger, say: Callable[[int], None] = lambda new: None) -> Comparison:
    """The documents of a ledger beside each other. What is new is compared and kept first; ``say`` is told how many documents that are.

    A ledger that cannot be written to is compared in memory. Raises LedgerError.
    """
    with ledger.snapshot(flush=ledger.writable) as snapshot:
        state = _State(snapshot)
        if not state.is_kept:
            say(len(state.new))
            if not ledger.writable:
                return state.in_memory()
            state.bring_up(ledger)
        return Comparison(_each_time(ledger), state.dismissed)


def compared_snapshot(snapshot: Snapshot) -> Comparison:
    """The documents of a snapshot beside each other, as they are kept, or else in memory; to be asked while the snapshot is open."""
    state = _State(snapshot)
    return (
        Comparison(lambda: nullcontext(snapshot.compared()), state.dismissed)
        if state.is_kept
        else state.in_memory()
    )


def _each_time(ledger: Ledger) -> Opened:
    @contextmanager
    def opened() -> Iterator[Compared]:
        with ledger.snapshot(flush=False) as snapshot:
            yield snapshot.compared()

    return opened


class _State:
    """What a snapshot holds, beside what is kept of it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.dismissed = dismissals(snapshot)
        store, self._sides = snapshot.compared(), snapshot.sides()
        form, rules = store.by()
        known = store.sides() if form == _FORM else {}
        sides = {s.file: s for s in self._sides}
        self.new = [s for s in self._sides if known.get(s.file) != s]
        self._gone = [f for f, s in sorted(known.items()) if sides.get(f) != s]
        same = form == _FORM and rules == _encoded(self.dismissed)
        self.is_kept = same and not self.new and not self._gone

    def bring_up(self, ledger: Ledger) -> None:
        """Keeps what is new, in pieces; forgets what is gone. Raises LedgerError."""
        keeping = _Keeping(self.dismissed)
        with ledger.comparing() as store:
            if store.by()[0] != _FORM:
                store.clear()
            keeping.take(store, [], self._gone)
        made = (packed(side, self._snapshot.document(side.path)) for side in self.new)
        for some in _in_pieces(made):
            with ledger.comparing() as store:
                keeping.take(store, some, [])

    def in_memory(self) -> Comparison:
        """All documents compared, nothing kept."""
        return compared(((s.path, self._snapshot.document(s.path)) for s in self._sides), self.dismissed)


def _in_pieces(documents: Iterable[Stored]) -> Iterator[list[Stored]]:
    held: list[Stored] = []
    for d in documents:
        held.append(d)
        if len(held) >= _AT_ONCE or sum(len(h.wording) for h in held) > _BYTES:
            yield held
            held = []
    if held:
        yield held


def _encoded(dismissed: Dismissals) -> str:
    """What the grouping of events depends on."""
    pairs = sorted(sorted(p) for p in dismissed.pairs)
    return msgspec.json.encode([sorted(dismissed.heads), pairs, sorted(dismissed.events)]).decode()


class _Keeping:
    """One bringing up to date, in as many transactions as there are pieces; what it has at hand lasts through all of them."""

    def __init__(self, dismissed: Dismissals) -> None:
        self._dismissed = dismissed
        self._neighbours: Neighbours | None = None
        self._copying: Copying | None = None
        self._paths: dict[int, str] = {}

    def take(self, store: Compared, new: Sequence[Stored], gone: Sequence[int]) -> None:
        """Takes documents in, and others out."""
        if store.count() != len(self._paths):  # at first, and where another process was here
            self._paths = {f: s.path for f, s in store.sides().items()}
        files = [d.side.file for d in new]
        leaving = sorted({*gone, *files} & self._paths.keys())
        touched = store.nodes_of(leaving)
        before = store.postings(leaving)
        store.forget(leaving)
        store.keep(new)
        neighbours, copying = self._at_hand(store, leaving)
        touched |= self._score(store, neighbours, files)
        self._paths |= {d.side.file: d.side.path for d in new}
        copying.refresh(before, leaving, files, self._paths)
        for f in set(leaving) - set(files):
            del self._paths[f]
        grouping = Grouping(store, neighbours, self._dismissed, self._paths)
        touched |= {n for pair in grouping.decided for n in pair if n[0] in files}
        ruled = self._newly_ruled(store, grouping)
        grouping.regroup(touched | ruled, {*files, *(f for f, _ in ruled)})
        store.set_by(_FORM, _encoded(self._dismissed))

    def _at_hand(self, store: Compared, leaving: Sequence[int]) -> tuple[Neighbours, Copying]:
        """What compares, on this connection."""
        if self._neighbours is None or self._copying is None:
            self._neighbours, self._copying = Neighbours(store), Copying(store)
        self._neighbours.moved_to(store)
        self._neighbours.forget(leaving)
        self._copying.moved_to(store)
        return self._neighbours, self._copying

    @staticmethod
    def _score(store: Compared, neighbours: Neighbours, files: Sequence[int]) -> set[Node]:
        """Scores what is new, and gives back the tellings that may be of one event with others."""
        scores = neighbours.scores(files)
        store.put_scores({pair: packed_scores(rows) for pair, rows in scores.items()})
        near = (((f, i), (g, j)) for (f, g), rows in scores.items() for i, j, s in rows if s >= MAYBE)
        return {node for pair in near for node in pair}

    def _newly_ruled(self, store: Compared, grouping: Grouping) -> set[Node]:
        """The tellings that other rules concern than those by which events were grouped before."""
        _, rules = store.by()
        if rules in ("", _encoded(self._dismissed)):
            return set()
        heads, pairs, events = msgspec.json.decode(rules)
        now = msgspec.json.decode(_encoded(self._dismissed))
        if [heads, pairs] != now[:2]:
            return store.nodes_of(store.sides())
        changed = [e for e in (*events, *now[2]) if (e in events) != (e in now[2])]
        return {n for one, other, _ in changed for n in grouping.at([tuple(one), tuple(other)])}
