"""inner_names: names that stand inside longer ones ('Helsin' in 'the University of Helsin'), as the model hears them.

Whoever looks for a place finds the bodies, battles and buildings that are called after it. Only the shell's own entity speaks, acts or is compared:
a bank of a country is not that country.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from whence.lang import words_of
from whence.layers.document import Document, Entity, EntityKind, Mention
from whence.layers.heard_names import HEARD_AS
from whence.layers.name_lists import name_lists
from whence.layers.signals import signals
from whence.layers.step import Records, Step
from whence.names import plain
from whence.text import Span, SpanIndex, Text

WHY = "within a name"
_KINDS = frozenset(["person", "organisation", "place"])
_LIKELY = 0.5
_SURE_OF_ONE_KIND = 0.7  # 'New Corl' in 'New Corl East' is hardly one
_BEFORE = frozenset(["the", "a", "an"])


def outermost(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions that stand inside no longer name."""
    return (m for m in mentions if m.why != WHY)


def annotate(doc: Document, text: Text) -> Records:
    """The entities and mentions with those that stand inside a name; an inner name is an entity of its own kind that is called so, else a new one."""
    shells = SpanIndex([m for m in doc.mentions if m.form == "name"])
    kinds = {e.id: e.kind for e in doc.entities}
    by_name: dict[tuple[str, EntityKind], str] = {}
    for e in doc.entities:
        for name in (e.name, *e.names):
            by_name.setdefault((plain(name), e.kind), e.id)
    entities, mentions = list(doc.entities), list(doc.mentions)
    last = max((int(e.id[1:]) for e in entities), default=0)
    for start, end, kind in _Inner(doc, text, shells, kinds).all():
        name = " ".join(text.chars[start:end].split())
        if (plain(name), kind) not in by_name:
            last += 1
            made = Entity(f"e{last}", kind, name, (name,), why=f"{kind} {WHY}")
            entities.append(made)
            by_name[plain(name), kind] = made.id
        mentions.append(Mention(start, end, by_name[plain(name), kind], "name", why=WHY))
    mentions.sort(key=lambda m: (m.start, -m.end, m.entity))
    return {"entities": tuple(entities), "mentions": tuple(mentions)}


class _Inner:
    """Finds the inner names of one document."""

    def __init__(
        self, doc: Document, text: Text, shells: SpanIndex[Mention], kinds: Mapping[str, EntityKind]
    ) -> None:
        self._chars, self._words = text.chars, words_of(text.chars)
        self._heard, self._shells, self._kinds = signals(doc, text).mentions, shells, kinds
        self._lists = name_lists(doc.document.language)

    def all(self) -> list[tuple[int, int, EntityKind]]:
        """Their places with their kinds, in order; the likelier first where two would stand over one another."""
        found: dict[Mention, list[tuple[int, int, EntityKind]]] = defaultdict(list)
        for m in sorted(self._heard, key=lambda m: (-m.probability, m.start, m.end)):
            kind = HEARD_AS.get(m.kind)
            if kind not in _KINDS or m.probability < _LIKELY:
                continue
            inner = self._cut(m.start, m.end, kind)
            shell = next(iter(self._shells.around(inner.start, inner.end)), None) if inner else None
            if inner is None or shell is None or not self._may_hold(shell, inner, kind, m.probability):
                continue
            if not any(a < inner.end and inner.start < b for a, b, _ in found[shell]):
                found[shell].append((inner.start, inner.end, kind))
        return sorted(inner for places in found.values() for inner in places)

    def _cut(self, start: int, end: int, kind: EntityKind) -> Span | None:
        """What was heard without its article, the titles of a person and the 's of an owner; None where no name is left."""
        run = list(self._words.between(start, end))
        while run and (not self._words.is_capital(run[0]) or self._words.lower[run[0]] in _BEFORE):
            run = run[1:]
        while run and kind == "person" and self._is_title(run[0]):
            run = run[1:]
        while run and not self._words.is_capital(run[-1]):
            run = run[:-1]
        return self._joined(run) if run else None

    def _joined(self, run: list[int]) -> Span:
        """The place of a name; with the other half of 'Corl and Rell' where the list of places has both as one."""
        words, (first, last) = self._words, (run[0], run[-1])
        for a, b in ((first - 2, last), (first, last + 2)):
            if (
                a >= 0
                and b < len(words)
                and self._chars[words.starts[a] : words.ends[b]] in self._lists.places
            ):
                first, last = a, b
        return Span(words.starts[first], words.ends[last])

    def _is_title(self, i: int) -> bool:
        return self._words.form(i) in self._lists.titles or self._words.form(i) == "."

    def _may_hold(self, shell: Mention, inner: Span, kind: EntityKind, probability: float) -> bool:
        """Whether a name of a kind may stand inside a longer one: a part of it, surely one where it is of the same kind; none in a name of the list of places."""
        named = self._chars[shell.start : shell.end]
        whole = named.rstrip(".") == self._chars[inner.start : inner.end]  # 'U. S.'
        if whole or inner.end - inner.start == len(named) or named in self._lists.places:
            return False
        if self._kinds[shell.entity] != kind:
            return True
        return kind != "person" and probability >= _SURE_OF_ONE_KIND


STEP = Step(
    "inner_names",
    needs=("document", "blocks", "sentences", "entities", "mentions"),
    makes=("entities", "mentions"),
    annotate=annotate,
)
