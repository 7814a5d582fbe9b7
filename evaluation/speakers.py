"""LitBank and PDNC: who speaks in each quotation: how many are right of all that people marked."""

import collections
import pathlib
from collections.abc import Callable, Iterable

from training.corpora import litbank, pdnc
from training.corpora.prepared import Prepared, Spoken

import whence
from whence.layers.document import Document, Quotation, Voice
from whence.names import plain

Who = Callable[[Document, Voice], frozenset[str]]


def litbank_score(split: pathlib.Path) -> dict[str, object]:
    """LitBank, one split. The speaker is right if most of his mentions are marked as the gold speaker's."""
    return _score((text, _by_chain(text)) for text in litbank.texts(split))


def pdnc_score(folder: pathlib.Path, novels: frozenset[str] | None = None) -> dict[str, object]:
    """PDNC, all novels of a folder or some. The speaker is right if one of his names is the character's."""
    return _score((text, _by_alias(folder / text.name)) for text in pdnc.texts(folder, novels))


def _score(texts: Iterable[tuple[Prepared, Who]]) -> dict[str, object]:
    counts: collections.Counter[str] = collections.Counter()
    for text, who in texts:
        document = whence.annotate(text.chars, name=text.name)
        voices = {v.id: v for v in document.voices}
        quotations = [q for q in document.quotations if q.form == "inline"]
        for spoken in text.spoken:
            kind = spoken.kind.lower() or "all of them"
            counts[f"{kind}, of"] += 1
            counts["of"] += 1
            found = _found(spoken, quotations)
            voice = voices.get(found.voice or "") if found else None
            counts["told"] += voice is not None
            for name in ("right", f"{kind}, right"):
                counts[name] += voice is not None and (
                    spoken.speaker in who(document, voice) or _is_narrator(spoken, voice, found)
                )
    rows = {
        kind: _share(counts[f"{kind}, right"], counts[f"{kind}, of"])
        for kind in ("explicit", "anaphoric", "implicit") if counts[f"{kind}, of"]
    }  # fmt: skip
    return {
        "quotations": counts["of"], "right": _share(counts["right"], counts["of"]),
        "right of those told": _share(counts["right"], counts["told"]), **rows,
    }  # fmt: skip


def _share(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)


def _found(spoken: Spoken, quotations: list[Quotation]) -> Quotation | None:
    """The quotation that covers most of the marked one; the innermost of several."""

    def covers(q: Quotation) -> int:
        return min(q.end, spoken.end) - max(q.start, spoken.start)

    near = [q for q in quotations if covers(q) > 0]
    return max(near, key=lambda q: (covers(q), q.start), default=None)


def _is_narrator(spoken: Spoken, voice: Voice, found: Quotation | None) -> bool:
    """Whether the text's own voice was told by a word ('I') that is marked as the speaker's."""
    told = found.told_by if found and voice.parent is None else ()
    return any(a < s.end and s.start < z for s in told for a, z in spoken.mentions)


def _by_chain(text: Prepared) -> Who:
    people = sorted((m for m in text.mentions if m.type == "person" and m.chain), key=lambda m: m.end)
    by_start = {m.start: m.chain for m in people}  # the longest from a place
    by_end = {m.end: m for m in sorted(people, key=lambda m: m.start)}  # the shortest up to a place

    def chain(start: int, end: int) -> list[str]:
        inside = [by_start[at] for at in range(start, end) if at in by_start]
        titled = by_end.get(end)  # 'Miss Gray', where Whence takes 'Gray' alone for the name
        return inside[:1] or ([titled.chain] if titled and titled.start < start else [])

    def who(document: Document, voice: Voice) -> frozenset[str]:
        spans = [(m.start, m.end) for m in document.mentions if m.entity in voice.holders]
        spans += [(s.start, s.end) for s in voice.unnamed]
        return _most(collections.Counter(c for start, end in spans for c in chain(start, end)))

    return who


def _by_alias(folder: pathlib.Path) -> Who:
    named: dict[str, set[str]] = collections.defaultdict(set)
    families: dict[str, set[str]] = collections.defaultdict(set)
    for character, names in pdnc.aliases(folder).items():
        for name in names:
            named[_bare(name)].add(character)
            families[(_bare(name).split() or [""])[-1]].add(character)
    for family, characters in families.items():
        if len(characters) == 1:
            named.setdefault(family, characters)

    def who(document: Document, voice: Voice) -> frozenset[str]:
        names = [n for e in document.entities if e.id in voice.holders for n in (e.name, *e.names)]
        names += [document.text[s.start : s.end] for s in voice.unnamed]
        return _most(collections.Counter(c for n in names for c in named.get(_bare(n), ())))

    return who


def _most(votes: collections.Counter[str]) -> frozenset[str]:
    """Those with most votes: two characters may share a name."""
    return frozenset(c for c in votes if votes[c] == max(votes.values()))


def _bare(name: str) -> str:
    return plain(name).removeprefix("the ").strip()
