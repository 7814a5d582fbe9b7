"""facts: title, byline, publisher, date and language of the document, from its title page, its colophon and what the file says.

What its user says (``--title``, ``--author`` …) is already there and stands.
"""

import re

import msgspec

from whence.dates import edtf_of, grammar
from whence.lang import lexicon
from whence.layers.document import Block, Dated, Document
from whence.layers.step import Records, Step
from whence.layers.title_block import byline_words, dated_byline, foreign_byline, is_person_named
from whence.layers.told_otherwise import told_otherwise
from whence.text import Span, Text

_DIVIDER = re.compile(r"\s+[–—|•·-]+\s+|\n+|(?<=\d),\s+(?=[A-Z])")
_NAME = r"[A-Z][\w’'\-]*\.?(?:\s+(?:de|du|von|van|der|den|la|le|al|bin|[A-Z][\w’'\-]*\.?)){1,4}"
_PERSON = re.compile(rf"{_NAME}(?:,?\s(?:and|&)\s{_NAME})?$")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z .'’-]{2,40}),\s+(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?,\s+){0,3}(?P<date>[A-Z][a-z]+\.?\s+\d{1,2}(?:,\s+\d{4})?|\d{1,2}\s+[A-Z][a-z]+(?:\s+\d{4})?)\s*(?:--|–|—|-|\(|\.)"
)
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$")


def annotate(doc: Document, text: Text) -> Records:
    """The document's facts, completed, and where what was told of it differs from what it says itself."""
    facts = doc.document
    given = {k: v for g in text.given if g.kind == "metadata" for k, v in g.attributes}
    block = next((b for b in doc.blocks if b.kind == "title"), None)
    language = facts.language or given.get("language") or given.get("lang") or language_of(text.chars)
    read = _read(doc, text, language)
    flat = _flat(text, block) if block else ""
    title = given.get("title") or (
        flat if re.search(r"[^\W\d_]{2}", flat) else None
    )  # a page's number is none
    byline, publisher = given.get("author") or read.byline, given.get("publisher") or read.publisher
    date = _given_date(given.get("date")) or read.date
    told = (facts.title, facts.byline, facts.publisher, facts.date)
    span = Span(block.start, block.end) if block else None
    return {
        "document": msgspec.structs.replace(
            facts,
            title=facts.title or title,
            byline=facts.byline or byline,
            publisher=facts.publisher or publisher,
            url=facts.url or given.get("url"),
            language=language,
            date=facts.date or date,
        ),
        "problems": tuple(told_otherwise(told, (title, byline, publisher, date), span, text.chars)),
    }


class _Read(msgspec.Struct):
    byline: str | None = None
    publisher: str | None = None
    date: Dated | None = None


def _flat(text: Text, block: Block) -> str:
    return re.sub(r"\s+", " ", text.chars[block.start : block.end])


def _given_date(value: str | None) -> Dated | None:
    return Dated(value, value) if value and re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else None


def _read(doc: Document, text: Text, language: str | None) -> _Read:
    """What the colophons and the dateline say."""
    found = _Read()
    for block in (b for b in doc.blocks if b.kind == "colophon"):
        _colophon(text.chars, block, found, language)
    if found.date is None:
        for block in doc.blocks[:5]:
            match = _DATELINE.match(text.chars, block.start, block.end)
            if match and block.kind == "paragraph":
                found.date = _date(text.chars, match.start("date"), match.end("date"), language)
    return found


