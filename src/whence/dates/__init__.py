"""Values of times and how they are written. No clock: nothing here depends on today, the locale or a time zone."""

from whence.dates.grammar import Expression, grammar
from whence.dates.value import bounds, date_value, edtf_of, shifted

__all__ = ["Expression", "bounds", "date_value", "edtf_of", "grammar", "shifted"]
