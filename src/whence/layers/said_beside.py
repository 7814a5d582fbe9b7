"""said_beside: who says what stands between marks or behind a dash, in languages that only rules read: a verb of saying and its subject beside the words.

Behind them verb and subject change places ('», a déclaré le ministre', '—dijo el sargento—'); before a colon they stand in their order
('Le procureur a expliqué : «'). The words of a language are data (``lang/said``, ``lang/inquits``). A subject is a name, a description from its
article on, or a pronoun; where none can be told, nobody is named.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from whence.lang.saying import LANGUAGES, function_words, said_words
from whence.layers.foreign_subjects import VERB_SECOND, Subjects, Token
from whence.layers.inquits import DASH
from whence.text import Span

_REACH = 160  # code points from a verb to the end of its subject
_LEAD = 260  # code points of a sentence before a colon
_BEHIND = 9  # words between a verb and the colon, or what it introduces
_LEAST = 4  # letters of what looks like a verb
_LEAVE_OUT = frozenset(["es", "it", "pt"])  # the subject, where it is clear
_INTERRUPTED = re.compile(r"[,!?…](?=\s+[^\W\d_])|\s[—–](?=[^\W\d_])")
_CLOSED = re.compile(r"[^.!?;:,»«“”—–]{0,60}(?:[—–][.,;:]?|[.,;:!?]+|$)\s*")
_COMMA = re.compile(r"\s*,\s*")
_SIGN = re.compile(rf"[\s,.;:!?…]*(?:{DASH})?[\s]*")


class Said(Struct, frozen=True):
    """A verb of saying and, where it is named, who says it; ``end``: behind both."""

    cue: tuple[Span, ...]
    source: Span | None
    end: int


class SaidBeside:
    """Answers for one text."""

    def __init__(self, chars: str, language: str) -> None:
        self.chars, self.language = chars, language
        self.lists = said_words(language)
        self._subjects = Subjects(chars, language)

    def is_said(self, start: int, end: int, stop: int) -> bool:
        """Whether words between marks are speech: a colon announces them, or a verb of saying follows."""
        return (
            self.chars[max(0, start - 3) : start].rstrip().endswith(":")
            or self.after(start, end, stop) is not None
        )

    def after(self, start: int, end: int, stop: int) -> Said | None:
        """Who is named behind words that stand between marks or behind a dash; what follows 'El informe «Aguas de mayo»' is told of the report."""
        before = self.chars[max(0, start - _REACH) : start].rsplit("\n", 1)[-1].rstrip()
        free = not before or not before[-1].isalnum()
        return self.behind(end, stop, marked=True) if free else None

    def behind(self, at: int, stop: int, marked: bool = False) -> Said | None:
        """What begins behind words that were said, or behind a sign inside them: '(,) a déclaré le ministre'. ``marked``: a mark closes the words, so
        that a verb will do which only looks like one of saying. Without a source where the language leaves it out ('añadió.')."""
        sign = _SIGN.match(self.chars, at, stop)
        tokens = self._subjects.tokens(sign.end() if sign else at, min(stop, at + _REACH))
        if not tokens or not tokens[0].is_word or tokens[0].is_capital:
            return None
        found = self._verb(tokens, 0, behind=True)
        if found is None:
            apart = sign is not None and any(c in sign[0] for c in ",—–―-")
            return self._like_a_verb(tokens) if marked and apart else None
        cue, pronoun, n = found
        if pronoun is not None:
            return Said(cue, pronoun, max(pronoun.end, cue[-1].end))
        source = self._subjects.at(tokens, self._over_asides(tokens, n)) or self._subjects.further(tokens, n)
        if source is None and self.language in _LEAVE_OUT and (n >= len(tokens) or not tokens[n].is_word):
            return Said(cue, None, cue[-1].end)
        return Said(cue, source, source.end) if source else None

    def _like_a_verb(self, tokens: Sequence[Token]) -> Said | None:
        """'», brincou uma freguesa.': what has the look of a verb, and somebody behind it, and then the clause ends."""
        lists, n = self.lists, 0
        while n < len(tokens) and (tokens[n].lower in lists.before or tokens[n].lower in lists.auxiliaries):
            n += 1
        if n + 1 >= len(tokens) or not self._looks_like_one(tokens[n].lower):
            return None
        source = self._subjects.at(tokens, self._over_asides(tokens, n + 1))
        behind = next((t for t in tokens if source and t.start >= source.end), None)
        ends = behind is None or not behind.is_word or behind.lower in lists.stops
        return Said((Span(tokens[0].start, tokens[n].end),), source, source.end) if source and ends else None

    def _looks_like_one(self, low: str) -> bool:
        looks = len(low) >= _LEAST and low.endswith(self.lists.looks or ("\0",))
        return looks and low not in self.lists.no_verbs and low not in function_words(self.language)

    def _over_asides(self, tokens: Sequence[Token], n: int) -> int:
        """The place behind what may stand between a verb and its subject: 'dijo en cambio doña', 'a expliqué mardi le'."""
        while n < len(tokens) and tokens[n].lower in self.lists.between:
            n += 1
        for words in self.lists.asides:
            if n < len(tokens) and self.chars.startswith(words, tokens[n].start):
                return next(
                    (k for k in range(n, len(tokens)) if tokens[k].start >= tokens[n].start + len(words)),
                    len(tokens),
                )
        return n

    def before(self, start: int, end: int) -> Said | None:
        """What announces words, up to the colon before them: 'Le procureur a expliqué :'; nobody who is left out of the sentence."""
        tokens = self._subjects.tokens(max(start, end - _LEAD), end)
        for n in range(len(tokens) - 1, -1, -1):
            if len(tokens) - n > _BEHIND + 3:
                return None
            found = self._verb(tokens, n) if tokens[n].is_word else None
            if found is None:
                continue
            cue, pronoun, behind = found
            source = pronoun or self._subjects.before(tokens, n) or self._subjects.at(tokens, behind)
            return Said(cue, source, end) if source else None
        return None

    def reports(self, start: int, end: int) -> Iterator[tuple[Said, int]]:
        """Who says in a sentence that something is so, and where that begins: 'La préfète a assuré que …'."""
        tokens = self._subjects.tokens(start, end)
        n = 0
        while n < len(tokens):
            found = self._verb(tokens, n) if tokens[n].is_word else None
            n += 1
            if found is None:
                continue
            cue, pronoun, behind = found
            at = self._content(tokens, behind)
            source = (pronoun or self._subjects.before(tokens, n - 1)) if at is not None else None
            if at is not None and source is not None:
                yield Said(cue, source, tokens[at - 1].end), tokens[at].start

    def _content(self, tokens: Sequence[Token], behind: int) -> int | None:
        """Where it begins what somebody says: behind 'que', or in German behind the comma of a clause in the subjunctive ('sagte, er habe')."""
        for k in range(behind, min(behind + _BEHIND, len(tokens) - 1)):
            if tokens[k].lower in self.lists.that:
                return k + 1
            near = {t.lower for t in tokens[k + 1 : k + 1 + _BEHIND]}
            if (
                tokens[k].form == ","
                and not near.isdisjoint(self.lists.subjunctives)
                and near.isdisjoint(self.lists.that)
            ):
                return k + 1
            if not tokens[k].is_word and tokens[k].form != ",":
                return None
        return None

    def according(self, start: int, end: int) -> tuple[Span, Span, int] | None:
        """'Selon les pompiers, …': the words for it at the head of a sentence, whose account it is, and where that begins."""
        for words in self.lists.according:
            if self.chars[start : start + len(words)].casefold() != words.casefold():
                continue
            at = start + len(words)
            tokens = self._subjects.tokens(at, min(end, at + _REACH))
            of = self.lists.of | self.lists.stops
            first = next(
                (k for k, t in enumerate(tokens) if t.lower not in of or t.lower in self.lists.articles), 0
            )
            source = (
                self._subjects.him(tokens[first:])
                or self._subjects.at(tokens, first)
                or self._subjects.bare_noun(tokens[first:])
            )
            if source is None:
                continue
            comma = _COMMA.match(self.chars, source.end, end)
            # the verb stands second in German, Dutch and Swedish, with no comma before it
            begins = comma.end() if comma else source.end + 1 if self.language in VERB_SECOND else None
            if begins is not None and begins < end:
                return Span(start, at), source, begins
        return None

    def according_behind(self, start: int, end: int) -> tuple[Span, Span] | None:
        """'…, según el Instituto.': the words for it behind a comma, and whose account it is, with which the sentence ends."""
        for words in self.lists.according:
            at = self.chars.rfind(f", {words} ", start, end)
            if at < 0:
                continue
            tokens = self._subjects.tokens(at + len(words) + 3, end)
            source = self._subjects.him(tokens) or self._subjects.at(tokens, 0)
            if source and not any(c.isalnum() for c in self.chars[source.end : end]):
                return Span(at + 2, at + 2 + len(words)), source
        return None

    def put_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where quoted words are interrupted by who says them, from a sign to behind the next: '« Non, a-t-elle précisé, mais …»'."""
        at = start
        while sign := _INTERRUPTED.search(self.chars, at, end):
            at = sign.end()
            said = self.behind(sign.start(), end)
            closed = _CLOSED.match(self.chars, said.end, end) if said else None
            if closed:
                yield sign.start() + 1, closed.end()
                at = closed.end()

    # -- the verb ------------------------------------------------------------------------------------------------------

    def _verb(
        self, tokens: Sequence[Token], n: int, behind: bool = False
    ) -> tuple[tuple[Span, ...], Span | None, int] | None:
        """The verb at place n: its words, the pronoun that hangs on it, and the place behind."""
        lists, first = self.lists, n
        while n < len(tokens) and tokens[n].lower in lists.before and n - first < 2:
            n += 1
        if n >= len(tokens):
            return None
        token = tokens[n]
        hung = next((s for s in lists.suffixes if token.lower.endswith(s) and len(token.lower) > len(s)), "")
        form = token.lower.removesuffix(hung) if hung else token.lower
        form = next(
            (form.removesuffix(e) for e in lists.enclitics if form.endswith(e)), form
        )  # 'explicou-nos'
        core = Span(token.start, token.end - len(hung))
        pronoun = Span(token.end - len(hung.rsplit("-", 1)[-1]), token.end) if hung else None
        if form in lists.verbs or (behind and form in lists.only_behind):
            return (core,), pronoun, n + 1
        if form in lists.auxiliaries:
            for k in range(n + 1, min(n + 4, len(tokens))):
                if tokens[k].lower in lists.participles:
                    cue = (
                        (Span(token.start, tokens[k].end),)
                        if not hung
                        else (core, Span(tokens[k].start, tokens[k].end))
                    )
                    return cue, pronoun, k + 1
                if not tokens[k].is_word or tokens[k].is_capital or tokens[k].lower in lists.articles:
                    break
        return None


@lru_cache(maxsize=2)
def said_beside(chars: str, language: str | None) -> SaidBeside | None:
    """The answers for a text in one of the languages with data; None for any other."""
    code = (language or "en").split("-")[0]
    return SaidBeside(chars, code) if code in LANGUAGES else None
