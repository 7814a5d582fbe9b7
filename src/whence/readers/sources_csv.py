"""sources.csv: a table that says of each document what its file does not: a row a file, in any separator that spreadsheets write."""

import csv
import io
import re
from collections.abc import Iterator

from whence.readers.encoding import cleaned, decode
from whence.readers.said import Said
from whence.readers.unreadable import Unreadable

NAME = "sources.csv"
COLUMNS = ("file", "author", "title", "date", "publisher", "url", "retrieved", "language", "tags")
_SEPARATORS = ",;\t|"
_EDTF = re.compile(r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[~?%]?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MOST_SHOWN = 60

csv.field_size_limit(1_000_000)


def read_csv(raw: bytes) -> Iterator[tuple[int, str, Said, list[str]]]:
    """The rows: line number, file, what is said of it, and sentences on what is wrong with the row.

    Raises Unreadable where the table as a whole cannot be used.
    """
    chars, _ = cleaned(decode(raw)[0])
    if not chars.strip():
        raise Unreadable("is empty", "fill it in or take it away")
    head = chars.lstrip().splitlines()[0]
    rows = csv.reader(io.StringIO(chars, newline=""), delimiter=max(_SEPARATORS, key=head.count))
    try:
        columns = _columns(rows)
        wrong = [
            f"the column “{_cut(c)}” is not known and was left out (known are {', '.join(COLUMNS)})."
            for c in columns
            if c and c not in COLUMNS
        ]
        if wrong:
            yield rows.line_num, "", Said(), wrong
        for cells in rows:
            if any(c.strip() for c in cells):
                yield _row(rows.line_num, columns, cells)
    except csv.Error as error:
        raise Unreadable(
            f"is no table from line {rows.line_num} on ({error})", "save it as CSV again"
        ) from error


def _columns(rows: Iterator[list[str]]) -> list[str]:
    """The names of the columns, from the first line that says anything."""
    for cells in rows:
        if any(c.strip() for c in cells):
            columns = [c.strip().casefold() for c in cells]
            if "file" in columns:
                return columns
            break
    raise Unreadable(
        "has no column “file” in its first line", "write a template with: whence documents --template"
    )


def _row(line: int, columns: list[str], cells: list[str]) -> tuple[int, str, Said, list[str]]:
    cell = {name: value.strip() for name, value in zip(columns, cells, strict=False) if name in COLUMNS}
    wrong = []
    if len(cells) > len(columns) and any(c.strip() for c in cells[len(columns) :]):
        wrong.append(
            "it has more cells than the first line; put cells with separators between quotation marks."
        )
    file = cell.get("file", "")
    if not file:
        wrong.append("it names no file; fill in the column “file”.")
    for name in ("date", "retrieved"):
        if cell.get(name) and not is_date(cell[name]):
            wrong.append(
                f"“{_cut(cell.pop(name))}” in the column “{name}” is no date; write 1921, 1921-05 or 1921-05-04."
            )
    if cell.get("language") and not _LANGUAGE.fullmatch(cell["language"]):
        wrong.append(f"“{_cut(cell.pop('language'))}” is no code of a language; write en, de, fr and so on.")
    if cell.get("url") and not is_address(cell["url"]):
        wrong.append(f"“{_cut(cell.pop('url'))}” is no web address; write it with https:// or http://.")
    tags = tuple(dict.fromkeys(t.strip() for t in re.split(r"[;,|]", cell.get("tags", "")) if t.strip()))
    said = Said(**{k: cell.get(k) or None for k in COLUMNS if k not in ("file", "tags")}, tags=tags)
    return line, file, said, wrong


def is_date(words: str) -> bool:
    """Whether words are a date as lists write it: EDTF of a year, a month or a day that there is."""
    if not _EDTF.fullmatch(words):
        return False
    parts = [int(p) for p in words.strip("~?%").lstrip("-").split("-")]
    days = (
        31,
        29 if parts[0] % 4 == 0 and (parts[0] % 100 or parts[0] % 400 == 0) else 28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    )
    return len(parts) < 3 or parts[2] <= days[parts[1] - 1]


def is_address(words: str) -> bool:
    """Whether words are a web address; scripts and data are none."""
    return bool(re.fullmatch(r"https?://\S+", words, re.IGNORECASE))


def _cut(words: str) -> str:
    return words if len(words) <= _MOST_SHOWN else words[:_MOST_SHOWN] + "…"
