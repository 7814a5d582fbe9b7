"""citation_cuts: where a note is cut into its references.

Cut is at semicolons, full stops and 'and' where each side could stand alone; nothing is cut inside brackets and quotation marks.
"""

import re
from collections.abc import Iterator

from whence.layers.citation_embedded import embedded
from whence.layers.citation_heads import LEAD, YEAR, Known, begins, heads, stands_alone
from whence.works import (
    NAME,
    Kin,
    Written,
    any_signal,
    dated_again,
    dated_letters,
    locators,
    outside,
    signals,
)

_DASHED = re.compile(r"(?<=[\w).”\"’])[.!?]\s?(?:--|—)\s?(?=[_*“\"A-Z])")
_SEMICOLON = re.compile(r"\s?;\s+")
_STOP = re.compile(r"(?P<before>\S*?[\w)\]”\"’»/])[.!?][”\"’»]?\s+(?=[A-ZÀ-Þ“„\"«‘']|\[[A-Z])")
# behind a whole sentence that is quoted: ': « Nul ne tua le flottage. » | Sur la fortune …'
_QUOTATION = re.compile(
    r":\s(?:«[^«»]{3,400}?[.!?…]\s?(?P<mark>»)|“[^“”]{3,400}?[.!?…](?P<other>”))\s+(?=[A-ZÀ-Þ])"
)
_BEFORE_LETTER = re.compile(r"(?<=[IVXLC\d])\.\s+$")  # behind a volume or a page
_BEHIND_LETTER = re.compile(r"\s?[.;]\s+")
_AND = re.compile(
    r"(?:(?<=[)\d.”\"’»]),?|(?<=\w),)\s(?:(?:and|und|et|y|e|&|with|mit|avec),?\s(?=\S)|en\s(?=[A-ZÀ-Þ][\w.’' -]{2,40},\s[‘'“\"«]))"
)
_SHORTENED = frozenset(
    "vol vols p pp no nos ed eds trans tr dr mr mrs st ms mss bd hg hrsg hgg aufl s sp bl fol fols ff f t n cf vgl v jg h nr art kap anm op cit loc id coll dir éd col cols ch chap pt ser rev repr u a d ders dies et al zit bes insb z b sen jun jr co inc ltd prof gen col lt capt rev hon sch fasz fasc etc no núm cap pág págs par ob ca c hl dipl phil diss jur theol sq suiv bearb übers red dl blz doc docs abt univ inter-am ct ser res app tab abb fig pl bull dept gov assoc soc hist quart proc mem rept repts pub publ ex cong sess stat supp cir dist fed reg parl deb add misc corr corresp inst kgl frhr zschr jb mitt ann sen lib coll esq messrs hon ltd bros mss n.d jan feb mar apr jun jul aug sept oct nov dec mass conn penn me vt no wash va md".split()
)
_ORDINAL_BEHIND = re.compile(
    r"(?:[A-ZÄ][a-zä]{2,8}\s(?:\d{4})|Aufl|Auflage|Jg|Jahrgang|Bd|Halbbd|Hälfte|Reihe|Serie|Teil|H\b|Jahrhundert|Jh|Legislaturperiode|Sitzung|Session|Jahrg|Abt|Kapitel|Kap|Buch|Blatt)"
)
_PLACE_AND_HOUSE = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?:\s[A-ZÀ-Þ]")  # 'Lorn: State Press'
_COMMENTARY = 30  # characters before 'See …' that cite nothing themselves
_ASIDE = re.compile(r"[a-zà-þ]\s\((?P<inside>[A-ZÀ-Þ“«„\"][^();]{3,120}\d[\w–-]*)[^()]{0,40}\)")
_REMARK = re.compile(
    r"(?<=[\d)”\"’»]),\s(?=(?:which|where|who|whom|whose|in\swhich|from\swhich|of\swhich|to\swhich|though|although|even\sthough|while|whereas|qui|où|dont|bien\sque|der|die|das|deren|dessen|wo|wonach|worin|obwohl|wobei|quien|donde|aunque|dove|benché|and\s(?:I|we|he|she|it|this|they)|(?:citing|quoting|following|discussing)(?=\s(?:the|a|an|his|her|their)\s))\s|(?P<lead>following|citing|quoting|overruling|reviewing|discussing|against)\s(?=[A-Z\0]))"
)
_SEEN = 2_000  # characters behind a place that show whether a reference begins there
_LOOKS = 40  # times in a note that all behind a place is looked at
_LONGEST_REMARK = 400  # characters in which another reference begins
_STATUTE_INSIDE = re.compile(r"\s(?:Act|Code|Ordinance)\s(?:of\s)?(?:1[2-9]|20)\d\d\b")
_CASE_INSIDE = re.compile(r"[a-z]\sv\.\s[A-Z]")
_IN_BRACKETS = re.compile(rf"(?<![\w’'.-])(?P<name>{NAME})\s\((?=[“\"«„‘\w])(?P<inside>[^()]*\d[^()]*)\)")