def _colophon(chars: str, block: Block, found: _Read, language: str | None) -> None:
    """Reads 'Site – Author – September 12, 2006', 'By W. H. Sorrel', a signature, a place with a date."""
    dated = _date(chars, block.start, block.end, language)
    if (
        dated
        and dated.start is not None
        and (found.date is None or ("X" in (found.date.edtf or "X") and found.date.value < dated.value))
    ):
        found.date = dated
    words = chars[block.start : block.end]
    by_words = byline_words()
    if name := foreign_byline(words):
        found.byline = found.byline or _flatten(name)
        return
    who = dated_byline(words)
    if who and not any(who.lower().startswith(f"{b} ") for b in by_words):
        if not is_person_named(who):
            found.publisher = found.publisher or who
        else:
            found.byline = found.byline or re.sub(r"^The ", "", who)
        return
    for part in _DIVIDER.split(words):
        part = part.strip(" ,.–—-")
        low = part.lower()
        if any(low.startswith(f"{b} ") for b in by_words):
            name = (
                part.split(" ", 1)[1]
                if low.startswith("by ")
                else re.sub(r"^(?:written by|as told to|author:|by:)\s+", "", part, flags=re.IGNORECASE)
            )
            name = re.sub(r"^(?:our|a) (?:[a-z]+ )*correspondent,?\s+", "", name)
            found.byline = found.byline or _flatten(re.split(r",| in | for ", name)[0].strip())
        elif dated and dated.start is not None and chars[dated.start : dated.end] in part:
            place = part.replace(chars[dated.start : dated.end], "").strip(" ,.()")
            if _is_publisher(place) and found.publisher is None:
                found.publisher = re.split(r",", place)[0].strip()
        elif _SITE.match(part) or _is_publisher(part):
            found.publisher = found.publisher or part.split(",")[0]
        elif _PERSON.match(part) and found.byline is None:
            found.byline = _flatten(part)


def _is_publisher(words: str) -> bool:
    bodies = lexicon("en").listed("organisation_words")
    parts = words.replace(",", " ").split()
    return bool(words) and (words.startswith("The ") or any(w in bodies for w in parts)) and len(parts) < 10


def _flatten(name: str) -> str:
    return re.sub(r"\s+", " ", name)


def _date(chars: str, start: int, end: int, language: str | None) -> Dated | None:
    """The fullest date between start and end, in the document's language or in English."""
    best: Dated | None = None
    own = grammar(language).find(chars, start, end) if language else []
    for e in [*own, *grammar("en").find(chars, start, end)]:
        if e.type == "DATE" and re.match(r"[\dX]{4}(-\d\d(-\d\d)?)?$", e.value) and e.mod is None:
            candidate = Dated(edtf_of(e.value, None), e.value, e.start, e.end)
            if best is None or len(e.value.replace("X", "")) > len(best.value.replace("X", "")):
                best = candidate
    return best


_STOPWORDS = {
    "en": "the of and to in that was it for with his is as had by on at he she i we you not but were they",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht",
    "fr": "le la les des et en du une que est dans qui par pour au sur",
    "es": "el los las del que y en una por con para se su al lo como",
    "it": "il che di la della per una non con del si gli nel da sono le",
    "pt": "o que da do em uma para com não os dos as se no na por",
    "nl": "de het een van en dat niet zijn op te met voor die was",
    "pl": "i w na z się nie że to do jest jak po co ale przez od był za dla",
    "sv": "och att det i en som på är av för med den till inte om ett han de var",
    "da": "og at det i en som på er af for med den til ikke om et han de var",
    "tr": "bir ve bu için ile olarak olan da de çok daha gibi",
}


def language_of(chars: str) -> str | None:
    """The language that the commonest small words belong to; the script decides where it is not Latin. None if unsure."""
    sample = chars[:20_000]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return None
    for code, low, high in (
        ("ru", "Ѐ", "ӿ"),
        ("ar", "؀", "ۿ"),
        ("el", "Ͱ", "Ͽ"),
        ("he", "֐", "׿"),
        ("zh", "一", "鿿"),
    ):
        if sum(low <= c <= high for c in letters) > len(letters) / 2:
            return "fa" if code == "ar" and any(c in "پچژگ" for c in letters) else code
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = {code: _count(words, listed) for code, listed in _STOPWORDS.items()}
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    return best if counts[best] >= max(1, len(words) / 25) else ("en" if len(words) < 12 else None)


def _count(words: list[str], listed: str) -> int:
    small = set(listed.split())
    return sum(w in small for w in words)


STEP = Step("facts", needs=("document", "blocks"), makes=("document", "problems"), annotate=annotate)
