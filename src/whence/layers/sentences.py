"""sentences: where they begin and end, inside the blocks. Rules over a language's abbreviations.

A sentence may end inside a quotation; a note marker that follows belongs to the sentence that it closes.
"""

import re
from functools import cache

from whence.lang import Lexicon, lexicon, words_of
from whence.layers.document import Block, Document
from whence.layers.step import Records, Step
from whence.text import Span, Text, trimmed

_END = re.compile(
    r"(?P<stop>\.\s?\.\s?\.(?:\s?\.)?|[.!?…。！？؟۔]+)"
    r"(?P<close>[\"'”’»)\]›]*)"
    r"(?P<marks>(?:\s?\[(?:\d{1,4}|[a-z*†‡]|i\d+|citation needed)\](?::\d+(?:[–-]\d+)?)?|[¹²³⁰⁴-⁹]+|\((?:\d{1,3})\)(?=\s|$)|(?<=[.!?”\"’])\d{1,3}(?=\s+[A-Z“\"]|\s*$))*)"
    r"(?=\s|$|[“\"«„‘(\[])"
)
_BEFORE = re.compile(r"[\w.&’'-]*$")


class _Abbreviations:
    """A language's abbreviations by what they may do."""

    def __init__(self, known: Lexicon) -> None:
        self.titles = known.words("abbreviations", "titles")
        self.inner = known.words("abbreviations", "inner")
        self.maybe = known.words("abbreviations", "maybe")
        self.dates = known.words("abbreviations", "months") | known.words("abbreviations", "weekdays")
        self.starters = frozenset(
            word
            for word, tags in known.tags.items()
            if tags[0] in ("O", "D", "P", "C", "S", "X", "R") and word != "i"
        )
        self.reporting = frozenset(
            form
            for form, verb in known.reporting.items()
            if "q" in verb.frames and verb.form in ("past", "third")
        )


@cache
def _abbreviations(language: str | None) -> _Abbreviations:
    return _Abbreviations(lexicon(language))


def annotate(doc: Document, text: Text) -> Records:
    """The sentences of every block, in order."""
    known = _abbreviations(doc.document.language)
    found: list[Span] = []
    for block in doc.blocks:
        found.extend(_sentences(text.chars, block, known))
    return {"sentences": tuple(found)}


def _sentences(chars: str, block: Block, known: _Abbreviations) -> list[Span]:
    spans: list[Span] = []
    start = block.start
    for match in _END.finditer(chars, block.start, block.end):
        if match.end() >= block.end:
            break
        if not _ends(chars, match, start, block, known):
            continue
        span = trimmed(chars, start, match.end())
        if span:
            spans.append(span)
        start = match.end()
    last = trimmed(chars, start, block.end)
    if last:
        spans.append(last)
    return spans


def _ends(chars: str, match: re.Match[str], start: int, block: Block, known: _Abbreviations) -> bool:
    """Whether a sentence ends with this stop."""
    at = match.end()
    while at < block.end and chars[at].isspace():
        at += 1
    if at >= block.end:
        return False
    follows = chars[at]
    opened = follows in "“\"«„‘'([‹¿¡—–-•"
    first = chars[at : min(block.end, at + 20)].lstrip("“\"«„‘'([‹¿¡—–- •")[:1] if opened else follows
    if first.islower():
        return False
    if (
        match["close"]
        and _is_cue(chars, at, known)
        and ('"' in match["close"] or "”" in match["close"] or "’" in match["close"] or "»" in match["close"])
    ):
        return _is_introduced(chars, match, start)
    stop = match["stop"]
    if stop != ".":
        return not ("." in stop and not match["close"] and first.isdigit())
    return _full_stop_ends(chars, match, start, at, known)


def _is_introduced(chars: str, match: re.Match[str], start: int) -> bool:
    """Whether a cue already stands before the quotation that closes here ('He said, “Can you read?” I said …')."""
    opening = max(chars.rfind(mark, start, match.start()) for mark in '“"«„‘')
    return opening > start and chars[start:opening].rstrip()[-1:] in (",", ":")


def _full_stop_ends(chars: str, match: re.Match[str], start: int, at: int, known: _Abbreviations) -> bool:
    """Whether a single full stop ends a sentence, by the word before it and the word after it."""
    before = _BEFORE.search(chars, max(start, match.start() - 40), match.start())
    word = (before[0] if before else "").lstrip(".-'’").lower()
    following = re.match(r"[“\"«„‘'(\[]*([\w’'-]+)", chars[at : at + 40])
    after = following[1] if following else ""
    head = chars[start : match.start()].strip(" ([])").lower()
    if (
        head == word
        and (word.isdigit() or not match["close"])
        and re.fullmatch(r"\d+|[ivxlc]{1,4}|[a-z]", word)
    ):
        return False  # '1. The first point', 'IV. The war'
    if re.fullmatch(r"[\[(]\w{1,4}[\])]", chars[start : match.start()].strip()):
        return False  # '[1]. ', the label of a note
    if match["marks"] or not word:
        return True
    if word in known.titles and not match["close"]:
        return False
    if word in known.inner:
        return bool(match["close"]) and after[:1].isupper() and word not in ("p", "pp", "no", "vol")
    if word in known.dates:
        return not after[:1].isdigit() and after.lower() in known.starters
    if word in known.maybe or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return after.lower() in known.starters and after[:1].isupper()
    if len(word) == 1 and word.isalpha() and not match["close"]:
        return (
            word == "i"
            and after.lower() in known.starters
            and chars[match.start() - 2 : match.start() - 1].isspace()
        )
    return True


def _is_cue(chars: str, at: int, known: _Abbreviations) -> bool:
    """Whether 'John asked' or 'said John' follows a quotation: it belongs to the quotation's sentence."""
    words = words_of(chars)
    i = words.first_from(at)
    for k in range(i, min(i + 4, len(words))):
        if words.lower[k] in known.reporting:
            return k > i and not (k == i + 1 and words.lower[i] in ("it", "this", "that"))
        if not (words.is_word(k) or words.lower[k] == "."):
            return False
        if k > i and not words.is_capital(k) and words.lower[k] not in (".",):
            return False
    return False


STEP = Step("sentences", needs=("blocks", "document"), makes=("sentences",), annotate=annotate)
