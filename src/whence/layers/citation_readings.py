"""citation_readings: the references in one note, as they are written: full, short, or back to an earlier one; not yet whose."""

import re
from collections.abc import Iterator

import msgspec

from whence.lang import lexicon
from whence.layers.blocks import note_label
from whence.layers.document import CitationForm, Locator, Note
from whence.text import Text, trimmed
from whence.works import NAME, Kin, csl_name, is_archival, locators, parse, title_alone

YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20[0-2]\d)(?!\d)")
SUPRA = re.compile(
    r"\b(?:supra|see above|above)\b,?\s*(?:at\s+)?(?:notes?|nn?\.)\s*(?P<n>\d+)|\b(?:notes?|n\.)\s*(?P<m>\d+)\s+(?:above|supra)\b",
    re.IGNORECASE,
)
_NAMED_HEAD = re.compile(r"[\w*†‡§]{1,6}:\s*")  # what is left of '[Footnote 3: '
_SHORT = re.compile(
    rf"(?P<name>{NAME})(?:,\s+(?P<title>[“\"]?[A-Z][^,;]*?[”\"]?))?,?\s+(?:[IVXLC]{{1,6}},\s+)?(?:(?:pp?|chs?|chaps?|secs?|paras?|fols?|nos?|arts?)\.\s*|§+\s*|at\s+)?(?:\d[\d\s,–-]*|[ivxlc]+|passim)\.?$"
)
_AUTHOR_YEAR = re.compile(
    rf"(?P<name>{NAME})(?:\s(?:and|&)\s{NAME})?,?\s\(?(?P<year>1[4-9]\d\d|20\d\d)[a-z]?\)?(?:[,:]\s*(?:pp?\.\s*)?\d[\d\s,–-]*)?\.?$"
)
_PART = re.compile(
    r";\s+|(?<=[\w).”\"’])\.\s+(?=(?:Cf|See|Compare|But see|Also)\b)|(?<=\d)\.\s+(?=[A-Z])"
    r"|(?<=[\w).”\"’])[.!?]\s?(?:--|—)\s?(?=[_*“\"A-Z])"
    r"|,?\s+(?=(?:as\s+)?(?:quoted|cited|qtd\.|reproduced|reprinted)\s+in\b)"
)
_SIGNALLED = re.compile(r"(?:Cf|See|Compare|But see)\b")
_DASH = ("--", "—")  # before the reference, in older books
_COMMENTARY = 30  # characters before 'See …' that cite nothing themselves
_NO_PERSON = frozenset(
    "letter leaflet minutes diary report register papers file files memorandum telegram record records".split()
)


class Reading(msgspec.Struct):
    """A citation on its way: the record's fields and the CSL item where the reference is full."""

    start: int
    end: int
    note: str | None
    form: CitationForm
    words: str
    signal: str | None
    item: dict | None = None  # type: ignore[type-arg]
    name: str | None = None
    title: str | None = None
    year: str | None = None
    target: str | None = None
    stored: Locator | None = None  # of a citation program's field
    told: str | None = None  # what tells the work, where it is not the words of the reference


def in_note(note: Note, text: Text, body: str, kin_: Kin) -> Iterator[Reading]:
    """The references of a note. ``body`` is the running text, which may show how a name is ordered."""
    words = text.chars[note.start : note.end]
    head = _NAMED_HEAD.match(words)
    labelled = note_label(words)
    start = note.start + (head.end() if head else labelled[1] if labelled else 0)
    end = note.end
    if words.startswith("[") and words.endswith("]") and words.count("[") == words.count("]"):
        end -= 1
    for first, last in _parts(text.chars, start, end, kin_):
        reading = _read(text.chars, first, last, note.id, body, kin_)
        if reading:
            yield reading


def _parts(chars: str, start: int, end: int, kin_: Kin) -> Iterator[tuple[int, int]]:
    """The references of a note, split where each side could stand alone."""
    at = start
    for match in _PART.finditer(chars, start, end):
        cut = match.start() + (chars[match.start()] in ";.!?")
        if not _stands_alone(chars[match.end() : end], kin_):
            continue
        if _stands_alone(chars[at : match.start()], kin_):
            yield at, cut
            at = match.end()
        elif match.end() - at > _COMMENTARY and (
            _SIGNALLED.match(chars, match.end()) or match[0].rstrip().endswith(_DASH)
        ):
            at = match.end()  # what stands before is commentary
    yield at, end


