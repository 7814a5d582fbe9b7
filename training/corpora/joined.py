"""Joins words that a corpus keeps apart into text as it is printed, and keeps where each word then stands."""

import re
from collections.abc import Sequence

_NO_SPACE_BEFORE = re.compile(
    r"(?:[,.;:!?)\]%’”]|'(?:s|S|ll|re|ve|d|m|t)?|n't|n’t|’(?:s|ll|re|ve|d|m|t)|\.\.\.|…)$"
)
_NO_SPACE_AFTER = re.compile(r"[(\[“‘$£]$")
_TELLING = 15  # words behind a quotation that say who speaks, at most
_CLOSING = ("”", '"', "''", "'")
_OPENING = ("“", '"', "``", "'", "—")
_POINTS = (",", ".", ":", ";", "?", "!", "--", "'", '"')


def joined(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text of tokenised sentences, and for each token its first and last (excluded) character.

    Paragraphs, which such corpora have lost, begin where a sentence opens with a quotation mark and none is open, and between two
    quotations that touch (none of LitBank's train works gives both to one speaker). Words that nobody is named for go on where a
    sentence has just said who speaks: three of four such have the same speaker there.

    >>> joined([["“", "Well", ",", "”", "he", "said", "."], ["“", "Come", ".", "”"], ["“", "No", ".", "”", "“", "Do", ".", "”"]])[0]
    '“Well,” he said. “Come.”\\n\\n“No.”\\n\\n“Do.”'
    """
    goes_on = _going_on(sentences)
    parts: list[str] = []
    spans: list[list[tuple[int, int]]] = []
    at, open_marks, straight, single = 0, 0, False, False
    for number, words in enumerate(sentences):
        if number:
            closed = open_marks <= 0 and not (straight or single)
            opens = bool(words) and words[0] in _OPENING and number not in goes_on
            gap = "\n\n" if closed and (opens or number % 12 == 0) else " "
            parts.append(gap)
            at += len(gap)
        mine = []
        previous = ""
        for n, raw in enumerate(words):
            word = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}.get(raw, raw)
            glue = (
                n == 0 or bool(_NO_SPACE_BEFORE.fullmatch(word)) or bool(_NO_SPACE_AFTER.fullmatch(previous))
            )
            if word == '"':
                glue = n == 0 or straight  # a closing one joins the word before
                straight = not straight
            elif previous == '"':
                glue = straight or bool(_NO_SPACE_BEFORE.fullmatch(word))
            if word == "'" and (single or _opens(words, n)):
                glue = n == 0 or single
                single = not single
            elif previous == "'" and single:
                glue = True
            if word == "--" or previous == "--":
                glue = n == 0 or word not in ("“", "”")
            if not glue:
                gap = "\n\n" if n and _next_speaks(previous, word) else " "
                parts.append(gap)
                at += len(gap)
            open_marks += (word == "“") - (word == "”")
            parts.append(word)
            mine.append((at, at + len(word)))
            at += len(word)
            previous = word
        open_marks = max(0, open_marks)
        spans.append(mine)
    return "".join(parts), spans


def _opens(words: Sequence[str], n: int) -> bool:
    """Whether a straight single mark at a place opens a quotation: an apostrophe stands behind a word."""
    return n + 1 < len(words) and (n == 0 or words[n - 1] in _POINTS)


def _next_speaks(previous: str, word: str) -> bool:
    """Whether somebody else begins to speak inside a sentence: a quotation that touches the last one, a dash behind a colon."""
    return (previous in ("”", '"') and word in ("“", '"')) or (previous == ":" and word == "—")


def _going_on(sentences: Sequence[Sequence[str]]) -> frozenset[int]:
    """The sentences whose quotation, for which nobody is named, goes on a paragraph in which somebody was."""
    found = set()
    opened, told_in = (
        -1,
        -1,
    )  # the sentence in which a quotation opened a line; the last with words behind such a one
    for number, words in enumerate(sentences):
        if opened < 0 and words and words[0] in _OPENING:
            opened = number
        last = max((i for i, w in enumerate(words) if w in _CLOSING and (i or opened != number)), default=-1)
        if opened < 0 or last < 0:
            continue
        behind = len(words) - 1 - last
        if not behind and told_in == opened - 1:
            found.add(opened)
        asked = words[last - 1] == "?"  # another one answers
        told_in = number if 0 < behind <= _TELLING and not asked else -1
        opened = -1
    return frozenset(found)
