"""Prompt texts from the `prompts` folder, filled strictly and versioned by their content."""

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from ingest.errors import PromptError

VARIABLE = re.compile(r"\{\{(\w+)\}\}")
DIVIDER = "\n---\n"
SHARED = "system"  # stands before the system's part of every prompt
VERSION_LENGTH = 8  # hex digits


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is sent: the system's part, then turns of user and assistant, the user's first."""

    name: str
    version: str
    """Of the texts that it was filled from: it changes with every character of them."""
    system: str
    turns: tuple[str, ...]

    @property
    def user(self) -> str:
        return self.turns[0]

    @property
    def messages(self) -> list[tuple[str, str]]:
        """(role, words) in LangChain's names of the roles."""
        told = [(("human", "ai")[at % 2], words) for at, words in enumerate(self.turns)]
        return [("system", self.system), *told]

    def followed(self, said: str, by: "Prompt") -> "Prompt":
        """The conversation after the model's words, with the user's part of another prompt."""
        return replace(self, name=by.name, version=by.version, turns=(*self.turns, said, by.user))


def fill(name: str, **values: str) -> Prompt:
    """The prompt `name` with every variable in its place. Raises `PromptError` on a missing or unknown one."""
    text, shared = _text(name), _text(SHARED)
    wanted, given = set(VARIABLE.findall(text)), set(values)
    if wanted != given:
        raise PromptError(f"提示词 {name!r} 的变量不符：缺 {sorted(wanted - given)}，多 {sorted(given - wanted)}")
    system, _, user = text.partition(DIVIDER)
    version = hashlib.sha256(f"{shared}{text}".encode()).hexdigest()[:VERSION_LENGTH]
    # one pass, so that a value that looks like a variable stays what it is
    filled = (VARIABLE.sub(lambda match: values[match[1]], part).strip() for part in (system, user))
    return Prompt(name, version, f"{shared.strip()}\n\n{next(filled)}", (next(filled),))


def fault_words(check: str, words: str) -> str:
    """What a model is told of a check that a sentence failed."""
    return _faults()[check].format(words=words)


def fenced(text: str) -> str:
    """Text of others, unable to close the fence that it stands in."""
    return text.replace("</", "＜/")


@cache
def _faults() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((files("prompts") / "faults.toml").read_text(encoding="utf-8"))
    return found


@cache
def _text(name: str) -> str:
    try:
        return (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
    except OSError as error:
        raise PromptError(f"没有名为 {name!r} 的提示词文件") from error
