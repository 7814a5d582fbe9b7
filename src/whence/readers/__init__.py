"""One module a format: bytes → Text with what the file itself marks."""

from whence.readers.files import MAX_BYTES, MEDIA_TYPES, Source, find, load, read_text
from whence.readers.said import Said
from whence.readers.unreadable import Unreadable

__all__ = ["MAX_BYTES", "MEDIA_TYPES", "Said", "Source", "Unreadable", "find", "load", "read_text"]
