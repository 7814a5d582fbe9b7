"""Damaged files: whatever bytes are changed, a file is read or refused with a sentence, and nothing else happens."""

import io
import zipfile
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.readers import Unreadable

FILES = Path(__file__).parent / "files"
PACKED = {"docx": "mill-pandoc.docx", "epub": "mill-pandoc.epub"}
CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.binary(min_size=0, max_size=6), st.integers(0, 12)),
    min_size=1,
    max_size=6,
)


def damaged(raw: bytes, changes) -> bytes:
    for at, put, gone in changes:
        at %= max(1, len(raw))
        raw = raw[:at] + put + raw[at + gone :]
    return raw


def read_or_refused(read, raw: bytes):
    """The Text, or None where the file is refused; anything else that is raised fails the test."""
    with suppress(Unreadable):
        return read(raw)
    return None


@pytest.mark.parametrize("kind", PACKED)
@given(changes=CHANGES, inside=st.booleans())
@settings(max_examples=60, deadline=None)
def test_packed_files(kind, changes, inside):
    read = import_module(f"whence.readers.{kind}").read
    raw = (FILES / PACKED[kind]).read_bytes()
    if inside:  # the archive is sound, what it holds is not
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
            for n, name in enumerate(old.namelist()):
                words = old.read(name)
                new.writestr(name, damaged(words, changes[n % len(changes) :][:1]) if n % 2 else words)
        raw = out.getvalue()
    else:
        raw = damaged(raw, changes)
    text = read_or_refused(read, raw)
    if text is not None:
        assert all(a.end == b.start for a, b in pairwise(text.origins))


@given(changes=CHANGES)
@settings(max_examples=60, deadline=None)
def test_editions(changes):
    from whence.readers.tei import read

    read_or_refused(read, damaged((FILES / "mill.tei.xml").read_bytes(), changes))


@given(changes=CHANGES)
@settings(max_examples=25, deadline=None)
def test_pdf_files(changes):
    from whence.readers.pdf_child import extracted
    from whence.readers.pdf_pages import paged
    from whence.readers.pdf_writer import written

    found = extracted(damaged((FILES / "mill-libreoffice.pdf").read_bytes(), changes))
    if not found.failed and any(p.chars.strip() for p in found.pages):
        written(paged(found), "application/pdf")
