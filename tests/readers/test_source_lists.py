"""Lists beside the documents: sources.csv in any separator, Zotero's exports, and what can be wrong with them."""

import json
import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whence
from whence.layers.reading import read
from whence.readers import Said, Source, Unreadable
from whence.readers.source_lists import SourceLists
from whence.readers.sources_csv import is_date, read_csv
from whence.readers.zotero import read_export


def said(folder: pathlib.Path, name: str) -> tuple[Said, list[str]]:
    lists = SourceLists([str(folder)])
    found = lists.said(Source(name, folder / name))
    return found, [*lists.faults, *lists.unknown()]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_separator_and_encoding_of_a_spreadsheet(tmp_path, sign, encoding):
    rows = [("file", "Author", "DATE", "tags"), ("a.txt", "Renée Müller", "1921-05", "letter")]
    (tmp_path / "sources.csv").write_text("\r\n".join(sign.join(r) for r in rows), encoding=encoding)
    (tmp_path / "a.txt").write_text("The wall fell.")
    assert said(tmp_path, "a.txt") == (Said(author="Renée Müller", date="1921-05", tags=("letter",)), [])


def test_the_nearest_list_holds_and_the_one_above_fills_in(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("The wall fell.")
    (tmp_path / "sources.csv").write_text("file,author,publisher\nletters/a.txt,Nobody,The Courier\n")
    (tmp_path / "letters" / "sources.csv").write_text("file,author\na.txt,Orla Vint\n")
    found, faults = said(tmp_path, "letters/a.txt")
    assert (found.author, found.publisher, faults) == ("Orla Vint", "The Courier", [])


FAULTS = {
    "": "is empty",
    "name,title\na.txt,A": "has no column “file”",
    "file,autor\na.txt,Orla": "the column “autor” is not known",
    "file,date\na.txt,next May": "“next May” in the column “date” is no date",
    "file,date\na.txt,1921-02-30": "is no date",
    "file,retrieved\na.txt,yesterday": "in the column “retrieved” is no date",
    "file,url\na.txt,javascript:alert(1)": "is no web address",
    "file,language\na.txt,the usual one": "is no code of a language",
    "file,title\nb.txt,B": "there is no file “b.txt”",
    "file,title\na.txt,A\na.txt,B": "stands in line 2 already",
    "file,title\n,B": "names no file",
    "file,title\na.txt,The, Wall, Fell": "more cells than the first line",
    "\x89PNG\r\n\x1a\n": "PNG picture",
}


@pytest.mark.parametrize("table", FAULTS)
def test_what_is_wrong_is_said_and_the_rest_is_used(tmp_path, table):
    (tmp_path / "a.txt").write_text("The wall fell.")
    (tmp_path / "sources.csv").write_bytes(table.encode("latin-1" if "PNG" in table else "utf-8"))
    found, faults = said(tmp_path, "a.txt")
    assert any(FAULTS[table] in f for f in faults), faults
    assert all("sources.csv" in f and f.endswith((".", ").")) and "\n" not in f for f in faults)
    assert found.date is None
    assert found.url is None


def test_a_list_is_not_complained_of_when_one_file_is_read(tmp_path):
    (tmp_path / "sources.csv").write_text("file,title\na.txt,A\ngone.txt,B\n")
    (tmp_path / "a.txt").write_text("The wall fell.")
    lists = SourceLists([str(tmp_path / "a.txt")])
    assert lists.said(Source("a.txt", tmp_path / "a.txt")).title == "A"
    assert [*lists.faults, *lists.unknown()] == []


CSL = [
    {
        "id": "vint1921", "type": "article-newspaper", "title": "The <i>Wall</i>", "container-title": "The Ambry Courier",
        "author": [{"family": "Vint", "given": "Orla", "non-dropping-particle": "van"}], "URL": "https://courier.example/wall",
        "issued": {"date-parts": [[1921, "5", 6]]}, "accessed": {"date-parts": [[2020, 1, 2]]}, "language": "English",
        "keyword": "wall; press",
    },
    {"id": "other", "type": "book", "title": "Another"},
]  # fmt: skip


@pytest.mark.parametrize("name", ["vint1921", "The Wall", "Vint - 1921 - The Wall", "vint_1921"])
def test_a_csl_export_knows_a_file_by_key_title_or_zoteros_name(tmp_path, name):
    (tmp_path / "Library.json").write_text(json.dumps(CSL))
    (tmp_path / f"{name}.txt").write_text("The wall fell.")
    assert said(tmp_path, f"{name}.txt")[0] == Said(
        title="The Wall", author="Orla van Vint", date="1921-05-06", language="en", url="https://courier.example/wall",
        publisher="The Ambry Courier", retrieved="2020-01-02", tags=("wall", "press"),
    )  # fmt: skip


def test_better_bibtex_knows_a_file_by_its_path_also_from_another_machine(tmp_path):
    item = {
        "title": "The Wall", "date": "May 6, 1921", "creators": [{"lastName": "Vint", "firstName": "Orla", "creatorType": "author"}],
        "attachments": [{"path": "C:\\Users\\orla\\Zotero\\files\\12\\wall.txt"}], "tags": [{"tag": "press"}], "language": "de-AT",
    }  # fmt: skip
    (tmp_path / "files" / "12").mkdir(parents=True)
    (tmp_path / "files" / "12" / "wall.txt").write_text("The wall fell.")
    (tmp_path / "wall.txt").write_text("Another wall.")
    (tmp_path / "Export.json").write_text(json.dumps({"config": {}, "items": [item]}))
    found, _ = said(tmp_path, "files/12/wall.txt")
    assert (found.author, found.date, found.tags) == ("Orla Vint", "1921-05-06", ("press",))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mine.bib", "@book{morran58, author = {Morran, Ilse}, title = {Salt on the Sill}, year = 1958}"),
        ("mine.ris", "TY  - BOOK\nAU  - Morran, Ilse\nTI  - Salt on the Sill\nPY  - 1958\nER  - \n"),
    ],
)
def test_bibtex_and_ris_know_a_file_by_its_title(tmp_path, name, words):
    (tmp_path / name).write_text(words)
    assert said(tmp_path, "Salt on the Sill.txt") == (
        Said(title="Salt on the Sill", author="Ilse Morran", date="1958"),
        [],
    )


