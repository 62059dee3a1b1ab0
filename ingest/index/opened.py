"""A published generation opened for reading: the truth, the keyword index and the vectors, closed together.

Nothing is opened that is not what was published: see `integrity.py`.
"""

import logging
import os
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import HuiminError, IndexBrokenError, IndexMismatchError
from ingest.index import vocabulary
from ingest.index.embedding import Embedder, StaticEmbedder, TransformerEmbedder
from ingest.index.generations import Generations
from ingest.index.integrity import LAYOUT, derived, faults, read_manifest
from ingest.index.keywords import KeywordIndex
from ingest.index.meaning import MeaningIndex
from ingest.index.read_lock import hold
from ingest.index.store import Store
from ingest.index.vectors import NoVectors, VectorIndex, by_region
from ingest.schema import Passage
from ingest.settings import BUILTIN_MODEL, IngestSettings

MODEL = "model"
log = logging.getLogger("huimin")


class Index:
    """The live generation of an index folder, for one process to read from many threads."""

    def __init__(self, folder: Path, settings: IngestSettings, *, name: str | None = None) -> None:
        """Where the live one is damaged the next best is opened; with `name`, that one and no other.

        Raises `NoIndexError`, `IndexMismatchError` or `IndexBrokenError`.
        """
        self.generation = Generations(folder).whole(name)
        with ExitStack() as resources:
            resources.callback(os.close, hold(self.generation))
            self.manifest = read_manifest(self.generation)
            check_settings(self.manifest, settings)
            try:
                self._open(settings, resources)
            except (OSError, KeyError, ValueError, RuntimeError) as error:
                raise _broken(self.generation, error) from error
            if self.embedder.hash != self.manifest["embedding"]["hash"]:
                raise _broken(self.generation, "嵌入模型与清单不符")
            self._resources = resources.pop_all()

    def _open(self, settings: IngestSettings, resources: ExitStack) -> None:
        self.store = resources.enter_context(closing(Store(self.generation)))
        self.passages: tuple[Passage, ...] = self.store.passages()
        self.keywords = KeywordIndex.load(self.generation)
        self.meaning = MeaningIndex(self.generation)
        self.vocabulary = vocabulary.load(self.generation, self.meaning)
        self.at = {passage.id: at for at, passage in enumerate(self.passages)}
        """Passage id to its place in `passages`, which is also its place in the keyword index."""
        self.documents = {document.id: document for document in self.store.documents()}
        self.regions = tuple(
            sorted({document.region for document in self.documents.values()}, key=lambda region: (not region, region))
        )
        """Paths of the documents' regions; what names none comes last."""
        self.titles = tuple((document.title, document.region) for document in self.documents.values())
        self.inferred_regions = tuple({d.region for d in self.documents.values() if d.region_inferred})
        """Paths of regions that no document of theirs names."""
        """(title, region path) of every document."""
        self._region_of = np.array([self.documents[p.document].region for p in self.passages])
        self.vectors: VectorIndex | NoVectors = resources.enter_context(closing(self._open_vectors()))
        self.vectors_missing = len(self.passages) if isinstance(self.vectors, NoVectors) else 0
        """How many passages cannot be found by vector; of what was published none, as its build made sure."""
        self.embedder: Embedder = open_embedder(self.generation, settings.embedding_model)

    def _open_vectors(self) -> VectorIndex | NoVectors:
        """The published ones, else made anew from the truth, else none: words alone find most of it too."""
        try:
            fault = next(faults(self.generation, derived(self.manifest)), None)
            if fault is None:
                return VectorIndex(self.generation, self.regions)
            log.error("索引 %s 的向量库已损坏：%s；临时另建一份，请运行 huimin ingest 修复", self.name, fault)
            regions = {document.id: document.region for document in self.documents.values()}
            return VectorIndex.anew(by_region(self.passages, regions), self.store.vectors())
        except (HuiminError, OSError) as error:
            log.error("索引 %s 的向量库打不开（%s），现在只按字词检索", self.name, error)
            return NoVectors()

    @property
    def name(self) -> str:
        return self.generation.name

    def mask(self, regions: Sequence[str]) -> NDArray[np.bool_]:
        """Which passages belong to one of the regions: (passages,)."""
        return np.isin(self._region_of, list(regions))

    def close(self) -> None:
        self._resources.close()


def _broken(generation: Path, what: object) -> IndexBrokenError:
    return IndexBrokenError(
        f"索引 {generation.name!r} 已损坏（{what}），请运行 huimin index rollback 回到上一个版本，或重新 huimin ingest"
    )


def open_embedder(generation: Path, model: str) -> Embedder:
    """The model that a generation's vectors were made with."""
    return StaticEmbedder(generation / MODEL) if model == BUILTIN_MODEL else TransformerEmbedder(model)


def check_settings(manifest: dict[str, Any], settings: IngestSettings) -> None:
    """Raises `IndexMismatchError` where the index cannot serve these settings."""
    if manifest.get("layout") != LAYOUT:
        raise IndexMismatchError("索引由其他版本的惠民问答建立，请重新运行 huimin ingest")
    built = manifest["embedding"]["model"]
    if built != settings.embedding_model:
        raise IndexMismatchError(
            f"索引是用嵌入模型 {built!r} 建的，现在的设置是 {settings.embedding_model!r}。"
            "请改回 HUIMIN_EMBEDDING_MODEL，或运行 huimin ingest 按新设置重建"
        )
