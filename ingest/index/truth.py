"""What a published generation says: its documents, sections and rows, without what finds them."""

import os
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from ingest.errors import IndexBrokenError, IndexMismatchError
from ingest.identity.divisions import is_left_open
from ingest.identity.standing import with_replaced
from ingest.index.generations import Generations
from ingest.index.integrity import LAYOUT, read_manifest
from ingest.index.read_lock import hold
from ingest.index.store import Store
from ingest.settings import IngestSettings


class Truth:
    """A generation of an index folder, the live one where none is named, for one process to read from many threads."""

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
                raise broken(self.generation, error) from error
            self._resources = resources.pop_all()

    def _open(self, settings: IngestSettings, resources: ExitStack) -> None:
        self.store = resources.enter_context(closing(Store(self.generation)))
        self.documents = {document.id: document for document in with_replaced(self.store.documents())}
        self.regions = tuple(
            sorted(
                {document.region for document in self.documents.values()},
                key=lambda region: (not region, is_left_open(region), region),
            )
        )
        """Paths of the documents' regions; last come those that a text leaves open (x市), and what names none."""
        self.titles = tuple((document.title, document.region) for document in self.documents.values())
        """(title, region path) of every document."""

    @property
    def name(self) -> str:
        return self.generation.name

    def close(self) -> None:
        self._resources.close()


def broken(generation: Path, what: object) -> IndexBrokenError:
    """What is said of a generation that does not hold together."""
    return IndexBrokenError(
        f"索引 {generation.name!r} 已损坏（{what}），请运行 huimin index rollback 回到上一个版本，或重新 huimin ingest"
    )


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
