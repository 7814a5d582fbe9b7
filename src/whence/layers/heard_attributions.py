"""heard_attributions: the model's attributions beside the rules': which to take where both have one, and of what kind."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from whence.lang import lexicon
from whence.layers.document import AttributionKind, Document, Quotation
from whence.layers.verb_frames import Draft
from whence.model.heard import Heard, HeardAttribution
from whence.text import Span, SpanIndex

LEAST = 0.3  # probability below which nothing is reported where no rule has found it too
LEAST_BARE = 0.2  # the same where no source is named
_ANSWER_WORDS = 4  # 'a most unexpected reply'
_BEFORE_WORDS = re.compile(r"(?:['’]s\b|[\s,;:.–—-])*")
_BEFORE_CONTENT = re.compile(r"[\s,;:.–—-]*")
_SIGN = re.compile(r"[\s,;:.–—-]")
_MARKER_LAST = re.compile(r"\[\w{1,4}\]?$")
# what the rules cut more finely: the clause that hangs on a noun
_RULES_OWN = ("noun", "in the view of", "the ")
_PRONOUN_ALONE = re.compile(
    r"(?:that|this|so|it|them|which|what|these|those|him|her)(?: (?:down|out|up|too|again|here|now|then))?(?:[.;!?]|$)"
)
_ADVERB = re.compile(r"\s?(\w+ly)\s+(?=\w)")
_AN_HOUR = re.compile(r"[\d:. ]+(?:hrs?|hours|[ap]\.?m)?\.?")
_POINTING = ("that", "this", "so", "which", "what")
_ALL, _HALF = 0.9, 0.5  # of the characters of two parts, that are the same
# Logistic regression of "source and content are right" (PolNeAR dev, see training/NOTES.md): a constant, the log odds that
# the model gives, whether a rule found it too, with the same source, with the same content, with quite another content;
# whether it is direct speech.
_WEIGHTS = (-0.17, 0.97, -0.1, 0.76, 0.21, -1.25, 0.72)
_INQUIT = 0.93  # probability that what is put in behind words behind a dash names who says them
_TOUCHING = 3  # code points between them: a blank, a dash
_MOSTLY = 0.8  # of a content that is quoted: then it is direct


def merged(drafts: Sequence[Draft], heard: Heard, doc: Document) -> list[Draft]:
    """The rules' drafts and what was heard, one for each cue."""
    return list(_Merging(doc, heard).all(drafts))


class _Cue(msgspec.Struct, frozen=True):
    """A stretch of a heard cue, with the number of its attribution."""

    start: int
    end: int
    n: int


class _Content(msgspec.Struct, frozen=True):
    """A stretch of a content, with the source of its attribution."""

    start: int
    end: int
    source: Span


