"""beside_the_story: dates that are told beside the narrative, which does not go on from them: in parentheses, of papers, looking back."""

import re

from whence.dates import parts_of
from whence.layers.document import Time
from whence.layers.story import Story, Told
from whence.text import Span, SpanIndex

_BESIDE = re.compile(  # what leads to a date that the narrative does not go on from
    r"\b(?:found|published|discovered|born|died|written|released|declassified|founded|since|as of|until)\s+(?:in\s+|on\s+)?$"
    r"|\b(?:until|plann\w+|scheduled|followed|since|compared)\b[^.;:]{0,40}$"
)
_UP_TO = re.compile(r"\b(?:until|till)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE)
_NAMED_BY_YEAR = re.compile(  # 'the law of 1884', 'the account roll of 1290': a year that only names what it stands beside
    r"\b(?:laws?|acts?|statutes?|code|constitution|edict|decree|ordinance|charter|concordat|census|edition|rolls?|register|report|survey|inventory|minutes|memorandum|petition|returns?|almanac|map|loi|gesetz|ley|legge|lei) "
    r"(?:of|de|von|vom|del|do) (?:the year )?$",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    r",\s+(?:who|whose|whom)\b[^,.;:]*$"
)  # 'Ralph, who wrote some forty years later, says'
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)
_ALWAYS = re.compile(r"\b(?:always|every year|each year|yearly|annually|year after year)\b", re.IGNORECASE)
_BY_AN_EVENT = re.compile(
    r" (?:before|after) (?:he|she|they|we|I|it|you|(?:the|his|her|my|our|their|its) [a-z])"
)
_LOOKS_BACK = re.compile(r"\bhad\b")
_JUST_TOLD = 120  # characters from a date to what is counted from it


class BesideTheStory:
    """Answers for one text."""

    def __init__(self, chars: str, sentences: SpanIndex[Span]) -> None:
        self.chars, self.sentences = chars, sentences

    def in_passing(self, t: Time, story: Story) -> bool:
        """Whether a date is told beside the narrative: in parentheses, or of papers that show it."""
        before = self.chars[max(0, t.start - 60) : t.start]
        after = self.chars[t.end : t.end + 12]
        opened = before.rfind("(")
        if opened >= 0 and ")" not in before[opened:]:
            return story.last is not None
        year = re.match(r"\d{4}", t.value)
        if year and story.year is not None and 0 <= int(year[0]) - story.year <= 1 and _UP_TO.search(before):
            return False  # 'we had a card from him every week until June 1916'
        sentence = self.sentences.at(t.start)
        if sentence is not None and _OF_SOMEBODY.search(self.chars, sentence.start, t.start):
            return story.last is not None
        passing = _BESIDE.search(before) or re.match(r"\s+(?:election|census|edition|film|book)", after)
        return bool(passing) and story.last is not None

    def names_no_year(self, t: Time) -> bool:
        """Whether a time is of every year ('the bell could always be heard'), or of one that only an event tells ('the summer before she died')."""
        sentence, parts = self.sentences.at(t.start), parts_of(t.value)
        if sentence is not None and _ALWAYS.search(self.chars, sentence.start, sentence.end):
            return True
        return parts is not None and parts.day is None and _BY_AN_EVENT.match(self.chars, t.end) is not None

    def goes_on_from(self, t: Time, told: Told) -> bool:
        """Whether a date without a year goes on from a year of far away that the sentence before has told."""
        sentence = self.sentences.at(t.start)
        before = self.sentences.at(told.start)
        if sentence is None or before is None or self.looks_back(t):
            return False
        between = self.chars[before.end : sentence.start]
        return (
            not between.strip()
            and "\n\n" not in between
            and not _LOOKS_BACK.search(self.chars, before.start, told.start)
        )

    def is_named_by_its_year(self, t: Time) -> bool:
        """Whether a year only names what it stands beside: 'the law of 1884'."""
        return _NAMED_BY_YEAR.search(self.chars, max(0, t.start - 40), t.start) is not None

    def just_told(self, t: Time, story: Story) -> Told | None:
        """'He served until 1847. The following year …', 'died on 17 November 1887; four days later …': what comes after is counted from
        the date just told, though the story does not go on from it."""
        told, offset = story.passing, t.offset
        if (
            told is None
            or offset is None
            or offset.direction != "after"
            or not re.match(r"P[1-9]", offset.value)
            or _SINCE.search(self.chars, max(0, told.start - 12), told.start)
            or _OF_SOMEBODY.search(self.chars, max(0, told.start - 60), told.start)
        ):
            return None
        year, between = re.match(r"\d{4}", told.value), self.chars[told.start : t.start]
        forward = year is not None and (story.year is None or int(year[0]) >= story.year)
        forward = forward or not re.search(r"[.;!?]", between)  # 'in 1831, and again the year after'
        return (
            told
            if forward and len(between) < _JUST_TOLD and ")" not in between and "\n\n" not in between
            else None
        )

    def looks_back(self, t: Time) -> bool:
        """Whether the sentence looks back from what it tells."""
        sentence = self.sentences.at(t.start)
        return (
            sentence is not None and _LOOKS_BACK.search(self.chars[sentence.start : t.end + 40]) is not None
        )
