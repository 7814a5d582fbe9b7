"""The network: MiniLM-L6 with how words are written beside it, and four heads; in PyTorch, for training and export alone.

Heads: where an attribution begins (the first piece of its cue), and for each such anchor which pieces are its source, cue
and content (emissions of a linear-chain CRF, Lafferty et al. 2001); mentions (every span scored); who speaks (each
quotation points at words that stand for its speaker).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.examples import CLASSES, WIDEST

from whence.model.pieces import SHAPES

HIDDEN, HEADS, LAYERS, INNER = 384, 12, 6, 1536
PAIR, SPAN, SPEAKER = 128, 96, 96
REACH = 64  # pieces: distances are told apart up to here
PARTS = 4
ANCHORS = 24  # of a window that are looked at when measuring; the program takes those over ANCHOR
ANCHOR = -2.75  # log odds: 6 %


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropped = nn.Dropout(dropout)
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (
            f(x).view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        )
        if torch.onnx.is_in_onnx_export():
            weights = torch.softmax(q @ k.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + mask, -1)
            y = weights @ v
        else:
            y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        x = self.norm(x + self.dropped(self.out(y.transpose(1, 2).reshape(b, n, HIDDEN))))
        return self.norm2(x + self.dropped(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The pieces, with their shapes and whether they are quoted, to vectors."""

    def __init__(self, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.quoted = nn.Embedding(3, HIDDEN)
        self.opens = nn.Embedding(2, HIDDEN)  # whether a paragraph begins
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropped = nn.Dropout(dropout)
        for extra in (self.shapes, self.quoted, self.opens):
            nn.init.zeros_(extra.weight)

    def forward(self, ids: Tensor, shapes: Tensor, quoted: Tensor, blocks: Tensor, mask: Tensor) -> Tensor:
        return self.further(self.begun(ids, shapes, quoted, blocks), mask)

    def begun(self, ids: Tensor, shapes: Tensor, quoted: Tensor, blocks: Tensor) -> Tensor:
        """The vectors that the first layer gets."""
        place = torch.arange(ids.shape[1], device=ids.device)
        opens = (blocks[:, 1:] != blocks[:, :-1]).long()
        opens = torch.cat([torch.zeros_like(opens[:, :1]), opens], 1)
        x = (
            self.words(ids)
            + self.places(place)
            + self.shapes(shapes)
            + self.quoted(quoted)
            + self.opens(opens)
        )
        return self.dropped(self.norm(x))

    def further(self, x: Tensor, mask: Tensor, first: int = 0, last: int = LAYERS) -> Tensor:
        """The vectors after layer ``last`` from those that layer ``first`` gets."""
        far = ((1 - mask) * -1e4).to(x.dtype)[:, None, None, :]
        for n in range(first, last):
            x = self.layers[n](x, far)
        return x


class Pairs(nn.Module):
    """For each anchor and piece: how much the piece is source, cue or content of that anchor's attribution."""

    def __init__(self) -> None:
        super().__init__()
        self.piece, self.anchor = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.piece2, self.anchor2 = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.far = nn.Embedding(2 * REACH + 1, PAIR)
        self.sentence = nn.Embedding(9, PAIR)
        self.block = nn.Embedding(5, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.near = nn.ModuleList(nn.Conv1d(PAIR, PAIR, 3, padding=d, dilation=d) for d in (1, 3))
        self.out = nn.Linear(PAIR, PARTS)
        self.moves = nn.Parameter(torch.zeros(PARTS, PARTS))
        self.begins = nn.Parameter(torch.zeros(PARTS))

    def forward(self, x: Tensor, at: Tensor, sentences: Tensor, blocks: Tensor) -> Tensor:
        """x [B, L, H], anchors [B, K] → emissions [B, K, L, 4]."""
        b, n, _ = x.shape
        k = at.shape[1]
        chosen = torch.gather(x, 1, at[:, :, None].expand(b, k, HIDDEN))
        place = torch.arange(n, device=x.device)
        far = (place[None, None] - at[:, :, None]).clamp(-REACH, REACH) + REACH

        def step(values: Tensor, most: int) -> Tensor:
            mine = torch.gather(values, 1, at)
            return (values[:, None] - mine[:, :, None]).clamp(-most, most) + most

        y = self.piece(x)[:, None] + self.anchor(chosen)[:, :, None]
        y = y + self.piece2(x)[:, None] * self.anchor2(chosen)[:, :, None]
        y = y + self.far(far) + self.sentence(step(sentences, 4)) + self.block(step(blocks, 2))
        y = self.norm(y).reshape(b * k, n, PAIR).transpose(1, 2)
        for conv in self.near:
            y = y + functional.gelu(conv(functional.gelu(y)))
        return self.out(functional.gelu(y.transpose(1, 2))).view(b, k, n, PARTS)


class Mentions(nn.Module):
    """Every span of up to WIDEST pieces: how much it is a mention of each class."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(HIDDEN, SPAN), nn.Linear(HIDDEN, SPAN)
        self.before, self.after = nn.Linear(HIDDEN, SPAN), nn.Linear(HIDDEN, SPAN)
        self.width = nn.Embedding(WIDEST, SPAN)
        self.middle = nn.Linear(SPAN, SPAN)
        self.out = nn.Linear(SPAN, len(CLASSES))
        nn.init.constant_(self.out.bias, -6.0)  # nearly all spans are nothing

    def forward(self, x: Tensor) -> Tensor:
        """x [B, L, H] → [B, L, WIDEST, classes]: the span from a piece to the one so many on."""
        before = functional.pad(self.before(x), (0, 0, 1, 0))[:, :-1]
        first = self.first(x) + before
        last = self.last(x) + functional.pad(self.after(x), (0, 0, 0, 1))[:, 1:]
        last = functional.pad(last, (0, 0, 0, WIDEST - 1))
        n = x.shape[1]
        spans = torch.stack([first + last[:, w : w + n] for w in range(WIDEST)], 2) + self.width.weight
        spans = functional.gelu(self.middle(functional.gelu(spans)))
        return self.out(spans)


class Speakers(nn.Module):
    """For each quotation: which pieces outside quotations stand for its speaker; the first place means none here."""

    def __init__(self) -> None:
        super().__init__()
        self.opening, self.closing = nn.Linear(HIDDEN, SPEAKER), nn.Linear(HIDDEN, SPEAKER)
        self.before, self.after = nn.Linear(HIDDEN, SPEAKER), nn.Linear(HIDDEN, SPEAKER)
        self.piece = nn.Linear(HIDDEN, SPEAKER)
        self.far = nn.Embedding(2 * REACH + 1, 1)
        self.farther = nn.Embedding(2 * REACH + 1, SPEAKER)
        self.block = nn.Embedding(17, SPEAKER)
        self.gate = nn.Linear(SPEAKER, 1)

    def forward(
        self, x: Tensor, first: Tensor, last: Tensor, blocks: Tensor, quoted: Tensor, mask: Tensor
    ) -> Tensor:
        """x [B, L, H], quotations [B, Q] by first and last piece → scores [B, Q, L]."""
        b, n, _ = x.shape
        q = first.shape[1]

        def at(values: Tensor, places: Tensor) -> Tensor:
            return torch.gather(values, 1, places[:, :, None].expand(b, q, values.shape[2]))

        query = at(self.opening(x), first) + at(self.closing(x), last)
        query = (
            query
            + at(self.before(x), (first - 1).clamp(min=0))
            + at(self.after(x), (last + 1).clamp(max=n - 1))
        )
        place = torch.arange(n, device=x.device)[None, None]
        behind = (place - last[:, :, None]).clamp(min=0, max=REACH)
        ahead = (first[:, :, None] - place).clamp(min=0, max=REACH)
        far = behind - ahead + REACH
        block = (blocks[:, None] - torch.gather(blocks, 1, first)[:, :, None]).clamp(-8, 8) + 8
        y = functional.gelu(
            self.piece(x)[:, None] + query[:, :, None] + self.farther(far) + self.block(block)
        )
        scores = self.gate(y)[..., 0] + self.far(far)[..., 0]
        barred = ((quoted > 0) | (mask == 0)).to(scores.dtype) * -1e4
        barred = torch.cat([torch.zeros_like(barred[:, :1]), barred[:, 1:]], 1)
        return scores + barred[:, None]


class Referents(nn.Module):
    """For each word in place of a name: which pieces stand for the same person; the first place means none here."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.piece = nn.Linear(HIDDEN, SPEAKER), nn.Linear(HIDDEN, SPEAKER)
        self.asked2, self.piece2 = nn.Linear(HIDDEN, SPEAKER), nn.Linear(HIDDEN, SPEAKER)
        self.far = nn.Embedding(2 * REACH + 1, SPEAKER)
        self.block = nn.Embedding(17, SPEAKER)
        self.gate = nn.Linear(SPEAKER, 1)

    def forward(self, x: Tensor, at: Tensor, blocks: Tensor, mask: Tensor) -> Tensor:
        """x [B, L, H], words [B, R] by their first piece → scores [B, R, L]."""
        b, n, _ = x.shape
        chosen = torch.gather(x, 1, at[:, :, None].expand(b, at.shape[1], HIDDEN))
        place = torch.arange(n, device=x.device)[None, None]
        far = (place - at[:, :, None]).clamp(-REACH, REACH) + REACH
        block = (blocks[:, None] - torch.gather(blocks, 1, at)[:, :, None]).clamp(-8, 8) + 8
        y = self.piece(x)[:, None] + self.asked(chosen)[:, :, None] + self.far(far) + self.block(block)
        y = y + self.piece2(x)[:, None] * self.asked2(chosen)[:, :, None]
        scores = self.gate(functional.gelu(y))[..., 0]
        barred = (mask == 0)[:, None] | (place == at[:, :, None])
        return scores + barred.to(scores.dtype) * -1e4


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, vocabulary: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, dropout)
        self.anchors = nn.Sequential(nn.Linear(HIDDEN, PAIR), nn.GELU(), nn.Linear(PAIR, 1))
        self.pairs = Pairs()
        self.mentions = Mentions()
        self.speakers = Speakers()
        self.referents = Referents()
        nn.init.constant_(self.anchors[2].bias, -3.5)

    def forward(
        self, ids: Tensor, shapes: Tensor, quoted: Tensor, sentences: Tensor, blocks: Tensor, mask: Tensor,
        first: Tensor, last: Tensor, words: Tensor,
    ) -> tuple[Tensor, ...]:  # fmt: skip
        """All heads over a batch of windows (exported: over one), the likeliest anchors chosen here."""
        x = self.encoder(ids, shapes, quoted, blocks, mask)
        anchors = self.anchors(x)[..., 0] + (1 - mask) * -1e4
        if torch.onnx.is_in_onnx_export():  # the first mark with them, so that there is always one
            at = (torch.cat([anchors[:1, :1] * 0 + 1e4, anchors[:1, 1:]], 1) > ANCHOR).nonzero()[None, :, 1]
        else:
            _, at = torch.topk(anchors, ANCHORS, 1)
        parts = self.pairs(x, at, sentences, blocks)
        speakers = self.speakers(x, first, last, blocks, quoted, mask)
        return anchors, at, parts, self.mentions(x), speakers, self.referents(x, words, blocks, mask)
