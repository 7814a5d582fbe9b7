"""relations: agreement and disagreement that the text itself signals, with the words that signal it and the voice that says so."""

import re
from collections.abc import Iterator
from typing import Literal

from whence.lang import lexicon
from whence.layers.document import Claim, Document, On, Relation
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text

Kind = Literal["agreement", "disagreement", "tension"]
_CONTRAST = re.compile(
    r"\b(?:but|while|whereas|however|although|though|on the contrary|in contrast|by contrast)\b",
    re.IGNORECASE,
)


_AT_HEAD = re.compile(
    r"[“\"']?(?:\S+\s+){0,4}?(?P<word>But|However|By contrast|In contrast|On the contrary|Yet|however|by contrast|on the contrary)\b"
)
_ALIKE = 0.34  # share of what two claims speak of
_COMMON = frozenset(
    "that this with from have been were would could should there their they them what when which about into".split()
)


class _At:
    """A claim by the place of its evidence, with the voices of its sentence."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.start = claim.evidence[0].start
        self.end = claim.evidence[-1].end


def annotate(doc: Document, text: Text) -> Records:
    """Relations in the order of their signals."""
    finder = _Finder(doc)
    found: list[Relation] = []
    before: Span | None = None
    for sentence in doc.sentences:
        found.extend(finder.in_sentence(sentence))
        if before is not None and "\n\n" not in doc.text[before.end : sentence.start]:
            found.extend(finder.across(before, sentence))
        before = sentence
    made = tuple(
        Relation(f"r{n}", r.kind, r.on, r.a, r.b, r.voice, r.signal, why=r.why)
        for n, r in enumerate(sorted(found, key=lambda r: (r.signal[0].start, r.a, r.b)), 1)
    )
    return {"relations": made}


class _Finder:
    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.claims = SpanIndex([_At(c) for c in doc.claims])
        self.mentions = SpanIndex(doc.mentions)
        self.known = lexicon(doc.document.language)
        self.agreement = self.known.phrase_pattern("claims", "agreement")
        self.holders = {v.id: v.holders or tuple(f"{s.start}" for s in v.unnamed) for v in doc.voices}
        self.parents = {v.id: v.parent for v in doc.voices}

    def in_sentence(self, sentence: Span) -> Iterator[Relation]:
        claims = list(self.claims.inside(sentence.start, sentence.end))
        if len(claims) < 2:
            return
        yield from self._contrasts(sentence, claims)
        yield from self._agreements(sentence, claims)

    def _contrasts(self, sentence: Span, claims: list[_At]) -> Iterator[Relation]:
        """'Rajavi claimed that …, but Nyabati believes that …': neighbours on both sides of the word."""
        for match in _CONTRAST.finditer(self.doc.text, sentence.start, sentence.end):
            if any(c.start <= match.start() < c.end for c in claims):
                continue
            before = [c for c in claims if c.end <= match.start()]
            after = [c for c in claims if c.start >= match.end()]
            if match.start() - sentence.start < 3 and len(after) > 1:
                later = _CONTRAST.search(self.doc.text, after[0].end, after[1].start)
                if later:
                    continue  # 'Although A, but B': the word in the middle is the signal
                before, after = after[:1], after[1:]
            pair = self._opposed(before, after)
            opening = re.match(
                r"(?:although|though|while|whereas)\b",
                self.doc.text[sentence.start : sentence.end],
                re.IGNORECASE,
            )
            if pair is None or not (opening or (pair[0].attribution and pair[1].attribution)):
                continue  # 'She said so, but it rained' goes on; only a concession sets the author against a reported voice
            a, b = pair
            signal = [Span(match.start(), match.end())]
            if opening and sentence.start + 3 < match.start():
                signal.insert(0, Span(sentence.start, sentence.start + opening.end()))
            kind: Kind = "tension" if a.told_as in ("expected", "intended") else "disagreement"
            yield Relation(
                "",
                kind,
                self._on(a, b),
                (a.id,),
                (b.id,),
                self._says(a, b),
                tuple(signal),
                why="contrast between two voices",
            )

    def across(self, first: Span, second: Span) -> Iterator[Relation]:
        """'The Board said that it was shut. But Mary Oake says …': a tension, where both speak of the same things."""
        match = _AT_HEAD.match(self.doc.text, second.start, second.end)
        if match is None:
            return
        a = [x.claim for x in self.claims.inside(first.start, first.end) if x.claim.attribution]
        b = [x.claim for x in self.claims.inside(second.start, second.end) if x.claim.attribution]
        if not a or not b or self.holders[a[-1].voice] == self.holders[b[0].voice]:
            return
        one, two = self._things(a[-1]), self._things(b[0])
        if len(one & two) >= _ALIKE * min(len(one), len(two)) > 0:
            signal = (Span(match.start("word"), match.end("word")),)
            on, says = self._on(a[-1], b[0]), self._says(a[-1], b[0])
            yield Relation(
                "", "tension", on, (a[-1].id,), (b[0].id,), says, signal, why="contrast between two sentences"
            )

    def _things(self, claim: Claim) -> set[str]:
        """What a claim speaks of: its entities and its longer words."""
        words = " ".join(self.doc.text[s.start : s.end] for s in claim.evidence).lower()
        return {*claim.entities, *re.findall(r"[^\W\d_]{4,}", words)} - _COMMON

    def _opposed(self, before: list[_At], after: list[_At]) -> tuple[Claim, Claim] | None:
        """The last claim before and the first behind, where two different people hold them and one at least is reported."""
        for b in reversed(before):
            for a in after[:1]:
                reported = b.claim.attribution is not None
                if (
                    reported
                    and self.holders[b.claim.voice] != self.holders[a.claim.voice]
                    and b.claim.quotation == a.claim.quotation
                ):
                    return b.claim, a.claim
        return None

    def _says(self, a: Claim, b: Claim) -> str:
        """Who sets the two against each other: the voice in which both stand."""
        for claim in (a, b):
            parent = self.parents.get(claim.voice)
            if claim.attribution and parent is not None:
                return parent
        return a.voice

    def _on(self, a: Claim, b: Claim) -> On:
        if "cause" in (a.about, b.about):
            return "cause"
        if "characterisation" in (a.about, b.about):
            return "characterisation"
        return "occurrence" if "occurrence" in (a.about, b.about) else "other"

    def _agreements(self, sentence: Span, claims: list[_At]) -> Iterator[Relation]:
        """'Both A and B say the same': the claims of the people named right before the signal."""
        signal = self.agreement.search(self.doc.text, sentence.start, sentence.end)
        if signal is None:
            return
        named = self.mentions.inside(sentence.start, signal.start())
        people = list(dict.fromkeys(m.entity for m in named if m.form == "name"))
        if len(people) != 2:
            return
        sides = [
            tuple(
                c.claim.id
                for c in claims
                if c.claim.attribution and self.holders[c.claim.voice] == (person,) and c.start > signal.end()
            )
            for person in people
        ]
        if sides[0] and sides[1]:
            yield Relation(
                "",
                "agreement",
                "other",
                sides[0],
                sides[1],
                "v0",
                (Span(signal.start(), signal.end()),),
                why="said to agree",
            )


STEP = Step(
    "relations",
    needs=("document", "sentences", "mentions", "voices", "claims"),
    makes=("relations",),
    annotate=annotate,
)
