"""antecedents: for whom a pronoun stands: whom the model hears; by rules the subject of the sentence, of those before it in the
paragraph, the last speaker."""

from whence.layers.document import Block, Document, Mention, Quotation
from whence.layers.referents import Referents
from whence.layers.sources import Sources
from whence.layers.title_block import is_salutation
from whence.text import Span, SpanIndex

_GREETING = 60  # code points that a salutation has at most
_CARRY = 2  # blocks over which a speaker is carried on to a pronoun
_LEAST_HEARD = 0.15  # share below which nobody is taken for heard
_HEARD = 0.6  # part of all persons heard from which a pronoun is taken for one of them
_AGREED = 0.3  # the same, from which whom rules find is believed
_SILENT = 0.1  # share of all persons together below which nothing is heard, and rules alone decide
_BOTH, _RULED = 0.97, 0.9  # how sure whom rules and model agree on is, and whom rules alone find


class Antecedents:
    """Answers for one document, while it is read from left to right: who spoke so far is told to it."""

    def __init__(
        self,
        doc: Document,
        sources: Sources,
        blocks: SpanIndex[Block],
        speech: SpanIndex[Quotation],
        referents: Referents,
    ) -> None:
        self.chars, self.referents = doc.text, referents
        self.sources, self.blocks, self.speech = sources, blocks, speech
        self.sentences = SpanIndex(doc.sentences)
        people = [m for m in doc.mentions if m.form == "name" and self._in_prose(m)]
        self.people = SpanIndex(people)
        self.told = {m.entity for m in people}  # not whoever only signs
        self.last: list[tuple[int, str]] = []  # (position, entity) of the speakers so far, outermost level
        self.last_unnamed: tuple[int, Span] | None = (
            None  # the last speaker, where a description is all that is told
        )

    def _in_prose(self, m: Mention) -> bool:
        block = self.blocks.at(m.start)
        if block is None or block.kind not in ("paragraph", "list_item", "turn"):
            return False
        return not self._only_greets(block)

    def _only_greets(self, block: Block) -> bool:
        """Whether a paragraph is the salutation of a letter and nothing else: whom it names is no 'she' in it."""
        words = self.chars[block.start : block.end]
        return len(words) < _GREETING and is_salutation(words)

    def stands_for(self, pronoun: str, span: Span) -> tuple[str | None, float]:
        """The entity that a pronoun stands for, and how sure that is: as it is heard; by rules where nothing is."""
        shares = self.referents.of(span)
        fits = {
            w: s
            for w, s in shares.items()
            if isinstance(w, str) and w in self.told and self.sources.compatible(w, pronoun)
        }
        best = max(fits, key=lambda w: (fits[w], w), default=None)
        heard = sum(shares.values())
        ruled = self.entity(pronoun, span.start)
        if best is not None and fits[best] >= max(_LEAST_HEARD, _HEARD * heard):
            return best, max(fits[best] / heard, _BOTH if best == ruled else 0.0)
        if fits.get(ruled or "", 0.0) >= _AGREED * heard or sum(fits.values()) < _SILENT:
            return ruled, _RULED
        return None, _RULED

    def entity(self, pronoun: str, at: int) -> str | None:
        """The entity a pronoun stands for: the subject of this sentence so far, of the sentences before in the
        paragraph, the last speaker before it."""
        block = self.blocks.at(at)
        if block is None:
            return None
        level = len(self.speech.around(at, at + 1))
        sentence = self.sentences.at(at)
        start = sentence.start if sentence else block.start
        stop = at
        for _ in range(4):
            named = [
                m
                for m in self.people.inside(start, stop)
                if self.sources.compatible(m.entity, pronoun)
                and len(self.speech.around(m.start, m.end)) == level
                and not self.sources.owns(m)
            ]
            # whom the sentence is about stands in it without a preposition
            found = [m.entity for m in named if not self.sources.is_governed(m)] or [m.entity for m in named]
            spoken = [e for p, e in self.last if start <= p < stop and self.sources.compatible(e, pronoun)]
            if spoken and level == 0 and stop != at:
                return spoken[-1]  # whoever spoke in a sentence before, not whom they named
            if found:
                return found[0]
            if spoken and level == 0:
                return spoken[-1]
            if start <= block.start:
                break
            before = self.sentences.before(start)
            if before is None or before.start < block.start:
                break
            stop, start = start, before.start
        if level == 0:
            return self._last_speaker(pronoun, block)
        return None

    def description(self, pronoun: str, at: int) -> Span | None:
        """The description of the last speaker ('my mother'), where a pronoun nearby can stand for it."""
        block = self.blocks.at(at)
        if self.last_unnamed is None or block is None:
            return None
        position, span = self.last_unnamed
        there = self.blocks.at(position)
        if there is None or int(block.id[1:]) - int(there.id[1:]) > _CARRY:
            return None
        return span if self.sources.can_mean(pronoun, span) else None

    def _last_speaker(self, pronoun: str, block: Block) -> str | None:
        for position, entity in reversed(self.last):
            if position >= block.start:
                continue
            there = self.blocks.at(position)
            if there is None or int(block.id[1:]) - int(there.id[1:]) > _CARRY:
                return None
            return entity if self.sources.compatible(entity, pronoun) else None
        return None
