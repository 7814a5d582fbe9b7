"""published: a reference to what was printed or put on the web → a CSL item: books, chapters, articles, newspapers, theses, reports, pages.

First who wrote it, then its title (in quotation marks, in italics, or up to where no title goes on), then what stands behind it (``imprint``).
"""

import re
from functools import cache
from typing import Any

from whence.works.article_types import type_of_article
from whence.works.citing_words import one_of
from whence.works.imprint import DAY, IN_ENGLISH, NUMBERED, YEAR, Behind, date, end_of_title
from whence.works.locators import locators
from whence.works.people import NAME, NAMES, are_names, corporate_words, is_given, names_of
from whence.works.written import QUOTED, Written, outside, quoted_words

_LONGEST_TITLE = 40  # words
_BODY = (
    r"(?:The )?[A-ZÀ-Þ][\w’'-]*(?: (?:of|for|the|and|on|de|des|du|la|für|der|del|di|[A-ZÀ-Þ(][\w’')-]*)){0,9}"
)
_MANDATE = r"(?:(?:UN|U\.N\.|United\sNations)\s)?(?:Special\sRapporteur|Independent\sExpert|Working\sGroup|Special\sRepresentative)\s(?:on|of)\s[^,*“]{3,90}"
_AUTHORS = re.compile(
    rf"(?P<names>{_MANDATE}|{NAMES}|{_BODY})(?P<ed>,?\s\(?{one_of('editors_behind')}\)?)?\s*(?P<sep>[,;:.])\s+"
)
_IN = re.compile(rf"^[\s,.;]*(?:{one_of('in')}):?\s")
_JOURNAL = re.compile(
    r"^[\s,]*(?:(?:[Vv]ol|[Tt]|Bd|Jg|tome|tomo|année|Jahrgang)\.?\s?)?(?P<volume>\d{1,4}|[IVXLCDM]{1,9})(?=[\s,:./(]|$)"
    r"(?:(?:[.:/](?=\d)|,?\s(?:no?s?\.|n[°ºo]|Nr\.|H\.|Heft|iss\.|issue|fasc\.|num\.|núm\.)\s?|\s?\((?=\d{1,3}\)))(?P<issue>\d{1,3}(?:[-–/]\d{1,3})?)(?=[\s,:()]|$)\)?)?"
)
_ISSUE = re.compile(
    r"(?:\bno?s?\.|\bn[°ºo]|\bNr\.|\bH\.|\bHeft|\bnúm\.)\s?(?P<issue>\d{1,4}(?:[-–/]\d{1,4})?)"
)
_REPORT = re.compile(
    r"\b(?:[Rr]eport|Bericht|[Rr]apport|[Ii]nforme|[Rr]elatório|[Rr]elazione|[Mm]emorandum|[Yy]earbook)\b"
)
_FILM = re.compile(
    rf"[,(]\s?(?:directed\sby|dir\.(?:\sby)?|réal\.|réalisé\spar|réalisation|Regie:?|regia\sdi|dirigida\spor|dir\.\spor)\s(?P<names>{NAMES})"
)
_FAMILY_FIRST = re.compile(
    r"(?P<names>[A-ZÀ-Þ][\w’'-]+,\s(?:[A-ZÀ-Þ][\w’'-]*\.?\s?){1,3}?)(?P<ed>)(?P<sep>[.:])\s+(?=[A-ZÀ-Þ“\"«„‘'])"
)


def published(w: Written, text: str = "") -> dict[str, Any] | None:
    """The item of a reference with a title in quotation marks or italics, or with an imprint; None for all others."""
    item: dict[str, Any] = {"type": "document"}
    start = _authors(w, item, text)
    if start is None:
        return None
    title = _title(w, start, item)
    if title is None:
        return _untitled(w, text)
    behind = Behind(w.words[title[1] :], text, item)
    if title[2] == "quoted":
        _article(w, title[1], behind)
    else:
        _book(w, title[1], behind, title[2] == "italic")
    return item


_UNTITLED = re.compile(
    rf"(?P<names>{NAMES}),\s(?:in\s)?(?P<container>(?:The\s)?[A-ZÀ-Þ][^,(;]{{4,80}}?),?\s(?P<volume>\d{{1,4}}|[IVXLC]+)\s\((?P<year>\d{{4}})\)"
)
_OSCOLA = re.compile(
    r"^\s?[\[(](?P<year>\d{4})[\])]\s(?P<volume>\d{1,4})?\s?(?P<container>[A-Z][A-Za-z&’'. ]{1,80}?)\s(?P<page>\d+)(?=[,.;\s]|$)"
)


