"""Assertions: how a stretch of words tells what it tells: whether it denies, hedges, intends, expects; cause or character."""

import itertools
import re
from typing import Literal

from msgspec import Struct

from whence.lang import lexicon
from whence.lang.inflections import inflections
from whence.layers.document import About, Document, Event, ToldAs
from whence.text import Span

_NEGATION = re.compile(
    r"(?<!with )(?<!of )(?<!in )(?<!by )(?<!at )(?<!for )(?<!under )(?<!to )\bno\b(?! (?:doubt|wonder|less|more|fewer|sooner|way but))(?!\.?\s?\d)|\b(?:at no (?:time|point|stage)|on no occasion)\b|\b(?:not|never|nobody|no one|none|neither|in no way|by no means|nowhere|no longer)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_NEGATION = re.compile(
    r"\bneither (?:more|\w+er) nor (?:less|\w+er)\b|\bnot only\b|\bnothing (?:more than|but|else than)\b|\bnot least\b|\bno doubt\b|\bif not\b|\bno way but\b|\bin no way but\b|\bwhether or not\b|\bnot (?:one|a man|a soul|a (?:single )?\w+) (?:more|beyond|besides|over)\b|(?:\b(?:not|never)|n['’]t)\b(?=[^.;:]{0,80}?\b(?:until|till)\b)|\bnot (?:\d+|two|three|four|five|six|ten|twenty|fifty|a hundred) (?:\w+ )?(?:yards|feet|paces|miles|steps|minutes|hours|days|weeks|months|years)\b",
    re.IGNORECASE,
)
_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed)?|disput(?:e|es|ed))\b", re.IGNORECASE
)
_SUPPOSED = re.compile(
    r"\s*[“\"'‘]?(?:if\s|had\s(?:i|we|he|she|they|it|you|the|this|that|his|her|our|my|their)\s)"
)
_WOULD_HAVE = re.compile(r"\b(?:would|should|could|might)\s(?:\w+\s)?have\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"\b(?:not|never|no)\s+(?:\w+\s+)?$|\bwithout\s+(?:\w+ly\s+)?$")
_UNTIL = re.compile(r"\w+(?:\s+[\w'’-]+){0,5}?,?\s+(?:until|till)\b")  # 'did not fall until 3 May'
_IS_TO_BE = re.compile(
    r"\w+(?:\s+of(?:\s+[\w'’-]+){1,5}?)?\s+(?:(?:is|are)\s+to|will)\s+(?:be|take|begin|follow|come)\b"
)
# 'said that he would not host the Oscars again'
_WOULD_NOT, _AGAIN = (
    re.compile(r"\bwould(?:\s+not|n['’]t|\s+never)\s+(?:\w+\s+)?$"),
    re.compile(r"\b(?:again|any\s?more|any\s+longer)\b"),
)
_WILL_NOT = re.compile(r"\b(?:(?:will|shall)\s+(?:not|never)|won['’]t|shan['’]t)\s+(?:\w+\s+)?$")
# 'the duel never took place', 'the duel between X and Y, announced for 3 May, did not take place', 'The truth about my duel with Sarti is that it did not
# take place'
_NEVER_WAS = re.compile(
    r"\w+(?:\s(?:between\s[^.;!?,]{1,60}|(?:of|with|against|at|in|on)\s(?:(?!\band\b)[^.;!?,]){1,40}))?(?:,[^.;!?,]{1,80},|\s(?:which|that)\s[^.;!?,]{1,80}?)?"
    r"\s(?:[^.;!?]{0,80}\b(?:it|this|that)\s+)?(?:never\s+(?:took\s+place|happened|occurred|came\s+off|began|started|broke\s+out)"
    r"|did(?:\s+not|n['’]t)\s+(?:take\s+place|happen|occur|come\s+off|begin|start|break\s+out))\b",
    re.IGNORECASE,
)
# 'neither confessed nor took', 'nor did he set foot', 'at no time did the police fire'
_NOR = re.compile(
    r"\b(?:neither|nor)\s+(?:\w+ly\s+)?$"
    r"|\b(?:nor|never|not once|at no (?:time|point|stage)|in no case|nowhere|on no occasion)\s+(?:did|do|does|was|were|is|are|had|has|have)\s+(?:[\w'’-]+\s+){1,6}$"
)
# 'was tried for the murder of', 'on a charge of arson'
_ALLEGED = re.compile(
    r"\b(?:tried|charged|accused|indicted|arraigned|suspected|prosecuted|trial|suspicion|accusations?|charges?|indictment)\b"
    r"(?:\s[\w'’-]+){0,10}?\s(?:for|of|with)\s+(?:(?:the|a|an)\s+)?$"
)
# 'appeared before the notary': came, no hedge
_CAME = re.compile(r"\bappear(?:s|ed)?\b(?!\s+(?:not\s+)?(?:to|that|as|likely|possible|probable)\b)")
# 'was content to part with her', 'managed to escape': what was done
_DONE = re.compile(
    r"\b(?:(?:was|were|been|being|is|are|felt)\s+(?:\w+ly\s+)?(?:content|obliged|forced|compelled|constrained|driven|fain|glad|able|permitted|seen|heard|known|made|the\s+(?:first|last|only\s+\w+))"
    r"|managed|contrived|condescended|proceeded|hastened|happened|chanced|deigned|ventured|(?:had|was\s+given)\s+(?:leave|occasion|the\s+honou?r))\s+to\s+$"
)
_REFUSE = re.compile(r"\b(?:refus|declin)(?:e|es|ed|ing)\b", re.IGNORECASE)
_DOUBT = re.compile(r"\bdoubt(?:s|ed|ing)?\b", re.IGNORECASE)


_DEFINITE = frozenset("the this that these those his her its their our".split())

_MONTH = re.compile(r"(?<=\S )May\b")
_PAST_ALSO = frozenset(
    "beat bet burst cast cost cut hit hurt let put quit rid set shed shut split spread thrust upset wed".split()
)


class Reading(Struct, frozen=True):
    """How a claim tells what it tells (see Claim)."""

    about: About
    told_as: ToldAs | None
    polarity: Literal["positive", "negative"]
    certainty: Literal["asserted", "hedged", "questioned"]
    cause: tuple[str, ...]
    effect: tuple[str, ...]


class Assertions:
    """Reads claims of one document by the word lists of its language."""

    def __init__(self, doc: Document) -> None:
        known = lexicon(doc.document.language)
        self.text = doc.text
        self.inflections = inflections(doc.document.language)
        self.hedges = known.words("claims", "hedges")
        self.causes = known.phrases("claims", "causes")
        self.cause_verbs = known.words("claims", "cause_verbs")
        self.intention_verbs = known.words("claims", "intention_verbs")
        self.intention_phrases = known.phrases("claims", "intention_phrases")
        self.prevented = known.words("claims", "prevention_verbs")
        self.starts = {e.id: e.triggers[0].start for e in doc.events}

    def denies(self, cue: str) -> bool:
        """Whether a cue denies its content."""
        return bool(_DENY.search(cue)) and not self.negated(cue)

    def refuses(self, cue: str) -> bool:
        """Whether a cue tells that what follows was not done: 'declined to say'."""
        return bool(_REFUSE.search(cue)) and not self.negated(cue)

    def doubts(self, cue: str) -> bool:
        """Whether a cue doubts its content."""
        return bool(_DOUBT.search(cue)) and not self.negated(cue)

    def negated(self, cue: str) -> bool:
        """Whether a cue itself is negated ('never said')."""
        return bool(_NEGATION.search(_NOT_NEGATION.sub(" ", cue)))

    def read(self, words: str, evidence: list[Span], events: list[Event]) -> Reading:
        """How these words tell their events."""
        low = re.findall(r"[\w'’]+", words.replace("May", "month").lower())  # the month is no 'may'
        present = set(low)
        first_clause = re.split(r"[,;:]", words, maxsplit=1)[0] if len(low) > 25 else words
        negative = bool(_NEGATION.search(_NOT_NEGATION.sub(" ", first_clause if len(low) > 25 else words)))
        cause, effect, causal = self._causes(words, evidence, events)
        intends = any(
            b in ("to", "at", "for") for a, b in itertools.pairwise(low) if a in self.intention_verbs
        ) or any(p in words.lower() for p in self.intention_phrases)
        hedged = bool(set(re.findall(r"[\w'’]+", _CAME.sub(" ", words.lower()))) & self.hedges & present)
        about: About = "other"
        if causal:
            about = "cause"
        elif _characterises(words) and not (
            events and any(w in present for w in ("killed", "arrested", "fired"))
        ):
            about = "characterisation"
        elif intends:
            about = "intention"
        elif events:
            about = "occurrence"
        return Reading(
            about, self._told_as(events), "negative" if negative else "positive",
            "hedged" if hedged else "asserted", cause, effect,
        )  # fmt: skip

    def _told_as(self, events: list[Event]) -> ToldAs | None:
        """How a claim's events are told, where all are told alike."""
        told = {self.status(e) for e in events}
        return told.pop() if len(told) == 1 else None

    def status(self, event: Event) -> ToldAs | None:
        """How one event is told, by the words right before its trigger."""
        trigger = event.triggers[0]
        said = re.split(r"[.;:!?]", self.text[max(0, trigger.start - 70) : trigger.start])[-1]
        left = _MONTH.sub("5", said).lower()  # 'The fire of 3 May killed 40'
        words = re.findall(r"[\w'’]+", left)
        near, last = words[-4:], words[-1:] or [""]
        behind = re.split(r"[.;!?]", self.text[trigger.start : trigger.start + 200])[0]
        if _SUPPOSED.match(left) and _WOULD_HAVE.search(behind):
            return "possible"  # 'Had we put to sea on the 4th of March, we should have doubled the cape'
        if _WILL_NOT.search(left) or (_WOULD_NOT.search(left) and _AGAIN.search(behind[:80])):
            return "expected"  # 'the Margravine will not abjure': nobody knows yet
        if any(w in self.prevented for w in words[-5:]) or (
            _NOT_DONE.search(left) and not _UNTIL.match(behind)
        ):
            return "did_not_happen"
        if (event.why or "").startswith("verb") and _NOR.search(left):
            return "did_not_happen"
        noun = (event.why or "").startswith("noun")
        if noun and _NEVER_WAS.match(behind):
            return "did_not_happen"
        if noun and _IS_TO_BE.match(behind):
            return "expected"  # 'The funeral of the dead is to take place on Friday'
        if (
            any(
                w in ("possible", "potential", "threatened", "alleged", "may", "might", "could") for w in near
            )
            or "in case of" in left[-30:]
        ):
            return "possible"
        if noun and _ALLEGED.search(left):
            return "possible"
        if re.search(r"\b(?:is|are) to be\s+$", left):
            return "expected"  # 'the funeral is to be held'
        if any(w in ("would", "will", "shall", "expected", "anticipated", "predicted") for w in near):
            return "expected"
        if _DONE.search(left):
            return "happened"
        if (
            (last == ["to"] and not self.text[trigger.start].isdigit())
            or any(w in ("planned", "intended", "attempted", "hoped") for w in near)
            or re.search(r"\b(?:call|calls|plan|plans|demand|order) (?:for|of|to) (?:\w+ )?$", left)
            or (
                self.text[trigger.start : trigger.end].endswith("ing")
                and re.search(r"\b(?:claim|aim|hope|intention|purpose) of $", left)
            )
        ):
            return "intended"
        verb = (event.why or "").startswith("verb") and self._is_past(trigger)
        close = re.findall(r"[\w'’]+", left.rsplit(",", 1)[-1])[-4:]
        definite = any(w in _DEFINITE for w in close) or re.search(r"['’]s?\s+(?:\w+\s+)?(?:\w+\s+)?$", left)
        return "happened" if verb or definite else None

    def _is_past(self, trigger: Span) -> bool:
        """Whether a verb's form tells what is past: 'killed', 'struck', 'given'."""
        lower = self.text[trigger.start : trigger.end].lower()
        bases = self.inflections.irregular(lower)
        if not bases:
            return lower.endswith("ed")
        return (lower not in bases or lower in _PAST_ALSO) and not lower.endswith(("s", "ing"))

    def _causes(
        self, words: str, evidence: list[Span], events: list[Event]
    ) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """The event that is told to cause another, where one stands on each side of the word that says so."""
        low = words.lower()
        at, forward = -1, False
        for phrase in self.causes:
            found = re.search(rf"\b{re.escape(phrase)}\b", low)
            if found:
                at = found.start()
                break
        if at < 0:
            for found in re.finditer(r"\w+", low):
                before = low[max(0, found.start() - 24) : found.start()].split()[-1:]
                if found.group() in self.cause_verbs and before not in (["to"], ["the"], ["a"], ["simple"]):
                    at, forward = found.start(), True
                    break
        if at < 0:
            return (), (), False
        if len(evidence) != 1:
            return (), (), True
        position = evidence[0].start + at
        before = [e.id for e in events if self.starts[e.id] < position]
        after = [e.id for e in events if self.starts[e.id] > position]
        if len(before) == 1 and len(after) == 1:
            return ((before[0],), (after[0],), True) if forward else ((after[0],), (before[0],), True)
        return (), (), True


def _characterises(words: str) -> bool:
    """Whether words say what something was like, not what happened: 'was a blind and absurd act', 'as an accident'."""
    return bool(
        re.search(
            r"(?<!there )\b(?:is|are|was|were|became|remains?|remained|seemed|been|be)\s+(?:(?:in fact|indeed|only|not|no|never|nothing (?:more than|but)|much|so|far)\s+)*(?:an?|the)\s+\w+",
            words,
        )
        or re.search(r"\bas\s+(?:an?|the)\s+\w+", words)
        or re.search(r"^(?:it|him|her|them|this)\s+(?:an?|the)\s+\w+", words)
    )
