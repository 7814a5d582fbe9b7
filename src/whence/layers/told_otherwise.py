"""told_otherwise: where a list (or the user) says of a document something else than the document says of itself."""

import re
from collections.abc import Iterator

from whence.layers.document import Dated, Problem
from whence.names import plain, tokens
from whence.text import Span

KIND = "told_differs"
_PAGE = 3_000  # characters


def told_otherwise(
    told: tuple[str | None, str | None, str | None, Dated | None],
    own: tuple[str | None, str | None, str | None, Dated | None],
    title: Span | None,
    chars: str,
) -> Iterator[Problem]:
    """Title, author, publisher and date as told and as the document's own words have them: a sentence where they differ.

    A shorter form does not differ: a title without its subtitle, a year beside a day, a name with an initial; nor do
    words that stand on the document's first or last page, where rules may have taken others for its title.
    """
    pages = plain(" ".join(f"{chars[:_PAGE]} {chars[-_PAGE:]}".split()))
    for name, one, other in zip(("title", "author", "publisher"), told[:3], own[:3], strict=True):
        if (
            isinstance(one, str)
            and isinstance(other, str)
            and not _stands(one, pages)
            and not _alike(one, other)
        ):
            spans = (title,) if name == "title" and title else ()
            yield Problem(
                KIND, spans, f"The {name} was told to be “{one}”; the document itself says “{other}”."
            )
    date, dated = told[3], own[3]
    if date and dated and not _same_time(date.edtf or date.value, dated.edtf or dated.value):
        where = (Span(dated.start, dated.end),) if dated.start is not None and dated.end is not None else ()
        yield Problem(
            KIND,
            where,
            f"The date was told to be {date.edtf or date.value}; the document itself says {dated.edtf or dated.value}.",
        )


def _stands(words: str, pages: str) -> bool:
    """Whether the words stand there, those between commas and their kin taken one by one."""
    parts = [plain(p) for p in re.split(r"[,;:()]", words)]
    return all(p in pages for p in parts if p)


def _alike(one: str, other: str) -> bool:
    """Whether all long words of the shorter form stand in the longer one; initials fit what begins with them."""
    short, long = sorted((tokens(one), tokens(other)), key=len)
    return not short or all(
        any(w == x or (min(len(w), len(x)) == 1 and w[0] == x[0]) for x in long) for w in short
    )


def _same_time(one: str, other: str) -> bool:
    """Whether one date may be the other, told less exactly; what is not said (X) fits anything."""
    a, b = (d.strip("~?%").split("-") for d in (one, other))
    return all("X" in x or "X" in y or x == y for x, y in zip(a, b, strict=False))
