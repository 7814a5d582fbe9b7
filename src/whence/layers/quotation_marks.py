"""Quotation marks: which open, which close, which are apostrophes; nested, and broken over paragraphs.

Read are “ ”, ‘ ’, " ", ' ', « » (and » «), „ “ ”, ‚ ‘ ’, ‹ ›, 「 」, 『 』, and ” ” and » » as in Swedish and Finnish, and by slips of the hand.
"""

import re
from functools import lru_cache

from msgspec import Struct

_PAIRS = {
    "“": "”",
    "«": "»",
    "„": "“”",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
}
_SWEDISH = {"»": "«»", "”": "”"}
_SINGLE = frozenset("‘'‚")
_MARK = re.compile(r"[“”«»„‹›「」『』‘’‚\"']")
_ELIDED = re.compile(
    r"(?:tis|twas|twere|em|til|till|cause|bout|round|n|neath|gainst|cos|\d0s|\d\ds?)\b", re.IGNORECASE
)
_BEFORE_OPEN = frozenset("([{—–-/“‘„«\"'‹¿¡ \t\n\xa0")
_DEEPEST = 8  # quotations open at once
_TOO_LONG = 20_000


class Marked(Struct):
    """A stretch between quotation marks: with its marks, and the parts between them (one for each paragraph)."""

    start: int
    end: int
    inner: list[tuple[int, int]]
    depth: int


class _Open(Struct):
    mark: str
    at: int
    inner: list[tuple[int, int]]
    inner_start: int


class Unclosed(Struct, frozen=True):
    """An opening mark that nothing closes, or a closing one that nothing opened."""

    at: int
    opening: bool


@lru_cache(maxsize=2)
def find(chars: str, blocks: tuple[tuple[int, int], ...]) -> tuple[tuple[Marked, ...], tuple[Unclosed, ...]]:
    """The quotations between marks in the given blocks (start, end), and the marks without a partner.

    Two layers ask for them, one for each half; the last texts' answers are kept.
    """
    found: list[Marked] = []
    alone: list[Unclosed] = []
    stack: list[_Open] = []
    for n, (start, end) in enumerate(blocks):
        stack = _carried(chars, stack, start, end, alone)
        skip = start
        if stack:
            skip = stack[-1].inner_start
        for match in _MARK.finditer(chars, skip, end):
            _step(chars, match.start(), start, end, stack, found, alone)
        following = blocks[n + 1] if n + 1 < len(blocks) else None
        stack = _at_end(chars, stack, end, following, alone)
    alone.extend(Unclosed(o.at, True) for o in stack if o.mark not in _SINGLE)
    return tuple(sorted(found, key=lambda m: (m.start, -m.end))), tuple(sorted(alone, key=lambda u: u.at))


def _carried(chars: str, stack: list[_Open], start: int, end: int, alone: list[Unclosed]) -> list[_Open]:
    """What stays open from the paragraph before: its marks are repeated at the head of this one."""
    at = start
    for opened in stack:
        if not chars.startswith(opened.mark, at):
            break
        at += 1
    for opened in stack:
        opened.inner_start = at
    return stack


def _at_end(
    chars: str, stack: list[_Open], end: int, following: tuple[int, int] | None, alone: list[Unclosed]
) -> list[_Open]:
    """At a paragraph's end: open quotations go on where the next paragraph repeats the mark; others stay unclosed."""
    kept: list[_Open] = []
    at = following[0] if following else -1
    for opened in stack:
        goes_on = (
            following is not None and chars.startswith(opened.mark, at) and len(kept) == stack.index(opened)
        )
        if goes_on and end - opened.at < _TOO_LONG:
            if end > opened.inner_start:
                opened.inner.append((opened.inner_start, end))
            kept.append(opened)
            at += 1
        elif opened.mark not in _SINGLE:
            alone.append(Unclosed(opened.at, True))
    return kept


