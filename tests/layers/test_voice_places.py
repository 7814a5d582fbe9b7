"""Whose words stand at a place: the innermost voice, the author's where nobody else speaks."""

import whence
from whence.layers.naming import VoiceNames
from whence.layers.voice_places import VoicePlaces
from whence.text import Span


def test_the_innermost_voice_holds_the_words():
    document = whence.annotate(
        "Rell said that the wall fell in 1921. It was rebuilt in 1930. “Not before 1935,” said Orla Vint."
    )
    voices, names = VoicePlaces(document), VoiceNames(document)
    said = {
        document.text[t.start : t.end]: names.name(voices.at(Span(t.start, t.end))) for t in document.times
    }
    assert said == {"1921": "Rell", "1930": "the author", "1935": "Orla Vint"}