def parts(w: Written, kin_: Kin, known: Known) -> Iterator[Written]:
    """The references of a note, each from its first word to its last, with the words that lead up to it."""
    for piece in _without_remarks(w, kin_, known):
        yield from _parts(piece, kin_, known)


def _without_remarks(w: Written, kin_: Kin, known: Known) -> Iterator[Written]:
    """The stretches of a note between the remarks that go on behind a reference and cite nothing: 'pp. 61–62, | where the date is wrong'; a remark that cites
    something is a stretch of its own: '88–121, though the argument was first made in | Hartigan, “The Iceman’s Union” …'."""
    at = 0
    blotted, cuts = w.blotted(), _cuts(w)
    while remark := _REMARK.search(blotted, at):
        before = w.part(at, remark.start())
        if not stands_alone(before, kin_, known):
            break
        yield before
        start = remark.end("lead") + 1 if remark["lead"] else remark.end()
        end = next((a for a, _ in cuts if a >= remark.end()), len(w.words))
        if _cites(w.part(start, min(end, start + _LONGEST_REMARK)), kin_, known):
            at = start
            continue
        at = end
        while at < len(w.words) and w.words[at] in " .;,":
            at += 1
    yield w.part(at, len(w.words))


def _cites(w: Written, kin_: Kin, known: Known) -> bool:
    """Whether a remark behind a reference names another work."""
    return (
        bool(heads(w, known))
        or begins(w, kin_, known)
        or _STATUTE_INSIDE.search(w.words) is not None
        or kin_.op_cit.search(w.words) is not None
        or _CASE_INSIDE.search(w.words) is not None
    )


def _parts(w: Written, kin_: Kin, known: Known) -> Iterator[Written]:
    """The references of a stretch without remarks."""
    at, looks = 0, _LOOKS
    for start, end in _cuts(w):
        if start < at:
            continue
        left, right = w.part(at, start), w.part(end, min(len(w.words), end + _SEEN))
        if _PLACE_AND_HOUSE.match(right.words):
            continue
        alone = stands_alone(right, kin_, known)
        if not alone and looks and end + _SEEN < len(w.words):
            looks -= 1
            right = w.part(end, len(w.words))  # what cites may stand behind much that does not
            alone = stands_alone(right, kin_, known)
        if not alone:
            if _is_remark(w.words[start:end], w.words[end:]) and stands_alone(left, kin_, known):
                yield from _by_heads(left, kin_, known)
                return
            continue
        if (
            kin_.ibid.fullmatch(left.words)
            and w.words[start - 1] == "."
            and not (begins(right, kin_, known) or YEAR.search(right.words))
        ):
            continue
        if (
            _goes_on(left.words, w.words[start - 1 : end])
            and not begins(right, kin_, known)
            and not _leads_on(left, right, kin_, known)
        ):
            continue
        if stands_alone(left, kin_, known):
            if _is_and(w.words[start:end]) and not begins(right, kin_, known):
                continue
            yield from _by_heads(left, kin_, known)
            at = end
        elif len(left.words) > _COMMENTARY and not _is_and(w.words[start:end]) and begins(right, kin_, known):
            at = end  # what stands before is commentary
    yield from _by_heads(w.part(at, len(w.words)), kin_, known)


