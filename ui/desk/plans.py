"""Plans of the index, changed from the desk: a file is looked at before it is added, and one ingest runs at a time."""

import json
import logging
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ingest.compare import Difference, differences
from ingest.errors import SourceError, UsageError
from ingest.formats.read import PICTURES, READABLE
from ingest.index.generations import Generations
from ingest.index.truth import Truth
from ingest.inputs import Input
from ingest.reading import reading
from ingest.schema import Document, ParsedDocument
from ingest.settings import IngestSettings

PLANS, STAGED = "plans", "plans-staged"  # folders below the home: what was added, what was only looked at
KEPT_S = 24 * 3600.0  # a file that was only looked at
COMMAND = (sys.executable, "-P", "-m", "ui.desk.plan_child")
ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = re.compile(r"[0-9a-f]{16}")
BAD = re.compile(r"[^\w\u4e00-\u9fff().（）〔〕“”《》 -]+")
LONGEST_NAME = 80  # characters; a file system takes 255 bytes
log = logging.getLogger("huimin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file as it would be read. `old`: the document that it would replace, with how their figures differ."""

    token: str
    name: str
    parsed: ParsedDocument
    old: Document | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An ingest: how far it is, or how it ended. `said` is empty where all went well."""

    what: str = ""
    done: int = 0
    total: int = 0
    is_over: bool = False
    said: str = ""


class Plans:
    """Thread-safe."""

    def __init__(self, home: Path, settings: IngestSettings) -> None:
        self._home, self._settings = home, settings
        self._lock = threading.Lock()
        self._work: Work | None = None
        self._thread: threading.Thread | None = None

    @property
    def work(self) -> Work | None:
        """The last ingest since the server started."""
        return self._work

    def look_at(self, name: str, data: bytes, index: Truth) -> Preview:
        """Keep a file aside and read it. Raises `SourceError`."""
        shown = _name(name)
        self._sweep()
        token = secrets.token_hex(8)
        folder = self._home / STAGED / token
        folder.mkdir(parents=True, mode=0o700)
        (folder / shown).write_bytes(data)
        try:
            return self._preview(token, shown, data, index)
        except SourceError:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def _preview(self, token: str, name: str, data: bytes, index: Truth) -> Preview:
        source = str(self._home / PLANS / name)
        with reading(self._settings) as read:
            parsed = read(Input(source=source, data=data))
        new = parsed.document
        old = next((one for one in index.documents.values() if one.source == source), None) or next(
            (one for one in index.documents.values() if (one.title, one.region) == (new.title, new.region)), None
        )
        rows = [row for row in index.store.rows() if old and row.document == old.id]
        return Preview(
            token=token,
            name=name,
            parsed=parsed,
            old=old,
            differences=tuple(differences(rows, parsed.rows)) if old else (),
        )

    def add(self, token: str, index: Truth, *, replaces: str) -> None:
        """Ingest a file that was looked at; `replaces`: the id of a document that is withdrawn then, or empty. Raises
        `UsageError` where there is no such file or an ingest runs."""
        folder = self._home / STAGED / token
        files = [*folder.iterdir()] if TOKEN.fullmatch(token) and folder.is_dir() else []
        if not files:
            raise UsageError("这个文件已经不在了，请重新上传")
        old = index.documents.get(replaces)
        kept = self._home / PLANS / files[0].name

        def ready() -> None:
            kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.move(files[0], kept)
            shutil.rmtree(folder, ignore_errors=True)

        withdraw = [old.id] if old and old.source != str(kept) else []
        self._begin(index, [kept], withdraw, ready)

    def withdraw(self, document: str, index: Truth) -> None:
        """Raises `UsageError` where there is no such document, it is the last one, or an ingest runs."""
        if document not in index.documents:
            raise UsageError("没有这份文件")
        if len(index.documents) == 1:
            raise UsageError("这是最后一份文件，不能撤下；请先加入别的文件")
        self._begin(index, [], [document], lambda: None)

    def roll_back(self, index: Truth) -> str:
        """The name of the generation that is live then. Raises `UsageError`."""
        if self._work and not self._work.is_over:
            raise UsageError("正在更新规划，请等它做完")
        return Generations(folder_of(index)).rollback()

    def _begin(self, index: Truth, sources: Sequence[Path], withdraw: Sequence[str], ready: Callable[[], None]) -> None:
        with self._lock:
            if self._work and not self._work.is_over:
                raise UsageError("正在更新规划，请等它做完再试")
            self._work = Work()
        ready()
        told = {"folder": str(folder_of(index)), "sources": [str(one) for one in sources], "withdraw": list(withdraw)}
        self._thread = threading.Thread(target=self._run, args=(told,), name="plans", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Until the ingest that runs is over, at most so long."""
        if self._thread:
            self._thread.join(seconds)

    def _run(self, told: dict[str, object]) -> None:
        said = "更新没有做完，原来的规划照常使用；原因见服务器日志"
        try:
            with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
                assert child.stdin and child.stdout
                child.stdin.write(json.dumps(told))
                child.stdin.close()
                for line in child.stdout:
                    heard = json.loads(line)
                    if "error" in heard:
                        said = heard["error"]
                    else:
                        self._work = Work(what=heard["what"], done=heard["done"], total=heard["total"])
        except (OSError, ValueError) as error:
            log.error("the ingest of the desk failed: %s", error)
        self._work = replace(self._work or Work(), is_over=True, said=said)

    def _sweep(self) -> None:
        """Files that were only looked at are not kept for long."""
        folder = self._home / STAGED
        for one in folder.iterdir() if folder.is_dir() else ():
            if time.time() - one.stat().st_mtime > KEPT_S:
                shutil.rmtree(one, ignore_errors=True)


def folder_of(index: Truth) -> Path:
    """The folder of the index that a generation is of."""
    return index.generation.parent.parent


def _name(name: str) -> str:
    """A name for the file below our folder. Raises `SourceError` on a kind that cannot be read."""
    plain = BAD.sub("-", PurePath(name.replace("\\", "/")).name).strip(" .-")
    suffix = PurePath(plain).suffix.lower()
    if suffix not in READABLE | PICTURES:
        known = "、".join(sorted(READABLE))
        raise SourceError(plain or "文件", f"这种文件还不能读，请另存为 {known} 之一")
    return f"{PurePath(plain).stem[:LONGEST_NAME]}{suffix}"
