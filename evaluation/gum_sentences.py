"""Sentence boundaries on GUM (CoNLL-U): exact sentence spans, over blocks that Whence itself finds.

A document's text is its sentences, joined by a space, paragraphs (``# newpar``) apart by a blank line.
"""

import pathlib
from collections.abc import Callable

from whence.layers import blocks, sentences
from whence.layers.run import blank
from whence.text import Text

Spans = set[tuple[int, int]]


def load(folder: pathlib.Path) -> dict[str, tuple[str, Spans]]:
    """Document → its text and the spans of its sentences."""
    documents = {}
    for path in sorted(folder.glob("*.conllu")):
        chars, spans = "", set()
        new_paragraph = False
        tokens: list[str] = []

        def flush() -> None:
            nonlocal chars, tokens, new_paragraph
            if not tokens:
                return
            sentence = "".join(tokens).strip()
            if chars:
                chars += "\n\n" if new_paragraph else " "
            spans.add((len(chars), len(chars) + len(sentence)))
            chars += sentence
            tokens, new_paragraph = [], False

        skip = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newpar"):
                flush()
                new_paragraph = True
            elif not line:
                flush()
            elif not line.startswith("#"):
                columns = line.split("\t")
                if "." in columns[0]:
                    continue
                if "-" in columns[0]:
                    skip = int(columns[0].split("-")[1])
                elif int(columns[0]) <= skip:
                    continue
                else:
                    skip = 0
                tokens.append(columns[1] + ("" if "SpaceAfter=No" in columns[9] else " "))
        flush()
        documents[path.stem] = (chars, spans)
    return documents


def ours(chars: str) -> Spans:
    """The sentences that Whence finds."""
    text = Text(chars, "text/plain")
    doc = blank(text)
    doc = blank(text, blocks=blocks.annotate(doc, text)["blocks"])
    return {(s.start, s.end) for s in sentences.annotate(doc, text)["sentences"]}  # type: ignore[attr-defined]


def score(folder: pathlib.Path, split: Callable[[str], Spans] = ours) -> dict[str, float]:
    """Precision, recall and F1 of exact sentence spans, in percent."""
    right = found = gold_total = 0
    for chars, gold in load(folder).values():
        predicted = split(chars)
        right += len(predicted & gold)
        found += len(predicted)
        gold_total += len(gold)
    return {
        "P": round(100 * right / max(1, found), 1),
        "R": round(100 * right / max(1, gold_total), 1),
        "F1": round(200 * right / max(1, found + gold_total), 1),
        "sentences": gold_total,
    }