def _untitled(w: Written, text: str) -> dict[str, Any] | None:
    """'M. E. Garland, Sociological Review, 35 (1943), pp. 88–90': a piece without a title, by where it stands."""
    match = _UNTITLED.match(w.words)
    if not match or not are_names(match["names"]):
        return None
    return {
        "type": "article-journal", "author": names_of(match["names"], text), "container-title": match["container"],
        "volume": match["volume"], "issued": {"date-parts": [[int(match["year"])]]},
    }  # fmt: skip


def _authors(w: Written, item: dict[str, Any], text: str) -> int | None:
    """Where the title begins; those before it are authors or editors. None where something else stands before it."""
    titles = w.titles()
    first = titles[0][0] if titles else None
    review = re.match(rf"(?P<names>{NAMES}),\s(?P<what>{one_of('review')}):?\s", w.words)
    if review:
        item["author"], item["type"] = names_of(review["names"], text), "review"
        return review.end()
    match = _family_first(w.words) or _AUTHORS.match(w.words)
    if first is not None:
        before = re.sub(r"^(?:Art|Artikel|s\.\s?v)\.?$", "", w.words[:first].rstrip(" ,:.;“„«\"'‘"))
        if not before:
            return first
        behind = re.search(rf",?\s\(?{one_of('editors_behind')}\)?$", w.words[:first].rstrip(" ,:;"))
        who = w.words[: behind.start()] if behind else before
        if are_names(who) or (
            match and match.end() >= first - 1 and match["names"] and names_of(match["names"])
        ):
            item["editor" if behind else "author"] = names_of(who if are_names(who) else match["names"], text)  # type: ignore[index]
            return first
        # a title without marks, with marks somewhere behind it ('Art. „Schreiber“', a container in italics)
    if match and first is None and _is_title_after_name(match["names"]):
        match = re.match(
            rf"(?P<names>{NAME})(?P<ed>)(?P<sep>,)\s+", w.words
        )  # 'Willmann, Moralische Ökonomie und Kriegsstaat'
    if match and _behind_title().match(w.words, match.end("names")):
        return 0  # 'Oxford English Dictionary, 3rd edn': no name, a title
    if match and are_names(match["names"]):
        item["editor" if match["ed"] else "author"] = names_of(match["names"], text)
        return match.end()
    return 0 if first is None else None


def _is_title_after_name(names: str) -> bool:
    """Whether what looks like several names is one and a title: the second begins with no given name."""
    second = names.split(", ")[1:2]
    return bool(second) and not is_given(second[0].split()[0]) and not set(names.split()) & corporate_words()


def _family_first(words: str) -> re.Match[str] | None:
    """'Doyle, Patrick. The Dams': told from 'Petersohn, Hunger. Ein …' by the given name."""
    match = _FAMILY_FIRST.match(words)
    given = match["names"].split(", ", 1)[1].split() if match else []
    return match if given and all(is_given(word) for word in given) else None


@cache
def _behind_title() -> re.Pattern[str]:
    """What stands behind titles only, never behind who wrote the work."""
    ordinal = r"(?:\d+(?:st|nd|rd|th|e|a|ª|\.)?)"
    return re.compile(
        rf",\s(?:{one_of('editor', 'translator')}\s[A-ZÀ-Þ]|{ordinal}\s?{one_of('edition')}(?=[,.;\s])|{one_of('editions')}(?=[,.;\s])|\d{{1,3}}\s{one_of('volumes')})"
    )


def _title(w: Written, start: int, item: dict[str, Any]) -> tuple[int, int, str] | None:
    """Where the title stands, up to where it is read, and what marks it."""
    quoted = QUOTED.match(w.words, start)
    if quoted and _in_a_sentence(w.words[quoted.end() :]):
        return None
    if quoted and not _goes_on(w.words, quoted.end()):
        item["title"] = quoted_words(quoted)
        return start, quoted.end(), "quoted"
    italic = w.begins_italic(start)
    if italic:
        words = w.words[italic[0] : italic[1]].strip(' ,.;“”"')
        if not words:
            return None
        item["title"] = words
        return start, italic[1], "italic"
    blotted = outside(w.words[start:])
    end = end_of_title().search(blotted, 2)
    stop = start + (end.start() if end else len(blotted))
    for place in locators(w.words[start:stop], bare=False):
        if place.start > 3 and place.label != "volume":
            stop = min(stop, start + place.start)
    words = w.words[start:stop].strip(" ,.;:")
    if end is None or not _can_be_title(words):
        return None
    item["title"] = words
    return start, stop, "plain"


