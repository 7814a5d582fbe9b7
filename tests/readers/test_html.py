"""Saved web pages: the page's own words, each with its element; notes as sites write them; hostile pages."""

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import whence
from whence.layers.check import broken_rules
from whence.layers.reading import read_bytes
from whence.readers import Source, Unreadable, read_text
from whence.readers.html import read

PROSE = (
    "The dam at Ambry stood for eleven winters before the river took it, and those who had built it said that it was "
    "the frost that had done the work and not the water, which they had known for as long as they could remember. "
)


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def marks(raw: bytes, *kinds: str) -> list[tuple[str, str | None, str]]:
    text = read(raw)
    return [(g.kind, g.get("label"), text.chars[g.start : g.end]) for g in text.given if g.kind in kinds]


def facts(raw: bytes) -> dict[str, str]:
    return dict(next((g.attributes for g in read(raw).given if g.kind == "metadata"), ()))


def links(raw: bytes) -> list[tuple[str, str, str]]:
    """Marker, its label, and the first words of its note, as a full reading pairs them."""
    doc = read_bytes(Source("page", None), raw, whence_said())
    assert broken_rules(doc) == []
    notes = {n.id: doc.text[n.start : n.end] for n in doc.notes}
    return [(doc.text[m.start : m.end], m.label, notes.get(m.note or "", "")) for m in doc.markers]


def whence_said():
    from whence.readers import Said

    return Said(media_type="text/html")


# -- words ----------------------------------------------------------------------------------------------------------


def test_words_as_a_browser_shows_them():
    raw = page(
        "<h1>The  <i>dam</i></h1><p>It\n   fell &amp; <b>nobody</b>\tslept.<br>Not\u00a0one.</p>"
        "<blockquote><p>We ran.</p></blockquote><ul><li>a gate<li>a wall</ul>"
        "<table><tr><th>Year<th>Loss<tr><td>1911<td>3</table><p>He said <q>no, <q>never</q></q>.</p>"
        "<pre>\nas  typed\n  here</pre><script>alert(1)</script><p><img alt='a picture'></p>"
    )
    assert read(raw).chars == (
        "The dam\n\nIt fell & nobody slept.\nNot\u00a0one.\n\nWe ran.\n\na gate\n\na wall\n\n"
        "Year | Loss\n\n1911 | 3\n\nHe said “no, ‘never’”.\n\nas  typed\n  here"
    )


def test_what_the_page_marks():
    raw = page(
        "<h2>The dam</h2><p>One.</p><blockquote>Two.</blockquote><ol><li>Three.</ol><figure><figcaption>Four.</figcaption>"
        "</figure><table><tr><td>Five<td>six</table><div>Seven <p>eight</p> nine</div>"
    )
    text = read(raw)
    found = [(g.kind, text.chars[g.start : g.end]) for g in text.given if g.kind != "metadata"]
    assert found == [
        ("heading", "The dam"), ("paragraph", "One."), ("block_quotation", "Two."), ("list_item", "Three."),
        ("other", "Four."), ("table", "Five | six"), ("paragraph", "Seven"), ("paragraph", "eight"), ("paragraph", "nine"),
    ]  # fmt: skip
    assert next(g for g in text.given if g.kind == "heading").get("level") == "2"


def test_each_block_holds_the_words_of_its_element_and_names_it():
    from lxml import html

    raw = page("<div><p>One <i>two</i> three.</p><p>Four &eacute; five.</p></div><div><p>Six.</p></div>")
    text = read(raw)
    tree = html.document_fromstring(raw)
    for origin in text.origins:
        if not origin.generated:
            [element] = tree.xpath(origin.where)
            words = re.sub(r"\s+", " ", "".join(element.itertext()))
            assert text.chars[origin.start : origin.end] in words
    paragraphs = [text.chars[g.start : g.end] for g in text.given if g.kind == "paragraph"]
    assert paragraphs == ["".join(p.itertext()) for p in tree.iter("p")]


def test_paragraphs_that_only_line_breaks_part():
    raw = page("<div>One fell.<br><br>Two ran.<br>Three too.</div>")
    assert [w for _, _, w in marks(raw, "paragraph")] == ["One fell.", "Two ran.\nThree too."]