def _stands_alone(words: str, kin_: Kin) -> bool:
    """Whether a part of a note is a whole reference by itself."""
    return bool(
        YEAR.search(words)
        or locators(words)
        or kin_.ibid.match(words.strip(" _*"))
        or kin_.op_cit.search(words)
        or kin_.loc_cit.search(words)
        or is_archival(words)
    )


def _signal(words: str) -> tuple[str | None, int]:
    """The introductory signal of a reference ('see also', 'cf.') and how many characters it takes."""
    signals = lexicon("en").table("references")["signals"]
    low = words.lower()
    for name in ("but see", "see also", "quoted in", "cf", "see"):
        for phrase in sorted(signals[name], key=len, reverse=True):
            if phrase != "in" and low.startswith(phrase) and not low[len(phrase) : len(phrase) + 1].isalnum():
                taken = len(phrase)
                while taken < len(words) and words[taken] in " .,:":
                    taken += 1
                return name, taken
    return None, 0


def _read(chars: str, start: int, end: int, note: str, body: str, kin_: Kin) -> Reading | None:
    span = trimmed(chars, start, end)
    if span is None:
        return None
    opening = re.match(r"[_*]+", chars[span.start : span.end])
    signal, taken = _signal(chars[span.start + (opening.end() if opening else 0) : span.end])
    taken += opening.end() if opening and signal else 0
    begin = span.start + taken
    begin += len(chars[begin : span.end]) - len(chars[begin : span.end].lstrip())
    whole = chars[begin : span.end]
    # old e-texts mark italics with _ and *: no part of the words
    words = re.sub(r"(?<!\w)[_*]+|[_*]+(?!\w)", "", re.sub(r"\s+", " ", whole)).strip()
    if not words:
        return None
    finish = begin + len(whole.rstrip())
    if chars[finish - 1] == ";":
        finish -= 1
    reading = Reading(begin, finish, note, "other", words, signal)
    ibid = kin_.ibid.match(words)
    if ibid and not words.lower().startswith(("id est", "id card")):
        reading.form = "ibid"
        return reading
    idem = kin_.idem.match(words)
    if idem:
        reading.form, reading.item = "idem", parse(words[idem.end() :].lstrip(" ,.:"), body)
        return reading
    there, work = kin_.loc_cit.search(words), kin_.op_cit.search(words)
    cit = there or work
    if cit:
        reading.form = "loc_cit" if there else "op_cit"
        reading.name = words[: cit.start()].strip(" ,.;") or None
        return reading
    supra = SUPRA.search(words)
    if supra:
        reading.form, reading.target = "supra", supra["n"] or supra["m"]
        return reading
    titled = title_alone(words, _emphasised(whole))
    if titled:
        reading.form, reading.item = "full", titled
        return reading
    dated = _AUTHOR_YEAR.match(words)
    if dated:
        reading.name, reading.year, reading.form = dated["name"], dated["year"], "short"
    reading.item = parse(words, body)
    if dated:
        return reading
    short = _SHORT.match(words)
    if short and len(words) < 120 and not YEAR.search(words):
        reading.name, reading.title = short["name"], short["title"]
        reading.form = "short"
        return reading
    if reading.item is None:
        return None if not is_archival(words) else _archival(reading)
    reading.form = "archival" if is_archival(words) else "full"
    return reading


def _emphasised(whole: str) -> str | None:
    """The words that old e-texts mark as italic, where a reference begins with them: its title."""
    match = re.match(r"\s*(?P<mark>[_*])(?P<words>[^_*]{3,150}?),?\s*(?P=mark)(?!\w)", whole)
    return " ".join(match["words"].split()) if match else None


def _archival(reading: Reading) -> Reading:
    title, _, rest = reading.words.partition(",")
    item: dict[str, object] = {"type": "manuscript", "title": title.strip(" ."), "archive": rest.strip(" .")}
    person = re.fullmatch(NAME, title.strip())
    if (
        person
        and 2 <= len(title.split()) <= 4
        and not is_archival(title)
        and not set(title.lower().split()) & _NO_PERSON
    ):
        name = csl_name(title.strip())
        if "literal" not in name:
            held, _, where = rest.strip(" .").partition(",")
            item |= {
                "author": [name],
                "title": held.strip() or title,
                "archive": where.strip() or held.strip(),
            }
    reading.item = item
    reading.form = "archival"
    return reading
