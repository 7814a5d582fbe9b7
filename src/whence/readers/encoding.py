"""Bytes to characters: byte order marks, UTF-8, UTF-16, and a well-kept detector for the older encodings."""

import codecs

from whence.readers.unreadable import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000  # bytes that the detector looks at
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT, EPUB ...)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"SQLite format 3", "an SQLite database"),
)


def decode(raw: bytes) -> tuple[str, str, int]:
    """Characters of raw bytes, the encoding's name, and how many bytes of a byte order mark were left out.

    Raises Unreadable for bytes that are no text.
    """
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise Unreadable(f"is {what}, not text", "save it as plain text or Markdown")
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], name), name, len(mark)
    try:
        chars = raw.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return _older(raw)
    if chars[:4096].count("\0") > len(chars[:4096]) / 5:
        return _older(raw)
    _refuse_control(raw[:4096], few=8)
    return chars, "utf-8", 0


def _decoded(raw: bytes, name: str) -> str:
    """Characters of bytes whose mark names the encoding; lone surrogates are kept for ``cleaned`` to list."""
    try:
        return raw.decode(name, errors="surrogatepass")
    except UnicodeDecodeError:
        return raw.decode(name, errors="replace")


def _older(raw: bytes) -> tuple[str, str, int]:
    """UTF-16 without a mark, Windows-1252 and its kin."""
    sample = raw[:4096]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    half = max(1, len(sample) // 2)
    for zeros, name in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if zeros > 0.4 * half and len(raw) % 2 == 0:
            try:
                chars = raw.decode(name)
            except UnicodeDecodeError:
                continue
            if "\0" not in chars[:4096]:
                return chars, name, 0
    _refuse_control(sample, few=0)
    return _detected(raw)


def _refuse_control(sample: bytes, few: int) -> None:
    """Raises Unreadable for bytes that no text has; a few of them in a text are put up with."""
    control = sum(b < 32 and b not in (9, 10, 12, 13, 27) for b in sample)
    if control > max(few, len(sample) / 50):
        raise Unreadable("is not text (it holds control bytes)", "give a text file")


def _detected(raw: bytes) -> tuple[str, str, int]:
    """What the detector takes the bytes for. Western bytes without another sign of their own are Windows-1252."""
    from charset_normalizer import from_bytes

    try:
        western: str | None = raw.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and _looks_western(western):
        return western, "cp1252", 0
    best = from_bytes(raw[:_SAMPLE]).best()
    for name in (best.encoding if best else None, "cp1252", "latin-1"):
        if name:
            try:
                return raw.decode(name), name, 0
            except (UnicodeDecodeError, LookupError):
                continue
    raise Unreadable("is in no encoding that can be told", "save it as UTF-8")


def _looks_western(chars: str) -> bool:
    """Whether the non-ASCII characters are few and stand among Latin letters as accents or typographic signs do."""
    high = [c for c in chars[:_SAMPLE] if ord(c) > 127]
    usual = sum(
        c in "‘’“”–—…•«»„‚‹›£§°·¿¡€©®½¼¾×\xa0" or "\xc0" <= c <= "\xff" or c in "ŒœŠšŽžŸ" for c in high
    )
    letters = sum(c.isascii() and c.isalpha() for c in chars[:_SAMPLE])
    most = 0.15 if letters > 400 else 0.3  # a short text may have many accents by chance
    return usual >= 0.9 * len(high) and len(high) <= most * max(1, letters)


def cleaned(chars: str) -> tuple[str, list[tuple[int, str]]]:
    """chars without NUL and lone surrogates (each becomes U+FFFD), and where and what they were."""
    if "\0" not in chars and not any("\ud800" <= c <= "\udfff" for c in chars):
        return chars, []
    replaced: list[tuple[int, str]] = []
    kept: list[str] = []
    for at, c in enumerate(chars):
        if c == "\0" or "\ud800" <= c <= "\udfff":
            replaced.append((at, f"U+{ord(c):04X}"))
            kept.append("\ufffd")
        else:
            kept.append(c)
    return "".join(kept), replaced
