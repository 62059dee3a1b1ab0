"""`python -m bench.hostile`: texts that strangers could hand in, each read by a child of its own, with what it took.

`--mb N` sets their size, `--only WORDS` chooses by name; `--ingest` ingests every third of them, of three sizes up to
that, at once beside the sample corpus, and tells the memory of that, with its children, beside that of the sample
corpus alone. `--files` reads the hostile files of all kinds, which have sizes of their own (`--only .pdf`), and tells
what each took and said; with `--ingest` it ingests them all at once, with pipes, rings of links and the like beside,
and tells which of them it did not read or refuse as it should.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

from bench.memory import family_mb, status_mb
from ingest.bounds import MEGABYTE
from ingest.errors import SourceError
from ingest.inputs import Input
from ingest.reading import Reader
from ingest.settings import IngestSettings
from tests.builders.hostile import TEXTS, Hostile
from tests.builders.hostile_layouts import FILES as LAYOUT_FILES
from tests.builders.hostile_office import FILES, HostileFile
from tests.builders.hostile_pdf import FILES as PDF_FILES
from tests.builders.hostile_scans import FILES as SCANS
from tests.builders.hostile_scans import strange_things

WARM = Input(source="warm.md", data="# 规划\n\n到2025年，每千人口托位数达到4.5个。\n".encode())
LONGEST_S, MOST_MB = 10.0, 500.0  # what reading one text may take
FILE_S, FILE_MB = 30.0, 700.0  # what reading one file may take; the child is held to less
Told = dict[str, list[Any]]
SETTINGS = IngestSettings.model_validate({"home": Path(tempfile.gettempdir()), "read_seconds": 10, "read_mb": 500})
EACH = 3  # of so many texts one is ingested: some sixty, of all kinds
SHARES = (0.1, 0.3, 1.0)  # of the size; large ones are mostly refused, small ones read
MOST_ABOVE_MB = 300.0  # that hostile texts may add to an ingest
EVERY_S = 0.05  # between two looks at the memory of an ingest
INGEST = """
import json, sys
from pathlib import Path
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
home, *folders = map(Path, sys.argv[1:])
report = ingest(home / "index", IngestSettings(home=home), sources=folders)
print(len(report.documents), len(report.skipped))
refused = [[one.source, one.reason] for one in report.skipped]
told = json.dumps({"read": [one.source for one in report.documents], "refused": refused})
(home / "told.json").write_text(told, encoding="utf-8")
"""
TOLD = "told.json"  # what an ingest said of each file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=float, default=1.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--ingest", action="store_true")
    parser.add_argument("--files", action="store_true")
    asked = parser.parse_args()
    chosen = [text for text in TEXTS if asked.only in f"{text.kind} {text.name}"]
    size = int(asked.mb * MEGABYTE)
    if asked.files:
        files = [one for one in (*FILES, *LAYOUT_FILES, *PDF_FILES, *SCANS) if asked.only in one.file]
        ingest_of_files(files) if asked.ingest else hostile_files(files)
    elif asked.ingest:
        whole_ingest(chosen[::EACH], size)
    else:
        one_by_one(chosen, size)


def one_by_one(chosen: list[Hostile], size: int) -> None:
    """A line a text, and how many took more than they may."""
    print(f"{len(chosen)} hostile texts of {size / MEGABYTE:g} MB, each read by a fresh child:")
    over = 0
    for text in chosen:
        seconds, mb, said = read(text.file, text.data(size))
        over += seconds > LONGEST_S or mb > MOST_MB
        print(f"  {text.kind + ': ' + text.name:<46}{seconds:>6.1f} s {mb:>5.0f} MB  {said}", flush=True)
    print(f"  over {LONGEST_S:g} s or {MOST_MB:g} MB and not ended: {over}")


def hostile_files(chosen: list[HostileFile]) -> None:
    """A line a file; over is also one that is not read or refused as it should be."""
    print(f"{len(chosen)} hostile files, each read by a bounded child:")
    over, most_s, most_mb = 0, 0.0, 0.0
    with closing(Reader(SETTINGS)) as reader:
        for one in chosen:
            data = one.data()
            seconds, mb, said = read(one.file, data, reader)
            right = one.says in said if one.says else said.startswith("read")
            over += seconds > FILE_S or mb > FILE_MB or not right
            most_s, most_mb = max(most_s, seconds), max(most_mb, mb)
            told = "" if right else "  NOT AS IT SHOULD BE"
            print(
                f"  {one.file:<46}{len(data) / 1000:>7.0f} kB {seconds:>6.1f} s {mb:>5.0f} MB  {said}{told}", flush=True
            )
    print(f"  the slowest {most_s:.1f} s of work, the largest {most_mb:.0f} MB")
    print(f"  over {FILE_S:g} s or {FILE_MB:g} MB, or not told as it should be: {over}")


def ingest_of_files(chosen: list[HostileFile]) -> None:
    """All of them in one folder, with what is called like a file and is none."""
    with tempfile.TemporaryDirectory(prefix="huimin-hostile-") as place:
        hostile = Path(place) / "hostile"
        hostile.mkdir()
        for one in chosen:
            (hostile / one.file).write_bytes(one.data())
        strange = strange_things(hostile)
        home = _beside_the_corpus(Path(place), hostile, f"and {len(chosen) + len(strange)} hostile files")
        told = json.loads((home / TOLD).read_text(encoding="utf-8"))
        wrong = [one.file for one in chosen if not is_told(one, told)]
        print(f"  not told as it should be: {len(wrong)} {' '.join(wrong)}")


def is_told(one: HostileFile, told: Told) -> bool:
    """Whether an ingest read a file that can be read, or refused it, or what is in it, for the reason it should."""
    if not one.says:
        return any(Path(source).name == one.file for source in told["read"])
    says = one.opened or one.says
    return any(one.file in Path(source).parts and says in reason for source, reason in told["refused"])


def read(file: str, data: bytes, reader: Reader | None = None) -> tuple[float, float, str]:
    """Seconds of work, most memory (MB) and what came of it, by a fresh child or one that has read before. A child that
    was ended took its whole limit at most."""
    if reader is None:
        with closing(Reader(SETTINGS)) as fresh:
            return read(file, data, fresh)
    if reader.pid is None:
        reader.read(WARM)
    begun, pid = _work_s(reader.pid), reader.pid
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")  # the most memory counts from here
    try:
        parsed = reader.read(Input(source=file, data=data))
        said = f"read: {len(parsed.sections)} sections, {len(parsed.rows)} rows, {len(parsed.passages)} passages"
    except SourceError as error:
        said = f"refused: {error.reason}"
    if reader.pid != pid:
        return float(SETTINGS.read_seconds), float(SETTINGS.read_mb), said
    return _work_s(pid) - begun, status_mb(pid, "VmHWM"), said


def whole_ingest(chosen: list[Hostile], size: int) -> None:
    """Most memory of an ingest and its children, with all texts in one folder, beside one without them."""
    with tempfile.TemporaryDirectory(prefix="huimin-hostile-") as place:
        hostile = Path(place) / "hostile"
        hostile.mkdir()
        for at, text in enumerate(chosen):
            (hostile / text.file).write_bytes(text.data(int(size * SHARES[at % len(SHARES)])))
        _beside_the_corpus(Path(place), hostile, f"and {len(chosen)} hostile texts")


def _beside_the_corpus(place: Path, hostile: Path, name: str) -> Path:
    """An ingest of the sample corpus, and one of it with a folder beside it; where the second one lies."""
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    peaks: list[float] = []
    for called, folders in (("the sample corpus", [corpus]), (name, [corpus, hostile])):
        seconds, mb, said = ingested(place / called, folders)
        print(f"  {called:<46}{seconds:>6.1f} s {mb:>5.0f} MB  read and refused: {said}", flush=True)
        peaks.append(mb)
    plain, whole = peaks
    times = whole / max(plain, 1)
    print(f"  {whole - plain:.0f} MB above the plain one (at most {MOST_ABOVE_MB:g}), {times:.2f} times")
    return place / name


def ingested(home: Path, folders: list[Path]) -> tuple[float, float, str]:
    """Seconds, most memory (MB) of an ingest and its children, and how many documents it read and refused, with its
    seconds of work, which a busy machine does not make more."""
    started, done, most = time.monotonic(), Event(), [0.0]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([sys.executable, "-c", INGEST, home, *folders], stdout=subprocess.PIPE, text=True)

    def watch() -> None:
        while not done.wait(EVERY_S):
            most[0] = max(most[0], family_mb(process.pid))

    watcher = Thread(target=watch)
    watcher.start()
    said, _ = process.communicate()
    done.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = said.strip() or f"ended with {process.returncode}"
    return time.monotonic() - started, most[0], f"{told}; {work:.1f} s of work"


def _work_s(pid: int | None) -> float:
    """Seconds of work of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
