"""Titles cut short, and the works they lead to."""

import pytest

from whence.layers import short_titles
from whence.layers.document import Work
from whence.layers.short_titles import ShortTitles


def met(*titles: str) -> ShortTitles:
    found = ShortTitles()
    for n, title in enumerate(titles, 1):
        found.put(Work(f"w{n}", {"title": title}))
    return found


@pytest.mark.parametrize(
    ("title", "works"),
    [
        ("Cal. S. P. Dom.", ["w1"]),
        ("Four Masters", ["w2"]),
        ("Hist. of Engl.", ["w3"]),
        ("Hist. of Docs.", []),
        ("Hist.", []),
        ("Five Masters", []),
        ("Annals of the Four Masters", []),
    ],
)
def test_a_title_cut_short_leads_to_the_work(title, works):
    shelf = met(
        "Calendar of State Papers Domestic, 1634-5", "Annals of the Four Masters",
        "History of England",
    )  # fmt: skip
    assert shelf.of(title) == works


def test_only_works_that_have_such_a_word_are_looked_at(monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr(short_titles, "abbreviates", lambda words, own: bool(looked.append(own)))
    met(*(f"Letters of the year {n}" for n in range(500)), "History of England").of("Hist. of Engl.")
    assert looked == ["History of England"]