class _Merging:
    def __init__(self, doc: Document, heard: Heard) -> None:
        self.doc = doc
        self.heard = heard
        self.inline = [q for q in doc.quotations if q.form == "inline" and q.use in ("speech", "writing")]
        self.quotations = SpanIndex(self.inline)
        self.dashed = {q.id: q.end for q in self.inline if q.why == "dash"}
        self.blocks = SpanIndex(doc.blocks)
        self.cues = SpanIndex([_Cue(a, z, n) for n, h in enumerate(heard.attributions) for a, z in h.cue])
        self.around: SpanIndex[_Content] = SpanIndex([])
        self.begins: list[int] = []  # where sources begin, the rules' and those heard
        self.said = SpanIndex([q for q in doc.quotations if q.use in ("speech", "writing")])
        self.insertions = SpanIndex([i for q in doc.quotations for i in q.insertions])
        self.names = SpanIndex([m for m in doc.mentions if m.form == "name"])
        known = lexicon(doc.document.language)
        self.answers = known.words("quotation", "answers")
        self.reporting, self.pronouns = known.reporting, {*known.pronouns, "i", "we"}

    def all(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Every rule's draft, with the model's parts where the model heard it too; then what only the model heard."""
        self.around = SpanIndex(
            [_Content(s.start, s.end, d.source) for d in drafts if d.source for s in d.content]
            + [
                _Content(a, z, Span(*h.source[0]))
                for h in self.heard.attributions
                if h.source and h.probability >= LEAST
                for a, z in h.content
            ]
        )
        self.begins = [d.source.start for d in drafts if d.source]
        self.begins += [
            h.source[0][0] for h in self.heard.attributions if h.source and h.probability >= LEAST
        ]
        self.begins.sort()
        taken: set[int] = set()
        for draft in drafts:
            n = self._same(draft, taken)
            if n is not None:
                taken.add(n)
            if self._is_inquit(draft):
                yield msgspec.structs.replace(draft, probability=_INQUIT)
            else:
                yield draft if n is None else self._joined(draft, self.heard.attributions[n])
        for n, heard in enumerate(self.heard.attributions):
            if (
                n not in taken
                and heard.content
                and heard.probability >= (LEAST if heard.source else LEAST_BARE)
            ):
                made = self._draft(heard)
                made = made and msgspec.structs.replace(made, probability=self._weighed(heard, made, None))
                if made is not None and not self._is_own_thought(made) and not self._is_empty(made):
                    yield made

    def _is_inquit(self, draft: Draft) -> bool:
        """Whether a draft is what is put in behind words behind a dash: the rules know it by more than the model does."""
        begins = min(s.start for s in (*_source(draft), *draft.cue))
        ends = [self.dashed[q] for q in draft.quotations if q in self.dashed] if draft.source else []
        return any(0 <= begins - end <= _TOUCHING for end in ends)

    def _same(self, draft: Draft, taken: set[int]) -> int | None:
        """The number of the heard attribution whose cue touches the draft's."""
        near = {h.n for c in draft.cue for h in self.cues.touching(c.start, c.end)} - taken
        return min(near, default=None)

    def _joined(self, draft: Draft, heard: HeardAttribution) -> Draft:
        """The model's parts; the rule's where the model is in doubt about its own, and where the rule cuts more finely."""
        made = self._draft(heard)
        finer = draft.why.startswith(_RULES_OWN)
        if made is None or finer or self._is_empty(made) or self._runs_on(made, draft):
            return msgspec.structs.replace(draft, probability=self._weighed(heard, made, draft))
        if draft.source and self._is_doubtful(made, draft.source):
            made = msgspec.structs.replace(made, source=draft.source, source_goes_on=())
        if draft.source is None and made.source is None:
            made = msgspec.structs.replace(made, cue=draft.cue)  # 'it is said' with its 'it'
        return msgspec.structs.replace(
            made, source=made.source or draft.source, kind=made.kind if made.kind != "indirect" else draft.kind,
            inside=draft.inside or made.inside, why=draft.why, probability=self._weighed(heard, made, draft),
        )  # fmt: skip

    def _weighed(self, heard: HeardAttribution, made: Draft | None, draft: Draft | None) -> float:
        """How likely an attribution is right, by what the model says of it and by how far a rule agrees with that."""
        agreed = made is not None and draft is not None
        content = _overlap(made.content, draft.content) if agreed else 0.0  # type: ignore[union-attr]
        source = _overlap(_source(made), _source(draft)) if agreed else 0.0  # type: ignore[arg-type]
        p = min(max(heard.probability, 0.01), 0.99)
        features = (
            1.0, math.log(p / (1 - p)), draft is not None, source > _ALL, content > _ALL,
            draft is not None and content < _HALF, made is not None and made.kind == "direct",
        )  # fmt: skip
        return round(1 / (1 + math.exp(-sum(w * f for w, f in zip(_WEIGHTS, features, strict=True)))), 3)

    def _draft(self, heard: HeardAttribution) -> Draft | None:
        content = self._spans(heard.content, is_content=True)
        cue = self._spans(heard.cue) or self._sign(heard.cue)
        source, cue = self._with_its_adverb(self._mine(self._own(self._spans(heard.source), cue)), cue)
        source, cue = self._without_answer(source, cue)
        if source and self._is_nobody(self.doc.text[source[0].start : source[-1].end]):
            return None
        if not cue or not content or any(self.insertions.touching(s.start, s.end) for s in (*cue, *source)):
            return None
        content = self._without_tails(self._in_its_paragraph(content, cue), cue)
        inside = list(self.said.around(cue[0].start, cue[0].end))
        quoted = self._quoted(content, inside[-1] if inside else None)
        content = self._with_turns(content, quoted)
        return Draft(
            self._kind(cue, content, quoted), source[0] if source else None, cue, content, tuple(q.id for q in quoted),
            inside[-1].id if inside else None, "heard", source[1:], heard.probability,
        )  # fmt: skip

    def _spans(self, spans: Sequence[tuple[int, int]], is_content: bool = False) -> tuple[Span, ...]:
        """The spans without the signs at their edges; contents without the note marker that closes them."""
        chars, found = self.doc.text, []
        before = _BEFORE_CONTENT if is_content else _BEFORE_WORDS
        for a, z in self._closed(spans):
            opening = before.match(chars, a, z)
            a = opening.end() if opening else a
            while a < z:
                marker = _MARKER_LAST.search(chars, max(a, z - 6), z) if is_content else None
                if marker is None and not _SIGN.match(chars, z - 1):
                    break
                z = marker.start() if marker else z - 1
            if a < z:
                found.append(Span(a, z))
        return tuple(found)

    def _in_its_paragraph(self, content: tuple[Span, ...], cue: Sequence[Span]) -> tuple[Span, ...]:
        """A content without what the model took from other paragraphs, where it has words in that of its cue."""
        block = self.blocks.at(cue[0].start)
        if block is None or not any(block.start <= s.start < block.end for s in content):
            return content
        begun = [q.end for q in self.inline if block.start <= q.start < block.end]
        end = max([block.end, *begun])  # a quotation may go on over paragraphs
        return tuple(
            Span(max(s.start, block.start), min(s.end, end))
            for s in content
            if s.start < end and s.end > block.start
        )

    def _without_tails(self, content: tuple[Span, ...], cue: Sequence[Span]) -> tuple[Span, ...]:
        """A content without the last words of a quotation that somebody else said, where it has words of its own."""
        kept = []
        for s in content:
            start = s.start
            opens = any(c in '“„«"‘‚' for c in self.doc.text[max(0, s.start - 1) : s.start + 1])
            for q in [] if opens else self.quotations.touching(s.start, s.end):
                begun = bool(q.segments) and q.segments[0].start < s.start
                if begun and s.end >= q.end - 1 and not q.start <= cue[0].start < q.end:
                    start = max(start, q.end)
            opening = _BEFORE_CONTENT.match(self.doc.text, start, max(start, s.end))
            start = opening.end() if opening and start > s.start else start
            if any(c.isalnum() for c in self.doc.text[start : s.end]):
                kept.append(Span(start, s.end))
        return tuple(kept) or content

    def _own(self, source: tuple[Span, ...], cue: Sequence[Span]) -> tuple[Span, ...]:
        """A broken source without the piece that is the source of the attribution around it ('A says that B said')."""
        if len(source) < 2 or not cue:
            return source
        around = [o.source for o in self.around.around(cue[0].start, cue[0].end)]
        kept = tuple(s for s in source if not any(o.start < s.end and s.start < o.end for o in around))
        return kept or source

    def _mine(self, source: tuple[Span, ...]) -> tuple[Span, ...]:
        """'To Tobias I said': the I behind a name that ends before it."""
        if len(source) != 1 or not self.doc.text.endswith(" I", source[0].start, source[0].end):
            return source
        end = source[0].end
        return (
            (Span(end - 1, end),)
            if self.names.touching(source[0].start, end - 2) and not self.names.touching(end - 1, end)
            else source
        )

    def _with_its_adverb(
        self, source: tuple[Span, ...], cue: tuple[Span, ...]
    ) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """'Detainees interviewed separately | said': an adverb behind a participle belongs to the source, not to the cue."""
        if not source or not cue:
            return source, cue
        adverb = _ADVERB.match(self.doc.text, source[-1].end, cue[0].end)
        words = self.doc.text[source[-1].start : source[-1].end].split()
        if adverb is None or adverb.end() < cue[0].start or len(words) < 2 or not words[-1].endswith("ed"):
            return source, cue
        kept = Span(source[-1].start, adverb.end(1))
        return (*source[:-1], kept), (Span(adverb.end(), cue[0].end), *cue[1:])

    def _is_nobody(self, source: str) -> bool:
        """'2200 hrs' (ordered to withdraw), 'said' (Harlan): whether the words for a source are an hour, or a verb of saying."""
        verb = self.reporting.get(source)
        return _AN_HOUR.fullmatch(source) is not None or (verb is not None and verb.form in ("past", "ing"))

    def _without_answer(
        self, source: tuple[Span, ...], cue: tuple[Span, ...]
    ) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """'came | a harsh reply': what is said back is nobody, it belongs to the cue."""
        if len(source) != 1 or self.names.touching(source[0].start, source[0].end):
            return source, cue
        words = self.doc.text[source[0].start : source[0].end].lower().split()
        if not words or len(words) > _ANSWER_WORDS or words[-1] not in self.answers:
            return source, cue
        said = tuple(sorted((*cue, *source)))
        if len(said) == 2 and not self.doc.text[said[0].end : said[1].start].strip():
            said = (Span(said[0].start, said[1].end),)  # 'came the answer', 'the answer came'
        return (), said

    def _sign(self, spans: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        """A cue that is a colon or a dash alone, as before or after the name of whoever is quoted; not that of a turn."""
        if len(spans) != 1 or any(b.kind == "turn" for b in self.blocks.touching(*spans[0])):
            return ()
        return (Span(*spans[0]),)

    def _closed(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The spans, those as one between which no word stands; none without a word."""
        found: list[tuple[int, int]] = []
        for a, z in spans:
            if found and not any(c.isalnum() or c == ":" for c in self.doc.text[found[-1][1] : a]):
                found[-1] = (found[-1][0], z)
            else:
                found.append((a, z))
        return [(a, z) for a, z in found if any(c.isalnum() for c in self.doc.text[a:z])]

    def _is_doubtful(self, made: Draft, source: Span) -> bool:
        """Whether the rule's source is the better one: the model broke its own, or swallowed a pronoun."""
        mine = made.source
        if mine is None:
            return False
        alone = self.doc.text[source.start : source.end].lower() in self.pronouns
        swallowed = mine.start < source.start and source.end <= mine.end
        return bool(made.source_goes_on) or (alone and swallowed)

    def _runs_on(self, made: Draft, draft: Draft) -> bool:
        """Whether the model's content goes on over the next attribution, where the rule's own stops before it."""
        last = max((s.end for s in draft.content), default=0)
        return any(
            bisect_left(self.begins, max(last, s.start)) < bisect_left(self.begins, s.end)
            for s in made.content
        )

    def _is_empty(self, draft: Draft) -> bool:
        """Whether somebody says nothing but a pronoun: 'He said that.' ('They support her' says something.)"""
        words = " ".join(self.doc.text[s.start : s.end] for s in draft.content).lower()
        cue = [w.lower() for s in draft.cue for w in self.doc.text[s.start : s.end].split()]
        said = any(self.reporting[w].kind == "saying" for w in cue if w in self.reporting)
        return bool(_PRONOUN_ALONE.match(words)) and (said or words.startswith(_POINTING))

    def _is_own_thought(self, draft: Draft) -> bool:
        """In a quotation, 'I think', 'we know', 'I shall be told': whoever speaks says so of himself, here and now."""
        if (
            draft.source is None
            or draft.inside is None
            or self.doc.text[draft.source.start : draft.source.end].lower()
            not in (
                "i",
                "we",
            )
        ):
            return False
        words = " ".join(self.doc.text[s.start : s.end] for s in draft.cue).lower().split()
        told = [self.reporting[w] for w in words if w in self.reporting]
        return not any(form.kind == "saying" and form.form == "past" for form in told) or len(words) > 1

    def _quoted(self, content: Sequence[Span], inside: Quotation | None) -> list[Quotation]:
        """The outermost quotations that the content holds."""
        found: list[Quotation] = []
        for span in content:
            for q in self.quotations.touching(span.start, span.end):
                covers = min(q.end, span.end) - max(q.start, span.start)
                inner = bool(found) and q.end <= found[-1].end
                if covers >= _MOSTLY * (q.end - q.start) and q is not inside and not inner and q not in found:
                    found.append(q)
        return found

    def _with_turns(self, content: tuple[Span, ...], quoted: Sequence[Quotation]) -> tuple[Span, ...]:
        """A content that holds words behind a dash with all of them: no mark tells the model where they end."""
        for q in [q for q in quoted if q.why == "dash"]:
            apart = [s for s in content if s.end <= q.start or q.end <= s.start]
            sides = [p for s in content if s not in apart for p in ((s.start, q.start), (q.end, s.end))]
            beside = [Span(a, z) for a, z in sides if any(c.isalnum() for c in self.doc.text[a:z])]
            content = tuple(sorted([*apart, *beside, Span(q.start, q.end)]))
        return content

    def _kind(
        self, cue: Sequence[Span], content: Sequence[Span], quoted: Sequence[Quotation]
    ) -> AttributionKind:
        words = [w.lower() for s in cue for w in self.doc.text[s.start : s.end].split()]
        if quoted:
            size = sum(s.end - s.start for s in content)
            return "direct" if sum(q.end - q.start for q in quoted) >= _MOSTLY * size else "mixed"
        told = [self.reporting[w] for w in words if w in self.reporting]
        return "belief" if any(form.kind == "belief" for form in told) else "indirect"


def _source(draft: Draft) -> tuple[Span, ...]:
    return (draft.source, *draft.source_goes_on) if draft.source else ()


def _overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """The characters that two sets of spans share, as a part of those of both."""
    mine, theirs = ({i for s in spans for i in range(s.start, s.end)} for spans in (a, b))
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 1.0
