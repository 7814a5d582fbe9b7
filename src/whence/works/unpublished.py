"""unpublished: references to what was not printed → CSL items: interviews, testimony, files in archives."""

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from whence.lang import lexicon
from whence.works.citing_words import any_of
from whence.works.imprint import date, has_imprint
from whence.works.locators import locators
from whence.works.people import NAME, corporate_words, csl_name
from whence.works.written import QUOTED, outside, quoted_words

_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_INTERVIEW_OF = re.compile(rf"(?P<by>{NAME})[’']s?\s+interview\s+with\s+(?P<with>{NAME})")
_INTERVIEW_BY = re.compile(
    rf"(?P<with>{NAME}),?\s+(?:in an\s+)?interview(?:ed)?\s+(?:by|with)\s+(?:(?P<by>{NAME})|the\s(?:present\s)?(?:author|writer)|this\s(?:author|writer))",
    re.UNICODE,
)
_INTERVIEW_WITH = re.compile(
    rf"(?:interview(?:s|ed)?\s+(?:with|of)|entretien\s+avec|Interview\s+mit|Gespräch\s+(?:(?:des|der)\s(?:Verfassers|Verfasserin|Autors|Autorin)\s)?mit|entrevista\s+(?:a|con|com)|intervista\s+(?:a|con)|interview\s+met|testimonianza\s+di|testimonio\s+de|témoignage\s+de)\s+[“\"]?(?P<with>(?-i:{NAME}))[”\"]?(?:(?:,|\s+by|,\s+by)\s+(?P<by>(?!{_MONTHS})(?-i:{NAME})))?",
    re.IGNORECASE,
)
_SHELF = re.compile(
    r"(?<![\w/])(?:MSS?\.?\s(?:[A-Z][\w.]*\s)?\d[\w./–-]*|Add(?:itional)?\.?\sMSS?\.?\s\d+|[A-Z\d][A-Z\d.]{0,7}(?:\s?\d+)?(?:/[\w.–-]+)+(?:\s\d+)?|[A-Z]{1,6}\s\d{1,5}(?:/[\w.–-]+)+|[A-Z]\s\d{4,}(?:/\d+)?|Hs\.\s\d+|[A-Z]{1,2}\d{1,2}[A-Z]?\s\d{2,6}(?!\d)"
    r"|(?:box|carton|cart\.|Karton|Kt\.|Sch\.|Fasz\.|liasse|legajo|leg\.|expediente|exp\.|busta|fasc\.|caja|maço|mç\.|cx\.|inv(?:entaris)?\.?\s?(?:nr\.?|no\.?)|toegang|Nr\.|Rep\.|Best\.|RG|Record\sGroup|dossier)\s[A-Z]?\d[\w./–-]*|\d{1,3}\s[A-Z]{1,3}\s\d+)"
)
_ON_FILE = re.compile(r"\(?(?:(?:copy|copies|original|transcript)\s)?on\sfile\swith\s[^()]+\)?")
# 'Lansdowne MS. xix. art. 72', 'MS. Cotton. Calig. C. iii. f. 317', 'Titus B. ii. fol. 3'
_OLD_SHELF = re.compile(
    r"(?:(?:[A-Z][\w’'-]*\.?\s){0,3}MSS?\.\s(?:[ivxlc]+\b|[A-Z][a-z]+\.?\s(?:[A-Z][a-z]*\.?\s)*[\divxlc])"
    r"|(?:(?:Cott(?:on)?\.?\s)?(?:Calig(?:ula)?|Titus|Tit|Vesp(?:asian)?|Otho|Nero|Galba|Julius|Jul|Cleop(?:atra)?|Faust(?:ina)?|Tib(?:erius)?|Vitell(?:ius)?|Dom(?:itian)?|Claud(?:ius)?|Aug(?:ustus)?)\.?\s[A-F]\.?\s[ivxlcIVXLC]+\b))"
)
_HOLDER = re.compile(
    r"(?:\b|(?<=[a-zäöüß]))(?:[Aa]rchiv(?:es?|s|o|io|um)?\b|[Aa]rquivo\b|[Aa]rchief\b|Record\sOffice\b|[Bb]ibliothek\b|Bibliothèque\b|Library\b|Biblioteca\b|Bibliotheek\b|Historical\sSociety\b|Special\sCollections\b|(?:Heritage|History|Archives)\sCent(?:re|er)\b)"
)
_DATE = re.compile(
    r"(?<!\d)\d{1,2}\.?(?:er)?\s(?:de\s)?[A-ZÀ-Þa-zà-þ]{3,10}\.?\s(?:de\s)?\d{4}|[A-Z][a-z]{2,8}\s\d{1,2}(?:[–-]\d{1,2})?,\s\d{4}"
)


