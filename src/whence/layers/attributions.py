"""attributions: who is said to say or think what. Source, cue and content, found by rules around verbs and nouns that report.

The rules look for a reporting verb with a subject, and for one of the frames in which such verbs stand: a quotation
beside it, a that-clause, a clause after a comma, 'X as Y', 'according to X'. What fits no frame is not reported.
"""

from collections.abc import Iterator

import msgspec

from whence.lang import ReportingForm
from whence.layers.clauses import Clauses
from whence.layers.document import Attribution, AttributionKind, Document, Quotation
from whence.layers.hosts import Hosts, Sentence, hosts
from whence.layers.phrases import Phrase
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text


class _Draft(msgspec.Struct):
    """An attribution before it is numbered."""

    kind: AttributionKind
    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotations: tuple[str, ...]
    inside: str | None
    why: str


def annotate(doc: Document, text: Text) -> Records:
    """Attributions in the order of their first word. Voices are told later."""
    drafts: list[_Draft] = []
    quotations = {q.id: q for q in doc.quotations}
    for sentence in hosts(doc, text):
        reader = _Reader(sentence, quotations)
        drafts.extend(reader.read())
    drafts = _continued(drafts, quotations, doc)
    drafts.extend(_announced(doc, text, drafts))
    return {"attributions": _numbered(_without_doubles(drafts), quotations)}


