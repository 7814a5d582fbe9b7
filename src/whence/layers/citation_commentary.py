"""citation_commentary: whether words of a note that could be a work are but a sentence that tells something."""

import re
from typing import Any

from whence.works import Written, outside

_TELLS = re.compile(
    r"\b[\w’'-]+\s(?:also\s|then\s|later\s|obviously\s|first\s)?(?:was|were|is|are|has|had|have|did|does|noted|wrote|said|saw|printed|published|ordered|seized|gained|sent|received|attempted|told|gave|took|appeared|began"
    r"|became|claimed|argued|reported|remains?|thought|believed|blamed|asked|refused|decided|announced|declared|insisted|called)\s(?!by\b)"
)
# 'In the spring of 1921 the council refused to print the report, since …'
_OPENS_SENTENCE = re.compile(
    r"(?:The|An?|In|On|At|As|But|After|Before|During|When|While|This|These|That|Those|Both|It|He|She|They|According|Although|Because|Since|Separate|Throughout)\s"
)
_PAST, _SENTENCE = re.compile(r"\b[a-z]{3,}ed\s"), 13  # words
_PRINTED = re.compile(r"\([A-ZÀ-Þ][^()]{2,60},\s1[4-9]\d\d\)[,.;]?(?:\s(?:pp?\.\s)?\d[\d–-]*\.?)?$")
_ENDS_WITH_PAGE = re.compile(r"\bpp?\.\s?\d[\d–-]*\.?$")


def is_a_sentence(w: Written, item: dict[str, Any]) -> bool:
    """'Moran noted the poor state of the volumes, stored “over the stables”': whether what could be a work of nobody is a sentence that tells something."""
    if item.get("author") or item.get("editor") or (w.titles() and w.titles()[0][0] <= 1):
        return False
    if item["type"] in (
        "legislation",
        "legal_case",
        "treaty",
        "interview",
        "personal_communication",
        "periodical",
    ):
        return False
    if "publisher-place" in item or "volume" in item or _PRINTED.search(w.words):
        return False  # 'The trial of Rell, accused of firing the ricks at Corl (London, 1799)'
    title = str(item.get("title", ""))
    told = outside(w.words)
    if _OPENS_SENTENCE.match(told) and _PAST.search(told) and len(told.split()) > _SENTENCE:
        return _ENDS_WITH_PAGE.search(told) is None
    return title[:1].islower() or _TELLS.search(outside(title)) is not None