def test_a_page_set_as_typed_is_read_by_its_layout():
    raw = page("<pre>The dam\n\nIt fell.[1] We ran.\n\nNotes\n\n[1] Vint, p. 3.\n</pre>")
    assert links(raw) == [("[1]", "1", "[1] Vint, p. 3.")]


def test_tables_that_only_lay_out_a_page_are_no_tables():
    raw = page(f"<table><tr><td><p>{PROSE}</p><p>{PROSE}</p></td><td>{PROSE}</td></tr></table>")
    assert [k for k, _, _ in marks(raw, "paragraph", "table")] == ["paragraph"] * 3


def test_printed_page_numbers_become_pages():
    text = read(
        page(
            '<p>It <span class="pagenum">[Pg 12]</span>fell. <span class="pagenum">[Pg 13]</span> We ran.</p>'
        )
    )
    assert text.chars == "It fell. We ran."
    assert [(text.chars[p.start : p.end], p.label) for p in text.pages] == [
        ("fell. ", "12"),
        ("We ran.", "13"),
    ] or [p.label for p in text.pages] == ["12", "13"]


# -- what is the text -------------------------------------------------------------------------------------------------


def test_what_stands_around_an_article_is_left_out():
    raw = page(
        "<header><a href='/'>Ambry Post</a></header><nav><a href='/a'>News</a></nav>"
        f"<article><header><h1>The dam</h1><p>By Orla Vint</p></header><p>{PROSE}</p><p>Short.</p>"
        f"<aside class='share'><a href='/s'>Share</a></aside></article>"
        f"<section id='comments'><p>{PROSE}Rubbish.</p></section><footer>© Ambry Post</footer>"
    )
    assert read(raw).chars.split("\n\n") == ["The dam", "By Orla Vint", PROSE.strip(), "Short."]


def test_a_page_that_declares_nothing_is_told_by_its_prose():
    raw = page(
        "<div id=top><ul><li><a href='/a'>News</a><li><a href='/b'>Weather</a></ul></div><h1>The dam</h1>"
        f"<div id=text><p>{PROSE}</p><p>Short.</p><p>{PROSE}</p></div><div id=low><a href='/c'>Contact</a></div>"
    )
    chars = read(raw).chars
    assert chars.count("Ambry") == 2
    assert chars.startswith("The dam")
    assert "Short." in chars
    assert "Weather" not in chars
    assert "Contact" not in chars


def test_an_article_element_that_is_only_a_teaser_does_not_win():
    raw = page(f"<article>Read more</article><div><p>{PROSE}</p><p>{PROSE}</p></div>")
    assert read(raw).chars.count("Ambry") == 2


def test_a_page_inside_a_form_and_a_page_of_short_lines():
    assert "Ambry" in read(page(f"<form><p>{PROSE}</p></form>")).chars
    assert read(page("<p>Frost.</p><p>Then flood.</p>")).chars == "Frost.\n\nThen flood."


def test_hidden_words_are_left_out():
    raw = page(
        "<p>It fell.<span style='display:none'>secret</span><span hidden>more</span></p><noscript>no</noscript>"
    )
    assert read(raw).chars == "It fell."


# -- what the page says of itself -----------------------------------------------------------------------------------


def test_facts_from_schema_org():
    head = """<title>The dam | Ambry Post</title><script type="application/ld+json">{"@graph": [{"@type": "WebSite"},
      {"@type": "NewsArticle", "headline": "The dam", "author": [{"name": "Orla Vint"}, {"name": "Tam Rell"}],
       "datePublished": "1998-05-04T10:00:00+02:00", "publisher": {"name": "Ambry Post"}}]}</script>
      <link rel="canonical" href="https://post.example/dam">"""
    assert facts(page("<p>It fell.</p>", head)) == {
        "title": "The dam", "author": "Orla Vint and Tam Rell", "date": "1998-05-04", "publisher": "Ambry Post",
        "url": "https://post.example/dam", "language": "en",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="citation_author" content="Vint, Orla"><meta name="citation_publication_date" content="1998/05">',
         {"author": "Orla Vint", "date": "1998-05"}),
        ('<meta name="DC.creator" content="Orla Vint"><meta name="DC.date" content="1998">',
         {"author": "Orla Vint", "date": "1998"}),
        ('<meta property="og:title" content="The dam"><meta property="article:published_time" content="1998-05-04">',
         {"title": "The dam", "date": "1998-05-04"}),
        ('<meta name="author" content="By Orla Vint"><meta name="date" content="May 4, 1998">',
         {"author": "Orla Vint", "date": "1998-05-04"}),
        ('<title>The dam – Ambry Post</title><meta property="og:site_name" content="Ambry Post">',
         {"title": "The dam", "publisher": "Ambry Post"}),
        ('<meta name="date" content="1998-13-40"><link rel=canonical href="javascript:x()">', {}),
        ('<script type="application/ld+json">{broken</script><meta name="author" content="https://a.example/x">', {}),
    ],
)  # fmt: skip
def test_facts_from_other_tags(head, expected):
    assert {k: v for k, v in facts(page("<p>It fell.</p>", head)).items() if k != "language"} == expected


