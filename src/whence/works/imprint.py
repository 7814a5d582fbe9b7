"""imprint: what stands behind a title: who edited and translated it, which edition, in how many volumes, where, by whom and when it was published.

``Behind`` holds what is left of the words; each reader takes its own out of them, so that no words are read twice.
"""

import re
from functools import cache
from typing import Any

from whence.works.back_references import tables
from whence.works.citing_words import one_of
from whence.works.people import NAMES, are_names, names_of

YEAR = re.compile(r"(?<![\d–-])(1[4-9]\d\d|20\d\d)(?!\d)")
_PLACE = r"[A-ZÀ-Þ][\w.’'-]+(?:\s(?:am|an\sder|a\.\s?M\.|im|on|sur|de|del|la|le|[A-ZÀ-Þ][\w.’'-]+)){0,3}"
_PLACES = rf"{_PLACE}(?:(?:\s?/\s?|\s?[–-]\s?|\s(?:and|und|et|&)\s|,\s){_PLACE}){{0,2}}(?:\su\.\s?a\.)?"
_YEARS = r"(?P<year>(?:1[4-9]|20)\d\d)[a-z]?(?:\s?[–/-]\s?\d{2,4})?"
_IMPRINT = re.compile(rf"\((?P<inside>[^()]*?\b{_YEARS})(?P<more>[;,][^()]*)?\)")
_OPEN_IMPRINT = re.compile(
    rf"(?:^|[,.]\s)(?P<place>{_PLACES}):\s(?P<publisher>[^,:;]{{2,80}}),\s{_YEARS}(?=[,.;\s)]|$)"
)
_PLACE_YEAR = re.compile(rf"(?:^|[,.]\s|\s)(?P<place>{_PLACES}),?\s{_YEARS}(?=[,.;)]|$|\s\()")
_PLACE_HOUSE_YEAR = re.compile(
    rf"(?:^|[,.]\s)(?P<place>{_PLACE}(?:\s?/\s?{_PLACE})?),\s(?P<publisher>[A-ZÀ-Þ][^,:;()]{{1,60}}),\s(?:[^,:;()]{{2,60}},\s){{0,2}}?{_YEARS}(?=[,.;)]|$|\s\()"
)
_ORDINAL = r"(?:\d+(?:st|nd|rd|th|e|è?me|re|ª|º|\.ª|\.º|a|\.)?|[IVX]+)"
_BOUNDS = r"(?:^|(?<=[,.;(\s]))"
_SERIES = re.compile(
    r"\s?\((?:=|collection|coll\.)\s?(?P<series>[^()]+)\)|,\scoll\.\s(?P<named>«[^«»]+»|[^,()]+)"
)
IN_ENGLISH = re.compile(r"^\s?\[(?!\d)[^\[\]]{3,120}\]")
_STATED_SERIES = re.compile(r"\.\s|,\s(?:Bd|vol|no?|Nr)\b")
_VOLUME_OF = re.compile(
    r"^[\s,]*(?:(?P<volume>[IVXLC]+)(?=[:,.;]|$)|(?P<number>\d{1,2})(?=:))(?::\s(?P<title>[^,()]+?)(?:\s\((?P<year>\d{4})\))?(?=[,.;]|$))?"
)
_LINK = re.compile(r"<?(?:URL:\s?)?(?P<link>https?://[^\s>]+)>?")
_BARE_DAY = re.compile(r"\(\s?(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{4})\s?\)\W*$")
DAY = re.compile(
    r"(?:\d{1,2}(?:[–-]\d{1,2})?(?:er|\.|º)?(?:\sde)?\s(?:[A-ZÀ-Þa-zà-þ]{3,10}\.?)(?:\sde)?\s\d{4}|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}-[IVX]{1,4}-\d{4})"
)
_ROMAN = {name: n for n, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
NUMBERED = re.compile(
    r"\b(?:U\.?N\.?\sDocs?\.?\s[\w./-]+|Cm(?:n?d?)?\.?\s\d{2,5}|[A-Z]{1,4}(?:/(?:Add\.|Rev\.|Corr\.)?[A-Z\d.]+){2,}|C\.\d+\.M\.[\w.]+|AI\sIndex:?\s[\w/ .]+|[A-Z]{3}\s\d\d/\d{3,4}/\d{4}|ST/[\w/.]+|Report\sNo\.\s\w+)"
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s>]+")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    editor, translator = one_of("editor"), one_of("translator")
    editions = one_of("editions")
    return {
        "editor": re.compile(rf"{_BOUNDS}(?:{editor})\s(?P<names>{NAMES})(?=[,.;:)(]|\s\(|$)"),
        "editor behind": re.compile(rf"(?:^|[,;:.]\s|\bin:?\s)(?P<names>{NAMES}),?\s\(?{one_of('editors_behind')}\)?(?=[,:;.\s]|$)"),
        "translator": re.compile(rf"{_BOUNDS}(?:{translator})\s(?P<names>{NAMES})(?=[,.;:)(]|\s\(|$)", re.IGNORECASE),
        "edition": re.compile(rf"{_BOUNDS}(?P<edition>{_ORDINAL}\s?(?:rev\.\s)?(?:{one_of('edition')}))(?=[,.;:)\s(]|$)"),
        "edition by word": re.compile(rf"{_BOUNDS}(?P<edition>{editions})(?=[,.;:)\s(]|$)", re.IGNORECASE),
        "number of volumes": re.compile(rf"{_BOUNDS}(?P<number>\d{{1,3}})\s(?:{one_of('volumes')})(?=[,.;:)\s(]|$)"),
        "thesis": re.compile(rf"{_BOUNDS}\(?(?P<genre>{one_of('thesis')})(?P<school>[^()\d]*)", re.IGNORECASE),
        "accessed": re.compile(rf"[,;.(\s]\(?(?:{one_of('accessed')}):?\s(?P<day>[^,;()]{{4,40}}(?:,\s\d{{4}})?)\)?", re.IGNORECASE),
    }  # fmt: skip


@cache
def end_of_title() -> re.Pattern[str]:
    """Where a title that no mark closes ends, in the words outside quotation marks and brackets."""
    starts = [
        r"\s\(",
        r"\s\[",
        rf",?\s(?=(?:{one_of('in')}):?\s(?:[A-ZÀ-Þ“\"«]|\w+\s\())(?<=,\s)",
        rf",\s(?=(?:{one_of('editor', 'translator')})\s[A-ZÀ-Þ])",
        rf",\s(?={_ORDINAL}\s?(?:{one_of('edition')})(?=[,.;:\s]))",
        rf",\s(?=(?:{one_of('editions')})(?=[,.;:\s]))",
        rf",\s(?=\d{{1,3}}\s(?:{one_of('volumes')}))",
        r",\s(?=(?:[Vv]ols?|Bd|Band|[Tt]|tome|tomo|deel|dl)\.?\s(?:\d|[IVXLC]+\b))",
        rf",\s(?=(?:{one_of('thesis')}))",
        rf",\s(?=(?:{one_of('accessed')})\s)",
        rf",\s(?={_PLACES}\s{_YEARS}(?=[,.;)]|$|\s))",
        rf",\s(?={_PLACE}(?:\s?/\s?{_PLACE})?,\s[A-ZÀ-Þ][^,:;]{{1,60}},\s(?:[^,:;]{{2,60}},\s){{0,2}}?{_YEARS}(?=[,.;)]|$))",
        rf"[,.]\s(?={_PLACES}:\s[A-ZÀ-Þ])",
        rf",\s(?={_PLACES},\s{_YEARS}(?=[,.;)]|$))",
        r",?\s(?=<?(?:URL:\s?)?https?://)",
        rf",\s(?={DAY.pattern})",
        rf",\s(?={NUMBERED.pattern})",
    ]
    return re.compile(re.sub(r"\?P<\w+>", "?:", "|".join(starts)))


class Behind:
    """The words behind a title, and what has been read in them as fields of a CSL item."""

    def __init__(self, words: str, text: str, item: dict[str, Any]) -> None:
        self.words, self._text, self.item = words, text, item

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place where a pattern fits; it is left out of the words then."""
        match = pattern.search(self.words)
        if match:
            self.words = f"{self.words[: match.start()]}, {self.words[match.end() :].lstrip(' ,')}".strip()
        return match

    def read(self) -> None:
        """Reads what can stand behind any title."""
        self.take(IN_ENGLISH)
        self._series()
        self._links()
        self._people()
        self._edition()
        self._thesis()
        self._published()

    def _series(self) -> None:
        series = self.take(_SERIES)
        if series:
            self.item["collection-title"] = _STATED_SERIES.split(
                (series["series"] or series["named"]).strip(" «»")
            )[0]

    def _links(self) -> None:
        accessed = self.take(_patterns()["accessed"])
        if accessed:
            day = date_parts(accessed["day"])
            if day:
                self.item["accessed"] = {"date-parts": day}
        link = self.take(_LINK)
        if link and "accessed" not in self.item:
            last = self.take(_BARE_DAY)  # '(3.2.2023)' behind an address
            day = date_parts(last["day"]) if last else None
            if day:
                self.item["accessed"] = {"date-parts": day}
        if link:
            self.item["URL"] = link["link"].rstrip(".,;)")
            doi = _DOI.search(self.item["URL"])
            if doi:
                self.item["DOI"] = doi[0]

    def _people(self) -> None:
        for pattern, role in (
            ("translator", "translator"),
            ("editor", "editor"),
            ("editor behind", "editor"),
        ):
            match = self.take(_patterns()[pattern]) if role not in self.item else None
            if match and are_names(match["names"]):
                self.item[role] = names_of(match["names"], self._text)

    def _edition(self) -> None:
        edition = self.take(_patterns()["edition"]) or self.take(_patterns()["edition by word"])
        if edition:
            self.item["edition"] = edition["edition"].strip()
        volumes = self.take(_patterns()["number of volumes"])
        if volumes:
            self.item["number-of-volumes"] = volumes["number"]

    def _thesis(self) -> None:
        thesis = self.take(_patterns()["thesis"])
        if thesis:
            self.item |= {"type": "thesis", "genre": thesis["genre"].strip(" ,")}
            school = thesis["school"].strip(" ,.")
            if school and school[0].isalpha():
                self.item["publisher"] = school

    def _published(self) -> None:
        imprint = self.take(_IMPRINT)
        if imprint:
            self._inside(imprint["inside"], imprint["year"])
            part = self.take(_VOLUME_OF)
            if part:
                self.item["volume"] = part["volume"] or part["number"]
                if part["title"]:
                    self.item["volume-title"] = part["title"].strip()
            return
        for pattern in (_OPEN_IMPRINT, _PLACE_HOUSE_YEAR, _PLACE_YEAR):
            match = pattern.search(self.words)
            if match and not _is_month(match["place"].split()[-1], match["year"]):
                self.take(pattern)
                self.item["publisher-place"] = match["place"].strip(" ,")
                if "publisher" in match.groupdict() and match["publisher"]:
                    self.item["publisher"] = match["publisher"].strip(" ,")
                self.item["issued"] = {"date-parts": [[int(match["year"])]]}
                return

    def _inside(self, words: str, year: str) -> None:
        """The words of an imprint in brackets: 'London: Cape, 1960', 'Geneva, 1928', 'HMSO, 1938'."""
        day = date_parts(words) if not re.search(r":\s", words) else None
        self.item["issued"] = {"date-parts": day or [[int(year)]]}
        before = words[: words.rfind(year)].strip(" ,")
        place, colon, house = before.rpartition(": ")
        if colon:
            self.item["publisher-place"], self.item["publisher"] = place.strip(), house.strip(" ,")
        elif before and not re.search(r"\d", before) and not day:
            self.item["publisher-place" if "," not in before and len(before.split()) < 3 else "publisher"] = (
                before
            )
        elif before and day and day[0] == [int(year)] and before[0].isupper():
            self.item["publisher-place"] = before


def _is_month(word: str, year: str) -> bool:
    """'Juli 1916' is no place and year."""
    return len((date_parts(f"{word} {year}") or [[0]])[0]) > 1


@cache
def _months() -> dict[str, int]:
    """The names of the months in all languages, and their numbers."""
    rows = [table.get("words", {}).get("months", ()) for table in tables().values()]
    return {name: n for row in rows for n, names in enumerate(row, 1) for name in names.split()}


@cache
def _dates() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{'|'.join(sorted(_months(), key=lambda m: (-len(m), m)))})(?!\w)\.?"
    day, year = r"(?<!\d)(?P<day>\d{1,2})", r"(?P<year>(?:1\d|20)\d\d)(?!\d)"
    written = (
        rf"{day}(?:st|nd|rd|th|er|\.|º)?(?:\s(?:de|of))?\s{month},?(?:\sde)?\s{year}",
        rf"(?<!\w){month}\s(?P<day>\d{{1,2}})(?:[–-]\d{{1,2}})?,?\s{year}",
        rf"{day}\.\s?(?P<month>\d{{1,2}})\.\s?{year}",
        rf"{day}[-./](?P<month>[ivx]{{1,4}})[-./]{year}",
        rf"{year}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\w){month},?(?:\sde)?\s{year}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written)


def date_parts(words: str) -> list[list[int]] | None:
    """The first date in some words, as CSL writes dates: year, month, day, as far as they are there; else the last year.

    >>> date_parts("November 14, 1880, 2"), date_parts("avril-juin 1991"), date_parts("3. Mai 1699")
    ([[1880, 11, 14]], [[1991, 6]], [[1699, 5, 3]])
    """
    for pattern in _dates():
        match = pattern.search(words)
        if match:
            found = match.groupdict()
            name = found["month"].lower()
            month = int(name) if name.isdigit() else _months().get(name) or _ROMAN.get(name, 0)
            if 0 < month < 13:
                day = int(found.get("day") or 0)
                return [[int(found["year"]), month, *([day] if 0 < day < 32 else [])]]
    years = YEAR.findall(words)
    return [[int(years[-1])]] if years else None


def date(item: dict[str, Any], words: str) -> None:
    """Gives an item the first date in some words, if there is one."""
    parts = date_parts(words)
    if parts:
        item["issued"] = {"date-parts": parts}


def has_imprint(words: str) -> bool:
    """Whether place, publisher and year stand in brackets: '(London: Cape, 1960)'."""
    return bool(re.search(r"\([^()]*:\s[^()]*\d{4}\)", words))
