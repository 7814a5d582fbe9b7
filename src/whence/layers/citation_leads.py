"""citation_leads: the words that lead up to a reference: its signal, and commentary that is no part of it."""

import re
from functools import cache

from whence.layers.citation_heads import LEAD, YEAR, Known, heads
from whence.works import (
    NAME,
    NAMES,
    Kin,
    Written,
    any_of,
    any_signal,
    dated_letters,
    is_archival,
    letters,
    outside,
    signals,
)

_LAW_SAID = re.compile(
    r"[A-ZÀ-Þ][^;:.,\0\d]{6,140}?\s(?:in|under|by|of)\s(?:the\s)?(?=[A-Z][^;.]{3,90}?\s(?:Act|Code|Ordinance|Convention|Treaty)\b)"
)
_SAID = re.compile(
    rf"(?:with\sadvantage|(?:For|On|Her|His|My|Our|Their|This|That|These|Those|It|He|She|I|We|As|Sur|Pour|Zu|Zur|Zum|Sobre|Para|Per|Voor|Over)\s[^;:.\0]{{6,140}}?\s[a-zà-þ]+"
    rf"|[A-ZÀ-Þa-zà-þ][^;:.,\0]{{3,140}}?\s[a-zà-þ]{{2,}}\s(?:in|by|is|was|with|than|from|that|of|against|follows?|bei|durch|chez|dans|par|por|nel|da))\s(?={NAME}(?:[’']s\s|,\s)[A-ZÀ-Þ][^;]*\d)"
)
_LOWER = re.compile(rf"(?:[a-zà-þ][\w’'-]*,?\s)+(?={NAME}(?:\s\(\w+\.\))?,\s[A-ZÀ-Þ“\"«„‘])")
_LEAD_TO_TITLE = re.compile(r"(?:[a-zà-þ][\w’'-]*,?\s){2,16}")
# 'It was sent in reply to a | letter from the League to the Minister, April 14, 2014'
_MESSAGE_INSIDE = re.compile(
    r"(?<=\s)(?:letter|e-?mail|memorandum|telegram)\sfrom\s(?=(?:the\s)?[A-Z][^;]*\d{4})"
)
_LAW_IN = re.compile(
    r"[a-z][^;:\d“«]{2,80}?\sthe\s(?=[A-Z][\w ]{3,60}?\s(?:Act|Code)\s(?:of\s)?\d{4})"
)  # 'which relaxed the | Licensing Act 1737'
_SHELF_IN = re.compile(
    r"[a-z][^;:\d“«,]{3,80}?\s(?:in|from|of|at|is)\s(?:the\s)?(?=(?:[A-Z]\w+\.?\s){0,2}MSS?\.\s)"
)  # 'the description in | MS. Cotton. Calig. C. iii.'
_WRITER_IN = re.compile(
    r"(?:An?|The|One)\s(?:[a-z]+\s)?(?:writer|reviewer|correspondent|critic|contributor)s?\sin\s(?:the\s)?(?=[A-Z\0])"
)
# 'they are softened in | Forster to Walsingham, July 12, 1575'
_LETTER_IN = re.compile(
    rf"[a-z][^;:\d“«,]{{4,80}}?(?<!letter)(?<!telegram)(?<!mail)(?<!memorandum)\s(?:in|by|from)\s(?=(?-i:{NAME})\sto\s(?:the\s)?{NAME},\s[^;]*\d{{4}})"
)
_OF_AN_INTERVIEW = re.compile(
    r"(?:(?:[A-Z][\w’'.&-]*|for|of|and|the|on)\s){0,8}(?:(?:tele)?phone\s|group\s|video\s|online\s|joint\s|written\s)*[Ii]nterviews?\swith\s"
)
_IN_IT = re.compile(r"\b(?:in|nach|aus|from|dans|aux?|presso|en|at|im)\s$")
_SEEN_AT = re.compile(r"[A-ZÀ-Þ]?[a-zà-þ][^\d“”«»„\"]{12,120}?\s(?:at|in|by|from|see)\s")
_PARTICLES = frozenset("de von van di da du del della des le la el al zu zur ten ter bin ibn".split())
_AGAIN = re.compile(
    r"(?:[a-zà-þ]{3,16}|[^.;:,“\"«„\d]{3,60}?)\s(?=(?:dies|ders|id|ead|eadem|idem)\.?,\s)"
)  # 'ausführlicher dies., …'
_COLLECTION = re.compile(
    r"(?:(?:[A-Z][\w’'-]*|de|of|the|von|van)\s){0,5}(?:Papers|Collections?|Archives?|MSS?|Records?|Archiv|Archivo|Archivio|Arquivo|Archief)\b"
)


