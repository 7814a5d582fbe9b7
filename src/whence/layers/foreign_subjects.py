"""foreign_subjects: who is named beside a verb of saying in a language that only rules read: a name, a description from its article on, a pronoun."""

import re
from collections.abc import Sequence

from msgspec import Struct

from whence.lang.saying import function_words, said_words
from whence.text import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
_ELIDED = re.compile(r"([^\W\d_]{1,4}['’])(?=[^\W\d_])")  # 'l'avocat', 's'exclame', 'dell'ordine'
_NAME, _DESCRIBED = 6, 9  # words of a name, of a description
_FEW = 4  # words without an article
_GERUND = ("ando", "endo", "indo", "ant")  # 'allargando le braccia'
_FURTHER = 10  # words and signs behind a verb
_ROLES_BARE = frozenset(["nl", "de", "sv", "pl", "ru"])  # 'directeur Annelies Terbrugge'
_NO_ARTICLES = frozenset(["pl", "ru", "sv"])  # 'powiedział rzecznik', 'säger vakten'
VERB_SECOND = frozenset(["de", "nl", "sv"])
_SHORT = frozenset("M Mme Mlle Me Dr Dra Sr Sra Prof Avv On Hr Fr Mr Mw dr ir".split())
_JOINS_NAMES = frozenset(
    "de da di do du del della dos das van von der den ter le la el al bin ibn y e".split()
)
_ADJECTIVE = re.compile(
    r"[^i]e$|^(?:nieuw|oud|hoog|jong|gammal|ung|stor|ny)$"
)  # before a Dutch or Swedish noun


class Token(Struct, frozen=True):
    """A word or a sign."""

    start: int
    end: int
    form: str

    @property
    def lower(self) -> str:
        return self.form.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        return self.form[0].isalpha()

    @property
    def is_capital(self) -> bool:
        return self.form[0].isupper()


