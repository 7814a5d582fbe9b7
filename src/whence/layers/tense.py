"""tense: whether a clause speaks of what is to come or of what was, by the verb nearest to a date."""

import re

from whence.layers.document import Time
from whence.text import Span, SpanIndex

_FUTURE = re.compile(
    r"\b(?:will|shall|won['’]t|['’]ll|would|going to|expects?|expected|plans?|planned|scheduled|due|next|coming|upcoming|begin(?:ning)?|starting|effective|with effect|as from|to be|is to|are to)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|last|ago|since|earlier|became|began|bought|brought|came|drew|drove|fell|found|fought|gave|got|grew"
    r"|heard|held|kept|knew|led|left|lost|made|met|paid|ran|rose|saw|sent|sold|spent|spoke|stood|struck|took|told|went|won|wrote"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bremain )(?<!\bremains )(?<!\bstay )(?<!\bstays )\w{3,}ed)\b",
    re.IGNORECASE,
)
_SURELY_AHEAD = re.compile(r"\b(?:will|shall|won['’]t|['’]ll|(?:is|are) to|to be)\b", re.IGNORECASE)
_FINITE_PAST = re.compile(
    r"\b(?:was|were|had|did|said|began|came|fell|found|fought|gave|got|held|led|left|made|met|ran|rose|saw|sent|sold|stood|struck|took|told|went|won|wrote"
    r"|(?:he|she|it|they|we|i|who|which|that)\s+\w{3,}ed)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|shall|won['’]t|['’]ll|would|should|must|going to|to)\b", re.IGNORECASE)
_TO_DO = re.compile(r"\bto \w+(?:\s+\w+){0,3}\s+(?:on\s+)?$", re.IGNORECASE)  # 'to meet again on'
_BEGAN = re.compile(
    r"\b(?:began|started|continued|used|had|came|tried|went|failed|managed|refused|seemed|happened)\s+$",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(?:by|until|till|next)\s+$", re.IGNORECASE)  # looks ahead from a past as well
_CLAUSE = 90  # characters of a clause that may tell its tense


_RATHER, _SURELY = 1.8, 4.0  # how many times farther a day on the side of the tense may be
WEIGHTS = {"ahead": (_RATHER, 1.0), "past": (1.0, _SURELY), None: (1.0, _RATHER)}
"""What a day before and a day after counts, by tense, where the nearest is looked for."""


class Tenses:
    """Answers for one text."""

    def __init__(self, chars: str, sentences: SpanIndex[Span]) -> None:
        self.chars = chars
        self.sentences = sentences

    def of(self, t: Time) -> str | None:
        """ "ahead" or "past", by the verb nearest to the date, before it or else after it; None where nothing tells."""
        sentence = self.sentences.at(t.start)
        low = max(t.start - _CLAUSE, sentence.start if sentence else 0)
        before = self.chars[low : t.start]
        if re.search(r"\bhad\b", before):
            return "past"
        to_do = _TO_DO.search(before)
        if to_do and not _BEGAN.search(before[: to_do.start()]) and not _PAST.search(to_do[0]):
            return "ahead"
        strong = _SURELY_AHEAD.search(before)
        if strong and not _FINITE_PAST.search(before[strong.end() :]):
            return "ahead"  # 'the work to be done and finished by 31 August'
        if _WEAK.search(before) and not _PAST.search(before):
            return "ahead"
        ahead = [m.start() for m in _FUTURE.finditer(before)]
        past = [m.start() for m in _PAST.finditer(before) if m.start() not in ahead]
        if ahead or past:
            looks = max(ahead, default=-1) > max(past, default=-1) and not (past and _WEAK.search(before))
            return "ahead" if looks else "past"
        after = self.chars[t.end : min(t.end + 60, sentence.end if sentence else t.end + 60)]
        if _PAST.search(after):
            return "past"
        return "ahead" if _FUTURE.search(after) else None

    def tells_what_was(self, t: Time) -> bool:
        """Whether a past stands before the date in its sentence, and nothing that is to come: 'was consumed by fire this day week'."""
        sentence = self.sentences.at(t.start)
        before = self.chars[max(t.start - _CLAUSE, sentence.start if sentence else 0) : t.start]
        return bool(_PAST.search(before)) and not _TO_COME.search(before)

    def looks_ahead(self, t: Time) -> bool:
        """Whether the clause speaks of what is to come."""
        return self.of(t) == "ahead"
