"""same_events: which words of two accounts name one event (tests/compare/cases/same-events.jsonl, marked by readers): of what is taken for one, how much is,
and how much of what is one is found. Pairs of one document, and pairs that readers left open, count for nothing."""

import json
import pathlib
from collections.abc import Iterator, Mapping

from tests.compare.fixtures import Fixture, fixtures

import whence
from whence.compare.counted import COUNTED
from whence.compare.loose import LOOSE
from whence.compare.neighbours import Neighbours
from whence.compare.packing import packed
from whence.compare.same_event import SAME
from whence.ledger.compared import Side, in_memory

Named = tuple[str, int, int]  # a document's label, and where the words for an event stand
Pair = frozenset[Named]


def score(folder: pathlib.Path) -> dict[str, object]:
    """Precision and recall in per cent over all fixtures that are marked, and what is compared at all."""
    marked = _marked(folder / "same-events.jsonl")
    same = compared = found = right = 0
    for path in sorted(folder.glob("*.txt")):
        for fixture in fixtures(path):
            if (path.name, fixture.title) not in marked:
                continue
            gold, unsure = marked[path.name, fixture.title]
            scored = dict(_scored(fixture))
            ours = {p for p, s in scored.items() if s >= SAME and p not in unsure}
            same += len(gold)
            compared += len(gold & scored.keys())
            found += len(ours)
            right += len(ours & gold)
    return {
        "pairs": same,
        "scored": f"{compared} of {same}",
        "P": round(100 * right / max(1, found), 1),
        "R": round(100 * right / max(1, same), 1),
    }


def _marked(path: pathlib.Path) -> Mapping[tuple[str, str], tuple[frozenset[Pair], frozenset[Pair]]]:
    """What readers marked, by file and title: the pairs of one event, and those that may be."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        same, maybe = (
            frozenset(frozenset(map(tuple, p)) for p in row.get(k, ()) if p[0][0] != p[1][0])
            for k in ("same", "maybe")
        )
        found[row["file"], row["title"]] = (same, maybe)
    return found


def _scored(fixture: Fixture) -> Iterator[tuple[Pair, int]]:
    """The pairs of words of two documents that have a score, with it."""
    store = in_memory(lambda file: "")
    labels = [label for label, *_ in fixture.documents]
    read = [
        whence.annotate(text, name=label, author=author, date=date)
        for label, author, date, text in fixture.documents
    ]
    store.keep([packed(Side(labels[n], n, ""), document) for n, document in enumerate(read)])
    neighbours = Neighbours(store)
    files = range(len(read))
    tellings = {f: held.tellings for f, held in neighbours.held(files).items()}
    for (f, g), rows in neighbours.scores(files).items():
        for i, j, s in rows if f != g else ():
            if not {COUNTED, LOOSE}.isdisjoint((tellings[f][i].event.why, tellings[g][j].event.why)):
                continue  # readers marked words for events, not numbers
            a, b = tellings[f][i].at, tellings[g][j].at
            yield frozenset(((labels[f], a.start, a.end), (labels[g], b.start, b.end))), s
