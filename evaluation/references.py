"""Reference strings → fields, on AnyStyle's labelled references: exact fields, words, CSL types."""

import itertools
import pathlib
import re

from lxml import etree

from whence.works import field_items
from whence.works.fields import Field, joined, tags

HELD = 10  # every tenth reference of core.xml is not trained on
Labelled = tuple[list[str], list[str]]


def labelled(path: pathlib.Path) -> list[Labelled]:
    """The references of a file: words, and the field of each."""
    found = []
    for sequence in etree.parse(str(path), etree.XMLParser(resolve_entities=False)).getroot():
        words: list[str] = []
        names: list[str] = []
        for field in sequence:
            here = (field.text or "").split()
            words += here
            names += [str(field.tag)] * len(here)
        if words:
            found.append((words, names))
    return found


def plain(words: list[str]) -> str:
    """The letters and digits of a reference: two with the same ones are one reference."""
    return re.sub(r"\W", "", "".join(words)).lower()


def runs(words: list[str], names: list[str]) -> list[Field]:
    """Labels of words as fields of the words joined by blanks."""
    ends = itertools.accumulate(len(word) + 1 for word in words)
    return joined([(end - 1 - len(word), end - 1) for word, end in zip(words, ends, strict=True)], names)


def score(path: pathlib.Path) -> dict[str, object]:
    """Scores a file of references; of a folder, the tenth of its core.xml that was not trained on."""
    data = labelled(path) if path.is_file() else labelled(path / "core.xml")[::HELD]
    hits = given = found = words_right = words_all = types_right = whole = 0
    for words, names in data:
        read = tags(words)
        gold, mine = runs(words, names), runs(words, read)
        hits += len(set(gold) & set(mine))
        given, found = given + len(gold), found + len(mine)
        words_right += sum(a == b for a, b in zip(names, read, strict=True))
        words_all += len(words)
        reference = " ".join(words)
        types_right += field_items.kind(reference, gold) == field_items.kind(reference, mine)
        whole += names == read
    return {
        "references": len(data),
        "fields": {"P": _share(hits, found), "R": _share(hits, given), "F1": _share(2 * hits, given + found)},
        "words": _share(words_right, words_all),
        "types": _share(types_right, len(data)),
        "whole references": _share(whole, len(data)),
    }


def _share(a: int, b: int) -> float:
    return round(100 * a / max(1, b), 1)
