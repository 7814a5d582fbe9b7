"""The map of the program: the layers in their order, and the runner that hands them what they need.

A step sees a Document in which only its declared fields are filled; what it makes must be what it declares.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from whence.layers import (
    attributions,
    blocks,
    citations,
    claims,
    events,
    facts,
    inner_names,
    names,
    notes,
    people,
    problems,
    quotations,
    relations,
    resolved_times,
    sentences,
    speakers,
    times,
)
from whence.layers.document import FORMAT, Document, DocumentFacts, MadeBy
from whence.layers.signals import heard_by
from whence.layers.step import Step
from whence.text import Text

STEPS: tuple[Step, ...] = (
    blocks.STEP,
    facts.STEP,
    sentences.STEP,
    notes.STEP,
    citations.STEP,
    names.STEP,
    people.STEP,
    times.STEP,
    quotations.STEP,
    attributions.STEP,
    speakers.STEP,
    resolved_times.STEP,
    events.STEP,
    claims.STEP,
    relations.STEP,
    problems.STEP,
    inner_names.STEP,
)


def blank(text: Text, **fields: Any) -> Document:
    """A Document of a text in which nothing has been read yet, but for the given fields."""
    facts = DocumentFacts(id="", text_id="", name="", bytes=0, media_type=text.media_type, language="en")
    fields.setdefault("document", facts)
    return Document(
        format=FORMAT, made_by=MadeBy(), text=text.chars, origins=text.origins, pages=text.pages, **fields
    )


def annotate(text: Text, facts: DocumentFacts, steps: Sequence[Step] = STEPS) -> Document:
    """The Document of a text, all steps run in their order.

    Raises ValueError where a step makes other fields than it declares.
    """
    doc = blank(text, document=facts)
    for step in steps:
        seen = blank(text, **{name: getattr(doc, name) for name in step.needs})
        made = step.annotate(seen, text)
        if set(made) != set(step.makes):
            raise ValueError(f"The step {step.name} declares {sorted(step.makes)} and makes {sorted(made)}.")
        doc = msgspec.structs.replace(doc, **made)
    return msgspec.structs.replace(doc, made_by=MadeBy(model=heard_by(doc)))
