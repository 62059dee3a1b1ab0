"""What a first visit to the window costs on a phone's network: kilobytes over the wire, seconds until one can ask.

`python -m bench.first_view [INDEX]`: a fresh browser, 1.6 Mbit/s and 150 ms there and back (the "slow 4G" of
Lighthouse), against a server of this machine. Exit 1 above the budget. `--write` notes which files of gradio's frontend
the window asked for (`ui/window/data/first_files.txt`): run it after an upgrade of gradio."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import CDPSession, sync_playwright

from bench.visitors import ADDRESS, server

MOST_KB, MOST_S = 400, 2.5
BITS_A_SECOND, LATENCY_MS = 1_600_000, 150
VISITS = 3  # the first packs the files; the last counts
SETTLES_MS = 2_000  # what comes after the page is ready belongs to the first view too
LARGEST = 8  # files that are named
LIST = Path(__file__).resolve().parent.parent / "ui" / "window" / "data" / "first_files.txt"
IN_ITS_HEAD = "assets/index-"  # gradio's page names these itself


def main(index: str | None, *, write: bool = False) -> int:
    """Prints the figures of each visit, and the largest files."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    kilobytes, ready = 0.0, 0.0
    with server(index), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for visit in range(1, VISITS + 1):
            context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
            page = context.new_page()
            wire = _Wire(context.new_cdp_session(page))
            page.goto(ADDRESS, wait_until="commit")
            page.wait_for_selector("#hm-question textarea", timeout=60_000)
            ready = page.evaluate("performance.now()") / 1000
            page.wait_for_timeout(SETTLES_MS)
            kilobytes = sum(wire.sizes.values()) / 1000
            print(f"visit {visit}: {len(wire.sizes)} files, {kilobytes:.0f} kB, ready after {ready:.2f} s")
            context.close()
        fetched = sorted(((size, wire.addresses[key]) for key, size in wire.sizes.items()), reverse=True)
        for size, address in fetched[:LARGEST]:
            print(f"{size / 1000:8.1f} kB  {address.removeprefix(ADDRESS)[:80]}")
        browser.close()
    if write:
        names = dict.fromkeys(address.removeprefix(f"{ADDRESS}/") for _, address in fetched)
        listed = [name for name in names if name.startswith("assets/") and not name.startswith(IN_ITS_HEAD)]
        scripts = _mixed([name for name in listed if name.endswith(".js")])
        styles = [name for name in listed if name.endswith(".css")]
        LIST.write_text("\n".join([*scripts, *styles]) + "\n", encoding="utf-8")
    return int(kilobytes > MOST_KB or ready > MOST_S)


def _mixed(names: list[str]) -> list[str]:
    """Of names from the largest on: a large one, then two small ones, and so on. Small files wait for answers, large
    ones for the wire, and a browser has six connections for both."""
    left, mixed = list(names), list[str]()
    while left:
        mixed += [left.pop(0), *(left.pop() for _ in range(min(2, len(left))))]
    return mixed


class _Wire:
    """What goes over a slow network: bytes with headers, by request."""

    def __init__(self, session: CDPSession) -> None:
        self.addresses, self.sizes = dict[str, str](), dict[str, float]()
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")
        speed = BITS_A_SECOND / 8
        session.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed},
        )

    def _sent(self, told: dict[str, dict[str, str]]) -> None:
        self.addresses[str(told["requestId"])] = told["request"]["url"]

    def _finished(self, told: dict[str, float]) -> None:
        self.sizes[str(told["requestId"])] = told["encodedDataLength"]


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if one != "--write"]
    sys.exit(main(given[0] if given else None, write="--write" in sys.argv))