def test_addresses_that_browsers_note_when_they_save():
    saved = b"<!-- saved from url=(0024)https://post.example/dam -->\n" + page("<p>It fell.</p>")
    assert facts(saved)["url"] == "https://post.example/dam"
    single = (
        b"<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://post.example/dam \n"
        b" saved date: Tue Mar 05 2024 10:11:12 GMT+0100 \n--><body><p>It fell.</p></body></html>"
    )
    assert facts(single)["url"] == "https://post.example/dam"
    assert facts(single)["retrieved"] == "2024-03-05"


# -- notes, one convention after another ------------------------------------------------------------------------------

MEDIAWIKI = """<div class="mw-parser-output"><p>It fell.<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">
<span>[</span>1<span>]</span></a></sup> We ran.<sup id="cite_ref-2" class="reference"><a href="#cite_note-2">[2]</a></sup>
Again.<sup id="cite_ref-a_1-1" class="reference"><a href="#cite_note-a-1">[1]</a></sup><sup id="cite_ref-n_3-0"
class="reference"><a href="#cite_note-n-3">[note 1]</a></sup></p><h2>Notes</h2><ol class="references">
<li id="cite_note-n-3"><span class="mw-cite-backlink"><b><a href="#cite_ref-n_3-0">^</a></b></span>
<span class="reference-text">A lake.</span></li></ol><h2>References</h2><ol class="references"><li id="cite_note-a-1">↑ <sup>
<a href="#cite_ref-a_1-0">a</a></sup> <sup><a href="#cite_ref-a_1-1">b</a></sup> <span class="reference-text">Vint, p. 3.
</span></li><li id="cite_note-2"><span class="mw-cite-backlink"><a href="#cite_ref-2">↑</a></span> Rell, p. 4.</li></ol></div>"""

WORDPRESS = """<p>It fell.<sup class="footnote"><a href="#fn1" id="fnref1">1</a></sup> We ran.<sup><a href="#fn2" id="fnref2">2
</a></sup></p><ol class="footnotes"><li id="fn1"><p>Vint, p. 3.&nbsp;<a href="#fnref1" title="Jump back">↩</a></p></li>
<li id="fn2"><p>Rell, p. 4.</p><p>And more. <a href="#fnref2">↩</a></p></li></ol>"""

EASY = """<p>It fell.<span id="easy-footnote-1-7"></span><span class="easy-footnote"><a href="#easy-footnote-bottom-1-7"><sup>1
</sup></a></span> We ran.</p><ol class="easy-footnotes-wrapper"><li class="easy-footnote-single"><span
id="easy-footnote-bottom-1-7"></span>Vint, p. 3.<a class="easy-footnote-to-top" href="#easy-footnote-1-7"></a></li></ol>"""

SUBSTACK = """<div><p>It fell.<a class="footnote-anchor" id="footnote-anchor-1" href="https://x.example/p/dam#footnote-1">1</a>
We ran.</p></div><div class="footnote"><a id="footnote-1" href="https://x.example/p/dam#footnote-anchor-1"
class="footnote-number">1</a><div class="footnote-content"><p>Vint, p. 3.</p><p>And more.</p></div></div>"""

