"""dismissals: what people decided about findings: rules by which they dismiss those of a kind (a word, a phrase, a name, two documents), and which
tellings are of one event or of two; kept as Entries that can be withdrawn."""

from collections.abc import Iterable, Iterator
from typing import get_args

from msgspec import Struct

from whence.compare.heads import head
from whence.decisions.entries import Different, Dismiss, Rule, Same, Withdraw, new_id, now
from whence.ledger import Snapshot
from whence.ledger.words import plain_tokens
from whence.text import Anchor, Placer

_OF_PHRASE = 0.6  # of the words of a passage: a dismissed phrase that makes up so much of it dismisses it


Place = tuple[str, int, int]  # a document's path, and where an event is named in it


class Dismissals(Struct, frozen=True):
    """What is not shown: heads of words for what happens, phrases and names as folded words, pairs of documents by their paths.

    ``events``: pairs of places at which events are named, and whether a person said that they are one; the last word on a pair stands.
    """

    heads: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    names: frozenset[tuple[str, ...]] = frozenset()
    pairs: frozenset[frozenset[str]] = frozenset()
    events: tuple[tuple[Place, Place, bool], ...] = ()

    def apart(self, a: str, b: str) -> bool:
        """Whether findings between two documents are dismissed."""
        return frozenset((a, b)) in self.pairs

    def has_passage(self, words: str) -> bool:
        """Whether a passage is a dismissed phrase, part of one, or little more than one."""
        passage = f" {' '.join(plain_tokens(words))} "
        for phrase in self.phrases:
            said = f" {' '.join(phrase)} "
            if passage in said or (said in passage and len(phrase) >= _OF_PHRASE * len(passage.split())):
                return True
        return False

    def has_name(self, words: str) -> bool:
        """Whether words have a dismissed name."""
        said = f" {' '.join(plain_tokens(words))} "
        return any(f" {' '.join(name)} " in said for name in self.names)


def dismissals(snapshot: Snapshot) -> Dismissals:
    """What the people of a ledger have dismissed and not taken back."""
    standing = [e for e in snapshot.decisions().standing if isinstance(e, Dismiss)]
    of_documents = any(e.rule == "documents" for e in standing)  # else nobody asks for paths
    paths = {k.sha256: k.path for k in snapshot.documents() if k.sha256} if of_documents else {}

    def of(rule: Rule) -> Iterable[tuple[str, ...]]:
        return (e.values for e in standing if e.rule == rule)

    return Dismissals(
        frozenset(head(v) for values in of("word") for v in values),
        tuple(tuple(plain_tokens(v)) for values in of("phrase") for v in values),
        frozenset(tuple(plain_tokens(v)) for values in of("name") for v in values),
        frozenset(
            frozenset(paths[v] for v in values)
            for values in of("documents")
            if all(v in paths for v in values)
        ),
        tuple(_events(snapshot)),
    )


def _events(snapshot: Snapshot) -> Iterator[tuple[Place, Place, bool]]:
    """What people said of pairs of events, where both still stand in a document."""
    said: dict[tuple[Place, Place], bool] = {}
    placers: dict[str, list[tuple[str, Placer]]] = {}
    for entry in snapshot.decisions().standing:
        if not isinstance(entry, Same | Different) or not entry.left.kind.startswith("event"):
            continue
        left, right = (_placed(snapshot, anchor, placers) for anchor in (entry.left, entry.right))
        if left is not None and right is not None and left != right:
            one, two = sorted((left, right))
            said[(one, two)] = isinstance(entry, Same)
    for (one, two), same in said.items():
        yield one, two, same


def _placed(snapshot: Snapshot, anchor: Anchor, placers: dict[str, list[tuple[str, Placer]]]) -> Place | None:
    """Where an event's words stand now: in its document, or in what that has become."""
    if anchor.document not in placers:
        found = snapshot.versions_of(anchor.document)
        placers[anchor.document] = [(path, Placer(text)) for path, text in found]
    for path, placer in placers[anchor.document]:
        spans = placer.place(anchor)
        if spans:
            return (path, spans[0].start, spans[0].end)
    return None


def dismissal(snapshot: Snapshot, said: str, by: str, because: str = "") -> Dismiss:
    """The Entry of a rule as people write it: 'word: fire', 'documents: a.txt, b.txt'. Raises ValueError, or Unknown for a document that is not there."""
    rule, values = _rule(said)
    if rule == "documents":
        values = tuple(snapshot.document(v).document.id for v in values)
    return Dismiss(id=new_id(), at=now(), by=by, because=because, rule=rule, values=values)


def restoration(snapshot: Snapshot, said: str, by: str, because: str = "") -> Withdraw:
    """The Entry that takes a rule back. Raises ValueError where no such rule stands."""
    wanted = dismissal(snapshot, said, by)
    for entry in reversed(snapshot.decisions().standing):
        if (
            isinstance(entry, Dismiss)
            and entry.rule == wanted.rule
            and sorted(entry.values) == sorted(wanted.values)
        ):
            return Withdraw(id=new_id(), at=now(), by=by, because=because, entry=entry.id)
    raise ValueError(f"“{said}” is not dismissed; whence log shows what is.")


def _rule(said: str) -> tuple[Rule, tuple[str, ...]]:
    name, _, rest = said.partition(":")
    rule = next((r for r in get_args(Rule) if r == name.strip()), None)
    values = tuple(v.strip() for v in (rest.split(",") if rule == "documents" else [rest]) if v.strip())
    if rule is None or len(values) != (2 if rule == "documents" else 1):
        raise ValueError("A rule is “word: WORD”, “phrase: WORDS”, “name: NAME” or “documents: A, B”.")
    return rule, values
