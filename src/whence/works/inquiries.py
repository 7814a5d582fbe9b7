"""inquiries: what reports of investigations cite by a day in figures: interview reports, messages from one to another, filings of a case → CSL items.

'Hale 3/25/18 302, at 4', '12/3/15 Email, Ledger to Corl (attachment)', 'OSC-RELL_00452 (12/23/13 Email, Rell to Corl)', 'Indictment, United States v.
Rell, No. 1:18-cr-215 (D.D.C. July 13, 2018), Doc. 1'. Days in figures are read as the country of the report writes them: month first, unless it cannot be.
"""

import re
from typing import Any

from whence.works.imprint import date
from whence.works.people import NAME, csl_name

_DAY = r"(?P<day>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d))"
_INTERVIEW = re.compile(
    rf"(?P<who>{NAME})\s{_DAY}\s(?P<form>302|Dep(?:osition|\.)|Tr(?:anscript|\.)|Interview|Proffer|Testimony|Aff(?:idavit|\.))(?![\w-])"
)
_JUNIOR = re.compile(r",?\s[JS]r\.?$")
_PERSON = rf"(?:{NAME}|[A-Z]\.\s{NAME})(?:,?\s[JS]r\.)?"
_MESSAGE = re.compile(
    rf"{_DAY}\s(?P<kind>(?:[A-Z]\w+\s)?(?:E-?mail|Message|Text|Letter|Memo(?:randum)?|DM|Fax|Cable|Telegram)s?),?\s(?P<a>{_PERSON})\s(?:to|&|and)\s"
    rf"(?P<b>{_PERSON}(?:(?:,\s|\s&\s|\sand\s){_PERSON})*)(?:\set\sal\b)?"
)
_MARK = re.compile(r"(?P<mark>[A-Z][\w-]{0,40}\d{3,12}(?:[–-]\d+)?)\s\((?=\d{1,2}/\d{1,2}/\d\d)")
_FILING = re.compile(
    r"(?P<what>(?:[A-Z][\w-]+\s)?(?:Indictment|Information|Complaint|Plea\sAgreement|Statement\sof\s(?:the\s)?Offense|Affidavit|Declaration|Motion|Brief|Order|Opinion|Petition|Sentencing\sMemorandum"
    r"|Waiver\sof\s[A-Z]\w+(?:\s(?:by|of)\s[A-Z]\w+)*))(?:\s¶+\s?[\w()–-]+)?,\s(?P<case>(?:[A-Z][\w.’'-]*\s){1,6}v\.\s[A-Z][^()]{2,80}?),\s(?:No\.\s)?(?P<number>[\w:.-]*\d[\w:.-]*)\s\((?P<court>[A-Z][\w. ]*?\.)\s(?P<when>[^()]{6,20})\)"
)


def of_inquiry(reference: str, text: str = "") -> dict[str, Any] | None:
    """The item of an interview's report, a message or a filing; None for all else."""
    return _interview(reference, text) or _message(reference, text) or _filing(reference)


def _interview(reference: str, text: str) -> dict[str, Any] | None:
    match = _INTERVIEW.match(reference)
    if not match:
        return None
    item: dict[str, Any] = {"type": "interview", "author": [csl_name(match["who"], text)], "title": match[0]}
    return _on(item, match["day"])


def _message(reference: str, text: str) -> dict[str, Any] | None:
    mark = _MARK.match(reference)
    match = _MESSAGE.match(reference, mark.end() if mark else 0)
    if not match:
        return None
    kind = match["kind"].lower().rstrip("s").replace("e-mail", "email")
    to = [n for n in re.split(r",\s(?![JS]r\.)|\s&\s|\sand\s", match["b"]) if n]
    item: dict[str, Any] = {
        "type": "personal_communication",
        "genre": kind,
        "author": [_named(match["a"], text)],
        "recipient": [_named(n, text) for n in to],
        "title": match[0],
    }
    if mark:
        item["archive_location"] = mark["mark"]
    return _on(item, match["day"])


def _named(name: str, text: str) -> dict[str, str]:
    """A person; 'Jr.' is no family name."""
    bare = _JUNIOR.sub("", name)
    return csl_name(bare, text) | ({"suffix": name[len(bare) :].strip(" ,")} if bare != name else {})


def _filing(reference: str) -> dict[str, Any] | None:
    match = _FILING.match(reference)
    if not match:
        return None
    item: dict[str, Any] = {
        "type": "legal_case",
        "genre": match["what"],
        "title": f"{match['what']}, {match['case']}",
        "number": match["number"],
        "authority": match["court"],
    }
    date(item, match["when"])
    return item


def _on(item: dict[str, Any], day: str) -> dict[str, Any]:
    """An item with a day in figures."""
    month, number, year = (int(n) for n in day.split("/"))
    if month > 12:
        month, number = number, month
    if year < 100:
        year += 2000 if year < 70 else 1900
    if 0 < month < 13 and 0 < number < 32:
        item["issued"] = {"date-parts": [[year, month, number]]}
    return item
