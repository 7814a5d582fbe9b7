"""inquits: what is put into somebody's words to say whose they are, where no marks keep the two apart ('—No, he said, it is late.').

Known by its verb and where that stands: behind the words and before whoever says them in most languages ('dit-il', '—dijo el
sargento—'), on either side of him in English. The words of a language are data (``lang/inquits``).
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from whence.lang import Words, lexicon, words_of

DASH = r"(?:[—–―]|(?<!-)--++|(?<=\s)-(?=\s))"
_MOST_NAMES, _MOST_DESCRIBED = 4, 5  # words of a name, of a description
_STOP = re.compile(rf"[.!?…]+(?=\s|$)|[,;:](?=\s)|\s*{DASH}")
_SHORTENED = re.compile(r"\b(?:[A-Z]|M[rm]s?|Mme|Mlle|Dr|Fr|St|Sr|Sra|Messrs|Capt|Col|Gen|Lt|Rev|Sgt)$")
_LONGEST = 400  # code points
_PARTED = 80  # code points from a verb to what stands apart from it
_LEAD, _LEAD_WORDS = 200, 12  # code points, words at the end of a paragraph that announces somebody's
_WORD = re.compile(r"\s*([^\W\d_]+(?:-[^\W\d_]+)*['’]?)")
_TWO_WORDS = re.compile(r"\s*([^\W\d_]+(?:['’][^\W\d_]+)?)(?:\s+([^\W\d_]+))?")
_AND_DID = re.compile(r"\s+and(?:,|\s+[a-z]+ed\b)")
_SOMEBODY = re.compile(
    r"\s(?:(?:le|la|un|une|mon|ma|notre)\s|l['’])[\w-]+(?:\s[\w-]+)??(?:[,.]|\s(?:en|d['’]une?|avec|sans)\b)|\s[A-ZÀ-Þ]"
)
# 'trancha-t-il': no question, so it stands behind somebody's words
_INVERTED = re.compile(
    r"(?:me |lui |leur )?[^\W\d_]+(?:a-t-(?:il|elle)|[iu]t-(?:il|elle)|ai-je|[iu]s-je|rent-(?:ils|elles))\b(?![^.!;:—]{0,80}\?)"
)
_APART = frozenset(",.;:!?…")
_PERSONS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[^\W\d_]['’]")
_ELIDED = re.compile(r"(?<=^[^\W\d_])'.*")
_I = re.compile(r"\bI(?:['’]\w+)?\s+[a-z]")  # not 'Charles I, King of England'
_SIGN_BEFORE = re.compile(rf"[,.!?…»”\"]\s*{DASH}\s*$")
_DASH_AT_MOST = 8  # code points of a dash with what stands around it
_LISTED, _LOOKS = "listed", "looks like one"  # how a verb of saying is known
_OWNERS = frozenset(["his", "her", "their", "my"])
_CLOSING = re.compile(rf"\s*{DASH}[\s.,;:!?…]*")


@cache
def _table(language: str) -> dict[str, Any]:
    file = files("whence.lang").joinpath("inquits", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


class Inquit(Struct, frozen=True):
    """Where an inquit ends, and where the words it stands in go on. ``is_sure``: its verb is a known one, no word that only looks like a verb."""

    end: int
    goes_on: int
    is_sure: bool


class Inquits:
    """Answers for the texts of one language. Of a language without data only what dashes enclose is told apart by its first letter."""

    def __init__(self, chars: str, language: str) -> None:
        self.chars, self.language = chars, language
        table = _table(language)

        def listed(*names: str) -> list[frozenset[str]]:
            return [frozenset(table.get(name, "").split()) for name in names]

        self.known = bool(table)
        self.verbs, self.hung, self.of_i, self.none = listed("verbs", "hung", "of_i", "none")
        self.before, self.follows, self.goes_on, self.body = listed("before", "follows", "goes_on", "body")
        self.i, self.you, self.courtesies, self.he = listed("i", "you", "courtesies", "he")
        self.no_subject, self.objects, self.content = listed("no_subject", "objects", "content")
        self.persons = self.i | self.you | self.courtesies
        self.behind_sign = bool(table.get("behind_sign", False))
        self.parted = [tuple(pair.split(":")) for pair in table.get("parted", "").split()]
        self.between = int(table.get("between", 0))  # words that may stand before a verb that a dash sets off
        self.endings = tuple(table.get("endings", "").split())
        self.suffixes = tuple(sorted(table.get("suffixes", "").split(), key=lambda s: (-len(s), s)))

    def at(self, at: int, stop: int, dashed: bool) -> Inquit | None:
        """The inquit that begins at ``at``, before ``stop``; None where none does. ``dashed``: a dash stands before it."""
        if dashed:
            known = self._has_verb(at, stop) if self.chars[at].islower() else self._is_deed(at, stop)
            return Inquit(*self._to_dash(at, stop), is_sure=known == _LISTED) if known else None
        core = self._english(at, stop) if self.language == "en" else self._verb_first(at, stop)
        return None if core is None else Inquit(*self._to_sign(core, stop), is_sure=True)

    def speaks(self, start: int, end: int) -> bool:
        """Whether words ask, call, or are somebody's about himself or to another."""
        words = self.chars[start:end]
        return "?" in words or "!" in words or self.is_of_me(start, end) or self._has(self.persons, words)

    def is_of_me(self, start: int, end: int) -> bool:
        """Whether words are somebody's about himself or his own."""
        words = self.chars[start:end]
        return bool(self.language == "en" and _I.search(words)) or self._has(self.i, words)

    def is_to_another(self, start: int, end: int) -> bool:
        """Whether words are somebody's to whom he calls 'you'."""
        return self._has(self.you, self.chars[start:end])

    def _has(self, wanted: frozenset[str], words: str) -> bool:
        # 'US' is no 'us'
        found = (
            w.replace("’", "'") for w in _PERSONS.findall(words) if len(w) < 2 or w[1:].islower() or "’" in w
        )
        # 'm'attend' is 'm'' too
        return any(w.lower() in wanted or _ELIDED.sub("'", w.lower()) in wanted for w in found)

    def announces(self, start: int, end: int) -> bool:
        """Whether a paragraph ends with a colon, and the words before it say that somebody speaks."""
        if not self.chars[start:end].endswith(":"):
            return False
        words = words_of(self.chars)
        last = [i for i in words.between(max(start, end - _LEAD), end) if words.is_word(i)][-_LEAD_WORDS:]
        if self.language == "en":
            return any(self._says(words, i) for i in last)
        return any(self._is_listed(words.lower[i]) for i in last)

    # -- where it ends ---------------------------------------------------------------------------------------------

    def _to_dash(self, at: int, stop: int) -> tuple[int, int]:
        """'—dijo el sargento—. Salió': up to the next dash; without one the turn ends with it."""
        closing = _CLOSING.search(self.chars, at, min(stop, at + _LONGEST))
        return (closing.start(), closing.end()) if closing else (stop, stop)

    def _to_sign(self, core: int, stop: int) -> tuple[int, int]:
        """'he said, turning about. Come': up to the end of the sentence, or a comma behind which speech goes on."""
        deed = False  # 'he cried, and, to our astonishment, sat down': all of the sentence tells what he did
        for sign in _STOP.finditer(self.chars, core, min(stop, core + _LONGEST)):
            if sign[0] == "." and _SHORTENED.search(self.chars, core, sign.start()):
                continue
            deed = deed or (sign[0] == "," and _AND_DID.match(self.chars, sign.end(), stop) is not None)
            if sign[0] == "," and (deed or self._belongs(sign.end(), stop)):
                continue
            return sign.start(), self._next_word(sign.end(), stop)
        return stop, stop

    def _belongs(self, at: int, stop: int) -> bool:
        """Whether what stands behind a comma tells how the words were said: 'turning about', 'and pointed at it'."""
        word = _TWO_WORDS.match(self.chars, at, stop)
        if word is None or not word[1][0].islower():
            return False
        first, second = word[1], word[2] or ""
        if self.language == "en":
            tags = lexicon("en").tags.get(first, ())
            participle = first.endswith("ing") and (not tags or tags[0].startswith("V"))
            return participle or first in self.goes_on
        return (
            first in self.goes_on or second in self.body or (self.language == "fr" and first.endswith("ant"))
        )

    def _next_word(self, at: int, stop: int) -> int:
        while at < stop and (self.chars[at].isspace() or self.chars[at] in "—–―"):
            at += 1
        return at

    # -- what begins one -------------------------------------------------------------------------------------------

    def _has_verb(self, at: int, stop: int) -> str:
        """Whether one of the first words is a verb of saying, or looks like one; for a language that is not known the dash must do."""
        if not self.known:
            return _LOOKS
        if self.language == "en" and self._english(at, stop) is not None:
            return _LISTED
        if self.behind_sign and not _SIGN_BEFORE.search(self.chars, max(0, at - _DASH_AT_MOST), at):
            return ""
        words, last = 0, at
        for word in _WORD.finditer(self.chars, at, stop):
            if words > self.between or not _APART.isdisjoint(self.chars[last : word.start(1)]):
                return ""
            if known := self._is_verb(word[1]):
                return known
            words, last = words + (word[1].lower() not in self.before), word.end()
        return ""

    def _is_deed(self, at: int, stop: int) -> str:
        """'—Dos. —Se secó la frente—. Tres': whether a sentence between dashes tells what he does who speaks."""
        first = _WORD.match(self.chars, at, stop)
        second = _WORD.match(self.chars, first.end(), stop) if first else None
        if first is None or second is None or not self.endings:
            return ""
        who = first[1].lower()
        closed = _CLOSING.search(self.chars, second.end(), min(stop, at + _LONGEST)) is not None
        if who in self.he:
            return self._is_verb(second[1])
        if not closed:
            return ""
        return _LISTED if who in self.verbs else self._is_verb(second[1]) if who not in self.persons else ""

    def _is_verb(self, word: str) -> str:
        """Whether a word behind a dash is a verb of saying, or has the look of one."""
        low = word.lower()
        if self._is_listed(low):
            return _LISTED
        looks = bool(self.endings) and len(low) > 3 and low.endswith(self.endings) and low not in self.none
        return _LOOKS if looks else ""

    def _is_listed(self, low: str) -> bool:
        for suffix in self.suffixes:
            if low.endswith(suffix):
                bare = low.removesuffix(suffix)
                return bare in self.verbs or bare in self.hung or bare in self.of_i
        return low in self.verbs

    def _verb_first(self, at: int, stop: int) -> int | None:
        """'lui répondit-il', 'demanda mon père', 'sagte der Alte': where the verb ends. Only one that is listed will do here."""
        match = _WORD.match(self.chars, at, stop)
        for _ in range(2):
            if match and match[1] in self.before:
                match = _WORD.match(self.chars, match.end(), stop)
        if match is None or not match[1].islower():
            return None
        if _INVERTED.match(self.chars, match.start(1), stop) and self.language == "fr":
            return match.end()
        subject = _WORD.match(self.chars, match.end(), stop)
        noun = _WORD.match(self.chars, subject.end(), stop) if subject else None
        if not self.no_subject.isdisjoint(w[1] for w in (subject, noun) if w):
            return None
        if match[1] in self.of_i and subject and subject[1] in self.i:
            return match.end()
        # behind '!' no command goes on in small letters, and hardly one has another person for its object
        called = self.chars[at - 2 : at - 1] in ("!", "?") or _SOMEBODY.match(self.chars, match.end(), stop)
        if self._is_listed(match[1]) or (called and match[1] in self.hung) or self._is_parted(match, stop):
            return match.end()
        return None

    def _is_parted(self, verb: "re.Match[str]", stop: int) -> bool:
        """'gab sie zurück': a verb and, in the same clause, what stands apart from it."""
        rest = re.split(r"[.,;:!?]", self.chars[verb.end() : min(stop, verb.end() + _PARTED)], maxsplit=1)[
            0
        ].split()
        return any(verb[1] == word and apart in rest for word, apart in self.parted)

    def _english(self, at: int, stop: int) -> int | None:
        """'he said', 'the old woman asked him', 'said Stephen': where it ends, as far as subject and verb go."""
        words = words_of(self.chars)
        i = words.first_from(at)
        if i >= len(words) or words.starts[i] >= stop:
            return None
        if self._says(words, i):
            behind = self._subject(words, i + 1, stop)
            return words.ends[behind - 1] if behind and self._fits(words, behind, stop) else None
        verb = self._subject(words, i, stop)
        if verb is None:
            return None
        while verb < len(words) and words.lower[verb].endswith("ly"):
            verb += 1
        if verb < len(words) and self._says(words, verb) and self._fits(words, verb + 1, stop):
            return words.ends[verb]
        return None

    def _says(self, words: Words, i: int) -> bool:
        form = lexicon("en").reporting.get(words.lower[i])
        return (
            form is not None
            and "q" in form.frames
            and form.form in ("past", "third")
            and not words.is_capital(i)
        )

    def _fits(self, words: Words, i: int, stop: int) -> bool:
        """Whether what follows subject and verb leaves them whole: a sign, how and to whom it was said. 'I asked him to come' is said itself."""
        first = i
        if self._goes_on(words, i, stop) and words.lower[i] in self.objects:
            i += 1
            for _ in range(_MOST_DESCRIBED):  # 'asked her mother'
                owned = words.lower[i - 1] in _OWNERS and self._goes_on(words, i, stop)
                i += owned and words.lower[i] not in self.follows
        if not self._goes_on(words, i, stop):
            return True
        low = words.lower[i]
        if i > first:
            return low not in self.content
        return low.endswith(("ly", "ing")) or low in self.follows

    def _goes_on(self, words: Words, i: int, stop: int) -> bool:
        """Whether a word, no sign, stands at place i, before ``stop``."""
        return i < len(words) and words.starts[i] < stop and words.is_word(i)

    def _subject(self, words: Words, i: int, stop: int) -> int | None:
        """The number of the word behind a pronoun, a name, or a description that begins here; None where none does."""
        known = lexicon("en")
        first = i
        if i >= len(words) or words.starts[i] >= stop:
            return None
        if words.lower[i] in known.words("classes", "subject_pronouns") and (
            words.form(i) == "I" or not words.is_capital(i)
        ):
            return i + 1
        if words.is_capital(i):
            while i - first < _MOST_NAMES and i < len(words) and words.is_capital(i):
                i += 1
                if i < len(words) and words.lower[i] == "." and _SHORTENED.match(words.form(i - 1)):
                    i += 1
            return i
        if words.lower[i] not in known.words("classes", "determiners"):
            return None
        for j in range(i + 1, min(i + 1 + _MOST_DESCRIBED, len(words))):
            if not words.is_word(j):
                return None if j == i + 1 else j
            if self._says(words, j) or words.lower[j].endswith("ly"):
                return j if j > i + 1 else None
            if words.lower[j] in self.follows and j > i + 1:
                return j
        return None
