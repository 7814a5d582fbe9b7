"""Values of times and how they are written. No clock: nothing here depends on today, the locale or a time zone."""

from whence.dates.expression import Expression, Offset
from whence.dates.grammar import grammar
from whence.dates.value import (
    LIMITS,
    Parts,
    bounds,
    date_value,
    edtf_of,
    parts_of,
    shifted,
    truncated,
    year_value,
)

__all__ = [
    "LIMITS", "Expression", "Offset", "Parts", "bounds", "date_value", "edtf_of", "grammar", "parts_of", "shifted", "truncated", "year_value",
]  # fmt: skip
