"""The words of the report: what voices, locators and times are called in its margin."""

import re

from whence.exports.screen import Screen
from whence.layers.document import Document, Locator
from whence.layers.naming import VoiceNames

LETTERS = {0: "", 1: "A", 2: "B", 3: "C", 4: "D", 5: "+", None: "?"}

_SEVERAL = re.compile(r"[-–—,&]|\band\b|\bff\b")
_SHORT_LABELS = {
    "page": ("p.", "pp."),
    "volume": ("vol.", "vols."),
    "folio": ("fol.", "fols."),
    "line": ("l.", "ll."),
}

SIGNALS = {"see": "see", "see also": "see also", "cf": "cf.", "but see": "but see", "quoted in": "quoted in"}

MODIFIERS = {
    "APPROX": "approximate", "START": "its beginning", "MID": "its middle", "END": "its end",
    "BEFORE": "before", "AFTER": "after", "ON_OR_BEFORE": "no later than", "ON_OR_AFTER": "no earlier than",
    "LESS_THAN": "less than", "MORE_THAN": "more than", "EQUAL_OR_LESS": "at most", "EQUAL_OR_MORE": "at least",
}  # fmt: skip

LIMIT_WORDS = {"BEFORE": "before ", "ON_OR_BEFORE": "by ", "AFTER": "after ", "ON_OR_AFTER": "since "}
"""What stands before a value that is a first or last day."""

TIME_BASES = {
    "stated": "stated in the text",
    "anchored": "counted from another time in the text",
    "narrative": "likely from the narrative",
    "document": "counted from the date of the document",
    "calendar": "converted from its calendar",
    "person": "as a person decided",
}


class Names:
    """The colour and letter (``key``) that each voice has on the screen, and what it is called."""

    def __init__(self, document: Document, screen: Screen) -> None:
        self._voices = VoiceNames(document)
        self._keys = {voice: s.key for s in screen.speakers for voice in s.voices}
        # Somebody who speaks in another chain ('he said that he claimed') is a voice of its own, with the same colour.
        self._keys_of_names = {
            self.name(v): k for v, k in reversed(self._keys.items()) if k and self._voices.is_named(v)
        }

    def key(self, voice: str | None) -> int | None:
        """0 the author, 1 to 4 those with most of the text, 5 everybody else; None: nobody knows."""
        if not self._voices.is_known(voice):
            return None
        if voice in self._keys:
            return self._keys[voice]
        if self._voices.is_author(voice):
            return 0
        return self._keys_of_names.get(self.name(voice), 5) if self._voices.is_named(voice) else 5

    def name(self, voice: str | None) -> str:
        """Who a voice is: names, or the words that describe an unnamed source in quotation marks."""
        return self._voices.name(voice)

    def chain(self, voice: str | None) -> str:
        """The voice with those through whom its words came, without the author: 'Dell, as told by Corl'."""
        return self._voices.chain(voice)


def locator_words(locator: Locator) -> str:
    """'p. 15', 'pp. 13-14', 'point 2'; an inherited one in parentheses, which says that it is inherited."""
    short = _SHORT_LABELS.get(locator.label)
    label = short[bool(_SEVERAL.search(locator.value))] if short else locator.label
    words = f"{label} {locator.value}"
    return f"({words}, inherited)" if locator.basis == "inherited" else words
