"""screen_of: Document → Screen. Chooses what a reader should see first; shows what is there and judges nothing."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from whence.exports.listing import listed, note_numbers, runs
from whence.exports.report_places import Places
from whence.exports.screen import Line, Part, Screen, Speaker, Support
from whence.layers.certainty import LeftOut
from whence.layers.cover import cover, noted, running
from whence.layers.document import Block, Document
from whence.layers.naming import excerpt
from whence.text import Span, SpanIndex
from whence.works.labels import work_label

_OTHERS = 5
_SHOWN = 4  # speakers with a colour of their own, besides the author
_LINES = 5
_WORTH_COUNTING = 200  # words of a text of which a share says something
_PRONOUNS = ("he", "she", "it", "they", "we", "i", "you", "who")
_SERIOUS = (
    "two_dates", "weekday_differs", "calendars_differ", "date_ambiguous", "marker_without_note", "note_without_marker", "source_differs_from_note",
    "back_reference_unresolved", "unclosed_quotation", "note_number_missing", "told_differs", "page_without_text",
    "language",
)  # fmt: skip


def screen_of(document: Document, left_out: LeftOut | None = None, followed: tuple[Line, ...] = ()) -> Screen:
    """The screen of a document; ``left_out`` says how many attributions and speakers were left out of it as not sure,
    ``followed`` what was found of its quotations in their sources."""
    return msgspec.structs.replace(_Maker(document, left_out or LeftOut()).screen(), followed=followed)


class _Said(Struct, frozen=True):
    """A stretch of the running text that a voice other than the author's fills."""

    start: int
    end: int
    voice: str | None


