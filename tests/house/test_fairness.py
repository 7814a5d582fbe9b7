"""Whoever speaks, the reading is the same: parties swapped, names of other cultures, 'she' for 'he'."""

from pathlib import Path

import pytest
from evaluation.fairness import score

CASES = Path(__file__).parents[1] / "cases" / "en"


@pytest.mark.slow
def test_names_change_nothing_else():
    found = score(CASES)
    print(f"{found['unchanged']} % of {found['variants']} variants are read as the passages are")
    assert found["variants"] >= 200
    assert found["unchanged"] >= 95, found["changed"]
