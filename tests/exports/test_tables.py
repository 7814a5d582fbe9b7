"""Tables: JSON Lines and CSV that give back what was put in, and that no spreadsheet runs as a formula."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from whence.exports.tables import csv_lines, json_lines

_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)


@given(st.lists(st.fixed_dictionaries({"a": _WORDS, "b": st.none() | _WORDS, "c": st.integers()})))
def test_what_goes_in_comes_out(rows):
    assert [json.loads(line) for line in json_lines(rows)] == rows
    table = b"".join(csv_lines(rows, ("a", "b", "c"))).decode("utf-8-sig")
    back = list(csv.DictReader(io.StringIO(table, newline="")))
    for row, read in zip(rows, back, strict=True):
        assert read["a"].removeprefix("'") == row["a"].removeprefix("'")
        assert read["c"].removeprefix("'") == str(row["c"])


def test_no_cell_is_a_formula():
    for sign in "=+-@\t":
        line = list(csv_lines([{"a": f"{sign}cmd"}], ("a",)))[1]
        assert line.decode().strip('"\r\n') == f"'{sign}cmd"


def test_several_values_stand_in_one_cell():
    row = {
        "a": ["x", "y"],
        "b": [{"voice": "Vint", "lines": 2, "note": None}],
        "c": True,
        "d": {"title": "T"},
    }
    assert list(csv_lines([row], tuple("abcd")))[1] == b'x; y,"Vint, 2",yes,"{""title"":""T""}"\r\n'
