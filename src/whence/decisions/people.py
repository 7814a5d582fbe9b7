"""people: decisions about who and what is meant: names that are one, a name that is of two, another name or kind."""

from typing import Any

from whence.decisions.draft import PERSON, Draft, replace
from whence.decisions.speaking import set_speaker
from whence.layers.document import Entity, Mention
from whence.text import Span


def merge(draft: Draft, kept: str, other: str) -> None:
    """Two entities are one, called as the first."""
    if kept == other:
        return
    one, two = draft["entities"][kept], draft["entities"].pop(other)
    names = tuple(dict.fromkeys((*one.names, two.name, *two.names)))
    draft.put("entities", replace(one, names=names, why=PERSON, probability=None))
    _move(draft, other, kept)
    _join_voices(draft)


def _move(draft: Draft, old: str, new: str | None) -> None:
    """Puts one entity in the place of another wherever that stands; None for nobody."""

    def ids(found: tuple[str, ...]) -> tuple[str, ...]:
        moved = (new if e == old else e for e in found)
        return tuple(dict.fromkeys(e for e in moved if e is not None))

    def people(found: Any) -> Any:
        moved = (replace(p, entity=new) if p.entity == old else p for p in found)
        return tuple(dict.fromkeys(p for p in moved if p.entity is not None))

    def event(e: Any) -> Any:
        return replace(
            e, places=ids(e.places), participants=people(e.participants),
            parties=tuple(replace(p, entity=new) if p.entity == old else p for p in e.parties),
        )  # fmt: skip

    draft.mentions = [
        replace(m, entity=new) if m.entity == old else m
        for m in draft.mentions
        if new is not None or m.entity != old
    ]
    draft.change("voices", lambda v: replace(v, holders=ids(v.holders)) if old in v.holders else v)
    draft.change("works", lambda w: replace(w, people=people(w.people)))
    draft.change("events", event)
    draft.change("claims", lambda c: replace(c, entities=ids(c.entities)) if old in c.entities else c)


def _join_voices(draft: Draft) -> None:
    """Makes one of voices that have the same holders below the same voice."""
    while True:
        first: dict[Any, str] = {}
        joined: dict[str, str] = {}
        for v in draft["voices"].values():
            key = (v.parent, v.holders, v.unnamed)
            if v.holders and key in first:
                joined[v.id] = first[key]
            else:
                first[key] = v.id
        if not joined:
            return
        draft.change("voices", lambda v: None if v.id in joined else v)  # noqa: B023
        draft.change("voices", lambda v: replace(v, parent=joined.get(v.parent, v.parent)))  # noqa: B023
        for field in ("quotations", "attributions", "claims"):
            draft.change(field, lambda r: replace(r, voice=joined.get(r.voice, r.voice)))  # noqa: B023


def split(draft: Draft, at: Span) -> str | None:
    """The words at a place name somebody else: they, and the same words elsewhere, leave their entity. The new entity, None where no name stands there."""
    mention = next((m for m in draft.mentions if (m.start, m.end) == (at.start, at.end)), None)
    if mention is None:
        return None
    words = draft.text[at.start : at.end]
    old = draft["entities"][mention.entity]
    moving = [m for m in draft.mentions if m.entity == old.id and draft.text[m.start : m.end] == words]
    rest = tuple(n for n in old.names if n != words)
    if not rest or len(moving) == sum(m.entity == old.id for m in draft.mentions):
        return None  # nothing would be left of the old one
    made = Entity(draft.new_id("e", "entities"), old.kind, words, (words,), PERSON)
    draft.put("entities", made)
    name = old.name if old.name != words else max(rest, key=len)
    draft.put("entities", replace(old, name=name, names=rest, why=PERSON))
    draft.mentions = [replace(m, entity=made.id) if m in moving else m for m in draft.mentions]
    places = [Span(m.start, m.end) for m in moving]
    for a in [a for a in draft["attributions"].values() if _names(a.source, places)]:
        set_speaker(draft, "attribution", a.id, words)
    for q in [q for q in draft["quotations"].values() if q.voice and _names(q.told_by, places)]:
        set_speaker(draft, "quotation", q.id, words)
    return made.id


def _names(spans: tuple[Span, ...], places: list[Span]) -> bool:
    return any(s.start <= p.start and p.end <= s.end for s in spans for p in places)


def rename(draft: Draft, entity: str, field: str, value: str) -> None:
    """Another name, or another kind, for an entity."""
    old = draft["entities"][entity]
    names = tuple(dict.fromkeys((value, *old.names))) if field == "name" else old.names
    draft.put("entities", replace(old, **{field: value}, names=names, why=PERSON, probability=None))


def reject_entity(draft: Draft, entity: str) -> None:
    """What was taken for a name is none."""
    _move(draft, entity, None)
    draft["entities"].pop(entity)
    nameless = {v.id for v in draft["voices"].values() if not v.holders and not v.unnamed and v.parent}
    for voice in sorted(nameless):
        draft.put("voices", replace(draft["voices"][voice], unnamed=_describing(draft, voice)))
    _join_voices(draft)


def _describing(draft: Draft, voice: str) -> tuple[Span, ...]:
    """The words that tell who an unnamed voice is, where it first speaks."""
    told = [a.source for a in draft["attributions"].values() if a.voice == voice and a.source]
    told += [q.told_by for q in draft["quotations"].values() if q.voice == voice and q.told_by]
    return tuple(min(told)[:1]) if told else ()


def add_mention(draft: Draft, at: Span, name: str, kind: str) -> str:
    """A name that was missed. The entity."""
    entity = draft.entity_called(name, kind)
    draft.mentions.append(Mention(at.start, at.end, entity, "name", PERSON))
    return entity
