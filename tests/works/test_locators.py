"""Locators: what is a place in a work, and what only looks like one."""

import pytest

from whence.works.locators import locators


@pytest.mark.parametrize(
    ("reference", "places"),
    [
        ("Lyle, Annals, vol. 2, p. 140", [("volume", "2"), ("page", "140")]),
        ("Lyle, Annals, 140", [("page", "140")]),
        ("Vestry minutes, 4 May 1796, County Record Office, P 114/8/2", []),
        ("Abstract of Population Returns, 1801, 1831, 1841.", []),
        ("Lyle, Annals (1841), 1801", [("page", "1801")]),
    ],
)
def test_locators(reference, places):
    assert [(p.label, p.value) for p in locators(reference)] == places
