"""comparison: documents beside each other: the events that several accounts tell, those with most accounts first, and those that words ask for."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations

import msgspec
from msgspec import Struct

from whence.compare.accounts import Table, anchored, table, tied
from whence.compare.dismissals import Dismissals
from whence.compare.heads import head, nearness
from whence.compare.same_event import SURE, Group, groups, numbered_tellings, scores
from whence.compare.tellings import Telling, Told, told
from whence.compare.values import Where
from whence.layers.document import Document
from whence.layers.event_parts import kind_of
from whence.ledger.words import tokens

_DECIDED = 1_000_000  # thousandths: more than any company of other scores weighs
_SAID = 3  # a person's word
_NEAR = 0.75  # two words that may name one event, where a person asks for it


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
        """How many voices tell something of it."""
        return sum(c.certain and c.tells for c in self.table.columns)


class Comparison:
    """What documents tell, compared. The order in which they are given changes nothing."""

    def __init__(
        self, documents: Iterable[tuple[str, Document]] = (), dismissed: Dismissals | None = None
    ) -> None:
        self._dismissed = dismissed or Dismissals()
        self._added: dict[str, Told] = {}
        for path, document in documents:
            self.add(path, document)

    def add(self, path: str, document: Document) -> None:
        """Takes a document in, before anything is asked; only what it tells is kept of it."""
        made = told(path, document)
        kept = tuple(t for t in made.tellings if t.head not in self._dismissed.heads)
        self._added[path] = msgspec.structs.replace(made, tellings=kept)

    @cached_property
    def _documents(self) -> list[Told]:
        return [self._added[path] for path in sorted(self._added)]

    @cached_property
    def _tellings(self) -> list[Telling]:
        return numbered_tellings(self._documents)

    @cached_property
    def _scores(self) -> dict[tuple[int, int], int]:
        found = scores(self._documents)
        for one, two, same in self._dismissed.events:  # people have the last word
            a, b = self._telling_at(one), self._telling_at(two)
            if a is not None and b is not None and a != b:
                found[(min(a, b), max(a, b))] = _DECIDED if same else -_DECIDED
        return found

    def _telling_at(self, place: tuple[str, int, int]) -> int | None:
        """The telling that a person pointed at: the one at the very words, else the first that shares some of them."""
        if place in self._places:
            return self._places[place]
        path, start, end = place
        near = (
            n
            for n, t in enumerate(self._tellings)
            if t.path == path and t.at.start < end and start < t.at.end
        )
        return next(near, None)

    @cached_property
    def _places(self) -> dict[tuple[str, int, int], int]:
        return {t.key: n for n, t in enumerate(self._tellings)}

    @cached_property
    def _groups(self) -> list[Group]:
        return groups(len(self._tellings), self._scores)

    def _surely(self, a: Telling, b: Telling) -> bool:
        """Whether two tellings are of one event beyond doubt."""
        score = self._score_of(a, b)
        return score >= _DECIDED or (score >= SURE and anchored(a, b))

    def _score_of(self, a: Telling, b: Telling) -> int:
        x, y = sorted((self._places[a.key], self._places[b.key]))
        return self._scores.get((x, y), 0)

    @cached_property
    def events(self) -> tuple[ComparedEvent, ...]:
        """The events that two voices or more tell: in most documents first, then by most voices, then by conflicts."""
        found = [self._event([g.sure], g.maybe) for g in self._groups]
        tied_ = [(self._tie(self._groups[n]), n, e) for n, e in enumerate(found) if not self._is_dismissed(e)]
        kept = [row for row in tied_ if row[2].voices > 1 or row[0] == _SAID]
        kept = [row for row in kept if row[0] or row[2].table.conflicts]  # a conflict is anchored by itself
        kept.sort(
            key=lambda row: (-row[2].documents, -row[0], -row[2].voices, -len(row[2].table.conflicts), row[1])
        )
        return tuple(e for _, _, e in kept)

    def _tie(self, group: Group) -> int:
        """How two voices of a group are tied: 3 by a person's word; 2 by who takes part, the day or the place; 1 where they are surely of one event by all
        that they say; 0 where only the word for it makes them one."""
        tellings = [self._tellings[n] for n in group.sure]
        pairs = [
            (a, b)
            for a, b in combinations(tellings, 2)
            if (a.path, a.account.holder) != (b.path, b.account.holder)
        ]
        if any(self._score_of(a, b) >= _DECIDED for a, b in pairs):
            return _SAID
        if any(tied(a, b) for a, b in pairs):
            return 2
        return int(any(self._surely(a, b) for a, b in pairs))

    def _is_dismissed(self, event: ComparedEvent) -> bool:
        """Whether only two documents tell of it, between which findings are dismissed."""
        return (
            frozenset(c.path for c in event.table.columns if c.certain and c.tells) in self._dismissed.pairs
        )

    def asked(self, words: str) -> ComparedEvent | None:
        """The event that words ask for ("the fire at Harrow mill"): all tellings that they fit, with those grouped with them. None where none fits."""
        wanted = _Wanted(words)
        fitting = {n for n, t in enumerate(self._tellings) if wanted.fits(t)}
        if not fitting:
            return None
        cores = [g for g in self._groups if 2 * len(fitting & set(g.sure)) >= len(g.sure)]
        maybe = {n for g in cores for n in g.maybe} | fitting
        return self._event([g.sure for g in cores], sorted(maybe - {n for g in cores for n in g.sure}))

    def between(self, a: str, b: str) -> tuple[ComparedEvent, ...]:
        """The events that two documents tell, by their paths: those with conflicts first."""
        both = [e for e in self.events if {a, b} <= {c.path for c in e.table.columns if c.certain}]
        kept = [self._only(e, (a, b)) for e in both]
        return tuple(sorted(kept, key=lambda e: -len(e.table.conflicts)))

    def _event(self, cores: Iterable[Iterable[int]], maybe: Iterable[int]) -> ComparedEvent:
        certain = [[self._tellings[n] for n in core] for core in cores]
        others = [self._tellings[n] for n in maybe]
        return ComparedEvent(
            _label([t for c in certain for t in c] or others),
            table(certain, others, self._surely, self._dismissed.apart),
        )

    def _only(self, event: ComparedEvent, paths: tuple[str, str]) -> ComparedEvent:
        kept = [t for c in event.table.columns if c.path in paths and c.certain for t in c.tellings]
        return ComparedEvent(event.label, table([kept], (), self._surely, self._dismissed.apart))


def _label(tellings: Sequence[Telling]) -> str:
    """What an event is called: its commonest word, to whom, where and when, as most tellings have it."""
    said = [_commonest([t.word for t in tellings])]
    for row in ("who", "where", "when"):
        words = [c.words for t in tellings for c in t.account.cells if c.row == row]
        if words:
            said.append(_commonest(words))
    return ", ".join(said)


def _commonest(words: Sequence[str]) -> str:
    return max(words, key=words.count)  # of several as common the first


class _Wanted:
    """The words by which a person asks for an event: some name what happened, the others who, where and when."""

    def __init__(self, words: str) -> None:
        forms = [w.strip(".,;:!?\"'()") for w in words.split()]
        heads = [
            head(w) for w in forms if kind_of(w.lower(), "verb", "en") or kind_of(w.lower(), "noun", "en")
        ]
        self.heads = frozenset(heads)
        stems = {t for w in forms for t in tokens(w, "en")}
        self.others = (
            frozenset(t for t in stems if len(t) > 2 or t.isdigit())
            - {head(t) for t in heads}
            - self.heads
            - _SMALL
        )

    def fits(self, telling: Telling) -> bool:
        """Whether a telling has a word for what happened, and all the others in its sentence."""
        if not self.heads and not self.others:
            return False
        if self.heads and not any(
            self._names(h, t) for h in self.heads for t in telling.heads | {telling.head}
        ):
            return False
        # a name must be of somebody who takes part, of the place, or stand beside the words; the others in the sentence
        parts = telling.agents | telling.patients | telling.near_names
        places = {
            t
            for c in telling.account.cells
            if isinstance(c.value, Where)
            for n in c.value.names
            for t in tokens(n, "en")
        }
        about = telling.words.stems.keys() | telling.heads | telling.days | parts | places
        another = (
            telling.patients
            and self.others & telling.names
            and not self.others & (telling.patients | telling.agents | places)
        )
        return (
            all(o in about and (o not in telling.names or o in parts | places) for o in self.others)
            and not another
        )

    @staticmethod
    def _names(asked: str, told_: str) -> bool:
        return asked == told_ or (nearness()(asked, told_) or 0) >= _NEAR


_SMALL = frozenset("the of in at on by and for from with that was were his her".split())
