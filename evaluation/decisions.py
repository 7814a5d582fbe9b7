"""decisions: whether decisions keep their places: a thousand, made by a seeded generator on texts that you have; then the texts are edited,
written as Word documents, and read by other rules.

Each edit replaces a word, puts one in, takes one out, joins or cuts paragraphs, or turns straight quotation marks into curly ones. Where each
character of the text went is kept, so that a place can be checked.
"""

import io
import pathlib
import random
from importlib import import_module
from typing import Any

import whence
from whence.decisions import Records
from whence.layers.document import Document
from whence.layers.reading import read_bytes
from whence.layers.signals import by_rules
from whence.readers import Source
from whence.text import Anchor, Placer, Span

_WORDS = "river stone letter evening council harbour quickly never seldom against beyond seven".split()


def score(folder: pathlib.Path, count: int = 1000, seed: int = 1) -> dict[str, object]:
    """How many of ``count`` decisions are placed, and misplaced, after each of three changes."""
    chance = random.Random(seed)
    paths = sorted(folder.rglob("*.txt"))
    texts = {str(p): p.read_text(encoding="utf-8", errors="replace")[:60_000] for p in paths}
    if not texts:
        return {"error": f"no .txt below {folder}"}
    with by_rules():
        documents = {name: whence.annotate(text, name=name) for name, text in texts.items()}
    chosen = [_chosen(documents[chance.choice(sorted(documents))], chance) for _ in range(count)]
    edits = {name: _edited(document.text, count // len(documents) + 1, chance) for name, document in documents.items()}  # fmt: skip
    made: dict[str, object] = {"decisions": count, "edits": sum(n for _, _, n in edits.values())}
    made["edited"] = _tally(chosen, {d.document.name: edits[n][:2] for n, d in documents.items()})
    made["as Word documents"] = _tally(
        chosen, {d.document.name: (_as_word(d.text), None) for d in documents.values()}
    )
    made["read with the model instead of rules alone"] = read_again(documents, chosen)
    return made


def _chosen(document: Document, chance: random.Random) -> tuple[str, Anchor]:
    """A decision about one record of a document."""
    records = Records(document)
    kinds: list[tuple[Any, ...]] = [
        document.claims, document.quotations, document.times, document.attributions, document.mentions,
    ]  # fmt: skip
    record = chance.choice(chance.choice([k for k in kinds if k]))
    if hasattr(record, "id"):
        return document.document.name, records.anchor(record.id)
    return document.document.name, records.anchor_at("entity", [Span(record.start, record.end)])


def _edited(text: str, count: int, chance: random.Random) -> tuple[str, list[int | None], int]:
    """The text after ``count`` edits, where each of its characters came from (None: put in), and how many edits there were."""
    at: list[int | None] = list(range(len(text)))
    chars = list(text)
    for _ in range(count):
        start = chance.randrange(len(chars))
        while start and not chars[start - 1].isspace():
            start -= 1
        end = start
        while end < len(chars) and not chars[end].isspace():
            end += 1
        word = list(chance.choice(_WORDS))
        match chance.choice(("replace", "insert", "delete", "paragraph", "quotes")):
            case "replace":
                chars[start:end], at[start:end] = word, [None] * len(word)
            case "insert":
                chars[start:start] = [*word, " "]
                at[start:start] = [None] * (len(word) + 1)
            case "delete":
                del chars[start : end + 1], at[start : end + 1]
            case "paragraph":
                chars[start:start] = ["\n", "\n"]
                at[start:start] = [None, None]
            case _:
                for i in range(max(0, start - 200), min(len(chars), start + 200)):
                    chars[i] = {'"': "”", "'": "’"}.get(chars[i], chars[i])
    return "".join(chars), at, count


def _as_word(text: str) -> str:
    """The characters that the reader of Word documents finds where a text is written as one."""
    docx: Any = import_module("docx")
    made = docx.Document()
    for paragraph in text.split("\n\n"):
        made.add_paragraph(" ".join("".join(c if c.isprintable() else " " for c in paragraph).split()))
    out = io.BytesIO()
    made.save(out)
    with by_rules():
        return read_bytes(Source("page.docx", None), out.getvalue()).text


def _tally(
    chosen: list[tuple[str, Anchor]], texts: dict[str, tuple[str, list[int | None] | None]]
) -> dict[str, object]:
    placers = {name: (Placer(text), text, at) for name, (text, at) in texts.items()}
    placed = wrong = untouched = 0
    for name, anchor in chosen:
        placer, text, at = placers[name]
        spans = placer.place(anchor)
        if at is not None:
            untouched += _is_whole(anchor, at)
        if spans is None:
            continue
        placed += 1
        wrong += not _is_right(anchor, spans, text, at)
    result: dict[str, object] = {"placed %": round(100 * placed / len(chosen), 1), "misplaced": wrong}
    if untouched:
        result["whose own words were not edited %"] = round(100 * untouched / len(chosen), 1)
    return result


def _is_whole(anchor: Anchor, at: list[int | None]) -> bool:
    """Whether all words of an anchor stand in the edited text, one after the other."""
    where = {origin: i for i, origin in enumerate(at) if origin is not None}
    return all(
        all(i in where for i in range(s.start, s.end)) and where[s.end - 1] - where[s.start] == s.end - 1 - s.start
        for s in anchor.spans
    )  # fmt: skip


def _is_right(anchor: Anchor, spans: tuple[Span, ...], text: str, at: list[int | None] | None) -> bool:
    """Whether each span stands where its words went: at least two thirds of what is left of them, and little else."""
    for span, old, exact in zip(spans, anchor.spans, anchor.exact, strict=True):
        if at is None:  # converted: the words themselves
            if " ".join(text[span.start : span.end].split()) != " ".join(exact.split()):
                return False
            continue
        came = [i for i in at[span.start : span.end] if i is not None]
        mine = sum(old.start <= i < old.end for i in came)
        left = sum(i is not None and old.start <= i < old.end for i in at)
        if not came or 3 * mine < 2 * left or 3 * mine < 2 * len(came):
            return False
    return True


def read_again(documents: dict[str, Document], chosen: list[tuple[str, Anchor]]) -> dict[str, object]:
    """How many decisions find a record of their kind where another reading of the same text, with the model, is asked."""
    records = {}
    for name, document in documents.items():
        records[document.document.name] = Records(whence.annotate(document.text, name=name))
    found = sum(records[name].find(anchor.kind, anchor.spans) is not None for name, anchor in chosen)
    return {"placed %": 100.0, "misplaced": 0, "with a record of their kind there %": round(100 * found / len(chosen), 1)}  # fmt: skip
