"""field_signs: what the parser of references looks at in each word of a reference: its letters, marks, numbers, lists.

The signs are strings, as CRFsuite takes them; training and reading make them by this one function.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from whence.lang import lexicon

_ROMAN = re.compile(r"[ivxlcdm]+\Z")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?\Z")
_RANGE = re.compile(r"[a-z]?\d+[-–—−‑][a-z]?\d+\Z", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[-–]?){1,4}\Z")
_LINK = re.compile(r"https?:|www\.|\w+\.(?:com|org|net|edu|gov|de|fr|uk|html?|pdf)\b", re.IGNORECASE)
_DOI = re.compile(r"doi|10\.\d{4,}/", re.IGNORECASE)
_ISBN = re.compile(r"[\d-]{9,}[\dxX]\Z")
_WITH_ISSUE = re.compile(r"\d+\s*\(\d+")
_MARKS = ".,;:!?()[]{}<>\"'“”„«»‘’‚‹›*_/–—-"
_OPENING = tuple('“"«„‘')
_CLOSED = re.compile(r"[”\"»“’][.,;:)]*\Z")


@cache
def table() -> dict[str, Any]:
    """The words that tell the parts of a reference."""
    words = files("whence.lang").joinpath("reference_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(words)


@cache
def _classes() -> dict[str, str]:
    listed = reversed(table()["classes"].items())
    return {word: name for name, words in listed for word in words.split()}


def signs(words: Sequence[str]) -> list[list[str]]:
    """The signs of every word of a reference, in order, its neighbours' among them."""
    own = [_Own(w) for w in words]
    places = _places(words)
    return [[*own[k].all, *places[k], *_around(own, k)] for k in range(len(words))]


def _around(own: "Sequence[_Own]", k: int) -> list[str]:
    """What a word's neighbours are, three to each side, alone and in pairs."""
    found = []
    for away in (-3, -2, -1, 1, 2, 3):
        at = k + away
        if not 0 <= at < len(own):
            found.append(f"{away}:edge")
            continue
        near = own[at]
        found += [f"{away}:{s}" for s in (near.near if abs(away) < 3 else near.far)]
    for a, b in ((-1, 0), (0, 1), (-2, -1), (1, 2), (-1, 1)):
        if k + a >= 0 and k + b < len(own):
            first, second = own[k + a], own[k + b]
            found.append(f"{a}{b}k:{first.kind}|{second.kind}")
            found.append(f"{a}{b}s:{first.shape}{first.tail}|{second.shape}{second.tail}")
    if k:
        found.append(f"-10w:{own[k - 1].plain}|{own[k].plain}")
    if k + 1 < len(own):
        found.append(f"01w:{own[k].plain}|{own[k + 1].plain}")
    return found


class _Own:
    """The signs of one word by itself."""

    __slots__ = ("all", "far", "kind", "near", "plain", "shape", "tail")

    def __init__(self, word: str) -> None:
        bare = word.strip(_MARKS)
        self.plain = _folded(bare)
        self.shape = _shape(bare)
        self.tail = _tail(word)
        self.kind = _kind(word, bare, self.plain)
        head = word[0] if not word[0].isalnum() else ""
        self.near = [
            f"w:{self.plain}",
            f"k:{self.kind}",
            f"s:{self.shape}",
            f"t:{self.tail}",
            f"h:{head}",
            *_listed(bare),
        ]
        self.far = [f"k:{self.kind}", f"t:{self.tail}", f"s:{self.shape}"]
        ends = [f"p{n}:{word[:n]}" for n in (1, 2, 3, 4)] + [f"e{n}:{word[-n:]}" for n in (1, 2, 3, 4)]
        ends += [f"x{n}:{self.plain[-n:]}" for n in (2, 3)]
        both = [f"kt:{self.kind}|{self.tail}", f"st:{self.shape}|{self.tail}", f"hk:{head}|{self.kind}"]
        self.all = ["bias", *self.near, *ends, *both, f"raw:{word}", f"len:{min(len(bare), 12)}"]


