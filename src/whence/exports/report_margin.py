"""The apparatus in the margin of the report: who speaks, and who is said to say what, beside the words."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from whence.exports.report_places import Places
from whence.exports.report_words import Names
from whence.exports.screen import Screen
from whence.layers.certainty import is_uncertain
from whence.layers.document import Attribution, Document, Quotation
from whence.layers.naming import joined
from whence.text import Span


class Bit(Struct, frozen=True):
    """Some words of the margin. ``style`` is 'doc' for the document's own words, 'name', 'work', 'value' or 'hint'."""

    words: str
    style: str = ""
    href: str | None = None


class Item(Struct, frozen=True):
    """What the margin says of one record; ``token`` ties it to the record's words in the text."""

    token: str
    bits: tuple[Bit, ...]


class Entry(Struct, frozen=True):
    """One entry of the margin. ``key`` is the speaker's (see Names.key); -1: it has nothing to do with a speaker."""

    kind: str
    label: str
    start: int
    items: tuple[Item, ...]
    key: int | None = -1
    nested: bool = False


class Mark(Struct, frozen=True):
    """Words of the text that an entry is about. ``badge``: the speaker's letter stands before them."""

    start: int
    end: int
    token: str
    style: str
    key: int | None = -1
    href: str | None = None
    badge: str | None = None


class Apparatus:
    """What the margin gathers: entries by block, marks in the text, and how voices and places are called."""

    def __init__(self, document: Document, screen: Screen) -> None:
        self.document = document
        self.places = Places(document)
        self.names = Names(document, screen)
        self.entries: list[list[Entry]] = [[] for _ in self.places.blocks]
        self.marks: list[Mark] = []

    def add(self, entry: Entry) -> None:
        """Puts an entry beside the block in which its words begin."""
        if self.places.blocks:
            self.entries[self.places.block_at(entry.start)].append(entry)

    def mark(
        self, spans: Iterable[Span], token: str, style: str, key: int | None = -1, href: str | None = None
    ) -> None:
        """Marks spans of the text as what an entry is about."""
        self.marks.extend(Mark(s.start, s.end, token, style, key, href) for s in spans)

    def quoted(self, spans: Sequence[Span], limit: int = 64) -> Bit:
        """The document's words in these spans, linked to where they stand."""
        words = joined(self.document.text, spans, limit)
        return Bit(words, "doc", self.places.link(spans[0].start) if spans else None)


def who_says_what(made: Apparatus) -> None:
    """Entries and marks for all quotations that are somebody's words, and all attributions."""
    carried = _carried(made)
    groups: dict[tuple[int, str], list[Quotation]] = {}
    for quotation in made.document.quotations:
        if quotation.use in ("term", "title"):
            continue
        attribution = carried.get(quotation.id)
        block = made.places.block_at(quotation.start)
        groups.setdefault((block, attribution.id if attribution else quotation.id), []).append(quotation)
    tokens: dict[str, str] = {}
    for quotations in groups.values():
        attribution = carried.get(quotations[0].id)
        if attribution:
            tokens.setdefault(attribution.id, quotations[0].id)
    known = {a.id: a for a in made.document.attributions}
    for quotations in groups.values():
        attribution = carried.get(quotations[0].id)
        outer = known.get(attribution.parent or "") if attribution else None
        _quotation(made, quotations, attribution, _inside(made, attribution, outer, tokens))
    for attribution in made.document.attributions:
        outer = known.get(attribution.parent or "")
        _attribution(made, attribution, tokens.get(attribution.id), _inside(made, attribution, outer, tokens))


def _carried(made: Apparatus) -> dict[str, Attribution]:
    """For each quotation the attribution that brings it, so that the margin says both in one entry.

    Reported speech that begins in another block than the quotation keeps an entry of its own.
    """
    starts = {q.id: q.start for q in made.document.quotations}
    found = {}
    for attribution in made.document.attributions:
        spans = attribution.cue or attribution.source or attribution.content
        for quotation in attribution.quotations:
            start = starts.get(quotation)
            if start is None or not spans:
                continue
            together = made.places.block_at(spans[0].start) == made.places.block_at(start)
            if together or attribution.kind == "direct":
                found[quotation] = attribution
    return found


def _inside(
    made: Apparatus, inner: Attribution | None, outer: Attribution | None, tokens: dict[str, str]
) -> list[Bit]:
    """Where somebody's saying is itself part of what another says: the other's words, linked to that entry."""
    if outer is None or outer is inner:
        return []
    words = joined(made.document.text, (*outer.source, *outer.cue)) or "another says"
    return [Bit(", inside what "), Bit(words, "doc", f"#e-{tokens.get(outer.id, outer.id)}")]


