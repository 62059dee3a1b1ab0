"""An index of two invented plans, ingested once and copied for each test that changes it; a tiny model of our own."""

import shutil
from pathlib import Path

import pytest

from ingest.index.generations import Generations
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from tests.builders.plans import HILL, LAKE


@pytest.fixture(scope="session")
def county_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the two plans lie in. Tests leave it as it is."""
    folder = tmp_path_factory.mktemp("county-sources")
    (folder / "lake.md").write_text(LAKE, encoding="utf-8")
    (folder / "hill.txt").write_text(HILL, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def county_master(settings: IngestSettings, county_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the two plans. Tests read it and leave it as it is."""
    folder = tmp_path_factory.mktemp("county-index")
    ingest(folder, settings, sources=[county_sources])
    return folder


@pytest.fixture
def county_index(county_master: Path, tmp_path: Path) -> Path:
    """A copy of the index of the two plans, to change at will."""
    folder = tmp_path / "index"
    shutil.copytree(county_master, folder)
    return folder


@pytest.fixture(scope="session")
def county_generation(county_master: Path) -> Path:
    """The live generation of the index of the two plans. Tests read it and leave it as it is."""
    return Generations(county_master).current()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of one layer with random weights, as a folder that sentence-transformers can open."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast  # type: ignore[attr-defined]  # made at run time

    folder = tmp_path_factory.mktemp("tiny-model")
    signs = sorted(set(LAKE + HILL) - set(" \n"))
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *signs]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=512,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder
