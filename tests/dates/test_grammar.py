"""The grammar: no clock, no locale, and anything may be thrown at it. That it is linear, `make bench` measures."""

import itertools
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import texts
from whence.dates import grammar

_SCRIPT = """
import {fake}whence
text = "PORT LORN, May 6 -- The wall fell yesterday, said Vint on Tuesday. It will rise next year, in March; it leaked last month."
d = whence.annotate(text, date="1921-05-06")
print([(t.value, [(r.value, r.earliest) for r in t.resolved]) for t in d.times])
"""
LANGUAGES = ("en", "de", "fr", "es", "it", "pt")


def run(at: int | None, locale: str, zone: str) -> str:
    fake = "" if at is None else f"time; time.time = lambda: {at}; import "
    environment = {**os.environ, "LC_ALL": locale, "TZ": zone, "LANG": locale}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(fake=fake)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
def test_two_clocks_and_three_locales_give_the_same_times():
    found = {
        run(0, "C", "UTC"),
        run(4_000_000_000, "de_DE.UTF-8", "Asia/Tehran"),
        run(None, "tr_TR.UTF-8", "Pacific/Kiritimati"),
    }
    assert len(found) == 1
    assert "1921-05-05" in found.pop()


_PIECES = st.sampled_from(
    "the of in on and to 3 12 May march 1921 1914-18 early mid- late the end of last next week years ago later nearly several 480 BC "
    "winter third quarter ; , . – / ( ) Monday night at 7:15 p.m. first nineteen hundred twenty-one a one half AH 1360 Mehr an VIII 9th".split()
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LANGUAGES), st.one_of(texts, st.lists(_PIECES, max_size=80).map(" ".join)))
def test_any_text_has_expressions_in_order_without_overlap(language, text):
    found = list(grammar(language).find(text))
    assert all(0 <= e.start < e.end <= len(text) for e in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(not text[e.start].isspace() and not text[e.end - 1].isspace() for e in found)
