"""Three invented plans and what a bad model would say of them, read from `eval/replays/invented`. No such places."""

from pathlib import Path

from eval.jsonl import load
from eval.replay import PLANS as PLANS_FOLDER
from eval.replay import Replayed

INVENTED = Path(__file__).resolve().parents[3] / "eval" / "replays" / "invented"
PLANS = {path.name: path.read_text(encoding="utf-8") for path in sorted((INVENTED / PLANS_FOLDER).glob("*.md"))}


def scripts() -> list[Replayed]:
    return load(INVENTED / "bad.jsonl", Replayed)
