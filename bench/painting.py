"""`python -m bench.painting [INDEX]`: how long the window takes to show an answer, beside the server's own time for it.

In a real browser, from the click to the frame that holds the answer; needs a Chromium.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from ingest.settings import load_settings
from rag.service import Service
from rag.settings import AnswerSettings
from tests.serving import served
from tests.test_browser import CHROMIUM, FLAGS, QUESTION, ask, opened
from ui.settings import ServerSettings

RUNS = 9
CLICKED = """(turns) => new Promise((done) => {
    const start = performance.now();
    new MutationObserver(() => {
        if (document.querySelectorAll('.hm-turn[id]').length === turns)
            requestAnimationFrame(() => done(performance.now() - start));
    }).observe(document.getElementById('hm-chat'), {childList: true, subtree: true});
    document.getElementById('hm-send').click();
})"""
ASKED = """async (question) => {
    const start = performance.now();
    await (await fetch('/api/v1/ask', {
        method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({question}),
    })).json();
    return performance.now() - start;
}"""


def painted(page: Page) -> Iterator[tuple[float, float]]:
    """Milliseconds from the click to the painted answer, and those of the bare answer over HTTP."""
    ask(page)
    for run in range(RUNS):
        page.fill("#hm-question textarea", QUESTION)
        shown = page.evaluate(CLICKED, run + 2)
        yield shown, page.evaluate(ASKED, "大姚县" + QUESTION)


def main(index: Path) -> None:
    if CHROMIUM is None:
        print("painting: not measured; no Chromium on this machine")
        return
    service = Service(index, load_settings(), AnswerSettings(llm_base_url="", llm_model=""))
    with (
        closing(service),
        served(service, ServerSettings(questions_per_minute=1000)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        times = list(painted(opened(browser.new_context(locale="zh-CN", base_url=address))))
        browser.close()
    shown, bare = (median(values) for values in zip(*times, strict=True))
    print(f"an answer painted: median {shown:.0f} ms, {shown / bare:.1f} x the bare answer over HTTP")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else load_settings().default_index)