GUTENBERG = """<p>It fell.<a name="FNanchor_1_1" id="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a> We ran.</p>
<div class="footnotes"><h3>FOOTNOTES:</h3><div class="footnote"><p><a name="Footnote_1_1" id="Footnote_1_1"></a><a
href="#FNanchor_1_1"><span class="label">[1]</span></a> Vint, p. 3.</p><p>And more.</p></div></div>"""

PANDOC = """<p>It fell.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> We ran.</p>
<section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Vint, p. 3.<a href="#fnref1"
class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>"""

EPUB = """<p>It fell.<a epub:type="noteref" href="#n1">1</a> We ran.<a role="doc-noteref" href="#n2">*</a></p>
<aside epub:type="footnote" id="n1"><p>Vint, p. 3.</p></aside><aside role="doc-footnote" id="n2" hidden><p>Rell, p. 4.</p></aside>"""

WORD = """<p>It fell.<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> We ran.</p><div><hr>
<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Vint, p. 3.</p></div></div>"""

LIBREOFFICE = """<p>It fell.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>
<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Vint, p. 3.</p></div>"""

OLD = """<p>It fell [<a name="r1" href="#1">1</a>]. We ran [<a name="r2" href="#2">2</a>].</p><p>[<a name="1" href="#r1">1</a>]
Vint, p. 3.<br>[<a name="2" href="#r2">2</a>] Rell, p. 4.</p>"""

FLAT = """<p>It fell.<sup><a href="#a1" id="b1">1</a></sup> We ran.<sup><a href="#a2" id="b2">2</a></sup></p><hr>
<p id="a1"><a href="#b1">1.</a> Vint, p. 3.</p><p>And more.</p><p id="a2"><a href="#b2">2.</a> Rell, p. 4.</p><p>Ambry Post</p>"""

DOCUTILS = """<p>It fell<a class="footnote-reference brackets" href="#id2" id="id1">1</a>. We ran.</p><dl class="footnote brackets">
<dt class="label" id="id2"><span class="brackets"><a class="fn-backref" href="#id1">1</a></span></dt><dd><p>Vint, p. 3.</p></dd></dl>"""

TWO = "Rell, p. 4."
ONE = "Vint, p. 3."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (MEDIAWIKI, [("[1]", "1", "[1] " + ONE), ("[2]", "2", "[2] " + TWO), ("[1]", "1", "[1] " + ONE),
                     ("[note 1]", "note 1", "note 1. A lake.")]),
        (WORDPRESS, [("1", "1", "[1] " + ONE), ("2", "2", f"[2] {TWO}\n\nAnd more.")]),
        (EASY, [("1", "1", "[1] " + ONE)]),
        (SUBSTACK, [("1", "1", f"1 {ONE}\n\nAnd more.")]),
        (GUTENBERG, [("[1]", "1", f"[1] {ONE}\n\nAnd more.")]),
        (PANDOC, [("1", "1", "[1] " + ONE)]),
        (EPUB, [("1", "1", "[1] " + ONE), ("*", "*", "[*] " + TWO)]),
        (WORD, [("[1]", "1", "[1] " + ONE)]),
        (LIBREOFFICE, [("1", "1", "1 " + ONE)]),
        (OLD, [("[1]", "1", "[1] " + ONE), ("[2]", "2", "[2] " + TWO)]),
        (FLAT, [("1", "1", f"1. {ONE}\n\nAnd more."), ("2", "2", "2. " + TWO)]),
        (DOCUTILS, [("1", "1", "1 " + ONE)]),
    ],
    ids="mediawiki wordpress easy substack gutenberg pandoc epub word libreoffice old flat docutils".split(),
)  # fmt: skip
def test_markers_lead_to_their_notes(body, expected):
    assert links(page(body)) == expected
    prose = f"<h1>The dam</h1><p>{PROSE}</p>"
    around = f"<nav><a href='/'>News</a></nav><main>{prose}{body}</main><footer>Ambry Post</footer>"
    assert links(page(around)) == expected


def test_notes_outside_the_article_are_kept():
    raw = page(
        f"<nav>News</nav><article><p>{PROSE}<a href='#fn1' id='r1'>1</a></p></article>"
        "<footer><div id='fn1'>1 Vint, p. 3. <a href='#r1'>↩</a></div><p>Ambry Post</p></footer>"
    )
    assert links(raw) == [("1", "1", "1 Vint, p. 3.")]
    assert "Ambry Post" not in read(raw).chars


