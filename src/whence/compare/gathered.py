"""gathered: tellings with the scores between them, made into the table of an event, and how it ranks among others."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec
from msgspec import Struct

from whence.compare.accounts import Table, table
from whence.compare.anchors import anchored, may_be_one_voice, tied
from whence.compare.dismissals import Dismissals
from whence.compare.disputing import is_disputed
from whence.compare.same_event import SAME, SURE
from whence.compare.tellings import Telling
from whence.ledger.compared import Node

DECIDED = 1_000_000  # thousandths: more than any company of other scores weighs
_SURE_IN_ONE_WORD = 550  # thousandths, where both name it in one word
_SAID = 3  # a person's word


class ComparedEvent(Struct, frozen=True):
    """An event with the table of its accounts."""

    label: str
    table: Table

    @property
    def documents(self) -> int:
        """In how many documents something is told of it."""
        return len({c.path for c in self.table.columns if c.certain and c.tells})

    @property
    def voices(self) -> int:
        """How many voices tell something of it; one that is not certain may be another of its document."""
        telling = [c for c in self.table.columns if c.certain and c.tells]
        known = [c for c in telling if not c.perhaps]
        unsure = [c for c in telling if c.perhaps]
        return len(known) + sum(
            not any(may_be_one_voice(c.tellings[0], k.tellings[0]) for k in known) for c in unsure
        )


class Rank(Struct, frozen=True, array_like=True, order=True):
    """What events are ranked by: documents, how they are tied, voices, conflicts; the most of each first."""

    documents: int
    tie: int
    voices: int
    conflicts: int


class Gathered:
    """Tellings by their nodes, with the scores of pairs of them (the smaller node first)."""

    def __init__(
        self, tellings: Mapping[Node, Telling], scores: Mapping[tuple[Node, Node], int], dismissed: Dismissals
    ) -> None:
        self._tellings, self._scores, self._dismissed = tellings, scores, dismissed
        self._nodes = {t.key: n for n, t in tellings.items()}

    def event(self, cores: Iterable[Iterable[Node]], maybe: Iterable[Node]) -> ComparedEvent:
        """The event of which the tellings in cores are, and others may be."""
        certain = [[self._tellings[n] for n in core] for core in cores]
        others = [self._tellings[n] for n in maybe]
        return ComparedEvent(
            _label([t for c in certain for t in c] or others),
            table(certain, others, self._surely, self._dismissed.apart),
        )

    def only(self, event: ComparedEvent, paths: tuple[str, str]) -> ComparedEvent:
        """An event as two documents tell it."""
        kept = [t for c in event.table.columns if c.path in paths and c.certain for t in c.tellings]
        return msgspec.structs.replace(event, table=table([kept], (), self._surely, self._dismissed.apart))

    def rank(self, sure: Sequence[Node], maybe: Sequence[Node]) -> Rank | None:
        """How an event ranks; None for one that is not shown: told by one voice, or of tellings that only a word makes one, or dismissed."""
        event = self.event([sure], maybe)
        tie, conflicts = self._tie(sure), len(event.table.conflicts)
        if self._is_dismissed(event) or (event.voices < 2 and tie < _SAID) or not (tie or conflicts):
            return None  # a conflict is anchored by itself
        return Rank(event.documents, tie, event.voices, conflicts)

    def _surely(self, a: Telling, b: Telling) -> bool:
        """Whether two tellings are of one event beyond doubt."""
        score = self._score_of(a, b)
        in_one_word = a.head == b.head and a.event.kind not in ("other", "move")
        least = SAME if _says_the_same(a, b) else _SURE_IN_ONE_WORD if in_one_word else SURE
        return score >= DECIDED or (score >= least and anchored(a, b))

    def _score_of(self, a: Telling, b: Telling) -> int:
        x, y = sorted((self._nodes[a.key], self._nodes[b.key]))
        return self._scores.get((x, y), 0)

    def _tie(self, sure: Iterable[Node]) -> int:
        """How two voices of a group are tied: 3 by a person's word; 2 by who takes part, the day or the place; 1 where they are surely of one event by all
        that they say; 0 where only the word for it makes them one."""
        tellings = [self._tellings[n] for n in sure]
        pairs = [
            (a, b)
            for a, b in combinations(tellings, 2)
            if (a.path, a.account.holder) != (b.path, b.account.holder) and not may_be_one_voice(a, b)
        ]
        if any(self._score_of(a, b) >= DECIDED for a, b in pairs):
            return _SAID
        if any(tied(a, b) for a, b in pairs):
            return 2
        return int(any(self._surely(a, b) and "other" not in (a.event.kind, b.event.kind) for a, b in pairs))

    def _is_dismissed(self, event: ComparedEvent) -> bool:
        """Whether only two documents tell of it, between which findings are dismissed."""
        return (
            frozenset(c.path for c in event.table.columns if c.certain and c.tells) in self._dismissed.pairs
        )


def _says_the_same(a: Telling, b: Telling) -> bool:
    """Whether two tellings have who did what to whom in common; or what was done to whom, where each text tells but one event of that kind."""
    if a.head != b.head:
        return False
    if (a.patients & b.patients and a.agents & b.agents) or is_disputed(a, b):
        return True
    return a.alike == b.alike == 1 and bool(a.patients & b.patients or a.done_to & b.done_to)


def _label(tellings: Sequence[Telling]) -> str:
    """What an event is called: the commonest words for it, to whom, where and when, as most tellings have it."""
    said = [_commonest([t.called for t in tellings])]
    for row in ("who", "where", "when"):
        words = [c.words for t in tellings for c in t.account.cells if c.row == row]
        if words:
            said.append(_commonest(words))
    return ", ".join(said)


def _commonest(words: Sequence[str]) -> str:
    return max(words, key=words.count)  # of several as common the first
