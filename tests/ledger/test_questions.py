"""Questions: by words, voice, names, sources and time; each answer with its place and its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whence
from whence.ledger import Unknown, open_ledger
from whence.ledger.periods import day_number, period_question, period_tokens
from whence.ledger.question import fits
from whence.ledger.words import asked, folded

TEXT = """The Nyâbâti Papers

Bijan Nyâbâti wrote that the bakers were rioting in Tannick in June 1981.[1] In the spring of 1982 the mills closed.

Khomeini’s men “burned the granaries,” said Orla Vint.[2]

Notes

[1] Bijan Nyâbâti, The Bread Riots (Ambry: Tern Quay Press, 1999), p. 12.
[2] Hanne Aldfeld, A History of Tannick (Ambry: Tern Quay Press, 2001), p. 40.
"""


@pytest.fixture
def papers(place):
    with open_ledger(place, create=True) as ledger:
        ledger.add(whence.annotate(TEXT, name="papers.txt", author="Selma Brock", date="2004"))
        yield ledger


def words(found) -> str:
    return " | ".join(f.words for f in found)


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("riot bakers", "bakers were rioting"), ("RIOTS", "rioting"), ("nyabati", "Nyâbâti"), ("Nyâbâti", "Nyâbâti"),
        ("khomeini", "Khomeini’s men"), ('"mills closed"', "mills closed"), ("gran*", "granaries"), ("closing", "closed"),
    ],
)  # fmt: skip
def test_words_are_found_whatever_their_case_accents_and_endings(papers, question, stands):
    assert stands in words(papers.find(question))


def test_what_is_not_there_is_not_found(papers):
    for question in ("mill granary tower", '"closed mills"', "gran", "mills -closed"):
        assert not papers.find(question), question


def test_by_voice(papers):
    assert "burned the granaries" in words(papers.find(voice="Vint"))
    assert "rioting" not in words(papers.find(voice="Vint"))
    assert "rioting" in words(papers.find(voice="B. Nyabati"))
    assert "mills closed" in words(papers.find(voice="author"))
    assert "granaries" not in words(papers.find(voice="author", kind="claim"))
    assert not papers.find(voice="Nobody Known")


def test_about_and_source(papers):
    assert "Orla Vint" in words(papers.find(about="Vint"))
    assert "rioting" in words(papers.find(source="bread riots"))
    assert "granaries" in words(papers.find(source="aldfeld"))
    assert not papers.find("granaries", source="bread riots")


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("1981", "1982-06", True), ("1981-06", None, True), (None, "1981-06-30", True), ("1981-06-15", "1981-06-15", True),
        ("1983", "1990", False), (None, "1981-05", False), ("1981-07", "1982-02", False),
    ],
)  # fmt: skip
def test_a_time_is_found_where_it_may_have_been(papers, since, until, found):
    assert bool(papers.find(since=since, until=until, kind="claim")) is found


def test_a_question_without_content_is_refused_in_a_sentence(papers):
    for asked_for in (
        {},
        {"words": "…"},
        {"words": "-bread"},
        {"since": "soon"},
        {"since": "1982", "until": "1981"},
    ):
        with pytest.raises(ValueError, match=r"\.$"):
            papers.find(**asked_for)


def test_each_answer_stands_where_it_says(kept):
    for question in ("volley", "salt", "sluice"):
        for found in kept.find(question, limit=200):
            document = kept.document(found.document)
            spoken = " ".join(document.text[found.start : found.end].split())
            assert found.words.split(" … ")[0] in spoken
            shown = kept.show(found.id)
            assert (shown.voice, shown.place) == (found.voice, found.place)
            assert (
                shown.anchor.exact[0]
                == document.text[shown.anchor.spans[0].start : shown.anchor.spans[0].end]
            )


def test_who(kept):
    who = kept.who("Morran")
    assert "Ilse Morran" in who.names
    assert all("Morran" in f.voice for f in who.says if f.document != "cba9f384")
    assert any("Hale" in v.voice or "L. T." in v.voice or "Quarrie" in v.voice for v in who.by)
    with pytest.raises(Unknown, match="No document names “Zzyzx”"):
        kept.who("Zzyzx")


def test_the_limit_says_that_there_is_more(kept):
    few, all_ = kept.find("the", limit=3), kept.find("the", limit=10_000)
    assert len(few) == 3
    assert few.more
    assert not all_.more
    assert [f.id for f in few] == [f.id for f in all_][:3]


def test_works_are_one_across_documents(kept):
    by_label = {w.label: w for w in kept.works()}
    hale = next(w for label, w in by_label.items() if label.startswith("Hale"))
    assert hale.documents == 2
    assert [w.label for w in kept.works("hale salt question")] == [hale.label]


def test_data_frames_have_words_page_and_paragraph(kept):
    pandas = pytest.importorskip("pandas")
    frame = kept.find("volley").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert {"words", "page", "place", "voice"} <= set(frame.columns)
    assert len(frame) == len(kept.find("volley"))


@given(st.text(max_size=40))
def test_any_question_is_answered_or_refused(question):
    asked(question, ["en", "de"])
    assert folded(folded(question)) == folded(question)


_DAYS = st.tuples(st.integers(-3000, 2100), st.integers(1, 12), st.integers(1, 28)).map(
    lambda d: d[0] * 10_000 + d[1] * 100 + d[2]
)


@given(st.tuples(_DAYS, _DAYS).map(sorted), st.tuples(_DAYS, _DAYS).map(sorted))
def test_whatever_overlaps_shares_a_token(time, period):
    tokens = period_question(*period)
    overlaps = time[0] <= period[1] and period[0] <= time[1]
    if overlaps and tokens is not None:
        assert set(tokens) & set(period_tokens(*time))


def test_days_are_days():
    assert day_number("1981-02") == 19810201
    assert day_number("1981-13") is day_number("1981-00-10") is day_number("june") is None


def test_initials_fit_names():
    assert fits(["b", "nyabati"], ["bijan", "nyabati"])
    assert fits(["bijan", "nyabati"], ["b", "nyabati"])
    assert not fits(["b", "n"], ["bijan", "nyabati"])
    assert not fits(["orla", "nyabati"], ["bijan", "nyabati"])
