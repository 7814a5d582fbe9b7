"""Sentence boundaries on GUM (CoNLL-U): exact sentence spans, over blocks that Whence itself finds.

A document's text is its sentences, joined by a space, paragraphs (``# newpar``) apart by a blank line.
"""

import pathlib
from collections.abc import Callable

from whence.layers import blocks, sentences
from whence.layers.run import annotate, blank
from whence.text import Text

Spans = set[tuple[int, int]]


class _Text:
    """A text that grows by sentences."""

    def __init__(self) -> None:
        self.chars = ""
        self.spans: Spans = set()
        self.new_paragraph = False
        self._tokens: list[str] = []
        self._until = 0  # the last part of a multi-word token, whose parts are passed over

    def line(self, line: str) -> None:
        """Takes one line of CoNLL-U."""
        if line.startswith("# newpar"):
            self.end()
            self.new_paragraph = True
        elif not line:
            self.end()
        elif not line.startswith("#"):
            number, form, *_, misc = line.split("\t")
            if "." in number:
                return
            if "-" in number:
                self._until = int(number.split("-")[1])
            elif int(number) <= self._until:
                return
            else:
                self._until = 0
            self._tokens.append(form + ("" if "SpaceAfter=No" in misc else " "))

    def end(self) -> None:
        """Ends the sentence."""
        sentence = "".join(self._tokens).strip()
        self._tokens = []
        self._until = 0
        if not sentence:
            return
        if self.chars:
            self.chars += "\n\n" if self.new_paragraph else " "
        self.spans.add((len(self.chars), len(self.chars) + len(sentence)))
        self.chars += sentence
        self.new_paragraph = False


def load(folder: pathlib.Path) -> dict[str, tuple[str, Spans]]:
    """Document → its text and the spans of its sentences."""
    documents = {}
    for path in sorted(folder.glob("*.conllu")):
        text = _Text()
        for line in path.read_text(encoding="utf-8").splitlines():
            text.line(line)
        text.end()
        documents[path.stem] = (text.chars, text.spans)
    return documents


def ours(chars: str) -> Spans:
    """The sentences that Whence finds."""
    text = Text(chars, "text/plain")
    doc = annotate(text, blank(text).document, (blocks.STEP, sentences.STEP))
    return {(s.start, s.end) for s in doc.sentences}


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
