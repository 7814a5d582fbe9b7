"""wanted: the words by which a person asks for an event: which of them name what happened, and which tellings they fit."""

from whence.compare.heads import head, nearness
from whence.compare.tellings import Telling
from whence.compare.values import Where
from whence.layers.event_words import kind_of
from whence.ledger.words import tokens

_NEAR = 0.75  # two words that may name one event, where a person asks for it


class Wanted:
    """The words by which a person asks for an event: some name what happened, the others who, where and when."""

    def __init__(self, words: str) -> None:
        forms = [w.strip(".,;:!?\"'()") for w in words.split()]
        heads = [
            head(w) for w in forms if kind_of(w.lower(), "verb", "en") or kind_of(w.lower(), "noun", "en")
        ]
        self.heads = frozenset(heads)
        stems = {t for w in forms for t in tokens(w, "en")}
        self.others = (
            frozenset(t for t in stems if len(t) > 2 or t.isdigit())
            - {head(t) for t in heads}
            - self.heads
            - _SMALL
        )

    def fits(self, telling: Telling) -> bool:
        """Whether a telling has a word for what happened, and all the others in its sentence."""
        if not self.heads and not self.others:
            return False
        if self.heads and not any(
            self._names(h, t) for h in self.heads for t in telling.heads | {telling.head}
        ):
            return False
        # a name must be of somebody who takes part, of the place, or stand beside the words; the others in the sentence
        parts = telling.agents | telling.patients | telling.near_names
        places = {
            t
            for c in telling.account.cells
            if isinstance(c.value, Where)
            for n in c.value.names
            for t in tokens(n, "en")
        }
        about = telling.words.stems.keys() | telling.heads | telling.days | parts | places
        another = (
            telling.patients
            and self.others & telling.names
            and not self.others & (telling.patients | telling.agents | places)
        )
        return (
            all(o in about and (o not in telling.names or o in parts | places) for o in self.others)
            and not another
        )

    def nears(self, telling: Telling) -> bool:
        """Whether a telling's sentence and the most telling words around it have all the words between them."""
        about = telling.words.stems.keys() | telling.heads | telling.days | telling.around | telling.names
        named = all(h in about or any(self._names(h, t) for t in telling.heads) for h in self.heads)
        return bool(self.heads | self.others) and named and self.others <= about

    @staticmethod
    def _names(asked: str, told_: str) -> bool:
        return asked == told_ or (nearness()(asked, told_) or 0) >= _NEAR


_SMALL = frozenset("the of in at on by and for from with that was were his her".split())
