"""resolutions: what a time is taken for: made with its EDTF and its days, and what views ask of one."""

import re

from whence.dates import bounds, edtf_of
from whence.layers.document import Resolution, TimeBasis


def resolution(value: str, mod: str | None, anchor: str | None, basis: TimeBasis) -> Resolution:
    """A resolution with the EDTF of its value and its first and last possible day."""
    return Resolution(value, edtf_of(value, mod), *bounds(value, mod), anchor, basis)


def is_likely(r: Resolution) -> bool:
    """Whether only the context makes it so: the narrative, or the day from which the document speaks."""
    return r.basis in ("narrative", "document")


def label_of(r: Resolution) -> str:
    """Its EDTF; where that has no form, its value without the part of the day."""
    return r.edtf or re.sub(r"T[A-Z]{2}$", "", r.value)
