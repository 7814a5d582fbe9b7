"""Word documents: accepted changes, comments apart, own labels of notes, fields, hostile archives."""

import base64
import io
import pathlib
import re
import zipfile

import pytest

import whence
from whence.layers.reading import read_bytes
from whence.readers import Said, Source, Unreadable
from whence.readers.docx import read

FILES = pathlib.Path(__file__).parent / "files"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, **parts: str) -> bytes:
    """A Word document of a body and other parts, as small as Word itself would open."""
    relations = "".join(f'<Relationship Id="r{k}" Type="{TYPE}/{k}" Target="{k}.xml"/>' for k in parts)
    files = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{TYPE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        **{f"word/{k}.xml": f"<w:{k} {W}>{v}</w:{k}>" for k, v in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return out.getvalue()


def p(*runs: str) -> str:
    return "<w:p>" + "".join(runs) + "</w:p>"


def r(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def call(number: int, extra: str = "", label: str = "") -> str:
    own = f"<w:t>{label}</w:t>" if label else ""
    return f'<w:r><w:footnoteReference w:id="{number}"{extra}/>{own}</w:r>'


def note(number: int, words: str) -> str:
    return f'<w:footnote w:id="{number}">{p(r(words))}</w:footnote>'


def test_changes_are_read_as_accepted():
    raw = docx(
        p(
            r("The wall "),
            "<w:ins>",
            r("still "),
            "</w:ins>",
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>",
            r("stood."),
        )
    )
    assert read(raw).chars == "The wall still stood."


def test_words_cut_into_runs_stay_whole():
    assert read(docx(p(r("The ga"), r("te"), r(" was open.")))).chars == "The gate was open."


def test_notes_with_numbers_and_with_labels_of_their_own():
    raw = docx(
        p(r("One."), call(7), r(" Two."), call(8, ' w:customMarkFollows="1"', "*"), r(" Three."), call(9)),
        footnotes=note(7, "First.") + note(8, "Starred.") + note(9, "Second."),
    )
    text = read(raw)
    assert text.chars == "One.[1] Two.* Three.[2]\n\n[1] First.\n\n[*] Starred.\n\n[2] Second."
    assert [(g.get("label"), text.chars[g.start : g.end]) for g in text.given if g.kind == "marker"] == [
        ("1", "[1]"), ("*", "*"), ("2", "[2]"),
    ]  # fmt: skip


def test_roman_numbers_that_begin_at_three():
    settings = '<w:footnotePr><w:numFmt w:val="lowerRoman"/><w:numStart w:val="3"/></w:footnotePr>'
    raw = docx(
        p(r("One."), call(1), r(" Two."), call(2)), footnotes=note(1, "A.") + note(2, "B."), settings=settings
    )
    assert read(raw).chars == "One.[iii] Two.[iv]\n\n[iii] A.\n\n[iv] B."


def test_comments_stay_apart_and_are_something_to_look_at():
    body = p(
        r("The gate was "),
        '<w:commentRangeStart w:id="0"/>',
        r("open"),
        '<w:commentRangeEnd w:id="0"/>',
        r(" all night."),
    )
    comments = (
        '<w:comment w:id="0" w:author="Ada" w:date="2020-01-02T00:00:00Z">'
        + p(r("Who says so?"))
        + "</w:comment>"
    )
    document = read_bytes(Source("a.docx", None), docx(body, comments=comments), Said(media_type="docx"))
    assert document.text == "The gate was open all night."
    [problem] = [x for x in document.problems if x.kind == "comment"]
    assert problem.message == "A comment by Ada: “Who says so?”"
    assert [document.text[s.start : s.end] for s in problem.spans] == ["open"]


def test_citation_fields_keep_what_the_program_stored():
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText> ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"itemData":{"title":"Salt"}}]} </w:instrText></w:r>'
    text = read(docx(p(r("As was shown "), begin, code, middle, r("(Morran 1931)"), end, r("."))))
    assert text.chars == "As was shown (Morran 1931)."
    [field] = [g for g in text.given if g.kind == "citation"]
    assert text.chars[field.start : field.end] == "(Morran 1931)"
    assert '"title":"Salt"' in field.get("csl")


