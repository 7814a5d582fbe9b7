"""Plain text: the decoded file, unchanged but for a byte order mark, NUL and lone surrogates."""

from whence.readers.encoding import cleaned, decode
from whence.text import Origin, Text

MEDIA_TYPE = "text/plain"
SUFFIXES = (".txt", ".text")


def read(raw: bytes) -> Text:
    """The Text of a plain text file in any encoding. Raises Unreadable where the bytes are no text."""
    chars, encoding, mark = decode(raw)
    chars, replaced = cleaned(chars)
    return Text(chars=chars, media_type=MEDIA_TYPE, origins=origins_of(chars, encoding, mark, replaced))


def origins_of(chars: str, encoding: str, mark: int, replaced: list[tuple[int, str]]) -> tuple[Origin, ...]:
    """One Origin for the whole file, cut where characters were replaced."""
    origins: list[Origin] = []
    at, byte = 0, mark

    def run(end: int) -> None:
        nonlocal at, byte
        if end > at:
            size = len(chars[at:end].encode(encoding, errors="replace"))
            origins.append(Origin(at, end, f"bytes {byte}-{byte + size}"))
            at, byte = end, byte + size

    for position, what in replaced:
        run(position)
        size = 3 if what.startswith("U+D") and encoding == "utf-8" else len("\0".encode(encoding))
        origins.append(
            Origin(position, position + 1, f"bytes {byte}-{byte + size}, {what} replaced", generated=True)
        )
        at, byte = position + 1, byte + size
    run(len(chars))
    return tuple(origins)
