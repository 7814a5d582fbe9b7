"""What people call a work: its authors' family names and its title without the subtitle."""

from collections.abc import Mapping
from typing import Any

_TYPES = {"interview": "interview", "personal_communication": "letter", "manuscript": "manuscript"}


def _person(person: Any) -> str:
    if not isinstance(person, dict):
        return ""
    return str(person.get("literal") or person.get("family") or person.get("given") or "")


def work_author(csl: Mapping[str, Any]) -> str:
    """The family names of a work's authors; empty where none are known or the title tells them already."""
    people = csl.get("author")
    names = [n for n in map(_person, people if isinstance(people, list) else []) if n]
    title = str(csl.get("title") or "")
    if not names or any(n in title for n in names):
        return ""
    return f"{names[0]} et al." if len(names) > 3 else ", ".join([*names[:-2], " and ".join(names[-2:])])


def work_title(csl: Mapping[str, Any]) -> str:
    """The title of a work up to its subtitle; what it is where it has none ('interview by Ansty')."""
    title = str(csl.get("title") or "")
    if title:
        return title.split(": ", 1)[0]
    kind = _TYPES.get(str(csl.get("type")), "work without a title")
    people = csl.get("interviewer")
    askers = [n for n in map(_person, people if isinstance(people, list) else []) if n]
    return f"{kind} by {' and '.join(askers)}" if askers else kind


def work_label(csl: Mapping[str, Any]) -> str:
    """Author and title of a CSL-JSON item on one line.

    >>> work_label({"type": "book", "title": "Salt on the Sill: A Memoir", "author": [{"family": "Morran"}]})
    'Morran, Salt on the Sill'
    """
    return ", ".join(p for p in (work_author(csl), work_title(csl)) if p)