# before a letter inside: what belongs to a reference, or says that it is a copy of one
_OF_A_LETTER = re.compile(
    r"\d|\b(?:letters?|lettres?|cop(?:y|ie)|enclosed)\b[^.;\"”»]*$",
    re.IGNORECASE,
)
_COLON = re.compile(
    rf"(?![^:]*\bin:)(?:[a-zà-þ][^\d:“«„]{{2,80}}:\s(?={NAME}[,:])|[A-ZÀ-Þ][^:“«„]{{20,150}}\s[^:“«„]*:\s)"
)


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
    if (
        inside
        and inside.start() < LEAD
        and not re.search(r"\d|[“«„]", YEAR.sub("", blotted[: inside.start()]))
    ):
        return signal_of(w.words[inside.start() :])[0], inside.end()
    return None, _behind_commentary(w, blotted, known)


def _behind_commentary(w: Written, blotted: str, known: Known) -> int:
    """Where a reference begins behind words that lead up to it without a signal."""
    for lead in (
        _SHELF_IN.match(w.words),
        _LAW_IN.match(w.words),
        _WRITER_IN.match(w.words),
        _LETTER_IN.match(blotted),
    ):
        if lead:
            return lead.end()
    letter = next(dated_letters(w.words), (0, 0))[0]
    if letter and not _OF_A_LETTER.search(w.words[:letter]):
        return letter  # 'On the attack of Corvale, Varennes au Ministre, 18 Août, 1752', '“They fired the houses.” Varennes to …'
    message = _MESSAGE_INSIDE.search(blotted, 0, LEAD)
    if message and not re.search(r"\d", w.words[: message.start()]):
        return message.start()
    lower, again = _LOWER.match(w.words), _AGAIN.match(w.words)
    if lower and lower[0].split()[0] not in _PARTICLES and not w.titles():
        return lower.end()  # 'for what follows, B. Cowan, The Social Life …'
    if again:
        return again.end()
    if _OF_AN_INTERVIEW.match(w.words):
        return 0
    titled = w.titles()[0][0] if w.titles() else 0
    if titled and w.words[titled] in '“"«„' and _SEEN_AT.fullmatch(w.words, 0, titled):
        return titled  # 'An example may be seen at | “Bill of Health,” Wellcome Collection, accessed …'
    if (
        titled
        and w.words[0].islower()
        and _LEAD_TO_TITLE.fullmatch(w.words, 0, titled)
        and w.words[titled] in '“"«„‘'
    ):
        return titled  # 'from the other side, | “Socialism by the Pound,” …'
    named = w.words[:1].isupper() and bool(re.match(rf"{NAMES},\s", w.words))
    found = [h for h in heads(w, known) if h < LEAD]
    if found:
        return found[0] if not named and _leads(w, found[0], known) else 0
    colon = None if named else _COLON.match(blotted)
    if colon and (colon[0][0].islower() or _is_named_behind(w, colon.end(), known)):
        return colon.end()
    said, ruled = _SAID.match(blotted), _LAW_SAID.match(w.words)
    if said and not w.titles() and not named:
        return said.end()
    if ruled and re.search(r"\s(?:is|are|was|were|has|have|had|may|can)\s", ruled[0]):
        return ruled.end()
    return _title_in_sentence(w, known)


def _leads(w: Written, head: int, known: Known) -> bool:
    """Whether what stands before a name leads up to it."""
    lead = w.words[:head]
    first = w.titles()[0][0] if w.titles() else head
    if not re.search(r"\d", lead) and first >= head and _is_commentary(lead):
        return True
    name = re.match(NAME, w.words[head:])
    return bool(name) and known.is_known(name[0]) and lead.rstrip().endswith(":")  # type: ignore[index]


def _is_named_behind(w: Written, at: int, known: Known) -> bool:
    """Whether a reference begins behind the colon of a sentence."""
    first = re.match(r"[^,;.(]{2,60}", w.words[at:])
    called = first is not None and (letters(first[0]) in known.titles or known.is_known(first[0]))
    return called or bool(w.begins_italic(at)) or is_archival(w.words[at:], known.holders)


def _is_commentary(lead: str) -> bool:
    """Whether what stands before a name is a sentence that leads up to it, not a part of the reference."""
    words = lead.split()
    return any(word[:1].islower() for word in words) or lead.rstrip().endswith((":", "."))


def _title_in_sentence(w: Written, known: Known) -> int:
    """'An exception is the short notice in the *Times*': where a title in italics or a collection begins in a sentence about it."""
    if w.italics and 3 < w.italics[0][0] < LEAD:
        lead = w.words[: w.italics[0][0]]
        if (
            re.search(r"\b[a-zà-þ]{2,}\s$", lead)
            and len(lead.split()) > 3
            and not re.search(r"[\d“«„(,]", lead)
        ):
            return w.italics[0][0]
    if is_archival(w.words, known.holders):
        held = (
            re.search(rf"(?<=[\s’']){any_of(frozenset(known.holders))}(?=,\s)", w.words)
            if known.holders
            else None
        )
        if (
            held
            and sum(word.islower() for word in w.words[: held.start()].split()) > 1
            and not re.search(r"[\d“«„]", w.words[: held.start()])
            and (_IN_IT.search(w.words, 0, held.start()) or "," not in w.words[: held.start()])
        ):
            return held.start()  # 'Dépouillement personnel d’après | AN, BB30 398'
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
