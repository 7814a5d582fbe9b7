"""PolNeAR 1.0 (Newell, Margolin & Ruths 2018): attributions in political news; brat standoff, one annotator a text."""

import pathlib
import re
from collections.abc import Iterator

from training.corpora.prepared import Attribution, Prepared, Spans, prepared


def texts(split: pathlib.Path) -> Iterator[Prepared]:
    """The texts of a split, each with the marks of its first annotator in the order of the alphabet."""
    seen = set()
    for path in sorted((split / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if name in seen:
            continue
        seen.add(name)
        with (split / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = prepared(name, file.read(), ("attributions",))
        text.attributions, text.discarded = _marks(path)
        yield text


def _marks(path: pathlib.Path) -> tuple[list[Attribution], Spans]:
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    discarded: list[tuple[int, int]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            cells = line.rstrip("\r\n").split("\t")
            if re.match(r"T\d+$", cells[0]) and len(cells) > 1:
                kind, where = cells[1].split(" ", 1)
                spans[cells[0]] = tuple(
                    (int(a), int(b)) for a, b in (part.split() for part in where.split(";"))
                )
                if kind == "Discard":
                    discarded.extend(spans[cells[0]])
            elif re.match(r"E\d+$", cells[0]):
                events.append(cells[1].split())
    found = []
    for parts in events:
        roles: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
        for part in parts:
            role, number = part.split(":")
            roles.setdefault(re.sub(r"\d+$", "", role), []).extend(spans.get(number, ()))
        if roles["Cue"]:
            found.append(Attribution(*(tuple(sorted(roles[role])) for role in ("Source", "Cue", "Content"))))
    return found, tuple(discarded)
