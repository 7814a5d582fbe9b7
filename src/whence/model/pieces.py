"""Pieces: a text cut into the vocabulary's word pieces (WordPiece, Schuster & Nakajima 2012), each with exact characters.

The vocabulary is uncased; how a word is written (case, digits) goes beside it as its shape.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LOWER, INITIAL, CAPITALS, MIXED, DIGITS, SIGN, OTHER = range(7)
SHAPES = 7
OUTSIDE, INSIDE, MARK = range(3)  # of quotation marks
_LONGEST_WORD = 60  # characters: what is longer is one unknown piece
_AT_ONCE = 20_000  # characters encoded at once; a longer sentence is cut at a space


class Pieces:
    """The pieces of a text: ``ids`` in the vocabulary, ``starts`` and ``ends`` as code points, ``shapes``, ``words``.

    ``words`` numbers the words: pieces of one word have the same number. ``sentences`` and ``blocks`` say in which one
    (of those given) a piece stands; ``quoted`` whether outside, inside or on quotation marks.
    """

    def __init__(
        self, ids: Ints, starts: Ints, ends: Ints, shapes: Ints, words: Ints, sentences: Ints, blocks: Ints, quoted: Ints
    ) -> None:  # fmt: skip
        self.ids, self.starts, self.ends, self.shapes = ids, starts, ends, shapes
        self.words, self.sentences, self.blocks, self.quoted = words, sentences, blocks, quoted

    def __len__(self) -> int:
        return len(self.ids)


class Cutter:
    """Cuts texts by a vocabulary: one piece a line, continuing ones with ``##``."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        from tokenizers import Tokenizer
        from tokenizers.models import WordPiece
        from tokenizers.normalizers import BertNormalizer
        from tokenizers.pre_tokenizers import BertPreTokenizer

        numbers = {piece: n for n, piece in enumerate(vocabulary)}
        self.start, self.stop, self.pad = numbers["[CLS]"], numbers["[SEP]"], numbers["[PAD]"]
        self._tokenizer: Tokenizer = Tokenizer(
            WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=_LONGEST_WORD)
        )
        self._tokenizer.normalizer = BertNormalizer()
        self._tokenizer.pre_tokenizer = BertPreTokenizer()

    def cut(
        self, chars: str, sentences: Sequence[tuple[int, int]], blocks: Sequence[tuple[int, int]],
        quotes: Sequence[tuple[int, int]],
    ) -> Pieces:  # fmt: skip
        """The pieces of the sentences, in their order. ``quotes`` are spans with their marks; all spans code points."""
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        words: list[int] = []
        shapes: list[int] = []
        numbers: list[int] = []
        for number, (first, last) in enumerate(sentences):
            for begin, end in _parts(chars, first, last):
                encoded: Any = self._tokenizer.encode(chars[begin:end], add_special_tokens=False)
                base = words[-1] + 1 if words else 0
                shape_of: dict[int, int] = {}
                for n, (a, b), word in zip(encoded.ids, encoded.offsets, encoded.word_ids, strict=True):
                    if word not in shape_of:
                        left, right = encoded.word_to_chars(word)
                        shape_of[word] = shape(chars[begin + left : begin + right])
                    ids.append(n)
                    starts.append(begin + a)
                    ends.append(begin + b)
                    words.append(base + word)
                    shapes.append(shape_of[word])
                    numbers.append(number)
        at = np.array(starts, dtype=np.int64)
        return Pieces(
            np.array(ids, dtype=np.int64), at, np.array(ends, dtype=np.int64), np.array(shapes, dtype=np.int64),
            np.array(words, dtype=np.int64), np.array(numbers, dtype=np.int64), _within(at, blocks), _quoted(at, quotes),
        )  # fmt: skip


def shape(word: str) -> int:
    """How a word is written.

    >>> shape("Nyâbâti") == INITIAL, shape("UN") == CAPITALS, shape("1921") == DIGITS
    (True, True, True)
    """
    if not any(c.isalnum() for c in word):
        return SIGN
    if word.isdigit():
        return DIGITS
    if word.islower():
        return LOWER
    if word.isupper():
        return CAPITALS if len(word) > 1 else INITIAL
    if word[0].isupper() and word[1:].islower():
        return INITIAL
    return MIXED if any(c.isupper() for c in word) else OTHER


def _parts(chars: str, first: int, last: int) -> list[tuple[int, int]]:
    """A sentence, or the parts of one that is very long."""
    parts = []
    while last - first > _AT_ONCE:
        cut = chars.rfind(" ", first + 1, first + _AT_ONCE)
        cut = cut if cut > first else first + _AT_ONCE
        parts.append((first, cut))
        first = cut
    return [*parts, (first, last)]


def _within(at: Ints, spans: Sequence[tuple[int, int]]) -> Ints:
    """The number of the span (sorted, apart from each other) in which each position stands; of the last before it."""
    return np.searchsorted(np.array([a for a, _ in spans], dtype=np.int64), at, side="right") - 1


def _quoted(at: Ints, quotes: Sequence[tuple[int, int]]) -> Ints:
    """Whether each position is outside, inside or on a mark of the quotations."""
    found = np.zeros(len(at), dtype=np.int64)
    for start, end in quotes:
        first, last = np.searchsorted(at, [start, end])
        found[first:last] = np.maximum(found[first:last], INSIDE)
        for mark in (start, end - 1):
            n = int(np.searchsorted(at, mark))
            if n < len(at) and at[n] == mark:
                found[n] = MARK
    return found
