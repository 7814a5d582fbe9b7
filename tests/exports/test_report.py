"""The report: one page that stands alone, holds every word, links only to what is there, and runs nothing of the text's."""

import re
from html.parser import HTMLParser

import msgspec
import pytest

import whence
from whence.exports.report import report
from whence.exports.report_places import Places
from whence.exports.screen import Line, Part, Screen, Speaker, Support
from whence.layers.document import (
    Attribution,
    Block,
    Citation,
    Claim,
    Document,
    DocumentFacts,
    Entity,
    Insertion,
    Locator,
    MadeBy,
    Marker,
    Note,
    Problem,
    Quotation,
    Relation,
    Resolution,
    Time,
    Voice,
    Work,
)  # fmt: skip
from whence.layers.places import paragraph_numbers
from whence.text import Page, Span

WORDS = [
    ("title", "The Sluice"),
    ("paragraph", "In May 1921 Conrad Hale wrote & said that “they [the men] fired”.[1] Morran denies it."),
    ("block_quotation", "Nobody   fired on\nthe 4th of May.[2]"),
    ("list_item", "seven, says the Government"),
    ("list_item", "- nineteen, says the register"),
    ("turn", "CORL: I was in bed."),
    ("heading", "Notes"),
    ("note", "[1]. Hale, The Salt Question, 112."),
    ("note", "[2]. Ibid."),
    ("colophon", "The Vessa Review"),
]
TEXT = "\n\n".join(words for _, words in WORDS)


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def blocks() -> tuple[Block, ...]:
    found, start = [], 0
    for n, (kind, words) in enumerate(WORDS, 1):
        found.append(Block(f"b{n}", start, start + len(words), kind, 2 if kind == "heading" else None))
        start += len(words) + 2
    return tuple(found)


def at(words: str, after: int = 0) -> dict[str, int]:
    found = span(words, after)
    return {"start": found.start, "end": found.end}


def document() -> Document:
    inline, whole = span("“they [the men] fired”"), span("Nobody   fired on\nthe 4th of May.")
    notes = span("[1]. Hale").start
    return Document(
        "whence-document/1",
        MadeBy("0.0"),
        DocumentFacts("f" * 64, "0" * 64, "sluice.txt", 1, "text/plain", language="en"),
        TEXT,
        pages=(Page(0, len(TEXT), "13"),),
        blocks=blocks(),
        entities=(Entity("e1", "person", "Conrad Hale", ("Hale",)), Entity("e2", "person", "Corl", ("CORL",))),
        voices=(Voice("v0", None), Voice("v1", "v0", ("e1",)), Voice("v2", "v1", ("e2",)), Voice("v3", "v0", ("e2",))),
        markers=(Marker("m1", **at("[1]"), label="1", note="n1", covers=inline), Marker("m2", **at("[2]"), label="2", note="n2")),
        notes=(Note("n1", **at("[1]. Hale, The Salt Question, 112."), label="1"), Note("n2", **at("[2]. Ibid."), label="2")),
        citations=(
            Citation("c1", **at("Hale, The Salt Question, 112."), note="n1", form="full", work="w1", locator=Locator("page", "112", "stated")),
            Citation("c2", **at("Ibid.", notes), note="n2", form="ibid", work="w1", refers_to="c1", locator=Locator("page", "112", "inherited"), signal="cf"),
        ),
        works=(Work("w1", {"title": "The Salt Question: A History", "author": [{"family": "Hale"}]}),),
        times=(
            Time("t1", **at("May 1921"), type="DATE", calendar="gregorian", value="1921-05", edtf="1921-05", mod="MID"),
            Time("t2", **at("the 4th of May"), type="DATE", calendar="gregorian", value="XXXX-05-04", edtf=None,
                 resolved=(Resolution("1921-05-04", None, None, None, "t1", "narrative"),)),
        ),
        quotations=(
            Quotation("q1", inline.start, inline.end, "inline", "speech", (Span(inline.start + 1, inline.end - 1),),
                      (Insertion(**at("[the men]"), voice="v0"),), (), "v1", "named", (span("Conrad Hale"),), None, "m1"),
            Quotation("q2", whole.start, whole.end, "block", "writing", (whole,), voice="v2", basis="note", told_by=(span("Ibid.", notes),)),
            Quotation("q3", **at("I was in bed."), form="block", use="speech", segments=(), voice="v3", basis="named", told_by=(span("CORL"),)),
        ),
        attributions=(
            Attribution("a1", "mixed", (span("Conrad Hale"),), (span("said"),), (span("that “they [the men] fired”"),), ("q1",), "v1"),
            Attribution("a2", "belief", (span("Morran"),), (span("denies"),), (span("it"),), (), None, "a1"),
        ),
        claims=(Claim("cl1", (span("they"), span("fired”")), "v1"), Claim("cl2", (whole,), "v2")),
        relations=(Relation("r1", "disagreement", "occurrence", ("cl1",), ("cl2",), "v0", (span("denies"),)),),
        problems=(Problem("other", (span("it."),), "Look at “it”."), Problem("other", (), "Look at all.")),
    )  # fmt: skip


