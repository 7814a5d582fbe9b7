"""works_page: what documents rest on, set for the terminal and as rows: each work with the claims that lean on it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from whence.compare import SourcesOf
from whence.exports.listing import note_numbers
from whence.exports.results import Page

if TYPE_CHECKING:
    from whence.exports.tables import Row
    from whence.follow import Missing

COLUMNS = ("document", "work", "type", "notes", "locators", "claim", "place", "voice", "words")
_LONGEST = 240  # characters of a claim's words
_MOST = 4  # claims of a work that a page shows unless all are asked for


def sources_page(page: Page, found: Sequence[SourcesOf], every: bool = False) -> None:
    """Documents, what each rests on, and what stands there without a source."""
    for n, sources in enumerate(found):
        if n:
            page.gap()
        page.line((sources.title or sources.name, "bold"))
        page.line((_covered(sources), "dim"))
        for work in sources.works:
            page.gap()
            page.line((work.label, "bold"), indent=2)
            page.line((" · ".join(_facts(work.citations, work.notes, work.locators)), "dim"), indent=4)
            shown = work.claims if every else work.claims[:_MOST]
            for c in shown:
                words = (
                    c.words if len(c.words) <= _LONGEST else c.words[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
                )
                page.line((f"{c.place}  ", ""), (f"{c.voice}  ", "italic"), (words, ""), indent=4)
            if len(work.claims) > len(shown):
                page.line(
                    (f"… and {_more(len(work.claims) - len(shown))}; --all shows them", "dim"), indent=4
                )
            if not work.claims:
                page.line(("no claim was found that leans on it", "dim"), indent=4)


def _more(count: int) -> str:
    return f"{count} more claim{'s' * (count != 1)}"


def _covered(sources: SourcesOf) -> str:
    found = sources.cover
    if not found.words:
        return "no running text"
    if not found.covered:
        return "No note gives a source for anything in this text."
    told = f"Notes cover {found.share} % of {found.words:,} words"
    if not found.longest:
        return f"{told}."
    return f"{told}; the longest stretch without one has {found.longest:,}, from {sources.longest_at}."


def _facts(citations: int, notes: Sequence[str], locators: Sequence[str]) -> Iterator[str]:
    yield f"{citations} citation{'s' * (citations != 1)}"
    if notes:
        yield f"note{'s' * (len(notes) > 1)} {note_numbers(list(notes))}"
    if locators:
        yield ", ".join(locators[:8]) + (" …" if len(locators) > 8 else "")


def json_rows(found: Sequence[SourcesOf]) -> "Iterator[Row]":
    """A row a document, its works inside."""
    for sources in found:
        row: dict[str, Any] = msgspec.to_builtins(sources)
        row["share_without_source"] = (
            round(1 - sources.cover.covered / sources.cover.words, 3) if sources.cover.words else None
        )
        yield row


def csv_rows(found: Sequence[SourcesOf]) -> "Iterator[Row]":
    """A row for each claim and the work that it leans on; works on which none leans have a row of their own."""
    for sources in found:
        for work in sources.works:
            head = {
                "document": sources.name, "work": work.label, "type": str(work.csl.get("type", "")), "notes": list(work.notes),
                "locators": list(work.locators),
            }  # fmt: skip
            for c in work.claims:
                yield head | {
                    "notes": list(c.notes),
                    "claim": c.id,
                    "place": c.place,
                    "voice": c.voice,
                    "words": c.words,
                }
            if not work.claims:
                yield head


def missing_page(page: Page, found: "Sequence[Missing]") -> None:
    """A reading list: the works that are cited and not here, the most cited first."""
    for m in found:
        page.line((m.label, "bold"))
        facts = [
            f"{m.citations} citation{'s' * (m.citations != 1)} in {m.documents} document{'s' * (m.documents != 1)}",
            *([f"{m.quotations} with a quotation"] if m.quotations else []),
            *([f"maybe {m.path}"] if m.path else []),
            ", ".join(m.cited_in[:4]) + (" …" if len(m.cited_in) > 4 else ""),
        ]
        page.line((" · ".join(facts), "dim"), indent=4)
