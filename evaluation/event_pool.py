"""event_pool: reports of which somebody marked what happens in them, all documents in one pool, as if nobody knew which belong together; scored with the
marked mentions given, and from the text alone.

From the text alone: an event of ours is a marked mention where their words overlap, each at most once; events of ours that nobody marked count against
precision, in sentences that were annotated; mentions that we do not have count against recall.
"""

import pathlib
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

import msgspec
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

import whence
from evaluation.coreference import conll
from whence.compare.counted import COUNTED
from whence.compare.heads import head
from whence.compare.linkage import linked
from whence.compare.loose import LOOSE
from whence.compare.neighbours import Neighbours
from whence.compare.packing import packed
from whence.compare.same_event import MAYBE
from whence.compare.tellings import Telling
from whence.layers.document import Document
from whence.layers.events import events_at
from whence.ledger.compared import Side, Stored, in_memory
from whence.text import Span, Text

_GLUED = re.compile(r"[,.;:!?)\]%]|'s|n't|''|’s|'")
Places = dict[tuple[int, int], str]


class Marked(Struct, frozen=True):
    """A mention of something that happens: the places of its words, and the chain in which it stands."""

    tokens: tuple[int, ...]
    chain: str


class Report(Struct, frozen=True):
    """A document of a corpus: its words, the sentence of each, its mentions, and the sentences that were annotated."""

    name: str
    tokens: tuple[str, ...]
    sentences: tuple[int, ...]
    mentions: tuple[Marked, ...]
    annotated: frozenset[int]


class CatFile:
    """A file of the CAT annotation tool: its tokens, what is marked in them, and how that is related."""

    def __init__(self, path: pathlib.Path) -> None:
        root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
        self.name = path.stem
        self.markables, self.relations = root.find("Markables"), root.find("Relations")
        self._tokens = root.findall("token")
        self._place = {t.get("t_id"): n for n, t in enumerate(self._tokens)}

    def at(self, marked: Any) -> tuple[int, ...]:
        """The places of the words of what is marked."""
        return tuple(self._place[a.get("t_id")] for a in marked.findall("token_anchor"))

    def sentence(self, place: int) -> int:
        """The sentence in which a word stands."""
        return int(self._tokens[place].get("sentence"))

    def report(self, mentions: Iterable[Marked], annotated: Iterable[int]) -> Report:
        """The document, with its mentions and the sentences that were annotated."""
        return Report(
            self.name,
            tuple(t.text or "" for t in self._tokens),
            tuple(self.sentence(n) for n in range(len(self._tokens))),
            tuple(sorted(mentions, key=lambda m: m.tokens)),
            frozenset(annotated),
        )


class Read(Struct, frozen=True):
    """A report as it is kept for comparing, the chains of the mentions by their places, and the annotated stretches."""

    stored: Stored
    chains: Places
    annotated: tuple[Span, ...]


def as_read(report: Report, given: bool) -> tuple[Document, Places, tuple[Span, ...]]:
    """A report as Whence reads it, its events those that are given or our own."""
    chars, spans = _text(report)
    document = whence.annotate(chars, name=report.name, language="en")
    chains, triggers = {}, []
    for mention in report.mentions:
        marked = tuple(spans[t] for t in mention.tokens)
        chains[(marked[0].start, marked[-1].end)] = mention.chain
        triggers.append(marked)
    events = events_at(document, Text(chars, "text/plain"), triggers) if given else document.events
    annotated = tuple(s for s, n in zip(spans, report.sentences, strict=True) if n in report.annotated)
    return msgspec.structs.replace(document, events=events), chains, annotated


def _text(report: Report) -> tuple[str, list[Span]]:
    """The words of a report as a text, and the span of each."""
    pieces: list[str] = []
    spans: list[Span] = []
    at = 0
    for n, word in enumerate(report.tokens):
        first_line = n and report.sentences[n - 1] == 0 and report.sentences[n] != 0
        glued = not n or _GLUED.fullmatch(word) or report.tokens[n - 1] in ("(", "[", "$", "``")
        between = "\n\n" if first_line else "" if glued else " "
        spans.append(Span(at + len(between), at + len(between) + len(word)))
        pieces += [between, word]
        at = spans[-1].end
    return "".join(pieces), spans


def read_all(reports: Iterable[Report], given: bool = True) -> "Pool":
    """What the reports tell, two at a time."""
    with ProcessPoolExecutor(2) as workers:
        return Pool(list(workers.map(partial(_read, given=given), reports, chunksize=8)))


