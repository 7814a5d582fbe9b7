"""tellings: each event of a document as one voice tells it, with what it takes to compare it: its words, names and days."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from whence.compare.cells import (
    FIRST_PERSON,
    PRONOUNS,
    Account,
    AccountReader,
    Cell,
)
from whence.compare.contexts import Context, Weighted, telling, weighted
from whence.compare.counted import COUNTED, counted
from whence.compare.heads import head, noun
from whence.compare.loose import completed
from whence.compare.scenes import Scene, span_of
from whence.lang import lexicon
from whence.layers.document import Claim, Document, Event, Mention, Time
from whence.layers.event_words import phrases_of
from whence.layers.inner_names import outermost
from whence.layers.life_dates import BORN, DIED
from whence.ledger.words import TokenIndex, tokens
from whence.text import Span, SpanIndex

_NEAR_WORDS = 40  # characters on each side of the trigger
_MARK = 35  # how telling a word is by which a sentence is known
_NEAR_NAMES = 50
_BESIDE = 18
_BEHIND_NOUN = re.compile(r"[,;]|\s(?:of|in|at|on|from|with|by|for|to|who|which|that|aboard)\b")
_MONTH = re.compile(r"-?\d{4}-\d\d")
_ONE_TIME = 3  # years within which a text tells of one time
_WHOLE = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"-?\d{4}")
_IT_WAS = re.compile(
    r"(?:(?:It|That|This) (?:was|happened|took place|befell)|The (?:time|hour|day|date|place|spot|scene) was)(?: (?:on|in|at))?\s+"
    # 'It was carried out on', but not 'It was denounced on'
    r"(?:(?:carried out|fought|committed|perpetrated|conducted|staged|mounted|launched|signed|concluded|held|celebrated|performed|delivered)\b|(?!\w+ed\b))"
)
_IT_LASTED = re.compile(
    r"(?:It|This|That) (?:had )?(?:lasted|went on|continued|dragged on|raged)(?: for)?(?: (?:only|just|exactly|fully))?\s+"
)
ONE_MORE = 0  # 'set out once more': one of several, nobody says which
_AGAIN = re.compile(r"\b(?:once\s+(?:more|again)|again|anew|afresh)\b")
_NTH = ("first", "second", "third", "fourth", "fifth")
_WHICH = re.compile(rf"\b(?:for (?:the|a)|the|a)\s+({'|'.join(_NTH)})\s+time\b")
# 'the second protocol', 'the first siege': nouns with the how-manieth they are
_NUMBERED = re.compile(
    rf"\b({'|'.join(_NTH)})\s+(?!time\b|day\b|night\b|floor\b|class\b|hand\b|place\b)([a-z]{{4,}})\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\bfirst\s+$")
_SEVERAL = frozenset("they them us we men women children people police both others all".split())
_SOMEBODY = frozenset("he him she her".split())
_ONE = frozenset("him her he she me i himself herself eldest youngest man woman boy girl".split())
_PARTS = frozenset("be have do will shall can may a an the of to in by for on with".split())


class Telling(Struct, frozen=True, eq=False, gc=False):
    """An event in a document. ``path`` and ``event`` name it; ``context`` is the number of its stretch in the document.

    ``head`` is what all forms of its word have in common, ``heads`` those of all words that name it; ``agents`` and ``patients`` are stems of
    names, ``doers`` and ``done_to`` heads of the nouns for others who take part; ``several``: whether it happened to several; ``marks``: the more telling words, the names and days of its sentence; ``days`` are TIMEX3 values of its sentence, ``months`` those of its stretch, as far as they say them, ``stated`` those of its sentence that the words themselves say, else those of a stretch that tells of one time; ``nth``: the how-manieth of its kind it is said to be ('for the second time'), ``numbered`` the nouns of its sentence with theirs ('protocol:second'); ``alike`` is how many events of its kind
    its stretch tells, itself among them; ``years`` are the first and last that its dates say, else those of its sentence, None where they say none for sure; ``dates`` are the whole days of its stretch; ``called``: all the words that name it, 'put ashore'; ``only``: nouns of
    which it counts and its stretch does so nowhere else; ``written``: the year of its document; ``loose``: whether its day, place or length is that of no
    event of its document (compare.loose); ``scene``: what its stretch tells; ``near_days``: first and last day of its sentence's times, else its stretch's,
    ``written_on`` that on which its document was written (periods.days_since); ``valued``: the rows in which it says what can be compared by rule.
    """

    path: str
    event: Event
    at: Span
    sentence: Span
    context: int
    word: str
    head: str
    heads: frozenset[str]
    words: Weighted
    near: Weighted
    names: frozenset[str]
    near_names: frozenset[str]
    agents: frozenset[str]
    patients: frozenset[str]
    doers: frozenset[str]
    done_to: frozenset[str]
    several: bool | None
    days: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    marks: frozenset[str]
    months: frozenset[str]
    account: Account
    stated: frozenset[str] = frozenset()
    nth: int | None = None
    alike: int = 1
    years: tuple[int, int] | None = None
    dates: frozenset[str] = frozenset()
    called: str = ""
    numbered: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    written: int | None = None
    loose: bool = False
    scene: Scene = Scene()
    near_days: tuple[int, int] | None = None
    written_on: int | None = None
    valued: frozenset[str] = frozenset()

    @property
    def around(self) -> frozenset[str]:
        """What its stretch speaks of."""
        return self.scene.keys

    @property
    def key(self) -> tuple[str, int, int]:
        """What names it among all documents, and orders it."""
        return (self.path, self.at.start, self.at.end)


class _Said(Struct, frozen=True, gc=False):
    start: int
    end: int
    claim: Claim


class TellingReader:
    """Reads the tellings of one document, each as its own sentence has it. ``light``: heads of verbs of which the object is what happens."""

    def __init__(
        self, path: str, document: Document, index: TokenIndex, contexts: tuple[Context, ...]
    ) -> None:
        self.path, self.document, self.index, self.contexts = path, document, index, contexts
        self.language = document.document.language
        self.sentences = SpanIndex(document.sentences)
        self.mentions = SpanIndex(list(outermost(document.mentions)))
        self.times = SpanIndex(document.times)
        self.names = {e.id: frozenset(telling(tokens(e.name, self.language))) for e in document.entities}
        told = [self.times.inside(c.span.start, c.span.end) for c in contexts]
        self.days = [span_of(times) for times in told]
        self.months = [_as_far_as(_MONTH, times) for times in told]
        self.dates = [_as_far_as(_WHOLE, times) for times in told]
        self.stated = [_of_one_time(_stated(times)) for times in told]
        known = lexicon(self.language)
        self.light = frozenset(head(w, self.language) for w in known.words("events", "light"))
        self.persons = frozenset(e.id for e in document.entities if e.kind == "person")
        self.named_persons = [
            m
            for m in outermost(document.mentions)
            if m.form == "name" and m.entity in self.persons and not self.times.touching(m.start, m.end)
        ]
        self.accounts = AccountReader(path, document)
        self.claims = SpanIndex(
            [_Said(e.start, e.end, claim) for claim in document.claims for e in claim.evidence]
        )

    def all(self) -> Iterator[Telling]:
        """Those of all events, and of numbers that no event has, in the order of the text."""
        context = 0
        events = [*completed(self.document), *((e, False) for e in counted(self.document))]
        for event, loose in sorted(events, key=lambda row: (row[0].triggers[0].start, row[0].id)):
            at = Span(event.triggers[0].start, event.triggers[-1].end)
            while at.start >= self.contexts[context].span.end and context + 1 < len(self.contexts):
                context += 1
            told = self._telling(event, at, context)
            yield replace(told, loose=True) if loose else told

    def said_behind(self) -> dict[Span, list[Cell]]:
        """What a sentence that begins 'It was …', 'That was in …', 'It went on for …' says of the one before it: its day, its place, its length."""
        text = self.document.text
        found: dict[Span, list[Cell]] = {}
        for before, s in pairwise(self.document.sentences):
            if "\n\n" in text[before.end : s.start]:
                continue
            if opening := _IT_LASTED.match(text, s.start, s.end):
                cells = list(self.accounts.lasted(opening.end(), s.end))
            elif opening := _IT_WAS.match(text, s.start, s.end):
                cells = list(self.accounts.said_at(opening.end(), s.end))
            else:
                continue
            found[Span(before.start, before.end)] = cells
        return found

    def _telling(self, event: Event, at: Span, context: int) -> Telling:
        claim = self._claim(at)
        sentence = self.sentences.at(at.start)
        span = Span(sentence.start, sentence.end) if sentence else at
        forms = _forms(event, self.document.text)
        word, named, heads = self._words(forms, event.kind)
        if event.why == COUNTED:
            word = event.quantities[0].of or word
            named = noun(word, self.language)
            heads = frozenset([named])
        own = {t for s in event.triggers for t in self.index.between(s.start, s.end)}
        mentioned = self.mentions.inside(span.start, span.end)
        times = self.times.inside(span.start, span.end)
        words = weighted(set(self.index.between(span.start, span.end)) - own)
        names = self._named(mentioned)
        speaker = self.accounts.speaker(self.accounts.voice(at, claim))
        days = frozenset(r.value for t in times for r in t.resolved[:1])
        return Telling(
            self.path,
            event,
            at,
            span,
            context,
            word.lower(),
            named,
            heads,
            words,
            weighted(set(self._around(at, span, _NEAR_WORDS)) - own),
            names,
            self._named([m for m in mentioned if abs(m.start - at.start) < _NEAR_NAMES]),
            self._taking_part(event, "agent", speaker),
            self._taking_part(event, "patient", speaker),
            self._nouns(event, "agent"),
            self._nouns(event, "patient"),
            self._several(event),
            days,
            frozenset(telling(self.index.between(max(span.start, at.start - _BESIDE), at.start))),
            frozenset(telling(self.index.between(at.end, min(span.end, at.end + _BESIDE)))),
            frozenset(s for s, w in words.stems.items() if w >= _MARK) | names | days,
            self.months[context],
            self.accounts.read(event, claim, span),
            _stated(times) or self.stated[context],
            self._nth(at, span),
            dates=self.dates[context],
            called=" ".join(forms).lower(),
            near_days=span_of(times) or self.days[context],
            numbered=frozenset(
                f"{noun(m[2].lower(), self.language)}:{m[1].lower()}"
                for m in _NUMBERED.finditer(self.document.text, span.start, span.end)
            ),
        )

    def _words(self, forms: list[str], kind: str) -> tuple[str, str, frozenset[str]]:
        """The word that names an event of a kind, its head or that of the verb that says the same, and the heads of all words that name it."""
        phrases = phrases_of(forms[0].lower(), (f.lower() for f in forms[1:]), self.language)
        same = [p.same for _, p in phrases if p.kind == kind][:1]
        word = self._main(forms)
        heads = frozenset(head(w, self.language) for w in (*forms, *same))
        return word, head(same[0] if same else word, self.language), heads - _PARTS

    def _nth(self, at: Span, sentence: Span) -> int | None:
        """Which of several of its kind an event is said to be: 'was first arrested', 'for the second time'."""
        text = self.document.text
        if _FIRST.search(text, max(sentence.start, at.start - _BESIDE), at.start):
            return 1
        said = _WHICH.search(
            text, max(sentence.start, at.start - _NEAR_WORDS), min(sentence.end, at.end + _NEAR_WORDS)
        )
        if said:
            return 1 + _NTH.index(said[1])
        again = _AGAIN.search(
            text, max(sentence.start, at.start - _BESIDE), min(sentence.end, at.end + _BESIDE)
        )
        return ONE_MORE if again else None

    def _claim(self, at: Span) -> Claim | None:
        """The shortest claim that has the words: what the innermost voice says."""
        around = self.claims.around(at.start, at.end)
        return min((s.claim for s in around), key=lambda c: (_length(c), c.id), default=None)

    def _main(self, forms: list[str]) -> str:
        """The word of several that names the event: 'took part' by its verb, 'a hunger strike' by its noun."""
        if len(forms) > 1 and head(forms[0], self.language) != forms[0].lower() and forms[0].islower():
            return forms[0]
        return forms[-1]

    def _around(self, at: Span, within: Span, distance: int) -> list[str]:
        return self.index.between(max(within.start, at.start - distance), min(within.end, at.end + distance))

    def _taking_part(self, event: Event, role: str, speaker: str | None) -> frozenset[str]:
        """The stems of the names of those who take part so; 'I' and 'me' stand for the speaker."""
        parts = [p for p in event.parties if p.role == role]
        named = {w for p in parts for w in self._named(self.mentions.inside(p.start, p.end))}
        said = [(p, self.document.text[p.start : p.end].lower()) for p in parts if not p.entity]
        own = {
            w
            for _, words in said
            if words in FIRST_PERSON
            for w in telling(tokens(speaker or "", self.language))
        }
        others = {w for p, words in said if words in _SOMEBODY for w in self._only_person(p.start)}
        return frozenset(named | own | others)

    def _only_person(self, at: int) -> frozenset[str]:
        """The stems of the name of the one person who has been named before a place, where only one has: whom 'he' may stand for. For comparing only."""
        named = {m.entity for m in self.named_persons if m.start < at}
        return self.names[named.pop()] if len(named) == 1 else frozenset()

    def _nouns(self, event: Event, role: str) -> frozenset[str]:
        """What those who take part so are called, where it is no name: 'nineteen vessels of our fleet' → 'vessel'."""
        found = set()
        for p in event.parties:
            if p.role == role and not p.entity:
                said = _BEHIND_NOUN.split(self.document.text[p.start : p.end].lower(), maxsplit=1)[0].split()
                if said and said[-1] not in PRONOUNS:
                    found.add(noun(said[-1], self.language))
        return frozenset(found)

    def _several(self, event: Event) -> bool | None:
        """Whether it happened to several, or to one; None where the words do not tell."""
        phrases = [p for p in event.parties if p.role == "patient"]
        if len(phrases) != 1:
            return True if phrases else None
        words = self.document.text[phrases[0].start : phrases[0].end].lower().split()
        last = words[-1] if words else ""
        start, end = phrases[0].start, phrases[0].end
        if any(start <= q.start < end for q in event.quantities):
            return True
        if phrases[0].entity in self.persons:
            return False
        if last in _SEVERAL or (last.endswith("s") and not last.endswith(("ss", "us", "is"))):
            return True
        if last in _ONE or last.endswith("man") or words[:1] == ["a"]:
            return False
        return None

    def _named(self, mentions: "list[Mention] | tuple[Mention, ...]") -> frozenset[str]:
        return frozenset(w for m in mentions for w in self.names.get(m.entity, ()))


def _forms(event: Event, text: str) -> list[str]:
    """The words that name an event; of the sign b. the word that it stands for."""
    if event.why in (BORN, DIED):
        return [event.why.split()[-1]]
    return [w for s in event.triggers for w in text[s.start : s.end].split()]


def _stated(times: Iterable[Time]) -> frozenset[str]:
    """The values of times that the words themselves say."""
    return frozenset(r.value for t in times for r in t.resolved[:1] if r.basis == "stated")


def _of_one_time(values: frozenset[str]) -> frozenset[str]:
    """Values that lie within a few years: those of a text that tells of one time."""
    years = [int(m[0]) for v in values if (m := _YEAR.match(v))]
    return values if years and max(years) - min(years) <= _ONE_TIME else frozenset()


def _as_far_as(grain: "re.Pattern[str]", times: Iterable[Time]) -> frozenset[str]:
    """The months, or the days, of times that say one."""
    values = (r.value for t in times for r in t.resolved[:1])
    return frozenset(m.group() for v in values if (m := grain.match(v)))


def _length(claim: Claim) -> int:
    return sum(s.end - s.start for s in claim.evidence)
