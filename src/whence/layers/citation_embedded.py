"""citation_embedded: short references inside a sentence about them: 'Chase, p. 169, is rightly sceptical of the claim, made in *Life and Struggles*, p. 236'.

Only works that earlier notes have cited are looked for so, by who wrote them or by their titles.
"""

import re
from collections.abc import Iterator

from whence.layers.citation_heads import SUPRA, YEAR, Known
from whence.works import NAME, Kin, Written, any_of, letters, outside

_LABELS = r"(?:pp?|fols?|paras?|arts?|chaps?|ch|secs?|nos?|cols?|S|Bl|Sp|n)\.\s?|(?:[Aa]rticles?|at)\s|§§?\s?|[ivxlc]{1,7}\.\s"
_BARE = r"(?!(?:1[4-9]|20)\d\d\b)(?>\d[\d–-]*)(?![/.:]\d|/|(?:st|nd|rd|th)\b|\s[A-ZÀ-Þ])"  # no year, no day, no '37th Congress'
_PLACE = re.compile(
    rf"[,.]?\s?\(?(?:[Vv]ols?\.\s?[\divxlc]+[.,]*\s)?(?:(?:{_LABELS})(?:\d[\d–-]*|[ivxlc]+(?!\w))|{_BARE})"
    r"(?:n(?:\d+|(?!\w))|[rv](?!\w))?(?:\(\w{1,3}\))*(?:(?:,\s|\sand\s)(?:n\.\s)?\d[\d–-]*(?!\s?[A-Z(\w]))*\)?"
)
_CLOSED = re.compile(r"[)”\".;,]*\s*(?:[).;]|$)")
_NAMED = re.compile(
    rf"(?<![\w’'.-])(?P<name>{NAME}),?\s(?:\(?(?=[“\"‘'«„]|[A-ZÀ-Þ\d]|pp?\.|fols?\.|paras?\.|arts?\.|S\.|[ivxlc]+\.))"
)
# what stands before a name that is but the end of another, or of several
_MORE_BEFORE = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]*|\b(?:and|or|of|&|et|und|y|e|de|von|zu|on))\s$")
_IN_FULL = re.compile(
    r",?\s?(?:no\.\s\d+\s?)?\([^()]*(?:1[4-9]|20)\d\d"
)  # an imprint, or the year of a volume
_NOT_HERE = re.compile(
    r"\b(?:review\sof|Rez(?:ension)?\b|compte\srendu|recensione|reseña|in:|dans\s|wie\sAnm|citée?s?\b)"
)
_AUTHOR_BEFORE = re.compile(r"[A-ZÀ-Þ][\w’'.-]*,?\s[“\"‘'«„]?$")
_PLAIN = re.compile(r"[A-ZÀ-Þ][^,;:()“”\"]{2,80}?(?=,\s)")
_CITED = re.compile(r",?\s(?:op\.\s|art\.\s|loc\.\s)?cit\.(?=,)")
_LED = 3  # small words that make a sentence of what stands beside a reference
_AT_ONCE = 2  # characters between a name and a title


def embedded(w: Written, kin_: Kin, known: Known) -> list[tuple[int, int]]:
    """Where the short references in a sentence stand; none where it is but one reference, or a full one, or one that leads back by a word for it."""
    if _NOT_HERE.search(w.words):
        return []
    found: list[tuple[int, int]] = []
    for start, end in sorted(
        {*_by_name(w, known), *_by_title(w, known), *_by_holder(w, known), *_by_ibid(w, kin_)}
    ):
        whole = w.words.count("(", start, end) == w.words.count(")", start, end)
        if (not found or start >= found[-1][1]) and whole and not _IN_FULL.match(w.words, end):
            found.append((start, end))
    if not found or YEAR.search(w.words, 0, found[0][0]):
        return []  # what stands before is a reference itself
    if any(
        not any(a <= m.start() < z for a, z in found)
        for p in (kin_.op_cit, kin_.loc_cit, SUPRA)
        for m in p.finditer(w.words)
    ):
        return []
    beside = (
        w.words[: found[0][0]]
        + " "
        + " ".join(
            w.words[a:z] for (_, a), (z, _) in zip(found, [*found[1:], (len(w.words), 0)], strict=True)
        )
    )
    return (
        found
        if sum(word.isalpha() and word.islower() for word in re.findall(r"[\w’']+", outside(beside))) >= _LED
        else []
    )


def _by_name(w: Written, known: Known) -> Iterator[tuple[int, int]]:
    """'Chase, p. 169', 'Cassar, “Clerks of the Lazaretto,” 133n18', 'Otieno, "Dawn raid"'."""
    for m in _NAMED.finditer(w.words):
        if not known.is_known(m["name"]) or _MORE_BEFORE.search(w.words, 0, m.start()):
            continue
        title = next((t for t in w.titles() if m.end() <= t[0] <= m.end() + _AT_ONCE), None)
        plain = None if title else _PLAIN.match(w.words, m.end())
        cited = plain is not None and known.is_cited(letters(plain[0])) and len(letters(plain[0])) > _AT_ONCE
        at = title[1] if title else plain.end() if cited and plain else m.end("name")
        again = _CITED.match(w.words, at)
        place = _PLACE.match(w.words, again.end() if again else at)
        closed = title and _CLOSED.match(w.words, at) and known.is_cited(letters(w.words[slice(*title)]))
        if place or closed:
            yield m.start(), place.end() if place else at


def _by_title(w: Written, known: Known) -> Iterator[tuple[int, int]]:
    """'made in *Life and Struggles*, p. 236', '(*Sealed Sea*, 171–72)'."""
    for start, end in w.titles():
        short = letters(w.words[start:end])
        place = _PLACE.match(w.words, end)
        if _AUTHOR_BEFORE.search(w.words, 0, start):
            continue  # 'the League, *Waiting Rooms*': it is somebody's
        if place and place[0].strip(" ,.") and len(short) > _LED and known.is_cited(short):
            yield start, place.end()


def _by_ibid(w: Written, kin_: Kin) -> Iterator[tuple[int, int]]:
    """'eine Ausnahme enthält § 14 (ebd., S. 31)'."""
    for m in re.finditer(r"[a-zà-þ\d]\s\((?P<inside>[^()]{2,60})\)", w.words):
        if kin_.ibid.match(m["inside"]):
            yield m.span("inside")


def _by_holder(w: Written, known: Known) -> Iterator[tuple[int, int]]:
    """'(ASLi, Sanità, 68, fols. 201r–210v)': what a bracket says of an archive."""
    if not known.holders:
        return
    for m in re.finditer(rf"\((?P<file>{any_of(frozenset(known.holders))},\s[^()]+)\)", w.words):
        yield m.span("file")