def _read(report: Report, given: bool) -> Read:
    document, chains, annotated = as_read(report, given)
    return Read(packed(Side(report.name, 0, ""), document), chains, annotated)


class Pool:
    """Documents beside each other, by number."""

    def __init__(self, held: Sequence[Read]) -> None:
        self.files = range(len(held))
        self._held = held
        self._store = in_memory(lambda file: "")
        self._store.keep(
            [replace(r.stored, side=Side(r.stored.side.path, n, "")) for n, r in enumerate(held)]
        )
        self.neighbours = Neighbours(self._store)
        self.tellings: list[tuple[int, int, Telling]] = [
            (file, n, t)
            for file in self.files
            for n, t in enumerate(self.neighbours.held([file])[file].tellings)
            if t.event.why not in (COUNTED, LOOSE)  # a number, or a day, is no mention of an event
        ]
        self._number = {(file, n): k for k, (file, n, _) in enumerate(self.tellings)}

    def chain(self, k: int) -> str | None:
        """The chain of a telling at the very place of a mention, by its number in the pool."""
        file, _, t = self.tellings[k]
        return self._held[file].chains.get((t.at.start, t.at.end))

    def scores(self) -> dict[tuple[int, int], int]:
        """The scores of pairs of tellings."""
        found = self.neighbours.scores(self.files)
        return {
            (self._number[(f, i)], self._number[(g, j)]): s
            for (f, g), rows in found.items()
            for i, j, s in rows
            if (f, i) in self._number and (g, j) in self._number
        }

    def candidates(self) -> Iterator[tuple[int, int, tuple[float, float]]]:
        """The pairs of tellings that are worth comparing, with how alike their stretches are."""
        for a, b, around in self.neighbours.candidates(self.files):
            if a in self._number and b in self._number:
                yield self._number[a], self._number[b], around

    def key(self) -> list[list[Hashable]]:
        """The mentions of each chain, by file and place."""
        found: dict[str, list[Hashable]] = defaultdict(list)
        for file, read in enumerate(self._held):
            for place, chain in read.chains.items():
                found[chain].append((file, place))
        return list(found.values())

    def ours(self, groups: Iterable[Iterable[int]]) -> tuple[list[list[Hashable]], int, int]:
        """Groups of tellings as groups of mentions where they are such; how many tellings count, and how many of them are a mention."""
        names: dict[int, Hashable] = {}
        for file, read in enumerate(self._held):
            free = set(read.chains)
            for k in (self._number[(file, n)] for f, n, _ in self.tellings if f == file):
                at = self.tellings[k][2].at
                met = sorted(p for p in free if p[0] < at.end and at.start < p[1])
                if met:
                    free.discard(met[0])
                    names[k] = (file, met[0])
                elif any(s.start <= at.start < s.end for s in read.annotated):
                    names[k] = (file, k)
        found = [[names[k] for k in g if k in names] for g in groups]
        right = sum(isinstance(n, tuple) and isinstance(n[1], tuple) for n in names.values())
        return [g for g in found if g], len(names), right


def given_figures(pool: Pool) -> dict[str, object]:
    """CoNLL's figures with the mentions given: by heads alone, and as Whence groups them."""
    key, by_head = defaultdict(list), defaultdict(list)
    for k, (_, _, t) in enumerate(pool.tellings):
        key[pool.chain(k)].append(k)
        by_head[head(t.word)].append(k)
    ours = linked(len(pool.tellings), pool.scores(), MAYBE)
    return {
        "documents": len(pool.files),
        "mentions": len(pool.tellings),
        "groups": len(key),
        "the same head": conll(key.values(), by_head.values()),
        "Whence": conll(key.values(), ours),
    }


def own_figures(pool: Pool) -> dict[str, object]:
    """The same from the text alone, with our own mentions, and how many of these are mentions."""
    by_head = defaultdict(list)
    for k, (_, _, t) in enumerate(pool.tellings):
        by_head[head(t.word)].append(k)
    key = pool.key()
    heads, _, _ = pool.ours(by_head.values())
    ours, count, right = pool.ours(linked(len(pool.tellings), pool.scores(), MAYBE))
    marked = sum(map(len, key))
    return {
        "mentions found": {
            "precision": round(100 * right / count, 1),
            "recall": round(100 * right / marked, 1),
        },
        "the same head": conll(key, heads),
        "Whence": conll(key, ours),
    }
