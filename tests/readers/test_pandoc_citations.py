"""Pandoc's citations in Markdown, with the bibliography beside the file."""

import whence

BIB = """@book{hale, author = {Hale, Conrad}, title = {The Salt Question}, year = 1949, publisher = {Tern Quay}, address = {Ambry}}
@article{toll:1966, author = {Tollard, Lena}, title = {The Arithmetic of Graves}, journal = {Quarterly}, volume = 12, year = 1966}
"""
TEXT = "The guard killed nineteen [see @hale, pp. 33-35; also -@toll:1966, 201]. @toll:1966 [p. 12] counts more; @nobody none.\n"


def read(folder, text, **files):
    for name, words in files.items():
        (folder / name.replace("_", ".")).write_text(words, encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    return whence.read(folder / "a.md")


def cited(document):
    works = {w.id: w.csl["title"] for w in document.works}
    return [
        (document.text[c.start : c.end], works[c.work], c.locator and (c.locator.label, c.locator.value))
        for c in document.citations
    ]


def test_keys_are_looked_up_beside_the_file(tmp_path):
    document = read(tmp_path, TEXT, refs_bib=BIB)
    group = "[see @hale, pp. 33-35; also -@toll:1966, 201]"
    assert document.text == TEXT.strip()
    assert cited(document) == [
        (group, "The Salt Question", ("page", "33-35")),
        (group, "The Arithmetic of Graves", ("page", "201")),
        ("@toll:1966 [p. 12]", "The Arithmetic of Graves", ("page", "12")),
    ]


def test_the_front_matter_chooses_the_bibliography(tmp_path):
    chosen = '[{"id": "hale", "type": "book", "title": "Another Book", "author": [{"family": "Hale"}]}]'
    text = "---\nbibliography: own.json\n---\n\nNineteen died [@hale, 4].\n"
    assert cited(read(tmp_path, text, refs_bib=BIB, own_json=chosen)) == [
        ("[@hale, 4]", "Another Book", ("page", "4"))
    ]


def test_addresses_and_broken_files_are_no_citations(tmp_path):
    text = "Write to hale@port.example, or to [the port](mailto:toll@port.example).\n"
    assert cited(read(tmp_path, text, refs_bib=BIB)) == []
    assert cited(read(tmp_path, TEXT, refs_bib="@book{hale, title = {", refs_json="[1, {]")) == []
