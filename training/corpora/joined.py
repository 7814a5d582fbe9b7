"""Joins words that a corpus keeps apart into text as it is printed, and keeps where each word then stands."""

import re
from collections.abc import Sequence

_NO_SPACE_BEFORE = re.compile(
    r"(?:[,.;:!?)\]%’”]|'(?:s|S|ll|re|ve|d|m|t)?|n't|n’t|’(?:s|ll|re|ve|d|m|t)|\.\.\.|…)$"
)
_NO_SPACE_AFTER = re.compile(r"[(\[“‘$£]$")


def joined(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text of tokenised sentences, and for each token its first and last (excluded) character.

    Paragraphs, which such corpora have lost, begin where a sentence opens with a quotation mark and none is open.

    >>> joined([["“", "Well", ",", "”", "he", "said", ".", ]])[0]
    '“Well,” he said.'
    """
    parts: list[str] = []
    spans: list[list[tuple[int, int]]] = []
    at, open_marks, straight = 0, 0, False
    for number, words in enumerate(sentences):
        if number:
            opens = bool(words) and words[0] in ("“", '"', "``") and open_marks <= 0 and not straight
            gap = "\n\n" if opens or (number % 12 == 0 and open_marks <= 0 and not straight) else " "
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
            if word == "--" or previous == "--":
                glue = n == 0 or word not in ("“", "”")
            if not glue:
                parts.append(" ")
                at += 1
            open_marks += (word == "“") - (word == "”")
            parts.append(word)
            mine.append((at, at + len(word)))
            at += len(word)
            previous = word
        open_marks = max(0, open_marks)
        spans.append(mine)
    return "".join(parts), spans
