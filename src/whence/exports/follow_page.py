"""follow_page: what was found of each quotation, for the terminal and as rows: the words here, the words there, what is different."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from whence.exports.results import Page
    from whence.exports.tables import Row
    from whence.follow import Difference, Followed, FoundAt, Paraphrased, Turn

COLUMNS = (
    "document", "place", "note", "words", "voice", "work", "cited", "answer", "source", "page", "place_there", "on_cited_page",
    "differences", "words_there", "left_outside", "whose_there", "elsewhere", "handed_on", "same_slips",
)  # fmt: skip
KIND_WORDS = {
    "spelling": "spelling and typography", "omission_marked": "words left out with an ellipsis", "omission": "words left out without one",
    "changed": "words changed", "added": "words added", "order": "order changed", "inflection": "tense or number changed",
    "negation": "a negation dropped or added", "joined": "joined from distant places", "emphasis": "emphasis",
    "insertion": "an insertion that says otherwise", "bracketed": "words in brackets",
}  # fmt: skip
MILD = frozenset({"spelling", "omission_marked", "bracketed"})
_LONGEST = 180  # characters of words on a page
_ALIKE = 4  # differences of one kind that are shown
_SHORT = 70  # of the words of a difference


def answer_words(f: "Followed") -> str:
    """What was found, in plain words. Nothing in them says who is right."""
    if f.answer == "differs" and f.found:
        kinds = {d.kind for d in f.found.differences}
        if kinds <= MILD:
            return f"found, but for {_listed(KIND_WORDS[k] for k in KIND_WORDS if k in kinds)}"
        return f"found with differences: {_listed(KIND_WORDS[k] for k in KIND_WORDS if k in kinds - MILD)}"
    if f.link == "itself" and f.answer == "not_here":
        return "the note leads to this document itself"
    if f.answer == "elsewhere":
        given = {"linked": "", "maybe": "", None: "no source given; "}.get(f.link, "source not here; ")
        return f"{given}found in another document"
    told = {
        "word_for_word": "found word for word", "nothing": "nothing found", "not_here": "source not here",
        "no_text": "the cited page has no text", "no_source": "no source is given, and no document here has it",
        "too_short": "too short to be looked for everywhere", "empty": "no words that could be looked for",
    }[f.answer]  # fmt: skip
    short = not f.searched and f.answer in ("nothing", "not_here", "no_text")
    return f"{told}; too short to be looked for elsewhere" if short else told


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    return ", ".join(found[:-1]) + (" and " if len(found) > 1 else "") + found[-1] if found else ""


def follow_page(
    page: "Page",
    found: "Sequence[Followed]",
    beside: "Sequence[Paraphrased]",
    titles: Mapping[str, str | None],
) -> None:
    """Documents, and in the order of the text their quotations and the claims that stand beside passages of a source."""
    from whence.follow import Followed

    for n, (document, group) in enumerate(groupby(_in_order(found, beside), key=lambda r: r.document)):
        if n:
            page.gap()
        inside = list(group)
        page.line(
            (titles.get(document) or document, "bold"),
            (f"  {document}" if titles.get(document) else "", "dim"),
        )
        page.line((_summary([r for r in inside if isinstance(r, Followed)]), "dim"))
        for r in inside:
            page.gap()
            if isinstance(r, Followed):
                _followed(page, r)
            else:
                _paraphrased(page, r)


def _summary(found: "Sequence[Followed]") -> str:
    """'12 quotations: 7 found word for word, 3 with differences …'."""
    counts = summary(found)
    told = [f"{n} {words}" for words, n in counts if n]
    total = len(found)
    return f"{total} quotation{'s' * (total != 1)}: {', '.join(told)}" if told else "no quotations"


def summary(found: "Sequence[Followed]") -> list[tuple[str, int]]:
    """How many quotations were found how, in plain words, each counted once; and how many of them have more to look at."""
    mild = [
        f
        for f in found
        if f.answer == "differs" and f.found and {d.kind for d in f.found.differences} <= MILD
    ]
    return [
        ("found word for word", sum(f.answer == "word_for_word" for f in found)),
        ("found but for spelling, ellipses or brackets", len(mild)),
        ("found with differences", sum(f.answer == "differs" for f in found) - len(mild)),
        ("found in another document", sum(f.answer == "elsewhere" for f in found)),
        ("not found in their source", sum(f.answer == "nothing" for f in found)),
        ("on pages without text", sum(f.answer == "no_text" for f in found)),
        ("whose source is not here", sum(f.answer == "not_here" for f in found)),
        ("without a source, found nowhere here", sum(f.answer == "no_source" for f in found)),
        ("not on the cited page", sum(bool(f.found and f.found.on_cited_page is False) for f in found)),
        (
            "with a word outside the cut that may turn the sense",
            sum(bool(f.found and f.found.turns) for f in found),
        ),
        (
            "somebody else’s words there",
            sum(bool(f.found and f.found.voice and f.found.voice.other) for f in found),
        ),
        ("too short or without words", sum(f.answer in ("too_short", "empty") for f in found)),
    ]


def _followed(page: "Page", f: "Followed") -> None:
    where = f"{f.place}, note {f.note}" if f.note else f.place
    page.line((f"{where}  ", ""), (f"{f.voice}  ", "italic"), (_cut(f.words, _LONGEST), ""), indent=2)
    if f.work_label:
        through = f"; seen in {f.through}" if f.through and f.through != f.work_label else ""
        maybe = " (maybe)" if f.link == "maybe" else " (this document itself)" if f.link == "itself" else ""
        document = f" = {f.source}{maybe}" if f.source else ""
        page.line((f"{f.work_label}{', ' + f.cited if f.cited else ''}{through}{document}", "dim"), indent=4)
    strong = "green" if f.answer == "word_for_word" else "yellow"
    page.line((answer_words(f), strong), (_where(f.found) if f.found else "", ""), indent=4)
    if f.found:
        _differences(page, f.found)
    for step in f.chain:
        on = (
            f"stands in {step.path}"
            if step.found
            else f"is not found in {step.path}"
            if step.path
            else "is not here"
        )
        page.line(
            (f"there it is given to {step.work}{', ' + step.cited if step.cited else ''}, which {on}", ""),
            indent=6,
        )
    for e in f.elsewhere:
        given = f", where it is given to {e.given_there}" if e.given_there else ""
        kinds = [KIND_WORDS[k] for k in KIND_WORDS if any(d.kind == k for d in e.differences)]
        page.line(
            (f"{'also in' if f.found else 'in'} {e.path}{_where(e)}{given}", ""),
            (f"  ({_listed(kinds)})" if kinds and f.found else "", "dim"),
            indent=6,
        )
        if f.found is None:
            _differences(page, e)
    if f.same_slips:
        page.line((f"with the same slip in {', '.join(f.same_slips)}", "yellow"), indent=6)


def _where(found: "FoundAt") -> str:
    page = f"p. {found.page}, " if found.page else ""
    cited = {True: ", the cited page", False: ", not the cited page", None: ""}[found.on_cited_page]
    return f"  {page}{found.place}{cited}"


def _differences(page: "Page", found: "FoundAt") -> None:
    for words, told in grouped(found.differences):
        page.line((f"{words}: ", "dim"), (told, ""), indent=6)
    for t in found.turns:
        page.line(
            (f"{turn_words(t)}: ", "yellow"), (f"“{t.words}” in “{_cut(t.context, _LONGEST)}”", ""), indent=6
        )
    if found.voice and found.voice.message:
        page.line((found.voice.message, "yellow"), indent=6)
        page.line((f"“{_cut(found.voice.passage, 2 * _LONGEST)}”", "dim"), indent=8)
    if found.bridged:
        page.line((f"bridged: {_listed(found.bridged)}", "dim"), indent=6)


def turn_words(t: "Turn") -> str:
    """Where a word stands that could turn the sense."""
    return "left out" if t.inside else "outside the cut"


def grouped(differences: "Sequence[Difference]") -> list[tuple[str, str]]:
    """The differences by their kinds, those that matter most last in the list of kinds; of many alike the first ones."""
    found = []
    for kind, words in KIND_WORDS.items():
        told = [difference_words(d) for d in differences if d.kind == kind]
        if told:
            more = f"; and {len(told) - _ALIKE} more" if len(told) > _ALIKE + 1 else ""
            found.append((words, "; ".join(told[:_ALIKE] if more else told) + more))
    return found


def is_fine(f: "Followed") -> bool:
    """Whether a quotation stands word for word where its note leads, with nothing beside it to look at."""
    found = f.found
    return bool(
        f.answer == "word_for_word" and found and not found.turns and found.on_cited_page is not False
        and not (found.voice and found.voice.other)
    )  # fmt: skip


def difference_words(d: "Difference") -> str:
    """One difference: the words here, the words there."""
    here, there = _cut(d.quoted, _SHORT), _cut(d.there, _SHORT)
    if d.kind == "joined" and not d.quoted:
        return f"{len(d.there.split())} words lie between"
    if here and there:
        return f"“{here}” here, “{there}” there"
    if here:
        return f"“{here}” here"
    return f"“{there}” there" if there else "the quotation says so"


def _paraphrased(page: "Page", p: "Paraphrased") -> None:
    where = f"{p.place}, note {p.note}" if p.note else p.place
    page.line(
        (f"{where}  ", ""), (_cut(p.words, _LONGEST), ""), ("  (a claim, no quotation)", "dim"), indent=2
    )
    page.line((f"{p.work_label}{', ' + p.cited if p.cited else ''} = {p.source}", "dim"), indent=4)
    for passage in p.beside.passages:
        at = f"p. {passage.page}, {passage.place}" if passage.page else passage.place
        page.line((f"{at}  ", ""), (f"“{_cut(passage.words, 2 * _LONGEST)}”", ""), indent=4)
    for words in p.beside.differing:
        page.line(("other numbers or dates: ", "yellow"), (words, ""), indent=4)


def _cut(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + " …"


def json_rows(found: "Sequence[Followed]", beside: "Sequence[Paraphrased]") -> "Iterator[Row]":
    """A record for each quotation and each claim, in the order of the text; ``kind`` says which."""
    from whence.follow import Followed

    for r in _in_order(found, beside):
        yield {"kind": "quotation" if isinstance(r, Followed) else "claim", **msgspec.to_builtins(r)}


def csv_rows(found: "Sequence[Followed]", beside: "Sequence[Paraphrased]") -> "Iterator[Row]":
    """The same as a table: the words of differences and places instead of records."""
    from whence.follow import Followed

    for r in _in_order(found, beside):
        made: dict[str, Any] = msgspec.to_builtins(r)
        yield {**made, **(_quotation_row(r) if isinstance(r, Followed) else _claim_row(r))}


def _in_order(found: "Sequence[Followed]", beside: "Sequence[Paraphrased]") -> "list[Followed | Paraphrased]":
    return sorted([*found, *beside], key=lambda r: (r.document, r.start, r.end))


def _quotation_row(f: "Followed") -> dict[str, Any]:
    found = f.found
    return {
        "work": f.work_label,
        "answer": answer_words(f),
        "page": found.page if found else None,
        "place_there": found.place if found else None,
        "on_cited_page": found.on_cited_page if found else None,
        "differences": [f"{KIND_WORDS[d.kind]}: {difference_words(d)}" for d in found.differences]
        if found
        else [],
        "words_there": found.words if found else None,
        "left_outside": [f"{t.words}: {t.context}" for t in found.turns] if found else [],
        "whose_there": found.voice.name if found and found.voice else None,
        "elsewhere": [f"{e.path}{_where(e)}" for e in f.elsewhere],
        "handed_on": [f"{step.work}: {step.path or 'not here'}" for step in f.chain],
    }


def _claim_row(p: "Paraphrased") -> dict[str, Any]:
    first = p.beside.passages[0]
    return {
        "work": p.work_label,
        "answer": "passages beside the claim",
        "page": first.page,
        "place_there": first.place,
        "differences": list(p.beside.differing),
        "words_there": first.words,
    }