def test_superscripts_without_links_before_a_numbered_list():
    raw = page(
        "<p>It fell.<sup>1</sup> It was 40 m<sup>2</sup> on the 1<sup>st</sup> of May.<sup>2</sup></p>"
        "<h2>Notes</h2><ol><li>Vint, p. 3.</li><li>Rell, p. 4.</li></ol>"
    )
    assert links(raw) == [("1", "1", "[1] Vint, p. 3."), ("2", "2", "[2] Rell, p. 4.")]
    assert "40 m2 on the 1st of May." in read(raw).chars


@pytest.mark.parametrize(
    "body",
    [
        "<p>The 1<sup>st</sup> of May; 40 m<sup>2</sup>; E=mc<sup>2</sup>.</p>",
        "<ul><li><a href='#s1'>1</a> Frost<li><a href='#s2'>2</a> Flood</ul><h2 id='s1'>1 Frost</h2><h2 id='s2'>2 Flood</h2>",
        "<p>See page <a href='#page_12'>12</a>.</p><p><a id='page_12'></a>It fell.</p>",
        "<p>It fell. See note <a href='#x'>5</a>.</p><p id='x'>Elsewhere.</p>",
        "<p><a href='#top'>↑</a></p><p id='top'>It fell.</p>",
    ],
)
def test_what_is_no_note(body):
    assert marks(page(body), "marker", "note") == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=15), st.booleans())
def test_every_marker_leads_to_the_note_of_its_number(order, linked_back):
    notes = sorted(set(order))
    body = "".join(
        f"<p>Words {k}.<sup><a href='#fn{n}' id='ref{k}'>{n}</a></sup></p>" for k, n in enumerate(order)
    )
    first = {n: order.index(n) for n in notes}
    back = {n: f" <a href='#ref{first[n]}'>↩</a>" if linked_back else "" for n in notes}
    items = "".join(f"<li id='fn{n}' value='{n}'>Note number {n}.{back[n]}</li>" for n in notes)
    found = links(page(f"{body}<ol class='footnotes'>{items}</ol>"))
    assert [(label, note) for _, label, note in found] == [(str(n), f"[{n}] Note number {n}.") for n in order]


# -- bytes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        "<p>Zoë fell.</p>".encode(),
        "<meta charset=iso-8859-1><p>Zoë fell.</p>".encode(),
        "<meta charset=utf-8><p>Zoë fell.</p>".encode("cp1252"),
        "<meta charset=windows-1252><p>Zoë fell.</p>".encode("cp1252"),
        "<meta charset=no-such><p>Zoë fell.</p>".encode(),
        "<meta charset=utf-16><p>Zoë fell.</p>".encode(),
        "<p>Zoë fell.</p>".encode("utf-16"),
        "<?xml version='1.0' encoding='iso-8859-1'?><html><body><p>Zoë fell.</p></body></html>".encode(
            "latin-1"
        ),
        "<meta charset=unicode_escape><p>Zoë fell.</p>".encode(),
        "<meta charset=hex><p>Zoë fell.</p>".encode(),
    ],
)
def test_encodings(raw):
    assert read(raw).chars == "Zoë fell."


def test_other_alphabets():
    assert read("<meta charset=koi8-r><p>Плотина рухнула.</p>".encode("koi8-r")).chars == "Плотина рухнула."
    assert (
        read("<meta charset=iso-2022-jp><p>堤防が崩れた。</p>".encode("iso-2022-jp")).chars
        == "堤防が崩れた。"
    )


def test_a_few_broken_bytes_are_replaced_and_the_rest_stands():
    raw = b"<meta charset=utf-8><p>Zo\xc3\xab fell \xff and ran. " + "Zoë ".encode() * 20 + b"</p>"
    assert read(raw).chars.startswith("Zoë fell \ufffd and ran. Zoë")


def test_nul_is_replaced_and_said_to_be():
    text = read(b"<p>It f\0ll.</p>")
    assert text.chars == "It f\ufffdll."
    assert [o.generated for o in text.origins] == [False, True, False]


# -- hostile pages --------------------------------------------------------------------------------------------------------

