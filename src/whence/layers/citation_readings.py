"""citation_readings: the references in one note, as they are written: full, short, or back to an earlier one; not yet whose."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from whence.layers.blocks import note_label
from whence.layers.citation_commentary import is_a_sentence
from whence.layers.citation_cuts import parts
from whence.layers.citation_heads import SUPRA, YEAR, Known
from whence.layers.citation_leads import led_up
from whence.layers.document import CitationForm, Locator, Note
from whence.text import Text
from whence.works import (
    AND,
    NAME,
    QUOTED,
    Kin,
    Written,
    csl_name,
    is_archival,
    is_dated_letter,
    is_given,
    law,
    letters,
    locators,
    of_inquiry,
    one_of,
    outside,
    parse,
    title_alone,
    written,
)

_NAMED_HEAD = re.compile(r"[\w*†‡§]{1,6}:\s*")  # what is left of '[Footnote 3: '
_PLACE = r"(?:[IVXLC]{1,6},\s+|[ivxlc]{1,7}\.\s+)?(?:(?:pp?|chs?|chaps?|secs?|paras?|fols?|nos?|arts?)\.\s*|§+\s*|at\s+)?(?:\d[\d\s,–-]*|[ivxlc]+|passim)"
_PLACE_OF_CASE = re.compile(
    r"[_*]?,?\s+(?:at\s\d|\[?paras?\b|¶|§|pp?\.\s\d|\[?\d+[\].]*$)"
)  # behind the short name of a case
_SHORT = re.compile(rf"(?P<name>{NAME})(?:,\s+(?P<title>[“\"]?[A-Z][^,;]*?[”\"]?))?,?\s+{_PLACE}\.?$")
_AUTHOR_YEAR = re.compile(
    rf"(?P<name>{NAME})(?:\s(?:and|&)\s{NAME})?,?\s\(?(?P<year>1[4-9]\d\d|20\d\d)[a-z]?\)?(?:[,:]\s*(?:pp?\.\s*)?\d[\d\s,–-]*)?\.?$"
)
_CALLED = re.compile(
    rf"[(\[,]\s?(?:{one_of('hereafter')})(?:\scited\sas|\sas)?[:,]?\s(?P<a>[^()\[\]]{{2,60}}?)[)\]]|\((?P<b>[A-Z]{{3,8}})\)(?=[,.])"
)
_NAMED_BEHIND = re.compile(r"\([“”\"](?P<name>[A-Z][^“”\"()]{2,60})[”“\"]\)\.?$")
_NAMED = re.compile(rf"(?P<name>{NAME}(?:\s{AND}\s{NAME}|(?:/{NAME}){{1,3}})?),?\s*")
_HIS = re.compile(
    r"(?:her|his|their|ihr|ihre|sein|seine|son|sa|su|suo|sua|seu|zijn|haar)\s(?=[A-ZÀ-Þ“\"«‘'])"
)
_IN_ANOTHER = re.compile(rf"[,»”\"’']\s(?:{one_of('in')}):?\s(?=\S)")
# 'Strafford Letters, vol. i. p. 337', 'S. P. Dom., Charles I., vol. cclxxvi. No. 8'
_ALONE = re.compile(
    r"(?P<title>(?:(?:[A-ZÀ-Þ][\w’'&.-]*|of|the|and|de|des|du)\s){1,9}(?:[A-ZÀ-Þ][\w’'&.-]*)(?:,\s[A-Z][\w.]*(?:\s[IVX]+\.?)?)?),?\s"
    r"(?=(?:\d{4}(?:-\d{1,2})?,\s)?(?:vols?|pp?|ff?|fols?|[Nn]os?|[Bb]k|[Bb]ook|cap|bundle|MSS)\.?\s?[\divxlc])"
)
_VOLUME_PAGE = re.compile(
    r"(?P<title>(?:(?:[A-ZÀ-Þ][\w’'.-]*|of|the|and|de|du)\s){0,6}[A-ZÀ-Þ][\w’'.-]*?)(?:\s\([^()]*\))?,\s[ivxlc]+\.\s(?:No\.\s)?\d+"
)  # 'Four Masters, v. 1731'
_PLAIN_TITLE = re.compile(r"[A-ZÀ-Þ][^,;()]*?(?=,\s|\s\(|\.?$)")
_VOLUME_ONLY = re.compile(r"(?:[IVXLC]+|[ivxlc]+)(?=[,.]|$)")
_WITH_TITLE = re.compile(r"[\s.]*,\s*(?=[“\"«„‘'A-ZÀ-Þ])")


# 'vol. ii. p. 17', 'art. 31(1)', '108', 'arts. 3 and 90 (“mass disorder”)'
_PLACE_BEHIND = re.compile(
    r"[,.]*\s*(?:vols?\.\s?[\divxlc]+[.,]*\s)?(?:(?:pp?|S|paras?|arts?|ss?|secs?|nos?|cols?|ch|chap)\.\s?|(?:[Aa]rticles?|[Ss]ections?|[Pp]rinciples?|[Rr]ules?)\s|§§?\s)?"
    r"[\divxlc:–-]+(?:\(\w{1,3}\))*(?:(?:,\s|\sand\s|\s&\s)\d+(?:\(\w{1,3}\))*)*\.?(?:\s\([^()]{3,120}\))?\.?"
)


# 'Charlton (as above, p. 93)', 'Mr. Froude (ubi sup., p. 101)'
_BRACKETED_ABOVE = re.compile(
    rf"(?:(?:Mrs?|Dr|Sir|Prof)\.?\s)?(?P<name>{NAME})\s\((?:as\sabove|ubi\ssup(?:ra|\.)|ut\ssup(?:ra|\.)|loc\.\scit\.|op\.\scit\.)[,)]"
)
_WHAT_HE_SAID = re.compile(
    r"(?:interview|letter|diary|testimony|deposition|statement|entretien|entrevista|intervista|Interview|Brief),\s(?:pp?\.\s|fol\.\s)?\d"
)  # 'Dvorak, | interview, 14'
# 'Dvorak interview, 14'
_HIS_INTERVIEW = re.compile(
    rf"[“\"]?(?P<name>{NAME})[”\"]?\s(?:interview|oral history|testimony|deposition)(?=[,.]|\s\(|$)"
)
_SOMEBODY = "A. Nemo, "
_IN_SQUARE = re.compile(rf"\[(?P<name>{NAME})\],\s")
_AT_ONCE = 2  # where a place stands that follows a name and a comma


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
    alias: str | None = None  # what the note calls the work from there on
    told: str | None = None  # what tells the work, where it is not the words of the reference


def in_note(
    note: Note, text: Text, body: str, kin_: Kin, known: Known, italics: Sequence[tuple[int, int]] = ()
) -> Iterator[Reading]:
    """The references of a note. ``body`` is the running text, which may show how a name is ordered; ``italics``: what the file sets so."""
    words = text.chars[note.start : note.end]
    head = _NAMED_HEAD.match(words)
    labelled = note_label(words)
    start = note.start + (head.end() if head else labelled[1] if labelled else 0)
    end = note.end
    if words.startswith("[") and words.endswith("]") and words.count("[") == words.count("]"):
        end -= 1
    for part in parts(written(text.chars, start, end, italics), kin_, known):
        reading = _read(part, note.id, body, kin_, known)
        if reading:
            yield reading


def _read(part: Written, note: str, body: str, kin_: Kin, known: Known) -> Reading | None:
    signal, taken = led_up(part, kin_, known)
    w = part.part(taken, len(part.words.rstrip("; ")))
    bracketed = _IN_SQUARE.match(w.words)
    if bracketed:  # '[Daniel Defoe], *Due Preparations for the Plague*'
        at = bracketed.end("name")
        w = _joined(w.part(1, at), w.part(at + 1, len(w.words)))
    if not w.words:
        return None
    reading = Reading(w.at[0], w.at[-1] + 1, note, "other", w.words, signal)
    called = _CALLED.search(w.words)
    if called:
        name = (called["a"] or called["b"]).strip(" “”\"'‘’.,")
        reading.alias = None if name in known.holders else name
    alias = _known_alias(w, known)
    if alias:
        reading.form, reading.title = "short", alias
        return reading
    words = w.words
    if item := of_inquiry(words, body):
        reading.form, reading.item = "full", item
        reading.alias = reading.alias or _named_behind(words)
        return reading
    if _points_back(reading, w, body, kin_):
        return reading
    if is_dated_letter(words):
        reading.form = "archival" if is_archival(words, known.holders) else "full"
        reading.item = parse(w, body, known.holders)
        return reading
    italic = w.begins_italic(0)
    if _is_title_of_known(reading, w, known):
        return reading
    titled = (
        None
        if law(w) or is_archival(words, known.holders)
        else title_alone(words, words[italic[0] : italic[1]].strip(" ,.") if italic else None)
    )
    if titled:
        reading.form, reading.item = "full", titled
        return reading
    if _is_short_of_known(reading, w, known):
        return reading
    dated = _AUTHOR_YEAR.match(words)
    if dated:
        reading.name, reading.year, reading.form = dated["name"], dated["year"], "short"
    reading.item = parse(_without(w, SUPRA), body, known.holders)
    if dated:
        return reading
    short = _SHORT.match(words)
    if short and not known.is_known(short["name"]) and _VOLUME_PAGE.match(words):
        short = None  # 'Bor, vi. 392', of whom nothing was cited before
    if (
        short
        and short["title"]
        and _VOLUME_ONLY.fullmatch(short["title"])
        and not known.is_known(short["name"])
    ):
        short = None  # 'Jefferson's Works, VI, 484'
    if short and len(words) < 120 and not YEAR.search(words) and not is_archival(words, known.holders):
        reading.name, reading.title = short["name"], short["title"]
        reading.form = "short"
        return reading
    if reading.item is None:
        alone = _VOLUME_PAGE.match(words) or _ALONE.match(words)
        if alone is None or (alone.re is _ALONE and _is_person(alone["title"].strip(" ,"))):
            return None
        title = alone["title"].strip(" ,")
        reading.form, reading.title, reading.item = "short", title, {"type": "document", "title": title}
        owned = re.fullmatch(rf"(?P<name>{NAME})[’']s\s(?P<title>[A-ZÀ-Þ].+)", title)
        if owned:  # 'Luttrell’s Diary, ii. 79'
            reading.item |= {"author": [csl_name(owned["name"])], "title": owned["title"]}
        return reading
    reading.form = "archival" if is_archival(words, known.holders) else "full"
    return None if reading.form == "full" and is_a_sentence(w, reading.item) else reading


def _named_behind(words: str) -> str | None:
    """What a filing is called from there on: 'Indictment, United States v. Rell, …, Doc. 1 (“Rell Indictment”)'."""
    called = _NAMED_BEHIND.search(words)
    return (
        called["name"]
        if called and set(called["name"].split()) <= set(re.findall(r"\w+", words[: called.start()]))
        else None
    )


def _joined(left: Written, right: Written) -> Written:
    """Two stretches as one."""
    shift = len(left.words)
    return Written(
        left.words + right.words,
        left.at + right.at,
        (*left.italics, *((a + shift, z + shift) for a, z in right.italics)),
    )


def _known_alias(w: Written, known: Known) -> str | None:
    """What a note before said that it calls a work, where a reference begins so."""
    begun = letters(w.words[:80])
    for title in (
        begun[:n] for n in range(3, len(begun) + 1)
    ):  # as many looks, however many works were cited
        if title not in known.titles and title not in known.cases:
            continue
        called = next(w.words[:n] for n in range(1, len(w.words) + 1) if letters(w.words[:n]) == title)
        behind = w.words[len(called) :]
        if title in known.titles or _PLACE_OF_CASE.match(behind):
            return called if not behind[:1].isalnum() else None
    return None


def _is_person(words: str) -> bool:
    """'P. T. Gosse', 'Ada Corl': whether words that could be a title are a name."""
    *given, family = words.split()
    return "." not in family and len(given) < 4 and all(is_given(g) for g in given)


def _without(w: Written, pattern: re.Pattern[str]) -> Written:
    """The words without a pointer to another note: it is no part of the reference."""
    match = pattern.search(w.words)
    if not match:
        return w
    shift = match.end() - match.start()
    moved = tuple(
        (a - shift, z - shift) if a >= match.end() else (a, z)
        for a, z in w.italics
        if z <= match.start() or a >= match.end()
    )
    return Written(
        w.words[: match.start()] + w.words[match.end() :], w.at[: match.start()] + w.at[match.end() :], moved
    )


def _points_back(reading: Reading, w: Written, body: str, kin_: Kin) -> bool:
    """Reads Ibid. and its kin: what leads to an earlier reference by a word for it."""
    words = w.words
    idem, his = kin_.idem.match(words), _HIS.match(words)
    ibid = kin_.ibid.match(words)
    if ibid and ibid[0].lower().rstrip(".") == "id" and _WITH_TITLE.match(words, ibid.end()):
        idem = ibid  # 'id., *Almanachs et superstitions*'
    held = kin_.op_cit.search(words) or kin_.loc_cit.search(words)
    if (idem and not held) or (his and w.titles() and w.titles()[0][0] <= his.end()):
        opened = idem or his
        behind = w.part(opened.end() if opened else 0, len(words))
        behind = behind.part(len(behind.words) - len(behind.words.lstrip(" ,.:")), len(behind.words))
        reading.form, reading.item = "idem", _of_somebody(behind, body)
        if reading.item or idem is not ibid:
            return True
    if ibid and not words.lower().startswith(("id est", "id card")):
        reading.form = "ibid"
        return True
    above = _BRACKETED_ABOVE.match(words)
    if above:
        reading.form, reading.name = "op_cit", above["name"]
        return True
    named = _NAMED.match(words)
    if named and kin_.ibid.match(words, named.end()) and words[named.end() - 2 : named.end()] == ", ":
        reading.form, reading.name = "op_cit", named["name"]  # 'T. Lanneau, ibid.'
        return True
    there, work = kin_.loc_cit.search(words), kin_.op_cit.search(words)
    cit = there or work
    supra = SUPRA.search(words)
    held = cit or supra
    if held and _IN_ANOTHER.search(outside(words[: held.start()])):
        return False  # 'Einleitung, in: dies. (Hg.), Heimatfronten (wie Anm. 1), S. 9': a chapter in full
    if cit:
        reading.form = "loc_cit" if there else "op_cit"
        before = w.part(idem.end() if idem else 0, cit.start())
        reading.name, reading.title = _named(before)
        if idem:  # 'ead., *L’écran*, op. cit.'
            reading.name, reading.title = None, before.words.strip(" ,.") or None
        return True
    if supra:
        reading.form, reading.target = "supra", supra["n"] or supra["m"] or supra["k"] or supra["o"]
        reading.item = parse(_without(w, SUPRA), body)
        if supra.start():
            reading.name, reading.title = _named(w.part(0, supra.start()))
        return True
    return False


def _of_somebody(w: Written, body: str) -> dict[str, Any] | None:
    """The item of words that stand behind somebody's name, without him: 'ders., | Schrift und Strafe, in: …'."""
    if not w.words or (w.titles() and w.titles()[0][0] <= 1):
        return parse(w, body)
    n = len(_SOMEBODY)
    shifted = tuple((a + n, z + n) for a, z in w.italics)
    item = parse(Written(_SOMEBODY + w.words, (w.at[0],) * n + w.at, shifted), body)
    return {k: v for k, v in item.items() if k != "author"} if item else None