def test_headings_and_quotations_by_their_styles():
    styles = (
        '<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="My words"/><w:basedOn w:val="c"/></w:style>'
        '<w:style w:styleId="c"><w:name w:val="Quote"/></w:style>'
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>{}</w:p>'
    text = read(
        docx(
            styled.format("a", r("Part")) + styled.format("b", r("I saw it all.")) + p(r("So she said.")),
            styles=styles,
        )
    )
    assert [(g.kind, text.chars[g.start : g.end]) for g in text.given] == [
        ("heading", "Part"), ("block_quotation", "I saw it all."), ("paragraph", "So she said."),
    ]  # fmt: skip


def test_hidden_words_are_not_read():
    assert (
        read(docx(p(r("Seen."), "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>"))).chars == "Seen."
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    ],
)
def test_what_is_no_word_document(raw, said):
    with pytest.raises(Unreadable, match=said):
        read(raw)


@pytest.mark.slow
def test_a_bomb_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 400_000_000)
    with pytest.raises(Unreadable, match="far more than a text needs"):
        read(out.getvalue())


def test_xml_that_is_none():
    with pytest.raises(Unreadable, match="no sound XML"):
        read(docx("<w:p><w:r></w:p>"))


def test_a_citation_field_is_the_work_that_is_cited():
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    item = '{"type":"book","title":"Salt on the Sill","author":[{"family":"Morran","given":"Ilse"}],"issued":{"date-parts":[["1931"]]}}'
    code = f'<w:r><w:instrText>ADDIN ZOTERO_ITEM CSL_CITATION {{"citationItems":[{{"locator":"12","itemData":{item}}}]}}</w:instrText></w:r>'
    cited = begin + code + middle + r("Ilse Morran, Salt on the Sill, 12") + end
    body = p(r("It rained."), call(1), r(" It froze."), call(2))
    notes = f'<w:footnote w:id="1">{p(cited, r("."))}</w:footnote>' + note(2, "Ibid., 14.")
    document = read_bytes(Source("a.docx", None), docx(body, footnotes=notes), Said(media_type="docx"))
    [work] = document.works
    assert (work.csl["title"], work.csl["author"][0]["family"], work.csl["issued"]) == (
        "Salt on the Sill",
        "Morran",
        {"date-parts": [[1931]]},
    )
    assert [(c.form, c.work, c.locator.value, c.locator.basis) for c in document.citations] == [
        ("full", work.id, "12", "stated"), ("ibid", work.id, "14", "stated"),
    ]  # fmt: skip


def test_a_field_that_is_no_json_is_only_words():
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    code = "<w:r><w:instrText>ADDIN CSL_CITATION {not json}</w:instrText></w:r>"
    document = read_bytes(
        Source("a.docx", None),
        docx(p(begin, code, middle, r("(Morran)"), end, r(" says so."))),
        Said(media_type="docx"),
    )
    assert document.text == "(Morran) says so."
    assert not document.works


_SOURCES = """<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
<b:Source><b:Tag>Hal49</b:Tag><b:SourceType>Book</b:SourceType><b:Title>The Salt Question</b:Title><b:Year>1949</b:Year>
<b:City>Ambry</b:City><b:Publisher>Tern Quay</b:Publisher><b:Author><b:Author><b:NameList><b:Person><b:Last>Hale</b:Last>
<b:First>Conrad</b:First></b:Person></b:NameList></b:Author></b:Author></b:Source>
<b:Source><b:Tag>Min21</b:Tag><b:SourceType>Report</b:SourceType><b:Title>Statement</b:Title><b:Year>1921</b:Year>
<b:Author><b:Author><b:Corporate>Ministry of the Interior</b:Corporate></b:Author></b:Author></b:Source></b:Sources>"""


def with_sources(raw: bytes) -> bytes:
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("customXml/item2.xml", "<other/>")
        archive.writestr("customXml/item1.xml", _SOURCES)
        archive.writestr("customXml/item3.xml", "no XML")
    return out.getvalue()


