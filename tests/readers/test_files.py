"""Files and folders: what is a document, and what is said of what is none."""

import os
import stat
from pathlib import Path

import pytest

from whence.readers import MAX_BYTES, Source, Unreadable, find, load, read_text


def refusal(path) -> str:
    source = Source(str(path), path)
    with pytest.raises(Unreadable) as refused:
        read_text(source, load(source))
    return str(refused.value)


def test_a_folder_gives_its_documents_in_the_order_of_their_names(tmp_path):
    for name in ("b.txt", "a.md", ".hidden.txt", "c.odt", "README.md", "sub/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("The wall fell.")
    found = [s.path.relative_to(tmp_path).as_posix() for s in find([str(tmp_path)])]
    assert found == ["a.md", "b.txt", "sub/d.txt"]


def test_a_folder_without_documents(tmp_path):
    [(name, reason)] = find([str(tmp_path)])
    assert name == str(tmp_path)
    assert "folder without documents" in str(reason)


@pytest.mark.parametrize("content", [b"", b"  \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(tmp_path, content):
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    assert "is empty" in refusal(path)


def test_gone(tmp_path):
    assert "is not there" in refusal(tmp_path / "gone.txt")


def test_a_file_that_vanishes_between_finding_and_reading(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The wall fell.")
    [source] = find([str(tmp_path)])
    path.unlink()
    with pytest.raises(Unreadable, match="is not there"):
        load(source)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("The wall fell.")
    path.chmod(0)
    assert "may not be read by you" in refusal(path)
    path.chmod(stat.S_IRWXU)


@pytest.mark.parametrize(
    ("name", "what"), [("a.docx", "Word document"), ("a.epub", "EPUB book"), ("a.xyz", "suffix .xyz")]
)
def test_formats_that_are_not_read(tmp_path, name, what):
    path = tmp_path / name
    path.write_text("The wall fell.")
    assert what in refusal(path)


def test_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "is too large" in refusal(path)


def test_too_large_on_standard_input():
    import io

    with pytest.raises(Unreadable, match="is too large"):
        load(Source("standard input", None), io.BytesIO(b"x" * (MAX_BYTES + 1)))


def test_a_file_without_a_suffix_is_read_as_text(tmp_path):
    path = tmp_path / "letter"
    path.write_text("The wall fell.")
    assert read_text(Source("letter", path), load(Source("letter", path))).chars == "The wall fell."


@pytest.mark.skipif(os.name != "posix", reason="no such device here")
def test_what_is_no_file():
    assert "is not a file" in refusal(Path("/dev/null"))


PLUG_IN = """
from whence.text import Origin, Text


def read(raw):
    chars = raw.decode().replace("::", "")
    return Text(chars, "text/x-rst", origins=(Origin(0, len(chars), f"bytes 0-{len(raw)}"),))
"""


def test_an_installed_plug_in_brings_its_format(tmp_path, monkeypatch):
    """A reader of another package, installed as packages are: a module and an entry point named by the suffix."""
    (tmp_path / "rst_reader.py").write_text(PLUG_IN)
    info = tmp_path / "rst_reader-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rst-reader\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[whence.readers]\nrst = rst_reader:read\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.rst").write_text("The wall fell::")
    [source] = find([str(folder)])
    assert read_text(source, load(source)).chars == "The wall fell"


@pytest.mark.parametrize(
    "name", ["mill-libreoffice.pdf", "mill-pandoc.docx", "mill-pandoc.epub"],
)  # fmt: skip
def test_what_comes_without_a_name_is_known_by_how_it_begins(name):
    raw = (Path(__file__).parent / "files" / name).read_bytes()
    assert "The upper mill at Tarn burned" in " ".join(
        read_text(Source("standard input", None), raw).chars.split()
    )