def _quotation(
    made: Apparatus, quotations: list[Quotation], attribution: Attribution | None, inside: list[Bit]
) -> None:
    """One entry for the quotations of one block that one attribution brings."""
    first = quotations[0]
    key, token = made.names.key(first.voice), first.id
    for n, quotation in enumerate(quotations):
        words = Mark(
            quotation.start, quotation.end, token, f"q {quotation.form}", key, None, None if n else token
        )
        made.marks.append(words)
        made.mark(quotation.told_by, token, "told", key)
        made.mark((Span(i.start, i.end) for i in quotation.insertions), token, "ins")
        made.mark(quotation.elisions, token, "gap")
    # the text says who speaks; whether it is read rightly is not certain
    unsure = first.voice is None and attribution is not None
    who = "speaker not certain" if unsure else made.names.chain(first.voice)
    bits = [Bit(who, "name", made.places.link(first.start)), *([] if unsure else _basis(made, first))]
    if attribution and attribution.cue:
        bits += [Bit(" – "), made.quoted(attribution.cue)]
    if attribution and attribution.kind == "belief":
        bits.append(Bit(" (belief)", "hint"))
    if is_uncertain(first):
        bits.append(Bit(" (uncertain)", "hint"))
    if len(quotations) > 1:
        bits.append(Bit(f"; in {len(quotations)} pieces", "hint"))
    bits += [*inside, *_changed(made, quotations)]
    made.add(Entry("speaks", "", first.start, (Item(token, tuple(bits)),), key, bool(inside)))


def _basis(made: Apparatus, quotation: Quotation) -> list[Bit]:
    """How it is known who speaks, in words; nothing where the turn of an interview bears the very name."""
    told = [Bit(" "), made.quoted(quotation.told_by)] if quotation.told_by else []
    if quotation.basis == "named":
        return [] if _bears_name(made, quotation) else [Bit(": named"), *told]
    if quotation.basis == "person":
        return [Bit(": as a person decided", "hint")]
    if quotation.basis == "pronoun":
        return [Bit(": told by a pronoun,"), *told] if told else [Bit(": told by a pronoun")]
    if quotation.basis == "note":
        if not told:
            return [Bit(": told only by the note")]
        start = quotation.told_by[0].start
        return [Bit(": told only by "), Bit(made.places.label(start), "", made.places.link(start))]
    if quotation.basis == "inferred":
        return [Bit(": inferred from the words around, not named"), *([Bit(","), *told] if told else [])]
    if quotation.probability is not None:  # of a speaker that is left out
        return [Bit(": it is not certain who speaks; --uncertain shows who perhaps does")]
    return [Bit(": the text does not say who speaks")]


def _bears_name(made: Apparatus, quotation: Quotation) -> bool:
    """Whether the quotation is a turn whose label is the speaker's name as the margin gives it."""
    block = made.places.blocks[made.places.block_at(quotation.start)]
    written = joined(made.document.text, quotation.told_by).casefold()
    return block.kind == "turn" and written == made.names.name(quotation.voice).strip("“”").casefold()


def _changed(made: Apparatus, quotations: list[Quotation]) -> list[Bit]:
    """What stands in the quotations but is not the speaker's: insertions in brackets, and words left out."""
    bits = []
    voices = sorted({i.voice for q in quotations for i in q.insertions})
    if voices:
        bits.append(Bit("; words in brackets by " + ", ".join(made.names.name(v) for v in voices), "hint"))
    if any(q.elisions for q in quotations):
        bits.append(Bit("; words left out", "hint"))
    return bits


def _attribution(made: Apparatus, attribution: Attribution, carrier: str | None, inside: list[Bit]) -> None:
    """The entry and marks of an attribution; only marks where a quotation's entry (``carrier``) says it already."""
    key = made.names.key(attribution.voice)
    token = carrier or attribution.id
    made.mark(attribution.source, token, "source", key, f"#e-{token}")
    made.mark(attribution.cue, token, "cue", key, f"#e-{token}")
    if carrier is None or attribution.kind != "direct":
        made.mark(attribution.content, token, "said", key)
    spans = (*attribution.source, *attribution.cue) or attribution.content
    if carrier or not spans:
        return
    bits = _source(made, attribution)
    if attribution.cue:
        bits += [Bit(" – "), made.quoted(attribution.cue)]
    if attribution.kind == "belief":
        bits.append(Bit(" (belief)", "hint"))
    if is_uncertain(attribution):
        bits.append(Bit(" (uncertain)", "hint"))
    items = (Item(token, (*bits, *inside)),)
    made.add(Entry("said", "", min(spans).start, items, key, bool(inside)))


def _source(made: Apparatus, attribution: Attribution) -> list[Bit]:
    """The source as it is written, and who that is where the words alone do not tell."""
    chain = made.names.chain(attribution.voice)
    if not attribution.source:
        cue = joined(made.document.text, attribution.cue)
        return [
            Bit("by whom is not said", "hint") if chain.strip("“”").startswith(cue) else Bit(chain, "name")
        ]
    written = made.quoted(attribution.source)
    exact = joined(made.document.text, attribution.source, 400)
    name = made.names.name(attribution.voice)
    told = attribution.voice is None or name.strip("“”… ") in exact
    more = chain[len(name) :].removeprefix(", ") if told and chain.startswith(name) else chain
    return (
        [written, Bit(f" ({more})", "hint" if told else "name")] if more and attribution.voice else [written]
    )
