"""cited_works: notes of thirty-four documents and what each of their references is (tests/cited, written and marked by people who did not know the program):
how many references are found, cut rightly, led to the right work, and which of their fields are right."""

import json
import pathlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import whence
from whence.layers.document import Citation, Document, Note

# what the marked types are in CSL
_TYPES = {"archival": "manuscript", "letter": "personal_communication", "film": "motion_picture"}
_UNTITLED = ("archival", "letter", "interview")
_MOST = 0.6  # of a reference's characters that a citation must have
_FIGURES = (
    ("references found", "found", "references"), ("citations right", "right", "citations"), ("back references right", "led back", "back"),
    ("author", "author", "first"), ("title", "title", "titled"), ("type", "type", "typed"), ("year", "year", "dated"), ("locator", "locator", "placed"),
)  # fmt: skip
Marked = dict[str, Any]


def score(folder: pathlib.Path) -> dict[str, object]:
    """Figures in per cent for each document, and for all together."""
    found: dict[str, object] = {}
    total: Counter[str] = Counter()
    for gold in sorted(folder.glob("*.gold.jsonl")):
        name = gold.name.removesuffix(".gold.jsonl")
        path = next(p for p in (folder / f"{name}.md", folder / f"{name}.txt") if p.exists())
        counts = counted(whence.read(path), [json.loads(line) for line in gold.open(encoding="utf-8")])
        found[name] = _figures(counts)
        total += counts
    return {"all": _figures(total), **found}


def _figures(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {100 * counts[a] / max(1, counts[b]):.0f} ({counts[a]} of {counts[b]})" for name, a, b in _FIGURES)  # fmt: skip


def counted(doc: Document, gold: Sequence[Marked]) -> Counter[str]:
    """What of the marked references of a document was read rightly, and of how many."""
    notes = {n.label.strip("[]^."): n for n in doc.notes}
    counts: Counter[str] = Counter()
    pairs: list[tuple[Marked, Citation]] = []
    for row in gold:
        note = notes.get(str(row["note"]))
        inside = [c for c in doc.citations if note and c.note == note.id]
        counts.update({"references": len(row["refs"]), "citations": len(inside)})
        matched = list(_matched(doc, note, row["refs"], inside)) if note else []
        pairs += matched
        counts.update({"found": len(matched), "right": len({c.id for _, c in matched})})
    counts["back"] = sum(r["back"] for row in gold for r in row["refs"])
    for part in (_led_back(pairs), *(_fields(doc, r, c) for r, c in pairs)):
        counts.update(part)
    return counts


def _matched(
    doc: Document, note: Note, refs: Sequence[Marked], inside: Sequence[Citation]
) -> Iterator[tuple[Marked, Citation]]:
    """Each reference with the citation that has it, and no other one."""
    spans = list(_spans(doc.text[note.start : note.end], note.start, refs))
    for ref, span in zip(refs, spans, strict=True):
        shared = [(min(c.end, span[1]) - max(c.start, span[0]), c) for c in inside] if span else []
        most, citation = max(shared, key=lambda s: s[0], default=(0, None))
        if span is None or citation is None or most < _MOST * (span[1] - span[0]):
            continue
        others = [s for s in spans if s and s != span]
        if not any(min(citation.end, s[1]) - max(citation.start, s[0]) > 3 for s in others):
            yield ref, citation


def _spans(words: str, start: int, refs: Sequence[Marked]) -> Iterator[tuple[int, int] | None]:
    """Where the references stand, by their letters, one after the other."""
    at = [n for n, char in enumerate(words) if char.isalnum()]
    note = "".join(words[n].lower()[:1] for n in at)
    begin = 0
    for ref in refs:
        sought = "".join(c.lower()[:1] for c in ref["words"] if c.isalnum())
        place = max(note.find(sought, begin), -1)
        place = place if place >= 0 else note.find(sought)
        if place < 0 or not sought:
            yield None
            continue
        begin = place + len(sought)
        yield start + at[place], start + at[begin - 1] + 1


def _led_back(pairs: Sequence[tuple[Marked, Citation]]) -> Counter[str]:
    """The back references that lead to the work that was marked as theirs."""
    works: dict[str, Counter[str]] = defaultdict(Counter)
    for ref, citation in pairs:
        if not ref["back"] and citation.work:
            works[ref["work"]][citation.work] += 1
    first = {key: found.most_common(1)[0][0] for key, found in works.items()}
    return Counter(
        {"led back": sum(bool(c.work) and first.get(r["work"]) == c.work for r, c in pairs if r["back"])}
    )


def _fields(doc: Document, ref: Marked, citation: Citation) -> Counter[str]:
    """Which fields of a reference are right."""
    counts: Counter[str] = Counter()
    if ref["locator"]:
        value = _letters(citation.locator.value) if citation.locator else ""
        right = bool(value) and (value in _letters(ref["locator"]) or _letters(ref["locator"]) in value)
        counts.update({"placed": 1, "locator": right})
    if ref["back"]:
        return counts
    csl = next((w.csl for w in doc.works if w.id == citation.work), {})
    counts.update({"first": 1, "author": _is_author(ref["author"], csl)})
    if ref["title"] and ref["type"] not in _UNTITLED:
        own, wanted = _letters(csl.get("title")), _letters(ref["title"])
        right = own.startswith(wanted) or (wanted.startswith(own) and len(own) >= _MOST * len(wanted))
        counts.update({"titled": 1, "title": right and len(own) < len(wanted) + 80})
    if ref["type"] != "other":
        counts.update({"typed": 1, "type": csl.get("type") == _TYPES.get(ref["type"], ref["type"])})
    if ref["year"]:
        years = [part[0] for part in (csl.get("issued") or {}).get("date-parts", ())]
        counts.update({"dated": 1, "year": ref["year"] in years})
    return counts


def _is_author(wanted: str | None, csl: dict[str, Any]) -> bool:
    people = [p for role in ("author", "editor", "interviewer") for p in csl.get(role, ())]
    names = [n for n in (_letters(p.get("family") or p.get("literal")) for p in people) if n]
    if wanted is None:
        return "author" not in csl
    return any(n in _letters(wanted) or _letters(wanted) in n for n in names)


def _letters(words: Any) -> str:
    return re.sub(r"[\W_]+", "", str(words or "")).casefold()
