"""placing: decisions about where records stand, on what they lean and how they are told; records added and taken away."""

from typing import Any, get_args

from whence.decisions.draft import AUTHOR, PERSON, Draft, replace, without
from whence.decisions.speaking import quotation_around, set_speaker, voice_called
from whence.layers.document import About, Claim, Locator, Quotation, QuotationUse, ToldAs
from whence.text import Span, trimmed
from whence.works.labels import work_label

CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "claim": {
        "told_as": get_args(ToldAs), "polarity": ("positive", "negative"),
        "certainty": ("asserted", "hedged", "questioned"), "about": get_args(About),
    },
    "quotation": {"use": get_args(QuotationUse)},
    "attribution": {"kind": ("direct", "indirect", "mixed", "belief", "other")},
}  # fmt: skip
_TABLE = {
    "claim": "claims", "quotation": "quotations", "attribution": "attributions", "time": "times",
    "citation": "citations", "event": "events",
}  # fmt: skip
_NEARLY = 0.8
_MARKS = "\"'“”„«»‘’‚‹›「」『』"


def choose(draft: Draft, kind: str, record: str, field: str, value: str | None) -> None:
    """Sets a field that has a few values. Raises ValueError for another one."""
    choices = CHOICES[kind][field]
    if value not in choices:
        raise ValueError(f"{field} can be {', '.join(choices)}, not {value}.")
    draft.put(_TABLE[kind], replace(draft[_TABLE[kind]][record], **{field: value}, why=PERSON))


def respan(draft: Draft, kind: str, record: str, spans: tuple[Span, ...]) -> None:
    """Another extent for a record: a quotation, the content of an attribution, the evidence of a claim, a time, a citation."""
    old: Any = draft[_TABLE[kind]][record]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    match kind:
        case "quotation":
            new = replace(
                old, start=whole.start, end=whole.end, segments=_segments(draft.text, whole, old),
                insertions=tuple(i for i in old.insertions if whole.start <= i.start and i.end <= whole.end),
                elisions=tuple(e for e in old.elisions if whole.start <= e.start and e.end <= whole.end),
            )  # fmt: skip
        case "attribution":
            new = replace(old, content=spans)
        case "claim":
            new = replace(old, evidence=spans)
        case "event":
            new = replace(old, triggers=spans)
        case _:
            new = replace(old, start=whole.start, end=whole.end)
    draft.put(_TABLE[kind], replace(new, why=PERSON, probability=None))


def _segments(text: str, whole: Span, quotation: Quotation | None = None) -> tuple[Span, ...]:
    """The quoted words of a stretch: without its outer marks, what is put in and what is left out."""
    start, end = whole.start, whole.end
    if end - start > 2 and text[start] in _MARKS and text[end - 1] in _MARKS:
        start, end = start + 1, end - 1
    gaps: list[tuple[int, int]] = []
    if quotation:
        gaps = sorted((g.start, g.end) for g in quotation.insertions)
        gaps = sorted([*gaps, *((e.start, e.end) for e in quotation.elisions)])
    found, at = [], start
    for a, b in [*gaps, (end, end)]:
        piece = trimmed(text, at, min(a, end)) if at < min(a, end) else None
        if piece and a >= start:
            found.append(piece)
        at = max(at, b)
    return tuple(found) or (whole,)


def set_source(draft: Draft, kind: str, record: str, field: str, value: str | None) -> None:
    """On what a claim leans, or which work a citation means, by the work's name; or at which locator ('page 15'). Raises ValueError for an unknown work."""
    if field == "locator":
        old = draft["citations"][record]
        label, _, rest = (value or "").partition(" ")
        locator = Locator(label, rest, "stated") if rest else None
        draft.put("citations", replace(old, locator=locator, why=PERSON))
        return
    work = None
    if value:
        work = next((w.id for w in draft["works"].values() if work_label(w.csl) == value), None)
        if work is None:
            raise ValueError(f"The document cites no work “{value}”.")
    if kind == "citation":
        draft.put("citations", replace(draft["citations"][record], work=work, why=PERSON))
        return
    cited = next((c.id for c in draft["citations"].values() if c.work == work), None) if work else None
    draft.put("claims", replace(draft["claims"][record], citation=cited, why=PERSON))


def add(draft: Draft, kind: str, spans: tuple[Span, ...], speaker: str | None) -> str:
    """A quotation or a claim that was missed, said by the one whose words surround it unless a speaker is named."""
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    around = quotation_around(draft, whole)
    outer = around.voice if around else AUTHOR
    if kind == "quotation":
        made = Quotation(
            draft.new_id("q", "quotations"), whole.start, whole.end, "inline", "speech",
            _segments(draft.text, whole), basis="none", why=PERSON,
        )  # fmt: skip
        draft.put("quotations", made)
        draft.change(
            "claims",
            lambda c: (
                replace(c, quotation=made.id) if c.voice == outer and _lies_in(c.evidence, whole) else c
            ),
        )
        if speaker:
            set_speaker(draft, kind, made.id, speaker)
        return made.id
    voice = voice_called(draft, outer, speaker) or outer
    quotation = around.id if around else None
    claim = Claim(draft.new_id("cl", "claims"), spans, voice, quotation=quotation, why=PERSON)
    draft.put("claims", claim)
    return claim.id


def _lies_in(spans: tuple[Span, ...], whole: Span) -> bool:
    """Whether nearly all of some spans lies in a stretch: a sentence may reach over the quotation mark that closes it."""
    inside = sum(max(0, min(s.end, whole.end) - max(s.start, whole.start)) for s in spans)
    return inside >= _NEARLY * sum(s.end - s.start for s in spans)


def remove(draft: Draft, kind: str, record: str) -> None:
    """Takes away a claim, an event or a citation, with what points at it."""
    draft[_TABLE[kind]].pop(record)
    if kind == "citation":
        draft.change("citations", lambda c: replace(c, refers_to=None) if c.refers_to == record else c)
        draft.change("claims", lambda c: replace(c, citation=None) if c.citation == record else c)
    if kind == "event":
        draft.change(
            "claims",
            lambda c: replace(
                c, events=without(c.events, record), cause=without(c.cause, record), effect=without(c.effect, record)
            ),
        )  # fmt: skip
