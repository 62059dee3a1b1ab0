"""A whole index looked over: every file of every generation, which one is live, the kept sources."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.errors import HuiminError, IndexBrokenError, NoIndexError
from ingest.index.build import check_generation
from ingest.index.generations import CURRENT, Generations
from ingest.index.integrity import LAYOUT, flaws, read_manifest, read_sealed
from ingest.index.sources import CATALOGUE, Sources
from ingest.settings import IngestSettings


def check(folder: Path, settings: IngestSettings) -> Iterator[str]:
    """What is wrong with an index, in plain words, one line each. Nothing is changed.

    Raises `NoIndexError` where there is no index at all.
    """
    generations = Generations(folder)
    live, names = generations.current_name(), generations.names()
    if not (names or generations.was_published()):
        raise NoIndexError(f"{str(folder)!r} 里还没有索引，请先运行 huimin ingest")
    if live is None:
        yield f"{CURRENT}：读不出正在使用的是哪个版本"
    elif live not in names:
        yield f"{CURRENT}：正在使用的版本 {live} 不在或缺少清单"
    yield from (f"{path.name}：没有写完，下次 huimin ingest 时清理" for path in folder.glob("*.tmp"))
    used: dict[str, str] = {}
    for path in generations.entries():
        if path.name in names:
            try:
                manifest = read_manifest(path)
            except IndexBrokenError as error:
                yield f"{path.name}：{error}"
                continue
            used |= dict.fromkeys(manifest["documents"].values(), path.name)
            yield from (f"{path.name}：{wrong}" for wrong in _generation(path, manifest, settings, path.name == live))
        elif path.name != live:
            yield f"{path.name}：没有完成或没有删净的版本，下次 huimin ingest 时清理（正在运行的不算）"
    try:
        used |= dict.fromkeys(read_sealed(folder / CATALOGUE)["documents"].values(), CATALOGUE)
    except IndexBrokenError as error:
        yield str(error)
    sources = Sources(folder)
    yield from filter(None, map(sources.fault, used))
    if generations.sources() is not None:
        yield from (f"sources/{path.name}：没有版本用到，下次 huimin ingest 时清理" for path in sources.unused(used))


def _generation(path: Path, manifest: dict[str, Any], settings: IngestSettings, live: bool) -> Iterator[str]:
    if manifest["layout"] != LAYOUT:
        yield "由其他版本的惠民问答建立，请重新运行 huimin ingest"
        return
    wrong = list(flaws(path, manifest))
    yield from wrong
    if live and not wrong:
        try:
            check_generation(path, settings)
        except HuiminError as error:
            yield str(error)
