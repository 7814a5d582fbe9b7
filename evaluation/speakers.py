"""LitBank and PDNC: who speaks in each quotation: how many are right of all that people marked."""

import collections
import pathlib
from collections.abc import Callable, Iterable

from training.corpora import litbank, pdnc
from training.corpora.prepared import Prepared, Spoken

import whence
from whence.layers.document import Document, Quotation, Voice
from whence.names import plain

Who = Callable[[Document, Voice], str | None]


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
            told = who(document, voice) if voice else None
            counts["told"] += told is not None
            for name in ("right", f"{kind}, right"):
                counts[name] += told == spoken.speaker
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


def _by_chain(text: Prepared) -> Who:
    by_start = {m.start: m.chain for m in text.mentions if m.type == "person" and m.chain}

    def who(document: Document, voice: Voice) -> str | None:
        chains: collections.Counter[str] = collections.Counter()
        for mention in document.mentions:
            if mention.entity in voice.holders:
                for at in range(mention.start, mention.end):
                    if at in by_start:
                        chains[by_start[at]] += 1
                        break
        for span in voice.unnamed:
            chains.update(by_start[at] for at in range(span.start, span.end) if at in by_start)
        return min(chains, key=lambda c: (-chains[c], c)) if chains else "?"

    return who


def _by_alias(folder: pathlib.Path) -> Who:
    named: dict[str, set[str]] = collections.defaultdict(set)
    for character, names in pdnc.aliases(folder).items():
        for name in names:
            named[_bare(name)].add(character)

    def who(document: Document, voice: Voice) -> str | None:
        names = [n for e in document.entities if e.id in voice.holders for n in (e.name, *e.names)]
        names += [document.text[s.start : s.end] for s in voice.unnamed]
        votes = collections.Counter(c for n in names for c in named.get(_bare(n), ()))
        return min(votes, key=lambda c: (-votes[c], c)) if votes else "?"

    return who


def _bare(name: str) -> str:
    return plain(name).removeprefix("the ").strip()
