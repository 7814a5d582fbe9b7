"""The apparatus in the margin of the report: sources, times, relations and problems, beside the words."""

from collections.abc import Sequence

from whence.dates.in_words import value_words
from whence.exports.report_margin import Apparatus, Bit, Entry, Item
from whence.exports.report_words import MODIFIERS, SIGNALS, TIME_BASES, locator_words
from whence.exports.screen import Screen
from whence.layers.document import Citation, Claim, Marker, Note, Relation, Resolution, Time, Work
from whence.layers.naming import excerpt
from whence.text import Span, SpanIndex
from whence.works.labels import work_author, work_title

_TOLD_BY_SPEAKER = ("speaker_from_note", "speaker_unknown")


def sources(made: Apparatus, screen: Screen) -> None:
    """Entries for the notes at their markers, for citations in the running text, and for those in the notes."""
    document = made.document
    by_note: dict[str, list[Citation]] = {}
    for citation in document.citations:
        if citation.note:
            by_note.setdefault(citation.note, []).append(citation)
    notes = {n.id: n for n in document.notes}
    known = {c.id: c for c in document.citations}
    links = {s.work: f"#rests-{n}" for n, s in enumerate(screen.rests, 1)}
    works = {w.id: w for w in document.works}
    for marker in document.markers:
        note = notes.get(marker.note or "")
        cited = by_note.get(marker.note or "", [])
        bits = [_cited(c, works, links) for c in cited]
        _marker(made, marker, note, bits)
    for citation in document.citations:
        bits_of = _cited(citation, works, links) + _back(made, citation, known)
        made.mark([Span(citation.start, citation.end)], citation.id, "cite", href=f"#e-{citation.id}")
        made.add(Entry("source", "", citation.start, (Item(citation.id, tuple(bits_of)),)))


def _marker(made: Apparatus, marker: Marker, note: Note | None, cited: list[list[Bit]]) -> None:
    """The entry beside a note marker: the note and what it cites."""
    href = made.places.link(note.start) if note else None
    bits = [Bit(f"note {marker.label}", "label", href), Bit(": ")]
    for n, citation in enumerate(cited):
        bits += [Bit("; ")] if n else []
        bits += citation
    if not cited:
        bits.append(Bit("no work recognised in it" if note else "the note was not found", "hint"))
    if marker.covers:
        made.mark([marker.covers], marker.id, "covered")
    made.add(Entry("source", "", marker.start, (Item(marker.id, tuple(bits)),)))


def _cited(citation: Citation, works: dict[str, Work], links: dict[str, str]) -> list[Bit]:
    """What is cited: signal, author, title (linked to the work's line on the screen), locator."""
    bits = [Bit(SIGNALS.get(citation.signal, citation.signal) + " ")] if citation.signal else []
    work = works.get(citation.work or "")
    if work is None:
        return [*bits, Bit("a work that could not be told", "hint")]
    author = work_author(work.csl)
    bits += [Bit(f"{author}, ")] if author else []
    title = work_title(work.csl)
    bits.append(Bit(excerpt(title, Span(0, max(len(title), 1)), 56), "work", links.get(work.id)))
    if citation.locator:
        inherited = citation.locator.basis == "inherited"
        bits += [Bit(" " if inherited else ", "), Bit(locator_words(citation.locator), "value")]
    return bits


def _back(made: Apparatus, citation: Citation, known: dict[str, Citation]) -> list[Bit]:
    """For 'Ibid.' and other short forms: the note to which they point back."""
    earlier = known.get(citation.refers_to or "")
    if earlier is None:
        return []
    return [
        Bit("; points back to "),
        Bit(made.places.label(earlier.start), "", made.places.link(earlier.start)),
    ]


def times(made: Apparatus) -> None:
    """One entry a block with its times; those inside a reference are left to the reference."""
    references = SpanIndex(made.document.citations)
    by_id = {t.id: t for t in made.document.times}
    found: dict[int, list[Time]] = {}
    for time in made.document.times:
        if made.places.blocks and not references.around(time.start, time.end):
            found.setdefault(made.places.block_at(time.start), []).append(time)
    for group in found.values():
        items = tuple(Item(t.id, tuple(_time(made, t, by_id))) for t in group)
        made.add(Entry("time", "times", group[0].start, items))
        for time in group:
            made.mark([Span(time.start, time.end)], time.id, "time", href=f"#e-{time.id}")


def _time(made: Apparatus, time: Time, by_id: dict[str, Time]) -> list[Bit]:
    """A time as it is written, its value, whether it is fuzzy, and what the context makes of it."""
    bits = [made.quoted([Span(time.start, time.end)]), Bit(" "), Bit(_value(time), "value")]
    if time.mod:
        bits.append(Bit(f" fuzzy: {MODIFIERS.get(time.mod, time.mod.lower())}", "hint"))
    if time.calendar != "gregorian":
        bits.append(Bit(f" in the {time.calendar.replace('_', ' ')} calendar", "hint"))
    told = [r for r in time.resolved if r.basis != "stated" or r.value != time.value]
    for n, resolution in enumerate(told):
        bits += [Bit(" or " if n else " → "), *_resolution(made, resolution, by_id)]
    if "X" in time.value and not told:
        bits.append(Bit(" not told more exactly", "hint"))
    return bits