def _in_a_sentence(behind: str) -> bool:
    """'The word “readers” is used here …': whether words go on behind a quotation as they do behind no title."""
    word = re.match(r"\s(?P<word>[a-zà-þ][\w’']+)\s", behind)
    return bool(word) and not re.match(
        rf"\s(?:{one_of('in', 'editor', 'translator', 'thesis', 'accessed')}|by|par|von|de|di)\b", behind
    )


def _goes_on(words: str, end: int) -> bool:
    """'„Wir wollen Kartoffeln!“ Frauen, Öffentlichkeit und Polizei': whether a title goes on behind the words that it quotes."""
    return (
        words[end - 2] not in ",."
        and bool(re.match(r"\s(?=[A-ZÀ-Þ][a-zà-þ])", words[end:]))
        and not re.match(rf"\s{one_of('in')}:?\s", words[end:], re.IGNORECASE)
    )


def _can_be_title(words: str) -> bool:
    begins = bool(words) and (words[0].isupper() or words[0].isdigit() or words[0] in '„“"«¿¡')
    return begins and len(words.split()) <= _LONGEST_TITLE


def _container(w: Written, at: int, behind: Behind) -> str | None:
    """The periodical or book in which the work stands: the words in italics behind its title, or those up to a number or a mark."""
    italic = next((r for r in w.italics if at <= r[0] < at + 120), None)
    lead = behind.words[: behind.words.find(w.words[italic[0] : italic[1]])] if italic else ""
    if italic and not re.search(r"\d{3}", lead):
        words = w.words[italic[0] : italic[1]]
        place = behind.words.find(words)
        if place >= 0:
            if _IN.match(lead + " ") or _IN.match(lead):
                _people_before(lead, behind)
            behind.words = behind.words[place + len(words) :]
            return words.strip(' ,.“”"')
    inside = _IN.match(behind.words)
    if inside:
        behind.words = behind.words[inside.end() :]
        _people_before(behind.words, behind)
    rest = behind.words.lstrip(" ,.:;")
    blotted = outside(rest)
    stop = re.search(rf",?\s(?:vol\.?\s)?\d|\s\(|[,;:]\s|\svol\b|{end_of_title().pattern}", blotted)
    words = rest[: stop.start() if stop else len(rest)].strip(" .,:;")
    if not inside and (not words or not words[0].isupper() or len(words) < 3 or DAY.match(rest)):
        return None
    if not words:
        return None
    behind.words = (
        rest[len(words) :] if rest.startswith(words) else rest[stop.start() if stop else len(rest) :]
    )
    return words


def _people_before(words: str, behind: Behind) -> None:
    """'in Roger Martinet (dir.), …': who edited the book, before its title."""
    match = re.match(
        rf"[\s,.;]*(?:(?:{one_of('in')}):?\s)?(?P<names>{NAMES}),?\s\(?{one_of('editors_behind')}\)?[,:;]?\s",
        words,
    )
    again = re.match(
        rf"[\s,.;]*(?:(?:{one_of('in')}):?\s)?(?:dies|ders|id|ead|idem|eadem)\.?\s\(?{one_of('editors_behind')}\)?[,:;]?\s",
        words,
    )
    if again and behind.words.startswith(words):
        behind.words = behind.words[again.end() :]
        behind.item["editor"] = behind.item.get("author", [])
    if match and are_names(match["names"]):
        behind.item["editor"] = names_of(match["names"])
        if behind.words.startswith(words):
            behind.words = behind.words[match.end() :]


