"""speaking: decisions about who speaks, and what follows from them: nested voices, claims."""

from collections.abc import Collection, Iterable
from typing import Any

from whence.decisions.draft import AUTHOR, PERSON, Draft, replace
from whence.text import Span, SpanIndex

THE_AUTHOR = "the author"


class _Saying:
    """What one saying is made of: the quotations, the attributions that bring them, and all that lies inside their words."""

    def __init__(self, draft: Draft, record: str) -> None:
        self.draft = draft
        attributions = draft["attributions"]
        if record in draft["quotations"]:
            brings = [a for a in attributions.values() if record in a.quotations]
            self.attributions = {a.id for a in brings}
            self.quotations = {record, *(q for a in brings for q in a.quotations)}
        else:
            self.attributions = {record}
            self.quotations = set(attributions[record].quotations)
        self.quotations &= draft["quotations"].keys()
        voices = [draft["quotations"][q].voice for q in sorted(self.quotations)]
        voices += [attributions[a].voice for a in sorted(self.attributions)]
        self.voice: str | None = next((v for v in voices if v), None)
        self.words = [Span(draft["quotations"][q].start, draft["quotations"][q].end) for q in self.quotations]
        self.words += [s for a in self.attributions for s in attributions[a].content]

    def outer(self) -> str:
        """The voice in whose words the saying stands."""
        if self.voice is not None:
            return str(self.draft["voices"][self.voice].parent or AUTHOR)
        around = quotation_around(self.draft, min(self.words) if self.words else Span(0, 1), self.quotations)
        return str(around.voice) if around else AUTHOR

    def holds(self, spans: Iterable[Span]) -> bool:
        """Whether spans lie in the words of the saying."""
        return all(any(w.start <= s.start and s.end <= w.end for w in self.words) for s in spans)

    def revoice(self, new: str | None, because: str) -> None:
        """Puts another voice in the place of the one that says it, in all that is said."""
        draft, old = self.draft, self.voice
        below = _descendants(draft, self.attributions)

        def quotation(q: Any) -> Any:
            if q.id in self.quotations:
                return replace(
                    q, voice=new, basis=because, told_by=() if because != "none" else q.told_by,
                    why=PERSON, probability=None,
                )  # fmt: skip
            inside = self.holds([Span(q.start, q.end)])
            return replace(q, voice=draft.revoiced(q.voice, old, new or self.outer())) if inside else q

        def attribution(a: Any) -> Any:
            if a.id in self.attributions:
                return replace(a, voice=new, why=PERSON, probability=None)
            return replace(a, voice=draft.revoiced(a.voice, old, new or self.outer())) if a.id in below else a

        outer = self.outer()

        def claim(c: Any) -> Any:
            mine = c.quotation in self.quotations or c.attribution in self.attributions
            if mine and (old is None or c.voice == old):
                return replace(c, voice=new or outer)
            if mine or c.attribution in below or self.holds(c.evidence):
                return replace(c, voice=draft.revoiced(c.voice, old, new or outer) or outer)
            return c

        draft.change("claims", claim)
        draft.change("quotations", quotation)
        draft.change("attributions", attribution)


def quotation_around(draft: Draft, span: Span, but: Collection[str] = ()) -> Any | None:
    """The innermost quotation with a speaker in which a stretch stands, ``but`` for some by their ids; None where it is the author's own."""
    index = SpanIndex([q for q in draft["quotations"].values() if q.voice and q.id not in but])
    around = index.around(span.start, span.end)
    return around[-1] if around else None


def set_speaker(draft: Draft, kind: str, record: str, name: str | None) -> None:
    """Says who speaks: a name, 'the author', or None for nobody who could be told."""
    if kind == "claim":
        claim = draft["claims"][record]
        parent = draft["voices"][claim.voice].parent or AUTHOR
        draft.put("claims", replace(claim, voice=voice_called(draft, parent, name) or parent, why=PERSON))
        return
    saying = _Saying(draft, record)
    saying.revoice(voice_called(draft, saying.outer(), name), "person" if name else "none")


def voice_called(draft: Draft, parent: str, name: str | None) -> str | None:
    """The voice of a name below another; the author's own for 'the author', None for no name."""
    if not name:
        return None
    if name == THE_AUTHOR:
        return AUTHOR
    return draft.voice_of(parent, (draft.entity_called(name),))


def accept_saying(draft: Draft, record: str) -> None:
    """A saying that was read rightly is no more uncertain."""
    saying = _Saying(draft, record)
    for field, ids in (("quotations", saying.quotations), ("attributions", saying.attributions)):
        for id_ in sorted(ids):
            draft.put(field, replace(draft[field][id_], why=PERSON, probability=None))


def reject_saying(draft: Draft, kind: str, record: str) -> None:
    """Nobody says this here: what was taken for somebody's words is the outer voice's own."""
    saying = _Saying(draft, record)
    outer = saying.outer()
    saying.revoice(None, "none")
    for a in sorted(saying.attributions):
        _remove_attribution(draft, a)
    if kind == "quotation":
        for q in sorted(saying.quotations):
            draft.put("quotations", replace(draft["quotations"][q], use="other", said=None))
    gone = saying.quotations if kind == "quotation" else set()
    draft.change(
        "claims",
        lambda c: replace(c, quotation=None, voice=c.voice or outer) if c.quotation in gone else c,
    )


def _remove_attribution(draft: Draft, record: str) -> None:
    gone = draft["attributions"].pop(record)
    draft.change("attributions", lambda a: replace(a, parent=gone.parent) if a.parent == record else a)
    draft.change("claims", lambda c: replace(c, attribution=None) if c.attribution == record else c)


def _descendants(draft: Draft, ids: set[str]) -> set[str]:
    """The attributions that stand inside others."""
    found: set[str] = set()
    while True:
        more = {a.id for a in draft["attributions"].values() if a.parent in found | ids} - found - ids
        if not more:
            return found
        found |= more
