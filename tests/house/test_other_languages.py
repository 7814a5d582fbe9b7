"""The texts in other languages (evaluation/other_languages): nobody is named who does not speak."""

from evaluation.other_languages_score import HERE, passages, score


def test_hardly_anybody_is_named_who_does_not_speak() -> None:
    found = score(HERE)
    wrong = [w for w in found["wrong"] if isinstance(w, str)]
    assert len(wrong) <= 5, wrong


def test_every_line_has_words_that_stand_in_its_text() -> None:
    for path in sorted(HERE.glob("*.txt")):
        for _, text, wanted in passages(path):
            plain = " ".join(text.split())
            for _, words, _ in wanted:
                assert words.split()[0] in plain, words
