"""References as they are written → CSL items. Rules for the common shapes; what no rule reads stays unread.

Read are: author, title (in quotation marks, or between author and imprint), container, place, publisher, year,
volume and issue, interviews (interviewer and interviewee), letters, archival files. Fields are CSL 1.0.2's.
"""

import re
from functools import cache, lru_cache
from typing import Any

from whence.dates import grammar
from whence.lang import lexicon
from whence.works.locators import locators

_OPEN = '"“«„‘'
_LONGEST = 500  # characters of a reference
_QUOTED = re.compile(r"[“«„]([^“”«»„]{3,300})[”»“]|\"([^\"]{3,300})\"|(?<!\w)‘([^‘]{8,300})’(?!\w)")
_NAME_WORD = (
    r"(?:(?:al|el|ad|an|ar|as|at|ash|az|ul)-[A-ZÀ-Þ][\w’'\-]*|[A-ZÀ-ÞŁŠŽČĆ][\w’'\-]*\.?"
    r"|de|del|della|di|da|dos|das|du|von|van|der|den|zu|la|le|al|el|bin|ibn|y|ten|ter|af)"
)
NAME = rf"[A-ZÀ-ÞŁŠŽČĆ][\w’'\-]*\.?(?:[ ]{_NAME_WORD}){{0,4}}"
# CSL 1.0.2's names that are read here: who stands behind a work
ROLES = ("author", "editor", "interviewer", "recipient", "translator")
_BODY = re.compile(
    r"(?P<names>(?:The )?[A-Z][\w’'-]*(?: (?:of|for|the|and|on|[A-Z][\w’'-]*)){0,8})(?P<ed>)(?P<sep>,)\s+(?=[A-Z“\"])"
)
_AUTHORS = re.compile(
    rf"(?P<names>{NAME}(?:(?:,\s(?:and\s)?|\sand\s|\s&\s){NAME}){{0,3}})(?P<ed>,?\s\(?eds?\.\)?)?\s*(?P<sep>[,;:.])\s+"
)
_AUTHOR_DATE = re.compile(
    r"(?P<names>[^()\d]{3,120}?)\s*\((?P<year>1[4-9]\d\d|20\d\d)[a-z]?\)[.,:]\s+"
    r"(?P<title>[*_“\"]?[A-ZÀ-Þ][^.?!]{2,200}[.?!]?[*_”\"]?)"
)
_IMPRINT = re.compile(r"\((?P<inside>[^()]*\b(?P<year>1[4-9]\d\d|20\d\d)[a-z]?)\)")
_YEAR = re.compile(r"(?<![\d–-])(1[4-9]\d\d|20\d\d)(?![\d])")
_INTERVIEW_OF = re.compile(rf"(?P<by>{NAME})[’']s?\s+interview\s+with\s+(?P<with>{NAME})")
_INTERVIEW_BY = re.compile(
    rf"(?P<with>{NAME}),?\s+(?:in an\s+)?interview(?:ed)?\s+(?:by|with)\s+(?P<by>{NAME})", re.UNICODE
)
_INTERVIEW_WITH = re.compile(
    rf"interview\s+with\s+(?P<with>{NAME})(?:(?:,|\s+by|,\s+by)\s+(?P<by>{NAME}))?", re.IGNORECASE
)
_LETTER = re.compile(rf"^(?P<author>{NAME})\s+to\s+(?P<to>(?:the\s)?{NAME}(?:\sof(?:\sthe)?\s{NAME})?)\s*,")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_URL = re.compile(r"https?://\S+")
_NOT_NAMES = frozenset(
    "the a an in on see ibid cf for this these that it he she they as by letter report act".split()
)


def is_archival(reference: str) -> bool:
    """Whether a reference names the place of a file: a box, folder, fonds, manuscript."""
    words = _archival_words()
    found = set(re.findall(r"[a-z]+", reference.lower()))
    return len(found & words) >= 2 or bool(found & {"box", "folder", "fonds"} and found & words)


def _archival_words() -> frozenset[str]:
    return frozenset(lexicon("en").table("references")["archival"]["words"].split())


def csl_name(name: str, text: str = "") -> dict[str, str]:
    """A CSL name of a written one. ``text`` decides the order where it holds the same words the other way round.

    >>> csl_name("Bijan Nyabati")
    {'family': 'Nyabati', 'given': 'Bijan'}
    >>> csl_name("Nyabati Bijan", "as Bijan Nyabati says")
    {'family': 'Nyabati', 'given': 'Bijan'}
    """
    known = _known_names(text)
    if name not in known:
        known[name] = _csl_name(name, text)
    return dict(known[name])


