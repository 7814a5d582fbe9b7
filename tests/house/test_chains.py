"""Voices inside voices: at least 85 of 100 passages are right as a whole, of those written before the rules were frozen and after."""

from pathlib import Path

import pytest
from evaluation.chains import HERE, score


@pytest.mark.parametrize("name", ["chains.txt", "chains-after.txt"])
def test_chains(name):
    found = score(Path(HERE.parent) / name)
    assert found["passages"] == 40
    assert found["right"] >= 85, found["wrong"]
