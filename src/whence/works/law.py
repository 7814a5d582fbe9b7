"""law: references to cases, statutes, treaties and resolutions → CSL items; only their names and dates, not a lawyer's parse."""

import re
from collections.abc import Mapping
from typing import Any

from whence.works.imprint import DAY, YEAR, date_parts
from whence.works.written import Written, outside

_CASE = re.compile(
    r"(?P<title>(?:In re|Ex parte|Re)\s[A-Z][\w’' .&-]{2,60}|(?:[A-Z][\w’'.&-]*|of|the|and|for|on|\([^()]{2,40}\))(?:\s(?:[A-Z(][\w’'.&)-]*|of|the|and|for|on|&|ex|rel\.)){0,9}\sv(?:s)?\.?\s(?:the\s(?:former\s)?)?[A-Z(][\w’'.&()-]*(?:\s(?:[A-Z(][\w’'.&)-]*|of|the|and|for|on|&|\d{1,3}(?=\s[Oo]thers))){0,9})"
    r"(?P<rest>,?\s[\[(]?\d{4}[\])]?|,\s(?:[Nn]os?|App|Application|Case|Judgment|Appl|[A-Z]\w+\sPetition|ex\sparte)\b|,\s\d|,\s(?=[A-Z])|\s[\[(]|$)"
)
_STATUTE = re.compile(
    r"(?P<title>(?:Code\sof(?:\s[A-Z][a-z]+){1,3}|(?:[A-Z][\w’'-]*|\([^()]{2,60}\))(?:\s(?:of|and|the|for|to|on|[A-Z][\w’'-]*|\([^()]{2,60}\))){0,10}?"
    r"\s(?:Act|Code|Ordinance|Law|Statute|Regulations?|Rules|Decree|Constitution))(?:,?\s(?:of\s)?(?:1[2-9]\d\d|20\d\d))?)(?=[,.;(\s]|$)"
)
_TREATY = re.compile(
    r"(?P<title>(?:(?:[A-Z]\w+|of)\s){0,5}(?:Treaty|Convention|Protocol|Covenant|Agreement|Concordat|Declaration)(?:\s(?:of|on|between|against|for|relating|concerning)\s[^,;()]{2,120}|,\s\d{4}))(?=\s?[,;(]|$)"
)
_DECREE = re.compile(
    r"(?P<title>(?:An\sAct\s(?:to|for|of|respecting|concerning)|Act\sof|Gesetz,\sbetreffend|Constitution\sof|Directive\s\d|Regulation\s\(E[UC]\)|Law\s(?=\d+/\d{4})|Protocol\sNo\.|Décret|Loi|Ordonnance|Arrêté|Gesetz|Verordnung|Bekanntmachung|Erlass|Real\sDecreto|Decreto|Ley|Legge|L\.\s(?=\d{1,2}\s[a-z])|R\.\s?[dD]\.|D\.\s?[Ll]\.|D\.P\.R\.|Regio\sDecreto|Lei|Wet|Besluit)\s"
    r"(?:(?:du|de|of|vom|van|del|della|über|zur|the|to|for)\s)?[^,;]{3,160}?)(?=,\s|\svom\s\d|;|\.?$)"
)
# 'Aufruf … vom 12. November 1918, RGBl. S. 1303'
_GAZETTED = re.compile(
    r"(?P<title>[A-ZÄÖÜ][^;]{5,160}?\svom\s\d{1,2}\.\s?[A-ZÄÖÜa-zä]+\.?\s\d{4})(?=,?\s\(?(?:RGBl|BGBl|GS\b|GBl|Reichsgesetzbl|Gesetzsamml|PrGS|ABl|Amtsbl)|,\sin:)"
)
_STATUTE_DE = re.compile(
    r"[\wäöüß-]*(?:[gG]esetz(?:e|buch)?|[oO]rdnung|[eE]rlass|[eE]rlaß|[eE]dikt|[pP]atent|[dD]ekret|[sS]tatut|[rR]eglement|[aA]ufruf|[bB]ekanntmachung)\b"
)
_COURT = re.compile(
    r"(?P<title>(?:Cass\.|Cour\sde\scassation|Conseil\sd[’']État|CE,|BGH|BVerfG|Reichsgericht|OLG|LG|AG|BAG|BFH|BSG|RG|OVG|VGH|EuGH|Kammergericht|Oberlandesgericht|Landgericht|Amtsgericht|Tribunal|Corte|Council\sof\sState|Supreme\sCourt|High\sCourt|Court\sof\sAppeal)[^;]{0,60}?),\s(?=(?:[Jj]udgment|[Uu]rteil|arrêt|sentenza|\d{1,2}(?:er)?\.?\s))"
)
_REGNAL = re.compile(
    r"(?P<title>\d{1,2}(?:\s(?:&|and)\s\d{1,2})?\s(?:Car|Geo|Eliz|Hen|Edw|Vict|Will|Wm|Jac|Jas|Ric|Anne|Charles|George|Victoria|Henry|Edward)\.?\s?(?:[IVX]+\.?|\d)?,?\s(?:c|cap|ch|st|sess)\.\s?\d+)"
)
_RESOLUTION = re.compile(
    r"(?P<title>(?:(?:UN\s)?(?:General\sAssembly|Security\sCouncil)|UNGA|UNSC|Council|Assembly|Human\sRights\sCouncil)\s[Rr]es(?:olution|\.)?\s[A-Z]?/?[\w/]*\d[\w/]*(?:\s\([IVXLC]+\))?)"
)