def is_archival(reference: str, holders: Collection[str] = ()) -> bool:
    """Whether a reference names the place of a file: a box, folder, fonds, manuscript, a shelf mark and who keeps it.

    ``holders``: what archives are called for short in this text ('TNA').
    """
    words = _archival_words()
    found = set(re.findall(r"[a-z]+", reference.lower()))
    if len(found & words) >= 2 or bool(found & {"box", "folder", "fonds"} and found & words):
        return True
    if re.match(r"[^,(]{0,40}\bMSS?\.?,\s|[^,(]{0,40}\bMSS?\.?,?\s\d", reference) or _OLD_SHELF.match(
        reference
    ):
        return True
    if _ON_FILE.search(reference) and not QUOTED.search(reference) and "http" not in reference:
        return True
    if not _kept(reference, holders):
        return False
    first = re.split(r",\s|\s\(", outside(reference), maxsplit=1)[0]
    kept = (
        first[:1].isupper()
        and "edition" not in first
        and _HOLDER.search(first)
        and not (QUOTED.search(reference) or "http" in reference)
    )
    if kept and first != reference.rstrip(".") and not has_imprint(reference) and re.search(r"\d", reference):
        return True  # 'Archiv der Hansestadt Lübeck (künftig: AHL), Neues Senatsarchiv 3862'
    if re.search(
        r"(?<!\w)(?i:diary|diaries|ledgers?|minutes|logbooks?|correspondence|registers?|scrapbooks?|Papers|Nachlass|journal(?=,))(?!\w)",
        outside(reference),
    ) and not has_imprint(reference):
        return True
    return bool(_SHELF.search(reference) or (_holder(reference, holders) or ("", 1))[1] == 0)


def _kept(reference: str, holders: Collection[str]) -> bool:
    return bool(_HOLDER.search(outside(reference))) or _holder(reference, holders) is not None


def _holder(reference: str, holders: Collection[str]) -> tuple[str, int] | None:
    """The short name of an archive in a reference, and where it stands."""
    match = re.search(rf"(?<![\w/]){any_of(_short_names() | frozenset(holders))}(?![\w/])", reference)
    return (match[0], match.start()) if match else None


@cache
def _short_names() -> frozenset[str]:
    return frozenset(lexicon("en").table("references")["archival"]["holders"].split())


@cache
def _archival_words() -> frozenset[str]:
    return frozenset(lexicon("en").table("references")["archival"]["words"].split())


_UNNAMED = re.compile(
    r"[Ii]nterviews?\swith\s(?:(?:an?|the|two|three|four|five|six|several)\s)?(?=[a-z])[^,;(]{3,80}"
)
# 'Harbor Rights Watch interview with …': by whom it was held
_HELD_BY = re.compile(
    r"(?P<by>[A-Z][\w’'.&-]*(?:\s(?:[A-Z][\w’'.&-]*|for|of|and|the|on)){0,7})\s(?:(?:tele)?phone\s|video\s|online\s|group\s|written\s|Skype\s|WhatsApp\s|joint\s|follow-up\s)*(?=interviews?\swith\s)"
)


