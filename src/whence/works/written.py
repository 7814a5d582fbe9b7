"""written: a stretch of a note as it is read: in one line, without the marks of italics; each character with its place, and what is set in italics."""

import re
from collections.abc import Sequence

from msgspec import Struct

_MARKS = re.compile(r"(?<!\w)[_*]+(?=\S)|(?<=\S)[_*]+(?!\w)")
_SET = re.compile(r"(?<!\w)(?P<mark>[_*]{1,3})(?=\S)(?P<inside>[^_*]{2,300}?)(?<=\S)(?P=mark)(?!\w)")
_ESCAPE = re.compile(r"\\(?=[\[\]\\*_.#()'\"-])")
_INSIDE = re.compile(
    r"[“„][^“”„]{1,300}[”“]|«[^«»]{1,300}»|»[^«»]{1,300}«|\"[^\"]{1,300}\"|(?<![\w’'])[‘'](?=[\w(])[^‘\n]{3,300}?[.,?!\w)][’'](?!\w)"
    r"|\([^()]{0,400}\)|\[[^\[\]]{0,300}\]"
)
QUOTED = re.compile(
    r"[“«„](?P<a>[^“”«»„]{3,300})[”»“]|»(?P<d>[^«»]{3,300})«|\"(?P<b>[^\"]{3,300})\"|(?<![\w’'])[‘'](?P<c>(?=[\w(¿¡])[^‘\n]{6,300}?[.,?!\w)])[’'](?!\w)"
)
Range = tuple[int, int]


class Written(Struct, frozen=True):
    """Words in one line. ``at``: where each character stands in the text; ``italics``: ranges of the words, in order."""

    words: str
    at: tuple[int, ...]
    italics: tuple[Range, ...] = ()

    def part(self, start: int, end: int) -> "Written":
        """A stretch of it, blanks at its ends left out."""
        while start < end and self.words[start].isspace():
            start += 1
        while end > start and self.words[end - 1].isspace():
            end -= 1
        inside = [
            (max(a, start) - start, min(z, end) - start) for a, z in self.italics if a < end and z > start
        ]
        return Written(self.words[start:end], self.at[start:end], tuple(r for r in inside if r[1] - r[0] > 1))

    def begins_italic(self, at: int) -> Range | None:
        """The words in italics that begin here, a mark of quotation or an article before them left out."""
        return next((r for r in self.italics if at <= r[0] <= at + 1 < r[1]), None)

    def blotted(self) -> str:
        """The words with what stands in quotation marks, brackets and italics blotted out, character for character."""
        words = list(outside(self.words))
        for a, z in self.italics:
            words[a + 1 : z] = "\0" * (z - a - 1)
        return "".join(words)

    def titles(self) -> list[Range]:
        """What is set in italics or in quotation marks, in order; italics inside quotation marks are not counted apart."""
        quoted = [m.span() for m in QUOTED.finditer(self.words)]
        alone = [r for r in self.italics if not any(a <= r[0] < z for a, z in quoted)]
        return sorted([*quoted, *alone])


def written(chars: str, start: int, end: int, marked: Sequence[Range] = ()) -> Written:
    """A stretch of a text. ``marked``: what the file itself sets in italics; marks such as ``*so*`` and ``_so_`` are understood too."""
    stretch = chars[start:end]
    dropped = {n for m in _MARKS.finditer(stretch) for n in range(*m.span())}
    dropped |= {m.start() for m in _ESCAPE.finditer(stretch)}
    italic = {n for m in _SET.finditer(stretch) for n in range(*m.span("inside"))}
    italic |= {n for a, z in marked for n in range(max(a, start) - start, min(z, end) - start)}
    words: list[str] = []
    at: list[int] = []
    ranges: list[Range] = []
    for n, char in enumerate(stretch):
        if n in dropped:
            continue
        if char.isspace():
            if not words or words[-1] == " ":
                continue
            char = " "
        if n in italic and (char != " " or (ranges and ranges[-1][1] == len(words))):
            if ranges and ranges[-1][1] == len(words):
                ranges[-1] = (ranges[-1][0], len(words) + 1)
            else:
                ranges.append((len(words), len(words) + 1))
        words.append(char)
        at.append(start + n)
    return Written("".join(words), tuple(at), tuple(ranges)).part(0, len(words))


def quoted_words(match: re.Match[str]) -> str:
    """What stands between the quotation marks of a match of QUOTED."""
    return next(g for g in match.groups() if g).strip(" ,.;")


def outside(words: str) -> str:
    """The words with what stands in quotation marks and brackets blotted out, character for character."""
    for _ in range(2):  # '(see “So it was”)'
        words = _INSIDE.sub(lambda m: m[0][0] + "\0" * (len(m[0]) - 2) + m[0][-1], words)
    return words
