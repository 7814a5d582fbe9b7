"""Names as corpora mark them: with titles and articles, and never over another mention; Whence's own mentions are the name alone."""

from evaluation.name_extents import extents

import whence

TEXT = "Captain Lund was arrested in Hull. The Salt Office dismissed Miss Anna Kor, and the Essex farmers wrote to Mrs. Kor."


def test_titles_and_articles_belong_to_the_mention_of_a_corpus():
    document = whence.annotate(TEXT, name="letter.txt")
    marked = [TEXT[m.start : m.end] for m in extents(document)]
    assert marked[:4] == ["Captain Lund", "Hull", "The Salt Office", "Miss Anna Kor"]
    assert marked[-1] == "Mrs. Kor"
    assert "the Essex" not in marked


def test_what_whence_marks_is_the_name():
    document = whence.annotate(TEXT, name="letter.txt")
    assert [TEXT[m.start : m.end] for m in document.mentions if m.form == "name"][:2] == ["Lund", "Hull"]
