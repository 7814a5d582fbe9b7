"""What a web page says of itself: title, author, date, publisher, address, language.

Read from where pages keep it (schema.org, citation and Dublin Core tags, OpenGraph, plain meta tags), the most careful
source first. Nothing is taken from a clock, and a date is taken only where the page says that it is one of publication.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from whence.dates import grammar
from whence.readers.html_page import WHITE, Element

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T\s].*)?$", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4,6})?$")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000})\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,2000})\s+saved date:\s*([^\n]{1,80})"
)
_SAVED_DAY = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+(\d{1,2})\s+(\d{4})")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DIVIDER = re.compile(r"\s+(?:[|–—·•»«-]|::)\s+")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,20})?$")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}$", re.IGNORECASE)
_BY = re.compile(r"(?:written\s+)?by:?\s+", re.IGNORECASE)
_WORK = frozenset(
    "article newsarticle blogposting scholarlyarticle report book chapter creativework webpage opinionnewsarticle "
    "analysisnewsarticle reportagenewsarticle reviewnewsarticle review techarticle thesis".split()
)
_HEAD = 20_000  # characters in which a browser's "saved from" stands
_MOST_JSON = 1_000_000

_TITLE = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_AUTHOR = (
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
)
_DATE = (
    "citation_publication_date", "citation_date", "citation_online_date", "article:published_time",
    "og:article:published_time", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "date",
)  # fmt: skip
_PUBLISHER = (
    "citation_publisher",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "og:site_name",
    "application-name",
)


def facts_of(root: Element, chars: str) -> dict[str, str]:
    """The facts of a page by their names: title, author, date, publisher, url, language, retrieved."""
    return _Facts(root, chars).found()


def language_of(root: Element) -> str | None:
    """The language that a page says it is in, as a code such as 'en'."""
    meta = root.xpath("//head/meta[@http-equiv or @name]")[:500]
    said = [root.get("lang"), root.get("xml:lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang")]
    said += [m.get("content") for m in meta if (m.get("http-equiv") or "").lower() == "content-language"]
    said += [
        m.get("content") for m in meta if (m.get("name") or "").lower() in ("dc.language", "dcterms.language")
    ]
    for value in said:
        match = _LANGUAGE.match(value.split(",")[0].strip()) if value else None
        if match:
            return match[1].lower()
    return None


class _Facts:
    def __init__(self, root: Element, chars: str) -> None:
        self._root, self._chars = root, chars
        self._meta: dict[str, list[str]] = {}
        for element in root.iter("meta"):
            value = _flat(element.get("content"))
            for name in (element.get("name"), element.get("property"), element.get("itemprop")):
                if name and value:
                    self._meta.setdefault(name.lower().strip(), []).append(value)
        self._works = list(_works(root))

    def found(self) -> dict[str, str]:
        """What the page says; names without a value are left out."""
        url, retrieved = self._saved()
        publisher = self._publisher()
        facts = {
            "title": self._title(publisher),
            "author": self._author(),
            "date": self._date(),
            "publisher": publisher,
            "url": self._url() or url,
            "language": language_of(self._root) or self._locale(),
            "retrieved": retrieved,
        }
        return {k: v for k, v in facts.items() if v}

    def _first(self, names: tuple[str, ...]) -> str:
        return next((self._meta[n][0] for n in names if n in self._meta), "")

    def _title(self, publisher: str) -> str:
        work = next(
            (
                _flat(w.get("headline") or w.get("name"))
                for w in self._works
                if w.get("headline") or w.get("name")
            ),
            "",
        )
        element = next(self._root.iter("title"), None)
        written = _flat("".join(element.itertext())) if element is not None else ""
        headings = {_flat("".join(h.itertext())).casefold() for h in list(self._root.iter("h1"))[:5]}
        title = self._meta.get("citation_title", [""])[0] or work or self._first(_TITLE) or written
        return _without_site(title, publisher, headings)

    def _author(self) -> str:
        if "citation_author" in self._meta:
            return _joined([_turned(a) for a in self._meta["citation_author"]])
        for work in self._works:
            names = list(_names(work.get("author") or work.get("creator")))
            if names:
                return _joined(names)
        for name in _AUTHOR:
            names = [n for n in self._meta.get(name, []) if not _ADDRESS.match(n)]
            if names:
                return _joined([_BY.sub("", n, count=1) if _BY.match(n) else n for n in names])
        for element in self._root.xpath("//body//*[@rel='author' or @itemprop='author']")[:4]:
            name = _flat("".join(element.itertext()))
            if 0 < len(name) < 80:
                return _BY.sub("", name, count=1) if _BY.match(name) else name
        return ""

    def _date(self) -> str:
        said = [v for n in _DATE[:3] for v in self._meta.get(n, ())]
        said += [str(w["datePublished"]) for w in self._works if w.get("datePublished")]
        said += [v for n in (*_DATE[3:], "datepublished") for v in self._meta.get(n, ())]
        for element in self._root.xpath(
            "//body//time[@pubdate or @itemprop='datePublished'] | //body//*[@itemprop='datePublished']"
        )[:3]:
            said.append(element.get("datetime") or element.get("content") or "".join(element.itertext()))
        for element in self._root.xpath("//body//time[@datetime]")[:1]:
            names = f"{element.get('class', '')} {element.getparent().get('class', '')}".lower()
            if "publish" in names or "entry-date" in names:
                said.append(element.get("datetime"))
        return next((d for d in map(edtf, said[:20]) if d), "")

    def _publisher(self) -> str:
        for work in self._works:
            name = next(_names(work.get("publisher")), "")
            if name and "citation_publisher" not in self._meta:
                return name
        return self._first(_PUBLISHER)

    def _url(self) -> str:
        said = [e.get("href") for e in self._root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
        said += self._meta.get("og:url", []) + self._meta.get("citation_public_url", [])
        said += [w.get("url") for w in self._works]
        return next((u.strip() for u in said if isinstance(u, str) and is_address(u.strip())), "")

    def _saved(self) -> tuple[str, str]:
        """Address and day that a browser notes at the head of a page that it saves."""
        head = self._chars[:_HEAD]
        single = _SINGLE_FILE.search(head)
        if single:
            day = _SAVED_DAY.search(single[2])
            date = f"{day[3]}-{_MONTHS.index(day[1]) + 1:02}-{int(day[2]):02}" if day else ""
            return (single[1] if is_address(single[1]) else ""), edtf(date)
        saved = _SAVED.search(head)
        return (saved[1] if saved and is_address(saved[1]) else ""), ""

    def _locale(self) -> str:
        said = [*self._meta.get("og:locale", ()), *(str(w.get("inLanguage") or "") for w in self._works)]
        return next((m[1].lower() for m in map(_LANGUAGE.match, said) if m), "")


def is_address(value: str) -> bool:
    """Whether a value is the address of a page on the web, and not a script or data."""
    if not _ADDRESS.match(value):
        return False
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:
        return False


def edtf(value: str | None) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD, as far as it is stated; '' for what is no date."""
    plain = _flat(value)[:60]
    match = _COMPACT.match(plain) or _ISO.match(plain)
    if match:
        year, month, day = match[1], match[2], match[3] if match.re.groups >= 3 else None
        if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31) or year == "0000":
            return ""
        return "-".join([year, *(f"{int(p):02}" for p in (month, day) if p)])
    for found in grammar("en").find(plain):
        if found.type == "DATE" and re.fullmatch(r"\d{4}(-\d\d){1,2}", found.value) and found.mod is None:
            return found.value
    return ""