def test_a_broken_export_is_said_to_be_one(tmp_path):
    (tmp_path / "mine.ris").write_text("TY  - BOOK\nTI  - Salt\n")
    _, faults = said(tmp_path, "a.txt")
    assert faults == [
        f"{tmp_path / 'mine.ris'} is RIS of which a record has no end (ER  - ); it was not used: export it anew."
    ]


def test_other_json_is_left_alone(tmp_path):
    (tmp_path / "a.txt").write_text("The wall fell.")
    for n, words in enumerate(
        ['{"a": 1}', "[1, 2]", "[" * 5000, "nothing", '[{"type": "book"}]', '{"items": [3]}']
    ):
        (tmp_path / f"{n}.json").write_text(words)
    assert said(tmp_path, "a.txt") == (Said(), [])


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda x: st.lists(x, max_size=3) | st.dictionaries(
    st.sampled_from(["items", "title", "author", "creators", "issued", "date-parts", "attachments", "path", "tags", "type", "family"]), x, max_size=4),
    max_leaves=20))  # fmt: skip
def test_any_json_is_an_export_or_none(value):
    for item in read_export(
        json.dumps([{"type": "book", "title": "A", "author": value, "issued": value}]).encode(),
        pathlib.Path(),
    ):
        assert item.said.title == "A"
    read_export(
        json.dumps({"items": [value, {"creators": value, "attachments": value, "tags": value}]}).encode(),
        pathlib.Path(),
    )


@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_refused(raw):
    try:
        list(read_csv(b"file,title\n" + raw))
        list(read_csv(raw))
    except Unreadable:
        pass


@given(st.dates())
def test_days_are_dates(day):
    assert is_date(day.isoformat())


def test_a_conflict_between_list_and_file_is_shown(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: The Wall\nauthor: Orla Vint\ndate: 1921-05-06\n---\n\nThe wall fell.\n")
    told = Said(title="The Tower", author="O. Vint", date="1921-05-07")
    document = read(Source("a.md", path), told)
    assert document.document.title == "The Tower"
    assert [p.message for p in document.problems if p.kind == "told_differs"] == [
        "The date was told to be 1921-05-07; the document itself says 1921-05-06.",
        "The title was told to be “The Tower”; the document itself says “The Wall”.",
    ]
    agreeing = read(Source("a.md", path), Said(title="The Wall: A Memoir", author="Vint", date="1921"))
    assert not [p for p in agreeing.problems if p.kind == "told_differs"]


def test_what_is_told_of_the_examples_differs_nowhere():
    folder = pathlib.Path(whence.__file__).parents[2] / "examples"
    lists = SourceLists([str(folder)])
    for path in sorted(folder.glob("*.*")):
        if path.suffix in (".txt", ".md") and path.name != "README.md":
            found = read(Source(path.name, path), lists.said(Source(path.name, path)))
            assert not [p.message for p in found.problems if p.kind == "told_differs"]
