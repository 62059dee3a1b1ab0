"""Letters to runs: what follows each other side by side in one look; which way most of a page's letters lead."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.formats.layout.page import Run

GAP, BACK = 0.15, 0.4  # ems between two letters of a run; how far the next may reach back
STRAIGHT = 0.99  # of a line's direction along an axis from which on it follows it

Way = tuple[int, int]
UPRIGHT: Way = (1, 0)
"""Which way a line leads, y down: upright letters lead to the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the characters of a text object look."""

    size: float
    ahead: tuple[float, float]
    """Direction of the line, y down."""
    font: str
    strong: bool
    why: str
    """Why they are not read, as far as the object tells."""
    pale: bool
    light: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter, or several that stand as one."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    look: Look


def most_common_way(letters: Iterable[Letter]) -> Way:
    """Which way a page's letters lead; upright unless another is twice as common."""
    counts = {UPRIGHT: 0, (0, -1): 0, (0, 1): 0, (-1, 0): 0}
    for one in letters:
        way = round(one.look.ahead[0]), round(one.look.ahead[1])
        if way in counts and max(map(abs, one.look.ahead)) > STRAIGHT and not one.look.why:
            counts[way] += 1
    best = max(counts, key=lambda way: counts[way])
    return best if counts[best] > 2 * counts[UPRIGHT] else UPRIGHT


def runs_of(letters: Iterable[Letter]) -> Iterator[Run]:
    """Characters that follow each other side by side in one look."""
    run: list[Letter] = []
    for one in letters:
        if run and not _goes_on(run[-1], one):
            yield _run(run)
            run = []
        run.append(one)
    if run:
        yield _run(run)


def _goes_on(last: Letter, one: Letter) -> bool:
    size = last.look.size
    return (
        abs(one.base - last.base) <= 0.1 * size
        and -BACK * size <= one.left - last.right <= GAP * size
        and (one.look is last.look or (abs(one.look.size - size) < 0.1 and one.look.font == last.look.font))
    )


def _run(letters: Sequence[Letter]) -> Run:
    look = letters[0].look
    text: list[str] = []
    edges: list[tuple[float, float]] = []
    for one in letters:
        for character in one.text:
            text.append(character)
            edges.append((one.left, one.right))
    return Run(
        text="".join(text),
        edges=tuple(edges),
        base=letters[0].base,
        size=look.size,
        font=look.font,
        strong=look.strong,
    )