_NUMBERED = re.compile(
    r",\s(?:Law|Act|Decree|Ordinance|Proclamation)\s(?:No\.|N[°º])\s?[\w/-]+(?:\s\(?of\s\d{4}\)?|/\d{4})?"
)


def law(w: Written) -> dict[str, Any] | None:
    """The item of a case, a statute, a treaty or a resolution; None for all else, and for what has an author before it."""
    first = next((a for a, _ in w.titles() if a > 0), len(w.words))
    for kind, pattern in (
        ("legal_case", _CASE),
        ("treaty", _TREATY),
        ("legislation", _RESOLUTION),
        ("legislation", _STATUTE),
        ("legislation", _DECREE),
        ("legislation", _GAZETTED),
        ("legislation", _REGNAL),
        ("legal_case", _COURT),
    ):
        match = pattern.match(w.words)
        if match and (match.end("title") <= first or kind == "legal_case") and _is_law(kind, w.words, match):
            item: dict[str, Any] = {"type": kind, "title": match["title"].strip(" ,.")}
            numbered = _NUMBERED.match(w.words, match.end("title"))
            year = YEAR.search(match["title"]) or (numbered and YEAR.search(numbered[0]))
            parts = (
                [[int(year[1])]]
                if year and kind == "legislation" and not DAY.search(w.words)
                else date_parts(w.words)
            )
            if parts:
                item["issued"] = {"date-parts": parts}
            return item
    return None


_STATES = re.compile(
    r"(?:The\s)?(?:(?:Public\s)?Prosecutor|R\.?|Rex|Regina|King|Queen|Crown|State|States|United States|People|Commonwealth|Republic|Attorney[- ]General)(?:\sof\s.+)?",
    re.IGNORECASE,
)


def parties(item: Mapping[str, Any]) -> list[str]:
    """What a case is called for short: 'Lund' of 'Prosecutor v. Lund', either name of 'Smith v Jones'; a state's name is no case's."""
    if item.get("type") != "legal_case":
        return []
    sides = re.split(r"\sv(?:s)?\.?\s", str(item.get("title", "")), maxsplit=1)
    named = (
        [re.sub(r"\sand\s(?:others|another)$|,?\set al\.?$", "", s).strip() for s in sides]
        if len(sides) == 2
        else []
    )
    return [n for n in named if len(n) > 2 and not _STATES.fullmatch(n)]


def _is_law(kind: str, words: str, match: re.Match[str]) -> bool:
    """A statute is told by its year or its sections; a book has an imprint: '(London: Cape, 1960)'."""
    if re.search(r"\([^()]*:\s[^()\d]*\d{4}\)", outside(words)) or re.search(
        r"\([A-Z][^()]*:\s[^()]*\d{4}\)", words
    ):
        return False
    behind = words[match.end() :]
    if match.re is _GAZETTED:
        return _STATUTE_DE.match(words) is not None
    if match.re is _COURT:
        return bool(YEAR.search(behind) or YEAR.search(words))
    if kind == "legal_case" and match["rest"] == ", " and " v. " not in match["title"]:
        return False
    if kind == "legislation" and match.re is _STATUTE:
        return bool(
            YEAR.search(match["title"])
            or re.match(
                r",?\s\(?(?:(?:ss?|arts?|c|ch|cap|secs?|paras?|r)\.?\s|§|Appendix|[Aa]rticles?|[Ss]ections?|of\s\d|No\.|\d{4}|(?:Law|Act|Decree|Ordinance|Proclamation)\s(?:No\.|N[°º]))",
                behind,
            )
        )
    if kind == "treaty" or match.re is _DECREE:
        return bool(YEAR.search(words))
    return True
