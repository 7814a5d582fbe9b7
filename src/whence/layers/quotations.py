"""quotations: where words are quoted, what stands between marks or in blocks, what was put in and left out, which note closes it.

Words in quotation marks are not always speech: terms and titles are told apart here. Who speaks is told later.
"""

import re
from collections.abc import Sequence

import msgspec

from whence.lang import lexicon, words_of
from whence.layers import dash_speech, quotation_marks
from whence.layers.document import Block, Document, Insertion, Marker, Quotation, QuotationUse
from whence.layers.said_beside import said_beside
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text, trimmed
from whence.works import letters

_BRACKET = re.compile(r"\[[^\[\]]{1,600}\]")
_ELISION = re.compile(r"\[\s*(?:\.\s?\.\s?\.|…)\s*\]|\.\s?\.\s?\.(?:\s?\.)?|…")
_STOP_INSIDE = re.compile(r"[.!?,;:—…-]$")
_TERM_WORDS = 5
_NEAR = 200  # code points


def annotate(doc: Document, text: Text) -> Records:
    """Quotations in order, the outer before the inner, and the markers with what each covers."""
    found: list[Quotation] = []
    markers = SpanIndex(doc.markers)
    found.extend(_blocks(doc, text, markers))
    marked, _ = quotation_marks.find(text.chars, prose(doc.blocks))
    titles = _titles(doc)
    for m in marked:
        quotation = _inline(m, doc, text, markers, titles)
        if quotation:
            found.append(quotation)
    found.extend(_behind_dash(said, text, markers) for said in _behind_dashes(doc))
    found.sort(key=lambda q: (q.start, -q.end))
    numbered = tuple(msgspec.structs.replace(q, id=f"q{n}") for n, q in enumerate(found, 1))
    return {"quotations": numbered, "markers": _covering(doc, text, numbered)}


def prose(blocks: tuple[Block, ...]) -> tuple[tuple[int, int], ...]:
    """The stretches in which quotation marks are read."""
    return tuple(
        (b.start, b.end) for b in blocks if b.kind not in ("note", "title", "colophon", "table", "other")
    )


def stretches(doc: Document) -> tuple[tuple[int, int], ...]:
    """Where words are quoted inside paragraphs (start, end), as the page alone tells it, in order."""
    marked, _ = quotation_marks.find(doc.text, prose(doc.blocks))
    places = [(m.start, m.end) for m in marked] + [(s.start, s.end) for s in _behind_dashes(doc)]
    return tuple(sorted(places))


def without_partner(doc: Document) -> tuple[quotation_marks.Unclosed, ...]:
    """The quotation marks without a partner, but for those between which a dialogue with dashes stands."""
    alone = quotation_marks.find(doc.text, prose(doc.blocks))[1]
    edges = {at for s in _behind_dashes(doc) for at in (s.start, s.end - 1)}
    return tuple(u for u in alone if u.at not in edges)


def _behind_dashes(doc: Document) -> tuple[dash_speech.Said, ...]:
    alone = quotation_marks.find(doc.text, prose(doc.blocks))[1]
    told = tuple((b.start, b.end) for b in doc.blocks if b.kind in ("paragraph", "list_item"))
    language = (doc.document.language or "en").split("-")[0]
    return dash_speech.find(doc.text, told, language, tuple(u.at for u in alone if u.opening))


# -- block quotations and turns -------------------------------------------------------------------------------------


def _blocks(doc: Document, text: Text, markers: SpanIndex[Marker]) -> list[Quotation]:
    """One quotation for each block quotation (neighbours joined) and for each turn of an interview."""
    made: list[Quotation] = []
    group: list[Block] = []
    for n, block in enumerate(doc.blocks):
        if block.kind == "turn":
            label = re.match(r"[^:.]{1,40}[:.]\s+", text.chars[block.start : block.end])
            start = block.start + (label.end() if label else 0)
            made.append(_block([(start, block.end)], text, markers, "speech", "turn"))
        if block.kind not in ("block_quotation", "verse"):
            continue
        group.append(block)
        following = doc.blocks[n + 1] if n + 1 < len(doc.blocks) else None
        closed = bool(markers.inside(max(block.start, block.end - 12), block.end))
        if following is None or following.kind not in ("block_quotation", "verse") or closed:
            made.append(_block([(b.start, b.end) for b in group], text, markers, "writing", "block"))
            group = []
    return made


