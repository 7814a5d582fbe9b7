"""Pseudonyms: other names in place of people's, throughout a document, for reports that travel.

Whoever is named in the list is replaced in every form that the document has of the name ('Ilse Morran', 'Morran'),
in the text, in what was found in it, and in what is known of it; spans follow. What the list does not name stays.
"""

import csv
import html
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from whence.layers.document import Document
from whence.names import PARTICLES, plain
from whence.text import Span

_SEPARATORS = ("\t", ";", "=", ",")
_LEAST = 3  # letters: a shorter form alone ('M.') is replaced only where it stands in the list
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
R = TypeVar("R")


class BadList(ValueError):
    """What is wrong with a list of pseudonyms, in a sentence."""


def pseudonym_list(words: str) -> dict[str, str]:
    """A list: a name and its pseudonym a line, with a comma, semicolon, tab or '=' between them. Raises BadList."""
    sign = max(_SEPARATORS, key=lambda s: sum(s in line for line in words.splitlines()))
    found: dict[str, str] = {}
    for n, cells in enumerate(csv.reader(io.StringIO(words), delimiter=sign), 1):
        cells = [" ".join(c.split()) for c in cells]
        if not any(cells) or cells[0].startswith("#") or (n == 1 and cells[0].casefold() == "name"):
            continue
        if len(cells) != 2 or not all(cells):
            raise BadList(f"line {n} is not a name and its pseudonym; write: Ilse Morran = Witness A")
        if cells[0] in found and found[cells[0]] != cells[1]:
            raise BadList(f"line {n} gives “{cells[0]}” a second pseudonym; keep one of them")
        found[cells[0]] = cells[1]
    if not found:
        raise BadList("names nobody; write a line a person: Ilse Morran = Witness A")
    return found


class Pseudonyms:
    """Replaces names. ``forms`` grows with what the documents call the people of the list."""

    def __init__(self, listed: dict[str, str], documents: Iterable[Document] = ()) -> None:
        self.forms: dict[str, str] = dict(listed)
        self._listed = {plain(name): name for name in listed}
        self._whole: dict[str, set[str]] = {name: set() for name in listed}  # whose names hold it
        self._seen: set[str] = set()
        self._made: re.Pattern[str] | None = None
        kinds: dict[str, str] = {}
        for document in documents:  # one at a time: a ledger's do not fit in memory together
            self.learn(document)
            kinds |= {
                plain(n): e.kind
                for e in document.entities
                for n in (e.name, *e.names)
                if plain(n) in self._listed
            }
        for name in listed:
            small = any(w in PARTICLES or w.isdigit() for w in plain(name).split())
            if kinds.get(plain(name), "other" if small else "person") == "person":
                self._shorter(name, listed[name])

    def _shorter(self, name: str, new: str) -> None:
        """A person's family name alone, with initials, and before the given name: a reader would know them by it."""
        words = re.sub(r"[,.]", " ", name).split()
        if len(words) < 2:
            return
        family, given = words[-1], words[:-1]
        initials = " ".join(f"{w[0]}." for w in given)
        for form in (
            f"{family}, {' '.join(given)}",
            f"{family} {' '.join(given)}",
            f"{initials} {family}",
            f"{given[0][0]}. {family}",
        ):
            self.forms.setdefault(form, new)
        held = self.forms.setdefault(family, new)
        if held != new and new not in held.split(" or "):
            self.forms[family] = f"{held} or {new}"  # two people of one family

    def learn(self, document: Document) -> None:
        """Takes every form of the listed people's names that a document has."""
        self._look_for(document)
        for entity in document.entities:
            forms = (entity.name, *entity.names)
            name = next((self._listed[plain(n)] for n in forms if plain(n) in self._listed), None)
            if name is not None:
                for form in forms:
                    if sum(c.isalpha() for c in form) >= _LEAST:
                        self.forms.setdefault(form, self.forms[name])
        self._made = None

    def _look_for(self, document: Document) -> None:
        """Notes which names of the list the document has, and whose."""
        for entity in document.entities:
            if entity.kind == "person":
                parts = set(plain(entity.name).split())
                for name, whole in self._whole.items():
                    if set(plain(name).split()) <= parts:
                        whole.add(entity.name)
        for name in self._whole:
            if name not in self._seen and re.search(_form(name), document.text, re.IGNORECASE):
                self._seen.add(name)

    def doubts(self) -> list[str]:
        """What its user should know of the list: names that stand nowhere, and those that several people bear."""
        found = [
            f"“{n}” stands nowhere: if it is misspelt, that person is still named; look before you send the page"
            for n in self._whole
            if n not in self._seen and not self._whole[n]
        ]
        for name, people in self._whole.items():
            others = sorted(p for p in people if plain(p) != plain(name))
            if " " not in name.strip() and len({plain(p) for p in others}) > 1:
                found.append(
                    f"“{name}” stands for {', '.join(others[:5])}: all became {self.forms[name]}; give each a line of their own"
                )
        return found

    def words(self, words: str) -> str:
        """Words with all names replaced."""
        return self._pattern().sub(self._new, words)

    def record(self, record: R) -> R:
        """A record (or list, or plain value) with all names in its words replaced; spans stay."""
        changed: R = _walk(record, self.words, lambda at, end=False: at)
        return changed

    def document(self, document: Document) -> Document:
        """A document with all names replaced, and every span moved to where its words are now."""
        pieces, cuts, at, size = [], [(0, 0, 0, 0)], 0, 0
        for match in self._pattern().finditer(document.text):
            new = self._new(match)
            pieces += [document.text[at : match.start()], new]
            size += match.start() - at
            cuts.append((match.start(), match.end(), size, size + len(new)))
            size += len(new)
            at = match.end()
        text = "".join([*pieces, document.text[at:]])
        moved = _Moved(cuts)
        facts = msgspec.structs.replace(document.document, id="", text_id="", bytes=0)
        blank = msgspec.structs.replace(document, text="", document=facts)
        changed: Document = _walk(blank, self.words, moved.at)
        return msgspec.structs.replace(changed, text=text)

    def left_in(self, page: str) -> list[str]:
        """The names that a page still holds, in its words or in any attribute."""
        seen = html.unescape(html.unescape(page))
        for sign in _HIDDEN:
            seen = seen.replace(sign, "")
        seen = re.sub(r"\s+", " ", unicodedata.normalize("NFC", seen))
        bare = re.sub(r"\s+", " ", re.sub(r"<[^<>]{0,4000}>", "", seen))
        news = sorted(set(self.forms.values()), key=len, reverse=True)
        for new in news:  # a pseudonym may hold a word of a name
            seen, bare = seen.replace(new, ""), bare.replace(new, "")
        return sorted({m.group() for where in (seen, bare) for m in self._pattern().finditer(where)})

    def _pattern(self) -> re.Pattern[str]:
        if self._made is None:
            forms = sorted(self.forms, key=lambda f: (-len(f), f))
            self._made = re.compile("|".join(_form(f) for f in forms), re.IGNORECASE)
        return self._made

    def _new(self, match: re.Match[str]) -> str:
        words = plain(re.sub(r"[\s_.\-–]+", " ", match.group()))
        for form, new in self.forms.items():
            if plain(re.sub(r"[.\-]+", " ", form)).split() == words.split():
                return new
        return next(iter(self.forms.values()))