def interview(reference: str, text: str) -> dict[str, Any] | None:
    """An interview, by who was asked and who asked."""
    asked: dict[str, Any] | None
    held = _HELD_BY.match(reference)
    if held and set(held["by"].split()) & corporate_words():
        asked = interview(reference[held.end() :], text)
        return asked and {**asked, "interviewer": [{"literal": held["by"]}]}
    unnamed = _UNNAMED.match(reference)
    if unnamed:
        asked = {"type": "interview", "title": unnamed[0].strip()}
        date(asked, reference[unnamed.end() :])
        return asked
    for pattern in (_INTERVIEW_OF, _INTERVIEW_BY, _INTERVIEW_WITH):
        match = pattern.search(reference)
        if match:
            break
    else:
        return None
    item: dict[str, Any] = {"type": "interview", "author": [csl_name(match["with"], text)]}
    if match["by"]:
        item["interviewer"] = [csl_name(match["by"], text)]
    before = reference[: match.start()].strip(" ,;:.")
    quoted = QUOTED.search(reference)
    title = quoted_words(quoted) if quoted else None
    if title or (before and len(before.split()) > 2):
        item["title"] = title or before
    date(item, reference[match.end() :])
    return item


_TESTIMONY = re.compile(
    rf"(?P<what>Testimony|Statement|Evidence|Deposition|Affidavit|Account|Speech|Memorandum|Diary|Memoir|Confession)s? (?:of|by) (?P<who>{NAME})(?=[,;.(]|\s+(?:in|to|before|at|on)\b|$)"
)


def testimony(
    reference: str, text: str, parse: Callable[[str, str], dict[str, Any] | None]
) -> dict[str, Any] | None:
    """'Testimony of Ada Corl, in Haake, Minutes …, 11': whose words they are, and where they are printed or kept."""
    match = _TESTIMONY.match(reference)
    if (
        not match
        or reference.startswith("Memoirs")
        or len(match["who"].split()) < 2
        or set(match["who"].lower().split()) & corporate_words()
    ):
        return None
    item: dict[str, Any] = {
        "type": "manuscript",
        "author": [csl_name(match["who"], text)],
        "title": match["what"],
    }
    rest = reference[match.end() :]
    printed = re.search(r",?\s+in:?\s+(?P<in>.+)$", rest)
    held = parse(printed["in"], text) if printed else None
    if held and held.get("title"):
        item |= {"type": "chapter", "container-title": held["title"]}
        for here, there in (("author", "container-author"), ("editor", "editor")):
            if held.get(here):
                item[there] = held[here]
    archive = None if held else archive_of(rest)
    if archive:
        item["archive"] = archive
    date(item, rest)
    return item


def archive_of(rest: str) -> str | None:
    """The archive that words behind a reference name, from there to their end."""
    words = _archival_words()
    for part in reversed([p.strip(" .") for p in rest.split(",")]):
        if set(re.findall(r"[a-z]+", part.lower())) & words:
            return rest[
                rest.find(next(p for p in rest.split(",") if set(re.findall(r"[a-z]+", p.lower())) & words)) :
            ].strip(" .")
    return None


_NO_PERSON = frozenset(
    "letter leaflet minutes diary report register papers file files memorandum telegram record records".split()
)
# 'Diplomatic Correspondence (1785–1906)': no date of the file
_YEARS_OF_SERIES = re.compile(r"\b1[5-9]\d\d[–-](?:1[5-9]|20)\d\d\b")
_VOLUME_ALONE = re.compile(
    r"(?:[Vv]ols?\.\s)?[IVXLC]+\.?(?:\s(?:nos?\.\s)?\d[\d–-]*)?"
)  # says of no file what it is
_TOWN = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?")
_WRITINGS = re.compile(
    r"(?:diary|diaries|journal|ledger|minutes|logbook|notebook|memorandum|letter|memoir|Tagebuch|journal|diario|diário|dagboek|papers|will|testament|deposition|log|petition)s?\b",
    re.IGNORECASE,
)