def _value(time: Time) -> str:
    """What a time says as it stands; for 'six months later' how far and in which direction."""
    if time.offset and not time.offset.value.startswith("P0"):
        return f"{value_words(time.offset.value)} {time.offset.direction}"
    return value_words(time.value)


def _resolution(made: Apparatus, resolution: Resolution, by_id: dict[str, Time]) -> list[Bit]:
    bits = [Bit(value_words(resolution.value), "value"), Bit(f" {TIME_BASES[resolution.basis]}", "hint")]
    anchor = by_id.get(resolution.anchor or "")
    if anchor:
        bits += [Bit(", ", "hint"), made.quoted([Span(anchor.start, anchor.end)])]
    return bits


def relations(made: Apparatus) -> None:
    """Where claims agree or differ: one full entry at the words that say so, a short one at each other place."""
    claims = {c.id: c for c in made.document.claims}
    for relation in made.document.relations:
        a = [claims[i] for i in relation.a if i in claims]
        b = [claims[i] for i in relation.b if i in claims]
        evidence = [s for c in (*a, *b) for s in c.evidence]
        if made.places.blocks and (relation.signal or evidence):
            _relation(made, relation, a, b, evidence)


def _relation(
    made: Apparatus, relation: Relation, a: list[Claim], b: list[Claim], evidence: list[Span]
) -> None:
    home = (relation.signal or evidence)[0]
    label = f"{relation.kind} on {relation.on}" if relation.on != "other" else relation.kind
    says = f", says {made.names.name(relation.voice)}" if relation.voice else ", though nobody here says so"
    bits = [Bit(label, "label", made.places.link(home.start)), Bit(says + ": "), *_side(made, a)]
    bits += [Bit(" – "), *_side(made, b)]
    made.add(Entry("relation", "", home.start, (Item(relation.id, tuple(bits)),)))
    made.mark(relation.signal, relation.id, "signal", href=f"#e-{relation.id}")
    made.mark(evidence, relation.id, "claim")
    seen = {made.places.block_at(home.start)}
    for span in evidence:
        block = made.places.block_at(span.start)
        if block not in seen:
            seen.add(block)
            short = (
                Bit(label, "label", f"#e-{relation.id}"),
                Bit(f", told at {made.places.label(home.start)}"),
            )
            made.add(Entry("relation", "", span.start, (Item(f"{relation.id}-{block}", short),)))


def _side(made: Apparatus, claims: Sequence[Claim]) -> list[Bit]:
    """One side of a relation: who says it, in which words."""
    bits: list[Bit] = []
    for claim in claims:
        bits += [Bit("; ")] if bits else []
        bits += [Bit(made.names.name(claim.voice), "name"), Bit(" "), made.quoted(claim.evidence, 48)]
    return bits or [Bit("a claim that could not be found", "hint")]


def problems(made: Apparatus) -> None:
    """What a careful reader should look at; what concerns no words in particular stands beside the first block.

    That only a note tells a speaker, or nothing, the entry of the quotation says already.
    """
    told = {Span(q.start, q.end) for q in made.document.quotations if q.use not in ("term", "title")}
    for n, problem in enumerate(made.document.problems, 1):
        if problem.kind in _TOLD_BY_SPEAKER and told.issuperset(problem.spans):
            continue
        token = f"p{n}"
        start = problem.spans[0].start if problem.spans else 0
        href = made.places.link(start) if problem.spans else None
        made.add(Entry("problem", "look", start, (Item(token, (Bit(problem.message, "", href),)),)))
        made.mark(problem.spans, token, "trouble")


def ways_back(made: Apparatus, screen: Screen) -> None:
    """From words that a line of the screen points at, links back up to that line."""
    found: dict[int, dict[str, Item]] = {}
    for token, name, group in (
        ("unsourced", "No source", screen.unsourced),
        ("look", "Look at", screen.look[:5]),
        ("untold", "Could not be told", screen.untold),
        ("next", "Next", screen.next),
    ):
        for n, line in enumerate(group, 1):
            made.mark(line.spans, f"{token}-{n}", "line")
            label = f"{name}, {n}" if len(group) > 1 else name
            for span in line.spans:
                block = made.places.block_at(span.start)
                item = Item(f"{token}-{n}-at-{block}", (Bit(f"↑ {label}", "", f"#{token}-{n}"),))
                found.setdefault(block, {}).setdefault(item.token, item)
    for block, items in found.items():
        start = made.places.blocks[block].start
        made.add(Entry("up", "", start, tuple(items.values())))
