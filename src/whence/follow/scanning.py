"""scanning: which texts may hold which quotations: those that share three words in a row with them, at least twice in about one place.

All quotations are looked for at once: a text is read once, however many there are.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from whence.follow.collated import Collated
from whence.follow.placing import WordPlaces

if TYPE_CHECKING:
    import numpy as np

_GRAM = 3
SHORTEST = 5  # words of a quotation that is looked for everywhere
_SHORT = 7  # of which one gram is enough
_BIN = 32  # words: grams as far apart as they are in the quotation, give or take so many, belong together
_MOST = 400  # quotations that may stand in one text


class PlacesByNumber(WordPlaces):
    """Where the words of quotations stand in a text, by the numbers that a scanner gave them."""

    def __init__(self, source: Collated, ids: "np.ndarray", numbers: Mapping[str, int]) -> None:
        self.source = source
        self._ids, self._numbers = ids, numbers
        self._found: dict[str, Sequence[int]] = {}

    def single(self, word: str) -> Sequence[int]:
        """The numbers of a word."""
        import numpy as np

        if word not in self._found:
            number = self._numbers.get(word, 0)
            self._found[word] = np.flatnonzero(self._ids == number).tolist() if number else ()
        return self._found[word]


class Scanner:
    """Quotations, by number, whose grams are looked for. Those of fewer words than ``SHORTEST`` are not."""

    def __init__(self, quotations: Sequence[Sequence[str]]) -> None:
        import numpy as np

        self._ids: dict[str, int] = {}
        self._need = [1 if len(q) <= _SHORT else 2 for q in quotations]
        held: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
        for number, words in enumerate(quotations):
            if len(words) < SHORTEST:
                continue
            ids = [self._ids.setdefault(w, len(self._ids) + 1) for w in words]
            for at in range(len(ids) - _GRAM + 1):
                held.setdefault((ids[at], ids[at + 1], ids[at + 2]), []).append((number, at))
        self._size = len(self._ids) + 1
        ordered = sorted((self._code(gram), places) for gram, places in held.items())
        self._codes = np.array([code for code, _ in ordered], dtype=np.int64)
        counts = [len(places) for _, places in ordered]
        self._first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        flat = [pair for _, places in ordered for pair in places]
        self._numbers = np.array([n for n, _ in flat], dtype=np.int64)
        self._offsets = np.array([at for _, at in flat], dtype=np.int64)

    def _code(self, gram: tuple[int, int, int]) -> int:
        return (gram[0] * self._size + gram[1]) * self._size + gram[2]

    def ids(self, words: Collated) -> "np.ndarray":
        """The words of a text as numbers: 0 for those that no quotation has."""
        import numpy as np

        get = self._ids.get
        return np.array([get(w, 0) for w in words.forms], dtype=np.int64)

    def places(self, words: Collated) -> "PlacesByNumber":
        """Where the words of the quotations stand in a text."""
        return PlacesByNumber(words, self.ids(words), self._ids)

    def quotations_in(self, words: Collated) -> list[int]:
        """The numbers of the quotations that may stand among these words, those with most grams first."""
        import numpy as np

        if not len(self._codes) or len(words) < _GRAM:
            return []
        ids = self.ids(words)
        known = ids > 0
        at = np.flatnonzero(known[:-2] & known[1:-1] & known[2:])
        if not len(at):
            return []
        codes = (ids[at] * self._size + ids[at + 1]) * self._size + ids[at + 2]
        where = np.searchsorted(self._codes, codes)
        where[where == len(self._codes)] = 0
        hit = self._codes[where] == codes
        return self._voted(at[hit], where[hit])

    def _voted(self, at: "np.ndarray", where: "np.ndarray") -> list[int]:
        """Hits by quotation and by how far the text is shifted against it; the most hits in one such place."""
        import numpy as np

        counts = self._first[where + 1] - self._first[where]
        if not len(counts):
            return []
        repeated = np.repeat(at, counts)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        flat = np.repeat(self._first[where], counts) + within
        numbers, offsets = self._numbers[flat], self._offsets[flat]
        shift = (repeated - offsets + 1_000_000) // _BIN
        places, votes = np.unique(numbers * 4_000_000 + shift, return_counts=True)
        best: dict[int, int] = {}
        for place, n in zip(places.tolist(), votes.tolist(), strict=True):
            number = place // 4_000_000
            best[number] = max(best.get(number, 0), n)
        kept = [(-n, number) for number, n in best.items() if n >= self._need[number]]
        return [number for _, number in sorted(kept)[:_MOST]]


_ALONE = 60  # texts that are scanned before it pays to ask other processes
_PROCESSES = 2
_WAITING = 6  # texts that are with them at once


def scan(scanner: Scanner, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, list[int]]]:
    """Path, text and the quotations that may stand in it, in the order of the texts, whoever scanned them."""
    left = iter(texts)
    for n, (path, chars) in enumerate(left, 1):
        yield path, chars, scanner.quotations_in(Collated(chars))
        if n == _ALONE:
            break
    waiting: deque[tuple[str, str, Future[list[int]]]] = deque()
    first = next(left, None)
    if first is None:
        return
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn"), _begin, (scanner,)) as pool:
        waiting.append((*first, pool.submit(_scanned, first[1])))
        for path, chars in left:
            waiting.append((path, chars, pool.submit(_scanned, chars)))
            if len(waiting) > _WAITING:
                path, chars, found = waiting.popleft()
                yield path, chars, found.result()
        for path, chars, found in waiting:
            yield path, chars, found.result()


_scanner: Scanner | None = None  # of a process that scans for another


def _begin(scanner: Scanner) -> None:
    global _scanner
    _scanner = scanner


def _scanned(chars: str) -> list[int]:
    assert _scanner is not None
    return _scanner.quotations_in(Collated(chars))
