"""correspondence: references to letters and messages → CSL items: who wrote, to whom, when, where it is kept."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from whence.works.imprint import date
from whence.works.people import NAME, csl_name, is_given
from whence.works.unpublished import archival, archive_of, is_archival

_LETTER = re.compile(
    rf"(?:Also\s)?(?:(?:[Ll]etter|Lettre|Brief|Carta|Lettera)\s(?:from|of|de|du|von|di|van)\s(?:the\s)?)?(?P<author>(?:The\s)?{NAME}(?:\sof(?:\sthe)?\s{NAME})?(?:\sthe\s(?:younger|elder))?)"
    rf"\s+(?:to|an|à|aan|a|ao|al|(?P<romance>au|aux|alla))\s*(?:(?P<to>(?<=\s)(?:the\s|den\s|die\s|das\s|la\s|le\s)?{NAME}(?:\sof(?:\sthe)?\s{NAME})?)|(?P<untold>-{{2,}}|[—–]{{1,3}}))\s*,"
)
_SUFFIX = re.compile(r"\sthe\s(?:younger|elder)$")
_TITLED_LETTER = re.compile(
    rf"(?P<title>(?:Lettre|Carta|Lettera)\s(?:de|du|di|della|del)\s(?:[a-zà-þ][\w’'-]*\s){{0,4}}(?P<author>{NAME})\s(?:à|au|aux|a|al|ao|alla)\s[^,]{{3,80}})(?=,)"
)
_OF_A_PLACE = re.compile(r"[a-zà-þ]{3,}\s(?:de|du|des|de\sla|de\sl[’']|della|del|da|do)\s?$")
_NOT_PEOPLE = frozenset(
    "the a an in on see ibid cf for this these that it he she they as by letter report act".split()
)
_END_OF_OTHER = re.compile(r"(?:[IVXLC]{2,}|[A-ZÀ-Þ][a-zà-þ]{4,})\.\s")
_NEXT = re.compile(r"(?<!\s[A-Z])[.;,][\"”»]?\s+(?=[A-ZÀ-Þ])")  # where another one may begin
# a day of a month, or a month, with its year: what nearly every letter has and hardly a title
_DAY = re.compile(
    r"\s*,?\s*(?:le\s)?(?:\d{1,2}\s[A-ZÀ-Þ][a-zà-þ]{2,9}\.?,\s){0,4}(?:\d{1,2}(?:er|st|nd|rd|th|\.)?,?\s(?:de\s)?[A-ZÀ-Þ][a-zà-þ]{2,9}\.?|[A-ZÀ-Þ][a-zà-þ]{2,9}\.?(?:\s\d{1,2})?)(?:,?\s|,)(?:1\d|20)\d\d\b"
)
_AGAIN = re.compile(rf"\bIbid\.(?:{_DAY.pattern})")


_MESSAGE = re.compile(
    rf"(?:[Ee]-?mail|[Ll]etter|[Mm]essage|[Pp]ersonal\scommunication|[Tt]elegram)s?\s(?:message\s)?from\s(?:the\s)?(?:(?:[A-Z][a-z]{{1,3}}\.\s){{1,2}})?(?P<a>[A-Z][^,]{{2,80}}?)(?=,|\sto\s)|(?P<b>{NAME}),\s(?:e-?mail|letter|message|personal\scommunication)s?(?:\smessage)?\s(?:to|with)\s(?:the\s)?(?:present\s)?(?:authors?|writer|me\b)"
)


_TO_THE_AUTHOR = re.compile(r"\sto\s(?:the\s)?(?:present\s)?(?:authors?|writer|me|us)\b")
_TO = re.compile(r"\sto\s[^,;]{2,100}(?=,)")


def _message(reference: str, text: str) -> dict[str, Any] | None:
    """'Email from Ada Corl to the author, 2 March 2017': to the one who writes."""
    match = _MESSAGE.match(reference)
    if not match:
        return None
    named = match["a"] and not _TO_THE_AUTHOR.match(reference, match.end())
    titled = reference.lower().startswith("message") and not is_given((match["a"] or "").split()[0])
    if named and (titled or reference.startswith(" to ", match.end())):
        return None  # 'Message from the President of the United States, Transmitting a Report'; 'Letter from Cole to Rell'
    return _sent(match, f"{_genre(match)} to the author", reference[match.end() :], text)


def _to_a_body(reference: str, text: str) -> dict[str, Any] | None:
    """'Letter from Harbor Rights Watch to the Ministry of Ports, 2 March 2017': to somebody who has no name as people have."""
    match = _MESSAGE.match(reference)
    to = _TO.match(reference, match.end()) if match and match["a"] else None
    if not match or not to or match[0].lower().startswith("message"):
        return None
    return _sent(match, reference[: to.end()], reference[to.end() :], text)


def _genre(message: re.Match[str]) -> str:
    return "email" if "mail" in message[0].lower() else "letter"


def _sent(message: re.Match[str], title: str, rest: str, text: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "type": "personal_communication",
        "genre": _genre(message),
        "author": [csl_name(message["a"] or message["b"], text)],
        "title": title,
    }
    date(item, rest)
    return item


def letter(reference: str, text: str, holders: Collection[str] = ()) -> dict[str, Any] | None:
    """A letter by who wrote it and to whom."""
    message = _message(reference, text)
    if message:
        return message
    titled = _TITLED_LETTER.match(reference)
    match = titled or _LETTER.match(reference)
    if not match or match["author"].split()[0].lower() in _NOT_PEOPLE:
        return _to_a_body(reference, text)
    if not titled and match["romance"] and not _DAY.match(reference, match.end() - 1):
        return None  # 'Hommage au Roi, Lyon'
    item: dict[str, Any] = {"type": "personal_communication", "genre": "letter"}
    if not (
        titled and _OF_A_PLACE.search(reference, 0, match.start("author"))
    ):  # 'Lettre du préfet de la Nièvre'
        item["author"] = [csl_name(_SUFFIX.sub("", match["author"]), text)]
    if titled:
        item["title"] = titled["title"].strip()
    else:
        if match["to"]:
            item["recipient"] = [csl_name(match["to"], text)]
        item["title"] = reference[match.start("author") : match.end() - 1].strip()
    rest = reference[match.end() :]
    date(item, rest)
    archive = archive_of(rest)
    if is_archival(rest, holders):
        item |= {k: v for k, v in archival(rest, holders).items() if k in ("archive", "archive_location")}
    elif archive:
        item["archive"] = archive
    return item


def dated_letters(words: str) -> Iterator[tuple[int, int]]:
    """The letters of which some words tell, each from its writer to its year: 'Clinton to Bedford, 30 July, 1750; Holt to Clinton, 3 May 1751'."""
    at = 0
    while at < len(words):
        end = _end_of_letter(words, at)
        if end:
            yield at, end
        following = _NEXT.search(words, end or at)
        at = following.end() if following else len(words)


def is_dated_letter(words: str) -> bool:
    """Whether words begin with a letter and its day."""
    return _end_of_letter(words, 0) > 0


def _end_of_letter(words: str, at: int) -> int:
    """Where a letter that begins at a place ends with its day; 0 where none begins."""
    match = _LETTER.match(words, at)
    day = _DAY.match(words, match.end() - 1) if match else None
    return day.end() if match and day and _is_writer(match["author"]) else 0


def _is_writer(author: str) -> bool:
    """Whether words may be the name of one who writes; 'Journal. Montcalm', 'II. Bradstreet' begin with what belongs to the work before."""
    return author.split()[0].lower() not in _NOT_PEOPLE and not _END_OF_OTHER.match(author)


def dated_again(words: str) -> Iterator[tuple[int, int]]:
    """Where 'Ibid.' is said of a letter of another day: 'Ibid., 17 July, 1751'."""
    yield from (m.span() for m in _AGAIN.finditer(words))
