"""Attributions in history, not news: twenty pages drawn by chance from the footnoted documents, annotated by readers before the program read them.

What the readers marked and what the program found then were put together, shuffled, and judged right or wrong by other readers who
did not know where each came from. ``history.json`` keeps the places and the judgements, no words: a page a line, the spans of source,
cue and content in the text of the document as Whence reads it, what was judged right and what wrong. What the program finds now and
nobody has judged counts as wrong in the lower precision, and is left out of the upper one.
"""

import collections
import pathlib
from collections.abc import Iterator

import msgspec

import whence
from evaluation.attribution_pairs import Cover, Parts, is_whole, parts_of
from evaluation.marked_pages import Page, Places
from whence.layers.certainty import is_uncertain
from whence.layers.document import Document

KEPT = pathlib.Path(__file__).with_name("history.json")


class JudgedPage(Page, kw_only=True):
    """A page with the attributions in it that were judged."""

    right: tuple[Places, ...] = ()
    wrong: tuple[Places, ...] = ()


def score(folder: pathlib.Path) -> dict[str, object]:
    """Reads the documents that FOLDER has of those judged; raises ValueError where a text has changed since."""
    pages = msgspec.json.decode(KEPT.read_bytes(), type=list[JudgedPage])
    counts: collections.Counter[str] = collections.Counter()
    for name in sorted({p.document for p in pages}):
        if not (folder / name).exists():
            print(f"{name} is not in {folder}: its pages were not measured.")
            continue
        document = whence.read(folder / name)
        cover = Cover(document.text)
        for page in pages:
            if page.document == name:
                counts.update(_counted(page, document, cover))
    return {
        "attributions judged right": counts["places"],
        "shown": _rates(counts, "shown"),
        "all": _rates(counts, "all"),
    }


def _rates(counts: collections.Counter[str], which: str) -> dict[str, float]:
    right, wrong = counts[f"{which} right"], counts[f"{which} wrong"]
    unjudged = counts[f"{which} unjudged"]
    return {
        "right": right, "wrong": wrong, "unjudged": unjudged,
        "P": round(100 * right / max(1, right + wrong), 1),
        "P, unjudged as wrong": round(100 * right / max(1, right + wrong + unjudged), 1),
        "R": round(100 * counts[f"{which} places"] / max(1, counts["places"]), 1),
    }  # fmt: skip


def _counted(page: JudgedPage, document: Document, cover: Cover) -> Iterator[str]:
    """What one page adds to the counts."""
    page.check(document.text)
    right = [_parts(p, cover) for p in page.right]
    wrong = [_parts(p, cover) for p in page.wrong]
    found: dict[str, set[int]] = {"shown": set(), "all": set()}
    for a in document.attributions:
        if not a.cue or not page.start <= a.cue[0].start < page.end:
            continue
        made = parts_of(a, cover)
        fits = [n for n, r in enumerate(right) if _is_same(made, r)]
        verdict = "right" if fits else "wrong" if any(_is_same(made, w) for w in wrong) else "unjudged"
        for which in ["all"] if is_uncertain(a) else ["all", "shown"]:
            found[which].update(fits)
            yield f"{which} {verdict}"
    for place in _by_place(right):
        yield "places"
        yield from (f"{which} places" for which, numbers in found.items() if numbers & place)


def _parts(places: Places, cover: Cover) -> Parts:
    source, cue, content = places
    return cover(source), cover(cue), cover(content)


def _is_same(a: Parts, b: Parts) -> bool:
    return bool(a[1] & b[1]) and is_whole(a, b)


def _by_place(right: list[Parts]) -> list[set[int]]:
    """The numbers of what was judged right, those with a common word in their cues together: one attribution, marked in several ways."""
    places: list[tuple[set[int], set[int]]] = []
    for n, parts in enumerate(right):
        for words, numbers in places:
            if words & parts[1]:
                words |= parts[1]
                numbers.add(n)
                break
        else:
            places.append((set(parts[1]), {n}))
    return [numbers for _, numbers in places]
