"""The runner: every step gets what it declares and makes what it declares."""

import msgspec
import pytest

from whence.layers.document import Document
from whence.layers.run import STEPS, annotate, blank
from whence.layers.step import Step
from whence.text import Origin, Text

FIELDS = {f.name for f in msgspec.structs.fields(Document)}
TEXT = Text("The wall fell.", "text/plain", (Origin(0, 14, "bytes 0-14"),))


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.name)
def test_a_step_declares_fields_that_exist(step: Step):
    assert set(step.needs) <= FIELDS
    assert step.makes
    assert set(step.makes) <= FIELDS


def test_no_step_needs_what_only_a_later_one_makes():
    made = {"document", "text", "origins", "pages"}
    for step in STEPS:
        assert set(step.needs) <= made, step.name
        made |= set(step.makes)


def test_a_step_that_makes_something_else_is_refused():
    rogue = Step("rogue", needs=(), makes=("times",), annotate=lambda doc, text: {"claims": ()})
    with pytest.raises(ValueError, match="rogue"):
        annotate(TEXT, blank(TEXT).document, (rogue,))


def test_a_step_sees_only_what_it_needs():
    seen = []

    def look(doc, text):
        seen.append(doc)
        return {"times": ()}

    annotate(TEXT, blank(TEXT).document, (*STEPS[:3], Step("look", ("sentences",), ("times",), look)))
    assert seen[0].sentences
    assert not seen[0].blocks
