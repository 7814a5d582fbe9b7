"""verb_frames: the frames in which a reporting verb stands: a quotation beside it, a that-clause, 'X as Y', 'X to Y' …"""

import msgspec

from whence.lang import ReportingForm
from whence.layers.clauses import Clauses
from whence.layers.document import AttributionKind
from whence.layers.hosts import Sentence
from whence.layers.noun_phrases import Phrase
from whence.text import Span

_ASKING = frozenset("whether if how why where when what who which whom whose".split())


class Draft(msgspec.Struct):
    """An attribution before it is numbered."""

    kind: AttributionKind
    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotations: tuple[str, ...]
    inside: str | None
    why: str
    source_goes_on: tuple[Span, ...] = ()  # more stretches of a source that something interrupts
    probability: float | None = None


class VerbFrames(Clauses):
    """The attributions of one host sentence that a verb brings."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.host)
        self.sentence = sentence
        self.inside = sentence.quotation.id if sentence.quotation else None
        self.last_source: Phrase | None = None

    # -- frames around verbs ------------------------------------------------------------------------------------

    def _verb(self, i: int, size: int, verb: ReportingForm) -> Draft | None:
        passive = self.is_passive(i, verb)
        if passive:
            return self._impersonal(i, size, verb)
        inverted = self._inverted(i, size, verb)
        if inverted:
            return inverted
        if not self.is_used_as_verb(i, verb):
            return None
        if "hearer" in verb.frames:
            found = self._hearer(i, size, verb)
            if found:
                return found
        source = self._source(i, size, verb)
        if source is None:
            return None
        if verb.kind == "belief" and self.lower(source.head) in ("i", "we"):
            return None  # 'I think': how somebody speaks, not whom they report
        for frame in (
            self._direct,
            self._that,
            self._asked,
            self._naming,
            self._bare,
            self._postposed,
            self._as,
            self._onto,
            self._to,
            self._hearer_to,
            self._doing,
            self._object,
        ):
            found = frame(i, size, verb, source)
            if found:
                self.last_source = source
                return found
        return None

    def _source(self, i: int, size: int, verb: ReportingForm) -> Phrase | None:
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
        why: str,
        verbal: bool = True,
    ) -> Draft:
        """A draft by its items, with the quotations in its content; a ``verbal`` cue begins with its auxiliaries ('had anticipated')."""
        first = self.with_auxiliaries(cue[0]) if verbal else cue[0]
        return Draft(
            kind,
            self.span(source.first, source.last) if source else None,
            (self.span(first, cue[1]),),
            tuple(self.span(a, b) for a, b in content),
            tuple(q for a, b in content for q in self.quoted(a, b)),
            self.inside,
            why,
        )

    def _direct(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        """A quotation right after the cue, right before its subject, or both."""
        if "q" not in verb.frames:
            return None
        after = self.quotation_after(i + size)
        before = self.quotation_before(source.first) if not self.has_clause_between(source, i) else None
        if before is None and after is None:
            return None
        return self._beside(source, (i, i + size - 1), before, after, f"{verb.lemma} with a quotation")

    def _beside(
        self, source: Phrase, cue: tuple[int, int], before: int | None, after: int | None, why: str
    ) -> Draft:
        """A direct attribution with the quotations before and after its cue."""
        beside = [k for k in (before, after) if k is not None]
        return self.draft("direct", source, cue, [(k, k) for k in beside], why)

    def _inverted(self, i: int, size: int, verb: ReportingForm) -> Draft | None:
        """'…,” said the engineer.'"""
        so = i > 1 and self.lower(i - 1) in ("so", "as")
        if (
            verb.form not in ("past", "third") and not (so and verb.form == "base")
        ) or "q" not in verb.frames:
            return None
        before = self.quotation_before(i)
        subject = self.host.noun_phrase_starting(i + size) if i + size < len(self.items) else None
        if subject is None or not self.can_speak(subject):
            return None
        subject = Phrase(subject.first, self.host.apposition_end(subject.last), subject.head)
        cue = (i, i + size - 1)
        if before is None and so and self.lower(i - 2) == "," and self.is_clause(0, i - 3):
            # 'They burned the mill, so tell the historians'
            return self._after_clause(subject, cue, i - 3, f"so {verb.lemma}")
        if before is not None:
            after = self.quotation_after(subject.last + 1)
            return self._beside(subject, cue, before, after, f"{verb.lemma} after a quotation")
        if (
            i
            and self.lower(i - 1) == ","
            and self.ends_clause(subject.last + 1)
            and self.is_clause(0, i - 2)
            and "bare" in verb.frames
        ):
            return self._after_clause(subject, cue, i - 2, f"{verb.lemma} after a clause")
        return None

    def _after_clause(self, source: Phrase, cue: tuple[int, int], last: int, why: str) -> Draft | None:
        """An indirect attribution whose content is the clause from the sentence's start to ``last``."""
        return self.draft("indirect", source, cue, [(0, last)], why)

    def _that(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        if "that" not in verb.frames:
            return None
        that = self.that_after(i + size, bool(verb.frames & {"obj"}))
        if that is None or self._are_things(i, source, that + 1):
            return None
        end = self.clause_end(that + 1)
        if end <= that:
            return None
        return self._content(verb, source, (i, i + size - 1), that, end, f"{verb.lemma} that")

    def _are_things(self, i: int, source: Phrase, behind: int) -> bool:
        """'the city states that had fought': a plural that looks like a verb, behind a noun, with a clause that is about it."""
        noun = self.items[source.head].tag == "N" and self.lower(i).endswith("s")
        return noun and behind < len(self.items) and self.items[behind].tag == "X"

    def _asked(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        """'She asked whether the road was open', 'he explained to them how it was done'."""
        if "wh" not in verb.frames:
            return None
        start = i + size
        if "obj" in verb.frames and start < len(self.items) and self.items[start].tag in "OA":
            start += 1  # 'told him why'
        if self.lower(start) not in _ASKING or start + 2 >= len(self.items):
            return None
        end = self.clause_end(start)
        if not self.host.has_finite_verb(start + 1, end):
            return None
        return self._content(verb, source, (i, i + size - 1), start, end, f"{verb.lemma} {self.lower(start)}")

    def _bare(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        """'He said the plan had failed': a clause with a subject and a verb of its own."""
        start = i + size
        if "obj" in verb.frames and self.lower(start) in ("me", "him", "her", "us", "them", "you"):
            start += 1  # 'he told me the tank came at six'
        elif "bare" not in verb.frames:
            return None
        if start >= len(self.items):
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
    ) -> Draft:
        told: AttributionKind = "mixed" if self.quoted(start, end) else "indirect"
        kind: AttributionKind = "belief" if verb.kind == "belief" else told
        return self.draft(kind, source, cue, [(start, end)], why)

    def _postposed(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
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

    def _naming(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
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
            or (
                self.items[named].tag == "J"
                and (direct or (verb.lemma != "find" and self._is_predicate(named)))
            )
        ):
            return None
        end = self.clause_end(start)
        return self._content(verb, source, (i, i + size - 1), start, end, f"{verb.lemma} X Y")

    def _is_predicate(self, i: int) -> bool:
        """'called the accusation baseless': whether an adjective stands behind its noun, at the end of its clause."""
        return i + 1 >= len(self.items) or self.items[i + 1].tag in ",CS"

    def _doing(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        """'The company denied having given the order', 'she admitted taking the money'."""
        start = i + size
        if "ing" not in verb.frames or start + 1 >= len(self.items):
            return None
        if self.items[start].tag != "G" and self.lower(start) not in ("having", "being"):
            return None
        return self._content(
            verb, source, (i, start - 1), start, self.clause_end(start), f"{verb.lemma} doing"
        )

    def _as(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
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

    def _onto(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        """'They attributed the defeat to treason.'"""
        if "onto" not in verb.frames or self.lower(i + size) == "to":
            return None  # 'a leaflet ascribed to him'
        end = self.clause_end(i + size)
        if any(self.lower(k) == "to" for k in range(i + size + 1, min(end, i + 14))):
            return self._content(verb, source, (i, i + size - 1), i + size, end, f"{verb.lemma} X to Y")
        return None

    def _hearer(self, i: int, size: int, verb: ReportingForm) -> Draft | None:
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

    def _to(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        """'She refused to sign.'"""
        if "to" not in verb.frames or self.lower(i + size) != "to" or i + size + 1 >= len(self.items):
            return None
        end = self.clause_end(i + size)
        return self.draft("indirect", source, (i, i + size - 1), [(i + size, end)], f"{verb.lemma} to")

    def _hearer_to(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        """'The captain ordered his men to burn the bridge', 'ordered the guns to be fired'."""
        start = i + size
        if "objto" not in verb.frames or start >= len(self.items):
            return None
        hearer = self.host.noun_phrase_starting(start)
        if hearer is None or self.lower(hearer.last + 1) != "to":
            return None
        if hearer.last + 2 >= len(self.items) or self.items[hearer.last + 2].tag in "DPA#'QO,":
            return None
        end = self.clause_end(hearer.last + 1)
        return self._content(verb, source, (i, start - 1), start, end, f"{verb.lemma} somebody to")

    def _object(self, i: int, size: int, verb: ReportingForm, source: Phrase) -> Draft | None:
        """'The ministry denied the report': only where source and object are plain."""
        start = i + size
        if "np" not in verb.frames or start >= len(self.items) or self.items[source.head].tag not in "AON":
            return None
        thing = self.host.noun_phrase_starting(start)
        if thing is None or self.items[start].tag not in "DAJQN#":
            return None
        end = self.clause_end(start)
        return self.draft("indirect", source, (i, i + size - 1), [(start, end)], f"{verb.lemma} X")

    def _impersonal(self, i: int, size: int, verb: ReportingForm) -> Draft | None:
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
            return None if told else self._parenthesis(k, i + size - 1)
        end = self.clause_end(that + 1)
        draft = self.draft("indirect", None, (i, i + size - 1), [(that, end)], "it is said that")
        return msgspec.structs.replace(draft, cue=(self.span(k, i + size - 1),))

    def _parenthesis(self, first: int, last: int) -> Draft | None:
        """'The general, it is sometimes claimed, fled': the clause around the words between commas."""
        before, after = first - 1, last + 1
        if self.lower(before) != "," or not (self.lower(after) == "," or after >= len(self.items)):
            return None
        content = [(self.clause_start(before), before - 1)] if before else []
        if after + 1 < len(self.items):
            content.append((after + 1, self.clause_end(after + 1)))
        draft = self.draft("indirect", None, (first, last), content, "it is said, between commas")
        return msgspec.structs.replace(draft, cue=(self.span(first, last),))
