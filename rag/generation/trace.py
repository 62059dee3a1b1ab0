"""What happened while an answer was written, in words for staff: calls, tokens, times, and what was held back why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rag.generation.client import Allowance
from rag.verification.claims import Fault

AGAIN = "again"  # the prompt that asks for sentences that were held
COUNTS = re.compile(r"^(\d+) kept, (\d+) withheld")
SEARCHED = re.compile(r"^searched ", re.MULTILINE)
CALL = re.compile(r"^(\w+)@\w+ (\d+)\+(\d+) tokens, first after \d+, all \d+ ms$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that was not released."""

    text: str
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class Trace:
    """Filled while writing; `str` gives one line a call and a held-back sentence."""

    allowance: Allowance
    searched: tuple[str, ...] = ()
    """Words of the model that were looked up."""

    asked: int = 0
    """Calls that were made, also those that failed."""
    kept: int = 0
    held: list[Held] = field(default_factory=list)
    error: str = ""

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterable[str]:
        yield f"{self.kept} kept, {len(self.held)} withheld" + (f"; {self.error}" if self.error else "")
        if self.searched:
            yield f"searched {' '.join(self.searched)!r}"
        for call in self.allowance.calls:
            tokens = f"{call.read}+{call.written} tokens"
            yield f"{call.prompt}@{call.version} {tokens}, first after {call.first_ms:.0f}, all {call.ms:.0f} ms"
        for held in self.held:
            reasons = "; ".join(f"{fault.check} {fault.words}".strip() for fault in held.faults)
            yield f"withheld {held.text!r}: {reasons}"


@dataclass(frozen=True, slots=True)
class ToldCall:
    """A call as a trace tells it, with its tokens."""

    prompt: str
    read: int
    written: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of a trace say."""

    kept: int
    withheld: int
    searched: bool
    calls: tuple[ToldCall, ...]


def told(trace: str) -> Told | None:
    """The words of a trace read back; None of other words."""
    if not (counts := COUNTS.match(trace)):
        return None
    calls = tuple(ToldCall(name, int(read), int(written)) for name, read, written in CALL.findall(trace))
    return Told(int(counts[1]), int(counts[2]), SEARCHED.search(trace) is not None, calls)
