"""Attributions in encyclopedia articles on wars (WikiWars): 56 pages drawn by chance, marked by readers before the program read them.

Nothing is trained on these articles. ``wars.jsonl`` keeps the places, no words: a page a line, and for each attribution the spans of source, cue and
content, those inside the content of others too. What the readers did not mark counts as wrong here, though not all of it is (see history.py).
"""

import collections
import html
import pathlib
import re

import whence
from evaluation.attribution_pairs import Cover, Parts, is_whole, paired, parts_of
from evaluation.marked_pages import MarkedPage, marked_pages
from whence.layers.certainty import is_uncertain
from whence.layers.document import Attribution, Document

KEPT = pathlib.Path(__file__).with_name("wars.jsonl")
_TAG = re.compile(r"<[^>]+>")


def score(folder: pathlib.Path) -> dict[str, object]:
    """Reads the articles; raises ValueError where a text is not the one that was marked."""
    pages = marked_pages(KEPT)
    counts: collections.Counter[str] = collections.Counter()
    for name in sorted({p.document for p in pages}):
        if not (folder / name).exists():
            print(f"{name} is not in {folder}: its pages were not measured.")
            continue
        document = whence.annotate(article(folder / name), name=name)
        cover = Cover(document.text)
        for page in pages:
            if page.document == name:
                counts.update(_counted(page, document, cover))
    return {
        "pages": len(pages),
        "marked": counts["gold"],
        "shown": _rates(counts, "shown"),
        "all": _rates(counts, "all"),
    }


def article(path: pathlib.Path) -> str:
    """The words of an article, without its tags."""
    words = re.search(r"<TEXT>(.*?)</TEXT>", path.read_text(encoding="utf-8"), re.DOTALL)
    return html.unescape(_TAG.sub("", words.group(1) if words else "")).strip("\n")


def _rates(counts: collections.Counter[str], which: str) -> dict[str, float]:
    right, made = counts[f"{which} right"], counts[which]
    return {
        "found": made, "P": round(100 * right / max(1, made), 1), "R": round(100 * right / max(1, counts["gold"]), 1),
    }  # fmt: skip


def _counted(page: MarkedPage, document: Document, cover: Cover) -> collections.Counter[str]:
    page.check(document.text)
    inside = [a for a in document.attributions if a.cue and page.start <= a.cue[0].start < page.end]
    gold = [(cover(source), cover(cue), cover(content)) for source, cue, content in page.attributions]
    counts = collections.Counter(gold=len(gold))
    for which, made in (("all", inside), ("shown", [a for a in inside if not is_uncertain(a)])):
        counts[which] += len(made)
        counts[f"{which} right"] += _right(made, gold, cover)
    return counts


def _right(made: list[Attribution], gold: list[Parts], cover: Cover) -> int:
    parts = [parts_of(a, cover) for a in made]
    return sum(is_whole(parts[n], g) for n, g in paired(parts, gold))