def _block(
    spans: list[tuple[int, int]], text: Text, markers: SpanIndex[Marker], use: QuotationUse, why: str
) -> Quotation:
    start, end = spans[0][0], spans[-1][1]
    last = markers.inside(start, end)
    marker = None
    while last and not re.search(r"\w", text.chars[last[-1].end : end]):
        marker = last.pop()
        end = marker.start
    span = trimmed(text.chars, start, end) or Span(spans[0][0], spans[0][1])
    parts = [(a, min(b, span.end)) for a, b in spans if a < span.end]
    if len(parts) == 1:
        parts = _without_outer_marks(text.chars, parts)
    segments, insertions, elisions = _inside(text.chars, parts, markers)
    return Quotation(
        "",
        span.start,
        span.end,
        "block",
        use,
        segments,
        insertions,
        elisions,
        marker=marker.id if marker else None,
        why=why,
    )


def _without_outer_marks(chars: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A block that also stands between marks: the marks are no words."""
    a, b = parts[0]
    pairs = {"“": "”", '"': '"', "«": "»", "‘": "’"}
    closing = pairs.get(chars[a])
    if closing and chars[b - 1] == closing and chars.count(closing, a + 1, b) == 1 and b - a > 2:
        return [(a + 1, b - 1)]
    return parts


# -- between marks ------------------------------------------------------------------------------------------------------


def _inline(
    m: quotation_marks.Marked, doc: Document, text: Text, markers: SpanIndex[Marker], titles: set[str]
) -> Quotation | None:
    beside = said_beside(text.chars, doc.document.language)
    put_in = [hole for part in m.inner for hole in beside.put_in(*part)] if beside else []
    segments, insertions, elisions = _inside(text.chars, m.inner, markers, put_in)
    if not segments:
        return None
    after = [
        k
        for k in markers.inside(m.end, min(len(text.chars), m.end + 8))
        if not re.search(r"\w", text.chars[m.end : k.start])
    ]
    use = _use(m, doc, text, bool(after), titles)
    return Quotation(
        "", m.start, m.end, "inline", use, segments, insertions, elisions,
        marker=after[0].id if after and use in ("speech", "writing") else None, why="marks",
    )  # fmt: skip


def _behind_dash(said: dash_speech.Said, text: Text, markers: SpanIndex[Marker]) -> Quotation:
    """What is said in a turn that a dash opens: always speech."""
    segments, insertions, elisions = _inside(text.chars, [said.inner], markers)
    return Quotation(
        "", said.start, said.end, "inline", "speech", segments, insertions, elisions, marker=None, why="dash"
    )


def _titles(doc: Document) -> set[str]:
    return {
        letters(str(w.csl.get(field, ""))) for w in doc.works for field in ("title", "container-title")
    } - {""}


def _use(m: quotation_marks.Marked, doc: Document, text: Text, noted: bool, titles: set[str]) -> QuotationUse:
    """speech or writing, a term, or a title."""
    chars = text.chars
    inner = chars[m.inner[0][0] : m.inner[-1][1]].strip()
    known = lexicon(doc.document.language)
    plain = letters(inner)
    lower_before = re.sub(r"\s+", " ", chars[max(0, m.start - 60) : m.start].lower()).rstrip()
    words = inner.split()
    if plain in titles or (len(plain) > 12 and any(t.startswith(plain) for t in titles)):
        return "title"
    if _title_case(words) and any(
        lower_before.endswith((cue, f"{cue},")) for cue in known.phrases("quotation", "title_cues")
    ):
        return "title"
    if any(lower_before.endswith(cue) for cue in known.phrases("quotation", "so_called")):
        return "term"
    short = len(words) <= 3 and not _STOP_INSIDE.search(inner)
    if short and not noted and lower_before.rsplit(" ", 1)[-1] in known.words("classes", "determiners"):
        return "term"
    spoken = _cue_near(m, text, doc)
    if spoken:
        return "writing" if spoken in ("write", "read") else "speech"
    if noted:
        return "writing"
    if len(words) <= _TERM_WORDS and not _STOP_INSIDE.search(inner):
        return "term"
    if len(words) <= 2 * _TERM_WORDS and _title_case(words) and len(words) > 1:
        return "title"
    return "speech"


def _title_case(words: list[str]) -> bool:
    """Whether words are set as a title is: long words with capitals, no full stop."""
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return (
        bool(long)
        and words[0][0].isupper()
        and all(w[0].isupper() for w in long)
        and words[-1][-1] not in ".!,"
    )


def _cue_near(m: quotation_marks.Marked, text: Text, doc: Document) -> str | None:
    """The verb that reports the quoted words, where one stands close before or after."""
    beside = said_beside(text.chars, doc.document.language)
    if beside and beside.is_said(m.start, m.end, min(len(text.chars), m.end + _NEAR)):
        return "say"
    known = lexicon(doc.document.language)
    words = words_of(text.chars)
    first = words.first_from(m.start)
    for i in range(first - 1, max(-1, first - 8), -1):
        if words.lower[i] in ".;!?" or words.chars[words.ends[i] : m.start].count("\n\n"):
            break
        verb = known.reporting.get(words.lower[i])
        infinitive = i > 0 and words.lower[i - 1] == "to"
        if (
            verb
            and not infinitive
            and verb.frames & {"q", "name", "as", "np"}
            and not (
                verb.form == "base" and words.lower[i] in known.tags and known.tags[words.lower[i]][0] == "N"
            )
        ):
            return verb.lemma
    after = words.first_from(m.end)
    for i in range(after, min(after + 5, len(words))):
        if words.lower[i] in ".;!?":
            break
        verb = known.reporting.get(words.lower[i])
        if verb and "q" in verb.frames and verb.form in ("past", "third"):
            return verb.lemma
    return None


# -- what stands inside ---------------------------------------------------------------------------------------------------


def _inside(
    chars: str,
    parts: list[tuple[int, int]],
    markers: SpanIndex[Marker],
    put_in: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[Span, ...], tuple[Insertion, ...], tuple[Span, ...]]:
    """Quoted words, editorial brackets and elisions of the parts of a quotation; ``put_in``: where it says who speaks. The insertions' voice is v0 for now."""
    segments: list[Span] = []
    insertions: list[Insertion] = []
    elisions: list[Span] = []
    for start, end in parts:
        holes: list[tuple[int, int]] = [(k.start, k.end) for k in markers.inside(start, end)]
        holes += [hole for hole in put_in if start <= hole[0] and hole[1] <= end]
        for match in _ELISION.finditer(chars, start, end):
            bracketed = match.group().startswith("[")
            # dots at the very end are a voice that trails off, not words left out
            if bracketed or re.search(r"\w", chars[match.end() : end]):
                elisions.append(Span(match.start(), match.end()))
                holes.append((match.start(), match.end()))
        for match in _BRACKET.finditer(chars, start, end):
            if not any(a <= match.start() < b for a, b in holes) and re.search(
                r"[^\W\d]|\b\d{4}\b", match.group()
            ):
                insertions.append(Insertion(match.start(), match.end(), "v0"))
                holes.append((match.start(), match.end()))
        at = start
        for a, b in [*sorted(holes), (end, end)]:
            while segments and at < a and (chars[at].isspace() or chars[at] in ",;:"):
                at += 1  # a sign left over behind a bracket
            span = trimmed(chars, at, a) if a > at else None
            if span and re.search(r"\w", chars[span.start : span.end]):
                segments.append(span)
            at = max(at, b)
    return tuple(segments), tuple(insertions), tuple(elisions)


def stands_alone(q: Quotation, blocks: SpanIndex[Block], text: str) -> bool:
    """Whether a quotation is set as a block: in a block of its own, or between marks that fill a whole paragraph."""
    if q.form == "block":
        return q.why != "turn"
    block = blocks.at(q.start)
    if block is None or block.start != q.start or block.kind not in ("paragraph", "list_item"):
        return False
    rest = re.sub(r"\[\w{1,4}\]|\(\d{1,3}\)|[¹²³⁰⁴-⁹]+", "", text[q.end : block.end])
    return not any(c.isalnum() for c in rest)


# -- what a note covers -----------------------------------------------------------------------------------------------------


def _covering(doc: Document, text: Text, quotations: tuple[Quotation, ...]) -> tuple[Marker, ...]:
    """The markers with what each closes: the quotation before it, else the sentence or clause."""
    by_marker = {q.marker: q for q in reversed(quotations) if q.marker}
    sentences = SpanIndex(doc.sentences)
    ends: dict[int, int] = {}
    made = []
    for marker in doc.markers:
        quotation = by_marker.get(marker.id)
        if quotation:
            made.append(
                msgspec.structs.replace(marker, covers=Span(quotation.start, quotation.end), why="quotation")
            )
            continue
        sentence = sentences.at(max(0, marker.start - 1)) or sentences.before(marker.start)
        span = None
        if sentence and sentence.start < marker.start:
            start = max(sentence.start, ends.get(sentence.start, 0))
            ends[sentence.start] = marker.end
            span = trimmed(text.chars, start, marker.start)
            while span and text.chars[span.start] in ",;:.—–)]”":
                span = trimmed(text.chars, span.start + 1, span.end)
        made.append(msgspec.structs.replace(marker, covers=span, why="sentence" if span else marker.why))
    return tuple(made)


STEP = Step(
    "quotations",
    needs=("document", "blocks", "sentences", "markers", "works"),
    makes=("quotations", "markers"),
    annotate=annotate,
)