@lru_cache(maxsize=1)
def _known_names(text: str) -> dict[str, dict[str, str]]:
    """The names of one text that were looked up before: a book cites the same people again and again."""
    return {}


def _csl_name(name: str, text: str) -> dict[str, str]:
    if set(name.split()) & _corporate_words():
        return {"literal": name.strip(" ,;")}
    words = name.strip(" ,;.").split() if not re.search(r"\b[A-Z]\.$", name) else name.strip(" ,;").split()
    if len(words) == 1:
        return {"family": words[0]}
    if " of " in f" {name} ":
        return {"literal": name.strip(" ,;")}
    if words[0] in _family_first() and len(words) <= 3:
        return {"family": words[0], "given": " ".join(words[1:])}
    if (
        len(words) == 2
        and f"{words[1]} {words[0]}" in text
        and f"{words[0]} {words[1]}" not in text.replace(name, "", 1)
    ):
        words.reverse()
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in (
        "de",
        "von",
        "van",
        "der",
        "den",
        "la",
        "du",
        "di",
        "da",
        "bin",
        "ibn",
        "al",
    ):
        at -= 1
    return {"family": " ".join(words[at:]), "given": " ".join(words[:at])}


def parse(reference: str, text: str = "") -> dict[str, Any] | None:
    """The CSL item of a full reference; None where no title or other sign of a work can be read.

    ``text`` is the running text of the document, which may show which part of a name is the family's.
    """
    reference = re.sub(r"\s+", " ", reference).strip()
    item = (
        _author_date(reference)
        or _interview(reference, text)
        or _letter(reference, text)
        or _testimony(reference, text)
        or _published(reference, text)
        or _by_fields(reference)
    )
    if item is None:
        return None
    link = _URL.search(reference)
    if link:
        item["URL"] = link[0].rstrip(".,;)")
    return item


def _by_fields(reference: str) -> dict[str, Any] | None:
    """What no rule reads and the trained parser is sure of; only what begins like a reference and has a year."""
    if (
        not _YEAR.search(reference)
        or len(reference) > _LONGEST
        or not (reference[0].isupper() or reference[0] in _OPEN)
    ):
        return None
    from whence.works.field_items import item

    return item(reference)


@cache
def _corporate_words() -> frozenset[str]:
    """Words that make an author a body: Ministry, Council, Committee ..."""
    return frozenset(lexicon("en").listed("organisation_words"))


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


@cache
def _family_first() -> frozenset[str]:
    """Family names that stand first, as in Chinese, Korean and Vietnamese names."""
    return frozenset(lexicon("en").table("references")["names"]["family_first"].split())


def _interview(reference: str, text: str) -> dict[str, Any] | None:
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
    title = _title_in_quotes(reference)
    if title or (before and len(before.split()) > 2):
        item["title"] = title or before
    _date(item, reference[match.end() :])
    return item


def _letter(reference: str, text: str) -> dict[str, Any] | None:
    match = _LETTER.match(reference)
    if not match or match["author"].split()[0].lower() in _NOT_NAMES:
        return None
    item: dict[str, Any] = {
        "type": "personal_communication",
        "genre": "letter",
        "author": [csl_name(match["author"], text)],
        "recipient": [csl_name(match["to"], text)],
        "title": f"{match['author']} to {match['to']}",
    }
    _date(item, reference[match.end() :])
    archive = _archive(reference[match.end() :])
    if archive:
        item["archive"] = archive
    return item


_TESTIMONY = re.compile(
    rf"(?P<what>Testimony|Statement|Evidence|Deposition|Affidavit|Account|Speech|Memorandum|Diary|Memoir|Confession)s? (?:of|by) (?P<who>{NAME})(?=[,;.(]|\s+(?:in|to|before|at|on)\b|$)"
)


