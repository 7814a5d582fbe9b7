"""Whether only the context makes a date likely, over chains of times that are counted from one another."""

import whence
from whence.layers.resolutions import Likely, resolution


def likely(text: str) -> dict[str, bool]:
    doc = whence.annotate(text)
    ask = Likely(doc.times)
    return {doc.text[t.start : t.end]: all(ask(r) for r in t.resolved) for t in doc.times if t.resolved}


def test_what_is_counted_from_a_likely_date_is_likely():
    found = likely("The wall fell in 1921. On 4 May it rained. The next day the inquiry met.")
    assert found == {"1921": False, "4 May": True, "The next day": True}


def test_what_is_counted_from_a_stated_date_is_as_sure_as_that():
    found = likely(
        "The wall fell on 4 May 1921. The next day the inquiry met, and six months later it closed."
    )
    assert found == {"4 May 1921": False, "The next day": False, "six months later": False}


def test_a_circle_of_anchors_ends():
    assert Likely(())(resolution("1921", None, "t1", "anchored")) is False