def screen(text: str = TEXT) -> Screen:
    half = len(text) // 2
    return Screen(
        "The Sluice", "nobody, 1921",
        rests=(Support("w1", "Hale, The Salt Question", ("1", "2"), "112 (112)", (span("fired”"), span("Nobody")), "¶ 1, 2"),),
        unsourced=(Line("Not the list", (span("seven"),), "¶ 3"),),
        speakers=(Speaker(0, "the author", 90, ("v0",), None), Speaker(1, "Conrad Hale", 10, ("v1",), span("they"))),
        parts=(Part(12, half, 0, False), Part(half, half + 9, 1, True), Part(half + 12, half + 20, 5, False)),
        look=(Line("They differ.", (span("denies"), span("Nobody   fired on\nthe 4th of May.")), "¶ 1, 2"),),
        untold=(), next=(Line("Go on."),),
    )  # fmt: skip


class Parsed(HTMLParser):
    """What a browser sees: ids, links, names of elements, and the words of each set block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.names: list[str] = []
        self.events: list[str] = []
        self.rows: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.names.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [v for k, v in attrs if k in ("href", "src", "xlink:href")]
        self.events += [k for k in given if k.startswith("on")]
        if given.get("class") == "words":
            self.rows.append("")
        if tag not in ("meta", "link", "input", "rect"):
            self._open.append((tag, given.get("class") or ""))

    def handle_endtag(self, tag):
        if tag != "rect":
            assert self._open.pop()[0] == tag

    def handle_data(self, data):
        classes = [c for _, c in self._open]
        if "words" in classes and "back" not in classes:
            self.rows[-1] += data


@pytest.fixture(scope="module")
def page() -> str:
    return report(document(), screen())


def test_the_page_holds_every_block_word_for_word(page):
    rows = ["".join(row.split()) for row in Parsed(page).rows]
    assert rows == ["".join(words.split()) for _, words in WORDS]


def test_every_link_leads_to_a_place_on_the_page(page):
    parsed = Parsed(page)
    assert len(parsed.ids) == len(set(parsed.ids))
    for link in parsed.links:
        assert link == "data:," or (link.startswith("#") and link[1:] in parsed.ids), link


def test_the_page_asks_for_nothing_from_outside(page):
    assert not re.search(r"https?:|@import|url\(", page)
    assert "default-src &#39;none&#39;" in page


def test_same_in_same_out(page):
    assert report(document(), screen()) == page


def test_the_margin_says_who_speaks_and_how_that_is_known(page):
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "Conrad Hale: named Conrad Hale – said; words in brackets by the author" in words
    assert "Corl, as told by Conrad Hale: told only by note 2" in words
    assert "Morran – denies (belief), inside what Conrad Hale … said" in words


def test_the_margin_says_what_is_inherited_and_what_is_fuzzy(page):
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "note 2: cf. Hale, The Salt Question (p. 112, inherited)" in words
    assert "May 1921 1921-05 fuzzy: its middle" in words
    assert "4 May → 1921-05-04 likely from the narrative, May 1921" in words


def test_the_margin_names_who_says_that_they_differ(page):
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert (
        "disagreement on occurrence, says the author: Conrad Hale they … fired” – Corl Nobody fired on"
        in words
    )


def test_the_footer_gives_no_verdict(page):
    assert "Read by Whence 0.0; no line says whether a claim is true." in page
    assert "f" * 64 in page


def test_paragraphs_are_numbered_without_titles_and_notes():
    assert paragraph_numbers(document()) == {"b2": 1, "b3": 2, "b4": 3, "b5": 4, "b6": 5}
    assert Places(document()).label(span("Ibid.").start) == "note 2"


HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} \"' onload='x' & \u202eabc"


def test_a_hostile_document_stays_text():
    text = HOSTILE + " " + "x" * 300
    whole = Span(0, len(text))
    bad = Document(
        "whence-document/1", MadeBy(),
        DocumentFacts(HOSTILE, "", HOSTILE, 1, "text/plain", url="javascript:alert(1)", language='en" onload="x'),
        text,
        pages=(Page(0, 3, HOSTILE),),
        blocks=(Block("b1", 0, len(text), "paragraph"),),
        entities=(Entity("e1", "person", HOSTILE, ()),),
        voices=(Voice("v0", None), Voice("v1", "v1", ("e1", "e9"))),
        markers=(Marker("m1", 0, 2, HOSTILE, "n7"),),
        citations=(Citation('c1" onclick="x', 5, 9, None, "full", "w1", "c9", Locator(HOSTILE, HOSTILE, "inherited"), HOSTILE),),
        works=(Work("w1", {"title": "javascript:alert(1)", "URL": "javascript:alert(1)", "author": [{"family": HOSTILE}, 3]}),),
        times=(Time("t1", 10, 14, "DATE", "gregorian", HOSTILE, None, HOSTILE),),
        quotations=(Quotation("q1", 0, 30, "inline", "speech", (whole,), voice="v1"),),
        attributions=(Attribution("a1", "indirect", (), (), (whole,), ("q9",), "v99", "a1"),),
        problems=(Problem("x", (whole, Span(len(text), len(text) + 9)), HOSTILE),),
    )  # fmt: skip
    line = Line(HOSTILE, (whole,), HOSTILE)
    seen = Screen(HOSTILE, HOSTILE, (Support("w1", HOSTILE, (HOSTILE,), HOSTILE, (whole,), HOSTILE),), (line,),
                  (Speaker(0, HOSTILE, 1, ("v0",), whole),), (Part(0, len(text), 0, False),), (line,), (line,), (line,))  # fmt: skip
    page = report(bad, seen)
    parsed = Parsed(page)
    assert parsed.names.count("script") == 1
    assert "img" not in parsed.names
    assert parsed.events == []
    assert all(link.startswith(("#", "data:,")) for link in parsed.links)
    assert [row.strip() for row in parsed.rows] == [text]
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize("text", ["", "  \n", "Only words."])
def test_a_document_without_records_still_makes_a_page(text):
    bare = Document("whence-document/1", MadeBy(), DocumentFacts("", "", "a.txt", 0, "text/plain"), text)
    page = report(bare, Screen("a.txt", "", (), (), (), (), (), (), ()))
    assert text.strip() in "".join(Parsed(page).rows)


def test_notes_at_the_feet_of_pages_go_to_the_end_together():
    words = ["One.[1]", "[1] First.", "Two.[2]", "[2] Second."]
    text = "\n".join(words)
    kinds = ["paragraph", "note"] * 2
    starts = [text.index(w) for w in words]
    made = [
        Block(f"b{n}", s, s + len(w), k)
        for n, (s, w, k) in enumerate(zip(starts, words, kinds, strict=True), 1)
    ]
    feet = Document(
        "whence-document/1", MadeBy(), DocumentFacts("", "", "a", 0, "text/plain"), text, blocks=tuple(made)
    )
    rows = Parsed(report(feet, Screen("a", "", (), (), (), (), (), (), ()))).rows
    assert [row.strip() for row in rows] == ["One.[1]", "Two.[2]", "[1] First.", "[2] Second."]


def test_a_speaker_who_is_not_certain_is_not_said_to_be_untold():
    document = whence.annotate(
        'The mill was dark. "We were not there at all," said Ada Corl. Nobody answered her.'
    )
    (quotation,) = document.quotations
    unsure = msgspec.structs.replace(quotation, basis="inferred", probability=0.2)
    doubted = msgspec.structs.replace(document, quotations=(unsure,), attributions=())
    page = whence.write(doubted, "report")
    assert "it is not certain who speaks" in page
    assert "the text does not say who speaks" not in page
