"""Name forms and their comparison. Who is meant is for the layers."""

from whence.names.forms import (
    PARTICLES,
    expands,
    folded,
    initials,
    is_acronym,
    plain,
    same_words,
    shortens,
    tokens,
)

__all__ = [
    "PARTICLES",
    "expands",
    "folded",
    "initials",
    "is_acronym",
    "plain",
    "same_words",
    "shortens",
    "tokens",
]
