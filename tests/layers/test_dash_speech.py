"""Turns behind dashes: whatever the text, what is said keeps its place, and nothing is read twice."""

import re
from itertools import pairwise

from evaluation import dashes
from hypothesis import given, settings
from hypothesis import strategies as st

import whence
from whence.layers import dash_speech
from whence.layers.check import broken_rules
from whence.layers.document import Document

_PARTS = st.sampled_from(
    ["— ", "—", "-- ", "- ", "\n\n", "\n\n— ", "\n\n—", "\n", ": —", "? ", "! ", ", ", ". ", "« ", " »", "he said", "dit-il",
     "—dijo él", "Where", "Stay", "I", "you", "Brigid asked", "said the old man", "Mr.", "IV", ";", "[1]", "¿Dónde", "«", "“", "”"]
)  # fmt: skip
_TEXTS = st.lists(_PARTS, min_size=1, max_size=40).map("".join).filter(str.strip)
_LANGUAGES = st.sampled_from(["en", "fr", "es", "ru", "xx"])


def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            found.append((start, at + len(part.rstrip())))
        at += len(part) + 2
    return tuple(found)


@given(_TEXTS, _LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_what_is_said_stands_in_order_inside_one_paragraph(text: str, language: str) -> None:
    paragraphs = _paragraphs(text)
    said = dash_speech.find(text, paragraphs, language)
    for s in said:
        a, b = s.inner
        assert s.start <= a < b <= s.end
        assert text[a:b] == text[a:b].strip()
        assert any(start <= s.start and s.end <= end for start, end in paragraphs)
    assert all(one.end <= two.start for one, two in pairwise(said))


@given(_TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_document_with_dashes_keeps_the_rules_of_the_format(text: str) -> None:
    assert broken_rules(whence.annotate(text)) == []


def test_telling_between_the_turns_changes_nothing_of_them() -> None:
    turns = ["—Where is he? she asked.", "—Gone, said Dan. You know it.", "—I know nothing."]
    joined = whence.annotate("\n\n".join(turns))
    apart = whence.annotate("\n\nThe lamp went out.\n\n".join(turns))

    def said(doc: Document) -> list[str]:
        return [doc.text[s.start : s.end] for q in doc.quotations for s in q.segments]

    assert said(joined) == said(apart) == ["Where is he?", "Gone,", "You know it.", "I know nothing."]


def test_most_of_what_is_said_in_eight_languages_is_read_word_for_word() -> None:
    rates = str(dashes.score()["all"])
    precision, recall = (float(n) for n in re.findall(r"\d+\.\d", rates))
    assert min(precision, recall) >= 97
