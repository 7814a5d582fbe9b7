"""Runs the quotations of cases.txt against their sources."""

import pathlib
import re

import pytest

import whence
from whence.follow.finding import Wanted, find
from whence.follow.searched import Searched

CASES = pathlib.Path(__file__).with_name("cases.txt")


def cases():
    for part in re.split(r"^== ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        source, _, lines = rest.partition("\n--\n")
        for line in filter(None, map(str.strip, lines.splitlines())):
            quotation, _, expected = line.rpartition(" -> ")
            yield pytest.param(source.strip(), quotation, expected, id=f"{title}: {quotation[:50]}")


@pytest.mark.parametrize(("source", "quotation", "expected"), list(cases()))
def test_case(source: str, quotation: str, expected: str) -> None:
    quoting = whence.annotate(f"Hale wrote in her second letter: {quotation}. That was all.", language="en")
    asked = max(quoting.quotations, key=lambda q: q.end - q.start)
    searched = Searched(whence.annotate(source, language="en"), "source.txt")
    place = find(Wanted(quoting, asked), searched)
    assert told(place) == expected
    if place:
        for d in place.differences:
            assert d.here is None or " ".join(quoting.text[d.here.start : d.here.end].split()) in (
                d.quoted,
                f"[{d.quoted}]",
            )
            assert d.at is None or " ".join(searched.document.text[d.at.start : d.at.end].split()) == d.there


def told(place) -> str:
    if place is None:
        return "nothing"
    found = [f"{d.kind} [{d.quoted} / {d.there}]" for d in place.differences]
    found += [f"bridged {', '.join(place.bridged)}"] if place.bridged else []
    found += ["same"] if not found else []
    return "; ".join([*found, *(f"outside {t.words}" for t in place.turns)])