def _testimony(reference: str, text: str) -> dict[str, Any] | None:
    """'Testimony of Ada Corl, in Haake, Minutes …, 11': whose words they are, and where they are printed or kept."""
    match = _TESTIMONY.match(reference)
    if not match or len(match["who"].split()) < 2 or set(match["who"].lower().split()) & _corporate_words():
        return None
    item: dict[str, Any] = {
        "type": "manuscript",
        "author": [csl_name(match["who"], text)],
        "title": match["what"],
    }
    rest = reference[match.end() :]
    printed = re.search(r",?\s+in:?\s+(?P<in>.+)$", rest)
    held = _published(printed["in"], text) if printed else None
    if held and held.get("title"):
        item |= {"type": "chapter", "container-title": held["title"]}
        for here, there in (("author", "container-author"), ("editor", "editor")):
            if held.get(here):
                item[there] = held[here]
    archive = None if held else _archive(rest)
    if archive:
        item["archive"] = archive
    _date(item, rest)
    return item


def _archive(rest: str) -> str | None:
    words = _archival_words()
    for part in reversed([p.strip(" .") for p in rest.split(",")]):
        if set(re.findall(r"[a-z]+", part.lower())) & words:
            return rest[
                rest.find(next(p for p in rest.split(",") if set(re.findall(r"[a-z]+", p.lower())) & words)) :
            ].strip(" .")
    return None


def _published(reference: str, text: str) -> dict[str, Any] | None:
    """A book, a chapter, an article, a report: authors, then title, then imprint."""
    item: dict[str, Any] = {"type": "document"}
    rest = reference
    authors = _AUTHORS.match(rest)
    body = _BODY.match(rest)
    if body and set(body["names"].split()) & _corporate_words():
        authors = body
    quoted = _QUOTED.search(rest)
    names = _names(authors["names"], text) if authors else []
    if authors and names and not (quoted and quoted.start() < authors.end() - 2):
        item["editor" if authors["ed"] else "author"] = names
        rest = rest[authors.end() :]
        quoted = _QUOTED.search(rest)
    title = _title_in_quotes(rest)
    imprint = _IMPRINT.search(rest)
    if title and quoted:
        item["title"] = title
        after = rest[quoted.end() :].strip(" ,.")
        container = re.split(r"\s\d|\s\(|,|;|\svol\b", after, maxsplit=1)[0].strip(" .,:")
        container = re.sub(r"^in:?\s+", "", container)
        if container and container[0].isupper() and len(container) > 2:
            item["container-title"] = container
            item["type"] = "article-journal" if re.search(r"\d", after) else "article"
        _numbers(item, after)
    else:
        plain = (rest[: imprint.start()] if imprint else _until_locator(rest)).strip(" ,.;")
        if not _is_title(plain, bool(item.get("author")), imprint is not None, reference):
            return None
        item["title"] = plain
        item["type"] = "book" if imprint else "document"
    if imprint:
        place, _, publisher = imprint["inside"].rpartition(":")
        publisher = publisher.rsplit(",", 1)[0].strip() if "," in publisher else ""
        if place and publisher:
            item["publisher-place"], item["publisher"] = place.strip(), publisher
            item["type"] = "book" if "container-title" not in item else item["type"]
        item["issued"] = {"date-parts": [[int(imprint["year"])]]}
    else:
        _date(item, rest)
    if is_archival(reference):
        item["type"] = "manuscript" if item["type"] in ("document", "article") else item["type"]
        archive = _archive(rest)
        if archive:
            item["archive"] = archive
            item.pop("container-title", None)
            if not quoted:
                item["title"] = item["title"].split(archive[:20])[0].strip(" ,.;") or item["title"]
    return item


def _names(written: str, text: str) -> list[dict[str, str]]:
    if set(written.split()) & _corporate_words():
        return [{"literal": written.strip(" ,")}]
    parts = [p.strip() for p in re.split(r",\s(?:and\s)?|\sand\s|\s&\s", written)]
    if any(p.split()[0].lower() in _NOT_NAMES for p in parts if p):
        return []
    if len(parts) == 2 and len(parts[0].split()) == 1 and " and " not in written and "&" not in written:
        return [{"family": parts[0], "given": parts[1]}]  # 'Hale, Conrad'
    if len(parts[0].split()) > 5:
        return []
    return [csl_name(p, text) for p in parts if p]


def _title_in_quotes(reference: str) -> str | None:
    match = _QUOTED.search(reference)
    if not match:
        return None
    return next(g for g in match.groups() if g).strip(" ,.;")


def _until_locator(rest: str) -> str:
    places = [p for p in locators(rest) if p.start > 3]
    cut = rest[: places[0].start] if places else rest
    cut = _URL.split(cut)[0]
    return re.split(r"(?<=[a-z]{3})\.\s+[A-Z]|;\s", cut, maxsplit=1)[0]