def _form(name: str) -> str:
    """A pattern for a name, whatever stands between its words."""
    words = r"[\s_.\-–]+".join(_loose(w) for w in re.split(r"[\s\-]+", name) if w)
    return rf"(?<![^\W_])(?:{words})(?![^\W_])"


def _loose(word: str) -> str:
    """A pattern for a word in any case, with its accents or without, composed or not, hyphenated at a line's end or not."""
    letters = []
    for c in unicodedata.normalize("NFD", word):
        if unicodedata.combining(c):
            continue
        letters.append(
            f"(?:[{re.escape(c)}{re.escape(_composed(c))}]" + r"[\u0300-\u036f]*)"
            if c.isalpha()
            else re.escape(c)
        )
    return rf"[{_HIDDEN}]*".join(letters).replace("’", "['’]")


def _composed(letter: str) -> str:
    """All letters that are this one with an accent, from Latin-1 to Latin Extended Additional."""
    return _ACCENTED.get(letter.casefold(), "")


def _accented() -> dict[str, str]:
    found: dict[str, str] = {}
    for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        c = chr(number)
        base = unicodedata.normalize("NFD", c)[0]
        if base != c and base.isascii():
            found[base.casefold()] = found.get(base.casefold(), "") + c
    return found


_ACCENTED = _accented()


class _Moved:
    """Where characters are after the replacements; inside a replaced name its beginning, or its end."""

    def __init__(self, cuts: list[tuple[int, int, int, int]]) -> None:
        self._cuts = cuts
        self._starts = [c[0] for c in cuts]

    def at(self, position: int, end: bool = False) -> int:
        from bisect import bisect_left, bisect_right

        n = (bisect_left if end else bisect_right)(self._starts, position) - 1
        _, stop, new, new_stop = self._cuts[max(n, 0)]
        if position >= stop:
            return new_stop + position - stop
        return new_stop if end else new


def _walk(value: Any, words: Any, at: Any) -> Any:
    """A value with its words and its positions changed, through records, tuples and dictionaries."""
    if isinstance(value, str):
        return words(value)
    if isinstance(value, Struct):
        changed = {}
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            if name in ("start", "end") and isinstance(inner, int):
                changed[name] = at(inner, True) if name == "end" else at(inner)
            elif not isinstance(inner, int | float | None) or isinstance(inner, bool):
                changed[name] = _walk(inner, words, at)
        if isinstance(value, Span):
            return Span(changed["start"], max(changed["end"], changed["start"] + 1))
        return msgspec.structs.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_walk(v, words, at) for v in value)
    if isinstance(value, list):
        return [_walk(v, words, at) for v in value]
    if isinstance(value, dict):
        return {k: _walk(v, words, at) for k, v in value.items()}
    return value
