"""field_items: the fields of a reference string as a CSL item: names in order, dates, pages, and what kind of work it is."""

import re
from collections.abc import Sequence
from typing import Any

from whence.works.fields import Field, parsed

_MARKS = " .,;:()[]{}<>\"'“”„«»‘’‹›*_–—-/"
_TEXTS = {
    "title": "title", "journal": "container-title", "container-title": "container-title", "publisher": "publisher",
    "location": "publisher-place", "edition": "edition", "collection-title": "collection-title", "genre": "genre", "isbn": "ISBN",
    "medium": "medium", "source": "source",
}  # fmt: skip
_PEOPLE = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "director": "author",
    "producer": "author",
}
_LEAD = re.compile(r"^(?:in|dans|en|im)\b:?\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\(?\b(?:eds?|hgg?|hrsg|éds?|dirs?|coords?|orgs?|editors?|edited by|trans(?:l|lated)?(?: by)?|übers|herausgegeben von|trad|comps?)\b\.?\)?,?",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:proceedings|proc\.|conference|symposium|workshop|congress|meeting|colloque|tagung)", re.IGNORECASE
)
_THESIS = re.compile(r"\b(?:thesis|dissertation|diss\b|ph\.?\s?d|habilitation|thèse|tesis)", re.IGNORECASE)
_REPORT = re.compile(r"\b(?:report|working paper|memorandum|technical)\b", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?(?:[-\s]?[^\W\d_a-z]\.?){0,4})\Z")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_PAGES = re.compile(r"(?:[a-z]?\d+|[ivxlcdm]+)(?:\s?[-–—−]\s?(?:[a-z]?\d+|[ivxlcdm]+))?", re.IGNORECASE)
LEAST = 0.93  # of a parse's certainty for a reference that no rule reads


def kind(reference: str, found: Sequence[Field]) -> str:
    """The CSL type of a reference by the fields that it has."""
    words = {f.name: reference[f.start : f.end] for f in reversed(found)}
    containers = f"{words.get('container-title', '')} {words.get('journal', '')}"
    if _THESIS.search(words.get("genre", "")):
        return "thesis"
    if "journal" in words:
        return "article-journal"
    if "director" in words or re.search(r"dvd|film|video", words.get("medium", ""), re.IGNORECASE):
        return "motion_picture"
    if "container-title" in words:
        return "paper-conference" if _MEETING.search(containers) else "chapter"
    if _REPORT.search(words.get("genre", "")):
        return "report"
    if "publisher" in words or "location" in words or "edition" in words:
        return "book"
    return "webpage" if "url" in words else "document"


def item(reference: str, least: float = LEAST) -> dict[str, Any] | None:
    """The CSL item of a reference, None where its fields are not sure or it has neither a title nor a container.

    >>> item("Doyle, P. (1978). The dams of Ohio. Columbus: State Press.")["author"]
    [{'family': 'Doyle', 'given': 'P.'}]
    """
    found, certainty = parsed(reference)
    if not found or certainty < least:
        return None
    made: dict[str, Any] = {"type": kind(reference, found)}
    for field in found:
        words = reference[field.start : field.end]
        if field.name in _PEOPLE:
            people = names(words)
            if people:
                made.setdefault(_PEOPLE[field.name], people)
        elif field.name in _TEXTS:
            plain = " ".join(
                _LEAD.sub("", words.strip(_MARKS) if field.name != "edition" else words).strip(_MARKS).split()
            )
            if plain:
                made.setdefault(_TEXTS[field.name], plain)
        else:
            _number(made, field.name, words)
    if made["type"] == "article-journal" and "title" not in made:
        return None
    return made if made.get("title") and ("author" in made or "issued" in made or "editor" in made) else None


def _number(made: dict[str, Any], name: str, words: str) -> None:
    """Dates, volumes with their issue, pages, addresses."""
    if name == "date":
        year = _YEAR.search(words)
        if year:
            made.setdefault("issued", {"date-parts": [[int(year[1])]]})
    elif name == "volume":
        numbers = re.findall(r"[A-Z]?\d+[a-z]?|\b[IVXLC]+\b", words)
        if numbers:
            made.setdefault("volume", numbers[0])
            if len(numbers) > 1 and "(" in words + ":":
                made.setdefault("issue", numbers[1])
    elif name == "pages":
        pages = _PAGES.search(re.sub(r"^\W*(?:pp?|s|pages?|seiten)\b\.?", "", words, flags=re.IGNORECASE))
        if pages:
            made.setdefault("page", re.sub(r"\s?[-–—−]\s?", "–", pages[0]))
    elif name == "doi":
        doi = re.search(r"10\.\d{4,}/\S+", words)
        if doi:
            made.setdefault("DOI", doi[0].rstrip(".,;"))
    elif name == "url":
        made.setdefault("URL", words.strip("<>()[] ").rstrip(".,;"))


def names(words: str) -> list[dict[str, str]]:
    """The people of an author or editor field, as CSL names.

    >>> names("Romero, C., Paunesku, D., & Dweck, C.")[2]
    {'family': 'Dweck', 'given': 'C.'}
    >>> names("Conrad Hale and Ilse Morran")[0]
    {'family': 'Hale', 'given': 'Conrad'}
    """
    words = _ROLE.sub(" ", _LEAD.sub("", words.strip()))
    words = re.sub(r",?\s*\b(?:et\s+al|u\.\s?a)\b\.?|\(\s*\)", " ", " ".join(words.split()))
    people: list[dict[str, str]] = []
    for group in re.split(r"\s*;\s*|,?\s+(?:and|&|und|et|y|e)\s+|\s*&\s*", words):
        parts = [p.strip(" :") for p in group.split(",") if p.strip(" .:")]
        at = 0
        while at < len(parts):
            following = parts[at + 1] if at + 1 < len(parts) else ""
            if following and (
                _INITIALS.match(following) or (not people and len(parts) == 2 and _is_given(following))
            ):
                people.append({"family": parts[at], "given": _closed(following)})
                at += 2
                continue
            people.append(_name(parts[at]))
            at += 1
    return [p for p in people if p]


def _closed(given: str) -> str:
    """A given name without the full stop that ends the field: 'Conrad.', but 'C.'"""
    last = given.split()[-1]
    return given if _INITIALS.match(last) else given.rstrip(".")


def _is_given(words: str) -> bool:
    return len(words.split()) <= 3 and all(w[0].isupper() for w in words.split())


def _name(words: str) -> dict[str, str]:
    """One person, given name or initials on either side; 'Peters OA', 'M. Heidegger', 'Heidegger M.'."""
    parts = words.strip(" ,;").split()
    if not parts:
        return {}
    if len(parts) == 1:
        return {"family": parts[0].rstrip(".")}
    if _INITIALS.match(parts[-1]) and not _INITIALS.match(parts[0]):
        at = next(n for n, p in enumerate(parts) if n and _INITIALS.match(p))
        return {"family": " ".join(parts[:at]), "given": " ".join(parts[at:])}
    at = len(parts) - 1
    while at > 1 and parts[at - 1].islower():
        at -= 1
    return {"family": " ".join(parts[at:]).rstrip("."), "given": " ".join(parts[:at])}