def _goes_on(left: str, between: str) -> bool:
    """Whether a title may go on behind a full stop: 'Lesegesellschaften im 18. Jahrhundert. Ein Beitrag …, in:'."""
    word = re.split(r"[\s(]", left.rstrip(" ."))[-1]
    return (
        between.strip() == "."
        and word.isalpha()
        and not re.fullmatch(r"[IVXLCivxlc]+|cit|ibid|ebd|ivi|supra", word, re.IGNORECASE)
    )


def _leads_on(left: Written, right: Written, kin_: Kin, known: Known) -> bool:
    """'…, Lincoln. | The same story is told in Harold Vance, *Omaha Remembered*': whether a sentence about another work follows, which is no part of a title."""
    if any(p.label in ("page", "folio") for p in locators(left.words, bare=False)):
        return (
            any(h < LEAD for h in heads(right, known))
            or bool(embedded(right, kin_, known))
            or bool(list(_aside(right, known)))
        )
    named = next((h for h in heads(right, known) if h < LEAD), 0)
    return sum(word.islower() for word in right.words[:named].split()) > 2


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
    found += list(_between_letters(w.words))
    found += [m.span() for m in re.finditer(rf",?\s+(?={any_signal('quoted in')}\s)", blotted)]
    found += [(m.end("mark" if m["mark"] else "other"), m.end()) for m in _QUOTATION.finditer(w.words)]
    for m in _STOP.finditer(blotted):
        if not _is_shortened(w.words[m.start() : m.end("before")], blotted[m.end() :]):
            found.append((m.end("before") + 1, m.end()))
    return sorted(set(found))


def _between_letters(words: str) -> Iterator[tuple[int, int]]:
    """Between letters, and beside an 'Ibid.' with a day, also where all of them are set in italics as one."""
    told = [*dated_letters(words), *dated_again(words)]
    starts = {start for start, _ in told}
    for start, end in told:
        before = _BEFORE_LETTER.search(words, max(0, start - 4), start)
        if before:
            yield before.span()
        behind = _BEHIND_LETTER.match(words, end)
        if behind and (behind.end() in starts or behind[0].strip() == ";"):
            yield end, behind.end()


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


def _by_heads(w: Written, kin_: Kin, known: Known) -> Iterator[Written]:
    """A part that names two works, each with its author, as two: '… (Copenhagen, 1985), and, for the Dutch, Okafor, “Moral Economy,” 88'."""
    bracketed = list(_in_brackets(w)) or list(_aside(w, known))
    if bracketed:
        yield from bracketed
        return
    inside = embedded(w, kin_, known)
    for start, end in inside:
        yield w.part(start, end)
    at = inside[-1][1] if inside else 0
    if (
        at
        and not YEAR.search(outside(w.words[at:]))
        and not re.search(r"\([^()]*\b(?:1[4-9]|20)\d\d\)", w.words[at:])
    ):
        return
    for head in (h for h in heads(w, known) if h >= at):
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


def _aside(w: Written, known: Known) -> Iterator[Written]:
    """'The older view, that it was Methodism (Forrester-Pugh, p. 78; see n. 1 above), has no defenders': the references in brackets in a sentence that cites
    nothing else."""
    blotted = outside(w.words)
    if YEAR.search(blotted) or locators(blotted) or w.words[:1] in "“«„" or heads(w, known)[:1] == [0]:
        return
    for match in _ASIDE.finditer(w.words):
        inside = w.part(match.start("inside"), match.end("inside"))
        if locators(inside.words) and not any(p.match(inside.words) for _, p in signals()):
            yield inside


def _in_brackets(w: Written) -> Iterator[Written]:
    """'by Hobson (*Making of Towns*, 101), Pryce (“Walking as Method,” 230) and …': each as if no brackets were there."""
    for match in _IN_BRACKETS.finditer(w.words):
        inside = w.part(match.start("inside"), match.end("inside"))
        if inside.titles() and inside.titles()[0][0] < 2 and not YEAR.search(outside(inside.words)):
            part = w.part(match.start(), match.end() - 1)
            at = match.end("name") - match.start()
            yield Written(f"{part.words[:at]}, {part.words[at + 2 :]}", part.at, part.italics)
