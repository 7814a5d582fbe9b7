"""simply: a reference to a book or an article without marks that tell its title: authors, then title, then imprint, as far as plain rules read it."""

import re
from typing import Any

from whence.works.imprint import YEAR, date
from whence.works.locators import locators
from whence.works.people import NAME, corporate_words, is_given, names_of
from whence.works.written import QUOTED, quoted_words

_BODY = re.compile(
    r"(?P<names>(?:The )?[A-Z][\w’'-]*(?: (?:of|for|the|and|on|[A-Z][\w’'-]*)){0,8})(?P<ed>)(?P<sep>,)\s+(?=[A-Z“\"])"
)
_AUTHORS = re.compile(
    rf"(?P<names>{NAME}(?:(?:,\s(?:and\s)?|\sand\s|\s&\s){NAME}){{0,3}})(?P<ed>,?\s\(?eds?\.\)?)?\s*(?P<sep>[,;:.])\s+"
)
_AUTHOR = re.compile(rf"(?P<names>{NAME})(?P<ed>)\s*(?P<sep>,)\s+")
_IMPRINT = re.compile(r"\((?P<inside>[^()]*\b(?P<year>1[4-9]\d\d|20\d\d)[a-z]?)\)")
_URL = re.compile(r"https?://\S+")
_VERBS = frozenset(
    "is are was were has have had sind ist war waren hat haben wird est sont était étaient sono erano".split()
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def _is_title_behind(names: str) -> bool:
    """Whether what looks like two names is a name and a title."""
    second = names.split(", ")[1:2]
    return bool(second) and " and " not in names and " & " not in names and not is_given(second[0].split()[0])


def simply(reference: str, text: str) -> dict[str, Any] | None:
    """A book, a chapter, an article, a report: authors, then title, then imprint."""
    item: dict[str, Any] = {"type": "document"}
    rest = reference
    authors = _AUTHORS.match(rest)
    if authors and _is_title_behind(authors["names"]):
        authors = _AUTHOR.match(rest)  # 'Rushworth, Historical Collections, vol. ii.'
    body = _BODY.match(rest)
    if body and set(body["names"].split()) & corporate_words():
        authors = body
    quoted = QUOTED.search(rest)
    names = names_of(authors["names"], text) if authors else []
    if authors and names and not (quoted and quoted.start() < authors.end() - 2):
        item["editor" if authors["ed"] else "author"] = names
        rest = rest[authors.end() :]
        quoted = QUOTED.search(rest)
    if quoted and re.search(r"(?:^|\s)[a-zà-þ]{2,}\s", rest[: quoted.start()]):
        return None  # 'I use “readers” here …'
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
        item["type"] = "book" if imprint or (item.get("author") and locators(rest)) else "document"
    if imprint:
        place, _, publisher = imprint["inside"].rpartition(":")
        publisher = publisher.rsplit(",", 1)[0].strip() if "," in publisher else ""
        if place and publisher:
            item["publisher-place"], item["publisher"] = place.strip(), publisher
            item["type"] = "book" if "container-title" not in item else item["type"]
        item["issued"] = {"date-parts": [[int(imprint["year"])]]}
    else:
        date(item, rest)
    return item


def _title_in_quotes(reference: str) -> str | None:
    match = QUOTED.search(reference)
    if not match:
        return None
    return quoted_words(match)


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
    if not has_author and (len(words) > 14 or not _VERBS.isdisjoint(w.lower() for w in words)):
        return False  # a sentence of commentary
    signs = has_author or bool(YEAR.search(reference)) or bool(locators(reference))
    capitals = sum(w[0].isupper() for w in words if w[0].isalpha())
    return signs and capitals >= max(1, len(words) / 3)


def _numbers(item: dict[str, Any], after: str) -> None:
    volume = re.search(rf"(?:vol\.?\s|,?\s)(\d{{1,4}}|[IVXLC]+)(?=[,.\s(:]|$)(?!\s+(?:{_MONTHS})\b)", after)
    issue = re.search(r"\bnos?\.?\s?(\d+)", after, re.IGNORECASE)
    if volume and item.get("type") == "article-journal" and not YEAR.fullmatch(volume[1]):
        item["volume"] = volume[1]
    if issue:
        item["issue"] = issue[1]
