"""Runs to lines: what stands at one height is one visual line; wide gaps part it into pieces."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.formats.layout.page import Run
from ingest.formats.raised import raised

PIECE_GAP = 0.7  # ems; a wider gap parts a line into pieces: columns, cells; in prose none is wider than a blank
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·①-⑳]")
NUMBERS_LETTERS = 0.15  # ems between two words of letters or figures at least; a blank of a font has 0.25
HAN_BLANK = 0.22  # ems between two Han characters, beyond those that its line has anyway, that are a blank
MIXED_BLANK = 0.6  # ems between a Han character and a letter; office programs put 0.25 there by themselves
RAISED_SIZE, RAISED_BY = 0.8, 0.2  # of the size of what stands before: a raised character is so small, so high
OVERLAP = 0.5  # of the height of the smaller that two runs of one line share


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line, or a piece of one, as it is read."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    """The most common em of its characters."""
    strong: bool
    """Whether all of it is."""

    @property
    def middle(self) -> float:
        """Of its width."""
        return (self.left + self.right) / 2


def visual_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that stand at one height, from top to bottom, each line from left to right."""
    lines: list[list[Run]] = []
    tops: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda one: (one.middle, one.left)):
        top, bottom = run.top, run.bottom
        for at in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
            shared = min(bottom, tops[at][1]) - max(top, tops[at][0])
            if shared >= OVERLAP * min(bottom - top, tops[at][1] - tops[at][0]):
                lines[at].append(run)
                if run.size > 1.3 * (tops[at][1] - tops[at][0]):
                    tops[at] = (top, bottom)
                break
        else:
            lines.append([run])
            tops.append((top, bottom))
    return [sorted(line, key=lambda run: run.left) for line in lines]


def pieces(line: Sequence[Run], gap: float = PIECE_GAP) -> Iterator[list[Run]]:
    """The parts of a visual line between wide gaps, which are wider where all of its characters are spread."""
    gap += _usual_gap(line)
    piece: list[Run] = []
    for run in line:
        if not run.text.strip():
            continue
        if piece and run.left - max(one.right for one in piece[-3:]) > gap * max(run.size, piece[-1].size):
            yield piece
            piece = []
        piece.append(run)
    if piece:
        yield piece


def as_line(runs: Sequence[Run]) -> Line:
    """Runs of one visual line, from left to right, as one."""
    sizes = Counter[float]()
    for run in runs:
        sizes[round(run.size * 2) / 2] += len(run.text)
    size = sizes.most_common(1)[0][0]
    body = [run for run in runs if abs(run.size - size) <= 1.0] or list(runs)
    return Line(
        text=words_of(runs),
        left=min(run.left for run in runs),
        right=max(run.right for run in runs),
        top=min(run.top for run in body),
        bottom=max(run.bottom for run in body),
        base=median(run.base for run in body),
        size=size,
        strong=all(run.strong for run in runs if run.text.strip()),
    )


def words_of(runs: Sequence[Run]) -> str:
    """The words of a line, with blanks where there is room for one."""
    usual = _usual_gap(runs)
    text = ""
    last: Run | None = None
    for run in runs:
        if last is not None:
            if _is_raised(last, run):
                text += raised(text[-12:], run.text.strip(), linked=False)
                continue
            text += _between(last, run, usual)
        text += run.text
        last = run
    return " ".join(text.split())


def joined(words: str, more: str) -> str:
    """Two lines of one paragraph or cell as one, a blank only between words of letters."""
    if not words or not more:
        return words or more
    apart = not HAN.match(words[-1]) and not HAN.match(more[0]) and (words[-1].isalpha() or more[0].isalpha())
    return f"{words} {more}" if apart and words[-1] != "-" else f"{words}{more}"


def _is_raised(last: Run, run: Run) -> bool:
    return run.size <= RAISED_SIZE * last.size and last.base - run.base >= RAISED_BY * last.size


def _usual_gap(runs: Sequence[Run]) -> float:
    """Ems between Han characters of a line that is spread; 0 where most of it stands close."""
    gaps = [
        (other.left - one.right) / max(one.size, 1.0)
        for one, other in pairwise(runs)
        if HAN.match(one.text[-1]) and HAN.match(other.text[0])
    ]
    close = sum(len(run.text) - 1 for run in runs)
    return max(median(gaps), 0.0) if len(gaps) > max(close, 1) else 0.0


def _between(one: Run, other: Run, usual: float) -> str:
    if one.text[-1] == " " or other.text[0] == " ":
        return ""
    gap = (other.left - one.right) / max(min(one.size, other.size), 1.0)
    han = bool(HAN.match(one.text[-1])), bool(HAN.match(other.text[0]))
    if all(han):
        return " " if gap >= HAN_BLANK + usual else ""
    return " " if gap >= (MIXED_BLANK + usual if any(han) else NUMBERS_LETTERS) else ""
