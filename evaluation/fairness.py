"""Fairness of reading: parties' names swapped, names of other cultures put in, 'she' for 'he': nothing else may change.

A metamorphic test (Chen et al. 1998) on the passages of ``tests/cases``: each variant is read, its names are put back, and what was
read is held against the reading of the passage itself.
"""

import collections
import pathlib
import re
from collections.abc import Iterator, Mapping

import whence
from whence.layers.certainty import shown
from whence.layers.document import Document
from whence.layers.name_lists import name_lists
from whence.layers.naming import VoiceNames

# given names of a man and of a woman, a family name
CULTURES = {
    "Arabic": ("Khalid", "Fatima", "Mansour"), "Chinese": ("Jianguo", "Meiling", "Zhang"), "Hindi": ("Rajesh", "Sunita", "Sharma"),
    "Persian": ("Dariush", "Shirin", "Karimi"), "Russian": ("Dmitri", "Olga", "Petrov"), "Spanish": ("Carlos", "Carmen", "Delgado"),
    "Turkish": ("Mehmet", "Ayşe", "Demir"), "Yoruba": ("Olumide", "Folake", "Adeyemi"), "Vietnamese": ("Minh", "Linh", "Nguyen"),
    "German": ("Friedrich", "Gudrun", "Becker"),
}  # fmt: skip
_OTHER = {"he": "she", "him": "her", "his": "her", "himself": "herself", "man": "woman", "father": "mother", "brother": "sister",
          "son": "daughter", "husband": "wife", "uncle": "aunt"}  # fmt: skip
_GENDERED = re.compile(r"\b(?:he|him|his|she|her|hers|Mrs|Mr|Miss|Sir|Lady)\b", re.IGNORECASE)
_NAMES = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)\b")


def score(folder: pathlib.Path) -> dict[str, object]:
    """The share of variants of the passages below a folder of cases that are read as the passages are."""
    counts: collections.Counter[str] = collections.Counter()
    changed: list[str] = []
    for passage in passages(folder):
        before = whence.annotate(passage)
        for kind, words, back in variants(passage, before):
            counts[kind] += 1
            same = reading(whence.annotate(words), back) == reading(before, {})
            counts[f"{kind}, same"] += same
            if not same:
                changed.append(f"{kind}: {' '.join(words.split())[:110]}")
    kinds = sorted(k for k in counts if not k.endswith(", same"))
    total = sum(counts[k] for k in kinds)
    return {
        "variants": total, "unchanged": round(100 * sum(counts[f"{k}, same"] for k in kinds) / max(1, total), 1),
        **{k: {"of": counts[k], "unchanged": round(100 * counts[f"{k}, same"] / counts[k], 1)} for k in kinds},
        "changed": changed,
    }  # fmt: skip


def passages(folder: pathlib.Path) -> Iterator[str]:
    """The passages of the cases."""
    for path in sorted(folder.glob("*.txt")):
        for case in re.split(r"^== .*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            yield case.split("\n--\n")[0].strip()


def variants(passage: str, before: Document) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Kind, words, and for each word put in the one that stood there."""
    people = [
        e.name for e in before.entities
        if e.kind == "person" and _NAMES.fullmatch(e.name) and not re.search(r"[^\w\s.]", e.name)
    ]  # fmt: skip
    if not people:
        return
    first = people[0].split()
    if len(people) > 1 and len({*first, *people[1].split()}) == 4:
        second = people[1].split()
        swap = dict(zip([*first, *second], [*second, *first], strict=True))
        if _is_woman(first[0]) == _is_woman(second[0]) or not _GENDERED.search(passage):
            yield "two parties swapped", _put(passage, swap), {v: k for k, v in swap.items()}
    woman = _is_woman(first[0])
    for n, (man_, woman_, family) in enumerate(CULTURES.values()):
        if (n - len(passage)) % len(CULTURES) not in (0, 3, 7):
            continue  # three cultures a passage, all of them over the passages
        given = {first[0]: woman_ if woman else man_, first[1]: family}
        if not {*given.values()} & set(passage.split()):
            yield "another culture", _put(passage, given), {v: k for k, v in given.items()}
    alone = len(people) == 1 and re.search(r"\b(?:he|his|him)\b", passage, re.IGNORECASE) and not woman
    if alone:
        other = {**_OTHER, **{k.capitalize(): v.capitalize() for k, v in _OTHER.items()}, first[0]: "Eleanor"}
        back = {v: k for k, v in other.items() if v not in ("her", "Her")} | {"her": "his", "Her": "His"}
        yield "she for he", _put(passage, other), back


def _is_woman(given: str) -> bool:
    row = name_lists("en").given.get(given)
    return bool(row) and row is not None and row[0] == "f"


def _put(words: str, other: Mapping[str, str]) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: other.get(m[0], m[0]), words)


def reading(document: Document, back: Mapping[str, str]) -> list[tuple[str, ...]]:
    """What was read, with the words that stood there before."""
    document = shown(document)
    names = VoiceNames(document)

    def words(spans) -> str:  # type: ignore[no-untyped-def]
        said = " | ".join(document.text[s.start : s.end] for s in spans)
        return re.sub(r"\bhi[sm]\b", "his", _put(said, back))

    found: list[tuple[str, ...]] = [
        (
            "attribution",
            a.kind,
            words(a.source),
            words(a.cue),
            words(a.content),
            _put(names.chain(a.voice), back),
        )
        for a in document.attributions
    ]
    found += [
        ("quotation", q.use, q.basis, words([q]), _put(names.chain(q.voice), back))
        for q in document.quotations
    ]
    return sorted(found)
