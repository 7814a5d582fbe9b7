"""GUM (Zeldes 2017): entities in ten genres of English, as CoNLL-U with the entities in its last column. Mostly CC BY 4.0."""

import pathlib
import re
from collections.abc import Iterator

from training.corpora.discourse import attributions
from training.corpora.prepared import Mention, Prepared, prepared, referents

CLEAN = frozenset({"academic", "court", "interview", "news"})
_TYPES = {"person": "person", "organization": "organization", "place": "place", "event": "event"}
_PART = re.compile(r"\(([^()]+?)(\)|(?=\()|$)|([^()]+?)\)")


def texts(
    split: pathlib.Path, genres: frozenset[str] | None = None, discourse: bool = False
) -> Iterator[Prepared]:
    """The texts of a split; of some genres alone where they are given; ``discourse``: with their attributions."""
    for path in sorted(split.glob("*.conllu")):
        genre = path.stem.split("_")[1]
        if genres is not None and genre not in genres:
            continue
        yield text(path, discourse)


def text(path: pathlib.Path, discourse: bool = False) -> Prepared:
    """One text of its file."""
    chars, tokens = "", []
    order: list[str] = []
    paragraph, glued_to = False, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# global.Entity"):
            order = line.split("=")[1].strip().split("-")
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# sent_id"):
            chars = chars.rstrip(" ") + ("\n\n" if paragraph else " ") if chars else ""
            paragraph, glued_to, spaced = False, 0, True
        elif line and line[0].isdigit():
            cells = line.split("\t")
            if "-" in cells[0]:  # 'Byron's', of which two tokens follow, with no space between
                glued_to, spaced = int(cells[0].split("-")[1]), "SpaceAfter=No" not in cells[9]
            if "-" in cells[0] or "." in cells[0]:
                continue
            n = int(cells[0])
            tokens.append((len(chars), len(chars) + len(cells[1]), cells[3], n, int(cells[6]), cells[9]))
            space = "SpaceAfter=No" not in cells[9] if n > glued_to else spaced and n == glued_to
            chars += cells[1] + (" " if space else "")
    made = prepared(
        path.stem, chars, ("mentions", "chains", "attributions") if discourse else ("mentions", "chains")
    )
    if discourse:
        made.attributions = attributions([(t[0], t[1], t[3], t[5]) for t in tokens])
    made.types = frozenset({*_TYPES.values(), "other"})
    made.genre = path.stem.split("_")[1]
    made.mentions = list(_mentions(tokens, order))
    made.referents = referents(chars, made.mentions)
    return made


def _mentions(tokens: list[tuple[int, int, str, int, int, str]], order: list[str]) -> Iterator[Mention]:
    open_: list[tuple[str, str, int]] = []
    for n, token in enumerate(tokens):
        found = re.search(r"(?:^|\|)Entity=([^|]+)", token[5])
        if not found:
            continue
        value = found.group(1)
        for part in re.findall(r"\([^()]+\)|\([^()]+|[^()]+\)", value):
            if part.startswith("("):
                cells = part.strip("()").split("-")
                key, kind = cells[0], cells[1]
                if part.endswith(")"):
                    yield _mention(tokens, n, n, key, kind)
                else:
                    open_.append((key, kind, n))
            else:
                key = part[:-1]
                for at in range(len(open_) - 1, -1, -1):
                    if open_[at][0] == key:
                        _, kind, first = open_.pop(at)
                        yield _mention(tokens, first, n, key, kind)
                        break


def _mention(
    tokens: list[tuple[int, int, str, int, int, str]], first: int, last: int, chain: str, kind: str
) -> Mention:
    """A mention; its form by the tag of its head: the token whose own head lies outside."""
    inside = tokens[first : last + 1]
    low, high = inside[0][3], inside[-1][3]
    whole = low <= high  # a mention over two sentences has no head of its own
    head = next((t for t in inside if not (whole and low <= t[4] <= high)), inside[-1])
    form = {"PROPN": "name", "PRON": "pronoun"}.get(head[2], "nominal")
    if head[2] == "DET":
        form = "pronoun"
    if tokens[last][2] == "PART" and last > first:
        last -= 1  # the corpus takes the 's of an owner into his name; ACE, LitBank and readers do not
    return Mention(tokens[first][0], tokens[last][1], _TYPES.get(kind, "other"), form, chain)