class _Maker:
    def __init__(self, document: Document, left_out: LeftOut) -> None:
        self.doc = document
        self.left_out = left_out
        self.places = Places(document)
        self.body: list[Block] = running(document)
        self.names = {e.id: e.name for e in document.entities}
        self.voices = {v.id: v for v in document.voices}
        self.labels = {n.id: n.label for n in document.notes}

    def screen(self) -> Screen:
        said = self._said()
        with_note = noted(self.doc)
        speakers, keys = self._speakers(said)
        return Screen(
            title=self.doc.document.title or self.doc.document.name,
            about=self._about(),
            rests=self._rests(),
            unsourced=self._unsourced(with_note),
            speakers=speakers,
            parts=self._parts(said, with_note, keys),
            look=tuple(self._look()[:_LINES]),
            untold=(*self._untold()[:_LINES], *self._left_out()),
            next=tuple(self._next()[:_LINES]),
            doubted=self.left_out.words,
        )

    def _about(self) -> str:
        facts = self.doc.document
        date = facts.date.edtf or facts.date.value if facts.date else None
        return " · ".join(p for p in (facts.byline, facts.publisher, date) if p)

    def _left_out(self) -> list[Line]:
        """What is kept but not shown."""
        attributions, speakers = self.left_out.attributions, self.left_out.speakers
        things = [
            *([f"{attributions} attribution{'s' * (attributions > 1)}"] if attributions else []),
            *([f"{speakers} speaker{'s' * (speakers > 1)}"] if speakers else []),
        ]
        if not things:
            return []
        return [Line(f"{listed(things)} of which Whence is not sure: --uncertain shows them.", (), "")]

    # -- places ------------------------------------------------------------------------------------------------

    def where(self, spans: Iterable[Span], most: int = 8) -> str:
        """Where spans stand, as a reader says it: '¶ 3, 5–7', 'note 4'."""
        labels = list(dict.fromkeys(self.places.label(s.start) for s in spans))
        numbers = sorted(int(x[2:]) for x in labels if x.startswith("¶ "))
        others = [x for x in labels if not x.startswith("¶ ")]
        found = runs(numbers)
        shown = [f"{a}" if a == b else f"{a}–{b}" for a, b in found[:most]]
        parts = [f"¶\u00a0{', '.join(shown)}{' …' if len(found) > most else ''}"] if shown else []
        notes = [x[5:] for x in others if x.startswith("note ")]
        if notes:
            parts.append(f"note{'s' * (len(notes) > 1)} {note_numbers(notes)}")
        return ", ".join(parts + [x for x in others if not x.startswith("note ")])

    # -- rests on ------------------------------------------------------------------------------------------------

    def _rests(self) -> tuple[Support, ...]:
        """The works cited, those that most notes lean on first."""
        markers = defaultdict(list)
        for m in self.doc.markers:
            if m.note:
                markers[m.note].append(m)
        found = []
        for work in self.doc.works:
            cited = [c for c in self.doc.citations if c.work == work.id]
            notes = list(dict.fromkeys(self.labels[c.note] for c in cited if c.note))
            spans = [m.covers or Span(m.start, m.end) for c in cited for m in markers[c.note or ""]]
            pages = list(
                dict.fromkeys(
                    c.locator.value
                    for c in cited
                    if c.locator and c.locator.basis == "stated" and c.locator.label == "page"
                )
            )
            inherited = [
                self.labels[c.note] for c in cited if c.note and c.locator and c.locator.basis == "inherited"
            ]
            shown = (
                ("p. " if len(pages) == 1 and pages[0].isdigit() else "pp. ") + ", ".join(pages[:8])
                if pages
                else ""
            )
            if inherited:
                shown += f" (page inherited in note{'s' * (len(inherited) > 1)} {note_numbers(inherited)})"
            text = work_label(work.csl) or "a work without a title"
            found.append(Support(work.id, text, tuple(notes), shown.strip(), tuple(spans), self.where(spans)))
        return tuple(sorted(found, key=lambda s: (-len(s.notes), int(s.work[1:]))))

    def _unsourced(self, with_note: list[Span]) -> tuple[Line, ...]:
        """What has no source: nothing at all, or the paragraphs without one."""
        if not self.body:
            return ()
        index = SpanIndex(with_note)
        bare = [b for b in self.body if not index.touching(b.start, b.end)]
        if not with_note:
            pointed = [c for c in self.doc.citations if not c.note]
            words = "No note gives a source" + (
                "; the text itself points to works." if pointed else " for anything in this text."
            )
            return (Line(words, (), ""),)
        spans = tuple(Span(b.start, b.end) for b in bare)
        found = [Line("No note gives a source here", spans, self.where(spans, most=10))] if bare else []
        return (*found, *self._covered(with_note))

    def _covered(self, with_note: list[Span]) -> list[Line]:
        """How much of the words notes cover, and the longest stretch that none does."""
        found = cover(self.doc, with_note)
        if found.words < _WORTH_COUNTING:
            return []
        words = f"Notes cover {found.share} % of the words; the longest stretch without one has {found.longest:,} words"
        return [Line(words, found.stretch, self.where(found.stretch))]

    # -- who speaks ------------------------------------------------------------------------------------------------

    def _said(self) -> list[_Said]:
        """What other voices than the author's say, outermost first, without overlaps."""
        found = [
            _Said(q.start, q.end, q.voice)
            for q in self.doc.quotations
            if q.use in ("speech", "writing") and not self._is_author(q.voice)
        ]
        found += [
            _Said(s.start, s.end, a.voice)
            for a in self.doc.attributions
            if not self._is_author(a.voice) and not self._is_nobody(a.voice)
            for s in a.content
        ]
        kept: list[_Said] = []
        for s in sorted(found, key=lambda s: (s.start, -s.end)):
            if not kept or s.start >= kept[-1].end:
                kept.append(s)
        return kept

    def _is_author(self, voice: str | None) -> bool:
        """Whether a voice is the author's, also where the author quotes what the author said."""
        v, author = self.voices.get(voice or ""), self.voices.get("v0")
        return (
            v is not None
            and author is not None
            and (v.id == "v0" or (bool(v.holders) and v.holders == author.holders))
        )

    def _is_nobody(self, voice: str | None) -> bool:
        """Whether the words that describe a voice say that there is none ('Nobody could imagine')."""
        v = self.voices.get(voice or "")
        first = self.doc.text[v.unnamed[0].start : v.unnamed[0].end].lower() if v and v.unnamed else ""
        return first.split(" ")[0] in ("nobody", "none", "no", "neither")

    def _speakers(self, said: Sequence[_Said]) -> tuple[tuple[Speaker, ...], dict[str | None, int]]:
        """The author, the four who have most of the text, and the others; and the key of every voice."""
        size: dict[str, int] = defaultdict(int)
        first: dict[str, Span] = {}
        voices: dict[str, list[str]] = defaultdict(list)
        for s in said:
            who = self._who(s.voice)
            size[who] += s.end - s.start
            first.setdefault(who, Span(s.start, s.end))
            if s.voice and s.voice not in voices[who]:
                voices[who].append(s.voice)
        total = sum(b.end - b.start for b in self.body)
        author = self.names.get(next(iter(self.voices["v0"].holders), ""), "") if "v0" in self.voices else ""
        byline = self.doc.document.byline
        author = author or (byline if byline and ";" not in byline else "")
        people = {self._who(v.id) for v in self.doc.voices if v.holders}
        named = sorted((w for w in size if w), key=lambda w: (w not in people, -size[w], first[w].start))
        shown = named[:_SHOWN]
        own = max(0, total - sum(size.values()))
        speakers = [Speaker(0, f"{author} (author)" if author else "the author", own, ("v0",), None)]
        speakers += [Speaker(n, w, size[w], tuple(voices[w]), first[w]) for n, w in enumerate(shown, 1)]
        rest = [w for w in size if w not in shown]
        if rest:
            label = "others" if any(rest) else "nobody named"
            ids = tuple(v for w in rest for v in voices[w])
            begin = min((first[w] for w in rest), key=lambda s: s.start)
            speakers.append(Speaker(_OTHERS, label, sum(size[w] for w in rest), ids, begin))
        keys: dict[str | None, int] = {v: s.key for s in speakers for v in s.voices}
        return tuple(speakers), keys

    def _who(self, voice: str | None) -> str:
        """How a voice is called; empty where nobody is named, and where only a pronoun stands for somebody."""
        v = self.voices.get(voice or "")
        if v is None:
            return ""
        named = " and ".join(self.names[h] for h in v.holders)
        words = [re.sub(r"\s+", " ", self.doc.text[s.start : s.end]) for s in v.unnamed]
        return named or ("" if len(words) == 1 and words[0].lower() in _PRONOUNS else " … ".join(words))

    def _parts(
        self, said: list[_Said], with_note: list[Span], keys: dict[str | None, int]
    ) -> tuple[Part, ...]:
        """The running text in stretches of one speaker, with a note or without."""
        others, covered = SpanIndex(said), SpanIndex(with_note)
        parts: list[Part] = []
        for block in self.body:
            cuts = {block.start, block.end}
            for s in others.touching(block.start, block.end):
                cuts |= {max(s.start, block.start), min(s.end, block.end)}
            for n in covered.touching(block.start, block.end):
                cuts |= {max(n.start, block.start), min(n.end, block.end)}
            ordered = sorted(cuts)
            for a, b in itertools.pairwise(ordered):
                at = others.at(a)
                key = 0 if at is None else keys.get(at.voice, _OTHERS)
                is_noted = covered.at(a) is not None
                last = parts[-1] if parts else None
                if last and last.end >= block.start and not any(c.isalnum() for c in self.doc.text[a:b]):
                    parts[-1] = Part(
                        last.start, b, last.key, last.noted
                    )  # a marker or a sign between two stretches
                    continue
                if last and last.key == key and last.noted == is_noted and last.end >= block.start:
                    parts[-1] = Part(last.start, b, key, is_noted)
                else:
                    parts.append(Part(a, b, key, is_noted))
        return tuple(parts)

    # -- what to look at, what could not be told, what to do next ---------------------------------------------------

    def _look(self) -> list[Line]:
        """At most one line a kind: what is broken first, then where voices are set against each other."""
        lines: list[Line] = []
        for kind in _SERIOUS:
            found = [p for p in self.doc.problems if p.kind == kind]
            if found:
                spans = tuple(s for p in found for s in p.spans)
                more = f" (and {len(found) - 1} more of the kind)" if len(found) > 1 else ""
                lines.append(Line(found[0].message.rstrip(".") + more + ".", spans, self.where(spans)))
        lines.extend(self._opposed())
        by_note = [p for p in self.doc.problems if p.kind == "speaker_from_note"]
        if by_note:
            spans = tuple(s for p in by_note for s in p.spans)
            who = list(
                dict.fromkeys(
                    self._who(q.voice) for q in self.doc.quotations if Span(q.start, q.end) in spans
                )
            )
            several = len(by_note) > 1
            lines.append(
                Line(
                    f"Only the note tells that {listed(who)} {'speak' if len(who) > 1 else 'speaks'} in {'these quotations' if several else 'this quotation'}.",
                    spans,
                    self.where(spans),
                )
            )
        return lines

    def _opposed(self) -> list[Line]:
        """Voices that the text itself sets against each other."""
        claims = {c.id: c for c in self.doc.claims}
        found: dict[tuple[str, str, str], list[Span]] = {}
        for r in self.doc.relations:
            if r.kind != "disagreement":
                continue
            pair = tuple(sorted({self._of(claims[c].voice) for c in (*r.a, *r.b)}))
            if len(pair) == 2:
                found.setdefault((pair[0], pair[1], r.on), []).extend(r.signal)
        about = {
            "cause": "on the cause",
            "characterisation": "on what it was",
            "occurrence": "on what happened",
        }
        return [
            Line(
                f"{a} and {b} are set against each other {about.get(on, '')}".rstrip() + ".",
                tuple(spans),
                self.where(spans),
            )
            for (a, b, on), spans in found.items()
        ]

    def _of(self, voice: str) -> str:
        return self._who(voice) or "The author"

    def _untold(self) -> list[Line]:
        lines = []
        unknown = [p for p in self.doc.problems if p.kind == "speaker_unknown"]
        if unknown:
            spans = tuple(s for p in unknown for s in p.spans)
            what = "this quotation" if len(unknown) == 1 else "these quotations"
            lines.append(Line(f"Who speaks in {what}.", spans, self.where(spans)))
        pronouns = [p for p in self.doc.problems if p.kind == "pronoun_unresolved"]
        if pronouns:
            spans = tuple(s for p in pronouns for s in p.spans)
            words = list(dict.fromkeys(f"“{self.doc.text[s.start : s.end].lower()}”" for s in spans))
            told = f"For whom {listed(words)} {'stands' if len(words) == 1 else 'stand'}."
            lines.append(Line(told, spans, self.where(spans)))
        lines.extend(self._untold_times())
        return lines

    def _untold_times(self) -> list[Line]:
        """Dates whose year nothing tells."""
        found: dict[str, list[Span]] = {}
        for t in self.doc.times:
            if t.type == "DATE" and not t.resolved and re.match(r"XXXX-(?:\d\d|SP|SU|FA|WI)", t.value):
                words = re.sub(r"\s+", " ", self.doc.text[t.start : t.end])
                found.setdefault(words, []).append(Span(t.start, t.end))
        return [
            Line(f"The year of “{words}”.", tuple(spans), self.where(spans))
            for words, spans in list(found.items())[:3]
        ]

    def _next(self) -> list[Line]:
        """What a person could do now, from what the text leans on and leaves open."""
        lines = []
        rests = self._rests()
        leaning = [s for s in rests if len(s.notes) > 1]
        if leaning:
            s = leaning[0]
            pages = re.sub(r"\s*\(.*\)", "", s.pages)
            lines.append(
                Line(
                    f"Read {s.text}{', ' + pages if pages else ''}: notes {note_numbers(s.notes)} rest on it.",
                    s.spans,
                    s.where,
                )
            )
        elif rests:
            s = rests[0]
            leans = f"note {note_numbers(s.notes)} rests on it" if s.notes else "the text points to it"
            lines.append(Line(f"Read {s.text}: {leans}.", s.spans, s.where))
        inherited = [c for c in self.doc.citations if c.note and c.locator and c.locator.basis == "inherited"]
        if inherited:
            labels = [self.labels[c.note] for c in inherited if c.note]
            spans = tuple(Span(c.start, c.end) for c in inherited)
            several = len(labels) > 1
            lines.append(
                Line(
                    f"Find the page for note{'s' * several} {note_numbers(labels)}: {'they give' if several else 'it gives'} none of "
                    f"{'their' if several else 'its'} own.",
                    spans,
                    self.where(spans),
                )
            )
        impersonal = {a.voice for a in self.doc.attributions if not a.source}
        unnamed = [
            v
            for v in self.doc.voices
            if v.unnamed and self._who(v.id) and not self._is_nobody(v.id) and v.id not in impersonal
        ]
        if unnamed:
            words = list(dict.fromkeys(f"“{_cut(self._who(v.id))}”" for v in unnamed))
            spans = tuple(v.unnamed[0] for v in unnamed)
            lines.append(Line(f"Ask who is behind {listed(words[:3])}.", spans, self.where(spans)))
        if not self.doc.notes and not self.doc.citations and self.body:
            lines.append(Line("Look for the sources elsewhere: the text names none in notes.", (), ""))
        return lines


def _cut(words: str) -> str:
    """Words to fit a line of the digest."""
    return excerpt(words, Span(0, len(words)), 50)
