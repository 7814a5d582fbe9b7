"""What a text rests on: works with the claims that lean on them, and how far notes cover the words."""

import whence
from whence.compare import sources_of

TEXT = """The Sluice

Conrad Hale wrote that "the guard shot nineteen people".[1] Nobody was tried.

Ilse Morran wrote that no shot came before the volley.[2] The Board met in June and in July, and said nothing at all.

Hale wrote that the Board had burnt its papers.[3]

Notes

1. Conrad Hale, The Salt Question (Ambry: Tern Quay Press, 1949), 112.
2. Ilse Morran, Salt on the Sill (Ambry: Larch, 1958), 94.
3. Hale, The Salt Question, 118.
"""


def test_claims_stand_under_the_works_they_lean_on():
    found = sources_of(whence.annotate(TEXT))
    by_label = {w.label: w for w in found.works}
    hale, morran = by_label["Hale, The Salt Question"], by_label["Morran, Salt on the Sill"]
    assert (hale.citations, hale.notes, hale.locators) == (2, ("1", "3"), ("page 112", "page 118"))
    assert {c.voice for c in hale.claims} == {"Conrad Hale"}
    assert {c.notes for c in hale.claims} == {("1",), ("3",)}
    assert [c.words for c in morran.claims] == ["no shot came before the volley"]
    assert all(TEXT[c.start : c.end].startswith(c.words[:10]) for w in found.works for c in w.claims)


def test_words_without_a_note_are_counted():
    cover = sources_of(whence.annotate(TEXT)).cover
    assert cover.words == len("".join(TEXT.split("Notes")[0].split("The Sluice")[1:]).split())
    assert 0 < cover.covered < cover.words
    longest = " ".join(TEXT[s.start : s.end] for s in cover.stretch)
    assert "The Board met in June and in July" in longest
    assert len(longest.split()) == cover.longest
    assert sources_of(whence.annotate("Nobody said anything.")).cover.covered == 0
