"""What Whence knows of a language: word lists and patterns, one folder a language, as data with its source."""

from whence.lang.lexicon import Lexicon, ReportingForm, lexicon
from whence.lang.words import Words, words_of

__all__ = ["Lexicon", "ReportingForm", "Words", "lexicon", "words_of"]
