"""fields: a reference string → its fields (author, title, date …), by a conditional random field (Lafferty et al. 2001).

The model was trained on AnyStyle's labelled references (BSD 2-Clause, Sylvester Keil) by ``training/references.py``; the names
of the fields are AnyStyle's. Words are what stands between blanks.
"""

import re
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from msgspec import Struct

from whence.works.field_signs import signs

MODEL = "references.crf"
_WORD = re.compile(r"\S+")
_MOST = 400  # words: no reference has more


class Field(Struct, frozen=True):
    """A field: its name and the span of its words in the reference, punctuation with them."""

    name: str
    start: int
    end: int


@cache
def _model() -> bytes:
    return files("whence.works").joinpath(MODEL).read_bytes()


@cache
def _tagger() -> Any:
    crfsuite: Any = import_module("pycrfsuite")
    tagger = crfsuite.Tagger()
    tagger.open_inmemory(_model())  # it reads from these bytes as long as it lives
    return tagger


def tags(words: list[str]) -> list[str]:
    """The name of the field that each word belongs to."""
    crfsuite: Any = import_module("pycrfsuite")
    found: list[str] = _tagger().tag(crfsuite.ItemSequence(signs(words)))
    return found


def certainty() -> float:
    """The probability of the tags that were given last, a word's on average (their geometric mean)."""
    tagger = _tagger()
    found = tagger.tag()
    return float(tagger.probability(found) ** (1 / max(1, len(found))))


def fields(reference: str) -> list[Field]:
    """The fields of a reference, in the order of its words; what is longer than any reference has none."""
    words = list(_WORD.finditer(reference))
    if not words or len(words) > _MOST:
        return []
    found: list[Field] = []
    for word, name in zip(words, tags([w[0] for w in words]), strict=True):
        if found and found[-1].name == name:
            found[-1] = Field(name, found[-1].start, word.end())
        else:
            found.append(Field(name, word.start(), word.end()))
    return found