def _step(
    chars: str, at: int, start: int, end: int, stack: list[_Open], found: list[Marked], alone: list[Unclosed]
) -> None:
    mark = chars[at]
    before = chars[at - 1] if at > start else " "
    after = chars[at + 1] if at + 1 < end else " "
    if mark in "'’‘" and before.isalnum() and after.isalnum():
        return  # an apostrophe inside a word
    closes = _closes(chars, mark, before, after, stack, start, at, end)
    if closes is not None:
        for dropped in stack[closes + 1 :]:
            if dropped.mark not in _SINGLE:
                alone.append(Unclosed(dropped.at, True))
        opened = stack[closes]
        del stack[closes:]
        inner = [*opened.inner, (opened.inner_start, at)] if at > opened.inner_start else opened.inner
        inner = [(a, b) for a, b in inner if chars[a:b].strip()]
        if inner:
            found.append(Marked(opened.at, at + 1, inner, len(stack)))
        return
    if _opens(chars, mark, before, after, at, end, stack):
        if len(stack) >= _DEEPEST:
            dropped = stack.pop(0)
            if dropped.mark not in _SINGLE:
                alone.append(Unclosed(dropped.at, True))
        stack.append(_Open(mark, at, [], at + 1))
    elif mark in "”»" and not any(o.mark in "„«»" for o in stack):
        alone.append(Unclosed(at, False))


def _closes(
    chars: str, mark: str, before: str, after: str, stack: list[_Open], start: int, at: int, end: int
) -> int | None:
    """The number of the open quotation that this mark closes."""
    for k in range(len(stack) - 1, -1, -1):
        opened = stack[k]
        if mark not in _closing(opened.mark):
            continue
        if mark in "”»" and opened.mark == mark and before.isspace():
            continue
        if mark == '"' and (
            (before.isspace() and not after.isspace()) or (before in "([—–" and after.isalnum())
        ):
            continue
        if mark in "’'" and opened.mark in "‘'‚" and not _ends_single(chars, opened, before, after, at, end):
            return None
        return k
    return None


def _closing(mark: str) -> str:
    return _SWEDISH.get(mark) or _PAIRS[mark]


def _ends_single(chars: str, opened: _Open, before: str, after: str, at: int, end: int) -> bool:
    """Whether ’ or ' closes a single quotation rather than marking a plural possessive or a dropped letter."""
    if after.isalnum() or before.isspace():
        return False
    if before in ".,!?;:…)]" or after in '.,!?;:)]”"' or (before == "s" and after.isspace() is False):
        return True
    if before == "s" and after == " ":
        # 'the miners’ demands’': a later closing mark without another opening between makes this one a possessive
        window = chars[at + 1 : min(end, at + 200)]
        later = re.search(r"[^\s](?:’|')(?![A-Za-z])", window)
        opening = re.search(r"(?:^|[\s(])[‘']\w", window)
        return later is None or (opening is not None and opening.start() < later.start())
    return True


def _opens(chars: str, mark: str, before: str, after: str, at: int, end: int, stack: list[_Open]) -> bool:
    if mark not in _PAIRS and mark not in _SWEDISH:
        return False
    if after.isspace() and mark != "«":
        return False
    if mark in "‘'":
        if before not in _BEFORE_OPEN or not (after.isalnum() or after in '“"[….'):
            return False
        if _ELIDED.match(chars, at + 1) and not any(o.mark in '“"' for o in stack):
            return False
        closing = "’" if mark == "‘" else "'"
        return _has_partner(chars, at, end, closing)
    if mark == '"':
        return before in _BEFORE_OPEN or not before.isalnum()
    if mark == "”":
        begins = before in _BEFORE_OPEN and (after.isalnum() or after in "[…‘’")
        return begins and not stack and _has_partner(chars, at, end, mark)
    if mark == "»":
        return before in _BEFORE_OPEN and after.isalnum() and not stack
    if mark == "“":
        return not (stack and stack[-1].mark == "„")
    return True


_PARTNERS = {mark: re.compile(rf"(?<=\S){mark}(?!\w)") for mark in "’'”"}
_REACH = 4000  # characters within which a single mark is closed


def _has_partner(chars: str, at: int, end: int, closing: str) -> bool:
    """Whether a single opening mark is closed later in the paragraph."""
    return _PARTNERS[closing].search(chars, at + 2, min(end, at + _REACH)) is not None
