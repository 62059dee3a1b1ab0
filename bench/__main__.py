"""`python -m bench`: one run, figures side by side. Nothing here is a test: machines differ, ratios less so."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from bench import AS_OF
from bench.gate import around_the_model
from bench.originals import measure
from bench.stock import TOP, stock_retrieve, stock_store
from eval.ask import question
from eval.cases import Case, load_cases
from eval.matching import stands
from eval.records import Record
from eval.report import lines, speed
from eval.run import ask_all, score_all
from eval.score import score
from ingest.index.opened import Index
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.retrieval.hybrid import HybridRetriever
from rag.service import Service
from rag.settings import AnswerSettings

RUNS = 5
PORT = 17860


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="huimin-bench-"))
    settings = IngestSettings(home=home)
    print("ingest of the sample corpus, model training included:")
    report("", seconds(lambda: ingest(settings.default_index, settings)), "s")
    service = Service(settings.default_index, settings, AnswerSettings(llm_base_url="", llm_model=""))
    cases = load_cases([])
    answers_beside_the_stock_recipe(service, cases)
    print("\nwarm, one process:")
    for _ in range(2):
        times = [service.ask(question(case, AS_OF)).latency_ms for case in cases]
    report("median of an answer", median(times), "ms")
    service.close()
    own, slow, ratio = around_the_model(settings.default_index, settings, AS_OF)
    report("around a model, without its own time", own, "ms")
    report("the same, 95 % within", slow, "ms")
    report("the same, beside all other steps", ratio, "x")
    cold(home)
    on_originals(settings)


def on_originals(settings: IngestSettings) -> None:
    """The readers on original plans, where `ORIGINALS` names their folders (parted by a colon)."""
    named = os.environ.get("ORIGINALS") or os.environ.get("HUIMIN_ORIGINALS")
    if not named:
        print("\noriginals: not measured; name their folder, make bench ORIGINALS=DIR")
        return
    folders = [Path(name) for name in named.split(":")]
    measure(folders)
    folder = settings.home / "originals"
    report(
        "ingest of the first folder, training included",
        seconds(lambda: ingest(folder, settings, sources=folders[:1])),
        "s",
    )
    out = settings.home / "originals-run"
    with closing(Index(folder, settings)) as index:
        ask_all(load_cases([]), index, out, settings=AnswerSettings(llm_base_url="", llm_model=""), as_of=AS_OF)
    run = score_all(out)
    print("\nthe question sets, over the originals:")
    print("\n".join([*lines(run.summary, run.naive), speed(run.summary)]))


def answers_beside_the_stock_recipe(service: Service, cases: list[Case]) -> None:
    """Decisive words in the first four passages, ours and the recipe's, on the same questions."""
    index = service.index
    store = stock_store([document.text for document in index.documents.values()], index.embedder)
    due = [case for case in cases if not case.abstain]
    print(f"\n{len(cases)} questions, {len(due)} of them to be answered:")
    ours = theirs = our_size = their_size = 0
    our_time = their_time = 0.0
    for case in due:
        at = time.perf_counter()
        found = HybridRetriever(index=index, regions=index.regions, limit=TOP).invoke(case.question)
        our_time += time.perf_counter() - at
        our_size += sum(len(document.page_content) for document in found)
        ours += holds(case, [document.page_content for document in found])
        at = time.perf_counter()
        chunks = stock_retrieve(store, case.question)
        their_time += time.perf_counter() - at
        their_size += sum(map(len, chunks))
        theirs += holds(case, chunks)
    report(f"evidence among the first {TOP}, Huimin", 100 * ours / len(due), "%")
    report(f"evidence among the first {TOP}, stock recipe", 100 * theirs / len(due), "%")
    report("characters handed over, Huimin / stock recipe", our_size / their_size, "x")
    report("retrieval time, Huimin / stock recipe", our_time / their_time, "x")
    scores = [score(case, Record(case=case.id, answer=service.ask(question(case, AS_OF)))) for case in cases]
    report("answers right, Huimin without a model", 100 * sum(s.right for s in scores) / len(scores), "%")
    report("figures that break rule 1", sum(s.breaches for s in scores), "")


def cold(home: Path) -> None:
    """Whole processes: a question from the command line, a server until it answers."""
    environment = os.environ | {"HUIMIN_HOME": str(home)}
    huimin = [sys.executable, "-m", "ui.cli"]

    def ask() -> None:
        subprocess.run([*huimin, "ask", "低保的钱由谁出?"], check=True, capture_output=True, env=environment)

    print(f"\ncold, whole processes (median of {RUNS}):")
    report("huimin ask", median(seconds(ask) for _ in range(RUNS)), "s")
    report("huimin --help", median(seconds(lambda: help_page(huimin)) for _ in range(RUNS)), "s")

    def serve() -> None:
        server = subprocess.Popen([*huimin, "serve", "--port", str(PORT)], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_until_well()
        finally:
            server.terminate()
            server.wait()

    report("huimin serve until it answers, index there", seconds(serve), "s")


def help_page(huimin: list[str]) -> None:
    subprocess.run([*huimin, "--help"], check=True, capture_output=True)


def wait_until_well() -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError("the server did not answer within 120 s")


def holds(case: Case, texts: list[str]) -> bool:
    """Whether one passage has something of every group that a right answer must have."""
    return any(all(any(stands(words, text) for words in group) for group in case.must) for text in texts)


def seconds(work: Callable[[], object]) -> float:
    at = time.perf_counter()
    work()
    return time.perf_counter() - at


def report(name: str, value: float, unit: str) -> None:
    print(f"  {name:<48}{value:>9.2f} {unit}")


if __name__ == "__main__":
    main()