class _Reader(Clauses):
    """Reads the attributions of one host sentence."""

    def __init__(self, sentence: Sentence, quotations: dict[str, Quotation]) -> None:
        super().__init__(sentence.host)
        self.sentence = sentence
        self.quotations = quotations
        self.inside = sentence.quotation.id if sentence.quotation else None
        self.last_source: Phrase | None = None

    def read(self) -> Iterator[_Draft]:
        i = 0
        while i < len(self.items):
            found, taken = self._at(i)
            if found:
                yield found
            i += max(1, taken)

    def _at(self, i: int) -> tuple[_Draft | None, int]:
        """The attribution whose cue begins at item i, and how many items the cue takes."""
        items = self.items
        if items[i].lower == "according" and self.lower(i + 1) == "to":
            return self._according(i), 2
        if items[i].lower == "in":
            found = self._in_the_view_of(i)
            if found:
                return found, 1
        if items[i].tag == "N" and items[i].lower in self.nouns:
            found = self._noun(i)
            if found:
                return found, 1
        verb, size = self.verb_at(i)
        if verb is None:
            return None, 1
        return self._verb(i, size, verb), size

    # -- frames around verbs ------------------------------------------------------------------------------------

    def _verb(self, i: int, size: int, verb: ReportingForm) -> _Draft | None:
        passive = self.is_passive(i, verb)
        if passive:
            return self._impersonal(i, size)
        inverted = self._inverted(i, size, verb)
        if inverted:
            return inverted
        if not self.is_used_as_verb(i, verb):
            return None
        if "hearer" in verb.frames:
            found = self._hearer(i, size, verb)
            if found:
                return found
        source = self._source(i, verb)
        if source is None:
            return None
        if verb.kind == "belief" and self.lower(source.head) in ("i", "we"):
            return None  # 'I think': how somebody speaks, not whom they report
        for frame in (
            self._direct,
            self._that,
            self._naming,
            self._bare,
            self._postposed,
            self._as,
            self._onto,
            self._to,
            self._object,
        ):
            found = frame(i, size, verb, source)
            if found:
                self.last_source = source
                return found
        return None

    def _source(self, i: int, verb: ReportingForm) -> Phrase | None:
        if verb.form == "ing":
            # ', saying that …': whoever the sentence is about
            if i and self.items[i - 1].lower in (",", "and"):
                return self.last_source or self.first_subject(i)
            return None
        subject = self.host.subject_of(i)
        if subject is None and self.follows_and(i):
            subject = self.last_source or self.earlier_subject(
                i
            )  # 'X said that … and added', 'she turned and said'
        if subject is None or not self.can_speak(subject):
            return None
        return subject

    def draft(
        self,
        kind: AttributionKind,
        source: Phrase | None,
        cue: tuple[int, int],
        content: list[tuple[int, int]],
        quotations: list[str],
        why: str,
    ) -> _Draft:
        first = cue[0] if why.startswith(("noun", "in the")) else self.with_auxiliaries(cue[0])
        return _Draft(
            kind,
            self.span(source.first, source.last) if source else None,
            (self.span(first, cue[1]),),
            tuple(self.span(a, b) for a, b in content),
            tuple(quotations),
            self.inside,
            why,
        )

    def _direct(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        """A quotation right after the cue, right before its subject, or both."""
        if "q" not in verb.frames:
            return None
        after = self.quotation_after(i + size)
        before = self.quotation_before(source.first) if not self.has_clause_between(source, i) else None
        beside = [k for k in (before, after) if k is not None]
        if not beside:
            return None
        ids = [self.items[k].quotation or "" for k in beside]
        return self.draft(
            "direct",
            source,
            (i, i + size - 1),
            [(k, k) for k in beside],
            ids,
            f"{verb.lemma} with a quotation",
        )

    def _inverted(self, i: int, size: int, verb: ReportingForm) -> _Draft | None:
        """'…,” said the engineer.'"""
        if verb.form not in ("past", "third") or "q" not in verb.frames:
            return None
        before = self.quotation_before(i)
        subject = self.host.noun_phrase_starting(i + size) if i + size < len(self.items) else None
        if subject is None or not self.can_speak(subject):
            return None
        subject = Phrase(subject.first, self.host.apposition_end(subject.last), subject.head)
        if before is not None:
            after = self.quotation_after(subject.last + 1)
            beside = [k for k in (before, after) if k is not None]
            ids = [self.items[k].quotation or "" for k in beside]
            return self.draft(
                "direct",
                subject,
                (i, i + size - 1),
                [(k, k) for k in beside],
                ids,
                f"{verb.lemma} after a quotation",
            )
        if (
            i
            and self.lower(i - 1) == ","
            and self.ends_clause(subject.last + 1)
            and self.is_clause(0, i - 2)
            and "bare" in verb.frames
        ):
            return self.draft(
                "indirect",
                subject,
                (i, i + size - 1),
                [(0, i - 2)],
                self.quoted(0, i - 2),
                f"{verb.lemma} after a clause",
            )
        return None

    def _that(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        if "that" not in verb.frames:
            return None
        that = self.that_after(i + size, bool(verb.frames & {"obj"}))
        if that is None:
            return None
        end = self.clause_end(that + 1)
        if end <= that:
            return None
        return self._content(verb, source, (i, i + size - 1), that, end, f"{verb.lemma} that")

    def _bare(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        """'He said the plan had failed': a clause with a subject and a verb of its own."""
        start = i + size
        if "bare" not in verb.frames or start >= len(self.items):
            return None
        subject = self.host.noun_phrase_starting(start)
        if subject is None or self.items[start].lower in ("so", "it's", "what", "how"):
            return None
        end = self.clause_end(start)
        follows = subject.last + 1
        while follows <= end and self.items[follows].tag in "R":
            follows += 1
        if follows > end or not (
            self.items[follows].tag in "XMV" or self.lower(follows) in ("'s", "'d", "'ll")
        ):
            return None
        return self._content(verb, source, (i, i + size - 1), start, end, f"{verb.lemma} and a clause")

    def _content(
        self, verb: ReportingForm, source: Phrase, cue: tuple[int, int], start: int, end: int, why: str
    ) -> _Draft:
        quoted = self.quoted(start, end)
        kind: AttributionKind = "belief" if verb.kind == "belief" else ("mixed" if quoted else "indirect")
        return self.draft(kind, source, cue, [(start, end)], quoted, why)

    def _postposed(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        """'The plan had failed, officials said.'"""
        if "bare" not in verb.frames or source.first < 3 or self.lower(source.first - 1) != ",":
            return None
        parted = (
            self.lower(i + size) == ","
            and i + size + 1 < len(self.items)
            and self.host.is_finite(i + size + 1)
        )
        if not self.ends_clause(i + size) or not (self.is_clause(0, source.first - 2) or parted):
            return None
        found = self._content(
            verb, source, (i, i + size - 1), 0, source.first - 2, f"{verb.lemma} after a clause"
        )
        rest = i + size + 1
        if self.lower(i + size) == "," and rest < len(self.items) and self.lower(rest) not in ("and", "but"):
            # 'The pans, she said, belong to nobody': the clause goes on behind its cue
            end = self.clause_end(rest)
            return msgspec.structs.replace(found, content=(*found.content, self.span(rest, end)))
        return found

    def _naming(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        """'He called it an accident': an object and what it is called."""
        start = i + size
        if "name" not in verb.frames or start >= len(self.items):
            return None
        thing = self.host.noun_phrase_starting(start)
        if thing is None:
            return None
        named = thing.last + 1
        direct = self.items[start].tag == "O" and thing.last == start
        if named >= len(self.items) or not (
            self.items[named].tag == "Q"
            or (self.lower(named) in ("a", "an", "the") and direct)
            or (self.lower(named) in ("a", "an") and self.items[thing.head].tag in "AN")
            or (direct and self.items[named].tag in "J")
        ):
            return None
        end = self.clause_end(start)
        return self._content(verb, source, (i, i + size - 1), start, end, f"{verb.lemma} X Y")

    def _as(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        """'They described the raid as a success.'"""
        if "as" not in verb.frames:
            return None
        start = i + size
        end = self.clause_end(start)
        for k in range(start + 1, min(end, start + 14)):
            if self.items[k].tag in "VBXM":
                return None
            if (
                self.lower(k) == "as"
                and self.lower(k + 1) not in ("well", "if", "soon", "much")
                and self.items[k + 1].tag in "DJNAQGE"
            ):
                return self._content(verb, source, (i, i + size - 1), start, end, f"{verb.lemma} X as Y")
        return None

    def _onto(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        """'They attributed the defeat to treason.'"""
        if "onto" not in verb.frames or self.lower(i + size) == "to":
            return None  # 'a leaflet ascribed to him'
        end = self.clause_end(i + size)
        if any(self.lower(k) == "to" for k in range(i + size + 1, min(end, i + 14))):
            return self._content(verb, source, (i, i + size - 1), i + size, end, f"{verb.lemma} X to Y")
        return None

    def _hearer(self, i: int, size: int, verb: ReportingForm) -> _Draft | None:
        """'The meeting convinced the members that …': the object is who believes."""
        hearer = self.host.noun_phrase_starting(i + size) if i + size < len(self.items) else None
        if hearer is None or not self.can_speak(hearer):
            return None
        that = self.that_after(hearer.last + 1, False)
        if that is None:
            return None
        return self._content(
            verb, hearer, (i, i + size - 1), that, self.clause_end(that + 1), f"{verb.lemma} somebody that"
        )

    def _to(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        """'She refused to sign.'"""
        if "to" not in verb.frames or self.lower(i + size) != "to" or i + size + 1 >= len(self.items):
            return None
        end = self.clause_end(i + size)
        return self.draft(
            "indirect",
            source,
            (i, i + size - 1),
            [(i + size, end)],
            self.quoted(i + size, end),
            f"{verb.lemma} to",
        )

    def _object(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> _Draft | None:
        """'The ministry denied the report': only where source and object are plain."""
        start = i + size
        if "np" not in verb.frames or start >= len(self.items) or self.items[source.head].tag not in "AON":
            return None
        thing = self.host.noun_phrase_starting(start)
        if thing is None or self.items[start].tag not in "DAJQN#":
            return None
        end = self.clause_end(start)
        return self.draft(
            "indirect", source, (i, i + size - 1), [(start, end)], self.quoted(start, end), f"{verb.lemma} X"
        )

    def _impersonal(self, i: int, size: int) -> _Draft | None:
        """'It is said that …', 'it was widely believed that …'."""
        items = self.items
        k = i - 1
        while k >= 0 and items[k].tag in "XMRT":
            k -= 1
        told = items[i].lower in ("told", "informed", "assured") and not any(
            x.tag == "M" for x in items[max(0, i - 3) : i]
        )
        if told:
            k = self.with_auxiliaries(i)  # 'Corl was told that …': by whom is not said
        elif (
            items[i].lower not in self.host.known.words("sources", "impersonal_participles")
            or k < 0
            or items[k].lower != "it"
        ):
            return None
        that = self.that_after(i + size, False)
        if that is None:
            return None
        end = self.clause_end(that + 1)
        draft = self.draft(
            "indirect", None, (i, i + size - 1), [(that, end)], self.quoted(that, end), "it is said that"
        )
        return msgspec.structs.replace(draft, cue=(self.span(k, i + size - 1),))

    # -- other frames ---------------------------------------------------------------------------------------------

    def _according(self, i: int) -> _Draft | None:
        """'According to X, …' and '…, according to X.'"""
        source = self.host.noun_phrase_starting(i + 2)
        if source is None:
            return None
        begins = i == 0 or self.items[i - 1].lower in (";", ":")
        source = Phrase(source.first, self._source_end(source.last), source.head)
        if begins:
            start = source.last + 1 + (self.lower(source.last + 1) == ",")
            if start >= len(self.items):
                return None
            end = self.clause_end(start)
            return self.draft(
                "indirect", source, (i, i + 1), [(start, end)], self.quoted(start, end), "according to"
            )
        start = self.clause_start(i)
        end = i - 2 if self.lower(i - 1) == "," else i - 1
        if end < start:
            return None
        content = [(start, end)]
        rest = source.last + 2
        if self.lower(source.last + 1) == "," and self.lower(i - 1) == "," and rest < len(self.items):
            content.append((rest, self.clause_end(rest)))  # 'Dell, according to my mother, never sent it'
        quoted = [q for a, b in content for q in self.quoted(a, b)]
        return self.draft("indirect", source, (i, i + 1), content, quoted, "according to")

    def _source_end(self, last: int) -> int:
        """The end of a source after 'according to': up to the comma, with the description that follows it."""
        k = last
        while k + 1 < len(self.items) and self.items[k + 1].tag not in ",QVXMSC":
            k += 1
            if self.items[k].tag in "ANE" and self.lower(k + 1) == ",":
                break
        while k > last and self.items[k].tag in "DPRJ":
            k -= 1
        return self.host.apposition_end(k)

    def _in_the_view_of(self, i: int) -> _Draft | None:
        """'In Hale’s view nothing rose', 'in the opinion of the surgeon, …'."""
        views = ("view", "opinion", "words", "account", "judgment", "judgement", "telling")
        begins = i == 0 or self.items[i - 1].lower in (";", ":", ",", "and", "but")
        if not begins:
            return None
        source, cue = None, (i, i)
        phrase = self.host.noun_phrase_starting(i + 1) if i + 1 < len(self.items) else None
        if (
            phrase
            and self.lower(phrase.head) in views
            and phrase.head >= 2
            and self.lower(phrase.head - 1) == "'s"
        ):
            source, cue = self.host.noun_phrase_ending(phrase.head - 2), (phrase.head, phrase.head)
        elif self.lower(i + 1) == "the" and self.lower(i + 2) in views and self.lower(i + 3) == "of":
            source, cue = self.host.noun_phrase_starting(i + 4), (i, i + 3)
        if source is None or not self.can_speak(source):
            return None
        start = max(source.last, cue[1]) + 1
        start += self.lower(start) == ","
        if start >= len(self.items) or not self.is_clause(start, self.clause_end(start)):
            return None
        end = self.clause_end(start)
        return self.draft("indirect", source, cue, [(start, end)], self.quoted(start, end), "in the view of")

    def _before_main_verb(self, start: int, end: int) -> int:
        """The end of a that-clause that hangs on a noun: before the verb of which the noun is the subject."""
        groups = 0
        for k in range(start, end + 1):
            if self.items[k].tag in "SC":
                groups = 0 if self.items[k].tag == "S" else groups
            if self.host.is_finite(k) and not (k > start and self.items[k - 1].tag in "XMRT"):
                groups += 1
                if groups == 2:
                    return k - 1
        return end

    def _noun(self, i: int) -> _Draft | None:
        """'Mojahedin’s claim of …', 'his assertion that …'."""
        items = self.items
        link = self.lower(i + 1)
        if link not in ("that", "of", "about") or i < 1 or i + 2 >= len(items):
            return None
        if items[i - 1].lower in self.possessives:
            source = Phrase(i - 1, i - 1, i - 1)
        elif items[i - 1].lower == "'s" and i >= 2:
            owner = self.host.noun_phrase_ending(i - 2)
            if owner is None or not self.can_speak(owner):
                return None
            source = owner
        else:
            return None
        if link == "of" and items[i + 2].tag not in "GDQ":
            return None
        if link == "that":
            end = self._before_main_verb(i + 2, self.clause_end(i + 2))
        else:
            thing = self.host.noun_phrase_starting(i + 3 if items[i + 2].tag == "G" else i + 2)
            end = thing.last if thing else i + 2
        return self.draft(
            "indirect", source, (i, i), [(i + 1, end)], self.quoted(i + 1, end), f"noun {items[i].lower}"
        )


def _continued(drafts: list[_Draft], quotations: dict[str, Quotation], doc: Document) -> list[_Draft]:
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


def _announced(doc: Document, text: Text, drafts: list[_Draft]) -> Iterator[_Draft]:
    """A block quotation joins the attribution with which its lead-in ends ('Nyabati states' + the block)."""
    blocks = sorted((b for b in doc.blocks), key=lambda b: b.start)
    by_start = {q.start: q for q in doc.quotations if q.form == "block" and q.why != "turn"}
    firsts = {b.start: n for n, b in enumerate(blocks)}
    told = {q for d in drafts for q in d.quotations}
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


def _lead_in(sentences: list[Sentence], q: Quotation) -> _Draft | None:
    """The attribution of a lead-in whose last clause is a source and a cue that waits for its content."""
    if not sentences:
        return None
    reader = _Reader(sentences[-1], {})
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
        if source is None:
            return None
        draft = reader.draft(
            "direct", source, (i, i + size - 1), [], [], f"{verb.lemma} before a block quotation"
        )
        return msgspec.structs.replace(draft, content=(Span(q.start, q.end),), quotations=(q.id,))
    return None


def _without_doubles(drafts: list[_Draft]) -> list[_Draft]:
    """One attribution a cue; one direct attribution a quotation, the first."""
    seen: set[tuple[Span, ...]] = set()
    kept = []
    for d in sorted(drafts, key=lambda d: (d.cue[0].start, d.cue[0].end)):
        if d.cue in seen or not d.content:
            continue
        seen.add(d.cue)
        kept.append(d)
    return kept


def _numbered(drafts: list[_Draft], quotations: dict[str, Quotation]) -> tuple[Attribution, ...]:
    """Attributions in the order of their first word, each with the one inside which it stands."""
    order = sorted(drafts, key=lambda d: (min(s.start for s in _spans(d)), d.cue[0].start))
    made = [
        Attribution(
            f"a{n}", d.kind, (d.source,) if d.source else (), d.cue, d.content, d.quotations, why=d.why
        )
        for n, d in enumerate(order, 1)
    ]
    by_quotation = {q: a.id for a in made for q in a.quotations if a.kind == "direct"}
    contents = SpanIndex([_Content(s.start, s.end, a.id) for a in made for s in a.content])
    found = []
    for a, d in zip(made, order, strict=True):
        parent = by_quotation.get(d.inside or "")
        cue = a.cue[0]
        around = [c for c in contents.around(cue.start, cue.end) if c.attribution != a.id]
        if around:
            parent = around[-1].attribution
        found.append(msgspec.structs.replace(a, parent=parent))
    return tuple(found)


class _Content(msgspec.Struct, frozen=True):
    start: int
    end: int
    attribution: str


def _spans(d: _Draft) -> list[Span]:
    return [*([d.source] if d.source else []), *d.cue, *d.content]


STEP = Step(
    "attributions",
    needs=("document", "blocks", "sentences", "markers", "mentions", "quotations"),
    makes=("attributions",),
    annotate=annotate,
)