DEEP = 100_000
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<html><body><p>It fell. &b; &x;</p></body></html>"
)


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "table", "ul><li", "a", "q", "sup"])
def test_deep_nesting_is_survived(tag):
    raw = page(f"<{tag}>" * DEEP + "deep wall" + "<p>And after it.</p>")
    chars = read(raw).chars
    assert "deep wall" in chars
    assert "And after it." in chars


def test_entities_are_not_expanded():
    chars = read(BOMB.encode()).chars
    assert "It fell. &b; &x;" in chars
    assert "root:" not in chars


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("", "holds no text"),
        ("<script>words()</script><img alt='x'>", "holds no text"),
        ("&nbsp;<br>&nbsp;", "holds no text"),
    ],
)
def test_pages_without_words(body, what):
    with pytest.raises(Unreadable, match=what):
        read_text(Source("a", None), page(body), "text/html")


def test_frames_only():
    raw = b"<html><frameset><frame src='a.html'></frameset><noframes>Get a new browser.</noframes></html>"
    with pytest.raises(Unreadable, match="only frames"):
        read(raw)


def test_a_pdf_that_is_called_a_page():
    with pytest.raises(Unreadable, match="PDF"):
        read(b"%PDF-1.4 xyz")


@pytest.mark.parametrize(
    "piece",
    [
        "<p>a", "<b>", "<td>", "<table><tr><td>x", "<sup><a href='#x'>1</a></sup>", "<a id=x href='#x'>1</a> ",
        "<br>", "<!-- ", "<![CDATA[", "&", "&#x110000;", "<p id=x>1", "<div class=footnotes><p id=x><a href='#x'>1</a>",
        "<li id=fn1><a href='#fn1'>1</a>", "</p>", "<svg><p>", "[1] ", " \u00a0", "<h1>", "<pre>\n", "<meta content=x ",
        "<article><p>word", "<dt id=x>1<dd>",
    ],
)  # fmt: skip
def test_the_same_thing_many_times_over_takes_linear_time(piece):
    import time

    def seconds(times: int) -> float:
        begun = time.process_time()
        with contextlib.suppress(Unreadable):
            read(page(f"<a id=y href='#x'>2</a><p>start</p>{piece * times}"))
        return time.process_time() - begun

    seconds(200)
    assert seconds(16_000) < 40 * max(seconds(1_000), 0.02)


PIECES = st.sampled_from(
    "<p> </p> <div> </div> <b> </i> <table><tr><td> </table> <li> <ol> <sup> </sup> <a\thref='#n'> <a\tid=n> </a> <br> <pre> "
    "</pre> <q> </q> <blockquote> <h1> <article> <nav> </nav> <aside\trole=doc-footnote> <span\tclass=pagenum>[3]</span> "
    "<li\tid=n> <p\thidden> &amp; &nbsp; &#0; &#x1F600; <!--x--> <script> </script> 1 [1] ↩ word Vint,".split(
        " "
    )
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=50).map(" ".join))
def test_any_page_is_traced_from_end_to_end(source):
    try:
        text = read(source.encode("utf-8", "surrogatepass"))
    except Unreadable:
        return
    at = 0
    for origin in text.origins:
        assert origin.start == at
        assert origin.end > origin.start
        at = origin.end
    assert at == len(text.chars)
    blocks = ("heading", "paragraph", "block_quotation", "list_item", "note", "table", "other")
    end = 0
    for g in text.given:
        assert 0 <= g.start <= g.end <= len(text.chars)
        if g.kind in blocks:
            assert g.start >= end
            end = g.end
            assert text.chars[g.start : g.end].strip() == text.chars[g.start : g.end] != ""
    if text.chars.strip():
        assert (
            broken_rules(
                read_bytes(Source("a", None), source.encode("utf-8", "surrogatepass"), whence_said())
            )
            == []
        )
    assert read(source.encode("utf-8", "surrogatepass")) == text


def test_a_file_is_read_by_its_suffix(tmp_path):
    for name in ("a.html", "b.htm", "c.XHTML"):
        path = tmp_path / name
        path.write_bytes(page("<title>x</title><h1>The dam</h1><p>It fell, said Rell.</p>"))
        doc = whence.read(path)
        assert doc.document.media_type == "text/html"
        assert doc.text == "The dam\n\nIt fell, said Rell."