def archival(reference: str, holders: Collection[str] = ()) -> dict[str, Any]:
    """The item of a file: what it is, who keeps it, and where it stands there.

    >>> archival("Minutes, 4 May 1921, Harl County Archives, box 12, fol. 3")["archive"]
    'Harl County Archives'
    """
    elements = [
        e
        for e in _elements(_ON_FILE.sub("", reference))
        if not _DATE.fullmatch(e) and not _is_locator(e) and e != "n.d"
    ]
    kinds = [_part_of_file(e, holders) for e in elements]
    item: dict[str, Any] = {"type": "manuscript"}
    held = next((n for n, kind in enumerate(kinds) if kind == "holder"), None)
    if held is not None:
        item["archive"], taken = _with_town(elements, kinds, held)
        elements, kinds = elements[: taken[0]] + elements[taken[1] :], kinds[: taken[0]] + kinds[taken[1] :]
    first = next((n for n, kind in enumerate(kinds) if kind), len(elements))
    titles, where = elements[:first], elements[first:]
    if not titles and len(where) > 1 and kinds[-1] is None and len(where[-1].split()) > 2:
        titles, where = where[-1:], where[:-1]  # 'TNA, ED 50/206, minute by Dr Glover'
    if held is not None and not where and titles and all(_VOLUME_ALONE.fullmatch(t) for t in titles):
        titles, where = [], titles  # 'Lorn Archives, LVI. no. 142'
    if len(titles) > 1 and set(titles[0].split()) & corporate_words() and not _WRITINGS.match(titles[0]):
        item["author"] = [{"literal": titles.pop(0)}]
    elif len(titles) > 1 and re.fullmatch(NAME, titles[0]) and _WRITINGS.match(titles[1]):
        item["author"] = [csl_name(titles.pop(0))]
    elif len(titles) == 1 and where and _is_person(titles[0]):
        item["author"] = [csl_name(titles.pop(0))]  # 'Jonas Kerr, Papers, box 2'
    if where:
        item["archive_location"] = ", ".join(where)
    numbered = all(_VOLUME_ALONE.fullmatch(e) for e in where)
    item["title"] = (
        ", ".join(titles) or ("" if numbered else ", ".join(where)) or item.get("archive") or reference
    )
    date(item, _YEARS_OF_SERIES.sub("", reference))
    return item


def _is_person(words: str) -> bool:
    """Whether the only words before the place of a file are a name."""
    parts = words.split()
    named = 2 <= len(parts) <= 4 and bool(re.fullmatch(NAME, words)) and "literal" not in csl_name(words)
    return named and not {p.lower() for p in parts} & (_NO_PERSON | _archival_words())


def _is_town(words: str) -> bool:
    return bool(_TOWN.fullmatch(words)) and words.lower() not in _NO_PERSON and not _WRITINGS.match(words)


def _with_town(elements: list[str], kinds: list[str | None], held: int) -> tuple[str, tuple[int, int]]:
    """The archive with its town, before or behind it, and which elements these are."""
    first, last = held, held + 1
    name = re.sub(r"\s?\([^()]*\)$", "", elements[held])
    if last < len(elements) and kinds[last] is None and _TOWN.fullmatch(elements[last]):
        name, last = f"{name}, {elements[last]}", last + 1
    elif held and kinds[held - 1] is None and _is_town(elements[held - 1]):
        name, first = f"{name}, {elements[held - 1]}", held - 1
    return name, (first, last)


def shelf_mark(words: str) -> str:
    """The first shelf mark in some words; empty where there is none."""
    match = _SHELF.search(words)
    return match[0] if match else ""


def _elements(reference: str) -> list[str]:
    """A reference cut at its commas, not inside brackets, quotation marks and dates."""
    blotted = outside(reference)
    dates = [m.span() for m in _DATE.finditer(blotted)]
    found, at = [], 0
    for match in re.finditer(r"[,:;]\s|(?<!\b[A-Z])(?<!\.[A-Z])\.\s(?=[A-Z])", blotted):
        if not any(a < match.start() < z for a, z in dates):
            found.append(reference[at : match.start()])
            at = match.end()
    found.append(reference[at:])
    return [e.strip(" .,;") for e in found if e.strip(" .,;")]


def _part_of_file(element: str, holders: Collection[str]) -> str | None:
    """Whether an element names who keeps a file or where it stands there."""
    if _holder(element, holders) or (_HOLDER.search(element) and element[0].isupper()):
        return "holder"
    words = set(re.findall(r"[a-z]+", element.lower()))
    return "place" if _SHELF.match(element) or words & _archival_words() else None


def _is_locator(element: str) -> bool:
    found = locators(element, bare=False)
    return bool(found) and found[0].start == 0 and found[0].label in ("page", "folio")
