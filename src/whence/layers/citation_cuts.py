"""citation_cuts: where a note is cut into its references, and where in each the reference begins behind words that lead up to it.

Cut is at semicolons, full stops and 'and' where each side could stand alone; nothing is cut inside brackets and quotation marks.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from whence.works import (
    NAME,
    NAMES,
    Kin,
    Written,
    any_of,
    any_signal,
    is_archival,
    kin,
    law,
    letters,
    listed,
    locators,
    one_of,
    outside,
    signals,
)

YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20[0-2]\d)(?!\d)")
SUPRA = re.compile(
    r"\b(?:supra|see above|above)\b,?\s*(?:at\s+)?(?:notes?|nn?\.)\s*(?P<n>\d+)|\b(?:notes?|n\.)\s*(?P<m>\d+)\s+(?:above|supra)\b"
    r"|\((?:see\s)?(?:notes?|nn?\.?)\s?(?P<o>\d+)(?:\s(?:above|supra))?\)"
    rf"|\(?{any_of(listed('supra'))}\s*(?P<k>\d+)\)?",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(?<=[\w).”\"’])[.!?]\s?(?:--|—)\s?(?=[_*“\"A-Z])")
_SEMICOLON = re.compile(r"\s?;\s+")
_STOP = re.compile(r"(?P<before>\S*?[\w)\]”\"’»/])[.!?][”\"’»]?\s+(?=[A-ZÀ-Þ“„\"«‘'])")
_AND = re.compile(
    r"(?:(?<=[)\d.”\"’»]),?|(?<=\w),)\s(?:(?:and|und|et|y|e|&|with|mit|avec),?\s(?=\S)|en\s(?=[A-ZÀ-Þ][\w.’' -]{2,40},\s[‘'“\"«]))"
)
_SHORTENED = frozenset(
    "vol vols p pp no nos ed eds trans tr dr mr mrs st ms mss bd hg hrsg hgg aufl s sp bl fol fols ff f t n cf vgl v jg h nr art kap anm op cit loc id coll dir éd col cols ch chap pt ser rev repr u a d ders dies et al zit bes insb z b sen jun jr co inc ltd prof gen col lt capt rev hon sch fasz fasc etc no núm cap pág págs par ob ca c hl dipl phil diss jur theol sq suiv bearb übers red dl blz doc docs abt univ inter-am ct ser res app tab abb fig pl bull dept gov assoc soc hist quart proc mem rept repts pub publ ex cong sess stat supp cir dist fed reg parl deb add misc corr corresp inst kgl frhr zschr jb mitt ann sen lib coll esq messrs hon ltd bros mss n.d jan feb mar apr jun jul aug sept oct nov dec mass conn penn me vt no wash va md".split()
)
_ORDINAL_BEHIND = re.compile(
    r"(?:[A-ZÄ][a-zä]{2,8}\s(?:\d{4})|Aufl|Auflage|Jg|Jahrgang|Bd|Halbbd|Hälfte|Reihe|Serie|Teil|H\b|Jahrhundert|Jh|Legislaturperiode|Sitzung|Session|Jahrg|Abt|Kapitel|Kap|Buch|Blatt)"
)
_BY = re.compile(
    r"(?:\bby|\bvon|\bv\.|\bpar|\bde|\bdi|\bdel|\bof|\btrans\.|\beds?\.|\bHrsg\.|\bin:?|\bdans|\ben|\bwith|\bmit|\bto|\ban|\bà|\baux?)\s$"
)
_NAMED_IN_FULL = re.compile(
    rf"{NAMES},\s[A-ZÀ-Þ“\"«„][^;]*\([^()]*\d{{4}}\)"
)  # and an imprint behind the title
_PART_OF_BODY = re.compile(
    r"(?<=[A-ZÀ-Þ])[\w’'-]*\s(?:of|for|on|de|du|des|della|del|für|der|and|und|et)\s(?:the\s|la\s|den\s)?$"
)
_PLACE_AND_HOUSE = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?:\s[A-ZÀ-Þ]")  # 'Lorn: State Press'
_COMMENTARY = 30  # characters before 'See …' that cite nothing themselves
_LEAD = 170  # characters that may lead up to a reference
_SAID = re.compile(
    rf"(?:with\sadvantage|(?:For|On|Her|His|My|Our|Their|This|That|These|Those|It|He|She|I|We|As|Sur|Pour|Zu|Zur|Zum|Sobre|Para|Per|Voor|Over)\s[^;:.\0]{{6,140}}?\s[a-zà-þ]+"
    rf"|[A-ZÀ-Þa-zà-þ][^;:.,\0]{{3,140}}?\s[a-zà-þ]{{2,}}\s(?:in|by|is|was|with|than|from|that|bei|durch|chez|dans|par|por|nel|da))\s(?={NAME},\s[A-ZÀ-Þ][^;]*\d)"
)
_LAW_SAID = re.compile(
    r"[A-ZÀ-Þ][^;:.,\0\d]{6,140}?\s(?:in|under|by|of)\sthe\s(?=[A-Z][^;.]{3,90}?\s(?:Act|Code|Ordinance|Convention|Treaty)\b)"
)
_LOWER = re.compile(rf"(?:[a-zà-þ][\w’'-]*,?\s)+(?={NAME}(?:\s\(\w+\.\))?,\s[A-ZÀ-Þ“\"«„‘])")
_PARTICLES = frozenset("de von van di da du del della des le la el al zu zur ten ter bin ibn".split())
_AGAIN = re.compile(
    r"(?:[a-zà-þ]{3,16}|[^.;:,“\"«„\d]{3,60}?)\s(?=(?:dies|ders|id|ead|eadem|idem)\.?,\s)"
)  # 'ausführlicher dies., …'
_MESSAGE = re.compile(
    rf"(?<![\w’'.-]){NAME}(?=,\s(?:e-?mail|letter|interview|in\sconversation|personal\scommunication|diary|entretien|entrevista|intervista|Gespräch|Interview)\b)"
)
_IN_BRACKETS = re.compile(rf"(?<![\w’'.-])(?P<name>{NAME})\s\((?=[“\"«„‘\w])(?P<inside>[^()]*\d[^()]*)\)")
_COLLECTION = re.compile(
    r"(?:(?:[A-Z][\w’'-]*|de|of|the|von|van)\s){0,5}(?:Papers|Collections?|Archives?|MSS?|Records?|Archiv|Archivo|Archivio|Arquivo|Archief)\b"
)


class Known(Struct):
    """What notes before have told: the family names and bodies of those whose works were cited, and what archives are called for short."""

    families: set[str]
    holders: set[str]
    titles: set[str]
    cited: set[str]

    def learn(self, item: dict[str, Any] | None) -> None:
        """Takes up whose work it is, and its title."""
        self.cited.add(letters(str((item or {}).get("title", ""))))
        for person in [*(item or {}).get("author", ()), *(item or {}).get("editor", ())]:
            name = str(person.get("family") or person.get("literal") or "")
            if len(letters(name)) > 1:
                self.families |= (
                    {letters(name), letters(name.split()[-1])} if "family" in person else {letters(name)}
                )

    def is_known(self, name: str) -> bool:
        """Whether a work by somebody of this name was cited before."""
        words = name.split()
        return bool(words) and (letters(words[-1]) in self.families or letters(name) in self.families)


def parts(w: Written, kin_: Kin, known: Known) -> Iterator[Written]:
    """The references of a note, each from its first word to its last, with the words that lead up to it."""
    at = 0
    for start, end in _cuts(w):
        left, right = w.part(at, start), w.part(end, len(w.words))
        if start < at or _PLACE_AND_HOUSE.match(right.words):
            continue
        if not stands_alone(right, kin_, known):
            if _is_remark(w.words[start:end], right.words) and stands_alone(left, kin_, known):
                yield from _by_heads(left, known)
                return
            continue
        if (
            kin_.ibid.fullmatch(left.words)
            and w.words[start - 1] == "."
            and not (_begins(right, kin_, known) or YEAR.search(right.words))
        ):
            continue
        if _goes_on(left.words, w.words[start - 1 : end]) and not _begins(right, kin_, known):
            continue
        if stands_alone(left, kin_, known):
            if _is_and(w.words[start:end]) and not _begins(right, kin_, known):
                continue
            yield from _by_heads(left, known)
            at = end
        elif (
            len(left.words) > _COMMENTARY and not _is_and(w.words[start:end]) and _begins(right, kin_, known)
        ):
            at = end  # what stands before is commentary
    yield from _by_heads(w.part(at, len(w.words)), known)


def _goes_on(left: str, between: str) -> bool:
    """Whether a title may go on behind a full stop: 'Lesegesellschaften im 18. Jahrhundert. Ein Beitrag …, in:'."""
    word = re.split(r"[\s(]", left.rstrip(" ."))[-1]
    return (
        between.strip() == "."
        and word.isalpha()
        and not re.fullmatch(r"[IVXLCivxlc]+|cit|ibid|ebd|ivi|supra", word, re.IGNORECASE)
    )


def _is_remark(between: str, words: str) -> bool:
    """Whether a note ends with a sentence that cites nothing."""
    return (
        not between.strip()
        and len(words.split()) > 3
        and not re.search(r"\d", words)
        and bool(re.search(r"\s[a-zà-þ]{2,}", words))
    )


def _is_and(between: str) -> bool:
    return between.strip(" ,") in ("and", "und", "et", "y", "e", "en", "&", "with", "mit", "avec")


def _cuts(w: Written) -> list[tuple[int, int]]:
    """Where a note may be cut: the stretch between the two sides."""
    blotted = w.blotted()
    found = [m.span() for m in _SEMICOLON.finditer(blotted)]
    found += [(m.start() + 1, m.end()) for m in _DASHED.finditer(blotted)]
    found += [m.span() for m in _AND.finditer(blotted)]
    found += [m.span() for m in re.finditer(rf",?\s+(?={any_signal('quoted in')}\s)", blotted)]
    for m in _STOP.finditer(blotted):
        if not _is_shortened(w.words[m.start() : m.end("before")], blotted[m.end() :]):
            found.append((m.end("before") + 1, m.end()))
    return sorted(set(found))


def _is_shortened(before: str, behind: str) -> bool:
    """Whether a full stop stands behind an abbreviation, an initial or a German ordinal number, and ends nothing."""
    if re.search(r"\((?:1[4-9]|20)\d\d[a-z]?\)$", before) and not any(p.match(behind) for _, p in signals()):
        return True  # 'Doyle, Patrick (1978). The Dams'
    if re.match(r"(?:[Nn]os?|Pts?|Part|Bks?|Sec|Arts?|Ch|cols?)\b\.?\s?\w", behind) and re.search(
        r"(?:[\divxlcIVXLC]+|\w\.\w*)$", before
    ):
        return True  # 'vol. ccii. No. 8'
    if re.match(r"[A-Z][a-z]{1,5}\.[,;]?\s", behind) and re.search(r"(?:^|\s)[A-Z][a-z]{1,6}$", before):
        return True  # 'Const. Docs.'
    word = re.split(r"[\s(/]", before)[-1].lower().strip("“\"‘'«„.,")
    if before.startswith(("http", "www")):
        return False
    if word in _SHORTENED or re.search(r"[^\W\d]\.", word) or re.fullmatch(r"(?:[^\W\d]\.?-?){1,2}", word):
        return True
    return word.isdigit() and len(word) < 3 and bool(_ORDINAL_BEHIND.match(behind))


def stands_alone(w: Written, kin_: Kin, known: Known) -> bool:
    """Whether a part of a note is a whole reference by itself."""
    words = w.words
    return bool(
        YEAR.search(words)
        or locators(words)
        or kin_.ibid.match(words.strip(" _*"))
        or kin_.op_cit.search(words)
        or kin_.loc_cit.search(words)
        or is_archival(words, known.holders)
        or any(h < _LEAD for h in _heads(w, known))
        or law(w)
        or (re.search(r"\d", words) and any(p.match(words) for _, p in signals()))
    )


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{NAMES}),\s(?=[“\"‘'«„A-ZÀ-Þ\d]|[ivxlc]+\b|pp?\.|S\.|fol)")


def short_of_known(w: Written, known: Known) -> bool:
    """Whether words begin with somebody whose work was cited before, and what may be its title or a place in it."""
    match = _short().match(w.words)
    return bool(match) and known.is_known(match["name"].split(",")[0])  # type: ignore[index]


def _begins(w: Written, kin_: Kin, known: Known) -> bool:
    """Whether a reference begins here: a signal, somebody with a title behind him, a title, Ibid."""
    words = w.words
    inner = re.match(
        r"(?:[a-zà-þ][^\d;:(“«\"]{0,50}\s)?(?:in|by|dans|en|bei|von|par)\s(?=[A-ZÀ-Þ“\"«„])", words
    )
    if inner:
        return _begins(w.part(inner.end(), len(words)), kin_, known)
    if re.match(rf"{NAME},\s", words) and kin_.op_cit.search(words, 0, 80):
        return True
    if SUPRA.match(words) or law(w) or _NAMED_IN_FULL.match(words):
        return True
    if kin_.ibid.match(words) or any(p.match(words) for _, p in signals()) or short_of_known(w, known):
        return True
    return (
        bool(w.begins_italic(0))
        or words[:1] in '“"«„‘'
        or 0 in _heads(w, known)
        or is_archival(words.split(";")[0], known.holders)
    )


def _is_inside(w: Written, before: str) -> bool:
    """Whether a name belongs to the reference that begins before it: 'Alone Together, in Peter Hallam (ed.), …', 'review of …, by …'."""
    if not _BY.search(before):
        return False
    return (
        before.endswith(": ")
        or any(z <= len(before) for _, z in w.titles())
        or bool(re.match(rf"{NAMES}[,:]\s", before))
    )


def _heads(w: Written, known: Known) -> list[int]:
    """Where somebody is named right before a title: 'Agnes Loring, *Keepers …*', 'Gosse, “Discipline …'."""
    found = []
    for start, _ in w.titles():
        before = w.words[:start]
        match = re.search(
            rf"(?<![\w’'.-])(?P<names>{NAMES}),?\s(?:\(?{one_of('editors_behind')}\)?,\s)?$", before
        )
        if (
            match
            and not _PART_OF_BODY.search(before[: match.start()])
            and not _is_inside(w, before[: match.start()])
        ):
            found.append(match.start("names"))
    blotted = outside(w.words)
    for match in re.finditer(
        rf"(?<![\w’'.-])(?P<name>{NAME}),\s(?=[“\"‘'«„A-ZÀ-Þ\d]|pp?\.|[ivxlc]+\b)", blotted
    ):
        if known.is_known(match["name"]) and not _BY.search(blotted[: match.start()]):
            found.append(match.start())
    found += [m.start() for m in _MESSAGE.finditer(blotted)]
    for cit in kin(None).op_cit.finditer(blotted):
        match = re.search(rf"(?<![\w’'.-])(?P<names>{NAMES}),\s$", blotted[: cit.start()])
        if match and not _BY.search(blotted[: match.start()]):
            found.append(match.start())
    return sorted(set(found))


def _by_heads(w: Written, known: Known) -> Iterator[Written]:
    """A part that names two works, each with its author, as two: '… (Copenhagen, 1985), and, for the Dutch, Okafor, “Moral Economy,” 88'."""
    bracketed = list(_in_brackets(w))
    if bracketed:
        yield from bracketed
        return
    at = 0
    for head in _heads(w, known):
        if re.match(rf"{NAME},\s\d", w.words[head:]):
            continue
        left = w.words[at:head]
        closed = re.search(
            r"(?P<end>[)\d]|[,.]?[”\"’»])[,.]?\s(?:(?:and|und|et|y|e|en),?\s)?(?P<lead>[^()\d“\"«;]{0,60})$",
            left,
        )
        if (
            closed
            and (YEAR.search(left[: closed.end("end")]) or locators(left[: closed.end("end")]))
            and not closed["lead"][:1].isupper()
        ):
            yield w.part(at, at + closed.end("end"))
            at += closed.end("end") + len(left[closed.end("end") :]) - len(closed["lead"])
    yield w.part(at, len(w.words))


def _in_brackets(w: Written) -> Iterator[Written]:
    """'by Hobson (*Making of Towns*, 101), Pryce (“Walking as Method,” 230) and …': each as if no brackets were there."""
    for match in _IN_BRACKETS.finditer(w.words):
        inside = w.part(match.start("inside"), match.end("inside"))
        if inside.titles() and inside.titles()[0][0] < 2 and not YEAR.search(outside(inside.words)):
            part = w.part(match.start(), match.end() - 1)
            at = match.end("name") - match.start()
            yield Written(f"{part.words[:at]}, {part.words[at + 2 :]}", part.at, part.italics)


def signal_of(words: str) -> tuple[str | None, int]:
    """The introductory signal with which words begin ('see also', 'cf.'), and how many characters it takes."""
    for name, pattern in signals():
        match = pattern.match(words)
        if match:
            return name, match.end()
    return None, 0


@cache
def _signal_inside() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[\s(]){any_signal('see', 'see also', 'cf', 'but see')}[,:]?\s+(?=[A-ZÀ-Þ“\"«„‘'\0])",
        re.IGNORECASE,
    )


def led_up(w: Written, kin_: Kin, known: Known) -> tuple[str | None, int]:
    """The signal of a reference, and where the reference begins behind it and behind commentary: 'For the heroes, see Agnes Loring …'."""
    joined = re.match(r"(?:and|und|et|y|e),?\s(?=\S)", w.words)
    if joined:
        signal, taken = led_up(w.part(joined.end(), len(w.words)), kin_, known)
        return signal, joined.end() + taken
    signal, taken = signal_of(w.words)
    if signal:
        more, further = led_up(w.part(taken, len(w.words)), kin_, known)
        blanks = len(w.words[taken:]) - len(w.words[taken:].lstrip())
        return (more if more == "quoted in" else signal), taken + (blanks + further if further else 0)
    if kin_.ibid.match(w.words) or kin_.idem.match(w.words):
        return None, 0
    blotted = outside(w.words)
    inside = _signal_inside().search(blotted)
    if inside and inside.start() < _LEAD and not re.search(r"\d|[“«„]", blotted[: inside.start()]):
        return signal_of(w.words[inside.start() :])[0], inside.end()
    lower = _LOWER.match(w.words)
    if lower and lower[0].split()[0] not in _PARTICLES and not w.titles():
        return None, lower.end()  # 'for what follows, B. Cowan, The Social Life …'
    again = _AGAIN.match(w.words)
    if again:
        return None, again.end()
    heads = [h for h in _heads(w, known) if h < _LEAD]
    named = w.words[0].isupper() and re.match(rf"{NAMES},\s", w.words)
    if heads and heads[0] and not named:
        lead = w.words[: heads[0]]
        if (
            not re.search(r"\d", lead)
            and (not w.titles() or w.titles()[0][0] >= heads[0])
            and _is_commentary(lead)
        ):
            return None, heads[0]
        if known.is_known(re.match(NAME, w.words[heads[0] :])[0]) and lead.rstrip().endswith(":"):  # type: ignore[index]
            return None, heads[0]
    if heads:
        return None, 0
    colon = not named and re.match(
        rf"(?![^:]*\bin:)[a-zà-þ][^\d:“«„]{{2,80}}:\s(?={NAME}[,:])|(?![^:]*\bin:)[A-ZÀ-Þ][^:“«„]{{20,150}}\s[^:“«„]*:\s",
        blotted,
    )
    if colon and (colon[0][0].islower() or _is_named_behind(w, colon.end(), known)):
        return None, colon.end()
    said = _SAID.match(blotted)
    if said and not w.titles() and not named:
        return None, said.end()
    ruled = _LAW_SAID.match(w.words)
    if ruled and re.search(r"\s(?:is|are|was|were|has|have|had|may|can)\s", ruled[0]):
        return None, ruled.end()
    return None, _title_in_sentence(w, known)


def _is_named_behind(w: Written, at: int, known: Known) -> bool:
    """Whether a reference begins behind the colon of a sentence."""
    first = re.match(r"[^,;.(]{2,60}", w.words[at:])
    called = bool(first) and letters(first[0]) in known.titles  # type: ignore[index]
    return called or bool(w.begins_italic(at)) or is_archival(w.words[at:], known.holders)


def _is_commentary(lead: str) -> bool:
    """Whether what stands before a name is a sentence that leads up to it, not a part of the reference."""
    words = lead.split()
    return any(word[:1].islower() for word in words) or lead.rstrip().endswith((":", "."))


def _title_in_sentence(w: Written, known: Known) -> int:
    """'An exception is the short notice in the *Times*': where a title in italics or a collection begins in a sentence about it."""
    if w.italics and 3 < w.italics[0][0] < _LEAD:
        lead = w.words[: w.italics[0][0]]
        if (
            re.search(r"\b[a-zà-þ]{2,}\s$", lead)
            and len(lead.split()) > 3
            and not re.search(r"[\d“«„(,]", lead)
        ):
            return w.italics[0][0]
    if is_archival(w.words, known.holders):
        found = _COLLECTION.search(w.words)
        lead = w.words[: found.start()] if found else ""
        if (
            found
            and len(lead.split()) > 3
            and re.search(r"\b(?:in|aux?|at|im|in\sder)\s(?:the\s)?$", lead)
            and "," not in lead
        ):
            return found.start()
    return 0


def declared_holders(words: str) -> Iterator[str]:
    """What a note says that an archive is called from there on: '(hereafter ACRO)', '(OÖLA)'."""
    for match in re.finditer(
        rf"(?P<name>[^()]{{3,90}})\s\((?:{one_of('hereafter')}:?\s)?[“\"]?(?P<short>[A-ZÄÖÜÉ][A-ZÄÖÜÉa-z]{{1,7}})[”\"]?\)",
        words,
    ):
        if re.search(one_of("holders"), match["name"]) and sum(c.isupper() for c in match["short"]) > 1:
            yield match["short"]
