"""A copy of a Word document with comments: what was there is there still, the comments stand at the words, LibreOffice opens it."""

import pathlib
import shutil
import subprocess
import zipfile

import docx
import pytest
from lxml import etree

import whence
from whence.exports.review import review
from whence.follow import Shelf, follow

FILES = pathlib.Path(__file__).parents[1] / "follow" / "files"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def essay(tmp_path):
    """An essay whose quotation lies in three runs, one of them italic."""
    made = docx.Document()
    made.add_heading("The Salt Strike", 1)
    p = made.add_paragraph("Ada Hale wrote that “The square was ")
    p.add_run("emptied").italic = True
    p.add_run(
        " in less time than it takes to say a prayer, and everybody counted the dead.” Nobody answered."
    )
    made.add_paragraph(
        "Vint wrote: “It is a thing that stands in no document here at all.” That was the end."
    )
    path = tmp_path / "essay.docx"
    made.save(str(path))
    return path


@pytest.fixture
def found(essay):
    documents = [
        ("essay.docx", whence.read(essay)),
        *((p.name, whence.read(p)) for p in sorted(FILES.glob("*.txt"))),
    ]
    return follow(documents[:1], Shelf(documents))


def body(path):
    return etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))


def test_comments_stand_at_the_words_and_nothing_is_lost(essay, found, tmp_path):
    copy = tmp_path / "review.docx"
    assert review(essay, copy, found) == 0
    before, after = ("".join(body(p).itertext()) for p in (essay, copy))
    assert after == before
    opened = docx.Document(str(copy))
    comments = list(opened.comments)
    assert [c.author for c in comments] == ["Whence", "Whence"]
    assert comments[0].text.startswith("No source given; found in another document")
    assert "everybody" in comments[0].text
    commented = commented_words(body(copy), comments[0].comment_id)
    assert commented == found[0].words
    assert [r.italic for p in opened.paragraphs for r in p.runs if r.text == "emptied"] == [True]


def commented_words(root, number) -> str:
    inside, words = False, []
    for element in root.iter():
        if element.tag == f"{W}commentRangeStart" and element.get(f"{W}id") == str(number):
            inside = True
        elif element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == str(number):
            inside = False
        elif inside and element.tag == f"{W}t":
            words.append(element.text)
    return "".join(words)


def test_the_same_copy_every_time(essay, found, tmp_path):
    one, two = tmp_path / "one.docx", tmp_path / "two.docx"
    review(essay, one, found)
    review(essay, two, found)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_has_the_comments(essay, found, tmp_path):
    copy = tmp_path / "review.docx"
    review(essay, copy, found)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        str(copy),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = zipfile.ZipFile(tmp_path / "review.odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == 2
    assert "everybody" in content
