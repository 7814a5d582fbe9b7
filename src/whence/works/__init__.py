"""References as CSL items, locators, and how citations are written. No notes: where a reference stands is not known here."""

from whence.works.back_references import Kin, kin
from whence.works.citing_words import any_of, any_signal, listed, one_of, signals
from whence.works.correspondence import dated_again, dated_letters, is_dated_letter
from whence.works.imprint import date_parts, end_of_title
from whence.works.inquiries import of_inquiry
from whence.works.law import law, parties
from whence.works.locators import Place, best, locators
from whence.works.people import AND, NAME, NAMES, are_names, csl_name, is_given, names_of
from whence.works.reference import ROLES, key, letters, parse, title_alone
from whence.works.unpublished import archival, is_archival, shelf_mark
from whence.works.written import QUOTED, Written, outside, written

__all__ = [
    "AND", "NAME", "NAMES", "QUOTED", "ROLES", "Kin", "Place", "Written", "any_of", "any_signal", "archival", "are_names", "best", "csl_name", "date_parts", "dated_again", "dated_letters",
    "end_of_title", "is_archival", "is_dated_letter", "is_given", "key", "kin", "law", "letters", "listed", "locators", "names_of", "of_inquiry", "one_of", "outside", "parse", "parties", "shelf_mark", "signals", "title_alone", "written",
]  # fmt: skip
