"""References as CSL items, locators, and how citations are written. No notes: where a reference stands is not known here."""

from whence.works.back_references import Kin, kin
from whence.works.locators import Place, best, locators
from whence.works.reference import NAME, ROLES, csl_name, is_archival, key, letters, parse, title_alone

__all__ = [
    "NAME", "ROLES", "Kin", "Place", "best", "csl_name", "is_archival", "key", "kin", "letters", "locators", "parse", "title_alone",
]  # fmt: skip
