"""Dialogue behind dashes (``evaluation/dashes.txt``): passages in eight languages, written by people who had not seen the program; what is said in each, word for word."""

import collections
import pathlib
import re

import whence

HERE = pathlib.Path(__file__).parent / "dashes.txt"


def score(path: pathlib.Path = HERE) -> dict[str, object]:
    """Precision and recall of what is said, all of it right or wrong, by language; and what is missed or is none."""
    counts: collections.Counter[str] = collections.Counter()
    wrong: list[str] = []
    for title, language, passage, said in passages(path):
        document = whence.annotate(passage, language=language)
        turns = [q for q in document.quotations if q.why == "dash" and q.segments]
        read = [document.text[q.segments[0].start : q.segments[-1].end] for q in turns]
        wanted, found = (collections.Counter(map(_plain, words)) for words in (said, read))
        for of in (language, "all"):
            counts[f"{of} right"] += (wanted & found).total()
            counts[f"{of} wanted"] += wanted.total()
            counts[f"{of} found"] += found.total()
        wrong += [f"{title}: missed {words}" for words in (wanted - found).elements()]
        wrong += [f"{title}: is none {words}" for words in (found - wanted).elements()]
    languages = sorted({k.split()[0] for k in counts} - {"all"})
    return {of: _rates(counts, of) for of in ("all", *languages)} | {"wrong": wrong}


def passages(path: pathlib.Path) -> list[tuple[str, str, str, list[str]]]:
    """Title, language, text, and what is said in it, in order."""
    made = []
    for part in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        language, _, rest = rest.partition("\n")
        text, _, said = rest.partition("\n--\n")
        words = [line.removeprefix("said: ") for line in said.splitlines() if line.startswith("said: ")]
        made.append((title.strip(), language.removeprefix("language: ").strip(), text.strip("\n"), words))
    return made


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" ,.")


def _rates(counts: "collections.Counter[str]", of: str) -> str:
    right, found, wanted = (counts[f"{of} {what}"] for what in ("right", "found", "wanted"))
    return f"P {100 * right / max(1, found):.1f}, R {100 * right / max(1, wanted):.1f} ({right} of {wanted})"
