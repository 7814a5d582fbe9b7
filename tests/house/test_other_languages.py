"""The texts in other languages (evaluation/other_languages): nobody is named who does not speak."""

from evaluation.other_languages_score import HERE, passages, score


def test_hardly_anybody_is_named_who_does_not_speak() -> None:
    found = score(HERE)
    assert len(found["wrong"]) <= 20, found[
        "wrong"
    ]  # of some 380 stretches of speech of which somebody is told


def test_every_line_has_words_that_stand_in_its_text() -> None:
    for path in sorted(HERE.glob("*.txt")):
        for _, text, wanted in passages(path):
            plain = " ".join(text.split())
            for _, words, _ in wanted:
                assert words.split()[0] in plain, words
