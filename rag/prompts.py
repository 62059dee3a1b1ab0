"""Prompt texts from the `prompts` folder, filled strictly."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.errors import PromptError

VARIABLE = re.compile(r"\{\{(\w+)\}\}")
DIVIDER = "\n---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is sent: the system's part and the user's."""

    system: str
    user: str


def fill(name: str, **values: str) -> Prompt:
    """The prompt `name` with every variable in its place. Raises `PromptError` on a missing or unknown one."""
    text = _text(name)
    wanted, given = set(VARIABLE.findall(text)), set(values)
    if wanted != given:
        raise PromptError(f"提示词 {name!r} 的变量不符：缺 {sorted(wanted - given)}，多 {sorted(given - wanted)}")
    system, _, user = text.partition(DIVIDER)
    # one pass, so that a value that looks like a variable stays what it is
    return Prompt(*(VARIABLE.sub(lambda match: values[match[1]], part).strip() for part in (system, user)))


@cache
def _text(name: str) -> str:
    try:
        return (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
    except OSError as error:
        raise PromptError(f"没有名为 {name!r} 的提示词文件") from error