def _named(w: Written) -> tuple[str | None, str | None]:
    """Who is named before 'op. cit.', and the title between."""
    words = w.words.strip(" ,.;(")
    match = _NAMED.match(words)
    if match and match.end() < len(words):
        title = words[match.end() :].strip(" ,.“”\"«»‘’'")
        if title and (title[0].isupper() or title[0].isdigit()):
            return match["name"], title
    return words or None, None


def _is_title_of_known(reading: Reading, w: Written, known: Known) -> bool:
    """'“Domesticity at the Edge,” 108': a title cited before, without its author, and a place in it."""
    title, behind = _title_of_short(w)
    begins = letters(title or "")
    placed = _PLACE_BEHIND.fullmatch(behind)
    marked = bool(w.titles()) and w.titles()[0][0] == 0
    if len(begins) < (5 if marked else 4) or not placed:
        return False
    if not known.is_cited(begins):
        return False
    reading.form, reading.title = "short", title
    return True


def _is_short_of_known(reading: Reading, w: Written, known: Known) -> bool:
    """'Gosse, “Discipline and Drink,” despite its title', 'Kovarik, III, p. 412': somebody whose work was cited before, and what is said of it."""
    own = _HIS_INTERVIEW.match(w.words)
    if own and known.is_known(own["name"]):
        reading.form, reading.name, reading.title = "short", own["name"], None
        return True
    match = _NAMED.match(w.words)
    name = match["name"].split(", ")[0] if match else ""
    if not match or not known.is_known(name):
        return False
    rest = w.part(match.end(), len(w.words))
    placed = [
        p for p in locators(f", {rest.words}", bare=False) if p.start == _AT_ONCE
    ]  # 'Vormbaum, S. 114': no title
    if _WHAT_HE_SAID.match(rest.words):
        reading.form, reading.name, reading.title = "short", name, None
        return True
    title, behind = (None, rest.words) if placed else _title_of_short(rest)
    if title is None and not (_VOLUME_ONLY.match(rest.words) or locators(f", {rest.words}")):
        return False
    if YEAR.search(outside(behind)) or re.search(r"\([^()]*(?:1[4-9]|20)\d\d\)", behind):
        return False  # with its imprint, in full
    if title is not None and (
        is_archival(w.words, known.holders) or _IN_ANOTHER.match(f",{behind.lstrip(',')}")
    ):
        return False
    reading.form, reading.name, reading.title = "short", name, title
    return True


def _title_of_short(rest: Written) -> tuple[str | None, str]:
    """The title with which some words begin, and what stands behind it."""
    italic = rest.begins_italic(0)
    quoted = QUOTED.match(rest.words)
    if quoted:
        return next(g for g in quoted.groups() if g).strip(" ,."), rest.words[quoted.end() :]
    if italic:
        return rest.words[italic[0] : italic[1]].strip(" ,."), rest.words[italic[1] :]
    plain = _PLAIN_TITLE.match(rest.words)
    if plain and not _VOLUME_ONLY.match(rest.words) and len(plain[0]) > 2:
        return plain[0].strip(" ,."), rest.words[plain.end() :]
    return None, rest.words
