"""grouping: which tellings are of one event, kept in parts that have nothing to do with one another: a new document groups anew only the parts that it touches."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from whence.compare.dismissals import Dismissals, Place
from whence.compare.gathered import DECIDED, Gathered, Rank
from whence.compare.neighbours import Neighbours
from whence.compare.same_event import MAYBE, groups
from whence.ledger.compared import Compared, Node, StoredEvent

Pairs = Mapping[tuple[Node, Node], int]


class Members(Struct, frozen=True, array_like=True):
    """The tellings of an event, in the order of their documents' paths, and those that may be of it."""

    sure: tuple[Node, ...]
    maybe: tuple[Node, ...]


def scores_among(
    store: Compared, files: Iterable[int], decided: Pairs, among: bool = True
) -> dict[tuple[Node, Node], int]:
    """The scores of tellings of some files, with people's word over them; without ``among`` also those with tellings of other files."""
    found: dict[tuple[Node, Node], int] = {}
    wanted = set(files)
    for (one, other), kept in store.scores(wanted, among).items():
        for i, j, score in unpacked_scores(kept):
            found[((one, i), (other, j))] = score
    for (a, b), score in decided.items():
        inside = [n[0] in wanted for n in (a, b)]
        if all(inside) if among else any(inside):
            found[(a, b)] = score
    return found  # fmt: skip


def packed_scores(rows: Sequence[tuple[int, int, int]]) -> bytes:
    """Scores as bytes."""
    return msgspec.msgpack.encode([n for row in rows for n in row])


def unpacked_scores(kept: bytes) -> Iterator[tuple[int, int, int]]:
    """Scores from their bytes."""
    numbers = msgspec.msgpack.decode(kept, type=list[int])
    return zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)


class Grouping:
    """Groups the tellings of a store, under the rules of people. ``paths`` of all its files."""

    def __init__(
        self, store: Compared, neighbours: Neighbours, dismissed: Dismissals, paths: Mapping[int, str]
    ) -> None:
        self._store, self._neighbours, self._dismissed, self._paths = store, neighbours, dismissed, paths
        self._before: dict[str, StoredEvent] = {}  # events that were grouped so before
        self.decided = decided_pairs(dismissed, {p: f for f, p in paths.items()}, neighbours)

    def at(self, places: Iterable[Place]) -> set[Node]:
        """The tellings at which people pointed."""
        files = {p: f for f, p in self._paths.items()}
        return {n for place in places if (n := _telling_at(place, files, self._neighbours)) is not None}

    def regroup(self, touched: Iterable[Node], unlike: Container[int]) -> None:
        """Groups anew the parts in which some tellings stand, or will stand. Events whose tellings stay the same are ranked as they were, but for
        those of files that are ``unlike`` what they were."""
        before, events = self._store.take_parts(self._store.parts_of(touched))
        self._before = {
            e.members: e
            for e in events
            if not any(f in unlike for m in msgspec.structs.astuple(members_of(e)) for f, _ in m)
        }
        seeds = {n for n in {*touched, *before} if n[0] in self._paths}
        part, event = self._store.next_numbers()
        nodes: dict[Node, tuple[int, int | None]] = {}
        made: list[StoredEvent] = []
        for members, scores in self._parts(seeds):
            nodes |= dict.fromkeys(members, (part, None))
            for e, sure in self._events(members, scores, part, event + len(made)):
                nodes |= dict.fromkeys(sure, (part, e.n))
                made.append(e)
            part += 1
        self._store.put_events(nodes, made)

    def _parts(self, seeds: set[Node]) -> Iterator[tuple[list[Node], Pairs]]:
        """Tellings that scores connect, those around the seeds, in the order of their documents, with the scores between them."""
        near: dict[Node, set[Node]] = defaultdict(set)
        scores: dict[tuple[Node, Node], int] = {}
        known: set[int] = set()
        waiting = {f for f, _ in seeds}
        while waiting:
            found = scores_among(self._store, waiting, self.decided, among=False)
            known |= waiting
            for (a, b), score in found.items():
                scores[(a, b)] = score
                if score >= MAYBE:
                    near[a].add(b)
                    near[b].add(a)
            reached = {n for part in _connected(seeds, near) for n in part}
            waiting = {f for f, _ in reached} - known
        by_part: dict[Node, int] = {}
        parts = [sorted(p, key=self._place) for p in _connected(seeds, near)]
        for number, members in enumerate(parts):
            by_part |= dict.fromkeys(members, number)
        inside: list[dict[tuple[Node, Node], int]] = [{} for _ in parts]
        for (a, b), score in scores.items():
            at = by_part.get(a)
            if at is not None and at == by_part.get(b):
                inside[at][(a, b)] = score
        yield from ((p, s) for p, s in zip(parts, inside, strict=True) if len(p) > 1)

    def _place(self, node: Node) -> tuple[str, int]:
        return self._paths[node[0]], node[1]

    def _events(
        self, members: Sequence[Node], scores: Pairs, part: int, first: int
    ) -> Iterator[tuple[StoredEvent, Sequence[Node]]]:
        """The events of a part, each with the tellings that are surely of it."""
        kept = self._kept(members)
        number = {n: k for k, n in enumerate(kept)}
        numbered = {
            (min(number[a], number[b]), max(number[a], number[b])): s
            for (a, b), s in scores.items()
            if a in number and b in number
        }
        for n, group in enumerate(groups(len(kept), numbered), first):
            made = Members(tuple(kept[k] for k in group.sure), tuple(kept[k] for k in group.maybe))
            encoded = msgspec.json.encode(made).decode()
            known = self._before.get(encoded)
            if known is None:
                rank = self._rank(made, scores)
                yield (
                    StoredEvent(n, part, rank is not None, msgspec.json.encode(rank or ()).decode(), encoded),
                    made.sure,
                )
            else:
                yield replace(known, n=n, part=part), made.sure

    def _kept(self, members: Sequence[Node]) -> Sequence[Node]:
        """Those of some tellings whose word nobody dismissed."""
        if not self._dismissed.heads:
            return members
        tellings = self._neighbours.tellings(members)
        return [n for n in members if tellings[n].head not in self._dismissed.heads]

    def _rank(self, members: Members, scores: Pairs) -> Rank | None:
        tellings = self._neighbours.tellings((*members.sure, *members.maybe))
        return Gathered(tellings, scores, self._dismissed).rank(members.sure, members.maybe)


