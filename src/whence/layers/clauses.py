"""Clauses: what the attribution rules ask of a host sentence: where a clause ends, whether a verb is one, who can speak."""

from whence.lang import ReportingForm
from whence.layers.noun_phrases import Phrase
from whence.layers.phrases import Host
from whence.text import Span

_STRONG_STOPS = frozenset([";", ":", "?", "!"])
_CONTRAST = frozenset(["but", "while", "whereas", "although", "though"])
_PLURAL_SUBJECTS = frozenset("i you we they who some many others people both several few most".split())
_BODIES_DO = frozenset(
    "assert state declare announce claim deny add note conclude report warn insist argue say accuse".split()
)
_OPENING = frozenset(["although", "though", "while", "whereas"])
_LONGEST = 250  # items of a clause
_BE = frozenset("be is are was were been being 's 're am".split())
_HAVE = frozenset("has have had having 've".split())
_PEOPLE_PRONOUNS = frozenset(
    "i you he she we they who it nobody everybody everyone someone somebody anyone none".split()
)


class Clauses:
    """A host sentence with the questions of clause and verb. Items are numbered from 0."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.items = host.items
        known = host.known
        self.nouns = known.words("report_nouns", "words")
        self.possessives = frozenset(["his", "her", "its", "their", "our", "my", "your"])

    def lower(self, i: int) -> str:
        """The word i in lower case; empty beyond the sentence."""
        return self.items[i].lower if 0 <= i < len(self.items) else ""

    def span(self, first: int, last: int) -> Span:
        """The text from item first to item last."""
        return Span(self.items[first].start, self.items[last].end)

    # -- verbs ------------------------------------------------------------------------------------------------------

    def verb_at(self, i: int) -> tuple[ReportingForm | None, int]:
        """The reporting verb at item i and how many items it takes."""
        item = self.items[i]
        if item.tag in "A,Q#D":
            return None, 1
        known = self.host.known.reporting
        two = known.get(f"{item.lower} {self.lower(i + 1)}")
        if two:
            return two, 2
        follows = self.lower(i + 1) == "that"
        return (self.host.known.that_verbs.get(item.lower) if follows else None) or known.get(item.lower), 1

    def is_passive(self, i: int, verb: ReportingForm) -> bool:
        """Whether the verb is a passive: a form of 'be' before it, and no 'have' between."""
        if verb.form not in ("past", "participle"):
            return False
        k = i - 1
        while k >= 0 and self.items[k].tag in "RT":
            k -= 1
        return k >= 0 and self.items[k].lower in _BE

    def is_used_as_verb(self, i: int, verb: ReportingForm) -> bool:
        """Whether the word is a finite verb here, not a noun, an adjective or an infinitive."""
        if not self.host.is_verb_here(i):
            return False
        if verb.form == "base":
            return self._is_finite_base(i)
        if verb.form == "participle":
            return any(self.lower(k) in _HAVE for k in range(max(0, i - 4), i))
        tags = self.host.known.tags.get(self.items[i].lower, ())
        if verb.form == "third" and tags and tags[0] == "N":
            # 'claims', 'reports', 'notes': a verb only right after a name, a pronoun or a person
            before = self.items[i - 1] if i else None
            if i + 1 >= len(self.items) or self.lower(i + 1) in (":", "that") or self.items[i + 1].tag == "Q":
                return True
            return before is not None and (
                before.tag in "AR"
                or before.lower in ("he", "she", "it", "who")
                or self.host.known.people_nouns.get(before.lower) is False
            )
        return True

    def _is_finite_base(self, i: int) -> bool:
        """Whether a base form is finite: after 'did' or a modal, or with a subject in the plural."""
        before = i - 1
        while before >= 0 and self.items[before].tag in "RT":
            before -= 1
        if before < 0:
            return False
        item = self.items[before]
        if item.tag in "MA" or item.lower in ("did", "do", "does") or item.lower in _PLURAL_SUBJECTS:
            return True
        subject = self.host.subject_of(i)
        if subject is not None and self._is_plural(subject):
            return True
        return self.host.known.people_nouns.get(item.lower, False) or (
            item.lower.endswith("s") and item.tag == "N"
        )

    def _is_plural(self, phrase: Phrase) -> bool:
        """Whether a phrase names several people."""
        head = self.items[phrase.head].lower
        return self.host.known.people_nouns.get(head, False) or head in (
            "people",
            "they",
            "we",
            "others",
            "many",
        )

    def with_auxiliaries(self, i: int) -> int:
        """The first item of the verb group that ends at i ('had anticipated', 'has never said')."""
        k = i
        if (
            self.items[i].tag == "N"
            and self.items[i].lower in self.nouns
            and self.host.known.reporting.get(self.items[i].lower) is None
        ):
            return i
        while k > 0 and (
            self.items[k - 1].tag in "XMT"
            or (self.items[k - 1].tag == "R" and k > 1 and self.items[k - 2].tag in "XM")
        ):
            k -= 1
        had_to = k > 1 and self.items[k].lower == "be" and self.items[k - 1].lower == "to"
        if had_to and self.items[k - 2].lower in ("had", "has", "have"):  # 'Two guns | had to be abandoned'
            return self.with_auxiliaries(k - 2)
        return k

    def source_of(self, i: int, verb: ReportingForm) -> Phrase | None:
        """The subject of a finite verb, where it can be somebody who speaks."""
        subject = self.host.subject_of(i)
        return subject if subject is not None and self.can_speak(subject) else None

    def can_speak(self, phrase: Phrase) -> bool:
        """Whether a noun phrase can be a source: a name, a personal pronoun, a person, a body, a text that says things."""
        head = self.items[phrase.head]
        if (
            head.tag in "#J"
        ):  # 'Witness B-12', 'one person familiar with the audit': what names somebody stands before
            named = [k for k in self.items[phrase.first : phrase.head] if k.tag in "AN"]
            head = named[0] if named else head
        if head.tag == "A":
            return True
        if head.lower in _PEOPLE_PRONOUNS:
            return head.lower != "it" or self._it_speaks(phrase)
        known = self.host.known
        speaking = (known.people_nouns, known.words("sources", "texts"), self.host.classes.indefinite)
        return any(head.lower in nouns for nouns in speaking)

    def follows_and(self, verb: int) -> bool:
        """Whether a verb is joined by 'and' to one before it, adverbs between at most."""
        k = verb - 1
        while k >= 0 and (self.items[k].tag == "R" or self.lower(k) in ("then", "also", "later", "again")):
            k -= 1
        return k > 0 and self.lower(k) in ("and", "but")

    def earlier_subject(self, verb: int) -> Phrase | None:
        """The subject of the nearest finite verb before one that has none of its own, in the same part of the sentence."""
        for k in range(self.host.before_aside(verb) - 2, 0, -1):
            if self.lower(k) in (";", ":") or self.items[k].tag == "Q":
                return None
            if self.host.is_finite(k):
                subject = self.host.subject_of(k)
                if subject is not None:
                    return subject if self.can_speak(subject) else None
        return None

    def _it_speaks(self, phrase: Phrase) -> bool:
        """Whether 'it' is a body that states or denies, not the 'it' of 'it seems'."""
        verb, _ = self.verb_at(phrase.last + 1) if phrase.last + 1 < len(self.items) else (None, 1)
        return verb is not None and verb.form in ("past", "third") and verb.lemma in _BODIES_DO

    def first_subject(self, before: int) -> Phrase | None:
        """The subject of the sentence's first verb, where it can speak."""
        for k in range(before):
            if self.items[k].tag in "VXM":
                subject = self.host.subject_of(k)
                return subject if subject is not None and self.can_speak(subject) else None
        return None

    # -- clauses ------------------------------------------------------------------------------------------------------

    def clause_end(self, start: int) -> int:
        """The last item of the clause that begins at start: the sentence's end, or where another voice or contrast begins."""
        k = start
        depth = 0
        while k < min(len(self.items), start + _LONGEST):
            lower = self.lower(k)
            if lower == "(":
                depth += 1
            elif lower == ")":
                depth -= 1
            elif (
                depth <= 0
                and k > start
                and ((lower in _STRONG_STOPS and not self._quotation_follows(k)) or self._turns(k))
            ):
                break
            k += 1
        end = k - 1
        while end > start and self.items[end].tag == "," and self.items[end].lower not in (")", "]", "%"):
            end -= 1
        return end

    def _quotation_follows(self, k: int) -> bool:
        return k + 1 < len(self.items) and self.items[k + 1].tag == "Q"

    def _turns(self, k: int) -> bool:
        """Whether item k ends the content: a contrast, or another source with its own cue."""
        lower = self.lower(k)
        if lower == "," and self.lower(0) in _OPENING and self._clause_begins(k + 1):
            return True  # 'Although he claimed that …, it fell'
        if lower == "," and self.lower(k + 1) in _OPENING:
            return True
        if lower == "," and self.lower(k + 1) in _CONTRAST:
            return (
                self.host.has_finite_verb(k + 2, min(len(self.items) - 1, k + 12))
                if k + 2 < len(self.items)
                else False
            )
        if lower in _CONTRAST or lower == "and" or lower == ",":
            return self._another_voice(k + 1)
        return False

    def _clause_begins(self, k: int) -> bool:
        """Whether a subject and its finite verb begin at item k."""
        subject = self.host.noun_phrase_starting(k) if k < len(self.items) else None
        return (
            subject is not None
            and subject.last + 1 < len(self.items)
            and self.host.is_finite(subject.last + 1)
        )

    def _another_voice(self, k: int) -> bool:
        """Whether a name or pronoun with a reporting verb begins at item k (one stretch between commas may stand between)."""
        subject = self.host.noun_phrase_starting(k) if k < len(self.items) else None
        if subject is None or (
            self.items[subject.head].tag not in "AO"
            and self.items[subject.head].lower not in self.host.known.people_nouns
        ):
            return False
        i = subject.last + 1
        if self.lower(i) == ",":
            for j in range(i + 1, min(i + 20, len(self.items))):
                if self.lower(j) == ",":
                    i = j + 1
                    break
        while i < len(self.items) and (
            self.items[i].tag in "XMRT" or self.lower(i) in ("since", "also", "later")
        ):
            i += 1
        if i >= len(self.items):
            return False
        verb, _ = self.verb_at(i)
        return (
            verb is not None and verb.form in ("past", "third", "base") and bool(verb.frames & {"that", "q"})
        )

    def clause_start(self, i: int) -> int:
        """The first item of the clause that leads up to item i: after a semicolon, colon, or at the sentence's start."""
        k = i - 1
        while k > 0 and self.lower(k - 1) not in (";", ":") and not self._dateline_ends(k - 1):
            k -= 1
        while k < i and self.items[k].tag == "C":
            k += 1
        return max(k, 0)

    def _dateline_ends(self, k: int) -> bool:
        """Whether item k is the dash after a dateline ('PORT MERAL, May 5 -- ')."""
        dash = self.lower(k) in ("—", "–", "-") and (
            k + 1 >= len(self.items) or self.items[k].start - self.items[k - 1].end >= 0
        )
        spaced = (
            k > 0
            and k + 1 < len(self.items)
            and (
                self.lower(k) == "—"
                or self.lower(k - 1) == "-"
                or self.items[k + 1].start > self.items[k].end
            )
        )
        return (
            dash
            and spaced
            and k < 14
            and self.items[0].tag in "A"
            and self.host.items[0].start == self.items[0].start
        )

    def is_clause(self, first: int, last: int) -> bool:
        """Whether the items first..last hold a clause with a finite verb."""
        return 0 <= first <= last and last - first >= 1 and self.host.has_finite_verb(first, last)

    def ends_clause(self, i: int) -> bool:
        """Whether a clause can end before item i: the sentence's end, a sign, a time, or a phrase of place or manner."""
        if i >= len(self.items):
            return True
        item = self.items[i]
        return (
            item.tag == ","
            or item.tag == "P"
            or item.lower in self.host.known.words("report_nouns", "at_ends")
            or item.tag == "#"
            or item.lower in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )

    def that_after(self, i: int, hearer: bool) -> int | None:
        """The 'that' which opens a content clause at item i; a hearer, 'to X', adverbs may stand before it."""
        k = i
        limit = min(len(self.items), i + 12)
        while k < limit:
            item = self.items[k]
            if item.lower == "," and k == i:
                k = self._behind_aside(k)
                item = self.items[k]
            if item.lower == "that":
                end = self.clause_end(k + 1) if k + 1 < len(self.items) else k
                comma_first = self.lower(k + 1) in (",", ".", "?", "!") and not self._aside_follows(k + 1)
                return k if end > k + 1 and not comma_first and self._says(k, end) else None
            if item.tag in "R#" or (item.lower == "," and k > i):
                k += 1
            elif item.tag == "P" and item.lower not in ("as",):
                phrase = self.host.noun_phrase_starting(k + 1)
                if phrase is None:
                    return None
                k = phrase.last + 1
            elif item.lower == "it" and k + 1 < limit and self.items[k + 1].tag == "J":
                k += 2  # 'thought it probable that'
            elif hearer and k == i:
                phrase = self.host.noun_phrase_starting(k)
                if phrase is None:
                    return None
                k = phrase.last + 1
            elif item.lower in ("today", "yesterday", "later", "again", "once"):
                k += 1
            else:
                return None
        return None

    def _says(self, that: int, end: int) -> bool:
        """Whether a clause behind 'that' has a verb or a quotation; the verb may be a base form: 'that every owner give notice'."""
        if self.host.has_finite_verb(that + 1, end):
            return True
        tags = [(self.items[k].tag, self.lower(k - 1)) for k in range(that, end + 1)]
        return any(tag == "Q" or (tag == "B" and before != "to") for tag, before in tags)

    def _aside_follows(self, comma: int) -> bool:
        """'that, if the rain held, …': whether an aside begins behind a comma, with its own end."""
        opens = self.lower(comma) == "," and comma + 1 < len(self.items)
        ahead = range(comma + 2, comma + 26)
        return opens and self.items[comma + 1].tag in "SPR" and any(self.lower(k) == "," for k in ahead)

    def _behind_aside(self, comma: int) -> int:
        """The item behind a few words between commas that 'that' follows ('confessed, by the way, that'); else the comma."""
        for k in range(comma + 2, min(comma + 7, len(self.items) - 1)):
            if self.lower(k) == ",":
                return k + 1 if self.lower(k + 1) == "that" else comma
        return comma

    # -- quotations beside a cue --------------------------------------------------------------------------------------

    def quotation_after(self, i: int) -> int | None:
        """The quotation that follows a cue: at once, or after a few words and a comma or colon."""
        words = 0
        k = i
        while k < len(self.items) and words < 10:
            item = self.items[k]
            if item.tag == "Q":
                return (
                    k
                    if words == 0
                    or self.items[k - 1].lower in (",", ":", "that", "—", "–", "-")
                    or (words <= 1 and item.tag == "Q" and self.items[k - 1].tag in "OR")
                    else None
                )
            if (item.tag in "VS" and item.lower != "that") or item.lower in (".", ";", "!", "?"):
                return None
            words += item.tag != ","
            k += 1
        return None

    def quotation_before(self, i: int) -> int | None:
        """The quotation right before item i, a comma between at most."""
        k = i - 1
        while k >= 0 and self.items[k].tag == "," and self.items[k].lower not in (".", ";", ":"):
            k -= 1
        return k if k >= 0 and self.items[k].tag == "Q" else None

    def has_clause_between(self, source: Phrase, verb: int) -> bool:
        """Whether a finite verb stands between a source and its cue."""
        return any(self.items[k].tag == "V" for k in range(source.last + 1, verb))

    def quoted(self, first: int, last: int) -> list[str]:
        """The quotations among the items first..last."""
        return [self.items[k].quotation or "" for k in range(first, last + 1) if self.items[k].tag == "Q"]
