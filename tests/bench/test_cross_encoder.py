"""The trial of a cross-encoder: its model file is read, and a fit raises right readings above wrong ones."""

from pathlib import Path

import numpy as np
import pytest
import torch

from bench.cross_encoder.__main__ import outcome, right_at
from bench.cross_encoder.e5 import ModelFile, Pieces, for_chinese, read, unpacked
from bench.cross_encoder.fit import CrossEncoder, fitted, scored
from bench.cross_encoder.pairs import Asked
from tests.builders.cases import case

WIDTH, INNER, LAYERS = 24, 32, 12
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "补", "助", "补助", "元", "The", "多少")


def model_file() -> ModelFile:
    rng = np.random.default_rng(0)
    sizes = {
        "emb.word": len(PIECES) * WIDTH,
        "emb.pos": 96 * WIDTH,
        "emb.type": 2 * WIDTH,
        "emb.ln.w": WIDTH,
        "emb.ln.b": WIDTH,
    }
    for layer in range(LAYERS):
        for name, wide, high in (
            *((name, WIDTH, WIDTH) for name in ("q", "k", "v", "ao")),
            ("fi", INNER, WIDTH),
            ("fo", WIDTH, INNER),
            ("aln", WIDTH, 1),
            ("oln", WIDTH, 1),
        ):
            sizes |= {f"l{layer}.{name}.w": wide * high, f"l{layer}.{name}.b": wide}
    tensors = {name: rng.normal(size=size, scale=0.3).astype(np.float32) for name, size in sizes.items()}
    costs = np.array([0, 0, 0, 0, -1, -3, -3, -4, -3, -2, -2], dtype=np.float32)
    return ModelFile(
        width=WIDTH, layers=LAYERS, inner=INNER, pieces=PIECES, costs=costs, normal={"＄": "元"}, tensors=tensors
    )


def test_a_block_is_a_scale_and_the_low_halves_before_the_high_ones() -> None:
    block = np.float16(0.5).tobytes() + bytes([0x98, *[0x88] * 15])
    weights = unpacked(block)
    assert weights.shape == (32,) and weights[0] == 0 and weights[16] == 0.5 and np.count_nonzero(weights) == 1


def test_the_likeliest_pieces_are_taken_and_what_is_unknown_is_said() -> None:
    pieces = Pieces(model_file(), range(len(PIECES)))
    assert [PIECES[one] for one in pieces("补助＄")] == ["▁", "补助", "元"]
    assert [PIECES[one] for one in pieces("助龘")] == ["▁", "助", "<unk>"]


def test_pieces_of_other_languages_are_left_out() -> None:
    assert [PIECES[one] for one in for_chinese(model_file()) if one > 3] == ["▁", "补", "助", "补助", "元", "多少"]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF")
    with pytest.raises(ValueError, match=r"other\.bin"):
        read(path)


def asked(at: int) -> Asked:
    return Asked(
        plan="a",
        case=case(id=f"x-{at}"),
        text="补助多少",
        readings=("助助", "补元"),
        scores=np.zeros(2, dtype=np.float32),
        right=np.array([False, True]),
    )


def test_a_fit_raises_the_right_reading_above_the_wrong_one() -> None:
    torch.manual_seed(0)  # the head begins by chance
    model = CrossEncoder(model_file())
    assert scored(model, asked(0)).tolist() == [0, 0]
    assert fitted(model, [asked(at) for at in range(400)], seed=0, minutes=5) == 1
    wrong, right = scored(model, asked(0))
    assert right > max(0, wrong)


def test_scores_are_added_only_where_the_ranker_is_unsure() -> None:
    added = np.array([0.0, 9.0], dtype=np.float32)
    assert outcome(asked(0), added, 1.0)[1]
    assert not outcome(asked(0), added, 0.1)[1]


def test_as_many_are_right_as_the_share_allows() -> None:
    outcomes = [(1 - at / 100, at < 18) for at in range(40)]
    assert right_at(outcomes, 0.9) == 18 and right_at(outcomes, 1.0) == 18 and right_at(outcomes[:5], 0.5) == 0
