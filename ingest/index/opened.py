"""A published generation opened for reading: the truth, the keyword index and the vectors, closed together.

Nothing is opened that is not what was published: see `integrity.py`.
"""

import logging
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import HuiminError
from ingest.index import vocabulary
from ingest.index.embedding import Embedder, StaticEmbedder, TransformerEmbedder
from ingest.index.integrity import derived, faults
from ingest.index.keywords import KeywordIndex
from ingest.index.meaning import MeaningIndex
from ingest.index.truth import Truth, broken
from ingest.index.vectors import NoVectors, VectorIndex, by_region
from ingest.schema import Passage
from ingest.settings import BUILTIN_MODEL, IngestSettings

MODEL = "model"
log = logging.getLogger("huimin")


class Index(Truth):
    """The live generation of an index folder with all that finds answers in it. Opened as `Truth` is."""

    def _open(self, settings: IngestSettings, resources: ExitStack) -> None:
        super()._open(settings, resources)
        self.passages: tuple[Passage, ...] = self.store.passages()
        self.keywords = KeywordIndex.load(self.generation)
        self.meaning = MeaningIndex(self.generation)
        self.vocabulary = vocabulary.load(self.generation, self.meaning)
        self.at = {passage.id: at for at, passage in enumerate(self.passages)}
        """Passage id to its place in `passages`, which is also its place in the keyword index."""
        self._region_of = np.array([self.documents[p.document].region for p in self.passages])
        self.vectors: VectorIndex | NoVectors = resources.enter_context(closing(self._open_vectors()))
        self.vectors_missing = len(self.passages) if isinstance(self.vectors, NoVectors) else 0
        """How many passages cannot be found by vector; of what was published none, as its build made sure."""
        self.embedder: Embedder = open_embedder(self.generation, settings.embedding_model)
        if self.embedder.hash != self.manifest["embedding"]["hash"]:
            raise broken(self.generation, "嵌入模型与清单不符")

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

    def mask(self, regions: Sequence[str]) -> NDArray[np.bool_]:
        """Which passages belong to one of the regions: (passages,)."""
        return np.isin(self._region_of, list(regions))


def open_embedder(generation: Path, model: str) -> Embedder:
    """The model that a generation's vectors were made with."""
    return StaticEmbedder(generation / MODEL) if model == BUILTIN_MODEL else TransformerEmbedder(model)