def _is_title(plain: str, has_author: bool, has_imprint: bool, reference: str) -> bool:
    """Whether what is left can be a title: begins with a capital, is no sentence of commentary."""
    words = plain.split()
    if not words or len(words) > 40 or not (plain[0].isupper() or plain[0].isdigit()):
        return False
    if has_imprint:
        return True
    signs = has_author or is_archival(reference) or bool(_YEAR.search(reference)) or bool(locators(reference))
    capitals = sum(w[0].isupper() for w in words if w[0].isalpha())
    return signs and capitals >= max(1, len(words) / 3)


def _numbers(item: dict[str, Any], after: str) -> None:
    volume = re.search(rf"(?:vol\.?\s|,?\s)(\d{{1,4}}|[IVXLC]+)(?=[,.\s(:]|$)(?!\s+(?:{_MONTHS})\b)", after)
    issue = re.search(r"\bnos?\.?\s?(\d+)", after, re.IGNORECASE)
    if volume and item.get("type") == "article-journal" and not _YEAR.fullmatch(volume[1]):
        item["volume"] = volume[1]
    if issue:
        item["issue"] = issue[1]


_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def _date(item: dict[str, Any], rest: str) -> None:
    for found in grammar("en").find(rest):
        ends = [
            _DAY.fullmatch(v) for v in (found.means or found.value).split("/")
        ]  # CSL counts in Gregorian days
        parts = [[int(p) for p in end.groups() if p] for end in ends if end]
        if parts and len(parts) == len(ends):
            item["issued"] = {"date-parts": parts}
            return
    years = _YEAR.findall(rest)
    if years:
        item["issued"] = {"date-parts": [[int(years[-1])]]}


_VOLUME = re.compile(
    r"\s*,?\s*(?:\(?(?:new|second|third|n\.?\s?s\.?)\s?(?:series|ser\.)?\)?,\s*)?(?:[Vv]ols?\.?\s*)?(?:[IVXLCDM]{1,8}|\d{1,3})\b(?![-–]\d{4})"
)
_DATED = re.compile(r"\s*[.,]\s*(?:\(?\w*\.?\s*\d{0,2},?\s*)?(?:1[4-9]\d\d|20\d\d)\b")
_PERIODICAL = re.compile(
    r"(?P<title>(?:The\s+)?(?:[A-Z][\w.’'-]*\s+(?:(?:of|the|and|for|in|on|de|des|du|der|für|&)\s+)*){0,8}?"
    r"(?:Journal|Review|Repository|Magazine|Gazette|Monthly|Quarterly|Annals|Proceedings|Transactions|Bulletin|Register|"
    r"Archives?|Zeitschrift|Revue|Jahrbuch|Collections|Advocate|Reporter)(?:\s+(?:(?:of|the|and|for|in)\s+)*[A-Z][\w.’'-]*){0,6})"
)


def title_alone(reference: str, emphasised: str | None) -> dict[str, Any] | None:
    """A reference that is a title and a place in it, without an author: a periodical by its volume, a series by its year.

    The title is what is set in italics; without that, words that only a periodical is called by.
    """
    title = emphasised if emphasised and reference.startswith(emphasised) else None
    if title is None:
        match = _PERIODICAL.match(reference)
        title = match["title"] if match else None
        if title is None or not _VOLUME.match(reference, len(title)):
            return None
    rest = reference[len(title) :]
    if _VOLUME.match(rest):
        return {"type": "periodical", "title": title.strip(" ,.")}
    if _DATED.match(rest) and len(rest) < 80:
        return {"type": "periodical", "title": title.strip(" ,.")}
    return None


def letters(words: str) -> str:
    """The letters and digits of words alone, by which titles and names are compared."""
    return re.sub(r"[\W_]+", "", words).casefold()


def key(item: dict[str, Any]) -> tuple[str, ...]:
    """What makes two references the same work here: first family name, letters of the title, type of imprint."""
    people = item.get("author") or item.get("editor") or item.get("interviewer") or [{}]
    title = letters(item.get("title", ""))
    if item["type"] in ("personal_communication", "interview"):
        title += str(item.get("issued", ""))
    return ((people[0].get("family") or people[0].get("literal", "")).casefold(), title)
