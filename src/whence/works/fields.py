"""fields: a reference string → its fields (author, title, date …), by a conditional random field (Lafferty et al. 2001).

The model was trained on AnyStyle's labelled references (BSD 2-Clause, Sylvester Keil) by ``training/references.py``; the names
of the fields are AnyStyle's. Words are what stands between blanks.
"""

import re
from collections.abc import Iterable
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
    return _tagged(words)[0]


def _tagged(words: list[str]) -> tuple[list[str], float]:
    """The tags of words, and how sure they are: their probability, a word's on average (the geometric mean)."""
    crfsuite: Any = import_module("pycrfsuite")
    tagger = _tagger()
    found: list[str] = tagger.tag(crfsuite.ItemSequence(signs(words)))
    return found, float(tagger.probability(found) ** (1 / max(1, len(found))))


def fields(reference: str) -> list[Field]:
    """The fields of a reference, in the order of its words; what is longer than any reference has none."""
    return parsed(reference)[0]


def parsed(reference: str) -> tuple[list[Field], float]:
    """The fields of a reference, and how sure they are, from 0 to 1."""
    words = list(_WORD.finditer(reference))
    if not words or len(words) > _MOST:
        return [], 0.0
    names, certainty = _tagged([w[0] for w in words])
    return joined([w.span() for w in words], names), certainty


def joined(spans: Iterable[tuple[int, int]], names: Iterable[str]) -> list[Field]:
    """Words with the names of their fields as fields: neighbours of one name are one."""
    found: list[Field] = []
    for (start, end), name in zip(spans, names, strict=True):
        if found and found[-1].name == name:
            found[-1] = Field(name, found[-1].start, end)
        else:
            found.append(Field(name, start, end))
    return found
