"""Back references: Ibid. and its kin in a dozen languages, from data files, a language a file (lang/references)."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct


class Kin(Struct, frozen=True):
    """The patterns of one language's texts: at the beginning of a reference, or after a name."""

    ibid: re.Pattern[str]
    idem: re.Pattern[str]
    op_cit: re.Pattern[str]
    loc_cit: re.Pattern[str]


@cache
def tables() -> dict[str, dict[str, Any]]:
    """What the data files say, by language."""
    folder = files("whence.lang").joinpath("references")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    return {
        n.removesuffix(".toml"): tomllib.loads(folder.joinpath(n).read_text(encoding="utf-8")) for n in names
    }


@cache
def kin(language: str | None) -> Kin:
    """The words of all languages, and those that only this language's texts use so."""
    words: dict[str, set[str]] = {"ibid": set(), "idem": set(), "op_cit": set(), "loc_cit": set()}
    for of, table in tables().items():
        for form in words:
            words[form].update(table.get(form, ()))
            if of == language:
                words[form].update(table.get(f"own_{form}", ()))
    ends = r"(?:\.|(?=[\s,;:)\]،_*]|$))"
    return Kin(
        *(re.compile(rf"(?:{_one_of(words[form])}){ends}", re.IGNORECASE) for form in ("ibid", "idem")),
        *(
            re.compile(rf"(?<!\w)(?:{_one_of(words[form])}){ends}", re.IGNORECASE)
            for form in ("op_cit", "loc_cit")
        ),
    )


def _one_of(words: set[str]) -> str:
    """Any of some words, the longest first; blanks and full stops inside may be left out."""
    spelled = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        parts = [p for p in re.split(r"[.\s]+", word) if p]
        # two letters are no initials: 'l. c.', not 'L. C. Smith'
        last = re.escape(parts[-1])
        if [len(p) for p in parts] == [1, 1]:
            last = f"(?-i:{last})"
        # 'a. g. e.' is no 'age': single letters keep their full stops
        spelled.append(
            "".join(re.escape(p) + (r"\.\s?" if len(p) == 1 else r"\.?\s?") for p in parts[:-1]) + last
        )
    return "|".join(spelled) or r"(?!)"