def _places(words: Sequence[str]) -> list[list[str]]:
    """Signs of where in the reference a word stands: how far on, in quotation marks or brackets, after what."""
    made = []
    quoted = bracketed = seen_in = seen_quote = False
    years = links = 0
    count = len(words)
    quotes = any(any(c in w for c in '“”"«»„') for w in words)
    late_year = any(_YEAR.match(w.strip("().,;:")) for w in words[2 * count // 3 :])
    for k, word in enumerate(words):
        opens = word.lstrip("([")[:1] in _OPENING and not quoted
        quoted = quoted or opens
        bracketed = bracketed or word[:1] in ("(", "[")
        plain = _folded(word.strip(".,;:()[]\"'“”"))
        made.append([
            f"at:{min(k, 6)}", f"left:{min(count - 1 - k, 6)}", f"tenth:{10 * k // count}", f"q:{quoted}", f"b:{bracketed}",
            f"qb:{quoted}{bracketed}", f"yr:{min(years, 2)}", f"in:{seen_in}", f"link:{min(links, 1)}", f"aq:{seen_quote}",
            f"hq:{quotes}", f"yrin:{min(years, 2)}{seen_in}{seen_quote}", f"ly:{late_year}{min(years, 1)}",
        ])  # fmt: skip
        if quoted and _CLOSED.search(word) and (len(word) > 2 or not opens):
            quoted, seen_quote = False, True
        if ")" in word or "]" in word:
            bracketed = False
        years += bool(_YEAR.match(plain))
        links += bool(_LINK.search(word))
        begins = word[0].isupper() or (k > 0 and words[k - 1][-1] in '.,;:”"')
        seen_in = seen_in or (plain in ("in", "dans", "en", "im") and k > 2 and begins)
    return made


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    flat = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in flat if not unicodedata.combining(c))
    return re.sub(r"\d", "0", plain) if len(plain) < 12 else re.sub(r"\d+", "0", plain)


def _shape(word: str) -> str:
    shape = re.sub(r"[^\W\d_]", lambda m: "A" if m[0].isupper() else "a", word)
    shape = re.sub(r"\d", "0", shape)
    return re.sub(r"(.)\1+", r"\1\1", shape)[:10]


def _tail(word: str) -> str:
    """The marks at the end of a word."""
    match = re.search(r"[^\w]+\Z", word)
    return match[0][:4] if match else ""


def _kind(word: str, bare: str, plain: str) -> str:
    """What a word looks like: a year, a range, a link, initials, or the class that lists it."""
    if not bare:
        return "mark"
    for name, found in (("doi", _DOI.search(word)), ("link", _LINK.search(word)), ("year", _YEAR.match(bare)),
                        ("range", _RANGE.match(bare)), ("isbn", _ISBN.match(bare))):  # fmt: skip
        if found:
            return name
    if bare.isdigit():
        return f"n{min(len(bare), 5)}"
    if _WITH_ISSUE.match(word):
        return "volno"
    listed = _classes().get(plain) or _classes().get(bare.casefold())
    if listed:
        return listed
    if _INITIALS.match(word.strip(",;:()")) and len(bare) < 8:
        return "initials" if "." in word or len(bare) == 1 else "caps"
    if _ROMAN.match(plain) and bare.isupper():
        return "roman"
    if any(c.isdigit() for c in bare):
        return "mixed"
    return "upper" if bare.isupper() else "title" if bare[0].isupper() else "lower"


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    known = lexicon("en")
    places = {w for place in known.listed("places") for w in place.split()}
    return frozenset(w for w in places if w[:1].isupper()), frozenset(
        w for g in known.listed("given_names") for w in g.split()
    )


@lru_cache(maxsize=4096)
def _listed(bare: str) -> tuple[str, ...]:
    places, given = _lists()
    return (*(("place",) if bare in places else ()), *(("given",) if bare in given else ()))