def members_of(event: StoredEvent) -> Members:
    """The tellings of an event, as they were kept."""
    return msgspec.json.decode(event.members, type=Members)


def decided_pairs(
    dismissed: Dismissals, files: Mapping[str, int], neighbours: Neighbours
) -> dict[tuple[Node, Node], int]:
    """What people said of pairs of tellings, as scores that outweigh all others."""
    found: dict[tuple[Node, Node], int] = {}
    for one, other, same in dismissed.events:
        a, b = (_telling_at(place, files, neighbours) for place in (one, other))
        if a is not None and b is not None and a != b:
            found[(min(a, b), max(a, b))] = DECIDED if same else -DECIDED
    return found  # fmt: skip


def _telling_at(place: Place, files: Mapping[str, int], neighbours: Neighbours) -> Node | None:
    """The telling that a person pointed at: the one at the very words, else the first that shares some of them."""
    path, start, end = place
    if path not in files:
        return None
    tellings = neighbours.held([files[path]])[files[path]].tellings
    exact = [n for n, t in enumerate(tellings) if (t.at.start, t.at.end) == (start, end)]
    near = exact or [n for n, t in enumerate(tellings) if t.at.start < end and start < t.at.end]
    return (files[path], near[0]) if near else None


def _connected(seeds: set[Node], near: Mapping[Node, set[Node]]) -> list[set[Node]]:
    """The seeds with all to which they lead."""
    found: list[set[Node]] = []
    seen: set[Node] = set()
    for seed in sorted(seeds):
        if seed in seen:
            continue
        part, waiting = {seed}, [seed]
        while waiting:
            new = near.get(waiting.pop(), set()) - part
            part |= new
            waiting += new
        seen |= part
        found.append(part)
    return found
