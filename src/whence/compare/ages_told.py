"""ages_told: how old somebody is said to have been when an event happened to him, or he did it: 'Rell, 44, was shot', 'died at the age of forty-four'."""

import re
from collections.abc import Iterator

from whence.compare.values import AGE, DOERS_AGE, Number
from whence.dates.grammar import grammar
from whence.layers.document import Document, Event, Party, Time
from whence.text import Span, SpanIndex

_N = r"(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?)"  # '44', 'forty-four'
# words that go on in the same clause
_ON = r"\s+(?!and\b|but\b|who\b|which\b|that\b|leaving\b|with\b)[\w'’-]+"
_YEARS = re.compile(r"P(\d{1,3})Y")
_AGED = re.compile(r"\b(?:aged|age|year-old|years?\s+old)\b", re.IGNORECASE)
_OPENS = re.compile(r"\W*(?:(?:[Aa]t|[Oo]nly|[Jj]ust|[Tt]hen)\s+)*(?:the\s+)?$")
_BEHIND_SOMEBODY = re.compile(r",?\s+(?:who\s+was\s+)?(?:(?:then|only|just)\s+)?$")
_AT_AGE = re.compile(r"[^;:]*,\s+at\s+(?:the\s+age\s+of\s+)?$")
_BEHIND_EVENT = re.compile(rf"(?:{_ON}){{0,9}}?,?\s+(?:at\s+)?(?:the\s+)?$")
# 'was 44 when he died', 'was forty-four years old when'; 'died at 44'; 'Rell, 44, was shot'
_WAS_WHEN = re.compile(
    rf"\b(?:was|is)\s+(?:only\s+|just\s+|then\s+)?{_N}(?:\s+years\s+(?:old|of\s+age))?\s+when\s+[^.,;:]{{0,40}}$"
)
_DIED_AT = re.compile(r"\s+at\s+(?P<n>\d{2,3})(?=[.,;:]|\s+(?:of|in|on|after|from)\b)(?!\.\d)")
_ALONE = re.compile(r",\s+(?:aged\s+(?:only\s+)?)?(?P<n>\d{1,3}),")
_AGED_FIRST = re.compile(rf"\W*Aged\s+(?:only\s+)?{_N},")
_AGE_BEHIND = re.compile(rf"(?:{_ON}){{0,8}}?,?\s+(?:at\s+the\s+age\s+of|aged)\s+{_N}\b")
# ', a man of fifty-eight'
_A_MAN_OF = re.compile(
    rf"(?:{_ON}){{0,8}}?,\s+(?:then\s+)?an?\s+(?:\w+\s+)?(?:man|woman|widow|widower|youth|lad|boy|girl|child)\s+of\s+(?:only\s+)?{_N}(?=[,.;]|\s+and\b)"
)
_ALONE_WITHIN = 16  # characters behind the words for somebody
_OLDEST = 115
_OF_PEOPLE = frozenset("life assault arrest accuse office fight contest".split())


class AgesTold:
    """The ages that one document tells of those who take part in its events."""

    def __init__(self, document: Document) -> None:
        self._text, self._grammar = document.text, grammar(document.document.language)
        self._ages = SpanIndex(
            [
                t
                for t in document.times
                if t.type == "DURATION" and _YEARS.fullmatch(t.value) and self._is_age(t)
            ]
        )

    def _is_age(self, t: Time) -> bool:
        return _AGED.search(self._text, t.start, t.end) is not None

    def of(self, event: Event, sentence: Span) -> Iterator[tuple[Span, Number]]:
        """The age of the one to whom it happened, else of the one who did it; nothing where several ages are told in its sentence."""
        whose = [p for p in event.parties if p.role == "patient"] or list(event.parties)
        if len(whose) != 1 or event.kind not in _OF_PEOPLE:
            return
        told = self._ages.inside(sentence.start, sentence.end)
        if len(told) > 1 or len(_ALONE.findall(self._text, sentence.start, sentence.end)) > 1:
            return
        tied = self._tied(told[0], event, whose[0], sentence) if told else None
        found = tied or self._bare(event, whose[0], sentence)
        if found and found[1] <= _OLDEST:
            yield (
                found[0],
                Number(found[1], found[1], False, "years", AGE if whose[0].role == "patient" else DOERS_AGE),
            )

    def _tied(self, t: Time, event: Event, who: Party, sentence: Span) -> tuple[Span, int] | None:
        """An age that words as 'aged' tell, where it opens the sentence, or stands in or behind the words for somebody, or behind those for the event."""
        end = event.triggers[-1].end
        whole = not self._text.startswith("old", t.end - 3)  # not 'A 61-year-old man was charged after …'
        opens = whole and _OPENS.fullmatch(self._text, sentence.start, t.start)
        inside = who.start <= t.start < who.end
        behind = t.start >= who.end and _BEHIND_SOMEBODY.fullmatch(self._text, who.end, t.start)
        later = t.start >= end and _BEHIND_EVENT.fullmatch(self._text, end, t.start)
        # 'passed away …, the light of our town, at seventy-one years of age'
        later = later or (t.start >= end and _AT_AGE.search(self._text, end, t.start))
        years = _YEARS.fullmatch(t.value)
        tied = opens or inside or behind or later
        return (Span(t.start, t.end), int(years[1])) if years and tied else None

    def _bare(self, event: Event, who: Party, sentence: Span) -> tuple[Span, int] | None:
        """An age that only a number tells."""
        start, end = event.triggers[0].start, event.triggers[-1].end
        found = (
            _WAS_WHEN.search(self._text, sentence.start, start)
            or _AGED_FIRST.match(self._text, sentence.start, start)
            or (event.kind == "life" and _DIED_AT.match(self._text, end, sentence.end))
            or _AGE_BEHIND.match(self._text, end, sentence.end)
            or _A_MAN_OF.match(self._text, end, sentence.end)
            or _ALONE.search(self._text, who.start, min(sentence.end, who.end + _ALONE_WITHIN))
        )
        if not found:
            return None
        years = int(found["n"]) if found["n"].isdigit() else self._grammar.whole(found["n"])
        return (Span(*found.span("n")), years) if years else None
