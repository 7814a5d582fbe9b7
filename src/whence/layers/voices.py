"""Voices: the voices of a document, each once, made as they are met."""

from whence.layers.document import Voice
from whence.text import Span


class Voices:
    """The voices of a document, each once."""

    def __init__(self, author: tuple[str, ...], text: str) -> None:
        self._text = text
        self._own: dict[tuple[str | None, str], tuple[Span, ...]] = {}
        self.made: list[Voice] = [Voice("v0", None, author, why="author")]
        self._by_key: dict[tuple[str | None, tuple[str, ...], tuple[Span, ...]], str] = {}

    def get(self, parent: str, holders: tuple[str, ...], unnamed: tuple[Span, ...], why: str) -> str:
        words = self._text[unnamed[0].start : unnamed[0].end].lower() if len(unnamed) == 1 else ""
        if words.startswith("my "):
            unnamed = self._own.setdefault((parent, words), unnamed)  # 'my mother' is one person throughout
        key = (parent, tuple(sorted(holders)), unnamed)
        if key not in self._by_key:
            self.made.append(Voice(f"v{len(self.made)}", parent, holders, unnamed, why=why))
            self._by_key[key] = self.made[-1].id
        return self._by_key[key]

    def holders(self, voice: str) -> tuple[str, ...]:
        return self.made[int(voice[1:])].holders

    def parent(self, voice: str) -> str | None:
        """The voice in which a voice is reported."""
        return self.made[int(voice[1:])].parent
