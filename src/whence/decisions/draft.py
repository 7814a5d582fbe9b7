"""draft: a document while decisions are applied to it: its records by id, and what several decisions need of them."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from whence.layers.document import Document, Entity, Mention, Voice
from whence.names import tokens
from whence.text import Span

AUTHOR = "v0"
PERSON = "person"  # why a record is as it is: a person said so
_BY_ID = (
    "entities",
    "voices",
    "citations",
    "works",
    "times",
    "quotations",
    "attributions",
    "events",
    "claims",
)
replace = msgspec.structs.replace


class Draft:
    """The records of a document, to be changed one decision after the other; ``document`` gives the result."""

    def __init__(self, document: Document) -> None:
        self._read = document
        self.text = document.text
        self._tables: dict[str, dict[str, Any]] = {f: {r.id: r for r in getattr(document, f)} for f in _BY_ID}
        self.mentions: list[Mention] = list(document.mentions)
        self._numbers: dict[str, int] = {}
        self.times_changed = False

    def __getitem__(self, field: str) -> dict[str, Any]:
        return self._tables[field]

    def put(self, field: str, record: Any) -> None:
        """Puts a record in place of the one with its id, or adds it."""
        self._tables[field][record.id] = record

    def change(self, field: str, of: Callable[[Any], Any]) -> None:
        """Each record of a field as a function gives it back; those for which it gives None are gone."""
        made = {id_: of(record) for id_, record in self._tables[field].items()}
        self._tables[field] = {id_: record for id_, record in made.items() if record is not None}

    def new_id(self, prefix: str, field: str) -> str:
        """An id that no record of the field has."""
        if prefix not in self._numbers:
            taken = [int(i[len(prefix) :]) for i in self._tables[field] if i[len(prefix) :].isdigit()]
            self._numbers[prefix] = max(taken, default=0)
        self._numbers[prefix] += 1
        return f"{prefix}{self._numbers[prefix]}"

    # -- who -----------------------------------------------------------------------------------------------------

    def entity_called(self, name: str, kind: str = "person") -> str:
        """The entity of a name; a new one where the document has none that is called so."""
        wanted = tokens(name)
        for people in (True, False):
            for e in self["entities"].values():
                if (not people or e.kind == kind) and wanted in [tokens(n) for n in (e.name, *e.names)]:
                    return str(e.id)
        made = Entity(self.new_id("e", "entities"), kind, name, (name,), PERSON)  # type: ignore[arg-type]
        self.put("entities", made)
        return made.id

    def voice_of(self, parent: str | None, holders: tuple[str, ...], unnamed: tuple[Span, ...] = ()) -> str:
        """The voice with these holders below another; a new one where there is none."""
        for v in self["voices"].values():
            if v.parent == parent and v.holders == holders and v.unnamed == unnamed:
                return str(v.id)
        made = Voice(self.new_id("v", "voices"), parent, holders, unnamed, PERSON)
        self.put("voices", made)
        return made.id

    def chain(self, voice: str | None) -> list[str]:
        """A voice and those above it."""
        found: list[str] = []
        while voice is not None and voice not in found and voice in self["voices"]:
            found.append(voice)
            voice = self["voices"][voice].parent
        return found

    def revoiced(self, voice: str | None, old: str | None, new: str | None) -> str | None:
        """A voice with ``new`` in place of ``old`` wherever in its chain that stands."""
        if voice is None or old is None or old not in self.chain(voice):
            return voice
        if voice == old:
            return new
        record = self["voices"][voice]
        return self.voice_of(self.revoiced(record.parent, old, new) or AUTHOR, record.holders, record.unnamed)

    # -- the result ----------------------------------------------------------------------------------------------

    def document(self) -> Document:
        """The document with all that was changed; records in the order of the text."""
        fields: dict[str, Any] = {f: tuple(self._tables[f].values()) for f in _BY_ID}
        for field in ("times", "quotations", "citations"):
            fields[field] = tuple(sorted(fields[field], key=lambda r: (r.start, -r.end)))
        fields["claims"] = tuple(sorted(fields["claims"], key=lambda c: min(c.evidence)))
        mentions = sorted(set(self.mentions), key=lambda m: (m.start, -m.end, m.entity))
        kept = {c.id for c in fields["claims"]}
        relations = tuple(r for r in self._read.relations if {*r.a, *r.b} <= kept)
        return replace(self._read, mentions=tuple(mentions), relations=relations, **fields)


def without(ids: Iterable[str], gone: str) -> tuple[str, ...]:
    """Ids but for one."""
    return tuple(i for i in ids if i != gone)
