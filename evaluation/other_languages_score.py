"""Who says what in other languages than English (``evaluation/other_languages``): texts by writers who had not seen the program; by language."""

import collections
import pathlib
import re
from collections.abc import Iterator

import whence
from whence.layers.document import Document, Quotation

HERE = pathlib.Path(__file__).parent / "other_languages"
_MARKS = " ,.;:¿¡«»“”„\"'‘’—–-…!?"


def score(path: pathlib.Path) -> dict[str, object]:
    """Quoted words (right, left open, wrong), indirect speech (found, too much), words that nobody says; of a file or all files of a folder."""
    counts: collections.Counter[str] = collections.Counter()
    wrong: list[str] = []
    for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
        for language, text, wanted in passages(file):
            document = whence.annotate(text, language=language)
            for what in _judged(document, wanted):
                counts[f"{language} {what[0]}"] += 1
                counts[f"all {what[0]}"] += 1
                if what[0] in ("wrong", "indirect too much", "nobody wrong"):
                    wrong.append(f"{language}: {what[1]}")
    languages = sorted({k.split()[0] for k in counts} - {"all"})
    return {of: _rates(counts, of) for of in ("all", *languages)} | {"wrong": wrong}


def passages(path: pathlib.Path) -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Language, text, and what is told of it: kind, words, who."""
    for part in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head = re.match(r"[^\n]*\n\s*language: (\w\w)\n", part)
        if head is None:
            raise ValueError(f"{path}: no language below “{part[:40]}”")
        text, _, told = part[head.end() :].partition("\n--\n")
        lines = re.findall(r"^(said|indirect|nobody): ([^|\n]*)(?:\| ?(.*))?$", told, flags=re.MULTILINE)
        yield head[1], text.strip("\n"), [(kind, _plain(words), _plain(who)) for kind, words, who in lines]


def _judged(document: Document, wanted: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """What each line of a passage comes to; and the indirect speech that no line has."""
    text = document.text
    segments = [(_plain(text[s.start : s.end]), q) for q in document.quotations for s in q.segments]
    contents = [
        (
            _plain(text[a.content[0].start : a.content[0].end]),
            _plain(text[a.source[0].start : a.source[0].end]),
        )
        for a in document.attributions
        if a.kind != "direct" and a.source
    ]
    for kind, words, who in wanted:
        quoted = next((q for said, q in segments if said.startswith(words) or _within(words, said)), None)
        if kind == "nobody":
            yield ("nobody wrong" if quoted and quoted.voice else "nobody right"), words
        elif kind == "said":
            yield _said(document, quoted, who), f"{words}: {who}"
        else:
            found = any(content.startswith(words) and _alike(source, who) for content, source in contents)
            yield ("indirect found" if found else "indirect missed"), f"{words}: {who}"
    known = [words for kind, words, _ in wanted if kind == "indirect"]
    for content, source in contents:
        if not any(content.startswith(words) for words in known):
            yield "indirect too much", f"{source}: {content[:40]}"


def _within(words: str, said: str) -> bool:
    return len(said) > 5 and words.startswith(said)


def _said(document: Document, quoted: Quotation | None, who: str) -> str:
    if quoted is None or quoted.use not in ("speech", "writing"):
        return "lost"
    if quoted.voice is None:
        return "rightly open" if who == "" else "open"
    told = [document.text[s.start : s.end] for s in quoted.told_by]
    return "right" if any(_alike(t, who) for t in (*told, _name(document, quoted.voice))) else "wrong"


def _name(document: Document, voice: str) -> str:
    """Who a voice is, in a name or the words that describe him."""
    record = next(v for v in document.voices if v.id == voice)
    names = {e.id: e.name for e in document.entities}
    if record.holders:
        return " ".join(names[h] for h in record.holders)
    return " ".join(document.text[s.start : s.end] for s in record.unnamed)


def _alike(made: str, who: str) -> bool:
    one, other = _plain(made).casefold(), who.casefold()
    return bool(one and other) and (one in other or other in one)


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(_MARKS)


def _rates(counts: "collections.Counter[str]", of: str) -> str:
    def of_kind(what: str) -> int:
        return counts[f"{of} {what}"]

    right, wrong = of_kind("right"), of_kind("wrong")
    named = right + wrong + of_kind("open") + of_kind("lost")
    found, missed = of_kind("indirect found"), of_kind("indirect missed")
    return (
        f"who speaks: told {right + wrong}, right {right}, of {named} ({of_kind('rightly open')} more rightly open); "
        f"indirect: {found} of {found + missed}, too much {of_kind('indirect too much')}; "
        f"nobody: {of_kind('nobody right')} of {of_kind('nobody right') + of_kind('nobody wrong')}"
    )
