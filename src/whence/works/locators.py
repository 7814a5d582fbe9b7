"""Locators: where in a work, as CSL names the places (page, volume, chapter, folio ...)."""

import re
from functools import cache

from msgspec import Struct

from whence.lang import lexicon
from whence.works.back_references import tables

_DASH = "-–—‑"
_NUMBER = rf"(?:\d+(?:[a-z](?![\w]))?|[ivxlcdm]+(?!\w))(?:[rv](?!\w))?(?:\s?[{_DASH}]\s?(?:\d+[a-z]?|[ivxlcdm]+)(?:[rv](?!\w))?)?(?:\(\d{{1,2}}\))*(?:\s?ff?\b\.?|\s?e\.v\.|\s(?:et\s)?(?:sqq?|seqq?|suiv)\.|n\.?(?:\s?\d+|\b))?"
_NUMBERS = rf"{_NUMBER}(?:(?:,\s?|\s?&\s?|\sand\s){_NUMBER})*"


class Place(Struct, frozen=True):
    """A locator in a string of reference: CSL label, value as it stands, and where its words stand in the string."""

    label: str
    value: str
    start: int
    end: int


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    labels: dict[str, str] = {}
    for table in (
        *(t.get("locators", {}) for t in tables().values()),
        lexicon("en").table("references")["locators"],
    ):
        for label, words in table.items():
            labels.update((word.lower(), label) for word in words)
    alternatives = "|".join(re.escape(w) for w in sorted(labels, key=lambda w: (-len(w), w)))
    return (
        re.compile(
            rf"(?<!\w)(?P<label>{alternatives})(?:\.\s?|\s)?(?P<value>{_NUMBERS})(?!\w)(?!\.?\s?(?:Aufl|edn?\b|éd\b))",
            re.IGNORECASE,
        ),
        labels,
    )


_BARE = re.compile(
    rf"(?:[,:،]|(?<=[,.?!])[”\"’»']{{1,2}}|[”»]|(?<=\)))\s*(?:at\s|here\s|hier\s|aldaar\s|ici\s|esp\.\s|bes\.\s)?(?P<value>\d{{1,3}}[:.]\d{{1,4}}(?:[{_DASH}]\d+)?|{_NUMBERS})\s*(?:[.;]?\s*$|(?=,\s(?:who|which|where|whose|though|although|despite|but)\b)|(?=\s\((?-i:[a-zà-þ])[^()]*\)))",
    re.IGNORECASE,
)


# 'iv. 302': a page of a volume, as older books write it
_OF_VOLUME = re.compile(
    r"[,)]\s[ivxlc]{1,9}\.\s(?P<value>\d{1,4}(?:[–-]\d{1,4})?(?:,\s\d{1,4}(?:[–-]\d{1,4})?)*)(?=[,.;)\s]|$)"
)


def locators(reference: str, bare: bool = True) -> list[Place]:
    """The locators of a reference string, in order.

    ``bare``: a number alone at the end, after a comma or colon, is a page, as most styles write it.
    """
    pattern, labels = _pattern()
    found = []
    for match in pattern.finditer(reference):
        word = match["label"].lower()
        glued = match.end("label") == match.start("value")
        if glued and not match["value"][0].isdigit():
            continue  # 'find', not 'f. ind', 'Cold', not 'col. d'
        if glued and len(word) == 1 and match["label"].isupper():
            continue  # the shelf mark F7 6782
        if reference[match.end() : match.end() + 1] == "/":
            continue  # a shelfmark: 'P 114/1/7'
        if not match["value"][0].isdigit() and (
            word in ("n", "v", "f", "no", "par", "id") or (len(match["value"]) == 1 and word == "p")
        ):
            continue
        found.append(Place(labels[word], match["value"].strip(), match.start(), match.end()))
    if bare and not any(p.label == "page" for p in found):
        last = _BARE.search(reference)
        if last and not _is_year(last["value"], reference, last.start()):
            value, at = last["value"].strip(), last.start("value")
            dated = re.match(r"(?:1[4-9]|20)\d\d,\s?(?=\d)", value)
            if dated and re.search(r"[A-Z][a-z]{2,8}\.?\s\d{1,2},\s$", reference[:at]):
                value, at = value[dated.end() :], at + dated.end()  # 'November 14, 1880, 2'
            found.append(Place("page", value, at, last.end("value")))
    if not any(p.label == "page" for p in found):
        old = _OF_VOLUME.search(reference)
        if old:
            found.append(Place("page", old["value"].strip(), old.start("value"), old.end("value")))
    return found


def _is_year(value: str, reference: str, at: int) -> bool:
    """Whether a bare number at the end is more likely the year of publication than a page."""
    year = r"(?:1[4-9]\d\d|20\d\d)"
    if re.fullmatch(rf"{year}(?:(?:,\s?|\s?&\s?|\sand\s){year})+", value):
        return True  # 'Abstract of Returns, 1801, 1831, 1841'
    return bool(re.fullmatch(year, value)) and not re.search(r"\(\D*\d{4}\)", reference[:at])


def best(places: list[Place]) -> Place | None:
    """The finest locator: a page or folio before all else, then the last one that is no volume."""
    for wanted in ("page", "folio", "column"):
        for place in reversed(places):
            if place.label == wanted:
                return place
    finer = [p for p in places if p.label not in ("volume", "issue")]
    shown = finer or places
    return shown[-1] if shown else None
