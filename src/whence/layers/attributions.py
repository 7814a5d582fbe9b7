"""attributions: who is said to say or think what. Source, cue and content, found by rules around verbs and nouns that report.

The rules look for a reporting verb with a subject, and for one of the frames in which such verbs stand: a quotation
beside it, a that-clause, a clause after a comma, 'X as Y', 'according to X'. What fits no frame is not reported.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from whence.lang import lexicon
from whence.layers.document import Attribution, Document, Quotation
from whence.layers.foreign_frames import foreign_drafts
from whence.layers.frames import FrameReader
from whence.layers.heard_attributions import merged
from whence.layers.hosts import Hosts, Sentence, hosts
from whence.layers.quotations import stands_alone
from whence.layers.signals import signals
from whence.layers.step import Records, Step
from whence.layers.verb_frames import Draft
from whence.text import Span, SpanIndex, Text

_FIRST_WORD = re.compile(r"(\w+),?\s+(?=\w)")


def annotate(doc: Document, text: Text) -> Records:
    """Attributions in the order of their first word. Voices are told later."""
    drafts: list[Draft] = []
    for sentence in hosts(doc, text):
        drafts.extend(FrameReader(sentence).read())
    drafts = _continued(merged(drafts, signals(doc, text), doc), doc)
    announced = {q: d for d in _announced(doc, text, drafts) for q in d.quotations}
    drafts = [_agreed(d, announced) for d in drafts]
    heard = {q for d in drafts for q in d.quotations}
    drafts.extend(d for q, d in announced.items() if q not in heard)
    drafts = [_without_link(d, doc) for d in drafts]
    drafts.extend(foreign_drafts(doc))
    return {"attributions": _numbered(_without_doubles(drafts))}


def _without_link(draft: Draft, doc: Document) -> Draft:
    """'But the wall had fallen, officials said': the content without what links the sentence to the one before; the author says that."""
    if not draft.content or draft.cue[0].start < draft.content[0].start:
        return draft
    first = draft.content[0]
    links = lexicon(doc.document.language).words("sources", "links")
    word = _FIRST_WORD.match(doc.text, first.start, first.end)
    if word is None or not word[1][0].isupper() or word[1].lower() not in links:
        return draft
    return msgspec.structs.replace(draft, content=(Span(word.end(), first.end), *draft.content[1:]))


def _continued(drafts: list[Draft], doc: Document) -> list[Draft]:
    """'“…,” she said. “…”': the quotation that opens the next sentence of the paragraph goes on with the same voice."""
    taken = {q for d in drafts for q in d.quotations}
    blocks = SpanIndex(doc.blocks)
    sentences = SpanIndex(doc.sentences)
    inline = SpanIndex([q for q in doc.quotations if q.form == "inline" and q.use in ("speech", "writing")])
    found = []
    for d in drafts:
        last = max((s.end for s in (*d.content, *d.cue, *([d.source] if d.source else []))), default=0)
        block = blocks.at(last - 1)
        while d.kind == "direct" and block is not None and block.kind != "block_quotation":
            following = next((q for q in inline.from_(last)), None)
            between = doc.text[last : following.start] if following else ""
            if (
                following is None
                or following.id in taken
                or following.start >= block.end
                or not _only_closes(between)
            ):
                break
            sentence = sentences.at(following.end - 1)
            if sentence is None or doc.text[following.end : sentence.end].strip(" .,;"):
                break
            taken.add(following.id)
            d = msgspec.structs.replace(
                d,
                content=(*d.content, Span(following.start, following.end)),
                quotations=(*d.quotations, following.id),
            )
            last = following.end
        found.append(d)
    return found


def _only_closes(between: str) -> bool:
    """Whether nothing but the end of a sentence stands between a cue and the next quotation."""
    return between.strip(" \n\t\xa0") in (".", "", "!", "?", ";") or (
        len(between) < 60 and between.rstrip()[-1:] == "." and between.count(".") == 1 and "\n" not in between
    )


# -- across sentences ---------------------------------------------------------------------------------------------------


def _announced(doc: Document, text: Text, drafts: list[Draft]) -> Iterator[Draft]:
    """A block quotation joins the attribution with which its lead-in ends ('Nyabati states' + the block)."""
    blocks = doc.blocks
    places = SpanIndex(doc.blocks)
    alone = (
        q for q in doc.quotations if q.use in ("speech", "writing") and stands_alone(q, places, doc.text)
    )
    by_start = {q.start: q for q in alone}
    firsts = {b.start: n for n, b in enumerate(blocks)}
    dashed = {q.id for q in doc.quotations if q.why == "dash"}
    told = {q for d in drafts for q in d.quotations if not (d.why == "heard" and q in dashed)}
    sentences = Hosts(doc, text)
    for q in by_start.values():
        n = firsts.get(q.start)
        if not n or q.id in told:
            continue
        lead = blocks[n - 1]
        if lead.kind in ("paragraph", "list_item"):
            draft = _lead_in(sentences.of_block(lead.start, lead.end, n - 1), q)
            if draft:
                yield draft


def _agreed(draft: Draft, announced: Mapping[str, Draft]) -> Draft:
    """What is heard of a turn behind a dash, where its lead-in tells the same ('Dan said:'): no mark shows the model that somebody
    speaks there, so it is never sure."""
    told = [announced[q] for q in draft.quotations if q in announced]
    same = next((a for a in told if (a.source, a.cue) == (draft.source, draft.cue)), None)
    return msgspec.structs.replace(draft, why=same.why, probability=None) if same else draft


def _lead_in(sentences: list[Sentence], q: Quotation) -> Draft | None:
    """The attribution of a lead-in whose last clause is a source and a cue that waits for its content."""
    if not sentences:
        return None
    reader = FrameReader(sentences[-1])
    items = reader.items
    stop = len(items)
    while stop and items[stop - 1].tag == ",":
        stop -= 1
    for i in range(stop - 1, max(-1, stop - 9), -1):
        verb, size = reader.verb_at(i)
        if verb is None or "q" not in verb.frames or verb.form not in ("past", "third", "base"):
            continue
        if reader.is_passive(i, verb) or not reader.is_used_as_verb(i, verb):
            continue
        if reader.that_after(i + size, True) is not None or any(
            k.tag in "VXM" for k in items[i + size : stop]
        ):
            return None
        source = reader.source_of(i, verb)
        left_open = items[-1].lower in (":", ",", "—")
        if source is None and left_open and reader.follows_and(i):  # 'She put the kettle down and added:'
            source = reader.earlier_subject(i)
        if source is None:
            return None
        draft = reader.draft(
            "direct", source, (i, i + size - 1), [], f"{verb.lemma} before a block quotation"
        )
        return msgspec.structs.replace(draft, content=(Span(q.start, q.end),), quotations=(q.id,))
    return None


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """One attribution a cue, the first; none without content."""
    seen: set[tuple[Span, ...]] = set()
    kept = []
    for d in sorted(drafts, key=lambda d: (d.cue[0].start, d.cue[0].end)):
        if d.cue in seen or not d.content:
            continue
        seen.add(d.cue)
        kept.append(d)
    return kept


def _numbered(drafts: list[Draft]) -> tuple[Attribution, ...]:
    """Attributions in the order of their first word, each with the one inside which it stands."""
    order = sorted(drafts, key=lambda d: (min(s.start for s in _spans(d)), d.cue[0].start))
    made = [
        Attribution(
            f"a{n}",
            d.kind,
            (d.source, *d.source_goes_on) if d.source else (),
            d.cue,
            d.content,
            d.quotations,
            why=d.why,
            probability=d.probability,
        )
        for n, d in enumerate(order, 1)
    ]
    by_quotation = {q: a.id for a in made for q in a.quotations if a.kind == "direct"}
    contents = contents_of(made)
    found = []
    for a, d in zip(made, order, strict=True):
        parent = by_quotation.get(d.inside or "")
        cue = a.cue[0]
        around = [c for c in contents.around(cue.start, cue.end) if c.attribution != a.id]
        if around:
            parent = around[-1].attribution
        found.append(msgspec.structs.replace(a, parent=parent))
    return tuple(found)


class Content(msgspec.Struct, frozen=True):
    """A stretch of the content of an attribution."""

    start: int
    end: int
    attribution: str


def contents_of(attributions: Iterable[Attribution]) -> SpanIndex[Content]:
    """The contents of attributions, to be asked which of them stand around a place."""
    return SpanIndex([Content(s.start, s.end, a.id) for a in attributions for s in a.content])


def _spans(d: Draft) -> list[Span]:
    return [*([d.source] if d.source else []), *d.cue, *d.content]


STEP = Step(
    "attributions",
    needs=("document", "blocks", "sentences", "markers", "mentions", "quotations"),
    makes=("attributions",),
    annotate=annotate,
)
