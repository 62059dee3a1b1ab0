"""`python -m ui.desk.plan_child`: one ingest for the plans page, in a process of its own, since it takes all of one.

Reads what to do as JSON from its input and tells how far it is as lines of JSON.
"""

import json
import sys
from pathlib import Path

from ingest.errors import HuiminError
from ingest.pipeline import ingest
from ingest.settings import load_settings


def main() -> None:
    told = json.load(sys.stdin)
    folder, sources = Path(told["folder"]), [Path(one) for one in told["sources"]]

    def progress(what: str, done: int, total: int) -> None:
        print(json.dumps({"what": what, "done": done, "total": total}), flush=True)

    try:
        report = None
        if sources:
            report = ingest(folder, load_settings(), sources=sources, progress=progress)
        if told["withdraw"] and not (report and report.skipped):
            report = ingest(folder, load_settings(), withdraw=told["withdraw"], progress=progress)
        skipped = [f"{Path(one.source).name}：{one.reason}" for one in report.skipped] if report else []
        print(json.dumps({"error": "；".join(skipped)}), flush=True)
    except HuiminError as error:
        print(json.dumps({"error": str(error)}), flush=True)


if __name__ == "__main__":
    main()