def field(instruction: str, shown: str, data: str = "") -> str:
    held = f"<w:fldData>{data}</w:fldData>" if data else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{held}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cited(raw: bytes) -> list[tuple[str, dict[str, object], str | None]]:
    document = read_bytes(Source("a.docx", pathlib.Path("a.docx")), raw, Said())
    works = {w.id: {k: v for k, v in w.csl.items() if k != "id"} for w in document.works}
    return [
        (document.text[c.start : c.end], works[c.work], c.locator and c.locator.value)
        for c in document.citations
    ]


def test_words_own_sources_are_the_works():
    body = p(
        r("Nineteen died "),
        field(r" CITATION Hal49 \p 112 \l 1033  \m Min21 ", "(Hale 1949, 112; Ministry 1921)"),
        r("."),
    )
    hale, ministry = cited(with_sources(docx(body)))
    assert hale == (
        "(Hale 1949, 112; Ministry 1921)",
        {
            "type": "book", "title": "The Salt Question", "publisher": "Tern Quay", "publisher-place": "Ambry",
            "author": [{"family": "Hale", "given": "Conrad"}], "issued": {"date-parts": [[1949]]},
        },
        "112",
    )  # fmt: skip
    assert ministry[1]["author"] == [{"literal": "Ministry of the Interior"}]
    assert ministry[2] is None


_ENDNOTE = (
    '<EndNote><Cite><Author>Morran</Author><Year>1958</Year><Pages>94</Pages><record><ref-type name="Book">6</ref-type>'
    "<contributors><authors><author>Morran, Ilse</author></authors></contributors><titles><title><style>Salt on the Sill"
    "</style></title></titles><dates><year>1958</year></dates></record></Cite></EndNote>"
)


@pytest.mark.parametrize("in_data", [False, True])
def test_endnotes_records_are_the_works(in_data):
    escaped = _ENDNOTE.replace("<", "&lt;").replace(">", "&gt;")
    data = base64.b64encode(_ENDNOTE.encode()).decode() if in_data else ""
    run = field(" ADDIN EN.CITE " if in_data else f" ADDIN EN.CITE {escaped}", "(Morran 1958, 94)", data)
    assert cited(docx(p(r("She saw it "), run, r(".")))) == [
        (
            "(Morran 1958, 94)",
            {
                "type": "book", "title": "Salt on the Sill", "author": [{"family": "Morran", "given": "Ilse"}],
                "issued": {"date-parts": [[1958]]},
            },
            "94",
        )
    ]  # fmt: skip


def test_broken_fields_are_words():
    for instruction, data in (
        (" ADDIN EN.CITE &lt;EndNote&gt;&lt;x&gt;&lt;/EndNote&gt;", ""),
        (" CITATION Nobody ", "@@"),
        (" ADDIN EN.CITE ", "ÿ"),
    ):
        assert cited(docx(p(r("She saw it "), field(instruction, "(there)", data), r(".")))) == []


@pytest.mark.parametrize("name", ["mill-pandoc.docx", "mill-libreoffice.docx"])
def test_the_words_are_those_that_another_reader_finds(name):
    """docx2python as the oracle: the same words in the body and in the notes, wherever each reader puts markers."""
    from docx2python import docx2python

    path = FILES / name
    with docx2python(path) as other:
        whole = re.sub(r"----footnote\d+----|footnote\d+\)", " ", other.text)
    text = read(path.read_bytes())
    chars = list(text.chars)
    for origin in text.origins:
        if origin.generated:
            chars[origin.start : origin.end] = " " * (origin.end - origin.start)
    assert sorted("".join(chars).split()) == sorted(re.sub(r"\t|----media/.*?----", " ", whole).split())


def test_turns_of_an_interview_in_word_are_turns(tmp_path):
    import docx

    made = docx.Document()
    made.add_paragraph("The Mill in the Flood", style="Title")
    for who, words in (
        ("AMSEL", "When did you hear?"),
        ("HOLM", "In the night."),
        ("AMSEL", "Who knew?"),
        ("HOLM", "The company."),
    ):
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{who}:").bold = True
        paragraph.add_run(f" {words}")
    made.save(tmp_path / "interview.docx")
    document = whence.read(tmp_path / "interview.docx")
    assert [b.kind for b in document.blocks] == ["title", *["turn"] * 4]
    voices = [q.voice for q in document.quotations]
    assert voices[0] == voices[2] != voices[1] == voices[3]
    assert None not in voices