class Subjects:
    """Answers for one text."""

    def __init__(self, chars: str, language: str) -> None:
        self.chars, self.language = chars, language
        self.lists = words = said_words(language)
        small = (*words.articles, *words.of, *words.before, *words.stops, *words.that)
        self._elided = frozenset(w for w in small if w.endswith("'"))

    def him(self, tokens: Sequence[Token]) -> Span | None:
        """'Selon lui': a pronoun that a preposition governs."""
        him = bool(tokens) and tokens[0].lower in self.lists.him and not self._is_article_of(tokens, 0)
        return Span(tokens[0].start, tokens[0].end) if him else None

    def bare_noun(self, tokens: Sequence[Token]) -> Span | None:
        """'Laut Polizei', 'Según fuentes policiales': whose account it is, without an article, up to the sign behind it."""
        stops = self.lists.stops
        last = next((k for k, t in enumerate(tokens) if not t.is_word or t.lower in stops), len(tokens))
        if self.language in VERB_SECOND:
            last = min(last, 1)  # a verb may follow
        return Span(tokens[0].start, tokens[last - 1].end) if 0 < last <= _FEW else None

    def at(self, tokens: Sequence[Token], n: int) -> Span | None:
        """Who is named at place n: a pronoun, a name, a description from its article on; with the name that follows it."""
        if n >= len(tokens) or not tokens[n].is_word:
            return None
        last = self._name(tokens, self._over_role(tokens, n))
        if last is None and tokens[n].lower in self.lists.he and not self._is_article_of(tokens, n):
            return Span(tokens[n].start, tokens[n].end)
        if last is None:
            last = self._description(tokens, n)
        if last is None:
            return None
        return Span(tokens[n].start, tokens[self._with_name(tokens, last)].end)

    def further(self, tokens: Sequence[Token], n: int) -> Span | None:
        """Who is named behind what tells where, how or to whom: 'declaró a las puertas de la factoría Evaristo Rell', 'ironizou, no cais, um pescador'."""
        if self.language in VERB_SECOND:
            return None  # a noun that a preposition governs cannot be told from the next one
        if n < len(tokens) and not tokens[n].is_word and tokens[n].form != ",":
            return None
        governs = self.lists.stops | self.lists.of
        for k in range(n + 1, min(n + _FURTHER, len(tokens))):
            token, before = tokens[k], tokens[k - 1]
            if not token.is_word:
                if token.form != ",":
                    return None
                continue
            if (
                before.lower in governs
                or before.lower.endswith(_GERUND)
                or (before.lower in self.lists.articles and not token.is_capital)
            ):
                continue
            name = self._name(tokens, k) if token.is_capital and not before.is_capital else None
            named = name is not None and (name > k or before.lower not in self.lists.articles)
            described = token.lower in self.lists.articles
            last = name if named else self._description(tokens, k) if described else None
            if last is not None and self._closes(tokens, last):
                return Span(token.start, tokens[self._with_name(tokens, last)].end)
        return None

    def _closes(self, tokens: Sequence[Token], last: int) -> bool:
        """Whether a clause ends behind a word, or only goes on with a preposition or a relative."""
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        return following is None or not following.is_word or following.lower in self.lists.stops

    def _over_role(self, tokens: Sequence[Token], n: int) -> int:
        """'doña Eulalia', 'directeur Annelies Terbrugge': the place of the name behind a title, or what somebody is, without an article."""
        token = tokens[n]
        if token.is_capital or n + 1 >= len(tokens) or token.lower in function_words(self.language):
            return n
        name = self._name(tokens, n + 1)
        full = name is not None and name > n + 1
        return n + 1 if token.lower in self.lists.roles or (full and self.language in _ROLES_BARE) else n

    def _is_article_of(self, tokens: Sequence[Token], n: int) -> bool:
        """'die Frau', 'celle': whether a word that may be a pronoun is the article of the noun behind it."""
        if tokens[n].lower not in self.lists.articles or n + 1 >= len(tokens):
            return False
        return tokens[n + 1].is_word and tokens[n + 1].lower not in self.lists.stops

    def _name(self, tokens: Sequence[Token], n: int) -> int | None:
        """The last word of a name that begins at place n."""
        last = None
        k = n
        while k < len(tokens) and k - n < _NAME:
            token = tokens[k]
            if token.is_word and token.is_capital:
                last = k
            elif (
                token.form == "."
                and last == k - 1
                and (tokens[last].form in _SHORT or len(tokens[last].form) == 1)
            ):
                pass
            elif not (last is not None and token.lower in _JOINS_NAMES):
                break
            k += 1
        return last

    def _description(self, tokens: Sequence[Token], n: int) -> int | None:
        """The last word of a description that begins at place n: 'le gardien du port', 'uno de ellos'."""
        lists = self.lists
        known = tokens[n].lower in lists.articles
        if not known and (
            self.language not in _NO_ARTICLES or tokens[n].lower in function_words(self.language)
        ):
            return None
        last = None
        for k in range(n, min(n + _DESCRIBED, len(tokens))):
            token = tokens[k]
            if not token.is_word or (token.lower in lists.stops and k > n and token.lower not in lists.of):
                break
            if token.lower in lists.articles or token.lower in lists.of:
                continue
            if token.lower in lists.body and last is None:
                return None
            if last is not None and self.language in VERB_SECOND and last == k - 1 and not token.is_capital:
                break  # a noun has been told, and a verb may follow it
            if self.language != "de" or token.is_capital:
                last = k if self.language not in ("nl", "sv") or not _ADJECTIVE.search(token.lower) else last
        if last is None and n + 2 < len(tokens) and tokens[n + 1].lower in lists.of:
            return n + 2 if tokens[n + 2].is_word else None
        return last

    def _with_name(self, tokens: Sequence[Token], last: int) -> int:
        """'la alcaldesa, Rocío Menchaca,': the name right behind a description says who that is."""
        if last + 2 >= len(tokens) or tokens[last + 1].form != ",":
            return last
        name = self._name(tokens, last + 2)
        if name is None or name == last + 2:
            return last
        closed = (
            name + 1 >= len(tokens)
            or not tokens[name + 1].is_word
            or tokens[name + 1].lower in self.lists.stops
        )
        return name if closed else last

    def before(self, tokens: Sequence[Token], n: int) -> Span | None:
        """Who stands right before a verb, up to the sign before him: 'le procureur', 'La préfète, Solène Marzin,'."""
        parts: list[list[Token]] = [[]]
        for token in tokens[:n]:
            if token.is_word or (token.form == "." and parts[-1] and parts[-1][-1].form in _SHORT):
                parts[-1].append(token)
            elif token.form == ",":
                parts.append([])
            else:
                parts = [[]]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        own = self._without_lead(parts[-1])
        if not own:
            return None
        apposed = len(parts) > 1 and self._name(own, 0) == len(own) - 1
        if apposed and (described := self._without_lead(parts[-2])) and self._is_whole(described):
            return Span(described[0].start, own[-1].end)
        return Span(own[0].start, own[-1].end) if self._is_whole(own) else None

    def _without_lead(self, tokens: Sequence[Token]) -> Sequence[Token]:
        while tokens and tokens[0].lower in self.lists.leads:
            tokens = tokens[1:]
        return tokens

    def _is_whole(self, tokens: Sequence[Token]) -> bool:
        """Whether words are one name, one pronoun or one description and nothing else."""
        last = len(tokens) - 1
        if self._name(tokens, 0) == last:
            return True
        if tokens[0].lower in self.lists.he and last == 0:
            return True
        return self.language not in _NO_ARTICLES and self._description(tokens, 0) == last

    def tokens(self, start: int, stop: int) -> list[Token]:
        """Words and signs; what is elided stands for itself ('l'', 'avocat')."""
        found = []
        for match in _TOKEN.finditer(self.chars, start, stop):
            begin = match.start()
            while elided := _ELIDED.match(self.chars, begin, match.end()):
                if elided[1].lower().replace("’", "'") not in self._elided:
                    break
                found.append(Token(begin, elided.end(), elided[1]))
                begin = elided.end()
            found.append(Token(begin, match.end(), self.chars[begin : match.end()]))
        return found
