"""GUM's rhetorical relation *attribution* (Zeldes et al. 2025, eRST) as attributions: source and cue as its signals say, content
as the units of the sentence that depend on the one that is attributed."""

import re
from collections.abc import Sequence

from training.corpora.prepared import Attribution, Spans

Token = tuple[int, int, int, str]  # first and last character, number in its sentence, last column
_RELATION = re.compile(r"Discourse=([^|]+)")
_UNIT = re.compile(r"([\w-]+?)(?:_[mr])?:(\d+)(?:->(\d+))?:\d+:?(.*)")


def attributions(tokens: Sequence[Token]) -> list[Attribution]:
    """All that are marked in a document, in their order."""
    unit_of, sentence_of, units = [], [], {}
    unit = sentence = 0
    for token in tokens:
        sentence += token[2] == 1
        relation = _RELATION.search(token[3])
        found = _UNIT.match(relation.group(1).split(";")[0]) if relation else None
        if found:
            unit = int(found.group(2))
            units[unit] = (found.group(1), int(found.group(3) or 0), found.group(4))
        unit_of.append(unit)
        sentence_of.append(sentence)
    made = [
        _attribution(tokens, unit, units, unit_of, sentence_of)
        for unit, u in units.items()
        if u[0].startswith("attribution")
    ]
    return sorted((m for m in made if m), key=lambda m: m.cue)


def _attribution(
    tokens: Sequence[Token], unit: int, units: dict[int, tuple[str, int, str]], unit_of: Sequence[int], sentence_of: Sequence[int],
) -> Attribution | None:  # fmt: skip
    _, head, signals = units[unit]
    mine = {n for n, u in enumerate(unit_of) if u == unit}
    source = {n for n in _signalled(signals, "sem-atsrc") if n in mine}
    cue = {n for n in _signalled(signals, "lex-ind") if n in mine}
    if not cue or not mine:
        return None
    sentence = sentence_of[min(mine)]
    content = [
        n for n, u in enumerate(unit_of)
        if n not in mine and abs(sentence_of[n] - sentence) <= (u == head) and _below(u, head, unit, units)
    ]  # fmt: skip
    return (
        Attribution(_spans(tokens, sorted(source)), _spans(tokens, sorted(cue)), _spans(tokens, content))
        if content
        else None
    )


def _signalled(signals: str, kind: str) -> list[int]:
    """The tokens (from 0) that a kind of signal stands on: ``kind…-12,15-18-_``."""
    found: list[int] = []
    for part in signals.split("+"):
        numbers = re.match(rf"{kind}\w*-([\d,-]+?)-(?:_|[a-z]\w*)$", part)
        if numbers:
            for bit in numbers.group(1).split(","):
                ends = [int(n) for n in bit.split("-") if n]
                found += range(ends[0] - 1, ends[-1])
    return found


def _below(unit: int, head: int, attribution: int, units: dict[int, tuple[str, int, str]]) -> bool:
    seen = set()
    while unit and unit not in seen:
        if unit == attribution:
            return False
        if unit == head:
            return True
        seen.add(unit)
        unit = units.get(unit, ("", 0, ""))[1]
    return False


def _spans(tokens: Sequence[Token], chosen: Sequence[int]) -> Spans:
    spans: list[tuple[int, int]] = []
    last = -2
    for n in chosen:
        start, end = tokens[n][:2]
        if n == last + 1 and spans:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
        last = n
    return tuple(spans)
