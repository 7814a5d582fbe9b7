"""Tables: records as JSON Lines and as CSV, for other programs and for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

Row = Mapping[str, Any]


def json_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """One JSON object a row, a line each, in UTF-8."""
    for row in rows:
        yield msgspec.json.encode(row) + b"\n"


def csv_lines(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[bytes]:
    """CSV (RFC 4180) with a line of names, in UTF-8 with the mark by which spreadsheets know it.

    Several values in a cell stand with '; ' between them. A cell that a spreadsheet would run as a formula gets an
    apostrophe before it, as OWASP advises.
    """
    yield b"\xef\xbb\xbf" + _line(columns)
    for row in rows:
        yield _line([_cell(row.get(column)) for column in columns])


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f"'{value}" if value[:1] in tuple("=+-@\t\r") else value
    if isinstance(value, (list, tuple)):
        return "; ".join(_inner(v) for v in value)
    if isinstance(value, Mapping):
        return msgspec.json.encode(value).decode()
    return str(value)


def _inner(value: Any) -> str:
    """A record in a cell is given by its values, the empty ones left out."""
    if isinstance(value, Mapping):
        return ", ".join(_cell(v) for v in value.values() if v not in (None, "", [], False))
    return _cell(value)
