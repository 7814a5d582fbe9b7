"""citation_heads: where a reference begins: somebody named right before a title, Ibid., a signal, somebody whose work was cited before."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from whence.works import (
    NAME,
    NAMES,
    Kin,
    Written,
    any_of,
    is_archival,
    kin,
    law,
    letters,
    listed,
    locators,
    of_inquiry,
    one_of,
    outside,
    parties,
    signals,
)

YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20[0-2]\d)(?!\d)")
SUPRA = re.compile(
    r"\b(?:supra|see above|above)\b,?\s*(?:at\s+)?(?:notes?|nn?\.)\s*(?P<n>\d+)|\b(?:notes?|n\.)\s*(?P<m>\d+)\s+(?:above|supra)\b"
    r"|\((?:see\s)?(?:notes?|nn?\.?)\s?(?P<o>\d+)(?:\s(?:above|supra))?\)"
    rf"|\(?{any_of(listed('supra'))}\s*(?P<k>\d+)\)?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:\bby|\bvon|\bv\.|\bpar|\bde|\bdi|\bdel|\bof|\bfrom|\btrans\.|\beds?\.|\bHrsg\.|\bin:?|\bdans|\ben|\bwith|\bmit|\bto|\ban|\bà|\baux?)\s$"
)
_NAMED_WITH_PLACE = re.compile(
    rf"{NAMES},\s[A-ZÀ-Þ][^,;()]{{3,80}},\s(?:vols?|pp?|Bd|S|t)\.\s?[\divxlc]"
)  # 'Camden, Annales, p. 261'
_PLACED = re.compile(r"pp?\.\s?\d|[ivxlc]{1,7}\.\s\d|\d{1,4}\b(?!\s[A-Z])")  # 'as is shown by Moody, | p. 52'
_EDITED_BY = re.compile(r"(?:\bed(?:s|ited)?\.?|\btrans(?:l|lated)?\.?|\bHrsg\.)\s(?:by\s)?$")
_NAMED_IN_FULL = re.compile(
    rf"{NAMES},\s[A-ZÀ-Þ“\"«„][^;]*\([^()]*\d{{4}}\)"
)  # and an imprint behind the title
_PART_OF_BODY = re.compile(
    r"(?<=[A-ZÀ-Þ])[\w’'-]*\s(?:of|for|on|de|du|des|della|del|für|der|and|und|et)\s(?:the\s|la\s|den\s)?$"
)
LEAD = 170  # characters that may lead up to a reference
_MESSAGE = re.compile(
    rf"(?<![\w’'.-]){NAME}(?=,\s(?:e-?mail|letter|interview|in\sconversation|personal\scommunication|diary|entretien|entrevista|intervista|Gespräch|Interview)\b)"
)


BEGINNING = 4  # letters of a title by which it is looked up


class Known(Struct):
    """What notes before have told: the family names and bodies of those whose works were cited, and what archives are called for short."""

    families: set[str]
    holders: set[str]
    titles: set[str]
    cited: dict[str, set[str]]  # the letters of titles, by their first ones
    cases: set[str]  # the letters of the parties of cases

    def learn(self, item: dict[str, Any] | None) -> None:
        """Takes up whose work it is, and its title."""
        title = letters(str((item or {}).get("title", "")))
        self.cited.setdefault(title[:BEGINNING], set()).add(title)
        if number := letters(str((item or {}).get("number", ""))):
            self.titles.add(number)
        self.cases |= {letters(name) for name in parties(item or {})}
        for person in [*(item or {}).get("author", ()), *(item or {}).get("editor", ())]:
            name = str(person.get("family") or person.get("literal") or "")
            if len(letters(name)) > 1:
                self.families |= (
                    {letters(name), letters(name.split()[-1])} if "family" in person else {letters(name)}
                )

    def is_cited(self, begins: str) -> bool:
        """Whether the title of a work cited before begins with these letters."""
        return any(t.startswith(begins) for t in self.cited.get(begins[:BEGINNING], ()))

    def is_known(self, name: str) -> bool:
        """Whether a work by somebody of this name was cited before."""
        words = name.split()
        return bool(words) and (letters(words[-1]) in self.families or letters(name) in self.families)


def stands_alone(w: Written, kin_: Kin, known: Known) -> bool:
    """Whether a part of a note is a whole reference by itself."""
    words = w.words
    return bool(
        YEAR.search(words)
        or locators(words)
        or kin_.ibid.match(words.strip(" _*"))
        or kin_.op_cit.search(words)
        or kin_.loc_cit.search(words)
        or is_archival(words, known.holders)
        or any(h < LEAD for h in heads(w, known))
        or law(w)
        or of_inquiry(words)
        or (re.search(r"\d", words) and any(p.match(words) for _, p in signals()))
    )


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{NAMES}),\s(?=[“\"‘'«„A-ZÀ-Þ\d]|[ivxlc]+\b|pp?\.|S\.|fol)")


def short_of_known(w: Written, known: Known) -> bool:
    """Whether words begin with somebody whose work was cited before, and what may be its title or a place in it."""
    match = _short().match(w.words)
    return bool(match) and known.is_known(match["name"].split(",")[0])  # type: ignore[index]


def begins(w: Written, kin_: Kin, known: Known) -> bool:
    """Whether a reference begins here: a signal, somebody with a title behind him, a title, Ibid."""
    words = w.words
    inner = re.match(
        r"(?:[a-zà-þ][^\d;:(“«\"]{0,50}\s)?(?:in|by|dans|en|bei|von|par)\s(?=[A-ZÀ-Þ“\"«„])", words
    )
    if inner:
        return begins(w.part(inner.end(), len(words)), kin_, known)
    if re.match(rf"{NAME},\s", words) and kin_.op_cit.search(words, 0, 80):
        return True
    named = re.match(rf"{NAME},?\s", words)
    if named and SUPRA.match(words, named.end()):
        return True  # 'Mathews (n. 8 above), p. 225'
    if _NAMED_WITH_PLACE.match(words):
        return True
    if SUPRA.match(words) or law(w) or of_inquiry(words) or _NAMED_IN_FULL.match(words):
        return True
    if kin_.ibid.match(words) or any(p.match(words) for _, p in signals()) or short_of_known(w, known):
        return True
    return (
        bool(w.begins_italic(0))
        or words[:1] in '“"«„‘'
        or 0 in heads(w, known)
        or is_archival(words.split(";")[0], known.holders)
    )


def _is_inside(w: Written, before: str) -> bool:
    """Whether a name belongs to the reference that begins before it: 'Alone Together, in Peter Hallam (ed.), …', 'review of …, by …'."""
    if not _BY.search(before):
        return False
    return (
        before.endswith(": ")
        or any(z <= len(before) for _, z in w.titles())
        or bool(re.match(rf"{NAMES}[,:]\s", before))
    )


def heads(w: Written, known: Known) -> list[int]:
    """Where somebody is named right before a title: 'Agnes Loring, *Keepers …*', 'Gosse, “Discipline …'."""
    found = []
    for start, _ in w.titles():
        before = w.words[:start]
        match = re.search(
            rf"(?<![\w’'.-])(?P<names>{NAMES}),?\s(?:\(?{one_of('editors_behind')}\)?,\s)?$", before
        )
        if (
            match
            and not _PART_OF_BODY.search(before[: match.start()])
            and not _is_inside(w, before[: match.start()])
        ):
            found.append(match.start("names"))
    blotted = outside(w.words)
    for match in re.finditer(
        rf"(?<![\w’'.-])(?P<name>{NAME}),\s(?=[“\"‘'«„A-ZÀ-Þ\d]|pp?\.|[ivxlc]+\b)", blotted
    ):
        placed = _PLACED.match(blotted, match.end()) and not _EDITED_BY.search(blotted[: match.start()])
        if known.is_known(match["name"]) and (placed or not _BY.search(blotted[: match.start()])):
            found.append(match.start())
    found += [m.start() for m in _MESSAGE.finditer(blotted)]
    for cit in kin(None).op_cit.finditer(blotted):
        match = re.search(rf"(?<![\w’'.-])(?P<names>{NAMES}),\s$", blotted[: cit.start()])
        if match and not _BY.search(blotted[: match.start()]):
            found.append(match.start())
    return sorted(set(found))


def declared_holders(words: str) -> Iterator[str]:
    """What a note says that an archive is called from there on: '(hereafter ACRO)', '(OÖLA)'."""
    for match in re.finditer(
        rf"(?P<name>[^()]{{3,90}})\s\((?:{one_of('hereafter')}:?\s)?[“\"]?(?P<short>[A-ZÄÖÜÉ][A-ZÄÖÜÉa-z]{{1,7}})[”\"]?\)",
        words,
    ):
        if re.search(one_of("holders"), match["name"]) and sum(c.isupper() for c in match["short"]) > 1:
            yield match["short"]