def _works(root: Element) -> Iterator[dict[str, Any]]:
    """The works that a page describes in schema.org's words (JSON-LD)."""
    waiting: list[Any] = []
    for element in root.iter("script"):
        if (element.get("type") or "").strip().lower() == "application/ld+json":
            try:
                waiting.append(json.loads((element.text or "")[:_MOST_JSON]))
            except (ValueError, RecursionError):
                continue
    steps = 0
    while waiting and steps < 1000:
        steps += 1
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:200]
        elif isinstance(one, dict):
            kinds = one.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(k, str) and k.lower() in _WORK for k in kinds):
                yield one
            graph = one.get("@graph")
            waiting.extend(graph[:200] if isinstance(graph, list) else ())


def _names(value: Any) -> Iterator[str]:
    """Names in a value of schema.org: a string, an object with a name, or a list of them."""
    for one in value[:50] if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, list):
            name = name[0] if name else None
        if isinstance(name, str) and name.strip() and not _ADDRESS.match(name.strip()):
            yield _flat(name)


def _flat(value: object) -> str:
    """A value as one line of characters that a document may hold."""
    plain = unescape(value) if isinstance(value, str) else ""
    return "".join(c for c in WHITE.sub(" ", plain).strip() if not "\ud800" <= c <= "\udfff" and c != "\0")


def _turned(name: str) -> str:
    """'Vint, Orla' as 'Orla Vint'."""
    parts = name.split(", ")
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else name


def _joined(names: list[str]) -> str:
    unique = list(dict.fromkeys(n for n in names if n))[:30]
    return ", ".join(unique[:-1]) + (" and " if len(unique) > 1 else "") + (unique[-1] if unique else "")


def _without_site(title: str, site: str, headings: set[str]) -> str:
    """A title without the name of the site, where the page shows which part that is."""
    if title.casefold() in headings:
        return title
    cuts = list(_DIVIDER.finditer(title))[:10]
    for cut in cuts:
        before, after = title[: cut.start()], title[cut.end() :]
        if before.casefold() in headings or after.casefold() == site.casefold() != "":
            return before
        if after.casefold() in headings or before.casefold() == site.casefold() != "":
            return after
    return title
