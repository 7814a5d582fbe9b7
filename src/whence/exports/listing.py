"""Listing: numbers and words in a row, as a reader writes them."""

from collections.abc import Sequence


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Numbers as runs: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs


def note_numbers(labels: Sequence[str]) -> str:
    """Note labels as a reader writes them: '2–4, 7'."""
    if all(x.isdigit() for x in labels):
        return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs(sorted({int(x) for x in labels})))
    return ", ".join(labels)


def listed(words: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]
