"""What may be shown on a terminal: words of a document or a file's name never carry commands to it."""

import re

# control characters of both sets, and the marks that turn the direction of what follows
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(words: str) -> str:
    """The words without control characters and without direction overrides; line ends and tabs stay.

    >>> printable("a\\x1b[31mb")
    'a[31mb'
    """
    return _COMMANDS.sub("", words.encode("utf-8", "replace").decode())
