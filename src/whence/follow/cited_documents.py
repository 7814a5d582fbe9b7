"""cited_documents: which of the documents at hand is the work that a note cites: linked, maybe, or not here.

An address or a DOI settles it; else title, authors and year do, as far as both sides tell them. What a person decided wins.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from whence.names.forms import plain

Verdict = Literal["linked", "maybe", "not_here", "itself"]
_SMALL = frozenset(
    "a an the of and in on at to for from by with or as its der die das des dem den ein eine und von zu im am le la les de du des "
    "et un une el los las y en del il lo gli e di da o os as do dos das em".split()
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_YEAR = re.compile(r"(?<!\d)1[0-9]{3}(?!\d)|(?<!\d)20\d\d(?!\d)")
BEGINNING = 700  # characters in which a title page has author, title and year
_DISTINCT = 3  # words of a title that nobody else's is likely to have


class Card(Struct, frozen=True):
    """What is known of a document as a whole: the path by which it is asked for, and what it says of itself; ``beginning``
    are its first words, where a title page has its title. A scan without a text layer is here, but has no text."""

    path: str
    name: str
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    url: str | None = None
    beginning: str = ""
    has_text: bool = True


class Link(Struct, frozen=True):
    """A work and the document that is it, in plain words why; ``others`` are further documents that may be it."""

    verdict: Verdict
    path: str | None
    why: str
    others: tuple[str, ...] = ()


class CitedDocuments:
    """Answers for the documents at hand. ``decided`` are people's choices: work key → path, or None for "it is none of these"."""

    def __init__(self, cards: Sequence[Card], decided: Mapping[str, str | None] | None = None) -> None:
        self._cards = {c.path: _Known(c) for c in sorted(cards, key=lambda c: c.path)}
        self._decided = dict(decided or {})
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._by_address: dict[str, list[str]] = defaultdict(list)
        for path, known in self._cards.items():
            for word in known.title | known.whole | known.file | known.first:
                self._by_word[word].add(path)
            for address in known.addresses:
                self._by_address[address].append(path)

    def link(self, csl: Mapping[str, Any], key: str, own: str) -> Link:
        """The document that a work is. ``key`` is the work's (``work_key``), ``own`` the path of the document that cites it."""
        if key in self._decided:
            path = self._decided[key]
            return Link("linked" if path else "not_here", path, "a person said so")
        for address in _addresses(csl):
            for path in self._by_address.get(address, ()):
                return Link("itself" if path == own else "linked", path, "the same address")
        wanted = _Wanted(csl)
        found = sorted(
            (-strength, path, why)
            for path in self._near(wanted)
            if (strength := (judged := wanted.judge(self._cards[path]))[0]) > 0
            for why in [judged[1]]
        )
        if not found:
            return Link("not_here", None, "no document here has its title or its address")
        best = -found[0][0]
        same = [path for strength, path, _ in found if -strength == best]
        _, path, why = found[0]
        if path == own:
            return Link("itself", path, why)
        if len(same) > 1:
            return Link("maybe", path, f"{why}; so do others", tuple(same[1:]))
        return Link("linked" if best >= 3 else "maybe", path, why, tuple(p for _, p, _ in found[1:3]))

    def _near(self, wanted: "_Wanted") -> list[str]:
        """The documents that share a rare word of the title: most words of it, at least."""
        counts: dict[str, int] = defaultdict(int)
        for word in wanted.title:
            for path in self._by_word.get(word, ()):
                counts[path] += 1
        need = max(1, (len(wanted.title) + 1) // 2)
        return sorted(path for path, n in counts.items() if n >= need)


class _Known:
    def __init__(self, card: Card) -> None:
        self.title = _words(_main(card.title or ""))
        self.whole = _words(card.title or "")
        self.first = _words(card.beginning[:BEGINNING])
        self.running = f" {_running(card.title or '')} | {_running(card.beginning[:BEGINNING])} "
        self.file = _words(re.sub(r"\.\w{1,5}$", "", card.name))
        self.people = frozenset(w for w in plain(card.byline or "").split() if len(w) > 2)
        self.years = frozenset(_YEAR.findall(card.date or ""))
        self.first_years = frozenset(_YEAR.findall(card.beginning[:BEGINNING]))
        self.addresses = frozenset(_address(card.url)) if card.url else frozenset()


class _Wanted:
    """A work as it is looked for."""

    def __init__(self, csl: Mapping[str, Any]) -> None:
        title = str(csl.get("title") or "")
        self.title = _words(_main(title))
        self.whole = _words(title)
        self.running = _running(_main(title))
        people = [*_people(csl.get("author")), *_people(csl.get("editor"))]
        self.people = frozenset(people)
        issued = csl.get("issued") or {}
        parts = issued.get("date-parts", [[]]) if isinstance(issued, dict) else [[]]
        self.years = frozenset(str(end[0]) for end in parts if end)

    def judge(self, known: _Known) -> tuple[int, str]:
        """How sure it is that a document is the work: 3 and more is linked, 1 and 2 maybe, 0 not; and why."""
        if not self.title:
            return 0, ""
        by_title = self.title == known.title or (self.whole and self.whole == known.whole)
        by_title = by_title or (
            len(self.title) >= _DISTINCT and bool(known.title) and self.title <= known.whole
        )
        by_file = self.title <= known.file
        by_first = len(self.running) > 7 and f" {self.running} " in known.running
        few = len(self.title) < _DISTINCT and len(self.running.split()) < _DISTINCT
        if by_first and few and not (by_title or by_file or self.people & known.first):
            by_first = False  # two common words among a hundred
        if not by_title and not by_file and not by_first:
            return 0, ""
        here = (
            known.people
            | (known.file if by_file else frozenset())
            | (known.first if by_first else frozenset())
        )
        same_people = bool(self.people & here)
        other_people = bool(self.people and known.people) and not same_people
        file_years = frozenset(w for w in known.file if _YEAR.fullmatch(w))
        years = known.years or file_years or (known.first_years if by_first else frozenset())
        same_year = bool(self.years & years)
        other_year = bool(self.years and years) and not same_year
        distinct = len(self.title) >= _DISTINCT
        strength = 1 + same_people * 2 + same_year + (distinct and (by_title or by_first)) - other_people * 2
        if not self.people and by_title and same_year:
            strength += 1
        if other_year and not same_people:
            strength -= 1
        where = "" if by_title else " in its file name" if by_file else " in its first words"
        why = [f"the same title{where}"]
        why += ["the same author"] if same_people else ["another author"] if other_people else []
        why += ["the same year"] if same_year else []
        why += [f"another year ({', '.join(sorted(years))}): perhaps another edition"] if other_year else []
        if not same_people and not same_year and not distinct:
            strength = min(strength, 2)
        return max(strength, 1), ", ".join(why)


def _running(words: str) -> str:
    """Words one after the other as titles are compared, whatever stands between them."""
    return " ".join(re.findall(r"[^\W_]+", plain(" ".join(words.split()))))


def _main(title: str) -> str:
    """A title without its subtitle."""
    return re.split(r"\s*[:;]\s|\s[–—]\s|\.\s", title, maxsplit=1)[0]


def _words(words: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W_]+", plain(" ".join(words.split()))) if w not in _SMALL)


def _people(people: Any) -> list[str]:
    """The family names of people; of an institution all longer words."""
    found = []
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict):
            name = plain(str(person.get("family") or person.get("literal") or ""))
            found += [w for w in name.split() if len(w) > 2]
    return found


def _addresses(csl: Mapping[str, Any]) -> Iterable[str]:
    if csl.get("DOI"):
        yield from _address(str(csl["DOI"]))
    if csl.get("URL"):
        yield from _address(str(csl["URL"]))


def _address(url: str) -> Iterable[str]:
    """What of an address is the same however it is written; of a DOI the DOI."""
    doi = _DOI.search(url)
    if doi:
        yield doi[0].lower().rstrip(".,;)")
        return
    bare = re.sub(r"^[a-z]+://(?:www\.)?|[?#].*$", "", url.strip().lower()).rstrip("/")
    if bare:
        yield bare