def _article(w: Written, at: int, behind: Behind) -> None:
    """What has its title in quotation marks: an article, a chapter, a thesis, a page."""
    item = behind.item
    behind.take(IN_ENGLISH)
    cited = behind.take(_OSCOLA)
    if cited:  # '(2012) 34 Comparative Labor Law Journal 95'
        year = {"date-parts": [[int(cited["year"])]]}
        item |= {"type": "article-journal", "container-title": cited["container"], "issued": year}
        item |= {"volume": cited["volume"]} if cited["volume"] else {}
        return
    inside = bool(_IN.match(behind.words))
    thesis = re.match(rf"[\s,]*\(?(?:{one_of('thesis')})", behind.words, re.IGNORECASE)
    if not thesis:
        reviewed = (
            re.match(rf"[\s,]*(?:by|von|de)\s{NAMES},\s", behind.words) if item["type"] == "review" else None
        )
        if reviewed:
            behind.words = behind.words[reviewed.end() :]
        container = _container(w, at, behind)
        if container and re.fullmatch(r"[IVXLC]{1,8}", container):
            item["volume"], container = container, None  # '“History of the United States,” VIII, 110'
        if container and are_numbers(container):
            container = None
        if container:
            item["container-title"] = container
    day = DAY.search(behind.words)
    if "container-title" in item and not inside:
        _journal(behind, day)
    behind.read()
    issue = _ISSUE.search(behind.words)
    if issue and "issue" not in item and not inside:
        item["issue"] = issue["issue"]
    _numbered(w.words, item)
    _when(item, behind.words)
    if item["type"] not in ("review", "thesis"):
        item["type"] = type_of_article(item, inside, bool(day), w.words)


def _journal(behind: Behind, day: re.Match[str] | None) -> None:
    """Volume and issue right behind a periodical; not the day of a newspaper."""
    journal = _JOURNAL.match(behind.words) if not (day and day.start() < 12) else None
    if journal and not YEAR.fullmatch(journal["volume"]):
        behind.item["volume"] = journal["volume"]
        behind.words = behind.words[journal.end() :]
        if journal["issue"]:
            behind.item["issue"] = journal["issue"]


def are_numbers(words: str) -> bool:
    """Whether some words are but a number and its label ('UN Doc. A/4')."""
    return bool(NUMBERED.match(words))


def _book(w: Written, at: int, behind: Behind, marked: bool) -> None:
    """What has its title in italics, or without marks up to its imprint; 'Title, in: container' is a chapter."""
    item = behind.item
    inside = bool(_IN.match(behind.words))
    day = None
    if inside:
        container = _container(w, at, behind)
        if container:
            item["container-title"] = container
        day = DAY.search(behind.words)
        _journal(behind, day)
    film = behind.take(_FILM) if "author" not in item else None
    if film:
        item |= {"author": names_of(film["names"]), "type": "motion_picture"}
    behind.read()
    _numbered(w.words, item)
    _when(item, behind.words)
    if item["type"] in ("thesis", "review", "motion_picture"):
        return
    if inside:
        item["type"] = type_of_article(item, True, bool(day), w.words)
        if (
            item["type"] == "chapter"
            and "volume" in item
            and "issued" in item
            and "publisher-place" not in item
            and "editor" not in item
        ):
            item["type"] = "article-journal"
        return
    printed = "publisher" in item or "publisher-place" in item
    if (
        not marked
        and "author" not in item
        and not printed
        and re.match(rf",\s(?:{DAY.pattern})", w.words[at:])
    ):
        item["type"] = "periodical"
        return
    if "number" in item or (
        _is_of_body(item) and (_REPORT.search(str(item.get("title", ""))) or _is_published_by(item))
    ):
        item["type"] = "report"
    elif "URL" in item and not printed:
        item["type"] = "webpage"
    elif (
        printed
        or "edition" in item
        or "number-of-volumes" in item
        or "editor" in item
        or "translator" in item
        or "issued" in item
        or (marked and "author" in item)
    ):
        item["type"] = "book"


def _is_published_by(item: dict[str, Any]) -> bool:
    """Whether the body that wrote it published it too."""
    people = item.get("author") or [{}]
    body, house = str(people[0].get("literal", "")), str(item.get("publisher", ""))
    return (
        bool(body)
        and "issued" in item
        and (not house or house in body or "".join(w[0] for w in body.split() if w[0].isupper()) == house)
    )


def _is_of_body(item: dict[str, Any]) -> bool:
    people = item.get("author") or [{}]
    return "literal" in people[0] or "author" not in item


def _numbered(words: str, item: dict[str, Any]) -> None:
    number = NUMBERED.search(words)
    if number:
        item["number"] = number[0].rstrip(".,")


def _when(item: dict[str, Any], rest: str) -> None:
    if "issued" not in item:
        date(item, rest)
