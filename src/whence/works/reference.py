"""References as they are written → CSL items. Rules for the common shapes; what no rule reads stays unread.

Read are: author, title (in quotation marks, in italics, or between author and imprint), container, place, publisher, year,
volume and issue, interviews (interviewer and interviewee), letters, archival files, law. Fields are CSL 1.0.2's.
"""

import re
from collections.abc import Collection
from typing import Any

from whence.lang import lexicon
from whence.works.article_types import NEWSPAPER
from whence.works.correspondence import letter
from whence.works.imprint import DAY, YEAR, date_parts, has_imprint
from whence.works.inquiries import of_inquiry
from whence.works.law import law
from whence.works.people import NAME, NAMES, csl_name, is_given, names_of
from whence.works.published import published
from whence.works.simply import simply
from whence.works.unpublished import archival, interview, is_archival, testimony
from whence.works.written import Written, written

_OPEN = '"“«„‘'
_LONGEST_NAME = 3  # words
_LONGEST = 500  # characters of a reference
# CSL 1.0.2's names that are read here: who stands behind a work
ROLES = ("author", "editor", "interviewer", "recipient", "translator")
_AUTHOR_DATE = re.compile(
    r"(?P<names>[^()\d]{3,120}?)\s*\((?P<year>1[4-9]\d\d|20\d\d)[a-z]?\)[.,:]\s+"
    r"(?P<title>[*_“\"]?[A-ZÀ-Þ][^.?!]{2,200}[.?!]?[*_”\"]?)"
)
# 'Bishop Nicolson's | Leges Marchiarum', 'Sir James Melville's | Memoirs'; not 'Blackwood's Magazine'
_OWNED = re.compile(
    rf"(?P<name>(?:(?:Sir|Lord|Lady|Dr\.?|Mrs?\.?|Bishop|Archbishop|Captain|General|Colonel|Major|Father|Canon|Dean|Professor)\s)?{NAME})[’']s\s(?=[A-ZÀ-Þ][\w’'-]+)"
)
_SEVERAL_DAYS = r"[A-Z][a-z]{2,8}\.?\s\d{1,2}(?P<more>(?:,\s\d{1,2})*,?\sand\s\d{1,2}),\s\d{4}"
_NEWSPAPER_OF = re.compile(
    rf"(?P<title>(?:The\s)?[A-ZÀ-Þ][\w’'.-]*(?:\s[A-ZÀ-Þ][\w’'-]*){{0,3}}(?:\s\([A-Z][\w. ]+\)(?:\s[A-ZÀ-Þ][\w’'-]*){{1,3}})?)(?:,\s|\s\()(?P<day>{DAY.pattern}|{_SEVERAL_DAYS})(?=[),.;]|$)"
)
# 'ante, Chapter 4', 'Supra, p. 102': a place in the book itself
_OF_THIS_BOOK = re.compile(
    r"(?:Vol(?:ume|\.)\s[IVX]+,\s)?(?:Section|Part|Appendix|Chapter)\s[\w.]+,\s(?:infra|supra)\b|(?:[Aa]nte|[Ss]upra|[Ii]nfra)\b[,.]?\s+(?:pp?\.|[Cc]hap|[Vv]ol|\d|[IVXLC]+\b)"
)
_TITLES = frozenset(
    "Sir Lord Lady Dr Mr Mrs Bishop Archbishop Captain General Colonel Major Father Canon Dean Professor".split()
)
_OWNED_VOLUME = re.compile(
    rf"{NAME}[’']s\s[A-ZÀ-Þ]\w+(?:\s[A-ZÀ-Þ]\w+){{0,3}},\s[IVXLC]{{1,8}},\s(?:pp?\.\s)?\d"
)  # 'Jefferson's Works, VI, 484'
_NOT_OWNED = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]*\s)?(?:Magazine|Journal|Review|Weekly|Monthly|Quarterly|Gazette|College|School|Hospital|Church|Register|Almanac|Dictionary|Papers|Archives?|Library|Office|Hall|Press|Bench|Cathedral|Guide|Act|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_VOLUME_ALONE = re.compile(r"[IVXLC]{1,8}|[ivxlc]{1,8}")
# 'Social History 4 (1960), 12': the volume and year of a periodical, no place of print
_NUMBERED = re.compile(
    r"(?P<title>[A-ZÀ-Þ][^,():;.\"“”\d]{2,70}?),?\s\d{1,3}\s\((?:1[6-9]\d\d|20\d\d)\)(?=[,:]\s?(?:pp?\.\s?)?\d|[.;]?$)"
)
_JOURNALS = frozenset(
    "History Life Time Speculum Isis Osiris Nature Science Mind Minerva Traditio Folklore Antiquity".split()
)
_OF_SOMEBODY = re.compile(
    r"\b(?:Writings|Works|Letters|Correspondence|Papers|M[ée]moires?|Memoirs|Life|Lives|Speeches|Diar(?:y|ies)|Travels)\s(?:of|and)\s"
)
_VOLUME_BEHIND = re.compile(r",\s[ivxlc]{1,7}$")
_OF_NEWS = re.compile(
    rf"{NEWSPAPER.pattern}|\b(?:Journal|Magazine|Atlantic|Politico|BuzzFeed|CNBC|Yahoo|Vice|Axios|Slate|Economist|Newsweek|Week)\b"
)
_URL = re.compile(r"https?://\S+")


def parse(reference: Written | str, text: str = "", holders: Collection[str] = ()) -> dict[str, Any] | None:
    """The CSL item of a full reference; None where no title or other sign of a work can be read.

    ``text`` is the running text of the document, which may show which part of a name is the family's; ``holders``: what archives are called for short.
    """
    w = written(reference, 0, len(reference)) if isinstance(reference, str) else reference
    if _OF_THIS_BOOK.match(w.words) or DAY.fullmatch(w.words.strip(" .;")):
        return None  # nor is a day alone a work
    if _OWNED_VOLUME.match(w.words):
        return _called_as_somebody(w.words)
    owned = _OWNED.match(w.words)
    if owned and _is_owner(owned, w) and not _NOT_OWNED.match(w.words, owned.end()):
        item = parse(_with_comma(w, owned.end("name"), owned.end()), text, holders)
        if item and item.get("author") and item.get("title"):
            return item
    item = (
        _of_newspaper(w.words)
        or of_inquiry(w.words, text)
        or _in_newspaper(w.words, text)
        or _author_date(w.words)
        or interview(w.words, text)
        or letter(w.words, text, holders)
        or _numbered(w.words)
        or testimony(w.words, text, parse)
        or law(w)
        or (
            archival(w.words, holders) if is_archival(w.words, holders) and not has_imprint(w.words) else None
        )
        or published(w, text)
        or simply(w.words, text)
        or _by_fields(w.words)
    )
    if item is None:
        return None
    if _VOLUME_ALONE.fullmatch(str(item.get("title", ""))):
        item = _called_as_somebody(w.words)
    elif _is_list_of_people(w, item):
        return None
    volume = _VOLUME_BEHIND.search(str(item.get("title", "")))
    if volume and re.search(
        rf"{re.escape(volume[0])}\.\s\d", w.words
    ):  # 'Ireland under the Tudors, | iii. 73'
        item = {**item, "title": str(item["title"])[: volume.start()]}
    if re.fullmatch(
        rf"(?:{DAY.pattern})|\d{{4}}|(?:Nr|No|n[°º])\.?\s\d+(?:,?\s(?:vom|v\.|of|du|del)?\s?(?:{DAY.pattern}))?",
        str(item.get("title", "")),
    ):
        item = _of_periodical(w.words, item)
    link = _URL.search(w.words)
    if link:
        item["URL"] = link[0].rstrip(".,;)")
    return item


def _called_as_somebody(words: str) -> dict[str, Any]:
    """'Mass. Hist. Soc. Coll., VII, 336', 'Jefferson's Works, VI, 484': what was taken for an author is the title, and may say whose it is."""
    called = words.split(",")[0].strip()
    owned = re.fullmatch(rf"(?P<name>{NAME})[’']s\s(?P<title>.+)", called)
    if owned:
        return {"type": "book", "author": [csl_name(owned["name"])], "title": owned["title"]}
    return {"type": "book", "title": called}


def _is_list_of_people(w: Written, item: dict[str, Any]) -> bool:
    """'John Adams, Alexander Hamilton, and John Laurens.': names alone, without a year or a place, are no work."""
    words = str(item.get("title", "")).split()
    named = 2 <= len(words) <= _LONGEST_NAME and all(v[:1].isupper() for v in words) and is_given(words[0])
    return named and not w.titles() and not re.search(r"\d", w.words)


def _is_owner(owned: re.Match[str], w: Written) -> bool:
    """Whether somebody is named before a title that is his: by a title, by a given name, or before words in italics; not 'Israel's Settlements Have …'."""
    first = owned["name"].split()[0]
    named = first.strip(".") in _TITLES or (" " in owned["name"] and is_given(first))
    return named or w.begins_italic(owned.end()) is not None


def _of_newspaper(words: str) -> dict[str, Any] | None:
    """'Macon (Georgia) Telegraph, January 7, 1862', 'New York Times (December 9, 1861)': a newspaper and its day."""
    match = _NEWSPAPER_OF.match(words)
    if not match or not NEWSPAPER.search(match["title"]):
        return None
    return _periodical(match["title"], match["day"].replace(match["more"] or "\0", ""))


# 'Ada Corl, How the Harbour Came to Be Closed, Lorn Times (Dec. 28, 2016)'
_IN_NEWSPAPER = re.compile(
    rf"(?P<names>{NAMES}),\s(?P<title>[A-Z“][^()]{{8,300}}?),\s(?P<paper>(?:The\s)?[A-Z][\w’'.!-]*(?:\s(?:of\s)?[A-Z][\w’'.-]*){{0,3}})\s\((?P<day>[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}},\s\d{{4}})\)"
)


def _in_newspaper(words: str, text: str) -> dict[str, Any] | None:
    """An article without marks or italics, whose newspaper stands before its day in brackets."""
    match = _IN_NEWSPAPER.match(words)
    if not match or not _OF_NEWS.search(match["paper"]):
        return None
    issued = {"date-parts": date_parts(match["day"])}
    return {
        "type": "article-newspaper",
        "author": names_of(match["names"], text),
        "title": match["title"].strip("“”"),
        "container-title": match["paper"],
        "issued": issued,
    }


def _with_comma(w: Written, start: int, end: int) -> Written:
    """Words in which a comma and a blank stand for the stretch between two places."""
    shift = 2 - (end - start)
    italics = tuple((a + shift, z + shift) if a >= end else (a, z) for a, z in w.italics)
    return Written(
        f"{w.words[:start]}, {w.words[end:]}", (*w.at[:start], *w.at[start : start + 2], *w.at[end:]), italics
    )


def _of_periodical(words: str, item: dict[str, Any]) -> dict[str, Any]:
    """'The Times, 22 July 1954': what was taken for an author is a periodical, and the title its day."""
    return _periodical(words.split(",")[0].strip(), str(item["title"]))


def _periodical(title: str, dated: str) -> dict[str, Any]:
    """A periodical, with the day that stands in some words; a year alone is not that of an issue."""
    made: dict[str, Any] = {"type": "periodical", "title": title}
    parts = date_parts(dated)
    return made | ({"issued": {"date-parts": parts}} if parts and len(parts[0]) > 1 else {})


def _numbered(reference: str) -> dict[str, Any] | None:
    """'Country Life, 4 (1900), 12': a periodical by its volume and year; what may be somebody's name, or his works, is none."""
    match = _NUMBERED.match(reference)
    if not match or _OF_SOMEBODY.search(match["title"]):
        return None
    words = match["title"].split()
    tags = lexicon("en").tags.get(words[-1].lower(), ())
    common = len(words) > 1 and not is_given(words[0]) and bool(tags) and tags[0][0] == "N"
    if match["title"] not in _JOURNALS and not common and not _PERIODICAL.match(reference):
        return None
    return _periodical(match["title"], "")


def _by_fields(reference: str) -> dict[str, Any] | None:
    """What no rule reads and the trained parser is sure of; only what begins like a reference and has a year."""
    if (
        not YEAR.search(reference)
        or len(reference) > _LONGEST
        or not (reference[0].isupper() or reference[0] in _OPEN)
    ):
        return None
    from whence.works.field_items import item

    return item(reference)


def _author_date(reference: str) -> dict[str, Any] | None:
    """'Doyle, Patrick (1978). The Dams of Ohio. Columbus: State Press.'"""
    match = _AUTHOR_DATE.match(reference)
    if not match:
        return None
    names = []
    for part in re.split(r",?\s(?:and|&)\s|;\s", match["names"]):
        family, _, given = part.partition(",")
        named = {"family": family.strip(), "given": given.strip()}
        names.append(named if named["given"] else csl_name(part))
    issued = {"date-parts": [[int(match["year"])]]}
    return {"type": "book", "author": names, "title": match["title"].strip(' *_“”".'), "issued": issued}


_VOLUME = re.compile(
    r"\s*,?\s*(?:\(?(?:new|second|third|n\.?\s?s\.?)\s?(?:series|ser\.)?\)?,\s*)?(?:(?:[Vv]ols?\.?\s*)?(?:[IVXLCDM]{1,8}|\d{1,3})\b(?![-–]\d{4})|[Vv]ols?\.\s[ivxlcdm]{1,9}\b)"
)
_RECORD = re.compile(
    r"(?:Hansard|H[CL]\sDeb\.?|Parliamentary\sDebates|Congressional\sRecord|Cong\.\sRec\.)(?=[\s,.])"
)
_DATED = re.compile(r"\s*[.,]\s*(?:\(?\w*\.?\s*\d{0,2},?\s*)?(?:1[4-9]\d\d|20\d\d)\b")
_DAY = re.compile(rf"\s*(?:\([^()]{{3,30}}\))?\s*[.,]\s*(?:[A-Z][a-z]+day,\s)?(?P<day>{DAY.pattern})")
_PERIODICAL = re.compile(
    r"(?P<title>(?:The\s+)?(?:[A-Z][\w.’'-]*\s+(?:(?:of|the|and|for|in|on|de|des|du|der|für|&)\s+)*){0,8}?"
    r"(?:Journal|Review|Repository|Magazine|Gazette|Monthly|Quarterly|Annals|Proceedings|Transactions|Bulletin|Register|"
    r"Archives?|Zeitschrift|Revue|Jahrbuch|Collections|Advocate|Reporter)(?:\s+(?:(?:of|the|and|for|in)\s+)*[A-Z][\w.’'-]*){0,6})"
)


# what collections of somebody's writings and books about something are called, and hardly a periodical
_WRITTEN = re.compile(
    r"\b(?:Writings|Works|Œuvres|Oeuvres|Letters|Lettres|Correspond[ea]nce|M[ée]moires?|Memoirs|Relations?|Documents|History|Histoire|Geschichte|Life|Vie|Apology"
    r"|Narrative|Account|Description|Travels|Voyages?|Speeches|Diary|Autobiography|Conspiracy|Statement|Instructions|Récapitulation|Dénombrement|Liste)\b"
)


def title_alone(reference: str, emphasised: str | None) -> dict[str, Any] | None:
    """A reference that is a title and a place in it, without an author: a periodical by its volume, a series by its year.

    The title is what is set in italics; without that, words that only a periodical is called by.
    """
    record = _RECORD.match(reference)
    if record:
        return _periodical(record[0].strip(" ,."), reference)
    title = emphasised if emphasised and reference.startswith(emphasised) else None
    if title is None:
        match = _PERIODICAL.match(reference)
        title = match["title"] if match else None
        if title is None or not _VOLUME.match(reference, len(title)):
            return None
    rest = reference[len(title) :]
    day = _DAY.match(rest)
    if day:
        return _periodical(title.strip(" ,."), "") | {"issued": {"date-parts": date_parts(day["day"])}}
    if not _VOLUME.match(rest) and (not _DATED.match(rest) or len(rest) >= 80):
        return None
    if _WRITTEN.search(title) and not _PERIODICAL.match(title) and not _numbered(reference):
        return {"type": "book" if _VOLUME.match(rest) else "document", "title": title.strip(" ,.")}
    return _periodical(title.strip(" ,."), "")


def letters(words: str) -> str:
    """The letters and digits of words alone, by which titles and names are compared."""
    return re.sub(r"[\W_]+", "", words).casefold()


def key(item: dict[str, Any]) -> tuple[str, ...]:
    """What makes two references the same work here: first family name, letters of the title, type of imprint."""
    people = item.get("author") or item.get("editor") or [{}]
    if people == [{}] and item["type"] != "interview":
        people = item.get("interviewer") or people
    title = letters(item.get("title", ""))
    if item["type"] in ("personal_communication", "interview", "periodical", "article-newspaper"):
        title += str(item.get("issued", ""))
    return ((people[0].get("family") or people[0].get("literal", "")).casefold(), title)
