"""ecbplus: events across documents, ECB+ (Cybulska and Vossen 2014): mentions given, no topics given.

Only the sentences whose annotation was checked count (ECBplus_coreference_sentences.csv); mentions of actions that stand in no chain
are groups of one, and count. All documents of the chosen topics make one pool, as if nobody knew which belong together.
"""

import csv
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import msgspec
from lxml import etree
from msgspec import Struct

import whence
from evaluation.coreference import conll
from whence.compare.heads import head
from whence.compare.linkage import linked
from whence.compare.same_event import MAYBE, numbered_tellings, scores
from whence.compare.tellings import Told, told
from whence.layers.document import Document
from whence.layers.events import events_at
from whence.text import Span, Text

DEV = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
TUNED = frozenset(range(1, 36)) - DEV
_GLUED = re.compile(r"[,.;:!?)\]%]|'s|n't|''|’s|'")


class Marked(Struct, frozen=True):
    """A mention of an action: the places of its words, and the chain in which it stands."""

    tokens: tuple[int, ...]
    chain: str


class Report(Struct, frozen=True):
    """A document of the corpus: its words, the sentence of each, and its mentions in checked sentences."""

    name: str
    tokens: tuple[str, ...]
    sentences: tuple[int, ...]
    mentions: tuple[Marked, ...]


def read(folder: pathlib.Path, topics: Iterable[int] = ()) -> list[Report]:
    """The documents of some topics, or of all that are there."""
    checked: dict[str, set[int]] = defaultdict(set)
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            checked[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    wanted = {str(t) for t in topics}
    found = []
    for path in sorted((folder / "ECB+").glob("*/*.xml")):
        if not wanted or path.parent.name in wanted:
            found.append(_report(path, checked.get(path.stem, set())))
    return found


def _report(path: pathlib.Path, checked: set[int]) -> Report:
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    tokens = root.findall("token")
    place = {t.get("t_id"): n for n, t in enumerate(tokens)}
    chain: dict[str, str] = {}
    for relation in root.find("Relations"):
        name = (
            relation.get("note")
            if relation.tag == "CROSS_DOC_COREF"
            else f"{path.stem} {relation.get('r_id')}"
        )
        chain |= {s.get("m_id"): name for s in relation.findall("source")}
    mentions = []
    for marked in root.find("Markables"):
        at = tuple(place[a.get("t_id")] for a in marked.findall("token_anchor"))
        if (
            marked.tag.startswith(("ACTION", "NEG_ACTION"))
            and at
            and int(tokens[at[0]].get("sentence")) in checked
        ):
            identity = marked.get("m_id")
            mentions.append(Marked(at, chain.get(identity, f"{path.stem} alone {identity}")))
    return Report(
        path.stem,
        tuple(t.text or "" for t in tokens),
        tuple(int(t.get("sentence")) for t in tokens),
        tuple(sorted(mentions, key=lambda m: m.tokens)),
    )


def as_read(report: Report, given: bool) -> tuple[Document, dict[tuple[int, int], str]]:
    """A report as Whence reads it, its events those that are given or our own; and the chains of the given ones, by their places."""
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
    chars = "".join(pieces)
    document = whence.annotate(chars, name=report.name, language="en")
    chains, triggers = {}, []
    for mention in report.mentions:
        marked = tuple(spans[t] for t in mention.tokens)
        chains[(marked[0].start, marked[-1].end)] = mention.chain
        triggers.append(marked)
    events = events_at(document, Text(chars, "text/plain"), triggers)
    return (msgspec.structs.replace(document, events=events) if given else document), chains


def read_all(reports: Iterable[Report], given: bool = True) -> list[tuple[Told, dict[tuple[int, int], str]]]:
    """What the reports tell, two at a time."""
    with ProcessPoolExecutor(2) as workers:
        return list(workers.map(partial(_told, given=given), reports, chunksize=8))


def _told(report: Report, given: bool) -> tuple[Told, dict[tuple[int, int], str]]:
    document, chains = as_read(report, given)
    return told(report.name, document), chains


def score(folder: pathlib.Path, topics: Iterable[int] = ()) -> dict[str, object]:
    """CoNLL's figures with the mentions given: by heads alone, and as Whence groups them."""
    topics = sorted(topics or _dev_or_all(folder))
    reports = read(folder, topics)
    held = read_all(reports)
    documents = [d for d, _ in held]
    numbered = numbered_tellings(documents)
    key, by_head = defaultdict(list), defaultdict(list)
    chains = {(d.path, *place): chain for d, found in held for place, chain in found.items()}
    for n, t in enumerate(numbered):
        key[chains[t.key]].append(n)
        by_head[head(t.word)].append(n)
    ours = linked(len(numbered), scores(documents), MAYBE)
    return {
        "topics": topics,
        "documents": len(documents),
        "mentions": len(numbered),
        "groups": len(key),
        "the same head": conll(key.values(), by_head.values()),
        "Whence": conll(key.values(), ours),
    }


def _dev_or_all(folder: pathlib.Path) -> set[int]:
    """The topics to measure on: the usual dev topics, or all of a folder that has none of those that were trained on."""
    here = {int(p.name) for p in (folder / "ECB+").iterdir() if p.name.isdigit()}
    return here & DEV if here & TUNED else here
