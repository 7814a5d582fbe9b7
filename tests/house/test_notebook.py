"""The notebook in docs/ is worked through by the tests: what it shows is what the program says."""

import json

from evaluation.notebook import NOTEBOOK, worked


def test_the_notebook_shows_what_the_program_says():
    kept = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert [words(c) for c in worked(kept)["cells"]] == [words(c) for c in kept["cells"]]
    assert sum(bool(words(c)) for c in kept["cells"]) >= 6


def words(cell):
    """What a cell shows as plain words: the HTML of a data frame differs from one pandas to the next."""
    return [o.get("text") or o["data"]["text/plain"] for o in cell.get("outputs", [])]
