"""Chains of voices, two and three deep: for how many passages every cue has the right chain (``evaluation/chains.txt``)."""

import pathlib

import whence
from whence.layers.document import Document
from whence.layers.naming import VoiceNames

HERE = pathlib.Path(__file__).parent / "chains.txt"


def score(path: pathlib.Path = HERE) -> dict[str, object]:
    """The share of passages that are right as a whole, and what is wrong in the others."""
    right, wrong = 0, []
    found = passages(path)
    for passage, wanted in found:
        document = whence.annotate(passage)
        missed = [
            f"{cue}: {chain} (read: {_read(document, cue)})"
            for cue, chain in wanted
            if not _holds(document, cue, chain)
        ]
        right += not missed
        wrong += [f"{passage[:70]} … {m}" for m in missed]
    return {"passages": len(found), "right": round(100 * right / max(1, len(found)), 1), "wrong": wrong}


def passages(path: pathlib.Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Passages with the cues and chains that are wanted of them."""
    text = "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    lines = text.strip().split("\n\n")
    made = []
    for block in lines:
        passage, _, wanted = block.partition("\n--\n")
        pairs = [tuple(p.strip() for p in line.split("|", 1)) for line in wanted.splitlines() if line.strip()]
        made.append((passage.strip(), [(p[0], p[1]) for p in pairs]))
    return made


def _holds(document: Document, cue: str, chain: str) -> bool:
    return chain in _chains(document, cue)


def _read(document: Document, cue: str) -> str:
    return "; ".join(_chains(document, cue)) or "nothing"


def _chains(document: Document, cue: str) -> list[str]:
    """The chains of the attributions whose cue (with the source before it, where the cue is given so) holds some words."""
    names = VoiceNames(document)
    voices = {v.id: v for v in document.voices}
    found = []
    for a in document.attributions:
        spans = sorted([*a.source, *a.cue], key=lambda s: s.start)
        if cue not in document.text[spans[0].start : spans[-1].end] or not a.voice:
            continue
        if not any(w in " ".join(document.text[s.start : s.end] for s in a.cue) for w in cue.split()[-1:]):
            continue
        made, at = [], voices.get(a.voice)
        while at is not None and at.parent is not None:
            made.append(names.name(at.id).strip("“”"))
            at = voices.get(at.parent)
        found.append(" < ".join([*made, "author"]))
    return found
